"""Which time words belong to which clause, what date they give, and whether it is only recalled."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

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
_WEEKDAYS = word_set("monday tuesday wednesday thursday friday saturday sunday")
_LOOSE = frozenset({"acl", "xcomp", "advcl", "pcomp"})
# "hours after", "two days before": days a unit; hours and minutes stay within the day
_GAP_UNITS = {**dict.fromkeys(("minutes", "hours", "moments", "hour"), 0), "day": 1, "days": 1, "week": 7, "weeks": 7}
_COUNTS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
_SEES = word_set("see watch hear witness find catch film observe spot have get")
_SHOWS = word_set("show list record see mark")
_SAME_MOMENT = frozenset({"when", "as", "while"})


@dataclass(frozen=True, slots=True)
class Timed:
    """A dated time expression: the token on which it hangs, its token bounds, and the word before it.

    `end` marks "until", "since" and the like, which say less of when it happened than a plain time.
    """

    time: Time
    token: Token
    end: bool
    date: str
    first: int
    last: int
    link: str = ""


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
        end = before in _ENDS or (root.head.lower_ in _ENDS and root.head.i < span.start)
        out.append(Timed(t, root, end, day, span.start, span.end, before))
    return out


def _anchor(span: Span) -> Token:
    """The word by which the time hangs on the sentence: behind a preposition rather than a subject that the parser made of it."""
    outer = [t for t in span if not span.start <= t.head.i < span.end]
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


def own_times(clause: Clause, table: dict[int, list[Timed]], clauses: Sequence[Clause]) -> list[Timed]:
    """The clause's time words; failing those, the nearest ones that the grammar lets it share.

    In order: its own; those of its "when" clause, or of the clause whose "when" it is; those of the clause
    that it continues; those that the parser hung on a participle within it; its own "until" and "since";
    those of a "since" clause; those of a relative clause on its subject.
    """
    own = table.get(clause.head.i, [])
    if any(not t.end for t in own):
        return own
    for look in (_of_when, _shared, _participles, _of_seen, _of_cleft):
        if found := look(clause, table, clauses):
            return found
    if own:
        return own
    for look in (_of_since, _of_subject, _of_noun, _counted_off):
        if found := look(clause, table, clauses):
            return found
    return []


def _marks(c: Clause) -> set[str]:
    return {g.lower_ for g in c.top.children if g.dep_ in {"mark", "advmod"}}


def _of_when(clause: Clause, table: dict[int, list[Timed]], clauses: Sequence[Clause]) -> list[Timed]:
    """As in "Died when fire broke out on Monday" and "in May 2024, when nineteen were killed": one moment."""
    own = {clause.head.i, clause.top.i}
    # "Three were killed and six wounded when …": both.
    joined = {t.i for t in clause.top.children if t.dep_ == "conj" and t.pos_ in {"VERB", "AUX"}}
    for c in clauses:
        if (
            c.top.dep_ == "advcl"
            and c is not clause
            and (c.top.head.i in own or (c.top.head.i in joined and c.top.i > c.top.head.i))
            and _marks(c) & _SAME_MOMENT
        ):
            inner = table.get(c.head.i, []) or _participles(c, table, clauses)
            if inner:
                return inner
    if "when" not in _marks(clause):
        return []
    if clause.top.dep_ == "advcl":
        host = next((c for c in clauses if clause.top.head.i in {c.head.i, c.top.i}), None)
        return [t for t in table.get(host.head.i, []) if t.token.i < clause.head.i] if host is not None else []
    return [t for times in table.values() for t in times if clause.top.dep_ == "relcl" and t.first <= clause.top.head.i < t.last]


def _participles(clause: Clause, table: dict[int, list[Timed]], clauses: Sequence[Clause]) -> list[Timed]:
    """Time words that the parser hung on a participle or infinitive within the clause ("bound for … on Monday")."""
    inner = [c for c in clauses if c.top.dep_ in _LOOSE and clause.first <= c.head.i < clause.last and c is not clause]
    bare = [c for c in inner if not any(g.dep_ in {"nsubj", "nsubjpass"} for g in c.top.children)]
    return [t for c in bare for t in table.get(c.head.i, []) if not t.end]


def _of_seen(clause: Clause, table: dict[int, list[Timed]], clauses: Sequence[Clause]) -> list[Timed]:
    """As in "We watched seven people being taken off the roof this morning": what is seen is when it is seen."""
    if not {clause.head.lemma_, clause.top.lemma_} & _SEES:
        return []
    seen = [
        c
        for c in clauses
        if c.top.dep_ == "ccomp" and c.top.head.i in {clause.head.i, clause.top.i} and c.top.tag_ in {"VBG", "VB"}
    ]
    held = [
        c for c in clauses if c.top.dep_ == "acl" and c.top.tag_ == "VBG" and c.top.head.head.i in {clause.head.i, clause.top.i}
    ]
    return [t for c in (*seen, *held) for t in table.get(c.head.i, []) if not t.end]


def _of_cleft(clause: Clause, table: dict[int, list[Timed]], clauses: Sequence[Clause]) -> list[Timed]:
    """As in "It was the government that cut the lines on Monday", "They show 300 tonnes that went through on Monday"."""
    top = clause.top
    subject = next((c for c in top.children if c.dep_ in {"nsubj", "expl"}), None)
    cleft = top.lemma_ == "be" and subject is not None and subject.lower_ in {"it", "there"}
    if not cleft and top.lemma_ not in _SHOWS:
        return []
    nouns = {c.i for c in top.children if c.dep_ in {"attr", "dobj", "conj"} and c.i > top.i}
    nouns |= {g.i for c in top.children if c.i in nouns for p in c.children if p.dep_ == "prep" for g in p.children}
    for c in clauses:
        if c.top.dep_ in {"relcl", "ccomp"} and (c.top.head.i in nouns or (cleft and c.top.head.i == top.i)):
            return [t for t in table.get(c.head.i, []) if not t.end]
    return []


def _of_noun(clause: Clause, table: dict[int, list[Timed]], clauses: Sequence[Clause]) -> list[Timed]:
    """As in "the attack of Monday, in which ten fell": the time of the noun that the clause is about."""
    if clause.top.dep_ != "relcl":
        return []
    noun = clause.top.head
    inside = {t.i for c in noun.children if c.dep_ == "prep" and c.i < clause.first for t in c.subtree}
    return [t for times in table.values() for t in times if t.token.i in inside and not t.end]


def _counted_off(clause: Clause, table: dict[int, list[Timed]], clauses: Sequence[Clause]) -> list[Timed]:
    """As in "A bomb went off on Friday, two days after the truce was signed": the truce was signed on Wednesday."""
    if (gap := _gap(clause)) is not None:  # from the clause above
        host = clause.top.head
        for _ in range(3):
            times = [t for t in table.get(host.i, []) if not t.end]
            if times or host.head.i == host.i:
                break
            host = host.head
        return _moved(times, -gap)
    for c in clauses:  # from the clause below
        if c.top.head.i in {clause.head.i, clause.top.i} and (gap := _gap(c)) is not None:
            return _moved(table.get(c.head.i, []), gap)
    return []


def _gap(clause: Clause) -> int | None:
    """Days from this clause's moment to that of the clause above: "two days after …" 2, "hours before …" 0; else None."""
    mark = next((g for g in clause.top.children if g.dep_ == "mark" and g.lower_ in {"after", "before"}), None)
    if clause.top.dep_ != "advcl" or mark is None or mark.i < 2:
        return None
    unit = _GAP_UNITS.get(mark.nbor(-1).lower_)
    if unit is None or not unit:
        return unit
    count = mark.nbor(-2).lower_
    number = _COUNTS.get(count) or (int(count) if count.isdecimal() and len(count) < 4 else None)
    return None if number is None else unit * number * (1 if mark.lower_ == "after" else -1)


def _moved(times: Sequence[Timed], days: int) -> list[Timed]:
    """The first plain day of these, so many days on."""
    for t in times:
        if "/" not in t.date:
            day = (date.fromisoformat(t.date) + timedelta(days=days)).isoformat()
            return [replace(t, date=day, time=replace(t.time, value=day), first=-1, last=-1)]
    return []


def _of_since(clause: Clause, table: dict[int, list[Timed]], clauses: Sequence[Clause]) -> list[Timed]:
    """As in "Had been there since the strike began on Monday": since Monday."""
    for c in clauses:
        if c.top.dep_ == "advcl" and c.top.head.i in {clause.head.i, clause.top.i} and "since" in _marks(c):
            return table.get(c.head.i, [])
    return []


def _of_subject(clause: Clause, table: dict[int, list[Timed]], clauses: Sequence[Clause]) -> list[Timed]:
    """As in "The rounds that hit the village on Tuesday came from the west": the subject's own moment."""
    for c in clauses:
        noun = c.top.head
        if c.top.dep_ == "relcl" and noun.dep_ in {"nsubj", "nsubjpass"} and noun.head.i in {clause.head.i, clause.top.i}:
            return table.get(c.head.i, [])
    return []


def _shared(clause: Clause, table: dict[int, list[Timed]], clauses: Sequence[Clause]) -> list[Timed]:
    """Coordinated clauses share the first one's time: all of it under one subject, else only a fronted one."""
    top = clause.top
    if top.dep_ != "conj":
        return []
    first = next((c for c in clauses if top.head.i in {c.head.i, c.top.i} and c is not clause), None)
    if first is None or _is_ahead(first.top) != _is_ahead(top):
        return []
    one_subject = not any(c.dep_ in {"nsubj", "nsubjpass"} for c in top.children)
    theirs = table.get(first.head.i, []) or _shared(first, table, clauses)
    return [t for t in theirs if one_subject or t.token.i < first.top.i]


def _is_ahead(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.tag_ == "MD" for c in verb.children)


def date_and_time(times: Sequence[Timed]) -> tuple[str | None, str | None]:
    """The date (ISO day or interval) and the finest TIMEX3 value of a clause's time words."""
    if not times:
        return None, None
    joined = _interval(times)
    if joined is not None:
        return joined
    plain = [t for t in times if not t.end and t.time.type != "SET"] or list(times)
    chosen = max(plain, key=lambda t: ("/" not in t.date, -t.token.i))
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
        } and a.last + 1 == b.first:
            first, last = a.date.split("/")[0], b.date.split("/")[-1]
            if first < last and "T" not in a.time.value:
                return f"{first}/{last}", b.time.value
    return None


def turned_ahead(clause: Clause, day: str | None, times: Sequence[Timed], published: str | None) -> str | None:
    """A plan's bare weekday is the next one: "would be put to a vote on Tuesday", in a report of Monday."""
    if day is None or not published or "/" in day or clause.top.tag_ == "VBD":
        return day
    named = any(t.date == day and t.last - t.first == 1 and t.token.lower_ in _WEEKDAYS for t in times)
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
