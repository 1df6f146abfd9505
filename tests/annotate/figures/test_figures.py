"""What figures count, of whom, and which numbers are no figures."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twosource.annotate import figures, furniture, times
from twosource.annotate.parse import parse
from twosource.records import Figure, Report


def read(text: str) -> tuple[Figure, ...]:
    report = Report("r", text, published="2031-05-20")
    frame = furniture.find(report)
    parsed = parse(report, frame)
    return figures.find(parsed, times.find(parsed, frame))


_COUNTED = [
    ("At least 12 people were killed in the mudslide.", "killed", 12, None, "people"),
    ("Nine miners died.", "killed", 9, 9, "workers"),
    ("Rescuers pulled 31 passengers from the wreck.", "rescued", 31, 31, "passengers"),
    ("Police arrested 40 protesters outside the bank.", "arrested", 40, 40, "protesters"),
    ("Some 2,300 villagers were evacuated.", "evacuated", 2300, 2300, "civilians"),
    ("Three policemen were wounded by stones.", "injured", 3, 3, "police"),
    ("The death toll rose to 44.", "killed", 44, 44, None),
    ("The killing of two officers shocked the town.", "killed", 2, 2, "police"),
    ("A third body was found in the silo.", "killed", 3, 3, None),
    ("Nobody was hurt.", "injured", 0, 0, None),
    ("No injuries were reported.", "injured", 0, 0, None),
    ("The landslide left 4,000 people homeless.", "displaced", 4000, 4000, "people"),
    ("Fourteen sailors are still missing.", "missing", 14, 14, "soldiers"),
    ("There were 312 people on board.", "aboard", 312, 312, "people"),
    ("Turnout was 61.5 per cent.", "turnout", 61.5, 61.5, None),
    ("The fine was set at 3.5 billion tenge.", "money", 3.5e9, 3.5e9, None),
    ("A seventh worker has died.", "killed", 7, 7, "workers"),
    ("Four soldiers gave their lives.", "killed", 4, 4, "soldiers"),
    ("A sixth body was recovered from the pit.", "killed", 6, 6, None),
    ("A lawyers' group believes that upward of 300 have been detained.", "arrested", 301, None, None),
    ("Not even 20,000 people marched.", "participants", 0, 19999, "people"),
    ("There were between four and five thousand people aboard.", "aboard", 4000, 5000, "people"),
    ("A pair of soldiers died.", "killed", 2, 2, "soldiers"),
    ("The attackers number six, according to the ministry.", "people", 6, 6, "militants"),
    ("The dead are now 14.", "killed", 14, 14, None),
    ("The family gets Rs 200,000.", "money", 200000, 200000, None),
    ("The mill lost one and a half million crowns.", "money", 1.5e6, 1.5e6, None),
]


@pytest.mark.parametrize(("text", "what", "low", "high", "of"), _COUNTED)
def test_counted(text: str, what: str, low: float, high: float | None, of: str | None):
    found = read(text)
    assert (what, low, high, of) in [(f.what, f.low, f.high, f.of) for f in found]


def test_noun_dropped():
    found = read("The ministry said 26 killed and 18 wounded were brought in.")
    assert [(f.what, f.low) for f in found] == [("killed", 26), ("injured", 18)]


def test_parts():
    found = read("Five people were killed, two of them children.")
    assert [(f.what, f.low, f.of, f.part) for f in found] == [("killed", 5, "people", False), ("killed", 2, "children", True)]


def test_fraction_of_a_whole():
    found = read("A third of the 90 passengers were taken to hospital.")
    assert 30 in [f.low for f in found if f.part]


def test_running_total_is_marked():
    (found,) = read("The death toll climbed to 19.")
    assert found.total


@pytest.mark.parametrize(
    "text",
    [
        "The meeting starts at 10.30 a.m.",
        "Anna Berg, 61, runs the mill.",
        "A 73-year-old man lives there.",
        "It happened on Route 66 near Hall 4.",
        "The 48-hour strike went on.",
        "They met in 2019.",
        "He works at Hospital No. 2.",
    ],
)
def test_no_count(text: str):
    assert read(text) == ()


def test_renaming_does_not_change_figures():
    texts = [f"{name} police arrested 40 protesters in {town}." for name, town in (("Kenyan", "Kisumu"), ("Polish", "Gdansk"))]
    first, second = ([(f.what, f.low, f.high, f.of) for f in read(t)] for t in texts)
    assert first == second


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=80))
def test_never_raises_and_stays_inside(text: str):
    for f in read(text):
        assert 0 <= f.start < f.end <= len(text)
        assert f.high is None or f.low <= f.high


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("TELAVI, August 12: At least nine people were killed.", 9, None),
        ("• 3.20 – Eight soldiers came up the stairs.", 8, 8),
        ("14.00: Sixty-one of the army's doctors are at work.", 61, 61),
        ("The dead now number six.", 6, 6),
        ("Five people at least are dead.", 5, None),
        ("The fire has passed over 7,400 hectares of scrub.", 7400, 7400),
    ],
)
def test_stamps_and_hedges_around_a_count(text: str, low: float, high: float | None):
    assert [(f.low, f.high) for f in read(text)] == [(low, high)]


def test_an_age_behind_of_is_no_count():
    assert read("A firefighter of 26 from Odessa was found.") == ()
    assert [f.low for f in read("A convoy of 26 set out.")] == [26]


def test_how_long_something_lasted():
    found = read("The border was closed for eleven weeks. The truce lasted 9 days.")
    assert [(f.what, f.low, f.unit) for f in found] == [("duration", 11, "weeks"), ("duration", 9, "days")]
    assert read("He left after three days.") == ()


@pytest.mark.parametrize(
    ("text", "low"),
    [
        ("They took seven of us.", 7),
        ("The brigade has lost five of its own.", 5),
        ("A technician puts the loss at three.", 3),
        ("At 5 a.m. on 6 March fourteen engineers went ashore.", 14),
    ],
)
def test_a_bare_number_that_somebody_vouches_for(text: str, low: float):
    assert [f.low for f in read(text)] == [low]


def test_seats_that_are_held_are_nobody_arrested():
    assert [f.what for f in read("They hold 77 of the 120 seats.")] == ["seats", "seats"]


def test_a_sign_before_and_a_word_behind_are_one_currency():
    texts = ("He paid Rs 200,000.", "He paid 200,000 rupees.", "He paid ₹200,000.")
    assert [[f.unit for f in read(text)] for text in texts] == [["₹"]] * 3
