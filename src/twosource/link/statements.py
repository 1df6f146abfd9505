"""Annotations → statements: one for each clause that says something happened or did not.

A statement keeps who is cited (its chain, outermost first, without the outlet itself) and
the slots by which statements are compared later: figure, date, clock time, place, actor.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from twosource.records import Counted, Statement

if TYPE_CHECKING:
    from twosource.records import Annotation, Attribution, EventMention, Figure, Polarity, Span


def find(annotation: Annotation) -> tuple[Statement, ...]:
    """The statements of a report, in order; each names its trigger's clause and stands in no event yet."""
    return tuple(_statement(annotation, i, event) for i, event in enumerate(annotation.events))


def statement_id(report: str, start: int, end: int, trigger: Span) -> str:
    """An id from where the statement stands: the same on every machine."""
    return hashlib.sha256(f"{report}\0{start}\0{end}\0{trigger[0]}".encode()).hexdigest()[:12]


def _statement(annotation: Annotation, index: int, event: EventMention) -> Statement:
    text = annotation.report.text
    said = annotation.attributions[event.attribution] if event.attribution is not None else None
    place = annotation.places[event.place] if event.place is not None else None
    return Statement(
        id=statement_id(annotation.report.id, event.start, event.end, event.trigger),
        report=annotation.report.id,
        start=event.start,
        end=event.end,
        event="",
        chain=_chain(said),
        polarity=_polarity(event, said),
        date=event.date,
        figure=_counted([annotation.figures[i] for i in event.figures]),
        time=event.time,
        place=place.name if place else None,
        actor="; ".join(text[a:b] for a, b in event.actor) or None,
        status=event.status,
        background=event.background,
        mention=index,
    )


def _chain(said: Attribution | None) -> tuple[str, ...]:
    return tuple(link.name for link in said.chain if link.part != "carrier") if said else ()


def _polarity(event: EventMention, said: Attribution | None) -> Polarity:
    """Denied in its own words or by its source ("denied that …"); a denial of a denial is rare, and told as a denial."""
    return "denies" if event.status == "negated" or (said is not None and said.denies) else "asserts"


def _counted(figures: list[Figure]) -> Counted | None:
    """The figure that a statement is about: the first whole one, else the first part."""
    if not figures:
        return None
    f = next((f for f in figures if not f.part), figures[0])
    return Counted(f.what, f.low, f.high, f.of, f.part, f.total)
