"""No text loses its report: an annotation or an abstention, spans that hold, JSON that can be read back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.robustness.texts import ODD, PROSE

from twosource import codec
from twosource.annotate import annotate
from twosource.records import Annotation, Report, Span

if TYPE_CHECKING:
    from collections.abc import Iterator


def spans(a: Annotation) -> Iterator[Span]:
    yield from a.sentences
    for records in (a.furniture, a.mentions, a.times, a.places, a.figures, a.events, a.measures):
        yield from ((r.start, r.end) for r in records)
    for said in a.attributions:
        yield from (s for s in (said.source, said.cue, *said.content, *(link.span for link in said.chain)) if s is not None)
    for event in a.events:
        yield from (event.trigger, *event.actor, *event.recipient)


def check(a: Annotation, length: int) -> None:
    """Every span inside the text, every index and id known, every figure a number, and back from JSON and bytes."""
    assert len(a.report.text) == length
    assert all(0 <= start < end <= length for start, end in spans(a))
    ids = {e.id for e in a.entities}
    assert all(m.entity in ids for m in a.mentions)
    assert all(t.content and (t.entity is None or t.entity in ids) for t in a.attributions)
    for event in a.events:
        assert event.place is None or 0 <= event.place < len(a.places)
        assert all(0 <= i < len(a.figures) for i in event.figures)
        assert event.attribution is None or 0 <= event.attribution < len(a.attributions)
        assert event.date is None or "X" not in event.date
    assert all(m.place is None or 0 <= m.place < len(a.places) for m in a.measures)
    assert all(f.high is None or f.low <= f.high < float("inf") for f in a.figures)
    row = codec.annotated(a)
    assert json.loads(codec.to_json(row)) == json.loads(json.dumps(row, allow_nan=False))
    assert codec.unpack(codec.pack(a), Annotation) == a


@pytest.mark.parametrize("name", ODD)
@pytest.mark.parametrize("published", ["2022-01-09", None])
def test_an_odd_text_is_annotated(name: str, published: str | None) -> None:
    check(annotate(Report("r", ODD[name], published=published)), len(ODD[name]))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.one_of(st.sampled_from(PROSE.split()), st.sampled_from(list("\"“”‘’'()[]—–-,.;:!?$%&*/\n\t")), st.text(max_size=8)),
        max_size=60,
    )
)
def test_any_salad_of_words_is_annotated(pieces: list[str]) -> None:
    text = " ".join(pieces)
    check(annotate(Report("r", text, published="2022-01-09")), len(text))


def test_lone_surrogates_are_replaced_and_named() -> None:
    a = annotate(Report("r", "The minister said \ud800 that 3 people died.", published="2022-01-09"))
    assert "\ufffd" in a.report.text
    assert any("surrogate" in said.reason for said in a.report.abstained)


def test_a_number_that_no_float_holds_is_no_figure() -> None:
    a = annotate(Report("r", "The toll was " + "9" * 400 + " people killed."))
    assert not a.figures
