"""A second look at pairs, in the light of what a first look found among all of them.

A clause that says little by itself ("It was eleven") is known by what stands before it in its report and by which
others it shares its likeness with. So each pair is judged again by boosted trees over its own features and over how
the first look's likelihoods lie around it; it is collective resolution in two rounds (in the manner of
Bhattacharya and Getoor 2007), which never depends on the order in which things come. Statements of a story
(`twosource.link.events`) and given triggers (`twosource.link.coreference`) are both judged so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from twosource.link import trees

_Real = TypeVar("_Real", np.float32, np.float64)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Indexes = NDArray[np.intp]

# What is added to a pair's own features, in the order of the columns.
AROUND = (
    "likely by themselves",
    "one like what stands before the other",
    "one like what stands after the other",
    "what stands before them alike",
    "what stands after them alike",
    "alike to the same others",
    "joined by way of others",
    "next to each other",
    "clauses between them in their report",
    "likeness of the lonelier to all",
    "likeness of the other to all",
    "nearest of the lonelier",
    "nearest of the other",
    "place of the earlier in its report",
    "place of the later in its report",
    "at other places in their reports",
)
_FAR = 9  # others of one report between two that count as far
_ELSEWHERE = -1  # in two reports
WORTH = 0.01  # likelihood at the first look from which a pair gets the second
_LEAST = 1e-6  # keeps logarithms and divisions finite


@dataclass(frozen=True, slots=True)
class Order:
    """Where each of n things stands: its report's number, which stands before and after it (n: none), its place, of how many."""

    report: Indexes
    before: Indexes
    after: Indexes
    place: Indexes
    size: Indexes


def order(spots: Sequence[tuple[str, tuple[object, ...]]]) -> Order:
    """The order of things by their report and by where they stand in it: anything that sorts."""
    n = len(spots)
    numbers = {report: k for k, report in enumerate(dict.fromkeys(report for report, _ in spots))}
    report = np.array([numbers[it] for it, _ in spots], np.intp)
    before, after = np.full(n, n), np.full(n, n)
    place, size = np.zeros(n, np.intp), np.ones(n, np.intp)
    told: dict[str, list[int]] = {}
    for k in sorted(range(n), key=lambda k: spots[k][1]):
        told.setdefault(spots[k][0], []).append(k)
    for row in told.values():
        before[row[1:]], after[row[:-1]] = row[:-1], row[1:]
        place[row], size[row] = np.arange(len(row)), len(row)
    return Order(report, before, after, place, size)


def alike(n: int, i: Indexes, j: Indexes, first: Floats) -> Floats:
    """The first look's likelihoods as a square (n, n); 0 for what was not looked at."""
    square = np.zeros((n, n), np.float32)
    square[i, j] = square[j, i] = first
    return square


def again(name: str, table: Floats, first: NDArray[_Real], seen: NDArray[np.bool_]) -> tuple[NDArray[_Real], NDArray[np.bool_]]:
    """How likely each pair is by the trees of that name, and which were asked: of those `seen`, what is not hopeless."""
    twice = seen & (first >= WORTH)
    likely = first.copy()
    likely[twice] = trees.load(name).likelihood(table[twice])
    return likely, twice


def around(stands: Order, i: Indexes, j: Indexes, first: Floats) -> Floats:
    """The features (pairs, len(AROUND)) of the pairs (i[k], j[k]), of which the first look found `first`[k] likely."""
    n = len(stands.report)
    square = alike(n, i, j, first)
    likely = np.concatenate([square, np.zeros((1, n), np.float32)])  # the last row stands for nothing before or after
    before, after, place, size = stands.before, stands.after, stands.place, stands.size
    length = np.maximum(np.linalg.norm(square, axis=1, keepdims=True), _LEAST)
    kin, nearest = square.sum(axis=1), square.max(axis=1, initial=0)
    apart = np.abs(place[i] - place[j])
    odds = np.clip(first, _LEAST, 1 - _LEAST)
    columns = {
        "likely by themselves": np.log(odds / (1 - odds)),
        "one like what stands before the other": np.maximum(likely[before[i], j], likely[before[j], i]),
        "one like what stands after the other": np.maximum(likely[after[i], j], likely[after[j], i]),
        "what stands before them alike": _both(likely, before[i], before[j]),
        "what stands after them alike": _both(likely, after[i], after[j]),
        "alike to the same others": ((square / length) @ (square / length).T)[i, j],
        "joined by way of others": (square @ square)[i, j],
        "next to each other": (before[j] == i) | (before[i] == j),
        "clauses between them in their report": np.where(
            stands.report[i] == stands.report[j], np.minimum(apart, _FAR), _ELSEWHERE
        ),
        "likeness of the lonelier to all": np.minimum(kin[i], kin[j]),
        "likeness of the other to all": np.maximum(kin[i], kin[j]),
        "nearest of the lonelier": np.minimum(nearest[i], nearest[j]),
        "nearest of the other": np.maximum(nearest[i], nearest[j]),
        "place of the earlier in its report": np.minimum(place[i], place[j]),
        "place of the later in its report": np.maximum(place[i], place[j]),
        "at other places in their reports": np.abs(place[i] / size[i] - place[j] / size[j]),
    }
    return np.stack([columns[name] for name in AROUND], axis=1).astype(np.float32)


def _both(likely: Floats, a: Indexes, b: Indexes) -> Floats:
    """How alike the things a[k] and b[k] are; 0 where either is the one that stands for nothing."""
    n = likely.shape[1]
    there = (a < n) & (b < n)
    return np.where(there, likely[a, np.where(there, b, 0)], 0).astype(np.float32)
