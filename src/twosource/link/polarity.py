"""Does a clause deny the happening it is about? ("No baton was drawn", "the column was welcomed with flowers").

A logistic score over its words, their pairs, the words beside it in its sentence, and whether the clause is negated or
its source denies it. Trained on marked sketches by `training/sketches/polarity.py`. Denials by other words alone are
often missed: of ten denials, the score finds three to four surely; `weigh` goes by the likelihood too.
"""

from __future__ import annotations

import math
import re
from itertools import pairwise
from typing import TYPE_CHECKING

from twosource.link import wordscore

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from twosource.records import Annotation, EventMention, Polarity, Statement

DENIES = 0.5  # likelihood from which a statement is held to deny
_WORDS = "polarity.json"
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_BESIDE = 6  # words of the sentence looked at before and after the clause
_SHORT = 5  # words: a clause with fewer


def of(annotation: Annotation, event: EventMention) -> Polarity:
    """Whether an event mention's clause denies: its source does ("denied that …"), or its words are likely enough to."""
    denied = source_denies(annotation, event) or likelihood(annotation, event) >= DENIES
    return "denies" if denied else "asserts"


def likelihood(annotation: Annotation, event: EventMention) -> float:
    """How likely an event mention's clause denies that it happened (0 to 1)."""
    return 1 / (1 + math.exp(-wordscore.log_odds(_WORDS, words(annotation, event))))


def likelihoods(statements: Sequence[Statement], annotations: Mapping[str, Annotation]) -> dict[str, float]:
    """Statement id → how likely its clause denies, for those that rest on a mention."""
    return {
        s.id: likelihood(annotations[s.report], annotations[s.report].events[s.mention]) for s in statements if s.mention >= 0
    }


def words(annotation: Annotation, event: EventMention) -> frozenset[str]:
    """What a mention is judged by: words and pairs of its clause, `b:` before it, `a:` after it, marks in angle brackets."""
    text = annotation.report.text
    around = annotation.sentence(event.start, event.end)
    own, before, after = (
        _WORD.findall(text[a:b].casefold().replace("’", "'"))
        for a, b in ((event.start, event.end), (around[0], event.start), (event.end, around[1]))
    )
    marks = {
        "<negated>": event.status == "negated",
        "<source denies>": source_denies(annotation, event),
        "<short>": len(own) < _SHORT,
    }
    return frozenset(
        {
            *own,
            *(f"{a} {b}" for a, b in pairwise(own)),
            *(f"b:{word}" for word in before[-_BESIDE:]),
            *(f"a:{word}" for word in after[:_BESIDE]),
            *(mark for mark, there in marks.items() if there),
        }
    )


def source_denies(annotation: Annotation, event: EventMention) -> bool:
    """Whether the words for an event mention's source deny it ("denied that …")."""
    return event.attribution is not None and annotation.attributions[event.attribution].denies
