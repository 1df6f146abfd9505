"""Texts that hang together → stories: average linkage (Sokal and Michener 1958), first by course, then by moment.

By moment, two groups of the same days are measured against how alike the texts within each are (as in Karypis, Han and
Kumar 1999): what a broadsheet, a tabloid and a local paper make of one affair may share little, but it shares more than
they share with another affair of the same town.

Deterministic: the texts are taken in the order of their names, ties go to the first. Nothing depends on arrival.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from twosource.link.stories import likeness
from twosource.link.stories.likeness import ALONE, COURSE, MOMENT, NEAR

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from twosource.link.stories.fingerprint import Fingerprint
    from twosource.link.stories.likeness import Days, Matrix

    Groups = list[list[int]]


def cluster(prints: Sequence[Fingerprint], days: Sequence[Days]) -> Groups:
    """Groups of indexes into `prints`, which must stand in the order of their names."""
    if len(prints) == 1:
        return [[0]]
    course, moment = likeness.matrices(prints, days)
    groups = _link(course, [[i] for i in range(len(prints))], COURSE, lambda sums, sizes, _: _means(sums, sizes))
    np.fill_diagonal(moment, 0)
    return _link(moment, groups, MOMENT, lambda sums, sizes, groups: np.where(_near(groups, days), _relative(sums, sizes), -1))


def _link(scores: Matrix, groups: Groups, least: float, alike: Callable[[Matrix, Matrix, Groups], Matrix]) -> Groups:
    """Merge the two groups that are most alike until none are by `least`.

    `alike` is asked with the sum of the scores between every two groups, the groups' sizes, and the groups.
    """
    member = np.zeros((len(groups), len(scores)), np.float32)
    for row, group in enumerate(groups):
        member[row, group] = 1
    sums: Matrix = (member @ scores @ member.T).astype(np.float32)
    sizes: Matrix = member.sum(axis=1).astype(np.float32)
    while len(groups) > 1:
        found = alike(sums, sizes, groups)
        np.fill_diagonal(found, -1)
        i, j = sorted(divmod(int(found.argmax()), len(groups)))
        if found[i, j] < least:
            break
        groups = [*groups[:i], sorted(groups[i] + groups[j]), *groups[i + 1 : j], *groups[j + 1 :]]
        sums[i] += sums[j]
        sums[:, i] += sums[:, j]
        sizes[i] += sizes[j]
        sums, sizes = np.delete(np.delete(sums, j, 0), j, 1), np.delete(sizes, j)
    return groups


def _means(sums: Matrix, sizes: Matrix) -> Matrix:
    return (sums / np.outer(sizes, sizes)).astype(np.float32)


def _relative(sums: Matrix, sizes: Matrix) -> Matrix:
    """The mean score between every two groups, beside the mean within them, which one more pair of `ALONE` steadies."""
    within = (np.diag(sums) + 2 * ALONE) / (sizes * (sizes - 1) + 2)
    return (_means(sums, sizes) / np.sqrt(np.outer(within, within))).astype(np.float32)


def _near(groups: Groups, days: Sequence[Days]) -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
    """Which two groups lie within `NEAR` days of each other; a group without dates is near none."""
    first = np.array([min((d for i in g if (d := days[i].first) is not None), default=np.inf) for g in groups])
    last = np.array([max((d for i in g if (d := days[i].last) is not None), default=-np.inf) for g in groups])
    apart = np.maximum(first[:, None] - last[None, :], first[None, :] - last[:, None])
    return apart <= NEAR
