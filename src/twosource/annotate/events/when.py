"""Which time words belong to which clause, what date they give, and whether it is only recalled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from twosource.annotate.times.resolve import date_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.tokens import Doc, Token

    from twosource.annotate.events.clauses import Clause
    from twosource.records import Time

# A happening older than this when the report appears is recalled, not reported.
_RECALLED = timedelta(days=45)
# Ends of a span of time say less of when it happened than a plain time does.
_ENDS = frozenset({"until", "till", "since", "before", "after", "from"})
_SAME_MOMENT = frozenset({"when", "as", "while"})


@dataclass(frozen=True, slots=True)
class Timed:
    """A time expression and the token on which it hangs; `end` marks "until", "since" and the like."""

    time: Time
    token: Token
    end: bool
    date: str | None


def timed(doc: Doc, times: Iterable[Time]) -> list[Timed]:
    """The report's time expressions with their place in the parse."""
    out: list[Timed] = []
    for t in times:
        if t.type in {"DURATION", "SET"}:
            continue
        span = doc.char_span(t.start, t.end, alignment_mode="expand")
        if span is None:
            continue
        root = span.root
        before = doc[span.start - 1].lower_ if span.start else ""
        out.append(Timed(t, root, before in _ENDS or root.head.lower_ in _ENDS, date_of(t.value)))
    return out


def by_clause(clauses: Sequence[Clause], times: Sequence[Timed]) -> dict[int, list[Timed]]:
    """Predicate's token index → the time expressions of its own clause, in order."""
    owners = {i: c.head.i for c in clauses for i in ((c.head.i, c.lead.i) if c.lead is not None else (c.head.i,))}
    out: dict[int, list[Timed]] = {}
    for t in times:
        owner = _climb(t.token, owners)
        if owner is not None:
            out.setdefault(owner, []).append(t)
    return out


def _climb(t: Token, owners: dict[int, int]) -> int | None:
    for _ in range(40):
        if t.i in owners:
            return owners[t.i]
        if t.head is t:
            return None
        t = t.head
    return None


def own_times(clause: Clause, table: dict[int, list[Timed]], clauses: Sequence[Clause]) -> list[Timed]:
    """The clause's time words; failing those, of its "when" clause, or of the clause that it continues."""
    own = [t for t in table.get(clause.head.i, []) if t.date]
    if any(not t.end for t in own):
        return own
    for c in clauses:
        if c.top.dep_ == "advcl" and c.top.head.i in {clause.head.i, clause.top.i} and c is not clause:
            marks = {g.lower_ for g in c.top.children if g.dep_ in {"mark", "advmod"}}
            if marks & _SAME_MOMENT and (inner := [t for t in table.get(c.head.i, []) if t.date]):
                return inner
    return _shared(clause, table, clauses) or _trailing(clause, table, clauses) or own


def _trailing(clause: Clause, table: dict[int, list[Timed]], clauses: Sequence[Clause]) -> list[Timed]:
    """Time words at the clause's very end belong to it, though the parser hung them on a participle ("bound for … on Monday")."""
    inner = [c for c in clauses if c.top.dep_ in {"acl", "xcomp", "advcl"} and clause.first <= c.head.i < clause.last and c is not clause]
    bare = [c for c in inner if not any(g.dep_ in {"nsubj", "nsubjpass"} for g in c.top.children)]
    times = [t for c in bare for t in table.get(c.head.i, []) if t.date and not t.end]
    return [t for t in times if t.token.i >= clause.last - 2 or t.token.i < clause.top.i]


def _shared(clause: Clause, table: dict[int, list[Timed]], clauses: Sequence[Clause]) -> list[Timed]:
    """Coordinated clauses share the first one's time: all of it under one subject, else only a fronted one."""
    top = clause.top
    if top.dep_ != "conj":
        return []
    first = next((c for c in clauses if top.head.i in {c.head.i, c.top.i} and c is not clause), None)
    if first is None or top.tag_ != first.top.tag_:
        return []
    one_subject = not any(c.dep_ in {"nsubj", "nsubjpass"} for c in top.children)
    theirs = [t for t in table.get(first.head.i, []) if t.date] or _shared(first, table, clauses)
    return [t for t in theirs if one_subject or t.token.i < first.top.i]


def date_and_time(times: Sequence[Timed]) -> tuple[str | None, str | None]:
    """The date (ISO day or interval) and the finest TIMEX3 value of a clause's time words."""
    if not times:
        return None, None
    plain = [t for t in times if not t.end] or list(times)
    chosen = max(plain, key=lambda t: (len((t.date or "").split("/")) == 1, -t.token.i))
    same = [t for t in plain if t.date == chosen.date]
    finest = max(same, key=lambda t: len(t.time.value))
    return chosen.date, finest.time.value


def is_recalled(day: str | None, published: str | None) -> bool:
    """Did it end so long before publication that the report only recalls it?"""
    if day is None or not published:
        return False
    try:
        return date.fromisoformat(published[:10]) - date.fromisoformat(day.split("/")[-1][:10]) > _RECALLED
    except ValueError:
        return False
