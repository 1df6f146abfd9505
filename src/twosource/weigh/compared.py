"""Two passages side by side: what their clauses give, and who vouches for them.

What `confirm` and `disputes` judge a pair of statements by, before anybody reads both at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

from twosource.link.pairs import dates_meet
from twosource.weigh.voices import names_in, words_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from twosource.records import Statement
    from twosource.weigh.told import Told

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


def beside(a: Statement, b: Statement) -> bool:
    """Whether neither of two statements stands within the other: in two reports, or at two places of one."""
    return a.report != b.report or a.end <= b.start or b.end <= a.start


def passages(told: Told, pairs: Sequence[tuple[Statement, Statement]]) -> list[tuple[float, ...]]:
    """What the clauses of each pair give: a row of `PASSAGES` for each."""
    read = {s.id: _read(told, s) for s in {s.id: s for pair in pairs for s in pair}.values()}
    return [_of_passages(told, a, b, read) for a, b in pairs]


def sources(told: Told, one: str, other: str) -> tuple[int, ...]:
    """How many of two origins (ids) are of each kind: `SOURCES`. An agency is an outlet."""
    kinds = ["outlet" if told.origins[o].kind == "agency" else told.origins[o].kind for o in (one, other)]
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


def _read(told: Told, s: Statement) -> _Passage:
    annotation = told.annotations[s.report]
    inside = (f.low for f in annotation.figures if s.start <= f.start and f.end <= s.end)
    return _Passage(words_of(annotation.report.text[s.start : s.end]), names_in(s.actor), frozenset(inside))


def _of_passages(told: Told, a: Statement, b: Statement, read: Mapping[str, _Passage]) -> tuple[float, ...]:
    x, y = read[a.id], read[b.id]
    days = dates_meet(a.date, b.date)
    figures = a.figure is not None and b.figure is not None and a.figure.what == b.figure.what
    same_figure = figures and a.figure is not None and b.figure is not None and a.figure.low == b.figure.low
    denies = sorted((told.denies.get(a.id, 0.0), told.denies.get(b.id, 0.0)))
    return (
        log_odds(told.alike(a, b)),
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
