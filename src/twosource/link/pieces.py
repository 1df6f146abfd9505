"""The connected pieces of a graph (disjoint sets: Tarjan 1975): no cluster reaches over two of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def pieces(count: int, pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """The numbers 0..count-1 by the pieces that the pairs connect, each in order, by their first; those alone too."""
    root = list(range(count))

    def find(k: int) -> int:
        while root[k] != k:
            root[k] = root[root[k]]
            k = root[k]
        return k

    for a, b in pairs:
        x, y = find(a), find(b)
        root[max(x, y)] = min(x, y)
    out: dict[int, list[int]] = {}
    for k in range(count):
        out.setdefault(find(k), []).append(k)
    return list(out.values())
