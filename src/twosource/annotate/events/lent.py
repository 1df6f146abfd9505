"""The time words of a clause: its own, else those that the grammar lets it share with its neighbours."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import islice
from typing import TYPE_CHECKING

from twosource.annotate.events.when import Timed
from twosource.annotate.wording import word_set

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from twosource.annotate.events.clauses import Clause

Table = dict[int, list[Timed]]  # predicate's token index → the time expressions of its clause

_LOOSE = frozenset({"acl", "xcomp", "advcl", "pcomp"})
_SAME_MOMENT = frozenset({"when", "as", "while"})
# "hours after", "two days before": days a unit; hours and minutes stay within the day
_GAP_UNITS = {**dict.fromkeys(("minutes", "hours", "moments", "hour"), 0), "day": 1, "days": 1, "week": 7, "weeks": 7}
_COUNTS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
_NEAR = 12  # tokens
# Behind these stands another moment than the clause's own.
_ANOTHER_MOMENT = word_set(
    """who whom whose which that where what how whether if when while as after before since until till because although though
    unless once ; :"""
)
_ANOTHER_BEHIND = _ANOTHER_MOMENT | word_set("by for due than so to but and or from said says saying told called blamed accused")
_SEES = word_set("see watch hear witness find catch film observe spot have get")
_SHOWS = word_set("show list record see mark")


def own_times(clause: Clause, table: Table, clauses: Sequence[Clause]) -> list[Timed]:
    """The clause's time words; failing those, the nearest ones that the grammar lets it share.

    In order: its own; those of its "when" clause, or of the clause whose "when" it is; those of the clause
    that it continues; those that the parser hung on a participle within it; its own "until" and "since";
    those of a "since" clause; those of a relative clause on its subject; the only ones among its words.
    """
    own = table.get(clause.head.i, [])
    if any(not t.end for t in own):
        return own
    for look in (_of_when, _shared, _participles, _of_seen, _of_cleft):
        if found := look(clause, table, clauses):
            return found
    if own:
        return own
    for look in (_of_since, _of_subject, _of_noun, _counted_off, _of_insert, _next_to, _of_next_when, _within):
        if found := look(clause, table, clauses):
            return found
    return []


def _marks(c: Clause) -> set[str]:
    return {g.lower_ for g in c.top.children if g.dep_ in {"mark", "advmod"}}


def _of_when(clause: Clause, table: Table, clauses: Sequence[Clause]) -> list[Timed]:
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


def _participles(clause: Clause, table: Table, clauses: Sequence[Clause]) -> list[Timed]:
    """Time words that the parser hung on a participle or infinitive within the clause ("bound for … on Monday")."""
    inner = [c for c in clauses if c.top.dep_ in _LOOSE and clause.first <= c.head.i < clause.last and c is not clause]
    bare = [c for c in inner if not any(g.dep_ in {"nsubj", "nsubjpass"} for g in c.top.children)]
    return [t for c in bare for t in table.get(c.head.i, []) if not t.end]


def _of_seen(clause: Clause, table: Table, clauses: Sequence[Clause]) -> list[Timed]:
    """As in "We watched seven people being taken off the roof this morning": what is seen is when it is seen."""
    if not {clause.head.lemma_, clause.top.lemma_} & _SEES:
        return []
    verbs = {clause.head.i, clause.top.i}
    seen = [c for c in clauses if c.top.dep_ in {"ccomp", "xcomp", "advcl"} and c.top.head.i in verbs and _is_bare(c.top)]
    held = [c for c in clauses if c.top.dep_ == "acl" and c.top.head.head.i in verbs and _is_bare(c.top)]
    return [t for c in (*seen, *held) for t in table.get(c.head.i, []) if not t.end]


def _is_bare(verb: Token) -> bool:
    """A participle or bare infinitive: "moving", "being taken", "fall" (which is no present here)."""
    return verb.tag_ in {"VBG", "VB", "VBP"} or any(c.tag_ == "VBG" and c.dep_ in {"aux", "auxpass"} for c in verb.children)


def _of_cleft(clause: Clause, table: Table, clauses: Sequence[Clause]) -> list[Timed]:
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


def _of_noun(clause: Clause, table: Table, _: Sequence[Clause]) -> list[Timed]:
    """As in "the attack of Monday, in which ten fell": the time of the noun that the clause is about."""
    if clause.top.dep_ != "relcl":
        return []
    noun = clause.top.head
    inside = {t.i for c in noun.children if c.dep_ == "prep" and c.i < clause.first for t in c.subtree}
    inside.add(noun.i)
    return [t for times in table.values() for t in times if t.token.i in inside and not t.end]


def _counted_off(clause: Clause, table: Table, clauses: Sequence[Clause]) -> list[Timed]:
    """As in "A bomb went off on Friday, two days after the truce was signed": the truce was signed on Wednesday."""
    if (gap := _gap(clause)) is not None:  # from the clause above
        above = (_plain(table, t) for t in islice(clause.top.ancestors, 3))
        return _moved(next((times for times in above if times), list[Timed]()), -gap)
    for c in clauses:  # from the clause below
        if c.top.head.i in {clause.head.i, clause.top.i} and (gap := _gap(c)) is not None:
            return _moved(table.get(c.head.i, []), gap)
    return []


def _plain(table: Table, verb: Token) -> list[Timed]:
    return [t for t in table.get(verb.i, []) if not t.end]


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


def _of_insert(clause: Clause, table: Table, _: Sequence[Clause]) -> list[Timed]:
    """As in "On Monday, the speaker said, a bill will be laid": the time is of what is said, not of the saying."""
    inserted = (c for c in clause.top.children if c.dep_ == "parataxis" and c.i < clause.top.i)
    said = clause.top.head if clause.top.dep_ == "ccomp" else next(inserted, None)
    if said is None or said.i > clause.first or said.nbor(1).text != ",":
        return []
    times = [t for t in table.get(said.i, []) if t.last < said.i and said.doc[t.last].text == "," and not t.end]
    return times if not any(c.lower_ == "that" for c in clause.top.children if c.dep_ == "mark") else []


def _next_to(clause: Clause, table: Table, _: Sequence[Clause]) -> list[Timed]:
    """A time right behind the clause, where the parser or a quotation mark cut it off from its preposition."""
    if clause.head.doc[clause.last - 1].lower_ not in {"at", "on", "by", "in", "around", "about"}:
        return []
    return [t for times in table.values() for t in times if t.first == clause.last]


def _of_next_when(clause: Clause, table: Table, clauses: Sequence[Clause]) -> list[Timed]:
    """As in "Nine died, among them a child, when a train left the rails on Monday", where the parser lost the thread."""
    doc, limit = clause.head.doc, min(len(clause.head.doc), clause.last + _NEAR, clause.head.sent.end)
    heads = {c.head.i for c in clauses} | {c.top.i for c in clauses}
    for i in range(clause.head.i + 1, limit):
        if i in heads:
            return []
        if doc[i].lower_ == "when":
            after = min((t for times in table.values() for t in times if t.first > i), key=lambda t: t.first, default=None)
            return [after] if after is not None else []
    return []


def _within(clause: Clause, table: Table, _: Sequence[Clause]) -> list[Timed]:
    """As in "The court let him go home on Thursday": the only time among the clause's words, with nothing begun before it."""
    here = [t for times in table.values() for t in times if clause.first <= t.first and t.last <= clause.last]
    if len(here) != 1 or here[0].end or here[0].aside or here[0].token.dep_ in {"compound", "nmod", "nummod", "poss"}:
        return []  # "the Nov. 26 election": which is meant, not when it was put off
    doc, at, head = clause.head.doc, here[0].first, clause.head.i
    ahead = at < head
    between, stops = (doc[clause.first : head], _ANOTHER_MOMENT) if ahead else (doc[head + 1 : at], _ANOTHER_BEHIND)
    return here if not any(t.lower_ in stops or t.is_quote for t in between) else []


def _of_since(clause: Clause, table: Table, clauses: Sequence[Clause]) -> list[Timed]:
    """As in "Had been there since the strike began on Monday": since Monday."""
    for c in clauses:
        if c.top.dep_ == "advcl" and c.top.head.i in {clause.head.i, clause.top.i} and "since" in _marks(c):
            return table.get(c.head.i, [])
    return []


def _of_subject(clause: Clause, table: Table, clauses: Sequence[Clause]) -> list[Timed]:
    """As in "The rounds that hit the village on Tuesday came from the west": the subject's own moment."""
    for c in clauses:
        noun = c.top.head
        if c.top.dep_ == "relcl" and noun.dep_ in {"nsubj", "nsubjpass"} and noun.head.i in {clause.head.i, clause.top.i}:
            return table.get(c.head.i, [])
    return []


def _shared(clause: Clause, table: Table, clauses: Sequence[Clause]) -> list[Timed]:
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
