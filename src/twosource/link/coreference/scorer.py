"""How likely it is that two triggers name the same happening.

Boosted trees over the features of `pairs`, among them how near the shared encoder puts the two triggers and their
sentences; then a second look by other trees, in the light of what the first found (`twosource.link.second`). Trained by
`training/encoder/pairs.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from twosource.link import trees
from twosource.link.coreference.pairs import features
from twosource.link.second import again, around, order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from twosource.link.coreference.documents import Documents
    from twosource.link.coreference.mentions import TriggerMention
    from twosource.records import Span

_FIRST, _SECOND = "coreference-first.npz", "coreference.npz"
_WHOLE = 4_000  # triggers: up to here they get a second look, whose work grows with the square


def score_pairs(
    mentions: Sequence[TriggerMention], pairs: NDArray[np.intp], documents: Documents, of: NDArray[np.intp]
) -> NDArray[np.float64]:
    """The probability (m) that each pair (m, 2) of mentions names one happening. `of`: each mention's row in `documents`."""
    if not len(pairs):
        return np.zeros(0)
    rows = features(mentions, pairs, documents, of)
    first = trees.load(_FIRST).likelihood(rows)
    if len(mentions) > _WHOLE:
        return first
    table = wider([(m.report, m.span) for m in mentions], pairs, rows, first)
    return again(_SECOND, table, first, np.ones(len(rows), bool))[0]


def wider(
    spots: Sequence[tuple[str, Span]], pairs: NDArray[np.intp], rows: NDArray[np.float32], first: NDArray[np.float64]
) -> NDArray[np.float32]:
    """The features of the second look (`FEATURES` and `AROUND`), from those of the first and what it found.

    `spots`: each trigger's report and span.
    """
    stands = order(spots)
    return np.concatenate([rows, around(stands, pairs[:, 0], pairs[:, 1], first.astype(np.float32))], axis=1)


def threshold() -> float:
    """The mean score at which two clusters of triggers are held to be one happening."""
    return trees.load(_SECOND).threshold
