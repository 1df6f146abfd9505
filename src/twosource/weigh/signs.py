"""Which pairs of passages bear a sign of a dispute, and of what kind, before anybody reads both at once.

Boosted trees over named features say of each pair, and of each kind of conflict, how likely the two contradict each other so:
what the clauses give (`compared`), what they name besides (clock times, places, culprits), who vouches, and what the rules
of `changes` find. Trained on marked stories by `training/verdict/disputes.py`.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from twosource.link import trees
from twosource.weigh import compared, rivals
from twosource.weigh.compared import PASSAGES, SOURCES
from twosource.weigh.slots import SLACK, apart

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from twosource.records import Conflict, ConflictKind, Statement
    from twosource.weigh.told import Told

KINDS: tuple[ConflictKind, ...] = ("figure", "time", "place", "actor", "polarity")
PAIR = (
    *PASSAGES,
    *SOURCES,
    "held to be one happening",
    "another place",
    "the one only possible",
    "the one only planned",
    "the one negated",
    "the one only recalled",
    "the one shows whence",
    "the one asks",
    "other clock time",
    "minutes between them",
    "the lesser figure by the greater",
    "both blame somebody",
    "each blames another",
    "doers on two sides",
    "each says where, and elsewhere",
    "one word names both",
    *(f"a rule finds a conflict of {kind}" for kind in KINDS),
)
FEATURES = (*PAIR, *(f"asked for a conflict of {kind}" for kind in KINDS), "a rule finds it")
_TREES = "dispute-first.npz"
_NONE = -1.0  # where one of two numbers is not given

Pair = tuple["Statement", "Statement"]


def likelihoods(told: Told, ruled: Iterable[Conflict], pairs: Sequence[Pair]) -> NDArray[np.float64]:
    """How likely each pair is in a conflict of each kind: (pairs, len(KINDS))."""
    return trees.load(_TREES).likelihood(table(told, ruled, pairs)).reshape(len(pairs), len(KINDS))


def least() -> float:
    """The least sum of a pair's likelihoods, over all kinds, from which it is worth reading."""
    return trees.load(_TREES).threshold


def table(told: Told, ruled: Iterable[Conflict], pairs: Sequence[Pair]) -> NDArray[np.float32]:
    """The features (pairs * len(KINDS), len(FEATURES)): of each pair a row for each kind, in order."""
    found: dict[frozenset[str], set[ConflictKind]] = defaultdict(set)
    for c in ruled:
        found[frozenset((c.a, c.b))].add(c.kind)
    rows: list[tuple[float, ...]] = []
    for (a, b), passages in zip(pairs, compared.passages(told, pairs), strict=True):
        of = told.resolved.of
        rule = [kind in found[frozenset((a.id, b.id))] for kind in KINDS]
        row = (*passages, *compared.sources(told, of[a.id], of[b.id]), *_beside(a, b, told), *rule)
        rows += [(*row, *(kind == asked for kind in KINDS), rule[k]) for k, asked in enumerate(KINDS)]
    return np.array(rows, np.float32).reshape(len(rows), len(FEATURES))


def _beside(a: Statement, b: Statement, told: Told) -> tuple[float, ...]:
    """What passages that dispute each other differ in, besides what all passages are compared by."""
    status, shown = {a.status, b.status}, told.resolved.shown
    one, other = told.words(a), told.words(b)
    minutes = apart(a, b, (one, other), (told.of(a).published, told.of(b).published))
    blamed = rivals.culprit(one), rivals.culprit(other)
    sides = rivals.side(one, a.actor), rivals.side(other, b.actor)
    where = rivals.places(one), rivals.places(other)
    return (
        a.event == b.event,
        bool(a.place and b.place and a.place != b.place),
        "hypothetical" in status,
        "planned" in status,
        "negated" in status,
        a.background or b.background,
        a.id in shown or b.id in shown,
        "?" in one + other,
        minutes is not None and minutes > SLACK,
        _NONE if minutes is None else minutes,
        _ratio(a, b),
        all(blamed),
        rivals.differ(*blamed),
        all(sides) and sides[0] != sides[1],
        rivals.differ(*where),
        told.head(a) == told.head(b),
    )


def _ratio(a: Statement, b: Statement) -> float:
    if a.figure is None or b.figure is None or min(a.figure.low, b.figure.low) <= 0:
        return _NONE
    return min(a.figure.low, b.figure.low) / max(a.figure.low, b.figure.low)
