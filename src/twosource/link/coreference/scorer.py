"""How likely it is that two triggers name the same happening, and what spoke for it.

Boosted trees over the features of `pairs`, among them how near the shared encoder puts the two triggers and their
sentences; then a second look by other trees, in the light of what the first found (`twosource.link.second`). Trained by
`training/encoder/pairs.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from twosource.link import trees
from twosource.link.coreference.pairs import FEATURES, features
from twosource.link.second import AROUND, again, around, order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from twosource.link.coreference.documents import Documents
    from twosource.link.coreference.mentions import TriggerMention
    from twosource.records import Span

_FIRST, _SECOND = "coreference-first.npz", "coreference.npz"
_WHOLE = 4_000  # triggers: up to here they get a second look, whose work grows with the square
_SPEAKS = 0.25  # log-odds by which a feature must move the score to be named as a reason
_MOST_REASONS = 6


@dataclass(frozen=True, slots=True)
class PairScore:
    """The probability that mentions `a` and `b` (indices) name one happening, and what moved it, strongest first.

    A reason reads "same lemma +1.3": the feature's name and by how much it moved the log-odds.
    """

    a: int
    b: int
    score: float
    reasons: tuple[str, ...] = ()


def score_pairs(
    mentions: Sequence[TriggerMention], pairs: NDArray[np.intp], documents: Documents, of: NDArray[np.intp]
) -> NDArray[np.float64]:
    """The probability (m) that each pair (m, 2) of mentions names one happening. `of`: each mention's row in `documents`."""
    return _looked(mentions, pairs, features(mentions, pairs, documents, of))[0] if len(pairs) else np.zeros(0)


def explain_pairs(
    mentions: Sequence[TriggerMention], pairs: NDArray[np.intp], documents: Documents, of: NDArray[np.intp]
) -> list[PairScore]:
    """`score_pairs` with reasons: along its way down each tree, each step's change goes to the feature that was asked."""
    if not len(pairs):
        return []
    rows = features(mentions, pairs, documents, of)
    scores, table, twice = _looked(mentions, pairs, rows)
    moved = np.zeros(table.shape)
    moved[~twice, : len(FEATURES)] = trees.load(_FIRST).moves(rows[~twice])
    moved[twice] = trees.load(_SECOND).moves(table[twice])
    return [PairScore(int(a), int(b), float(scores[i]), _reasons(moved[i])) for i, (a, b) in enumerate(pairs)]


def wider(
    spots: Sequence[tuple[str, Span]], pairs: NDArray[np.intp], rows: NDArray[np.float32], first: NDArray[np.float64]
) -> NDArray[np.float32]:
    """The features of the second look (`FEATURES` and `AROUND`), from those of the first and what it found.

    `spots`: each trigger's report and span.
    """
    stands = order(spots)
    return np.concatenate([rows, around(stands, pairs[:, 0], pairs[:, 1], first.astype(np.float32))], axis=1)


def _looked(
    mentions: Sequence[TriggerMention], pairs: NDArray[np.intp], rows: NDArray[np.float32]
) -> tuple[NDArray[np.float64], NDArray[np.float32], NDArray[np.bool_]]:
    """The probability of each pair, its features, and whether it was looked at twice."""
    first = trees.load(_FIRST).likelihood(rows)
    seen = np.full(len(rows), len(mentions) <= _WHOLE)
    if seen.any():
        table = wider([(m.report, m.span) for m in mentions], pairs, rows, first)
    else:
        table = np.pad(rows, ((0, 0), (0, len(AROUND))))
    likely, twice = again(_SECOND, table, first, seen)
    return likely, table, twice


def threshold() -> float:
    """The mean score at which two clusters of triggers are held to be one happening."""
    return trees.load(_SECOND).threshold


def _reasons(moved: NDArray[np.float64]) -> tuple[str, ...]:
    strongest = np.argsort(-np.abs(moved))[:_MOST_REASONS]
    names = FEATURES + AROUND
    return tuple(f"{names[k]} {moved[k]:+.1f}" for k in strongest if abs(moved[k]) >= _SPEAKS)
