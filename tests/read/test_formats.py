"""Files, folders and standard input in every format, whole and broken."""

import io
import json
import sys

import pytest

from twosource.read import FORMATS, read
from twosource.records import Report, SetAside

BODY = "The bridge was closed on Monday.\n\nIt is to open again next week."


def one(path):
    (item,) = read([path])
    return item


def written(folder, name, data):
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def test_plain_text_is_one_report(tmp_path):
    report = one(written(tmp_path, "a.txt", BODY))
    assert (report.text, report.published, report.title) == (BODY, None, None)
    assert report.kept == {"file": "a.txt"}


@pytest.mark.parametrize("lead", ["", "  ", "\ufeff"])
def test_a_first_line_may_give_date_and_title(tmp_path, lead):
    report = one(written(tmp_path, "a.txt", f"{lead}date 2022-01-09 Bridge closed\n\n{BODY}"))
    assert (report.published, report.title, report.text) == ("2022-01-09", "Bridge closed", BODY)


def test_a_first_line_that_runs_on_as_prose_is_text_not_title(tmp_path):
    report = one(written(tmp_path, "a.txt", "date 2022-01-07 The bridge was closed.\n\nNobody was hurt."))
    assert (report.published, report.title) == ("2022-01-07", None)
    assert report.text == "The bridge was closed.\n\nNobody was hurt."


def test_a_date_line_alone_holds_no_text(tmp_path):
    assert "empty" in one(written(tmp_path, "a.txt", "date 2022-01-07")).reason


def test_windows_line_ends_of_plain_text_become_line_feeds(tmp_path):
    report = one(written(tmp_path, "a.txt", f"date 2022-01-09 Bridge\r\n\r\n{BODY}".replace("\n", "\r\n")))
    assert "\r" not in report.text
    assert "\r" not in report.title


def test_line_ends_inside_json_are_kept(tmp_path):
    assert one(written(tmp_path, "a.jsonl", '{"text": "One.\\r\\n\\r\\nTwo."}\r\n')).text == "One.\r\n\r\nTwo."


@pytest.mark.parametrize(
    ("data", "text", "note"),
    [
        (b"\xef\xbb\xbfThe caf\xc3\xa9 burned.", "The café burned.", None),
        ("The café burned.".encode("utf-16"), "The café burned.", "UTF-16"),
        (b"The caf\xe9 burned, \x93badly\x94.", "The café burned, “badly”.", "not UTF-8: read as Windows-1252"),
        ("“Über”, sagte “Jürgen”".encode() + b"\xff.", "“Über”, sagte “Jürgen”\ufffd.", "damaged UTF-8"),
    ],
)
def test_encodings(tmp_path, data, text, note):
    report = one(written(tmp_path, "a.txt", data))
    assert report.text == text
    assert str(report.kept.get("encoding")).startswith(str(note))


@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.csv"])
def test_binary_data_is_set_aside(tmp_path, name):
    path = written(tmp_path, name, b"PK\x03\x04\0\0\0")
    assert one(path).reason.startswith("binary data, not text; if it is UTF-16 without a byte order mark, save it as UTF-8")


def test_a_zero_byte_within_json_text_is_kept(tmp_path):
    assert one(written(tmp_path, "a.jsonl", '{"text": "a\\u0000b"}')).text == "a\0b"


@pytest.mark.parametrize("data", ["", " \n\n\t", "\ufeff"])
def test_empty_plain_text_is_set_aside(tmp_path, data):
    assert one(written(tmp_path, "a.txt", data)).reason == "the text is empty"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        *(("a.jsonl", data) for data in ("", " \n\n", "\ufeff")),
        *(("a.json", data) for data in ("", "[]", '{"articles": []}')),
        *(("a.csv", data) for data in ("", "\n\n", "id,text\n", "sep=;\nid;text")),
    ],
)
def test_a_file_that_holds_no_reports_is_told(tmp_path, name, data):
    path = written(tmp_path, name, data)
    assert list(read([path])) == [SetAside(str(path), "holds no reports")]


def test_an_empty_folder_is_told(tmp_path):
    (tmp_path / ".hidden.txt").write_text("One.")
    assert one(tmp_path) == SetAside(str(tmp_path), "the folder holds no files, or only hidden ones")


def test_json_lines_name_the_line_that_is_wrong_and_go_on(tmp_path):
    lines = [{"text": "One."}, "", "{broken", [1], {"text": "  "}, {"title": "no body"}, {"text": 7}, {"text": "Two."}]
    path = written(tmp_path, "a.jsonl", "\n".join(v if isinstance(v, str) else json.dumps(v) for v in lines))
    found = list(read([path]))
    assert [f.text for f in found if isinstance(f, Report)] == ["One.", "Two."]
    aside = {f.where.removeprefix(str(path)): f.reason for f in found if isinstance(f, SetAside)}
    assert list(aside) == [":3", ":4", ":5", ":6", ":7"]
    assert aside[":3"].startswith("not JSON: Expecting property name")
    assert aside[":4"] == "not a JSON object but a list"
    assert aside[":5"] == "the text is empty"
    assert aside[":6"].startswith("no text: give the body as `text`")
    assert aside[":7"] == "`text` is a number, not text"


def test_json_nested_beyond_reason_is_set_aside(tmp_path):
    deep = '{"text": "x", "a": ' + "[" * 100_000 + "]" * 100_000 + "}"
    found = list(read([written(tmp_path, "a.jsonl", deep + '\n{"text": "One."}')]))
    assert found[0].reason == "not readable JSON: brackets within brackets, thousands deep"
    assert found[1].text == "One."


def test_a_number_without_end_is_set_aside_in_our_words(tmp_path):
    fault = one(written(tmp_path, "a.jsonl", '{"text": "One.", "n": ' + "1" * 5000 + "}"))
    assert fault.reason == "not readable JSON: a number of thousands of digits"


def test_a_fault_of_json_lines_names_the_line_of_the_file_and_no_other(tmp_path):
    path = written(tmp_path, "a.jsonl", '{"text": "One."}\n{"text": "Two')
    assert list(read([path]))[1] == SetAside(f"{path}:2", "not JSON: Unterminated string, character 10")


def test_byte_order_marks_where_files_were_joined_are_skipped(tmp_path):
    path = written(tmp_path, "a.jsonl", '\ufeff{"text": "One."}\n\ufeff{"text": "Two."}\n\ufeff\n')
    assert [r.text for r in read([path])] == ["One.", "Two."]


def test_utf16_without_a_mark_says_what_to_do(tmp_path):
    assert "save it as UTF-8" in one(written(tmp_path, "a.txt", BODY.encode("utf-16-le"))).reason


@pytest.mark.parametrize("value", [[{"text": "One."}, {"text": "Two."}], {"articles": [{"text": "One."}, {"text": "Two."}]}])
def test_json_holds_a_list(tmp_path, value):
    assert [r.text for r in read([written(tmp_path, "a.json", json.dumps(value, indent=2))])] == ["One.", "Two."]


def test_json_holds_one_report_or_lines(tmp_path):
    assert one(written(tmp_path, "a.json", '{\n "text": "One."\n}')).text == "One."
    assert len(list(read([written(tmp_path, "b.json", '{"text": "One."}\n{"text": "Two."}')]))) == 2


def test_broken_json_is_one_fault_with_its_line(tmp_path):
    fault = one(written(tmp_path, "a.json", '[\n {"text": "One."},\n {"text": \n]'))
    assert fault.reason == "not JSON: Expecting value, line 4, character 1"


def test_items_of_a_json_list_are_named(tmp_path):
    path = written(tmp_path, "a.json", '[{"text": "One."}, 3]')
    assert list(read([path]))[1] == SetAside(f"{path}, item 2", "not a JSON object but a number")


@pytest.mark.parametrize(("name", "mark"), [("a.csv", ","), ("a.csv", ";"), ("a.tsv", "\t")])
def test_tables(tmp_path, name, mark):
    rows = [["id", "published", "text"], ["r1", "2022-01-09", '"One, two; three.\n\nFour."'], ["r2", "", '"He said ""no""."']]
    reports = list(read([written(tmp_path, name, "\n".join(mark.join(r) for r in rows))]))
    assert [r.id for r in reports] == ["r1", "r2"]
    assert reports[0].text == "One, two; three.\n\nFour."
    assert reports[0].published == "2022-01-09"
    assert reports[1].text == 'He said "no".'


def test_a_table_row_with_too_many_cells_is_set_aside_by_line(tmp_path):
    path = written(tmp_path, "a.csv", "id,text\nr1,One.\nr2,Two,cells\nr3,Three.")
    found = list(read([path]))
    assert found[1] == SetAside(f"{path}:3", "more cells than the header names")
    assert found[2].id == "r3"


def test_a_table_row_is_named_by_the_line_where_it_begins(tmp_path):
    path = written(tmp_path, "a.csv", 'id,text\n\nr1,"One.\n\nMore."\nr2,\n')
    assert list(read([path]))[1] == SetAside(f"{path}:6", "the text is empty")


@pytest.mark.parametrize("mark", [",", ";"])
@pytest.mark.parametrize("rest", ["r2,Two.\nr3,Three.\n", 'r2,"Two. More."\nr3,Three.\n'])
def test_a_quotation_mark_that_is_not_closed_swallows_no_rows_in_silence(tmp_path, rest, mark):
    path = written(tmp_path, "a.csv", ('id,text\nr0,Zero.\nr1,"One.\n' + rest).replace(",", mark))
    first, fault = read([path])
    assert first.id == "r0"
    assert fault.where == f"{path}:3"
    assert fault.reason.startswith("a quotation mark ")
    assert fault.reason.endswith("nothing was read from here on")


def test_a_table_without_a_header_loses_no_row_in_silence(tmp_path):
    path = written(tmp_path, "a.csv", "r1,Herald,One.\nr2,Herald,Two.\n")
    (fault,) = read([path])
    assert fault.where == f"{path}:1"
    assert "its first row is 'r1', 'Herald', 'One.'; known columns are text, id, outlet," in fault.reason


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", "Text;Outlet;Published\nOne, two.;Herald;2022-01-09\n"),
        ("a.csv", "sep=;\r\n TEXT ;Outlet;Date\r\nOne, two.;Herald;2022-01-09\r\n"),
        ("a.csv", '"sep=;"\nMainText;source_domain;date_Publish\nOne, two.;Herald;2022-01-09\n'),
        ("a.csv", "\ufeff\ntext|outlet|published\nOne, two.|Herald|2022-01-09\n".replace("|", "\t")),
    ],
)
def test_tables_as_excel_writes_them(tmp_path, name, data):
    report = one(written(tmp_path, name, data))
    assert (report.text, report.outlet, report.published) == ("One, two.", "Herald", "2022-01-09")


def test_a_folder_is_read_whole_in_name_order_without_hidden_files(tmp_path):
    for name in ("b.txt", "sub/a.txt", "a.txt", ".hidden.txt", ".git/c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"Text of {name}.")
    assert [r.text for r in read([tmp_path])] == ["Text of a.txt.", "Text of b.txt.", "Text of sub/a.txt."]


def test_an_unknown_ending_is_set_aside_with_those_that_are_known(tmp_path):
    fault = one(written(tmp_path, "a.docx", "x"))
    assert all(ending in fault.reason for ending in (".docx", *FORMATS))
    assert one(written(tmp_path, "reports", "x")).reason.startswith("the file's name has no ending that tells its format: known")


def test_a_file_that_is_not_there_is_set_aside(tmp_path):
    assert "cannot be opened" in one(tmp_path / "gone.txt").reason


def test_one_path_may_be_given_alone(tmp_path):
    path = written(tmp_path, "a.txt", BODY)
    assert list(read(path)) == list(read(str(path))) == list(read([path]))


@pytest.mark.parametrize(
    ("data", "texts"),
    [
        ('{"text": "One."}\n{"text": "Two."}', ["One.", "Two."]),
        ('[{"text": "One."},\n {"text": "Two."}]', ["One.", "Two."]),
        ('{\n "text": "One."\n}', ["One."]),
        ("date 2022-01-09 A title\n\nOne.", ["One."]),
        ("One.", ["One."]),
    ],
)
def test_standard_input_tells_its_format_by_its_beginning(monkeypatch, data, texts):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data.encode())))
    assert [r.text for r in read(["-"])] == texts


@pytest.mark.parametrize("first", ["{broken", 'text": "One."}', "<html>", "{"])
def test_standard_input_whose_first_line_is_broken_is_still_json_lines(monkeypatch, first):
    data = first + '\n{"text": "Two."}\n{"text": "Three."}\n'
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data.encode())))
    fault, *reports = read(["-"])
    assert fault.where == "standard input:1"
    assert [r.text for r in reports] == ["Two.", "Three."]


def test_faults_on_standard_input_name_the_line(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b'{"text": "One."}\n{broken')))
    assert list(read(["-"]))[1].where == "standard input:2"
