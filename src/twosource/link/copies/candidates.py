"""Which pairs of reports are worth aligning: those that share rare runs of words, or sentences with the same rare words.

An inverted index over a fixed-size sample of each report's shingles (the smallest by hash: winnowing after Broder 1997),
so that the work a report makes does not depend on its length, nor on how many reports look like it.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from twosource.link import rarity
from twosource.link.copies.align import SEED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from twosource.link.copies.words import Words

_SAMPLE = 96  # shingles kept of a report
_POSTING = 96  # reports kept under one shingle: earlier ones, as `find` gives them in order of time
_MOST = 16  # candidates a report
_RARE = 0.55  # words this rare make a sentence's key


def candidates(texts: Sequence[Words]) -> Iterator[tuple[int, int]]:
    """Pairs (earlier, later) of indexes into `texts`, each once; at most `_MOST` for each later text."""
    postings: defaultdict[int, list[int]] = defaultdict(list)
    for later, words in enumerate(texts):
        keys = keys_of(words)
        seen: Counter[int] = Counter()
        for key in keys:
            for earlier in postings[key]:
                seen[earlier] += 1
        ranked = sorted(((n, -i) for i, n in seen.items() if n >= 2), reverse=True)
        yield from sorted((-i, later) for _, i in ranked[:_MOST])
        for key in keys:
            if len(postings[key]) < _POSTING:
                postings[key].append(later)


def keys_of(words: Words) -> list[int]:
    """The blocking keys of a report: sampled shingles of unquoted words, and pairs of the rarest words of each sentence."""
    own = [w for w, quoted in zip(words.plain, words.quoted, strict=True) if not quoted]
    shingles = {_hash(" ".join(own[i : i + SEED])) for i in range(len(own) - SEED + 1)}
    return sorted(shingles)[:_SAMPLE] + sorted(set(_word_pairs(words)))[:_SAMPLE]


def _word_pairs(words: Words) -> Iterator[int]:
    for s in words.sentences:
        rare = sorted(
            {w for w in words.plain[s.first : s.last] if rarity.weight(w) >= _RARE}, key=lambda w: (-rarity.weight(w), w)
        )[:4]
        for i, a in enumerate(rare):
            for b in rare[:i]:
                yield _hash("+".join(sorted((a, b))))


def _hash(key: str) -> int:
    return int.from_bytes(hashlib.blake2b(key.encode("utf-8", "replace"), digest_size=8).digest(), "big")
