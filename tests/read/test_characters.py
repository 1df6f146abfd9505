"""Capitals of other alphabets, and lone surrogates: replaced in every field, so that whatever is read can be written down."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from twosource import codec
from twosource.annotate import annotate
from twosource.read import reports_from
from twosource.read.characters import CAPITAL, sound, sound_report
from twosource.records import Report

HALF = "\ud800"


def test_every_field_of_a_record_is_made_sound():
    odd = Report(
        f"r{HALF}",
        f"Two men {HALF} died.",
        f"o{HALF}",
        "2031-01-01",
        f"t{HALF}",
        authors=(f"a{HALF}",),
        kept={f"k{HALF}": [HALF]},
    )
    a = annotate(odd)
    assert codec.to_json(codec.annotated(a))
    assert (a.report.title, a.report.outlet, a.report.kept) == ("t\ufffd", "o\ufffd", {"k\ufffd": ["\ufffd"]})
    assert [said.field for said in a.abstained] == ["text"] or "text" in [said.field for said in a.report.abstained]


def test_read_reports_can_be_written():
    rows = [
        {"text": f"Two men died {HALF}.", "title": HALF + "x", "extra": {HALF: (HALF, 1.5)}},
        Report("i", "Two men died.", title=HALF),
    ]
    for report in reports_from(rows):
        assert codec.to_json(report)
        assert codec.pack(report)


def test_a_sound_report_is_left_as_it_is():
    report = Report("r", "Nobody came 🙂.", kept={"n": [1, {"x": None}]})
    assert sound_report(report) is report


@given(st.text(st.characters()) | st.text(st.sampled_from("a\ud800\udfff🙂")))
def test_offsets_stay(text: str):
    assert len(sound(text)) == len(text)
    sound(text).encode()


def test_capitals_are_those_of_names_in_other_languages_too():
    assert {"É", "Š", "Ø", "Ω", "Ж"} <= set(CAPITAL)
    assert not any(c.islower() or not c.isalpha() for c in CAPITAL)
