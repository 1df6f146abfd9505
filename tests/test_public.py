"""The public names: whole, cheap to import, and what the contract says."""

import subprocess
import sys
import types

import pytest

import twosource


def test_every_public_name_is_there():
    for name in twosource.__all__:
        assert getattr(twosource, name) is not None


@pytest.mark.parametrize("name", ["read", "annotate", "open", "code_pairs", "link_events"])
def test_the_entry_points_stay_functions_whatever_is_imported(name):
    import twosource.annotate.parse
    import twosource.read.fields

    assert isinstance(getattr(twosource, name), types.FunctionType)


def test_an_unknown_name_says_what_there_is():
    with pytest.raises(AttributeError, match="has no attribute 'reed': it has Coding, Desk"):
        twosource.reed  # noqa: B018


def test_importing_and_help_do_not_load_the_parser():
    code = "import sys, twosource, twosource.cli; print('spacy' in sys.modules, 'numpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]


def test_annotate_yields_one_row_a_report_and_goes_on_past_faults():
    rows = list(twosource.annotate([{"text": "Police closed the bridge on Monday."}, {"title": "no body"}, {"text": "Rain."}]))
    assert [r.get("text") for r in rows] == ["Police closed the bridge on Monday.", None, "Rain."]
    assert rows[1]["set_aside"] == "report 2"
    assert rows[1]["reason"].startswith("no text")


def test_a_report_that_breaks_an_annotator_is_set_aside(monkeypatch):
    import twosource.annotate.parse  # the package is loaded before it is looked up

    def broken(report):
        raise RuntimeError(f"no luck with {report.id}")

    monkeypatch.setattr(sys.modules["twosource.annotate"], "annotate", broken)
    assert list(twosource.annotate([{"id": "r1", "text": "Rain."}])) == [
        {"set_aside": "r1", "reason": "could not be annotated: RuntimeError: no luck with r1"}
    ]


def test_link_events_gives_one_id_a_trigger():
    reports = [
        {"id": "a", "text": "A bridge collapsed in the north."},
        {"id": "b", "text": "The bridge collapse hurt two people."},
    ]
    found = twosource.link_events(reports, [("a", (9, 18)), ("b", (11, 19))])
    assert len(found) == 2


def test_code_pairs_gives_one_coding_a_pair():
    text = "Norland accused Sudria of spying."
    (coding,) = twosource.code_pairs([(text, (0, 7), (16, 22))])
    assert isinstance(coding, twosource.Coding)
    assert coding.status in {"actual", "negated", "planned", "hypothetical"}
