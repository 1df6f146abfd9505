"""PLOVER codes for pairs: (text, actor span, recipient span) → type, mode and status.

The type comes from a linear head (`training/plover`) over two readings of the pair: what stands between actor and
recipient in the parse (`coding_features`) and the shared encoder's vectors of the sentence, both spans and the
predicates. Mode and status come from rules on the same predicates (`coding_modes`, `coding_status`).

Fifteen types: those of PLOVER 2.0 with YIELD for its CONCEDE and RETREAT; RETREAT's modes tell it from CONCEDE,
which has none. docs/coding.md says what counts as what.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

from twosource.annotate.coding_features import features, governing, head_of
from twosource.annotate.coding_modes import mode_of
from twosource.annotate.coding_status import status_of
from twosource.annotate.parse import pipeline
from twosource.encoder import SUBJECTS, WIDTH, Encoded, encode
from twosource.read.characters import sound
from twosource.records import Coding

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray
    from spacy.tokens import Doc

    from twosource.records import Span

    Pair = tuple[str, Span | None, Span | None]

TYPES = (
    "ACCUSE",
    "AGREE",
    "AID",
    "ASSAULT",
    "COERCE",
    "CONSULT",
    "COOPERATE",
    "MOBILIZE",
    "PROTEST",
    "REJECT",
    "REQUEST",
    "SANCTION",
    "SUPPORT",
    "THREATEN",
    "YIELD",
)
MOST_CHARACTERS = 4_000  # a pair's text is a sentence or two: what lies beyond is not read


@dataclass(frozen=True, slots=True)
class Head:
    """The trained weights: a row of fifteen for each known feature, and a table for the vectors."""

    rows: dict[str, int]
    sparse: NDArray[np.float32]
    dense: NDArray[np.float32]
    mean: NDArray[np.float32]
    scale: NDArray[np.float32]
    bias: NDArray[np.float32]

    def scores(self, found: list[str], vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """The probability of each of `TYPES`."""
        known = [self.rows[f] for f in set(found) if f in self.rows]
        out = self.bias + ((vectors - self.mean) * self.scale) @ self.dense
        if known:
            out = out + self.sparse[known].sum(axis=0) / np.sqrt(len(known))
        out = np.exp(out - out.max())
        return out / out.sum()


def code_pairs(pairs: Iterable[Pair]) -> list[Coding]:
    """One `Coding` a pair, in order. Spans are `[start, end)` in code points of the text; either may be None.

    Every pair is given its likeliest type; `confidence` is that type's probability, so that a caller may abstain.
    """
    given = [(sound(text[:MOST_CHARACTERS]), actor, recipient) for text, actor, recipient in pairs]
    texts = list(dict.fromkeys(text for text, _, _ in given))
    docs = dict(zip(texts, pipeline().pipe(texts), strict=True))
    read = dict(zip(texts, encode(texts), strict=True))
    return [_code(docs[text], read[text], actor, recipient) for text, actor, recipient in given]


def code_parsed(doc: Doc, actor: Span, recipient: Span) -> Coding:
    """The `Coding` of a pair in a sentence that is parsed already."""
    return _code(doc, encode([doc.text])[0], actor, recipient)


def _code(doc: Doc, read: Encoded, actor: Span | None, recipient: Span | None) -> Coding:
    predicates = governing(head_of(doc, actor), head_of(doc, recipient))
    scores = head().scores(features(doc, actor, recipient), vectors_of(doc, read, actor, recipient))
    best = int(scores.argmax())
    kind = TYPES[best]
    return Coding(kind, mode_of(kind, predicates, doc), status_of(kind, predicates), confidence=round(float(scores[best]), 4))


def vectors_of(doc: Doc, read: Encoded, actor: Span | None, recipient: Span | None) -> NDArray[np.float32]:
    """The encoder's reading of a pair, laid end to end: sentence, actor, recipient, predicates, outermost predicate."""
    nothing = np.zeros(WIDTH[SUBJECTS], np.float32)
    spans = [read.over(*span) if span is not None else nothing for span in (actor, recipient)]
    deeds = [read.over(p.idx, p.idx + len(p)) for p in governing(head_of(doc, actor), head_of(doc, recipient))[:3]]
    inner = np.mean(deeds, axis=0) if deeds else nothing
    return np.concatenate([read.pooled, *spans, inner, deeds[0] if deeds else nothing]).astype(np.float32)


@cache
def head() -> Head:
    """The shipped weights, loaded once a process."""
    with files("twosource.data").joinpath("coding/head.npz").open("rb") as file, np.load(file) as kept:
        names = bytes(kept["features"]).decode("utf-8").split("\n")
        tables = {k: kept[k].astype(np.float32) for k in ("sparse", "dense", "mean", "scale", "bias")}
    return Head({name: i for i, name in enumerate(names)}, **tables)
