"""What stories are joined by: a report's telling words and names with weights, and two vectors. A pure function of it.

Weights come from a list that is the same everywhere (`link.rarity`), so that a fingerprint never changes when other
reports arrive. Only the beginning of a long report is read: what the story is about stands there.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from twosource import encoder
from twosource.link import rarity
from twosource.read.characters import CAPITAL

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from twosource.records import Report

_CHARACTERS = 12_000  # of a text that are read: about 2,000 words
_LEAD_WORDS, _LEAD_CHARACTERS = 60, 900
_TITLE, _LEAD = 3, 2  # a word of the title or lead counts so many times
_KEYS = 28  # a report's blocking keys: its words of most weight
_KEY_TOP = 0.45  # words commoner than this make no key

# A capital letter not at the start of a sentence, line or quotation; or an acronym anywhere.
_NAME = re.compile(rf"(?<![.!?\n“\"‘] )(?<![\n“\"])\b[{CAPITAL}][^\W_]+(?:['’\-][^\W_]+)*|\b[{CAPITAL}]{{2,}}\b")
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")


@dataclass(frozen=True, slots=True)
class Sparse:
    """A vector over hashed words: sorted ids and weights, of length one (or empty)."""

    ids: NDArray[np.uint64]
    weights: NDArray[np.float32]

    def dot(self, other: Sparse) -> float:
        """The cosine with another."""
        if not len(self.ids) or not len(other.ids):
            return 0.0
        at = np.searchsorted(self.ids, other.ids)
        at[at == len(self.ids)] = 0
        hit = self.ids[at] == other.ids
        return float(self.weights[at[hit]] @ other.weights[hit])


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """A text's words, names, vectors of title and lead (unit length, or zeros), and blocking keys.

    `text` names the title and text by content: reports with the same are one text for the stories.
    """

    text: str
    words: Sparse
    names: Sparse
    title: NDArray[np.float16]
    lead: NDArray[np.float16]
    keys: tuple[tuple[int, float], ...]  # hashed word, its weight in `words`


def text_of(report: Report) -> str:
    """The name by content of a report's title and text."""
    whole = f"{report.title or ''}\0{report.text}"
    return hashlib.blake2b(whole.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def day_of(report: Report) -> int | None:
    """The day of publication as an ordinal, None where there is none."""
    m = _DAY.match(report.published or "")
    try:
        return date(int(m[1]), int(m[2]), int(m[3])).toordinal() if m else None
    except ValueError:
        return None


def fingerprints(reports: Sequence[Report]) -> list[Fingerprint]:
    """Each report's fingerprint, in order."""
    titles = encoder.sentence_vectors([r.title or "" for r in reports]).astype(np.float16)
    leads = encoder.sentence_vectors([f"{r.title or ''}. {r.text[:_LEAD_CHARACTERS]}" for r in reports]).astype(np.float16)
    return [of_parts(r, titles[i], leads[i]) for i, r in enumerate(reports)]


def fingerprint(report: Report) -> Fingerprint:
    """One report's fingerprint."""
    return fingerprints([report])[0]


def of_parts(report: Report, title: NDArray[np.float16], lead: NDArray[np.float16]) -> Fingerprint:
    """A fingerprint from a report and its two vectors (unit length)."""
    text, headline = report.text[:_CHARACTERS], report.title or ""
    counts: Counter[str] = Counter()
    for word in _plain(headline):
        counts[word] += _TITLE
    for i, word in enumerate(_plain(text)):
        counts[word] += _LEAD if i < _LEAD_WORDS else 1
    weights = {w: (1 + np.log(n)) * rarity.weight(w) for w, n in counts.items()}
    return Fingerprint(text_of(report), _sparse(weights), _sparse(_names(headline, text)), title, lead, _keys(weights))


def _plain(text: str) -> list[str]:
    return [rarity.plain(m) or m for m in rarity.WORD.findall(text)]


def _names(title: str, text: str) -> dict[str, float]:
    """Words that are written as names; those of the title count more, if the text has them too (titles capitalise)."""
    counts = Counter(rarity.plain(m) for m in _NAME.findall(text))
    for m in _NAME.findall(" " + title):
        if (name := rarity.plain(m)) in counts:
            counts[name] += 2
    return {w: (1 + float(np.log(n))) * rarity.weight(w) for w, n in counts.items()}


def _sparse(weights: Mapping[str, float]) -> Sparse:
    pairs = sorted((hashed(w), x) for w, x in weights.items() if x > 0)
    values = np.array([x for _, x in pairs], np.float32)
    length = float(np.linalg.norm(values))
    return Sparse(np.array([i for i, _ in pairs], np.uint64), values / length if length else values)


def _keys(weights: Mapping[str, float]) -> tuple[tuple[int, float], ...]:
    length = float(np.sqrt(sum(x * x for x in weights.values()))) or 1.0
    telling = sorted(((-x, w) for w, x in weights.items() if rarity.weight(w) >= _KEY_TOP))
    return tuple((hashed(w), round(-x / length, 4)) for x, w in telling[:_KEYS])


def hashed(word: str) -> int:
    """A word's id: the same on every machine."""
    return int.from_bytes(hashlib.blake2b(word.encode("utf-8", "replace"), digest_size=8).digest(), "big")
