"""Boosted trees as plain arrays: what a table of features says, and which feature said it.

Trained with scikit-learn, packed by `training/encoder/packed.py` into `data/encoder/*.npz`; run without it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from twosource import encoder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_SPEAKS = 0.1  # log-odds by which a feature must have moved a pair to be named as a reason
_NAMED = 4
_CHUNK = 250  # rows at a time: what a step touches stays in the processor's cache


@dataclass(frozen=True, slots=True)
class Trees:
    """All trees' nodes in one row of arrays; a leaf leads to itself.

    `children`: of each node the left one (at most `limit`) and the right; `value`: mean log-odds of what reaches the node.
    """

    root: NDArray[np.int32]
    feature: NDArray[np.int32]
    limit: NDArray[np.float64]
    children: NDArray[np.int32]
    value: NDArray[np.float64]
    depth: int
    start: float
    threshold: float

    def likelihood(self, table: NDArray[np.float32]) -> NDArray[np.float64]:
        """The probability (m) of each row (m, features)."""
        parts = [self._log_odds(table[k : k + _CHUNK]) for k in range(0, len(table), _CHUNK)]
        return 1 / (1 + np.exp(-np.concatenate(parts))) if parts else np.zeros(0)

    def moves(self, table: NDArray[np.float32]) -> NDArray[np.float64]:
        """How far each feature (column) moved the log-odds of each row: each step down a tree goes to the feature asked."""
        rows = np.arange(len(table))[:, None]
        node = np.tile(self.root, (len(table), 1))
        moved = np.zeros(table.shape)
        for _ in range(self.depth):
            asked, after = self.feature[node], self._step(table, node)
            np.add.at(moved, (np.broadcast_to(rows, asked.shape), asked), self.value[after] - self.value[node])
            node = after
        return moved

    def _log_odds(self, table: NDArray[np.float32]) -> NDArray[np.float64]:
        node = np.tile(self.root, (len(table), 1))
        for _ in range(self.depth):
            node = self._step(table, node)
        return self.start + self.value[node].sum(axis=1)

    def _step(self, table: NDArray[np.float32], node: NDArray[np.int32]) -> NDArray[np.int32]:
        """One step down every tree (columns) for every row."""
        rows = np.arange(0, table.size, table.shape[1], dtype=np.int32)[:, None]
        asked = table.ravel()[rows + self.feature[node]]
        return self.children[2 * node + (asked > self.limit[node])]


def telling(moved: Sequence[float], names: Sequence[str], *, against: bool = False) -> tuple[str, ...]:
    """The names of what raised the log-odds most, or, with `against`, lowered them: the strongest first, four at most.

    Where nothing moved them much, what moved them most.
    """
    one_way = sorted(((-by if against else by, name) for by, name in zip(moved, names, strict=True)), reverse=True)
    found = [(by, name) for by, name in one_way if by > 0 and name != "bias"]
    return tuple(name for by, name in found if by > _SPEAKS)[:_NAMED] or tuple(name for _, name in found[:1])


@cache
def load(name: str) -> Trees:
    """The trees of a file in `data/encoder`, its hash checked."""
    file = encoder.arrays(name)
    whole: dict[str, NDArray[Any]] = {part: file[part].astype(np.int32) for part in ("root", "feature")}
    whole["children"] = np.stack([file["left"], file["right"]], axis=1).astype(np.int32).ravel()
    real: dict[str, NDArray[Any]] = {part: file[part].astype(np.float64) for part in ("limit", "value")}
    return Trees(**whole, **real, depth=int(file["depth"]), start=float(file["start"]), threshold=float(file["threshold"]))
