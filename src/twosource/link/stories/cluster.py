"""Texts that hang together → stories: average linkage (Sokal and Michener 1958), first by course, then by moment.

Deterministic: the texts are taken in the order of their names, ties go to the first. Nothing depends on arrival.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from twosource.link.stories import likeness
from twosource.link.stories.likeness import COURSE, MOMENT, NEAR, Days

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twosource.link.stories.fingerprint import Fingerprint
    from twosource.link.stories.likeness import Matrix


def cluster(prints: Sequence[Fingerprint], days: Sequence[Days]) -> list[list[int]]:
    """Groups of indexes into `prints`, which must stand in the order of their names."""
    if len(prints) == 1:
        return [[0]]
    course, moment = likeness.matrices(prints, days)
    groups = _link(course, [[i] for i in range(len(prints))], COURSE, None)
    return _link(moment, groups, MOMENT, days)


def _link(scores: Matrix, groups: list[list[int]], least: float, days: Sequence[Days] | None) -> list[list[int]]:
    """Merge the two groups of the highest mean score until none reaches `least` (given `days`: among near ones only)."""
    sizes = np.array([len(g) for g in groups], np.float32)
    member = np.zeros((len(groups), len(scores)), np.float32)
    for row, group in enumerate(groups):
        member[row, group] = 1
    sums = member @ scores @ member.T
    spans = [_span(g, days) for g in groups] if days else []
    means = sums / np.outer(sizes, sizes)
    np.fill_diagonal(means, -1)
    while len(groups) > 1:
        allowed = np.where(_near(spans), means, -1) if spans else means
        i, j = divmod(int(allowed.argmax()), len(means))
        if allowed[i, j] < least:
            break
        i, j = min(i, j), max(i, j)
        groups[i] = sorted(groups[i] + groups[j])
        groups[j] = []
        sums[i] += sums[j]
        sums[:, i] += sums[:, j]
        sizes[i] += sizes[j]
        means[i] = sums[i] / (sizes[i] * np.maximum(sizes, 1))
        means[:, i] = means[i]
        means[[j]], means[:, [j]] = -1, -1
        means[i, i] = -1
        gone = [k for k, g in enumerate(groups) if not g]
        means[gone], means[:, gone] = -1, -1
        if spans:
            spans[i] = _span(groups[i], days or ())
            spans[j] = Days()
    return [g for g in groups if g]


def _span(group: Sequence[int], days: Sequence[Days]) -> Days:
    span = Days()
    for i in group:
        span = span.joined(days[i].first).joined(days[i].last)
    return span


def _near(spans: Sequence[Days]) -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
    """Which two spans lie within `NEAR` days of each other; a span without dates is near none."""
    missing = 10**8
    first = np.array([s.first if s.first is not None else missing * (k + 1) for k, s in enumerate(spans)])
    last = np.array([s.last if s.last is not None else missing * (k + 1) for k, s in enumerate(spans)])
    apart = np.maximum(first[:, None] - last[None, :], first[None, :] - last[:, None])
    return apart <= NEAR
