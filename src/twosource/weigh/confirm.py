"""Does one passage confirm another? Both tell one happening, neither denies it, and two who do not rest on one another say so.

That two statements were joined, that their sources bear other names and that neither reads like a denial is each uncertain;
a verdict that takes each for sure is wrong whenever one of them is. So boosted trees judge all of it at once: how
likely the two tell one happening, what their clauses give, how their sources are named over the whole story, and what a
reading of both at once says (`together`). Trained on marked stories by `training/verdict/train.py`.
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from twosource.link import trees
from twosource.link.pairs import dates_meet
from twosource.records import Confirmation
from twosource.weigh.voices import names_in, words_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from twosource.records import Annotation, Origin, Statement
    from twosource.weigh.origins import Resolved
    from twosource.weigh.together import Answers

# What the first look goes by, which says what is worth reading.
FIRST = (
    "likely one happening",
    "likeliest of the two sources' passages",
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
    "statements of the happening",
    "reports that tell it",
    "sources of it",
    "officials",
    "organisations",
    "witnesses",
    "documents",
    "outlets",
    "unnamed",
    "names in common",
    "names in common, by share",
    "other persons",
    "other institutions",
    "a person and an institution",
    "fewest words of a name",
    "happenings that both tell",
    "happenings that the lesser tells",
)
FEATURES = (
    *FIRST,
    "read together: one happening",
    "read together: one source",
    "read together: one confirms the other",
    "read together: one denies",
    "read together: a dispute",
    "read together: an update",
)
_FIRST, _TREES = "confirm-first.npz", "confirm.npz"
_TRIED = 3  # pairs of two sources' passages in an event
MOST = 300  # pairs of a story that are looked at, the likeliest first
READ = 4  # pairs of an event that are read: six in ten fewer than all, and the verdict is the same; others confirm nothing
_LEAST = 1e-4  # keeps log-odds finite
_KINDS = ("official", "organisation", "witness", "document", "outlet", "unnamed")


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


def pairs(known: Known) -> list[tuple[Statement, Statement]]:
    """Pairs that could confirm each other: of one event, of two sources, in the reports' own text, neither within the other.

    An outlet's own voice counts where it shows whence it has it. Of two sources' passages the `_TRIED` likeliest pairs are
    taken: what those do not show, others do not.
    """
    of, shown = known.resolved.of, known.resolved.shown
    between: dict[tuple[str, frozenset[str]], list[tuple[Statement, Statement]]] = defaultdict(list)
    for event, told in known.events.items():
        vouch = [s for s in told if s.id in shown or known.origins[of[s.id]].kind not in {"outlet", "agency"}]
        for a, b in combinations(vouch, 2):
            if of[a.id] != of[b.id] and (a.report != b.report or a.end <= b.start or b.end <= a.start):
                between[event, frozenset({of[a.id], of[b.id]})].append((a, b))
    likeliest = (
        heapq.nsmallest(_TRIED, found, key=lambda pair: (-_likely(known, *pair), *sorted((pair[0].id, pair[1].id))))
        for found in between.values()
    )
    likely = sorted(
        (pair for found in likeliest for pair in found), key=lambda pair: (-_likely(known, *pair), pair[0].id, pair[1].id)
    )
    return likely[:MOST]


def worth_reading(known: Known) -> list[tuple[Statement, Statement]]:
    """The pairs that are read: of each event the `READ` that a first look finds likeliest, none that it finds hopeless."""
    found = pairs(known)
    first = trees.load(_FIRST)
    likely = first.likelihood(first_table(known, found)).tolist()
    return [found[k] for k in likeliest([a.event for a, _ in found], likely, first.threshold)]


def likeliest(events: Sequence[str], likely: Sequence[float], least: float) -> list[int]:
    """Which pairs are read, in order: of each event (one for each pair) the `READ` likeliest, from `least` on."""
    taken: Counter[str] = Counter()
    out: list[int] = []
    for k in sorted(range(len(events)), key=lambda k: -likely[k]):
        if likely[k] >= least and taken[events[k]] < READ:
            taken[events[k]] += 1
            out.append(k)
    return sorted(out)


def threshold() -> float:
    """The likelihood from which a pair is held to be a confirmation."""
    return trees.load(_TREES).threshold


def find(
    known: Known, found: Sequence[tuple[Statement, Statement]], read: Mapping[frozenset[str], Answers]
) -> dict[frozenset[str], Confirmation]:
    """Which of `found` (`worth_reading`) confirm each other, by the two statements' ids; `read`: what a reading of both says."""
    rows = table(known, found, read)
    likely = trees.load(_TREES).likelihood(rows)
    sure = np.flatnonzero(likely >= threshold()).tolist()
    moved = trees.load(_TREES).moves(rows[sure])
    out: dict[frozenset[str], Confirmation] = {}
    for k, weights in zip(sure, moved.tolist(), strict=True):
        a, b = sorted(s.id for s in found[k])
        out[frozenset({a, b})] = Confirmation(a, b, round(float(likely[k]), 3), trees.telling(weights, FEATURES))
    return out


def table(
    known: Known, found: Sequence[tuple[Statement, Statement]], read: Mapping[frozenset[str], Answers]
) -> NDArray[np.float32]:
    """The features (pairs, len(FEATURES)) of pairs of statements; `read`: what a reading of both says."""
    said = np.array([read[frozenset({a.id, b.id})] for a, b in found], np.float32)
    return np.concatenate([first_table(known, found), said.reshape(len(found), len(FEATURES) - len(FIRST))], axis=1)


def first_table(known: Known, found: Sequence[tuple[Statement, Statement]]) -> NDArray[np.float32]:
    """The features (pairs, len(FIRST)) of pairs of statements that need no reading."""
    of = known.resolved.of
    best: dict[tuple[str, frozenset[str]], float] = defaultdict(float)
    for a, b in found:
        both = (a.event, frozenset({of[a.id], of[b.id]}))
        best[both] = max(best[both], _likely(known, a, b))
    passages = {s.id: _read(known, s) for s in {s.id: s for pair in found for s in pair}.values()}
    named = {both: _named(known, *sorted(both)) for both in {frozenset({of[a.id], of[b.id]}) for a, b in found}}
    rows = [
        (
            *_of_passages(known, a, b, best[a.event, frozenset({of[a.id], of[b.id]})], passages),
            *_of_event(known, a.event),
            *named[frozenset({of[a.id], of[b.id]})],
        )
        for a, b in found
    ]
    return np.array(rows, np.float32).reshape(len(found), len(FIRST))


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


def _of_passages(known: Known, a: Statement, b: Statement, best: float, read: Mapping[str, _Passage]) -> tuple[float, ...]:
    x, y = read[a.id], read[b.id]
    days = dates_meet(a.date, b.date)
    figures = a.figure is not None and b.figure is not None and a.figure.what == b.figure.what
    same_figure = figures and a.figure is not None and b.figure is not None and a.figure.low == b.figure.low
    denies = sorted((known.denies.get(a.id, 0.0), known.denies.get(b.id, 0.0)))
    return (
        _log_odds(_likely(known, a, b)),
        _log_odds(best),
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


def _of_event(known: Known, event: str) -> tuple[float, ...]:
    told = known.events[event]
    return len(told), len({s.report for s in told}), len({known.resolved.of[s.id] for s in told})


def _named(known: Known, one: str, other: str) -> tuple[float, ...]:
    """How two sources are named, each by itself and beside the other."""
    kinds = ["outlet" if known.origins[o].kind == "agency" else known.origins[o].kind for o in (one, other)]
    (a, who, whose), (b, who_else, whose_else) = known.named[one], known.named[other]
    told = known.told[one], known.told[other]
    return (
        *(kinds.count(kind) for kind in _KINDS),
        len(a & b),
        len(a & b) / max(1, min(len(a), len(b))),
        bool(who and who_else and not who & who_else),
        bool(whose and whose_else and not whose & whose_else),
        bool(who) != bool(who_else),
        min(len(a), len(b)),
        len(told[0] & told[1]),
        min(map(len, told)),
    )


def _likely(known: Known, a: Statement, b: Statement) -> float:
    return known.likely.get(frozenset({a.id, b.id}), 0.0)


def _log_odds(p: float) -> float:
    p = min(max(p, _LEAST), 1 - _LEAST)
    return float(np.log(p / (1 - p)))
