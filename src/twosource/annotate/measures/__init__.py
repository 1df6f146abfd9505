"""Restrictions and alerts in force: curfews, closures, cuts, bans, states of emergency, and their lifting.

A measure is read off an event's clause: a noun that names it ("a curfew has been introduced"), a verb that
puts it on something ("flights were suspended"), a level that is raised, or an order to people or to guns.
Since and until come from the clause's time words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from twosource.annotate.measures.period import period
from twosource.annotate.measures.signs import Sign, sign_of, standing
from twosource.records import Measure

if TYPE_CHECKING:
    from spacy.tokens import Token

    from twosource.annotate.parse import Parsed
    from twosource.records import EventMention, Place, Time


def find(
    parsed: Parsed, events: tuple[EventMention, ...], times: tuple[Time, ...], places: tuple[Place, ...]
) -> tuple[Measure, ...]:
    """The measures of a report, in order."""
    _ = places
    found: dict[tuple[str, str | None, int], Measure] = {}
    for event in events:
        if event.status in {"negated", "hypothetical"}:
            continue
        trigger = _token(parsed, event.trigger)
        sign = sign_of(trigger) if trigger is not None else None
        if trigger is None or sign is None:
            continue
        since, until = period(event, sign.lifted, [t for t in times if event.start <= t.start < event.end], parsed.report.text)
        measure = Measure(event.start, event.end, sign.what, sign.restricts, event.place, since, until, sign.lifted)
        key = (sign.what, sign.restricts, trigger.sent.start)
        found.setdefault(key, measure)
    told = {sentence for _, _, sentence in found}
    for sentence in parsed.sentences:
        noun = None if sentence.start in told else standing(sentence)
        clause = None if noun is None else _around(events, noun.idx)
        if noun is not None and clause is not None:
            measure = Measure(clause.start, clause.end, noun.lemma_.lower(), "movement", clause.place)
            found[measure.what, measure.restricts, sentence.start] = measure
    return tuple(sorted(found.values(), key=lambda m: (m.start, m.end)))


def _around(events: tuple[EventMention, ...], at: int) -> EventMention | None:
    """The narrowest clause around an offset that says something happened."""
    around = [e for e in events if e.start <= at < e.end and e.status == "actual"]
    return min(around, key=lambda e: e.end - e.start) if around else None


def _token(parsed: Parsed, span: tuple[int, int]) -> Token | None:
    found = parsed.doc.char_span(*span, alignment_mode="expand")
    return found.root if found is not None and len(found) else None


__all__ = ["Sign", "find"]
