"""Stretches of tokens for sources, cues and contents, read off the parse."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc, Token

    from twosource.annotate.attribution.candidate import Tokens
    from twosource.annotate.attribution.cues import Cues
    from twosource.records import Span

_SUBJECT = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
_AUXILIARY = frozenset({"aux", "auxpass", "neg"})
_MARKS = frozenset("\"'“”„‟«»‹›‘’`\x93\x94\x91\x92")
_DASHES = frozenset({"--", "—", "–", "-"})
# Adverbs that belong to the clause rather than to the cue ("Tuesday", "however").
_LOOSE = frozenset(
    {"however", "meanwhile", "instead", "then", "today", "yesterday", "tonight", "thus", "therefore", "nevertheless"}
)


def subject(verb: Token) -> Token | None:
    """The head of a verb's subject: its own, or the one it shares or is controlled by; None for none."""
    seen = verb
    for _ in range(8):
        own = next((c for c in seen.children if c.dep_ in {"nsubj", "nsubjpass", "csubj"}), None)
        if own is not None:
            return own
        if seen.dep_ == "relcl":
            return None
        if seen.dep_ == "acl":
            beyond = _verb_beyond(seen)
            if beyond is None:
                return seen.head
            seen = beyond
            continue
        if seen.dep_ not in {"conj", "xcomp", "advcl", "dep", "pcomp", "ccomp", "parataxis", "prep"} or seen.head.i == seen.i:
            return None
        if seen.dep_ == "xcomp":
            # "urged Iran to stop": the one who would stop is the object.
            patient = next((c for c in seen.head.children if c.dep_ == "dobj" and c.i < seen.i), None)
            if patient is not None:
                return patient
        seen = seen.head
    return None


def _verb_beyond(participle: Token) -> Token | None:
    """The verb whose subject speaks, where a comma parts the participle from a thing: "made his case, warning that"."""
    noun = participle.head
    if participle.tag_ != "VBG" or participle.left_edge.i < 1 or participle.doc[participle.left_edge.i - 1].text != ",":
        return None
    if noun.dep_ not in {"dobj", "pobj", "conj"} or noun.ent_type_ in {"PERSON", "ORG", "NORP", "GPE"}:
        return None
    return next((a for a in noun.ancestors if a.pos_ in {"VERB", "AUX"}), None)


def agent(verb: Token) -> Token | None:
    """The head of "by X" of a passive."""
    for child in verb.children:
        if child.dep_ == "agent":
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def cited(verb: Token, lexicon: Cues) -> tuple[Token, Token | None] | None:
    """(who is cited, who cites) for "A quoted B as saying", "B was quoted by A as saying", "A reported, citing B, that"."""
    host = verb
    if verb.dep_ == "pcomp" and verb.head.lower_ == "as":
        host = verb.head.head
    if lexicon.lemma(host) in {"quote", "cite"}:
        if host.i == verb.i and not any(c.lower_ == "as" and _saying(c) for c in verb.children):
            return None
        patient = next((c for c in host.children if c.dep_ in {"dobj", "nsubjpass"}), None)
        if patient is None:
            return None
        return patient, (subject(host) if patient.dep_ == "dobj" else agent(host))
    for child in verb.children:
        if child.lower_ in {"citing", "quoting"} and child.dep_ in {"advcl", "xcomp", "ccomp", "prep"}:
            patient = next((c for c in child.children if c.dep_ in {"dobj", "pobj"}), None)
            if patient is not None:
                return patient, subject(verb)
    return None


def _saying(as_: Token) -> bool:
    """Tell whether "as" leads to a verb ("quoted him as saying"), not to a noun ("cited it as a reason")."""
    return any(c.dep_ == "pcomp" or c.tag_ == "VBG" for c in as_.children)


def is_passive(verb: Token) -> bool:
    """Tell whether the verb is a passive participle, with or without its auxiliary."""
    if any(c.dep_ in {"auxpass", "nsubjpass"} for c in verb.children):
        return True
    if verb.dep_ == "conj" and verb.tag_ == "VBN" and not any(c.dep_ in {"aux", "nsubj"} for c in verb.children):
        return is_passive(verb.head) if verb.head.i != verb.i else False
    return (
        verb.dep_ in {"acl", "advcl"}
        and verb.tag_ == "VBN"
        and not any(c.dep_ in {"aux", "nsubj", "dobj"} for c in verb.children)
    )


def phrase(head: Token, cue: Token | None = None) -> Tokens:
    """The noun phrase of `head`, with what belongs to it, without the cue's own clause."""
    left, right = head.left_edge.i, head.right_edge.i + 1
    if cue is not None:
        if left <= cue.i < head.i:
            left = max(left, cue.i + 1)
        if head.i < cue.i < right:
            right = cue.i if cue.left_edge.i > cue.i or cue.left_edge.i <= head.i else cue.left_edge.i
    doc = head.doc
    for child in head.children:
        # "Mr Berg -- whose mill it is -- said": the aside is no part of the name.
        before = doc[child.left_edge.i - 1].text if child.left_edge.i > head.i + 1 else ""
        aside = child.dep_ in {"relcl", "appos", "acl"} and before in _DASHES
        # "Clinton, speaking on Monday, said": what the speaker did meanwhile is none either.
        if aside or (before == "," and child.dep_ == "acl"):
            right = min(right, child.left_edge.i - 1)
    while right - 1 > head.i and (doc[right - 1].is_space or doc[right - 1].text in {",", ";", ":", "—", "–", "-", "--"}):
        right -= 1
    while left < head.i and (doc[left].is_space or doc[left].is_punct):
        left += 1
    return left, right


def verb_group(verb: Token) -> Tokens:
    """The cue's words: the verb with the auxiliaries and adverbs right before it, and a particle right after."""
    left, right = verb.i, verb.i + 1
    doc = verb.doc
    while left > verb.sent.start and _joins(doc[left - 1], verb):
        left -= 1
    while left < verb.i and (doc[left].is_punct or doc[left].lower_ in _LOOSE):
        left += 1
    if verb.dep_ == "xcomp" and left > 0 and doc[left - 1].tag_ == "TO":
        left -= 1
    if right < len(doc) and doc[right].dep_ == "prt":
        right += 1
    return left, right


def _joins(token: Token, verb: Token) -> bool:
    if token.head.i == verb.i:
        return token.dep_ in _AUXILIARY or (token.dep_ == "advmod" and token.tag_ in {"RB", "RBR"} and token.lower_ not in _LOOSE)
    return token.head.head.i == verb.i and token.dep_ == "advmod" and token.head.dep_ == "advmod" and token.i < verb.i


def medium(verb: Token, lexicon: Cues) -> Token | None:
    """The head of a phrase that says where it was said ("in a statement", "on Twitter"), after the verb."""
    for child in verb.children:
        if child.dep_ == "prep" and child.i > verb.i and child.lower_ in {"in", "on", "during", "via", "at", "through", "by"}:
            for noun in child.children:
                if noun.dep_ == "pobj" and noun.lemma_.lower() in lexicon.medium:
                    return noun
    return None


def subtree(token: Token) -> set[int]:
    """Indices of the tokens under `token`, itself included."""
    return {t.i for t in token.subtree}


def without_asides(doc: Doc, tokens: set[int]) -> set[int]:
    """A noun phrase without relative clauses that only add to it ("the plan, which ...")."""
    out = set(tokens)
    for i in tokens:
        token = doc[i]
        if token.dep_ in {"relcl", "appos"} and token.left_edge.i > 0 and doc[token.left_edge.i - 1].text == ",":
            out -= subtree(token)
    return out


def runs(doc: Doc, tokens: Iterable[int]) -> list[Tokens]:
    """Unbroken stretches of the tokens, in order; gaps of bare punctuation or blanks are closed."""
    out: list[list[int]] = []
    for i in sorted(tokens):
        if (out and i - out[-1][1] <= 1 and all(doc[k].is_space or doc[k].text in _MARKS for k in range(out[-1][1], i))) or (
            out and out[-1][1] == i
        ):
            out[-1][1] = i + 1
        else:
            out.append([i, i + 1])
    return [(a, b) for a, b in out]


def characters(doc: Doc, stretch: Tokens) -> Span:
    """The characters of a stretch of tokens, blanks and loose stops at its edges left off."""
    first, last = stretch
    while last - 1 > first and (doc[last - 1].is_space or doc[last - 1].text in {",", ";", ":", "—", "–", "-", "--", ".", "("}):
        last -= 1
    while first < last - 1 and (doc[first].is_space or doc[first].text in {",", ";", ":", "—", "–", "-", "--", ".", ")"}):
        first += 1
    return doc[first].idx, doc[last - 1].idx + len(doc[last - 1])


def wordy(doc: Doc, stretch: Tokens) -> bool:
    """Tell whether the stretch holds a word at all."""
    return any(doc[i].is_alpha or doc[i].like_num or any(c.isalnum() for c in doc[i].text) for i in range(*stretch))
