"""Which candidates are attributions: named features, and a decision that reads nothing but them."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from twosource.annotate.attribution.candidate import Candidate
    from twosource.annotate.attribution.quotes import Quote


def describe(doc: Doc, found: list[Candidate], marked: tuple[Quote, ...]) -> None:
    """Set the features of every candidate."""
    starts = [q.start for q in marked]
    for candidate in found:
        head = doc[candidate.head]
        n = bisect_right(starts, head.idx) - 1
        candidate.features["quoted"] = float(n >= 0 and head.idx < marked[n].end)
        candidate.features["sourced"] = float(candidate.source is not None)


def accept(candidate: Candidate) -> bool:
    """Is it an attribution?"""
    f = candidate.features
    if f["quoted"]:
        return False
    return bool(f["sourced"]) or candidate.frame in {"passive", "according", "adverb"}
