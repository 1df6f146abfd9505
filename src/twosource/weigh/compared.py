"""Two passages side by side: what their clauses give, and who vouches for them.

What `confirm` and `disputes` judge a pair of statements by, before anybody reads both at once.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from math import log
from typing import TYPE_CHECKING

from twosource.link.pairs import dates_meet
from twosource.weigh.voices import names_in, words_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from twosource.records import Annotation, Origin, Statement
    from twosource.weigh.origins import Resolved

PASSAGES = (
    "likely one happening",
    "same day",
    "other day",
    "same figure",
    "other figure of the same",
    "only one has a figure",
    "a number in common",
    "only other numbers",
    "same doer",
    "other doer",
    "same place",
    "how much the one denies",
    "how much the other denies",
    "other status",
    "words of the shorter",
    "words in common",
    "same report",
    "both cite somebody",
    "neither cites anybody",
)
SOURCES = ("officials", "organisations", "witnesses", "documents", "outlets", "unnamed")
_KINDS = ("official", "organisation", "witness", "document", "outlet", "unnamed")
_LEAST = 1e-4  # keeps log-odds finite


@dataclass(frozen=True)
class Known:
    """What a pair is judged by: a story's statements, their sources, and how likely two tell one happening and one denies.

    `likely`: two statement ids → likelihood; `denies`: statement id → likelihood.
    """

    statements: tuple[Statement, ...]
    annotations: Mapping[str, Annotation]
    resolved: Resolved
    likely: Mapping[frozenset[str], float]
    denies: Mapping[str, float]

    @cached_property
    def origins(self) -> Mapping[str, Origin]:
        """The story's origins by id."""
        return {o.id: o for o in self.resolved.origins}

    @cached_property
    def events(self) -> Mapping[str, list[Statement]]:
        """The statements of each event, those left out that stand in text taken from another report: they must move nothing."""
        out: dict[str, list[Statement]] = defaultdict(list)
        for s in self.statements:
            if s.taken is None:
                out[s.event].append(s)
        return out

    @cached_property
    def told(self) -> Mapping[str, frozenset[str]]:
        """The events that each origin tells."""
        out: dict[str, set[str]] = defaultdict(set)
        for event, told in self.events.items():
            for s in told:
                out[self.resolved.of[s.id]].add(event)
        return {origin: frozenset(found) for origin, found in out.items()}

    @cached_property
    def named(self) -> Mapping[str, tuple[frozenset[str], frozenset[str], frozenset[str]]]:
        """The telling words by which each origin is named: all, those of persons, those of institutions."""
        people: dict[str, set[str]] = defaultdict(set)
        bodies: dict[str, set[str]] = defaultdict(set)
        for s in self.statements:
            if s.taken is None and (voice := self.resolved.voices.get(s.id)):
                people[self.resolved.of[s.id]] |= voice.person
                bodies[self.resolved.of[s.id]] |= voice.institution
        return {o.id: (words_of(o.name), frozenset(people[o.id]), frozenset(bodies[o.id])) for o in self.resolved.origins}

    def alike(self, a: Statement, b: Statement) -> float:
        """How likely two statements tell one happening; 0 where that is not on record."""
        return self.likely.get(frozenset({a.id, b.id}), 0.0)


def beside(a: Statement, b: Statement) -> bool:
    """Whether neither of two statements stands within the other: in two reports, or at two places of one."""
    return a.report != b.report or a.end <= b.start or b.end <= a.start


def passages(known: Known, pairs: Sequence[tuple[Statement, Statement]]) -> list[tuple[float, ...]]:
    """What the clauses of each pair give: a row of `PASSAGES` for each."""
    read = {s.id: _read(known, s) for s in {s.id: s for pair in pairs for s in pair}.values()}
    return [_of_passages(known, a, b, read) for a, b in pairs]


def sources(known: Known, one: str, other: str) -> tuple[int, ...]:
    """How many of two origins (ids) are of each kind: `SOURCES`. An agency is an outlet."""
    kinds = ["outlet" if known.origins[o].kind == "agency" else known.origins[o].kind for o in (one, other)]
    return tuple(kinds.count(kind) for kind in _KINDS)


def log_odds(likelihood: float) -> float:
    """The logarithm of the odds, kept finite."""
    p = min(max(likelihood, _LEAST), 1 - _LEAST)
    return log(p / (1 - p))


@dataclass(frozen=True, slots=True)
class _Passage:
    """What a passage is compared by: its telling words, the names of its doer, the figures that stand in it."""

    words: frozenset[str]
    doer: frozenset[str]
    numbers: frozenset[float]


def _read(known: Known, s: Statement) -> _Passage:
    annotation = known.annotations[s.report]
    inside = (f.low for f in annotation.figures if s.start <= f.start and f.end <= s.end)
    return _Passage(words_of(annotation.report.text[s.start : s.end]), names_in(s.actor), frozenset(inside))


def _of_passages(known: Known, a: Statement, b: Statement, read: Mapping[str, _Passage]) -> tuple[float, ...]:
    x, y = read[a.id], read[b.id]
    days = dates_meet(a.date, b.date)
    figures = a.figure is not None and b.figure is not None and a.figure.what == b.figure.what
    same_figure = figures and a.figure is not None and b.figure is not None and a.figure.low == b.figure.low
    denies = sorted((known.denies.get(a.id, 0.0), known.denies.get(b.id, 0.0)))
    return (
        log_odds(known.alike(a, b)),
        days is True,
        days is False,
        same_figure,
        figures and not same_figure,
        (a.figure is None) != (b.figure is None),
        bool(x.numbers & y.numbers),
        bool(x.numbers and y.numbers and not x.numbers & y.numbers),
        bool(x.doer & y.doer),
        bool(x.doer and y.doer and not x.doer & y.doer),
        bool(a.place and a.place == b.place),
        denies[1],
        denies[0],
        a.status != b.status,
        min(len(x.words), len(y.words)),
        len(x.words & y.words) / max(1, min(len(x.words), len(y.words))),
        a.report == b.report,
        bool(a.chain and b.chain),
        not a.chain and not b.chain,
    )
