"""How alike texts are, as stories see it: two scores for each pair, from the pair alone.

`course`: words, lead and headline together: enough to join by itself, whenever the two appeared. `moment`: these and
names: what joins reports of the same days that tell different sides of one course of events.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from twosource.link.stories.fingerprint import Fingerprint, Sparse

    Matrix = NDArray[np.float32]
    Reals = NDArray[np.floating[Any]]

# Chosen on halves of 403 news reports, each half scored with what the other chose (docs/stories.md).
LEAD, WORDS, TITLE = 0.3, 0.4, 0.3
COURSE = 0.37  # least mean `course` of two groups that are one story
# Chosen on worlds of ours (training/worlds): two of their reports on one story have a `moment` near 1.
M_LEAD, M_WORDS, M_TITLE, M_NAMES = 0.75, 1.9, 0.38, 0.38
MOMENT = 0.58  # least mean `moment` of two groups of the same days, as a part of what it is within them
ALONE = 0.8  # the `moment` that a text is taken to have with others of its story until it is known
LINK = 0.6  # least `moment` of two texts that are looked at together
NEAR = 2  # days between the nearest reports of two groups "of the same days"
_FAR, _FAR_COST = 5.0, 0.05  # log-days over which time apart costs, and how much at most


@dataclass(frozen=True, slots=True)
class Days:
    """The first and last day on which a text appeared (ordinals), or None for both."""

    first: int | None = None
    last: int | None = None

    def apart(self, other: Days) -> int | None:
        """Days between the two, 0 where they overlap; None where either has no date."""
        if self.first is None or self.last is None or other.first is None or other.last is None:
            return None
        return max(0, self.first - other.last, other.first - self.last)

    def joined(self, day: int | None) -> Days:
        """With one more day."""
        if day is None:
            return self
        return Days(day if self.first is None else min(self.first, day), day if self.last is None else max(self.last, day))


def far_cost(apart: int | None) -> float:
    """What time apart takes off `course`: nothing within two days or without dates."""
    return _FAR_COST * min(1.0, float(np.log1p(max(0, apart - 2))) / _FAR) if apart else 0.0


def scores(it: Fingerprint, others: Sequence[Fingerprint], apart: Sequence[int | None]) -> list[tuple[float, float]]:
    """`course` and `moment` of a text with each of some others, so many days apart."""
    if not others:
        return []
    lead = (np.stack([o.lead for o in others]).astype(np.float32) @ it.lead.astype(np.float32)).astype(float)
    title = (np.stack([o.title for o in others]).astype(np.float32) @ it.title.astype(np.float32)).astype(float)
    words, names = np.array([(it.words.dot(o.words), it.names.dot(o.names)) for o in others]).T
    titled = np.array([bool(it.title.any() and o.title.any()) for o in others])
    course = _course(words, lead, title, titled) - np.array([far_cost(days) for days in apart])
    return list(zip(course.tolist(), _moment(words, lead, title, names).tolist(), strict=True))


def matrices(prints: Sequence[Fingerprint], days: Sequence[Days]) -> tuple[Matrix, Matrix]:
    """`course` and `moment` of every two of a few hundred texts; `moment` without the condition on days."""
    words = _gram([p.words for p in prints])
    names = _gram([p.names for p in prints])
    leads: Matrix = np.stack([p.lead for p in prints]).astype(np.float32)
    titles: Matrix = np.stack([p.title for p in prints]).astype(np.float32)
    has = (np.abs(titles).sum(axis=1) > 0).astype(np.float32)
    lead, title = leads @ leads.T, titles @ titles.T
    course = _course(words, lead, title, np.outer(has, has) > 0) - _costs(days)
    return course.astype(np.float32), _moment(words, lead, title, names).astype(np.float32)


def _course(words: Reals, lead: Reals, title: Reals, titled: NDArray[np.bool_]) -> Reals:
    return np.where(titled, LEAD * lead + WORDS * words + TITLE * title, (LEAD * lead + WORDS * words) / (LEAD + WORDS))


def _moment(words: Reals, lead: Reals, title: Reals, names: Reals) -> Reals:
    return M_LEAD * lead + M_WORDS * words + M_TITLE * title + M_NAMES * names


def _gram(vectors: Sequence[Sparse]) -> Matrix:
    """All dot products, over the words that two or more have."""
    ids = np.concatenate([v.ids for v in vectors])
    known, counts = np.unique(ids, return_counts=True)
    known = known[counts > 1]
    dense = np.zeros((len(vectors), len(known)), np.float32)
    for row, v in enumerate(vectors):
        at = np.searchsorted(known, v.ids)
        hit = at < len(known)
        hit[hit] = known[at[hit]] == v.ids[hit]
        dense[row, at[hit]] = v.weights[hit]
    gram = dense @ dense.T
    np.fill_diagonal(gram, 1.0)
    return gram


def _costs(days: Sequence[Days]) -> Matrix:
    known = np.array([d.first is not None and d.last is not None for d in days])
    first = np.array([d.first or 0 for d in days], np.float32)
    last = np.array([d.last or 0 for d in days], np.float32)
    apart = np.maximum(first[:, None] - last[None, :], first[None, :] - last[:, None])
    cost = _FAR_COST * np.minimum(1.0, np.log1p(np.maximum(0.0, apart - 2)) / _FAR)
    return np.where(np.outer(known, known), cost, 0.0).astype(np.float32)
