"""How telling a word is: a weight from a list of English words by how common they are, the same on every desk.

The list is the word-piece vocabulary of our encoder's tokeniser (BERT uncased; Apache-2.0), whose whole words stand
in order of how often they occur in a large general text. A weight that came from the reports themselves would change
with each report that arrives, and with it every score that was given before; this one never does.
"""

from __future__ import annotations

import json
import math
import re
from functools import cache
from typing import cast

from twosource import encoder

WORD = re.compile(r"[^\W_]+(?:['’.\-][^\W_]+)*")  # one word: letters and digits, with inner marks ("p.m", "Jean-Paul", "51.8")

_FIRST = 1995  # the vocabulary's entries before this are marks and single characters
_UNKNOWN = 45_000  # the rank of a word that is not in the list: rarer than all that are
_FLAT = 12  # the few commonest words differ little


def plain(word: str) -> str:
    """A word as it is compared: case folded, without possessive, dots or the plural's s."""
    word = word.casefold().replace("’", "'").removesuffix("'s").replace(".", "").strip("'-")
    return word[:-1] if len(word) > 4 and word[-1] == "s" and word[-2] not in "su" else word


@cache
def weight(word: str) -> float:
    """How telling a plain word is: 0 for the commonest, 1 for one that no general list holds, logarithmic between."""
    ranks = _ranks()
    rank = min(ranks.get(word, _UNKNOWN), ranks.get(word + "s", _UNKNOWN))
    return math.log((_FLAT + rank) / _FLAT) / math.log((_FLAT + _UNKNOWN) / _FLAT)


@cache
def _ranks() -> dict[str, int]:
    vocabulary = cast("dict[str, int]", json.loads(encoder.read("tokenizer.json"))["model"]["vocab"])
    return {word: place - _FIRST for word, place in vocabulary.items() if place > _FIRST and not word.startswith("##")}
