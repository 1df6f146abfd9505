"""Happenings that a noun names ("the raid", "talks in Geneva") and figures that stand in a phrase of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twosource.annotate.events.coding import code_noun
from twosource.annotate.events.frames import classes_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Span as Sentence
    from spacy.tokens import Token

    from twosource.annotate.events.lexicon import Code

_ACTOR_PREPS = frozenset({"by", "between"})


def event_nouns(sentence: Sentence, taken: set[int]) -> Iterator[tuple[Token, Code]]:
    """The event nouns of a sentence that no clause has for its trigger, with their codes."""
    for t in sentence:
        if t.i in taken or t.tag_ not in {"NN", "NNS"} or t.dep_ in {"compound", "amod", "nmod"}:
            continue
        code = code_noun(t)
        if code[0] != "NONE":
            yield t, code


def phrase(t: Token) -> tuple[int, int]:
    """Token bounds of a noun phrase with its complements, without clauses and appositions after a comma."""
    first, last = t.left_edge.i, t.i
    for c in t.children:
        if c.i > t.i and c.dep_ in {"prep", "acl", "agent", "nmod", "npadvmod"}:
            last = max(last, c.right_edge.i)
    doc = t.doc
    for i in range(t.i + 1, last + 1):
        if doc[i].text in {",", ";", "—", ":", '"', "”"}:
            last = i - 1
            break
    return first, last + 1


def noun_arguments(t: Token) -> tuple[tuple[Token, ...], tuple[Token, ...]]:
    """Actors and recipients of an event noun: possessor or "by", "of" or "on" or "against"."""
    actors: list[Token] = []
    recipients: list[Token] = []
    for c in t.children:
        goal = next((g for g in c.children if g.dep_ == "pobj"), None)
        if c.dep_ == "poss" and c.ent_type_ not in {"DATE", "TIME"}:
            actors.append(c)
        elif goal is not None and c.lower_ in _ACTOR_PREPS:
            actors.append(goal)
        elif (
            goal is not None
            and c.lower_ in {"of", "on", "against", "with"}
            and classes_of((goal,)) & {"person", "group", "place"}
        ):
            recipients.append(goal)
    return tuple(actors), tuple(recipients)


def figure_phrase(at: Token) -> tuple[int, int]:
    """Token bounds of the words that a figure stands in: its noun phrase, with the preposition before it."""
    t = at
    while (
        t.dep_ in {"nummod", "quantmod", "det", "compound", "amod", "advmod"}
        and t.head.i != t.i
        and t.head.pos_ not in {"VERB", "AUX"}
    ):
        t = t.head
    while t.dep_ == "pobj" and t.head.lower_ == "of" and t.head.head.pos_ in {"NOUN", "NUM"}:
        t = t.head.head
    if (
        t.dep_ == "nsubj" and t.head.dep_ in {"appos", "npadvmod", "dep"} and t.head.pos_ in {"NOUN", "NUM"}
    ):  # "two of them children"
        t = t.head
    first, last = _segment(t)
    if t.dep_ == "pobj" and t.head.i == first - 1:
        first -= 1
    return first, last


def _segment(t: Token) -> tuple[int, int]:
    """The subtree's hull, cut at the commas that set it off."""
    doc = t.doc
    first, last = t.left_edge.i, t.right_edge.i
    for c in t.children:
        if c.dep_ in {"cc", "conj"} and c.i > t.i:  # what is coordinated has a figure of its own
            last = min(last, c.left_edge.i - 1)
    for i in range(t.i, last + 1):
        if doc[i].text in {",", ";", "—", ":"}:
            last = i - 1
            break
    for i in range(t.i, first - 1, -1):
        if doc[i].text in {",", ";", "—", ":"}:
            first = i + 1
            break
    return first, last + 1
