"""Times found and resolved: one sentence a rule, all sentences our own."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twosource.annotate.parse import parse
from twosource.annotate.times import find
from twosource.records import Furniture, Report

SUNDAY = "2031-01-19"


def times(text, published=SUNDAY, furniture=()):
    """(words, value) of every time found."""
    report = Report(id="r", text=text, published=published)
    return [(text[t.start : t.end], t.value) for t in find(parse(report, furniture), furniture)]


def values(text, published=SUNDAY):
    return [value for _, value in times(text, published)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The bridge fell on 3 March 2029.", "2029-03-03"),
        ("The bridge fell on March 3, 2029.", "2029-03-03"),
        ("The bridge fell on the 3rd of March 2029.", "2029-03-03"),
        ("The bridge fell on 2029-03-03.", "2029-03-03"),
        ("The bridge fell in March 2029.", "2029-03"),
        ("The bridge fell in 2029.", "2029"),
        ("The bridge fell in the 1990s.", "199"),
        ("The bridge fell in the spring of 2020.", "2020-SP"),
        ("Output fell in the fourth quarter of 2030.", "2030-Q4"),
        ("Output fell in the first half of 2030.", "2030-H1"),
        ("The bridge fell on Jan. 12.", "2031-01-12"),
        ("The bridge fell on Dec. 30.", "2030-12-30"),
        ("The bridge fell on Sunday, Jan. 12.", "2031-01-12"),
        ("The bridge fell in December.", "2030-12"),
        ("The bridge fell last May.", "2030-05"),
        ("The bridge fell on New Year's Eve.", "2030-12-31"),
    ],
)
def test_calendar_dates(text, value):
    assert values(text) == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Guards shot a driver on Friday.", "2031-01-17"),
        ("Guards shot a driver on Sunday.", "2031-01-19"),
        ("The envoys will meet on Friday.", "2031-01-24"),
        ("A charge was set off on Friday.", "2031-01-17"),
        ("He watched forty men go through the river on Friday.", "2031-01-17"),
        ("They went on talking until Friday.", "2031-01-17"),
        ("The road was closed until Friday.", "2031-01-24"),
        ("From Friday the lifts have to stand still.", "2031-01-24"),
        ("Four men were detained on the 8th.", "2031-01-08"),
        ("The two sides will meet on the 25th.", "2031-01-25"),
        ("The decree was signed on the third of the month.", "2031-01-03"),
        ("The court is to rule on Wednesday.", "2031-01-22"),
        ("The verdict is due on Tuesday.", "2031-01-21"),
        ("The vote is scheduled for Thursday.", "2031-01-23"),
        ("The ban was extended until Thursday.", "2031-01-23"),
        ("Troops arrived last Thursday.", "2031-01-16"),
        ("Troops arrive next Thursday.", "2031-01-23"),
        ("The firm said on Friday it would cut jobs.", "2031-01-17"),
        ("He spoke after Friday's vote.", "2031-01-17"),
        ("Lawyers said they would appeal against Friday's ruling.", "2031-01-17"),
        ("The mediator has called both sides to talks on Thursday.", "2031-01-23"),
    ],
)
def test_weekdays_point_where_the_verb_points(text, value):
    assert values(text) == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It rained yesterday.", "2031-01-18"),
        ("It will rain tomorrow night.", "2031-01-20TNI"),
        ("It rained last week.", "2031-W02"),
        ("It rained last month.", "2030-12"),
        ("It rained over the weekend.", "2031-W03-WE"),
        ("It rained two months ago.", "2030-11"),
        ("It rained ten days ago.", "2031-01-09"),
        ("The state was founded three decades ago.", "200"),
        ("The plant closed several years ago.", "PAST_REF"),
        ("It is raining now.", "PRESENT_REF"),
        ("He thought of the future.", "FUTURE_REF"),
        ("It rained last summer.", "2030-SU"),
    ],
)
def test_distance_from_the_day_of_publication(text, value):
    assert values(text) == [value]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The port burned on 5 January. The next day the crane fell.", ["2031-01-05", "2031-01-06"]),
        ("The port burned on 5 January. That night two men died.", ["2031-01-05", "2031-01-05TNI"]),
        ("The port burned on 5 January, a day earlier than the depot.", ["2031-01-05", "2031-01-04"]),
        ("The port burned in May 2029. The previous month it had reopened.", ["2029-05", "2029-04"]),
        ("The port burned in 2020. The following year it reopened.", ["2020", "2021"]),
        ("Two days later, the port reopened.", ["XXXX-XX-XX"]),
    ],
)
def test_the_reports_own_narrative_time(text, found):
    assert values(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The fire broke out at 9.50 p.m. on Monday.", ["2031-01-13T21:50"]),
        ("The fire broke out on Monday at 9:50 p.m.", ["2031-01-13T21:50"]),
        ("On Monday the ship sailed. The alarm rang at 1950 GMT.", ["2031-01-13", "2031-01-13T19:50"]),
        ("The fire broke out on Monday at 9.50 p.m. Help came five minutes later.", ["2031-01-13T21:50", "2031-01-13T21:55"]),
        ("Soon after eight this morning the gate opened.", ["2031-01-19T08:00"]),
        ("The hall burned on the night of January 6.", ["2031-01-06TNI"]),
        ("The hall burned in the early hours of Monday.", ["2031-01-13TMO"]),
        ("People must stay at home between 23:00 and 07:00.", ["T23:00", "T07:00"]),
        ("The rate rose to 9.50 from 3.20.", []),
    ],
)
def test_times_of_day(text, found):
    assert values(text) == found


def test_a_past_hour_is_not_set_after_the_report_appeared():
    assert values("The alarm rang at 9:55 p.m.", "2031-01-14T17:45:00+02:00") == ["2031-01-13T21:55"]
    assert values("The alarm rang at 1550 GMT.", "2031-01-14T17:45:00+02:00") == ["2031-01-13T15:50"]
    assert values("The alarm rang at 1540 GMT.", "2031-01-14T17:45:00+02:00") == ["2031-01-14T15:40"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It lasted three days.", "P3D"),
        ("It lasted two and a half hours.", "PT2H30M"),
        ("It lasted for more than a decade.", "P10Y"),
        ("It lasted for weeks.", "PXW"),
        ("A two-week truce began.", "P2W"),
        ("A three-and-a-half-year term began.", "P3Y6M"),
        ("It runs four times a day.", "P1D"),
        ("Twenty-five years passed.", "P25Y"),
        ("He is paid every six months.", "P6M"),
        ("They march every Friday.", "XXXX-WXX-5"),
        ("The boat runs daily.", "P1D"),
        ("In recent weeks the price rose.", "PXW"),
        ("Over the past three years it rose.", "P3Y"),
    ],
)
def test_durations_and_sets(text, value):
    assert values(text) == [value]


@pytest.mark.parametrize(
    "text",
    [
        "The 34-year-old driver, who is 34 years old, may resign.",
        "They march against the cuts.",
        "He paid $1990 for 2020 bricks.",
        "The fall of the regime surprised nobody.",
        "The anchor of “60 Minutes” laughed.",
        "Now that the rain is over, call as soon as you can.",
        "She touched the wall after 1:51.89 minutes, ahead of 1:52.03.",
    ],
)
def test_what_is_no_time(text):
    assert times(text) == []


def test_modifiers():
    report = Report(id="r", text="In early January, about two years after the war, late in 2029.", published=SUNDAY)
    assert [t.mod for t in find(parse(report), ())] == ["START", "APPROX", "END"]


def test_without_a_date_of_publication_only_what_can_be_said():
    assert values("On Friday, 6 January 2022, and last month.", None) == ["2022-01-06", "XXXX-XX"]
    assert values("It fell on Friday.", None) == ["XXXX-WXX-5"]
    assert values("It fell on 6 January.", None) == ["XXXX-01-06"]


def test_a_full_date_in_the_dateline_stands_in_for_the_missing_one_and_is_no_time_itself():
    text = "VESSA, 14 January 2031 -- The bridge fell on Monday."
    dateline = (Furniture(0, 26, "dateline"),)
    assert times(text, None, dateline) == [("Monday", "2031-01-13")]


def test_several_days_of_one_month():
    assert values("The summit of 10-12 February will go ahead.") == ["2031-02-10", "2031-02-12"]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200), st.sampled_from([None, SUNDAY, "2031-01-19T10:00:00Z", "soon", "9999-12-31", "0001-01-01"]))
def test_never_raises_and_spans_lie_in_the_text(text, published):
    report = Report(id="r", text=text, published=published)
    found = find(parse(report), ())
    assert all(0 <= t.start < t.end <= len(text) and t.value for t in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


_WORDS = (
    "the a last next previous 5 31 2030 January May Friday year days ago later of , - 's p.m. 10:30 GMT morning "
    "every two and half early mid first quarter century 0 99999999999 night fall ½ last"
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(_WORDS.split()), max_size=14), st.sampled_from([None, SUNDAY, "9999-12-30", "0001-01-02"]))
def test_never_raises_on_salads_of_time_words(words, published):
    text = " ".join(words)
    assert all(t.value for t in find(parse(Report(id="r", text=text, published=published)), ()))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The guards fired at a quarter past five on Friday.", "2031-01-17T05:15"),
        ("The drill broke through at ten minutes to four on Friday.", "2031-01-17T03:50"),
        ("She walked out at six minutes past nine last night.", "2031-01-18T21:06"),
        ("The men came at eleven at night on Friday.", "2031-01-17T23:00"),
        ("At twenty to ten in the morning on Friday the gate fell.", "2031-01-17T09:40"),
        ("Officers came for him at nine on Friday.", "2031-01-17T09:00"),
        ("A mortar hit the market before dawn Friday.", "2031-01-17TMO"),
    ],
)
def test_hours_in_words(text, value):
    assert values(text) == [value]


@pytest.mark.parametrize(
    "text",
    [
        "The toll was put at nine.",
        "The court ruled by five to four.",
        "She died at nine hospitals' doors.",
        "The dollar traded at 20.20 marks.",
        "Eleven were freed by five rebels.",
    ],
)
def test_numbers_that_are_no_hours(text):
    assert values(text) == []


def test_an_hour_takes_the_reports_own_day_and_not_that_of_an_aside_in_another_paragraph():
    text = (
        "A tanker was seized on Friday, the ministry said.\n\nIt had loaded on Tuesday, its owner said.\n\n"
        "Two frigates left port at 7.30 a.m."
    )
    assert values(text)[-1] == "2031-01-17T07:30"


def test_an_hour_past_midnight_follows_an_evening():
    assert values("The hall burned from 11 p.m. on Friday. The fire was put out at 2 a.m.")[-1] == "2031-01-18T02:00"


def test_a_stamp_in_utc_says_little_of_the_hour_on_the_spot():
    assert values("Crews had freed 40 people by 4 p.m.", "2031-01-19T13:50:00+00:00") == ["2031-01-19T16:00"]


def test_entries_of_a_running_report():
    text = "• 1.30 – Tanks at the bridge\n\n• 14:05 — Talks about Saturday's vote"
    assert [v for _, v in times(text, "2031-01-19T15:00:00+02:00")][:2] == ["2031-01-19T01:30", "2031-01-19T14:05"]


def test_the_same_afternoon_may_rest_on_an_hour():
    text = "The mine caved in on Tuesday.\n\nPumps ran on Friday. At 10 a.m. they failed. Rain set in the same afternoon."
    assert values(text)[-1] == "2031-01-17TAF"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The stage, which was to have ended in Lagos on Friday, has been called off.", "2031-01-24"),
        ("They would put it to a vote of the riders on Friday.", "2031-01-24"),
        ("The speaker has put the bill down for Monday.", "2031-01-20"),
        ("Whoever has not returned by Tuesday will be dismissed.", "2031-01-21"),
        ("The next convoy comes on Tuesday.", "2031-01-21"),
        ("On Monday, the speaker stated, a bill will be laid before parliament.", "2031-01-20"),
    ],
)
def test_what_lies_ahead(text, value):
    assert values(text) == [value]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The wall fell in nineteen eighty-nine.", ["1989"]),
        ("It was built in January nineteen ninety-seven.", ["1997-01"]),
        ("Joblessness was to be halved by the year two thousand.", ["2000"]),
        ("Nineteen thirty-ton lorries stood there.", []),
        ("He was soon released.", []),
        ("Now, the minister says, it is over.", []),
        ("Sales were weak during the quarter.", ["2030-Q4"]),
    ],
)
def test_years_in_words_and_words_that_tell_no_time(text, found):
    assert values(text) == found


def test_a_floor_is_no_day_of_the_month():
    assert values("They live on the 8th floor.") == []


def test_the_small_hours_are_of_the_day_at_hand():
    assert values("The talks ended in the small hours.") == ["2031-01-19TMO"]
    assert values("It went off on Tuesday at 21.10 hours.") == ["2031-01-14T21:10"]
