"""Which passages contradict each other: what rules find and what no rule follows, borne out by a reading of both at once.

Of the pairs of two sources that may tell one happening, those are read (`together`) that bear a sign of a dispute
(`signs`). Two logistic scores decide: how likely a pair is in a conflict of a kind, by the signs and by what the reading
says; then how likely an event is in one, by its likeliest pair and by how many pairs there are. Trained on worlds that the
reader has not seen, by `training/verdict/disputes.py`.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from math import log1p
from typing import TYPE_CHECKING

import numpy as np

from twosource import encoder
from twosource.records import Abstention, Conflict
from twosource.weigh import changes, signs
from twosource.weigh.compared import beside, log_odds
from twosource.weigh.confirm import likeliest
from twosource.weigh.signs import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from numpy.typing import NDArray

    from twosource.records import ConflictKind, Join
    from twosource.weigh.signs import Pair
    from twosource.weigh.together import Answers
    from twosource.weigh.told import Told

_ALIKE = 0.3  # likelihood of one happening from which a pair is looked at
_LOOKED_AT = 400  # alike pairs of a story that are looked at, the likeliest first
_RULED = 4  # pairs of an event that are looked at because a rule found a conflict of one kind in them, the plainest first
_MOST = 30  # pairs of a story that are read; a story of ten reports that dispute much bears signs in more
_COUNTS = 0.1  # likelihood from which a pair adds to the number of those in dispute
_FAINT = 0.02  # likelihood of the likeliest pair below which an event is in no dispute
PAIRS = (
    "signs",
    "a dispute",
    "one denies",
    "one source",
    "one happening",
    "one confirms the other",
    "an update",
    *(f"of {kind}" for kind in KINDS),
    "a dispute, of polarity",
    "one denies, of polarity",
)
EVENTS = ("the likeliest pair", "how many pairs", *(f"of {kind}" for kind in KINDS), "held to be one happening")


@dataclass(frozen=True)
class Matter:
    """What may be in dispute: the conflicts that rules found, and the pairs to read, each the earlier first.

    `likely` (pairs, len(KINDS)): how likely each is in a conflict of each kind, by its signs; `unread`: how many pairs with
    a sign are left out because a story has too many.
    """

    ruled: Sequence[Conflict]
    pairs: Sequence[Pair]
    likely: NDArray[np.float64]
    unread: int = 0

    @property
    def abstained(self) -> tuple[Abstention, ...]:
        """What cannot be said for want of reading."""
        if not self.unread:
            return ()
        more = f"{self.unread} more pairs of passages bear a sign of a dispute and were not read: {_MOST} of a story are"
        return (Abstention("conflicts", more),)


@dataclass(frozen=True)
class Case:
    """A kind of conflict over an event: its likeliest pair (index), and the features (`EVENTS`) that it is judged by."""

    kind: int
    event: str
    pair: int
    row: tuple[float, ...]


@dataclass(frozen=True)
class Weights:
    """Two logistic scores, each with its bias last, and the likelihood from which a case is a conflict."""

    pairs: NDArray[np.float64]
    events: NDArray[np.float64]
    threshold: float


def find(
    told: Told,
    joins: Iterable[Join],
    ruled: Sequence[Conflict],
    dismissed: AbstractSet[frozenset[str]] = frozenset(),
) -> Matter:
    """What of a story is to be read: of the pairs of two sources those that bear a sign of a dispute, up to a bound.

    `dismissed` holds pairs of statement ids that a person has said do not contradict each other.
    """
    ruled = [c for c in ruled if frozenset((c.a, c.b)) not in dismissed]
    looked_at = candidates(told, joins, ruled)
    pairs = [(a, b) for a, b in looked_at if frozenset((a.id, b.id)) not in dismissed]
    likely = signs.likelihoods(told, ruled, pairs) * _room(told, ruled, pairs)
    between = [frozenset((a.event, b.event)) for a, b in pairs]
    read = likeliest(between, likely.sum(axis=1).tolist(), signs.least())
    first = read[:_MOST]
    return Matter(ruled, [pairs[k] for k in first], likely[first], len(read) - len(first))


def _room(told: Told, ruled: Iterable[Conflict], pairs: Sequence[Pair]) -> NDArray[np.bool_]:
    """Which pairs a conflict of each kind may be in (pairs, len(KINDS)): where a rule found one, or their words leave room."""
    found = {(frozenset((c.a, c.b)), c.kind) for c in ruled}
    room = [[(frozenset((a.id, b.id)), kind) in found or changes.room(kind, a, b, told) for kind in KINDS] for a, b in pairs]
    return np.array(room, bool).reshape(len(pairs), len(KINDS))


def candidates(told: Told, joins: Iterable[Join], ruled: Sequence[Conflict]) -> list[Pair]:
    """The pairs that are looked at: alike, of two sources that are not both outlets, in own text; and what rules found."""
    said, of = {s.id: s for s in told.statements}, told.resolved.of
    near = sorted((j for j in joins if j.score >= _ALIKE), key=lambda j: (-j.score, *sorted((j.a, j.b))))
    alike = ((said[j.a], said[j.b]) for j in near)
    two = ((a, b) for a, b in alike if of[a.id] != of[b.id] and not (a.taken or b.taken))
    disputed = ((a, b) for a, b in two if told.vouched(a) or told.vouched(b))
    apart = [(a, b) for a, b in disputed if beside(a, b)]
    by_rule = [(said[c.a], said[c.b]) for found in _by_kind(ruled).values() for c in found[:_RULED]]
    unique: dict[frozenset[str], Pair] = {}
    for a, b in (*apart[:_LOOKED_AT], *by_rule):
        unique[frozenset((a.id, b.id))] = (a, b) if told.place(a) <= told.place(b) else (b, a)
    return list(unique.values())


def settle(matter: Matter, read: Mapping[frozenset[str], Answers]) -> tuple[Conflict, ...]:
    """The conflicts of a story, the likeliest first; where rules found one, all pairs that they found."""
    scores = _sigmoid(pair_table(matter, read) @ _weights().pairs).reshape(-1, len(KINDS))
    found = list(cases(matter, scores))
    likely = [float(_sigmoid(np.array([*case.row, 1.0]) @ _weights().events)) for case in found]
    by_kind = _by_kind(matter.ruled)
    out: list[Conflict] = []
    settled: set[tuple[int, str]] = set()
    spent: set[int] = set()
    for k in sorted(range(len(found)), key=lambda k: (-likely[k], found[k].kind, found[k].event)):
        case = found[k]
        kind, pair = KINDS[case.kind], matter.pairs[case.pair]
        events = dict.fromkeys((case.event, *(s.event for s in pair)))  # a dispute between two events is told once
        ruled = [c for event in events for c in by_kind.get((kind, event), ())]
        names = {(case.kind, event) for event in events}
        if likely[k] < _weights().threshold or names & settled or (case.pair in spent and not ruled):
            continue
        settled |= names
        spent.add(case.pair)
        a, b = (s.id for s in pair)
        plainest = [c for c in ruled if {c.a, c.b} == {a, b}] or [Conflict(kind, case.event, a, b, _why(likely[k]))]
        out += plainest + [c for c in ruled if c not in plainest]
    return tuple(out)


def _why(likelihood: float) -> str:
    return f"read side by side, they seem to contradict each other ({likelihood:.2f})"


def pair_table(matter: Matter, read: Mapping[frozenset[str], Answers]) -> NDArray[np.float64]:
    """What each pair is judged by (pairs * len(KINDS), len(PAIRS) + 1, the last column 1): a row for each kind, in order."""
    rows: list[tuple[float, ...]] = []
    for (a, b), likely in zip(matter.pairs, matter.likely.tolist(), strict=True):
        said = read[frozenset((a.id, b.id))]
        plain = (said.dispute, said.one_denies, said.one_source, said.one_happening, said.confirms, said.update)
        for k, kind in enumerate(KINDS):
            denied = (said.dispute, said.one_denies) if kind == "polarity" else (0.0, 0.0)
            rows.append((log_odds(likely[k]), *plain, *(k == n for n in range(len(KINDS))), *denied, 1.0))
    return np.array(rows, float).reshape(len(rows), len(PAIRS) + 1)


def cases(matter: Matter, scores: NDArray[np.float64]) -> Iterator[Case]:
    """Each kind of conflict that an event may be in; `scores` (pairs, len(KINDS)): how likely each pair is in one."""
    by_case: dict[tuple[int, str], list[tuple[float, int]]] = defaultdict(list)
    for n, (pair, row) in enumerate(zip(matter.pairs, scores.tolist(), strict=True)):
        for k, score in enumerate(row):
            for event in {s.event for s in pair}:
                by_case[k, event].append((score, n))
    for (k, event), found in sorted(by_case.items()):
        best, n = max(found, key=lambda it: (it[0], -it[1]))
        if best >= _FAINT:
            many = log1p(sum(score >= _COUNTS for score, _ in found))
            a, b = matter.pairs[n]
            yield Case(k, event, n, (log_odds(best), many, *(k == m for m in range(len(KINDS))), a.event == b.event))


def _by_kind(ruled: Iterable[Conflict]) -> dict[tuple[ConflictKind, str], list[Conflict]]:
    out: dict[tuple[ConflictKind, str], list[Conflict]] = defaultdict(list)
    for c in ruled:
        out[c.kind, c.event].append(c)
    return out


@cache
def _weights() -> Weights:
    file = encoder.arrays("dispute.npz")
    return Weights(file["pairs"], file["events"], float(file["threshold"]))


def _sigmoid(odds: NDArray[np.float64]) -> NDArray[np.float64]:
    return 1 / (1 + np.exp(-odds))
