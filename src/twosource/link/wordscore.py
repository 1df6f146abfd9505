"""A logistic score over words: what the words of a passage say for or against something, each by its weight.

Weights stand in a file of `data`: word → weight, and the bias under the empty word.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet


def log_odds(name: str, words: AbstractSet[str]) -> float:
    """The log-odds by the words' weights in the file of that name."""
    weights = _weights(name)
    return weights[""] + sum(weights.get(word, 0.0) for word in sorted(words))


@cache
def _weights(name: str) -> dict[str, float]:
    return json.loads((files("twosource.data") / name).read_text(encoding="utf-8"))
