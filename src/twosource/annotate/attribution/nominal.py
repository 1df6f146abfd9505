"""Candidates whose cue is a noun or an adjective: "her claim that ...", "voiced concern about ...", "is confident that ..."."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twosource.annotate.attribution import spans
from twosource.annotate.attribution.candidate import Candidate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

    from twosource.annotate.attribution.cues import Cues

_LEADS = frozenset({"for", "of", "to", "about", "on", "over", "against", "in", "with"})


def nouns(doc: Doc, noun: Token, lexicon: Cues) -> Iterator[Candidate]:  # noqa: C901, PLR0912 (one case after another)
    """As in "X's claim that ...", "its promise to ...", "made a call for ..."."""
    lemma = noun.lemma_.lower()
    content: set[int] = set()
    by_preposition = False
    if lemma == "hope" and (hoping := _in_hope(noun)) is not None:
        voice, content = hoping
        if found := _contents(doc, content):
            yield Candidate(noun.i, lemma, "noun", (noun.head.i, noun.i + 1), spans.phrase(voice, noun), found, voice.i)
        return
    if (stated := _is_that(noun, lemma, lexicon)) is not None:
        voice, content = stated
        if found := _contents(doc, content):
            cue = (noun.i, noun.head.i + 1) if 0 < noun.head.i - noun.i <= 3 else (noun.i, noun.i + 1)
            yield Candidate(noun.i, lemma, "noun", cue, spans.phrase(voice, noun), found, voice.i)
        return
    for child in noun.children:
        if child.i <= noun.i:
            continue
        if (
            child.dep_ in {"acl", "ccomp"}
            and lemma in lexicon.noun_clause
            and any(g.lower_ == "that" and g.dep_ == "mark" for g in child.children)
        ) or (child.dep_ == "acl" and lemma in lexicon.noun_infinitive and child.tag_ == "VB"):
            content |= spans.subtree(child)
        elif child.dep_ == "prep" and not content and lemma in lexicon.noun_preposition and child.lower_ in _LEADS:
            content |= spans.subtree(child) - {child.i}
            by_preposition = True
    if not content:
        return
    first = noun.i
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    if owner is None and not by_preposition:
        # "a Gazette report that ...", "the Berg claim to ...": the name before the noun is whose it is.
        owner = next((c for c in noun.children if c.dep_ == "compound" and c.ent_type_ in {"PERSON", "ORG", "NORP"}), None)
    if owner is not None and owner.tag_ == "PRP$" and noun.dep_ in {"dobj", "pobj"}:
        # "gave his opinion on": the one who gives it, where the verb shows them.
        verb = noun.head if noun.dep_ == "dobj" else noun.head.head
        shown = spans.subject(verb) if verb.pos_ == "VERB" and not spans.is_passive(verb) else None
        owner = shown if shown is not None and shown.tag_ not in {"WP", "WDT"} else owner
    if owner is None and not by_preposition:
        owner = _giver(noun, min(content))
    if owner is None and noun.dep_ == "dobj" and (not by_preposition or lexicon.lemma(noun.head) in lexicon.light):
        owner = spans.agent(noun.head) if spans.is_passive(noun.head) else spans.subject(noun.head)
        if noun.i - noun.head.i <= 5:
            first = spans.verb_group(noun.head)[0]
    if owner is None:
        if not by_preposition and noun.head.lemma_ == "be" and any(c.dep_ == "expl" for c in noun.head.children):
            yield from _unsaid(doc, noun, lemma, content)
        return
    found = _contents(doc, content)
    last = noun.i + 1
    if by_preposition and last < len(doc) and doc[last].dep_ == "prep":
        last += 1
    if found:
        yield Candidate(noun.i, lemma, "noun", (first, last), spans.phrase(owner, noun), found, owner.i)


def _in_hope(noun: Token) -> tuple[Token, set[int]] | None:
    """As in "They stayed on in the hope of seeing him", "in hopes that he would come"."""
    lead = noun.head
    if noun.dep_ != "pobj" or lead.lower_ != "in" or any(c.dep_ == "poss" for c in noun.children):
        return None
    voice = spans.subject(lead.head) if lead.head.pos_ in {"VERB", "AUX"} and not spans.is_passive(lead.head) else None
    content: set[int] = set()
    for child in noun.children:
        if child.i > noun.i and (child.dep_ in {"acl", "relcl", "ccomp"} or (child.dep_ == "prep" and child.lower_ == "of")):
            content |= spans.subtree(child) - ({child.i} if child.dep_ == "prep" else set[int]())
    return (voice, content) if voice is not None and content else None


def _is_that(noun: Token, lemma: str, lexicon: Cues) -> tuple[Token, set[int]] | None:
    """As in "Her plan is to stay", "the ministry's main argument was that the dam was old"."""
    verb = noun.head
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    if owner is None or noun.dep_ != "nsubj" or verb.lemma_ != "be" or lemma not in lexicon.noun_clause | lexicon.noun_infinitive:
        return None
    said = next(
        (
            c
            for c in verb.children
            if c.i > verb.i and c.dep_ in {"ccomp", "xcomp"} and (c.dep_ == "ccomp" or c.left_edge.tag_ == "TO")
        ),
        None,
    )
    return (owner, spans.subtree(said)) if said is not None else None


def _unsaid(doc: Doc, noun: Token, lemma: str, content: set[int]) -> Iterator[Candidate]:
    """As in "There are fears that the levee will not hold": nobody is named."""
    found = _contents(doc, content)
    if found:
        yield Candidate(noun.i, lemma, "passive", (spans.verb_group(noun.head)[0], noun.i + 1), None, found)


def _giver(noun: Token, before: int) -> Token | None:
    """As in "a claim by X that ..."."""
    by = next((c for c in noun.children if c.dep_ == "prep" and c.lower_ in {"by", "from", "of"} and c.i < before), None)
    return next((c for c in by.children if c.dep_ == "pobj"), None) if by is not None else None


def adjectives(doc: Doc, adjective: Token, lexicon: Cues) -> Iterator[Candidate]:
    """As in "X is confident that ...", "X is critical of ...", "X is eager to ..."."""
    lemma = adjective.lower_
    verb = adjective.head
    voice = spans.subject(verb)
    if voice is None or voice.lower_ in {"it", "this", "that", "what"}:
        return
    content: set[int] = set()
    for child in adjective.children:
        if child.i < adjective.i:
            continue
        lead = child.lower_
        if (child.dep_ == "ccomp" and lemma in lexicon.adjectives["that"]) or (
            child.dep_ == "xcomp" and lemma in lexicon.adjectives["to"]
        ):
            content = spans.subtree(child)
        elif child.dep_ == "prep" and lemma in lexicon.adjectives.get(lead, frozenset()):
            content = spans.subtree(child) - {child.i}
        if content:
            break
    found = _contents(doc, content)
    if found:
        cue = (spans.verb_group(verb)[0], adjective.i + 1)
        if cue[1] - cue[0] > 6:
            cue = (adjective.i, adjective.i + 1)
        yield Candidate(verb.i, lemma, "adjective", cue, spans.phrase(voice, verb), found, voice.i)


def _contents(doc: Doc, tokens: set[int]) -> list[tuple[int, int]]:
    return [spans.characters(doc, run) for run in spans.runs(doc, tokens) if spans.wordy(doc, run)]
