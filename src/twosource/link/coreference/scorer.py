"""How likely it is that two triggers name the same happening, and what spoke for it.

A small network over the two triggers' vectors (each with its sentence's, so that the order of the two never matters)
and the features of `pairs`. Trained by `training/encoder/train.py`; weights in `data/encoder/coreference.npz`.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from twosource import encoder
from twosource.link.coreference.pairs import FEATURES, Documents, features

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from twosource.link.coreference.mentions import TriggerMention

_CHUNK = 20_000  # pairs at a time: bounds the memory
_SPEAKS = 0.25  # log-odds that a feature must move to be named as a reason


@dataclass(frozen=True, slots=True)
class PairScore:
    """The probability that two triggers name one happening, and the features that moved it, strongest first."""

    a: int
    b: int
    score: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Weights:
    """The network as it stands in the file: projection, two layers, and the scale of each feature."""

    project: NDArray[np.float32]
    project_bias: NDArray[np.float32]
    hidden: NDArray[np.float32]
    hidden_bias: NDArray[np.float32]
    out: NDArray[np.float32]
    out_bias: NDArray[np.float32]
    mean: NDArray[np.float32]
    scale: NDArray[np.float32]
    threshold: NDArray[np.float32]


def score_pairs(
    mentions: Sequence[TriggerMention], pairs: NDArray[np.intp], documents: Documents, of: NDArray[np.intp]
) -> NDArray[np.float32]:
    """The probability (m) that each pair (m, 2) of mentions names one happening. `of`: each mention's row in `documents`."""
    if not len(pairs):
        return np.zeros(0, np.float32)
    net, read = _weights(), _Read(mentions)
    chunks = (pairs[i : i + _CHUNK] for i in range(0, len(pairs), _CHUNK))
    return np.concatenate([_sigmoid(net, read.inputs(net, chunk, features(mentions, chunk, documents, of))) for chunk in chunks])


def explain_pairs(
    mentions: Sequence[TriggerMention], pairs: NDArray[np.intp], documents: Documents, of: NDArray[np.intp]
) -> list[PairScore]:
    """`score_pairs` with reasons: a feature is named when setting it to its average moves the log-odds.

    Costs a run of the network for each feature: for the pairs of an explanation, not for all of a desk.
    """
    if not len(pairs):
        return []
    net, read = _weights(), _Read(mentions)
    table = features(mentions, pairs, documents, of)
    inputs = read.inputs(net, pairs, table)
    whole = _logits(net, inputs)
    groups = _groups(inputs.shape[1])
    moved = {name: whole - _logits(net, _without(inputs, columns)) for name, columns in groups.items()}
    return [
        PairScore(
            int(a), int(b), float(1 / (1 + np.exp(-whole[i]))), _reasons({name: float(by[i]) for name, by in moved.items()})
        )
        for i, (a, b) in enumerate(pairs)
    ]


def threshold() -> float:
    """The mean score at which two clusters of triggers are held to be one happening."""
    return float(_weights().threshold)


class _Read:
    """The mentions' vectors, normalised once for all of their pairs."""

    def __init__(self, mentions: Sequence[TriggerMention]) -> None:
        """Normalise each vector as the network was trained to see it."""
        self.trigger = _normal(np.stack([m.vector for m in mentions]))
        self.pooled = _normal(np.stack([m.pooled for m in mentions]))
        self.unit, self.sentence = encoder.unit(self.trigger), encoder.unit(self.pooled)
        net = _weights()
        self.projected = np.concatenate([self.trigger, self.pooled], 1) @ net.project + net.project_bias

    def inputs(self, net: _Weights, pairs: NDArray[np.intp], table: NDArray[np.float32]) -> NDArray[np.float32]:
        """The network's input for each pair: products and distances of the vectors, two cosines, scaled features."""
        a, b = pairs[:, 0], pairs[:, 1]
        u, v = self.projected[a], self.projected[b]
        near = (self.unit[a] * self.unit[b]).sum(1, keepdims=True)
        like = (self.sentence[a] * self.sentence[b]).sum(1, keepdims=True)
        return np.concatenate([u * v, np.abs(u - v), 3 * near, 3 * like, (table - net.mean) / net.scale], 1)


def _groups(width: int) -> dict[str, slice]:
    """The columns of the network's input behind each name."""
    vectors = width - 2 - len(FEATURES)
    named = {name: slice(vectors + 2 + i, vectors + 3 + i) for i, name in enumerate(FEATURES)}
    return {"sense of the triggers": slice(0, vectors + 1), "sense of the sentences": slice(vectors + 1, vectors + 2)} | named


def _without(inputs: NDArray[np.float32], columns: slice) -> NDArray[np.float32]:
    plain = inputs.copy()
    plain[:, columns] = inputs[:, columns].mean(axis=0) if columns.stop - columns.start > 1 and len(inputs) > 1 else 0
    return plain


def _reasons(moved: dict[str, float]) -> tuple[str, ...]:
    strongest = sorted(moved.items(), key=lambda item: -abs(item[1]))
    return tuple(f"{name} {by:+.1f}" for name, by in strongest[:6] if abs(by) >= _SPEAKS)


def _normal(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Layer normalisation without weights."""
    spread = np.sqrt(vectors.var(axis=1, keepdims=True) + 1e-5)
    return ((vectors - vectors.mean(axis=1, keepdims=True)) / spread).astype(np.float32)


def _logits(net: _Weights, inputs: NDArray[np.float32]) -> NDArray[np.float32]:
    x = inputs @ net.hidden + net.hidden_bias
    # GELU in its tanh form; the network is trained with the same.
    x = 0.5 * x * (1 + np.tanh(0.7978845608 * (x + 0.044715 * x**3)))
    return (x @ net.out + net.out_bias)[:, 0]


def _sigmoid(net: _Weights, inputs: NDArray[np.float32]) -> NDArray[np.float32]:
    return 1 / (1 + np.exp(-_logits(net, inputs)))


@cache
def _weights() -> _Weights:
    with np.load(io.BytesIO(encoder.read("coreference.npz"))) as file:
        return _Weights(**{name: file[name].astype(np.float32) for name in _Weights.__slots__})
