"""What a parse hangs into a content although it goes on with the cue: "says he respects her *and calls her able*".

A later act of speech in a sentence is as a rule the voice's own, or another voice's beside it. The parser ties it
to the nearer verb, which is the one that is said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from twosource.annotate.attribution import spans

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from twosource.annotate.attribution.cues import Cues

# Verbs whose participle after a comma tells how the cue went on: "..., noting that", "..., calling it".
_GOING_ON = frozenset(
    """add note argue say claim cite call warn insist tell explain point describe accuse suggest urge quip joke vow promise
    predict declare assert complain stress emphasize emphasise citing quote recall acknowledge admit concede conclude maintain
    denounce criticize criticise blame praise question deny reject blast slam dismiss label dub write tweet""".split()
)
_MARKS = frozenset("\"“”''``«»")
_BESIDE = frozenset({"while", "although", "though", "whereas", "as", "after", "before", "when"})
_HELD = frozenset({"ccomp", "xcomp", "dobj", "prep"})
_COMPLEMENTS = frozenset({"ccomp", "xcomp", "oprd", "dobj"})


def shed(doc: Doc, verb: Token, tokens: set[int], lexicon: Cues) -> set[int]:
    """The tokens of a content without the later cues that are not said but say."""
    out = set(tokens)
    for i in sorted(tokens):
        if i in out and i > verb.i and (kind := _kind(doc, doc[i], verb, lexicon)):
            out -= spans.subtree(doc[i])
            if kind == "conj":
                out -= {c.i for c in doc[i].head.children if c.dep_ == "cc" and c.i < i and c.i > doc[i].head.i}
    return out if any(doc[i].is_alpha for i in out) else tokens


def voice(verb: Token, lexicon: Cues) -> Token | None:
    """The voice of the cue that this one goes on with, or None where it goes on with none."""
    outer = next((a for a in verb.ancestors if lexicon.lemma(a) in lexicon.verbs and _says(a, verb)), None)
    if outer is None or _kind(verb.doc, verb, outer, lexicon) not in {"conj", "participle"}:
        return None
    return spans.subject(outer)


def _says(outer: Token, inner: Token) -> bool:
    """Tell whether the inner verb hangs in the clause that the outer one governs."""
    return outer.i < inner.i and any(c.dep_ in _HELD and c.left_edge.i <= inner.i <= c.right_edge.i for c in outer.children)


def _kind(doc: Doc, token: Token, outer: Token, lexicon: Cues) -> str:
    """How a verb in a content stands outside it: participle, conj, beside; "" where it does not."""
    if token.tag_ not in {"VBG", "VBD", "VBZ", "VBP"} or _quoted(doc, outer.i, token.i):
        return ""
    before = doc[token.left_edge.i - 1].text
    lemma = lexicon.lemma(token)
    if token.tag_ == "VBG" and token.dep_ == "advcl":
        return "participle" if before == "," and lemma in _GOING_ON and token.left_edge.i >= token.i - 1 else ""
    own = next((c for c in token.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    if token.dep_ == "conj" and own is None:
        whole = lemma in _GOING_ON and token.tag_ == outer.tag_ and any(c.dep_ in _COMPLEMENTS for c in token.children)
        return "conj" if whole and token.head.dep_ in {"ccomp", "conj"} else ""
    if own is None or lemma not in _GOING_ON or not any(c.dep_ == "ccomp" for c in token.children) or own.i > token.i:
        return ""
    mark = next((c.lower_ for c in token.children if c.dep_ in {"mark", "advmod"} and c.i < own.i), "")
    if token.dep_ == "advcl" and mark in _BESIDE and token.i > token.head.i:
        return "beside"
    return "conj" if token.dep_ == "conj" and before in {"and", "but", ",", ";"} and own.pos_ != "PRON" else ""


def _quoted(doc: Doc, start: int, end: int) -> bool:
    """Tell whether a quotation is open between the two tokens."""
    return sum(t.text in _MARKS for t in doc[start:end]) % 2 == 1
