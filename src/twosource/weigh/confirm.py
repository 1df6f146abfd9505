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
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from twosource.link import trees
from twosource.records import Confirmation
from twosource.weigh import compared
from twosource.weigh.compared import PASSAGES, SOURCES, log_odds
from twosource.weigh.slots import same_day

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from numpy.typing import NDArray

    from twosource.records import Statement
    from twosource.weigh.together import Answers
    from twosource.weigh.told import Told

# What the first look goes by, which says what is worth reading.
FIRST = (
    PASSAGES[0],
    "likeliest of the two sources' passages",
    *PASSAGES[1:],
    "statements of the happening",
    "reports that tell it",
    "sources of it",
    *SOURCES,
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
READ = 6  # pairs of an event that are read; others confirm nothing. Four cost a point of recall, eight gain less than one
_WORDING, _REPEATED = 6, 0.8  # telling words, and the share of them in both, from which two passages are one wording


def pairs(told: Told) -> list[tuple[Statement, Statement]]:
    """Pairs that could confirm each other: of one event, of two sources, in the reports' own text, neither within the other.

    An outlet's own voice counts where it shows whence it has it. Of two sources' passages the `_TRIED` likeliest pairs are
    taken: what those do not show, others do not.
    """
    of, shown = told.resolved.of, told.resolved.shown
    between: dict[tuple[str, frozenset[str]], list[tuple[Statement, Statement]]] = defaultdict(list)
    for event, statements in told.events.items():
        vouch = [s for s in statements if s.id in shown or told.origins[of[s.id]].kind not in {"outlet", "agency"}]
        for a, b in combinations(vouch, 2):
            if of[a.id] != of[b.id] and compared.beside(a, b):
                between[event, frozenset({of[a.id], of[b.id]})].append((a, b))

    def order(pair: tuple[Statement, Statement]) -> tuple[float, list[str]]:
        return -told.alike(*pair), sorted(s.id for s in pair)

    tried = (heapq.nsmallest(_TRIED, found, key=order) for found in between.values())
    return sorted((pair for found in tried for pair in found), key=order)[:MOST]


@dataclass(frozen=True)
class FirstLook:
    """The pairs of statements that are worth reading, and what the first look found: a row of `FIRST` for each."""

    pairs: Sequence[tuple[Statement, Statement]]
    table: NDArray[np.float32]


def first_look(told: Told) -> FirstLook:
    """The pairs that are read: of each event the `READ` that a first look finds likeliest, none that it finds hopeless."""
    found = pairs(told)
    rows, first = first_table(told, found), trees.load(_FIRST)
    worth = sorted(likeliest([a.event for a, _ in found], first.likelihood(rows).tolist(), first.threshold))
    return FirstLook([found[k] for k in worth], rows[worth])


def likeliest(events: Sequence[Hashable], likely: Sequence[float], least: float) -> list[int]:
    """Which pairs are read: of each event (one for each pair) the `READ` likeliest, from `least` on; each event's best first."""
    taken: Counter[Hashable] = Counter()
    out: list[tuple[int, int]] = []  # how many of its event are read before, and which
    for k in sorted(range(len(events)), key=lambda k: -likely[k]):
        if likely[k] >= least and taken[events[k]] < READ:
            out.append((taken[events[k]], k))
            taken[events[k]] += 1
    return [k for _, k in sorted(out, key=lambda it: it[0])]


def threshold() -> float:
    """The likelihood from which a pair is held to be a confirmation."""
    return trees.load(_TREES).threshold


def find(look: FirstLook, read: Mapping[frozenset[str], Answers]) -> dict[frozenset[str], Confirmation]:
    """Which pairs confirm each other, by the two statements' ids; `read`: what a reading of both says."""
    rows = table(look, read)
    likely = trees.load(_TREES).likelihood(rows)
    sure = np.flatnonzero((likely >= threshold()) & _may(look, rows)).tolist()
    moved = trees.load(_TREES).moves(rows[sure])
    out: dict[frozenset[str], Confirmation] = {}
    for k, weights in zip(sure, moved.tolist(), strict=True):
        a, b = sorted(s.id for s in look.pairs[k])
        out[frozenset({a, b})] = Confirmation(a, b, round(float(likely[k]), 3), trees.telling(weights, FEATURES))
    return out


def _may(look: FirstLook, rows: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Which pairs can confirm at all: of one day, and each in its own words; one wording has one source, whoever is named."""
    of_a_day = np.array([same_day(a, b) for a, b in look.pairs], bool)
    words, shared = (rows[:, FEATURES.index(name)] for name in ("words of the shorter", "words in common"))
    return of_a_day & ~((words >= _WORDING) & (shared >= _REPEATED))


def table(look: FirstLook, read: Mapping[frozenset[str], Answers]) -> NDArray[np.float32]:
    """The features (pairs, len(FEATURES)) of pairs of statements; `read`: what a reading of both says."""
    said = np.array([read[frozenset({a.id, b.id})] for a, b in look.pairs], np.float32)
    return np.concatenate([look.table, said.reshape(len(look.pairs), len(FEATURES) - len(FIRST))], axis=1)


def first_table(told: Told, found: Sequence[tuple[Statement, Statement]]) -> NDArray[np.float32]:
    """The features (pairs, len(FIRST)) of a story's pairs that need no reading."""
    of = told.resolved.of
    best: dict[tuple[str, frozenset[str]], float] = defaultdict(float)
    for a, b in found:
        both = (a.event, frozenset({of[a.id], of[b.id]}))
        best[both] = max(best[both], told.alike(a, b))
    named = {both: _named(told, *sorted(both)) for both in {frozenset({of[a.id], of[b.id]}) for a, b in found}}
    rows: list[tuple[float, ...]] = []
    for (a, b), (likely, *passages) in zip(found, compared.passages(told, found), strict=True):
        both = frozenset({of[a.id], of[b.id]})
        rows.append((likely, log_odds(best[a.event, both]), *passages, *_of_event(told, a.event), *named[both]))
    return np.array(rows, np.float32).reshape(len(found), len(FIRST))


def _of_event(told: Told, event: str) -> tuple[float, ...]:
    said = told.events[event]
    return len(said), len({s.report for s in said}), len({told.resolved.of[s.id] for s in said})


def _named(told: Told, one: str, other: str) -> tuple[float, ...]:
    """How two sources are named, each by itself and beside the other."""
    (a, who, whose), (b, who_else, whose_else) = told.named[one], told.named[other]
    tells = told.tells[one], told.tells[other]
    return (
        *compared.sources(told, one, other),
        len(a & b),
        len(a & b) / max(1, min(len(a), len(b))),
        bool(who and who_else and not who & who_else),
        bool(whose and whose_else and not whose & whose_else),
        bool(who) != bool(who_else),
        min(len(a), len(b)),
        len(tells[0] & tells[1]),
        min(map(len, tells)),
    )
