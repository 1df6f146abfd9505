"""A second look at pairs of statements, in the light of what a first look found in the whole story.

A clause that says little by itself ("It was eleven") is known by what stands before it in its report and by which
statements it shares its likeness with. So each pair is judged again by boosted trees over its own features (`pairs`)
and over how the first look's likelihoods lie around it; it is collective resolution in two rounds (in the manner of
Bhattacharya and Getoor 2007), which never depends on the order of statements.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from twosource.link.pairs import listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twosource.link.pairs import Clue, Floats, Indexes

# What is added to `pairs.FEATURES`, in the order of the columns.
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
    "fewest words of its own",
    "one leans on what was said before",
    "others nearer to the one",
    "others nearer to the other",
    "likeness of the lonelier to all",
    "likeness of the other to all",
    "nearest of the lonelier",
    "nearest of the other",
    "place of the earlier in its report",
    "place of the later in its report",
    "at other places in their reports",
)
_FAR = 9  # clauses of one report between two that count as far
_ELSEWHERE = -1  # in two reports
_WORDS = 12  # above this all are one
_LEAST = 1e-6  # keeps logarithms and divisions finite
_LEANING = frozenset("it he she they this that these those both its his her their one some all none there who which".split())


def around(known: Sequence[Clue], i: Indexes, j: Indexes, first: Floats) -> Floats:
    """The features (pairs, len(AROUND)) of the pairs (i[k], j[k]), of which the first look found `first`[k] likely."""
    n = len(known)
    likely = np.zeros((n + 1, n), np.float32)  # the last row, of zeros, stands for "nothing before" and "nothing after"
    likely[i, j] = likely[j, i] = first
    before, after, place, size = _order(known)
    square = likely[:n]
    length = np.maximum(np.linalg.norm(square, axis=1, keepdims=True), _LEAST)
    kin, nearest = square.sum(axis=1), square.max(axis=1, initial=0)
    apart = np.abs(place[i] - place[j])
    one_report = np.array([known[a].statement.report == known[b].statement.report for a, b in listed(i, j)], bool)
    words = np.array([len(c.words) for c in known])
    leans = np.array([bool(c.opening & _LEANING) for c in known])
    nearer = np.zeros((n, n), np.intp)
    for k in range(n):  # how many others are more like k
        nearer[k] = np.searchsorted(np.sort(-square[k]), -square[k])
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
        "clauses between them in their report": np.where(one_report, np.minimum(apart, _FAR), _ELSEWHERE),
        "fewest words of its own": np.minimum(np.minimum(words[i], words[j]), _WORDS),
        "one leans on what was said before": leans[i] | leans[j],
        "others nearer to the one": np.minimum(nearer[i, j], nearer[j, i]) / n,
        "others nearer to the other": np.maximum(nearer[i, j], nearer[j, i]) / n,
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
    """How alike the statements a[k] and b[k] are; 0 where either is the one that stands for nothing."""
    n = likely.shape[1]
    there = (a < n) & (b < n)
    return np.where(there, likely[a, np.where(there, b, 0)], 0).astype(np.float32)


def _order(known: Sequence[Clue]) -> tuple[Indexes, Indexes, Indexes, Indexes]:
    """For each statement: which stands before it in its report and which after (`len(known)`: none), its place, their number."""
    n = len(known)
    before, after = np.full(n, n), np.full(n, n)
    place, size = np.zeros(n, np.intp), np.ones(n, np.intp)
    reports: dict[str, list[int]] = {}
    for k in sorted(range(n), key=lambda k: (known[k].statement.start, known[k].statement.end, known[k].mention.trigger)):
        reports.setdefault(known[k].statement.report, []).append(k)
    for told in reports.values():
        before[told[1:]], after[told[:-1]] = told[:-1], told[1:]
        place[told], size[told] = np.arange(len(told)), len(told)
    return before, after, place, size
