"""The fields of the contract and of the crawlers whose output is read."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twosource import codec
from twosource.read import report_of, reports_from
from twosource.read.dates import moment
from twosource.records import Report, SetAside

BODY = "The bridge was closed on Monday."


def test_the_contracts_fields():
    row = {
        "id": "r1",
        "outlet": "The Herald",
        "published": "2022-01-09T17:45:00+02:00",
        "title": "Bridge closed",
        "url": "https://herald.example/1",
        "language": "en",
        "credit": "AP",
        "text": BODY,
        "desk": "city",
    }
    report = report_of(row)
    assert all(getattr(report, name) == value for name, value in row.items() if name != "desk")
    assert report.kept == {"desk": "city"}


def test_news_please():
    report = report_of(
        {
            "maintext": BODY,
            "date_publish": "2022-01-09 17:45:00",
            "source_domain": "herald.example",
            "title": "Bridge closed",
            "authors": ["Ann Bell", "Cy Dorn"],
            "url": "https://herald.example/1",
            "language": "en",
            "date_download": "2022-02-01 10:00:00",
            "image_url": None,
        }
    )
    assert (report.text, report.published, report.outlet) == (BODY, "2022-01-09T17:45:00", "herald.example")
    assert report.authors == ("Ann Bell", "Cy Dorn")
    assert report.kept == {"date_download": "2022-02-01 10:00:00", "image_url": None}


def test_fundus_with_its_nested_body():
    report = report_of(
        {
            "title": "Bridge closed",
            "body": {
                "summary": ["The bridge is closed."],
                "sections": [
                    {"headline": [], "paragraphs": ["One.", "Two."]},
                    {"headline": ["What next"], "paragraphs": ["Three."]},
                ],
            },
            "publishing_date": "2022-01-09 17:45:00+00:00",
            "authors": ["Ann Bell"],
            "publisher": "Herald",
            "topics": ["bridges"],
        }
    )
    assert report.text == "The bridge is closed.\n\nOne.\n\nTwo.\n\nWhat next\n\nThree."
    assert (report.published, report.outlet) == ("2022-01-09T17:45:00+00:00", "Herald")
    assert report.kept == {"topics": ["bridges"]}


@pytest.mark.parametrize(
    "body", [{"summary": None, "sections": None}, {"sections": [None, 3]}, {"summary": "One."}, {"sections": ["One."]}, {}]
)
def test_a_body_of_another_shape_never_raises(body):
    (item,) = reports_from([{"body": body}])
    assert isinstance(item, Report | SetAside)


def test_newspaper4k():
    report = report_of(
        {
            "url": "https://www.herald.example/2022/bridge",
            "source_url": "https://www.herald.example",
            "title": "Bridge closed",
            "text": BODY,
            "authors": ["Ann Bell"],
            "publish_date": "2022-01-09T00:00:00+01:00",
            "meta_lang": "en",
            "keywords": ["bridge"],
        }
    )
    assert (report.outlet, report.url) == ("herald.example", "https://www.herald.example/2022/bridge")
    assert (report.published, report.language) == ("2022-01-09T00:00:00+01:00", "en")


def test_the_sites_address_is_not_the_reports():
    assert report_of({"text": BODY, "source_url": "https://herald.example"}).url is None


def test_schema_org_names_people_and_publishers_by_objects():
    report = report_of(
        {
            "articleBody": BODY,
            "datePublished": "2022-01-09",
            "headline": "Bridge",
            "publisher": {"@type": "Organization", "name": "The Herald"},
            "author": [{"name": "Ann Bell"}, {"@type": "Person"}],
        }
    )
    assert (report.outlet, report.title, report.authors) == ("The Herald", "Bridge", ("Ann Bell",))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ([[1, 2], {"a": 3}], "`text` is a list that holds a list, not text alone"),
        (["One.", 2], "`text` is a list that holds a number, not text alone"),
        ({"foo": "bar"}, "`text` is an object without `summary` or `sections`, not text"),
        ({"summary": [], "sections": [{"paragraphs": [["One."]]}]}, "`text` is a list that holds a list, not text alone"),
        (False, "`text` is a truth value, not text"),
        (1.5, "`text` is a number, not text"),
    ],
)
def test_what_is_no_text_is_never_made_into_text(text, why):
    assert list(reports_from([{"text": text}])) == [SetAside("report 1", why)]


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("outlet", ["A", "B"], "`outlet` is a list, not text: ['A', 'B']"),
        ("outlet", False, "`outlet` is a truth value, not text: False"),
        ("publisher", {"@type": "Organization"}, "`outlet` is an object without a `name`: {'@type': 'Organization'}"),
        ("title", 5, "`title` is a number, not text: 5"),
        ("url", {"x": 1}, "`url` is an object, not text: {'x': 1}"),
        ("language", 3, "`language` is a number, not text: 3"),
        ("credit", ["AP"], "`credit` is a list, not text: ['AP']"),
        ("authors", ["Ann", 3], "`authors` is a number, not text: 3"),
        ("id", True, "`id` is a truth value, not text: True"),
    ],
)
def test_a_field_of_the_wrong_kind_is_left_out_and_said(field, value, why):
    report = report_of({"text": BODY, field: value})
    assert [a.reason for a in report.abstained] == [why]
    (name,) = (a.field for a in report.abstained)
    plain = report_of({"text": BODY})
    assert getattr(report, name) == getattr(plain, name)


@pytest.mark.parametrize(
    "marks", ["<p>One.</p>", "One.<br/>Two.", "One.</SPAN>", "Tom&nbsp;&amp; Co.", '<img src="x">One.', "&#8220;One.&#8221;"]
)
def test_left_overs_of_html_are_kept_and_said(marks):
    report = report_of({"text": marks})
    assert report.text == marks
    assert [(a.field, a.reason[:26]) for a in report.abstained] == [("text", "the text holds HTML marks,")]


@pytest.mark.parametrize(
    "text", ["1 < 2 and 3 > 2.", "AT&T fell.", "He wrote to <ann@herald.example>.", "A <b (sic).", "R&D; sales."]
)
def test_signs_that_are_no_html_are_no_matter(text):
    assert report_of({"text": text}).abstained == ()


def test_a_headline_without_a_text_is_set_aside():
    (item,) = reports_from([{"title": "Bridge closed", "outlet": "Herald"}])
    assert item.reason.startswith("no text: ")


def test_one_author_may_be_an_object():
    assert report_of({"text": BODY, "author": {"name": "Ann Bell"}}).authors == ("Ann Bell",)


def test_an_outlets_address_that_is_none_is_its_name():
    assert report_of({"text": BODY, "outlet": "http://[x"}).outlet == "http://[x"


def test_authors_in_one_string():
    assert report_of({"text": BODY, "author": "By Ann Bell, Cy Dorn and Eve Fisk"}).authors == ("Ann Bell", "Cy Dorn", "Eve Fisk")


def test_an_id_is_derived_from_the_content():
    a, b = report_of({"text": BODY, "outlet": "A"}), report_of({"outlet": "A", "text": BODY, "other": 1})
    assert a.id == b.id
    assert a.id != report_of({"text": BODY, "outlet": "B"}).id
    assert report_of({"text": BODY, "id": 0}).id == "0"


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        ("2022-01-09", "2022-01-09"),
        ("2022-01-09T10:19:00Z", "2022-01-09T10:19:00+00:00"),
        ("2022-01-09 10:19:00", "2022-01-09T10:19:00"),
        ("Sun, 09 Jan 2022 10:19:00 GMT", "2022-01-09T10:19:00+00:00"),
        ("January 9, 2022", "2022-01-09"),
        ("9 Jan 2022", "2022-01-09"),
        (1641723540, "2022-01-09T10:19:00+00:00"),
        (1641723540000, "2022-01-09T10:19:00+00:00"),
        ("1641723540", "2022-01-09T10:19:00+00:00"),
        (20220109, "2022-01-09"),
        (date(2022, 1, 9), "2022-01-09"),
        (datetime(2022, 1, 9, 10, 19, tzinfo=UTC), "2022-01-09T10:19:00+00:00"),
    ],
)
def test_dates(value, iso):
    assert moment(value) == (iso, ())


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        ("Mar 10, 2025, 2:00 PM", "2025-03-10T14:00:00"),
        ("March 10, 2025 2:30 PM", "2025-03-10T14:30:00"),
        ("10 March 2025 11:15 pm", "2025-03-10T23:15:00"),
        ("2025-03-10 02:00 PM", "2025-03-10T14:00:00"),
        ("2025-03-10 12:10 a.m.", "2025-03-10T00:10:00"),
        ("March 10, 2025 12 p.m. GMT", "2025-03-10T12:00:00+00:00"),
        ("2025-03-10 14:00:00 UTC", "2025-03-10T14:00:00+00:00"),
        ("2025-03-10 14:00 EST", "2025-03-10T14:00:00-05:00"),
        ("2025-03-10 14:00 UTC+2", "2025-03-10T14:00:00+02:00"),
        ("Mon, 10 Mar 2025 14:00:00 PDT", "2025-03-10T14:00:00-07:00"),
        ("Mon, 10 Mar 2025 14:00:00 -0330 (NST)", "2025-03-10T14:00:00-03:30"),
        ("10 Mar 25 14:00:00 GMT", "2025-03-10T14:00:00+00:00"),
        ("Mon Mar 10 14:00:00 2025", "2025-03-10T14:00:00"),
        ("2025-03-10T24:00:00", "2025-03-11T00:00:00"),
        ("2025/03/10", "2025-03-10"),
        ("2025-3-9", "2025-03-09"),
        ("2025-W11-1", "2025-03-10"),
        ("Monday, March 10, 2025", "2025-03-10"),
        ("Sept 10, 2025", "2025-09-10"),
        ("Sept. 10, 2025", "2025-09-10"),
        ("Jan. 9, 2022", "2022-01-09"),
        ("March 10th, 2025", "2025-03-10"),
        ("25/03/2025", "2025-03-25"),
        ("3/25/2025 1:05 PM", "2025-03-25T13:05:00"),
        ("05.05.2025", "2025-05-05"),
    ],
)
def test_dates_in_words_with_halves_of_the_day_and_zones(value, iso):
    assert moment(value) == (iso, ())


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("2022-02-30", "impossible date '2022-02-30': there is no such day"),
        ("2022-13-01", "impossible date"),
        ("31 April 2025", "impossible date"),
        ("31/31/2025", "impossible date"),
        ("2025-03-10 25:00", "impossible date"),
        ("2025-03-10 14:00 PM", "impossible date"),
        ("2025-03-10 14:00 +99:00", "impossible date"),
        ("31 December 9999 24:00", "impossible date"),
        ("2022", "it is a year, not a day"),
        (2022, "it is a year, not a day"),
        ("2025-03", "it is a month, not a day"),
        ("March 2025", "it is a month, not a day"),
        ("2025-W11", "it is a week, not a day"),
        ("10/03/2025", "whether the day or the month comes first is not known"),
        ("10.03.2025 14:00", "whether the day or the month comes first is not known"),
        *((value, " not read: dates are ISO 8601") for value in ("soon", "0", -5, True, 1e300, float("nan"), [], "99:99")),
        *((value, " not read: dates are ISO 8601") for value in ("14:00", "2025-069", "Updated: 10 Mar 2025", "2025-03-1014:00")),
    ],
)
def test_a_date_that_is_not_read_says_why(value, why):
    published, abstained = moment(value)
    assert published is None
    assert abstained[0].field == "published"
    assert why in abstained[0].reason
    assert ("impossible" in why) == ("impossible" in abstained[0].reason)


@pytest.mark.parametrize("zone", ["CET", "SAST", "IST"])
def test_a_zone_that_means_different_things_is_not_dropped_in_silence(zone):
    published, (told,) = moment(f"Mon, 10 Mar 2025 14:00:00 {zone}")
    assert published == "2025-03-10T14:00:00"
    assert told.reason == f"zone {zone!r} is not known: the time is kept without a zone"


@pytest.mark.parametrize(
    "value", ["0001-01-01T00:00:00Z", "9999-12-31", "0001-01-01", date(1, 1, 1), "Fri, 31 Dec 9999 23:59:59 GMT"]
)
def test_a_filler_for_no_date_is_no_date(value):
    published, abstained = moment(value)
    assert published is None
    assert "no report appeared in the year" in abstained[0].reason


@pytest.mark.parametrize("value", ["1605-07-01", "2199-12-31"])
def test_the_years_of_news_are_read(value):
    assert moment(value) == (value, ())


def test_no_date_is_no_fault():
    assert moment(None) == (None, ())


def test_a_report_with_an_impossible_date_is_kept():
    report = report_of({"text": BODY, "published": "2022-02-30"})
    assert report.text == BODY
    assert report.published is None
    assert report.abstained


def test_what_no_file_can_hold_becomes_text():
    report = report_of(
        {"text": "a\ud800b", "title": "t\udfff", "n": 10**30, "when": datetime(2022, 1, 9, tzinfo=UTC), 3: {"x": (1,)}}
    )
    assert report.text == "a\ufffdb"
    assert report.title == "t\ufffd"
    assert report.kept == {"n": str(10**30), "when": "2022-01-09 00:00:00+00:00", "3": {"x": [1]}}
    assert codec.unpack(codec.pack(report), Report) == report


@pytest.mark.parametrize("row", ["text", None, 3, [1, 2], b"x"])
def test_what_is_not_a_mapping_is_set_aside(row):
    (item,) = reports_from([row])
    assert item.where == "report 1"
    assert "not a report" in item.reason


@pytest.mark.parametrize("given_", ["a text", {"text": BODY}, Report("r", BODY)])
def test_one_report_where_many_belong_is_an_error_that_says_so(given_):
    with pytest.raises(TypeError, match="list of reports"):
        list(reports_from(given_))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda c: st.lists(c, max_size=3) | st.dictionaries(st.text(max_size=3), c, max_size=3),
    max_leaves=6,
)
FIELDS = [
    "text",
    "maintext",
    "body",
    "id",
    "outlet",
    "publisher",
    "published",
    "date",
    "title",
    "url",
    "authors",
    "language",
    "x",
]


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from(FIELDS), JSON))
def test_any_json_object_is_a_report_or_set_aside_and_can_be_kept(row):
    (item,) = reports_from([row])
    assert isinstance(item, Report | SetAside)
    assert codec.unpack(codec.pack(item), type(item)).__class__ is item.__class__
    codec.to_json(item)
