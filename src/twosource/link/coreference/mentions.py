"""What a pair scorer must know of one trigger: its words, its arguments, its sentence, where it stands in the report."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from twosource import encoder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from spacy.tokens import Span as Sentence
    from spacy.tokens import Token

    from twosource.annotate.parse import Parsed
    from twosource.records import Span

CONTENT = {"NOUN", "PROPN", "VERB", "ADJ", "NUM"}
_NEAR = 3  # steps in the dependency tree from the trigger to what counts as said of it

_DAYS = "monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow tonight"
_MONTHS = "january february march april may june july august september october november december"
_SHORT = "jan feb mar apr jun jul aug sept sep oct nov dec mon tue wed thu fri sat sun"
_PARTS = "morning afternoon evening night week weekend month year"
TIME_WORDS = frozenset(f"{_DAYS} {_MONTHS} {_SHORT} {_PARTS}".split())
_NOTHING: frozenset[str] = frozenset()


def _nowhere() -> NDArray[np.float32]:
    return np.zeros(encoder.WIDTH[encoder.HAPPENINGS], np.float32)


@dataclass(frozen=True, slots=True)
class TriggerMention:
    """One trigger in its sentence. Sets hold lower-case lemmas, the trigger's own left out.

    `order` is the sentence's place in the report (0 is the first); `near` are the content words close to the
    trigger in the tree, `names`, `words`, `numbers`, `times` those of the whole sentence; `vector` is the mean of the
    trigger's subtokens in the sentence, `pooled` the sentence's own.
    """

    report: str
    span: Span
    text: str
    lemma: str
    tag: str
    order: int
    near: frozenset[str] = _NOTHING
    words: frozenset[str] = _NOTHING
    names: frozenset[str] = _NOTHING
    numbers: frozenset[str] = _NOTHING
    times: frozenset[str] = _NOTHING
    negated: bool = False
    modal: bool = False
    vector: NDArray[np.float32] = field(default_factory=_nowhere)
    pooled: NDArray[np.float32] = field(default_factory=_nowhere)


def describe(parsed: Parsed, triggers: Sequence[Span]) -> list[TriggerMention]:
    """The mention behind each trigger span (code points of the report) of one parsed report, in order."""
    starts = np.array([s.start_char for s in parsed.sentences] or [0])
    at = [max(0, int(np.searchsorted(starts, start, side="right")) - 1) for start, _ in triggers]
    needed = sorted(set(at)) if parsed.sentences else []
    texts = [parsed.sentences[i].text for i in needed]
    read = dict(zip(needed, encoder.encode(texts, encoder.HAPPENINGS), strict=True))
    return [
        _mention(parsed, parsed.sentences[i] if i in read else None, i, span, read.get(i))
        for span, i in zip(triggers, at, strict=True)
    ]


def head_of(sentence: Sentence, span: Span) -> Token | None:
    """The token of the trigger that governs its others; None where the span covers no token."""
    inside = [t for t in sentence if t.idx < span[1] and t.idx + len(t) > span[0] and not t.is_space]
    return next((t for t in inside if t.head not in inside or t.head == t), inside[0] if inside else None)


def _mention(parsed: Parsed, sentence: Sentence | None, order: int, span: Span, read: encoder.Encoded | None) -> TriggerMention:
    text = parsed.report.text[span[0] : span[1]]
    head = head_of(sentence, span) if sentence is not None else None
    if sentence is None or head is None or read is None:
        return TriggerMention(parsed.report.id, span, text, text.lower(), "", order)
    others = [t for t in sentence if not (t.idx < span[1] and t.idx + len(t) > span[0]) and not t.is_space]
    content = [t for t in others if t.pos_ in CONTENT]
    near = _around(head)
    start = sentence.start_char
    around = [*head.children, *(head.head.children if head.dep_ in {"xcomp", "ccomp"} else ())]
    return TriggerMention(
        report=parsed.report.id,
        span=span,
        text=text,
        lemma=head.lemma_.lower(),
        tag=head.tag_,
        order=order,
        near=frozenset(lemma_of(t) for t in content if t.i in near),
        words=frozenset(lemma_of(t) for t in content if t.pos_ != "PROPN"),
        names=frozenset(lemma_of(t) for t in content if t.pos_ == "PROPN") - TIME_WORDS,
        numbers=frozenset(t.lower_ for t in others if t.like_num),
        times=frozenset(t.lower_ for t in others) & TIME_WORDS,
        negated=any(t.dep_ == "neg" for t in around),
        modal=any(t.tag_ == "MD" for t in around),
        vector=read.over(span[0] - start, span[1] - start),
        pooled=read.pooled,
    )


def lemma_of(token: Token) -> str:
    """The lemma as it is compared: lower case."""
    return token.lemma_.lower()


def _around(head: Token) -> set[int]:
    """Indices of the tokens within `_NEAR` steps of the head in the tree."""
    seen, edge = {head.i}, [head]
    for _ in range(_NEAR):
        edge = [n for t in edge for n in (*t.children, t.head) if n.i not in seen]
        seen.update(t.i for t in edge)
    return seen
