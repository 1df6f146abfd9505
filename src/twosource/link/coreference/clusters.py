"""Average-link clustering of a sparse graph: who belongs together when every pair has a score."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from twosource.link.pieces import pieces

if TYPE_CHECKING:
    from numpy.typing import NDArray


def cluster(count: int, pairs: NDArray[np.intp], scores: NDArray[np.float64], threshold: float) -> list[int]:
    """A cluster number for each of `count` items, by order of first member.

    Two clusters are merged, best first, while the mean score over all pairs between them is at least `threshold`; a pair
    that is not listed scores 0. (Such a merge needs one pair at the threshold: so only the items that such pairs
    connect are ever compared, part by part.)
    """
    label = np.arange(count)
    strong = scores >= threshold
    for part in (np.array(piece) for piece in pieces(count, pairs[strong].tolist()) if len(piece) > 1):
        place = np.full(count, -1)
        place[part] = np.arange(len(part))
        inside = (place[pairs[:, 0]] >= 0) & (place[pairs[:, 1]] >= 0)
        table = np.zeros((len(part), len(part)))
        a, b = place[pairs[inside, 0]], place[pairs[inside, 1]]
        table[a, b] = table[b, a] = scores[inside]
        label[part] = part[_average_link(table, threshold)]
    first: dict[int, int] = {}
    return [first.setdefault(int(k), len(first)) for k in label]


def _average_link(table: NDArray[np.float64], threshold: float) -> NDArray[np.intp]:
    """For each item of a full table of scores, the number of the item that stands for its cluster."""
    n = len(table)
    label, size = np.arange(n), np.ones(n)
    np.fill_diagonal(table, -1)
    best = table.argmax(axis=1)
    top = table.max(axis=1)
    while True:
        a = int(top.argmax())
        if top[a] < threshold:
            return label
        a, b = sorted((a, int(best[a])))
        table[a] = (table[a] * size[a] + table[b] * size[b]) / (size[a] + size[b])
        table[a, a] = -1
        table[:, a] = table[a]
        table[b, :] = table[:, b] = -1
        size[a] += size[b]
        label[label == b] = a
        top[b] = -1
        # A row's best changes where it was a or b, or where the merged row now beats it.
        stale = np.flatnonzero(((best == a) | (best == b)) & (top > -1))
        for row in {a, *stale.tolist()}:
            best[row], top[row] = table[row].argmax(), table[row].max()
        better = table[:, a] > top
        best[better], top[better] = a, table[better, a]
