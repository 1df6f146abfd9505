"""How likely it is that two triggers name the same happening, and what spoke for it.

Boosted trees over the features of `pairs`, among them how near the shared encoder puts the two triggers and their
sentences. Trained by `training/encoder/pairs.py`; the trees are plain arrays in `data/encoder/coreference.npz`.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from twosource import encoder
from twosource.link.coreference.pairs import FEATURES, features

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from twosource.link.coreference.documents import Documents
    from twosource.link.coreference.mentions import TriggerMention

_CHUNK = 4_000  # pairs at a time: bounds the memory
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


@dataclass(frozen=True, slots=True)
class _Trees:
    """All trees' nodes in one row of arrays; a leaf leads to itself. `value`: mean log-odds of what reaches the node."""

    root: NDArray[np.int32]
    feature: NDArray[np.int32]
    limit: NDArray[np.float64]
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    value: NDArray[np.float64]
    depth: int
    start: float
    threshold: float


def score_pairs(
    mentions: Sequence[TriggerMention], pairs: NDArray[np.intp], documents: Documents, of: NDArray[np.intp]
) -> NDArray[np.float64]:
    """The probability (m) that each pair (m, 2) of mentions names one happening. `of`: each mention's row in `documents`."""
    if not len(pairs):
        return np.zeros(0)
    table = features(mentions, pairs, documents, of)
    return _probability(np.concatenate([_log_odds(table[i : i + _CHUNK]) for i in range(0, len(table), _CHUNK)]))


def explain_pairs(
    mentions: Sequence[TriggerMention], pairs: NDArray[np.intp], documents: Documents, of: NDArray[np.intp]
) -> list[PairScore]:
    """`score_pairs` with reasons: along its way down each tree, each step's change goes to the feature that was asked."""
    if not len(pairs):
        return []
    table = features(mentions, pairs, documents, of)
    scores, moved = _probability(_log_odds(table)), _moves(table)
    return [PairScore(int(a), int(b), float(scores[i]), _reasons(moved[i])) for i, (a, b) in enumerate(pairs)]


def threshold() -> float:
    """The mean score at which two clusters of triggers are held to be one happening."""
    return _trees().threshold


def _log_odds(table: NDArray[np.float32]) -> NDArray[np.float64]:
    trees = _trees()
    node = np.tile(trees.root, (len(table), 1))
    for _ in range(trees.depth):
        node = _step(table, node)
    return trees.start + trees.value[node].sum(axis=1)


def _moves(table: NDArray[np.float32]) -> NDArray[np.float64]:
    """How far each feature (column) moved the log-odds of each row."""
    trees = _trees()
    rows = np.arange(len(table))[:, None]
    node = np.tile(trees.root, (len(table), 1))
    moved = np.zeros((len(table), len(FEATURES)))
    for _ in range(trees.depth):
        asked, after = trees.feature[node], _step(table, node)
        np.add.at(moved, (np.broadcast_to(rows, asked.shape), asked), trees.value[after] - trees.value[node])
        node = after
    return moved


def _step(table: NDArray[np.float32], node: NDArray[np.int32]) -> NDArray[np.int32]:
    """One step down every tree (columns) for every row."""
    trees = _trees()
    asked = np.take_along_axis(table, trees.feature[node], axis=1)
    return np.where(asked <= trees.limit[node], trees.left[node], trees.right[node])


def _reasons(moved: NDArray[np.float64]) -> tuple[str, ...]:
    strongest = np.argsort(-np.abs(moved))[:_MOST_REASONS]
    return tuple(f"{FEATURES[k]} {moved[k]:+.1f}" for k in strongest if abs(moved[k]) >= _SPEAKS)


def _probability(log_odds: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(1 / (1 + np.exp(-log_odds)), np.float64)


@cache
def _trees() -> _Trees:
    with np.load(io.BytesIO(encoder.read("coreference.npz"))) as file:
        whole = {name: file[name].astype(np.int32) for name in ("root", "feature", "left", "right")}
        real = {name: file[name].astype(np.float64) for name in ("limit", "value")}
        return _Trees(**whole, **real, depth=int(file["depth"]), start=float(file["start"]), threshold=float(file["threshold"]))
