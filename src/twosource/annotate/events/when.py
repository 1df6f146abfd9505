"""Which time words belong to which clause, what date they give, and whether it is only recalled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

from twosource.annotate.times import tense
from twosource.annotate.times.resolve import date_of
from twosource.annotate.wording import word_set

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from spacy.tokens import Doc, Span, Token

    from twosource.annotate.events.clauses import Clause
    from twosource.records import Time

T = TypeVar("T")

# A happening older than this when the report appears is recalled, not reported.
_RECALLED = timedelta(days=45)
# Ends of a span of time say less of when it happened than a plain time does.
_ENDS = frozenset({"until", "till", "since", "before", "after", "from"})
# What is put off "until" a day or moved "to" it happens on that day.
_PUT_OFF = word_set("postpone defer delay put push move reschedule adjourn shift")
_NEAR = 3  # tokens from one end of an interval to the other: "from Thursday 7 to Saturday 9 February"
_WEEKDAYS = word_set("monday tuesday wednesday thursday friday saturday sunday")


@dataclass(frozen=True, slots=True)
class Timed:
    """A dated time expression: the token on which it hangs, its token bounds, and the word before it.

    `end` marks "until", "since" and the like, which say less of when it happened than a plain time; `aside` a time that
    only says which thing is meant ("the decree *of 30 September*").
    """

    time: Time
    token: Token
    end: bool
    date: str
    first: int
    last: int
    link: str = ""
    aside: bool = False


def timed(doc: Doc, times: Iterable[Time]) -> list[Timed]:
    """The report's time expressions with their place in the parse."""
    out: list[Timed] = []
    for t in times:
        if t.type in {"DURATION", "SET"}:
            continue
        span = doc.char_span(t.start, t.end, alignment_mode="expand")
        if span is None:
            continue
        root = _anchor(span)
        before = doc[span.start - 1].lower_ if span.start else ""
        day = date_of(t.value)
        if day is None:
            continue
        words = doc[max(0, span.start - 3) : span.end].text.lower()
        if "/" in day and "end of" in words:
            day = day.split("/")[1]
        elif "/" in day and ("start of" in words or "beginning of" in words):
            day = day.split("/")[0]
        link = root.head if root.head.i < span.start else None
        end = (before in _ENDS or (link is not None and link.lower_ in _ENDS)) and not _is_about(t, before)
        end = end and not (before in {"until", "till"} and link is not None and link.head.lemma_ in _PUT_OFF)
        aside = link is not None and (link.head.lower_ == "due" or (link.lower_ == "of" and link.head.tag_.startswith("NN")))
        out.append(Timed(t, root, end, day, span.start, span.end, before, aside))
    return out


def _is_about(time: Time, before: str) -> bool:
    """True for "before dawn", "after 8 a.m. on Friday": close enough to tell the day."""
    return time.type == "TIME" and before in {"before", "after"}


def _anchor(span: Span) -> Token:
    """The word by which the time hangs on the sentence: behind a preposition rather than a subject that the parser made of it."""
    outer = [t for t in span if not span.start <= t.head.i < span.end and t.sent.start <= span.start]
    return next((t for t in outer if t.dep_ in {"pobj", "npadvmod", "advmod", "prep"}), outer[0] if outer else span.root)


def by_clause(clauses: Sequence[Clause], times: Sequence[Timed]) -> dict[int, list[Timed]]:
    """Predicate's token index → the time expressions of its own clause, in order."""
    owners = {i: c.head.i for c in clauses for i in ((c.head.i, c.lead.i) if c.lead is not None else (c.head.i,))}
    out: dict[int, list[Timed]] = {}
    for t in times:
        owner = climb(t.token, owners)
        if owner is not None:
            out.setdefault(owner, []).append(t)
    return out


def climb(t: Token, owners: Mapping[int, T]) -> T | None:
    """What the nearest word above a word (or the word itself) in the tree owns; `owners` is keyed by token index."""
    for _ in range(40):
        if t.i in owners:
            return owners[t.i]
        if t.head.i == t.i:
            return None
        t = t.head
    return None


def date_and_time(times: Sequence[Timed]) -> tuple[str | None, str | None]:
    """The date (ISO day or interval) and the finest TIMEX3 value of a clause's time words."""
    if not times:
        return None, None
    joined = _interval(times) or _run_of_days(times)
    if joined is not None:
        return joined
    if (instead := _instead(times)) is not None:
        return instead.date, instead.time.value
    plain = [t for t in times if not t.end and t.time.type != "SET"] or list(times)
    chosen = max(plain, key=lambda t: (not t.aside, "/" not in t.date, -t.token.i))
    same = [t for t in plain if t.date == chosen.date]
    finest = max(same, key=lambda t: len(t.time.value))
    return chosen.date, finest.time.value


def _interval(times: Sequence[Timed]) -> tuple[str, str] | None:
    """As in "From Monday to Wednesday", "between March and June": one interval."""
    for a, b in pairwise(times):
        if (a.link, b.link) in {
            ("from", "to"),
            ("between", "and"),
            ("from", "until"),
            ("from", "through"),
        } and b.first - a.last <= _NEAR:
            first, last = a.date.split("/")[0], b.date.split("/")[-1]
            if first < last:
                return f"{first}/{last}", b.time.value
    return None


def _run_of_days(times: Sequence[Timed]) -> tuple[str, str] | None:
    """As in "On Monday, Tuesday and Wednesday": one interval."""
    days = [t for t in times if "/" not in t.date and "T" not in t.time.value]
    if len(days) < 3 or len(days) < len(times):
        return None
    joined = all(b.first - a.last <= 2 for a, b in pairwise(days))
    each = [date.fromisoformat(t.date) for t in days]
    if not joined or any(b - a != timedelta(days=1) for a, b in pairwise(each)):
        return None
    return f"{each[0]}/{each[-1]}", days[-1].time.value


def _instead(times: Sequence[Timed]) -> Timed | None:
    """As in "Not today but tomorrow": the second."""
    for a, b in pairwise(times):
        words = [t.lower_ for t in a.token.doc[max(0, a.first - 4) : b.first]] if a.first >= 0 and b.first >= 0 else []
        if {"not", "n't", "n’t"} & set(words[:5]) and "but" in words[-2:]:
            return b
    return None


def turned_ahead(clause: Clause, day: str | None, times: Sequence[Timed], published: str | None) -> str | None:
    """A plan's bare weekday is the next one: "would be put to a vote on Tuesday", in a report of Monday.

    Not one that the past tense tells: "They decided on Saturday to stay".
    """
    if day is None or not published or "/" in day or clause.top.tag_ == "VBD":
        return day
    named = any(
        t.date == day
        and t.last - t.first == 1
        and t.token.lower_ in _WEEKDAYS
        and tense.direction(t.token.doc, t.time.start, t.time.end) != tense.BACK
        for t in times
    )
    try:
        then, now = date.fromisoformat(day), date.fromisoformat(published[:10])
    except ValueError:
        return day
    return (then + timedelta(days=7)).isoformat() if named and timedelta() < now - then < timedelta(days=7) else day


def is_recalled(day: str | None, published: str | None) -> bool:
    """Tell whether it ended so long before publication that the report only recalls it."""
    if day is None or not published:
        return False
    try:
        return date.fromisoformat(published[:10]) - date.fromisoformat(day.split("/")[-1][:10]) > _RECALLED
    except ValueError:
        return False
