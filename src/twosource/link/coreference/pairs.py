"""Do two triggers name the same happening? Features of the pair, each with its name in plain words."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, cast

import numpy as np

from twosource import encoder
from twosource.link.rarity import plain, weight

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from twosource.link.coreference.documents import Documents
    from twosource.link.coreference.mentions import TriggerMention

FEATURES = (
    "sense of the triggers",
    "sense of the sentences",
    "same lemma",
    "same beginning of the lemma",
    "same words",
    "rarity of the words",
    "both verbs",
    "both nouns",
    "words of the reports",
    "names of the reports",
    "same report",
    "words near the trigger",
    "words near the trigger apart",
    "words of the sentences",
    "names of the sentences",
    "names of the sentences apart",
    "numbers shared",
    "numbers apart",
    "times shared",
    "times apart",
    "same sentence",
    "earlier sentence",
    "later sentence",
    "negation differs",
    "modality differs",
    "trigger stands beside the other",
)


def features(
    mentions: Sequence[TriggerMention], pairs: NDArray[np.intp], documents: Documents, of: NDArray[np.intp]
) -> NDArray[np.float32]:
    """A row of `FEATURES` for each pair (m, 2) of indices into the mentions; `of` gives each mention's report."""
    a, b = pairs[:, 0], pairs[:, 1]
    sense, whole = (
        encoder.unit(np.array(it, np.float32).reshape(-1, encoder.WIDTH[encoder.HAPPENINGS]))
        for it in ([m.vector for m in mentions], [m.pooled for m in mentions])
    )
    rare = np.array([max(map(_rarity, m.text.split()), default=0.0) for m in mentions], np.float32)
    verb = np.array([m.tag.startswith("V") for m in mentions], bool)
    noun = np.array([m.tag.startswith("N") for m in mentions], bool)
    sides = cast("list[list[int]]", pairs.tolist())
    rows = np.array([_overlaps(mentions[i], mentions[j]) for i, j in sides], np.float32).reshape(len(pairs), len(_OVERLAPS))
    order = np.array([min(m.order, 20) for m in mentions], np.intp)
    same = of[a] == of[b]
    columns = {name: rows[:, i] for i, name in enumerate(_OVERLAPS)} | {
        "sense of the triggers": (sense[a] * sense[b]).sum(axis=1),
        "sense of the sentences": (whole[a] * whole[b]).sum(axis=1),
        "rarity of the words": np.minimum(rare[a], rare[b]),
        "both verbs": verb[a] & verb[b],
        "both nouns": noun[a] & noun[b],
        "words of the reports": documents.words[of[a], of[b]],
        "names of the reports": documents.names[of[a], of[b]],
        "same report": same,
        "same sentence": same & (order[a] == order[b]),
        "earlier sentence": np.minimum(order[a], order[b]),
        "later sentence": np.maximum(order[a], order[b]),
    }
    return np.stack([columns[name] for name in FEATURES], 1).astype(np.float32)


_OVERLAPS = (
    "same lemma",
    "same beginning of the lemma",
    "same words",
    "words near the trigger",
    "words near the trigger apart",
    "words of the sentences",
    "names of the sentences",
    "names of the sentences apart",
    "numbers shared",
    "numbers apart",
    "times shared",
    "times apart",
    "negation differs",
    "modality differs",
    "trigger stands beside the other",
)


def _overlaps(a: TriggerMention, b: TriggerMention) -> tuple[float, ...]:
    near, near_apart = _shared(a.near, b.near)
    words, _ = _shared(a.words, b.words)
    names, names_apart = _shared(a.names, b.names)
    numbers, times = len(a.numbers & b.numbers), len(a.times & b.times)
    return (
        a.lemma == b.lemma,
        _beginning(a.lemma, b.lemma),
        a.text.lower() == b.text.lower(),
        near,
        near_apart,
        words,
        names,
        names_apart,
        numbers,
        bool(a.numbers and b.numbers and not numbers),
        times,
        bool(a.times and b.times and not times),
        a.negated != b.negated,
        a.modal != b.modal,
        (a.lemma in b.words) + (b.lemma in a.words),
    )


def _shared(a: frozenset[str], b: frozenset[str]) -> tuple[float, float]:
    """Rarity of the words in both, as a share of that of the smaller set; and of all that only one of them has."""
    both = sum(map(_rarity, a & b))
    one, other = _total(a), _total(b)
    least = min(one, other)
    return (both / least if least else 0.0), one + other - 2 * both


@lru_cache(maxsize=200_000)
def _rarity(word: str) -> float:
    return weight(plain(word))


@lru_cache(maxsize=50_000)
def _total(words: frozenset[str]) -> float:
    return sum(map(_rarity, words))


def _beginning(a: str, b: str) -> float:
    """The length of the common beginning, as a share of the longer word ("acquire", "acquisition": 0.45)."""
    same = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return same / max(len(a), len(b), 1)
