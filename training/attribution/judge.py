"""What a judge of candidates reads: named features of the parse, and the lemmas of cue, source and content.

Weights made by `train.py` are read by `load`; they are an experiment and no part of the package (README.md).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np

from twosource.annotate.attribution.cues import cues
from twosource.annotate.entities.words import group_head, organisation_head, person_head

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from twosource.annotate.attribution.candidate import Candidate

_FLAGS = ("loose", "quoted", "modal", "bare", "negated", "modifier", "mental", "generic", "sourced", "nested", "relayed")
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_MARKS = frozenset('"“”«»„‘')
_SPEAKING = frozenset({"PERSON", "ORG", "NORP", "GPE"})


def features(doc: Doc, candidate: Candidate) -> list[str]:
    """The named features of a candidate that has been described (`decide.describe`)."""
    head = doc[candidate.head]
    out = [name for name in _FLAGS if candidate.features.get(name)]
    out += [f"frame={candidate.frame}", f"tag={head.tag_}", f"dep={head.dep_}"]
    out += _classes(candidate.lemma)
    out += [f"voice={kind}" for kind in _voice(doc, candidate)]
    out += [f"content={kind}" for kind in _content(doc, candidate)]
    loose = "loose " if candidate.features.get("loose") else ""
    return out + [f"{loose}{candidate.frame}&{x}" for x in out if x.startswith(("voice", "content", "in "))]


def words(doc: Doc, candidate: Candidate) -> tuple[str, str, str]:
    """The lemmas of cue, source and content whose vectors the model reads ("" for none)."""
    voice = doc[candidate.source_head].lemma_.lower() if candidate.source_head is not None else ""
    noun = ""
    if candidate.frame == "light":
        noun = next((t.lemma_.lower() for t in doc[candidate.head + 1 : candidate.cue[1]] if t.pos_ == "NOUN"), "")
    elif candidate.frame == "adjective":
        noun = doc[candidate.cue[1] - 1].lemma_.lower()
    what = _content_head(doc, candidate)
    return noun or candidate.lemma, voice, what.lemma_.lower() if what is not None else ""


def _classes(lemma: str) -> list[str]:
    lexicon = cues()
    lists = {
        "clause": lexicon.clause,
        "quote": lexicon.quote,
        "object": lexicon.object,
        "infinitive": lexicon.infinitive,
        "mental": lexicon.mental,
        "noun": lexicon.noun_clause | lexicon.noun_preposition,
    }
    return [f"in {name}" for name, words in lists.items() if lemma in words] or ["in none"]


def _voice(doc: Doc, candidate: Candidate) -> list[str]:  # noqa: C901 (one feature after another)
    if candidate.source_head is None:
        return ["none"]
    head = doc[candidate.source_head]
    out = [head.pos_]
    if head.pos_ == "PRON":
        out.append(head.lower_)
    if head.tag_ in {"NNS", "NNPS"}:
        out.append("plural")
    if head.ent_type_:
        out.append(head.ent_type_)
    if person_head(doc, head.i) or group_head(doc, head.i):
        out.append("person")
    elif organisation_head(doc, head.i):
        out.append("organisation")
    elif head.lemma_.lower() in cues().speaking:
        out.append("document")
    elif head.pos_ == "NOUN":
        out.append("thing")
    if head.ent_type_ in _SPEAKING or out[-1] in {"person", "organisation"}:
        out.append("speaks")
    if head.i > candidate.head:
        out.append("after")
    return out


def _content_head(doc: Doc, candidate: Candidate) -> Token | None:
    start, end = candidate.content[-1]
    span = doc.char_span(start, end, alignment_mode="expand")
    return span.root if span is not None else None


def _content(doc: Doc, candidate: Candidate) -> list[str]:
    start, end = candidate.content[-1]
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None:
        return ["none"]
    root, first = span.root, span[0]
    out = [root.pos_, f"dep {root.dep_}", f"length {min(5, len(span) // 4)}"]
    if first.tag_ in {"DT", "PRP$", "PRP", "IN", "TO", "WP", "WRB", "WDT", "CD", "VBG"}:
        out.append(f"first {first.tag_}")
    if any(t.tag_ in _FINITE for t in span):
        out.append("finite")
    if root.ent_type_:
        out.append(root.ent_type_)
    if any(t.text in _MARKS for t in span):
        out.append("marks")
    if root.pos_ == "NOUN":
        out.append("person" if person_head(doc, root.i) else "noun")
    return out


@dataclass(frozen=True, slots=True)
class Model:
    """Weights of the named features, of the three words' vectors, and the table of vectors."""

    index: dict[str, int]
    weights: np.ndarray
    bias: float
    table: dict[str, int]
    vectors: np.ndarray
    towards: np.ndarray

    def score(self, names: list[str], lemmas: tuple[str, str, str]) -> float:
        """The log-odds that a candidate is an attribution."""
        total = self.bias + sum(float(self.weights[i]) for name in names if (i := self.index.get(name)) is not None)
        for place, lemma in enumerate(lemmas):
            row = self.table.get(lemma)
            if row is not None:
                total += float(self.vectors[row] @ self.towards[place])
        return total


def load(content: bytes) -> Model:
    """A model from the bytes of its file."""
    with np.load(BytesIO(content), allow_pickle=False) as data:
        head = json.loads(str(data["names"]))
        scale = data["scale"].astype(np.float32)
        return Model(
            index={name: i for i, name in enumerate(head["features"])},
            weights=data["weights"],
            bias=float(data["bias"]),
            table={word: i for i, word in enumerate(head["words"])},
            vectors=data["vectors"].astype(np.float32) * scale,
            towards=data["towards"],
        )
