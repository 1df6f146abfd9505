"""How likely it is that two triggers name the same happening, and what spoke for it.

Boosted trees over the features of `pairs`, among them how near the shared encoder puts the two triggers and their
sentences. Trained by `training/encoder/pairs.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from twosource.link import trees
from twosource.link.coreference.pairs import FEATURES, features

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from twosource.link.coreference.documents import Documents
    from twosource.link.coreference.mentions import TriggerMention

_TREES = "coreference.npz"
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
    if not len(pairs):
        return np.zeros(0)
    return trees.load(_TREES).likelihood(features(mentions, pairs, documents, of))


def explain_pairs(
    mentions: Sequence[TriggerMention], pairs: NDArray[np.intp], documents: Documents, of: NDArray[np.intp]
) -> list[PairScore]:
    """`score_pairs` with reasons: along its way down each tree, each step's change goes to the feature that was asked."""
    if not len(pairs):
        return []
    table = features(mentions, pairs, documents, of)
    scores, moved = trees.load(_TREES).likelihood(table), trees.load(_TREES).moves(table)
    return [PairScore(int(a), int(b), float(scores[i]), _reasons(moved[i])) for i, (a, b) in enumerate(pairs)]


def threshold() -> float:
    """The mean score at which two clusters of triggers are held to be one happening."""
    return trees.load(_TREES).threshold


def _reasons(moved: NDArray[np.float64]) -> tuple[str, ...]:
    strongest = np.argsort(-np.abs(moved))[:_MOST_REASONS]
    return tuple(f"{FEATURES[k]} {moved[k]:+.1f}" for k in strongest if abs(moved[k]) >= _SPEAKS)
