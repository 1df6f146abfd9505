"""How alike reports are: the ground on which two triggers of different reports are compared at all."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from twosource.link.coreference.mentions import CONTENT, lemma_of
from twosource.link.rarity import plain, weight

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from twosource.annotate.parse import Parsed


@dataclass(frozen=True, slots=True)
class Bags:
    """A report's lower-case lemmas, with repeats: its content words, and of them its names and numbers."""

    words: tuple[str, ...]
    names: tuple[str, ...]


def bags(parsed: Parsed) -> Bags:
    """The bags of one parsed report."""
    words = [t for t in parsed.doc if t.pos_ in CONTENT]
    return Bags(
        words=tuple(lemma_of(t) for t in words),
        names=tuple(lemma_of(t) for t in words if t.pos_ in {"PROPN", "NUM"}),
    )


class Documents:
    """How alike every two reports are (n, n): cosine of all content words, and of names and numbers alone.

    A word weighs by its rarity in English, squared, not by its rarity among the reports: so the figure of two reports
    never changes when a third arrives.
    """

    def __init__(self, reports: Sequence[Bags]) -> None:
        """One row for each report, in order."""
        self.words = _cosines([it.words for it in reports])
        self.names = _cosines([it.names for it in reports])


def _cosines(reports: Sequence[tuple[str, ...]]) -> NDArray[np.float32]:
    """Cosine of every two bags; only words that two of them share cost anything."""
    postings: dict[str, list[tuple[int, float]]] = {}
    lengths = np.zeros(len(reports))
    for i, bag in enumerate(reports):
        for word, count in Counter(map(plain, bag)).items():
            value = (1 + math.log(count)) * weight(word) ** 2
            lengths[i] += value * value
            postings.setdefault(word, []).append((i, value))
    total = np.zeros((len(reports), len(reports)), np.float32)
    for found in postings.values():
        if len(found) > 1:
            at = np.array([i for i, _ in found])
            values = np.array([v for _, v in found], np.float32)
            total[np.ix_(at, at)] += np.outer(values, values)
    scale = np.sqrt(np.maximum(lengths, 1e-9))
    total /= np.outer(scale, scale).astype(np.float32)
    np.fill_diagonal(total, 1)
    return total
