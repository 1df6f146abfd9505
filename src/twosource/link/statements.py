"""Annotations → statements: one for each clause that says something happened or did not.

A statement keeps who is cited (its chain, outermost first, without the outlet itself) and
the slots by which statements are compared later: figure, date, clock time, place, actor.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from typing import TYPE_CHECKING

from twosource.link import polarity
from twosource.records import Counted, Statement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twosource.records import Annotation, Attribution, EventMention, Figure, Span


# "An earlier version of this report said that 12 had died": what follows is what the outlet no longer says. Bills have
# earlier versions too, so it is of a report, or says something.
_NO_LONGER_SAID = re.compile(
    r"\b(?:an?|the|our) (?:earlier|previous|prior|original) (?:version|edition) "
    r"(?:of (?:this|our|the) (?:report|article|story|piece)\b|(?:had )?(?:\w+ly )?(?:said|stated|gave|reported|misstated|put)\b)"
    r"(?:(?!;|\b(?:but|in fact|in truth|rather|whereas|when|instead)\b).)*",
    re.IGNORECASE | re.DOTALL,
)


def find(annotation: Annotation) -> tuple[Statement, ...]:
    """The statements of a report, in order; each names its trigger's clause and stands in no event yet."""
    return tuple(_statement(annotation, i, event) for i, event in enumerate(annotation.events))


def outermost(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """Statements without those that only repeat a part of another of the same happening.

    A clause inside another clause of one report that tells the same happening, on the same word
    and with no figure or date of its own, adds nothing to the account.
    """
    groups: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    for s in statements:
        groups[s.report, s.event].append(s)
    return tuple(s for s in statements if not any(_adds_nothing(s, other) for other in groups[s.report, s.event]))


def _adds_nothing(s: Statement, other: Statement) -> bool:
    wider = other.start <= s.start and s.end <= other.end and (other.end - other.start, other.id) > (s.end - s.start, s.id)
    return (
        wider
        and (s.polarity, s.chain, s.status) == (other.polarity, other.chain, other.status)
        and (s.figure is None or s.figure == other.figure)
        and s.date in {None, other.date}
    )


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
        polarity=polarity.of(annotation, event),
        date=event.date,
        figure=_counted([annotation.figures[i] for i in event.figures]),
        time=event.time,
        place=place.name if place else None,
        actor="; ".join(text[a:b] for a, b in event.actor) or None,
        status="negated" if _no_longer_said(annotation, event) else event.status,
        background=event.background,
        mention=index,
    )


def _no_longer_said(annotation: Annotation, event: EventMention) -> bool:
    """Whether a clause only recounts what an earlier version of its report had said."""
    sentence = annotation.sentence(event.start, event.end)
    m = _NO_LONGER_SAID.search(annotation.report.text, *sentence)
    return m is not None and m.start() < event.trigger[0] < m.end()


def _chain(said: Attribution | None) -> tuple[str, ...]:
    return tuple(link.name for link in said.chain if link.part != "carrier") if said else ()


def _counted(figures: list[Figure]) -> Counted | None:
    """The figure that a statement is about: its clause's first, which is a whole before a part (`annotate.events.figured`)."""
    if not figures:
        return None
    f = figures[0]
    return Counted(f.what, f.low, f.high, f.of, f.part, f.total)
