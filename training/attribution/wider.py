"""Candidates whose words are in no list: any verb, adjective or noun in the frames of one that is.

"The harbour towns nursed a grudge against the firm", "The mayor was dead set on the toll".
Most of them are no attributions; a judge would have to tell (`judge`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from twosource.annotate.attribution import spans
from twosource.annotate.attribution.candidate import Candidate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Sentence

_EMPTY = frozenset({"it", "there", "this", "that", "what", "which"})


def candidates(doc: Doc, sentence: Sentence) -> Iterator[Candidate]:
    """Every wider candidate of a sentence."""
    for token in sentence:
        if token.tag_ in {"VBD", "VBZ", "VBP", "VB", "VBG", "VBN"} and token.dep_ not in {"aux", "auxpass", "amod", "compound"}:
            yield from of_verb(doc, token)
        elif token.tag_ in {"NN", "NNS"}:
            yield from of_noun(doc, token)
        if token.tag_ in {"JJ", "JJR", "VBN"} and token.dep_ == "acomp":
            yield from of_adjective(doc, token)


def of_verb(doc: Doc, verb: Token) -> Iterator[Candidate]:
    """The frames of a verb that no list knows: a clause, an infinitive, an object or a phrase."""
    passive = spans.is_passive(verb)
    voice = spans.agent(verb) if passive else spans.subject(verb)
    if voice is None or voice.lower_ in _EMPTY:
        return
    if passive:
        what = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
        if what is not None:
            yield from _made(doc, verb, "object", voice, spans.subtree(what), None)
        return
    frame, head, last = _complement(verb)
    if head is not None:
        yield from _made(doc, verb, frame, voice, spans.subtree(head), last)


def _complement(verb: Token) -> tuple[str, Token | None, Token | None]:  # noqa: C901, PLR0911 (one frame after another)
    """(frame, head of the content, last word of the cue) of the first thing that a verb governs."""
    after = [c for c in verb.children if c.i > verb.i]
    thing = next((c for c in after if c.dep_ in {"dobj", "attr"}), None)
    if thing is not None:
        inner = [c for c in thing.children if c.i > thing.i] + [c for c in after if c.i > thing.right_edge.i]
        for child in inner:
            if child.dep_ in {"acl", "ccomp", "xcomp"} and child.tag_ in {"VB", "VBD", "VBZ", "VBP"}:
                return "light", child, thing
            if child.dep_ == "prep" and thing.tag_ in {"NN", "NNS"}:
                noun = next((c for c in child.children if c.dep_ in {"pobj", "pcomp"}), None)
                if noun is not None:
                    return "light", noun, child
        return ("object" if thing.dep_ == "dobj" else ""), (thing if thing.dep_ == "dobj" else None), None
    for child in after:
        if child.dep_ == "ccomp":
            return "clause", child, None
        if child.dep_ == "xcomp" and child.tag_ in {"VB", "VBG"}:
            return "infinitive", child, None
        if child.dep_ == "prep":
            noun = next((c for c in child.children if c.dep_ in {"pobj", "pcomp"}), None)
            if noun is not None:
                return "preposition", noun, child
    return "", None, None


def of_adjective(doc: Doc, adjective: Token) -> Iterator[Candidate]:
    """As in "X is torn over the toll", "X was shocked that the vote failed"."""
    verb = adjective.head
    voice = spans.subject(verb)
    if voice is None or voice.lower_ in _EMPTY:
        return
    for child in adjective.children:
        if child.i < adjective.i:
            continue
        if child.dep_ in {"ccomp", "xcomp"}:
            yield from _made(doc, verb, "adjective", voice, spans.subtree(child), adjective)
            return
        if child.dep_ == "prep":
            noun = next((c for c in child.children if c.dep_ in {"pobj", "pcomp"}), None)
            if noun is not None:
                yield from _made(doc, verb, "adjective", voice, spans.subtree(noun), child)
                return


def of_noun(doc: Doc, noun: Token) -> Iterator[Candidate]:
    """As in "the union's fury at the cut", "their wish that he go"."""
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    if owner is None:
        return
    for child in noun.children:
        if child.i < noun.i:
            continue
        if child.dep_ in {"acl", "ccomp"} and child.tag_ in {"VB", "VBD", "VBZ", "VBP"}:
            yield from _made(doc, noun, "noun", owner, spans.subtree(child), None)
            return
        if child.dep_ == "prep" and child.lower_ != "of":
            inner = next((c for c in child.children if c.dep_ in {"pobj", "pcomp"}), None)
            if inner is not None:
                yield from _made(doc, noun, "noun", owner, spans.subtree(inner), child)
                return


def _made(  # noqa: PLR0913, PLR0917 (the parts of one record)
    doc: Doc, head: Token, frame: str, voice: Token | None, content: set[int], last: Token | None
) -> Iterator[Candidate]:
    group = (head.i, head.i + 1) if frame == "noun" else spans.verb_group(head)
    if last is not None and last.i > head.i and last.i - head.i <= 8:
        group = (group[0], last.i + 1)
    source = spans.phrase(voice, head) if voice is not None else None
    content -= set(range(*group))
    if source is not None:
        content -= set(range(*source))
    if frame in {"object", "preposition", "light"}:
        content = spans.without_asides(doc, content)
    found = [spans.characters(doc, run) for run in spans.runs(doc, content) if spans.wordy(doc, run)]
    if found:
        made = Candidate(head.i, head.lemma_.lower(), frame, group, source, found, voice.i if voice is not None else None)
        made.features["loose"] = 1.0
        yield made
