"""What a cue verb takes besides a clause: an infinitive, a phrase after a preposition, an object ("praised the plan")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twosource.annotate.attribution import spans
from twosource.annotate.entities.words import organisation_head, person_head

if TYPE_CHECKING:
    from spacy.tokens import Token

    from twosource.annotate.attribution.cues import Cues

_NAMING = frozenset({"call", "dub", "label", "deem", "declare", "brand", "term", "consider"})
_SHOWING = frozenset({"show", "find", "demonstrate", "illustrate"})
_WISHING = frozenset({"want", "like", "prefer", "need"})  # "wants the body returned"
_COUNTING = frozenset({"count", "tally", "record", "register", "log", "list", "document", "measure", "say", "expect"})
# What is put at a figure, a time or a place by the one who reckons it.
_RECKONED = frozenset(
    [
        "start",
        "beginning",
        "origin",
        "toll",
        "number",
        "figure",
        "total",
        "cost",
        "damage",
        "loss",
        "time",
        "date",
        "price",
        "value",
        "area",
        "cause",
        "strength",
        "attendance",
    ]
)
_SUFFERED = frozenset({"life", "victim", "casualty"})  # "The flood claimed eleven lives": nobody says so
_LEADS = frozenset({"as", "of", "for", "to", "on"})


def infinitive(verb: Token, lemma: str, lexicon: Cues) -> set[int]:
    """As in "vowed to appeal", "urged the firm to stop"."""
    xcomp = _child(verb, "xcomp")
    if xcomp is None and lemma in _WISHING and (wished := _child(verb, "ccomp")) is not None and wished.i > verb.i:
        return spans.subtree(wished)
    if xcomp is None or xcomp.i < verb.i:
        return set()
    patient = _child(verb, "dobj") or _child(verb, "iobj") or _child(verb, "dative")
    controlled = any(c.dep_ == "nsubj" for c in xcomp.children)
    own = (lemma in lexicon.infinitive and not controlled) or lemma == "deny"
    if not own and not (lemma in lexicon.command and (patient is not None or controlled)):
        return set()
    tokens = spans.subtree(xcomp)
    if patient is not None and patient.i > verb.i and lemma not in {"tell", "ask"}:
        tokens |= spans.subtree(patient)
    return tokens


def preposition(verb: Token, lemma: str, lexicon: Cues) -> tuple[Token, set[int]] | None:
    """(preposition, content): "called for a vote", "called on the firm to stop"."""
    wanted = lexicon.prepositions.get(lemma, frozenset())
    for child in verb.children:
        if child.i > verb.i and child.dep_ in {"advcl", "ccomp", "xcomp"} and (lead := _for(child)) and lead.lower_ in wanted:
            return lead, spans.subtree(child) - {lead.i}
        if child.dep_ in {"prep", "prt"} and child.lower_ in wanted and child.i > verb.i:
            tokens = spans.subtree(child) - {child.i}
            for other in verb.children:
                follows = other.i > child.i and other.left_edge.i == child.right_edge.i + 1
                if follows and other.dep_ in {"xcomp", "advcl"} and other.left_edge.lower_ in {"to", "for"}:
                    tokens |= spans.subtree(other)
            if tokens and lemma != "accuse":
                return child, tokens
    return None


def _for(clause: Token) -> Token | None:
    """The word that leads an infinitive with a subject of its own: "called for the minister to resign"."""
    return next((c for c in clause.children if c.dep_ == "mark" and c.lower_ == "for" and c.i == clause.left_edge.i), None)


def thing(  # noqa: C901, PLR0911 (one kind of object after another)
    verb: Token, lemma: str, voice: Token | None, lexicon: Cues, *, passive: bool
) -> set[int]:
    """The content of a verb that takes an object: "praised the plan", "put the toll at 12", "was praised by X"."""
    what = _child(verb, "dobj") or (_number(verb) if lemma in _COUNTING and not passive else None)
    if passive and what is None:
        return _praised(verb, voice) if lemma in lexicon.object or lemma == "put" else set()
    if what is None and lemma in lexicon.object:
        what = _gerund(verb)
    if what is None:
        named = (_child(verb, "oprd") or _child(verb, "ccomp")) if lemma in _NAMING else None
        return spans.subtree(named) if named is not None else set()
    if lemma in _SHOWING:
        return _shown(verb, what) if voice is not None and voice.lemma_.lower() in lexicon.speaking else set()
    if lemma == "say" and not _speaks(voice):
        return set()
    if lemma in _COUNTING or (lemma == "put" and what.lemma_.lower() in _RECKONED):
        return _reckoned(verb, lemma, what)
    telling = any(c.dep_ == "acl" and c.tag_ == "VBG" and lexicon.lemma(c) in lexicon.clause for c in what.children)
    if telling and lemma in lexicon.light and what.lemma_.lower() in lexicon.medium:
        return set()  # "released a statement saying ...": what counts is what it says
    if lemma == "claim" and what.lemma_.lower() in _SUFFERED:
        return set()
    if lemma == "give" and what.lemma_.lower() not in _RECKONED:
        return set()
    leads = {"see": "as", "put": "at", "charge": "with", "give": "as", "attribute": "to", "ascribe": "to"}.get(lemma)
    if leads is not None:
        rest = next((c for c in verb.children if c.dep_ == "prep" and c.i > what.i and c.lower_ == leads), None)
        return spans.subtree(what) | spans.subtree(rest) if rest is not None else set()
    return _with_complements(verb, what) if lemma in lexicon.object else set()


def _number(verb: Token) -> Token | None:
    """The bare number that the parser took for no object: "the pilots' association counted 151"."""
    after = verb.nbor(1) if verb.i + 1 < verb.sent.end else None
    return after if after is not None and after.tag_ == "CD" and after.head.i == verb.i else None


def _speaks(voice: Token | None) -> bool:
    """Tell whether a voice is somebody's, not a clock's or a thermometer's."""
    if voice is None:
        return False
    named = voice.pos_ in {"PROPN", "PRON"} or voice.ent_type_ in {"PERSON", "ORG", "GPE", "NORP"}
    return named or person_head(voice.doc, voice.i) is not None or organisation_head(voice.doc, voice.i) is not None


def _reckoned(verb: Token, lemma: str, what: Token) -> set[int]:
    """As in "has counted 44 dead", "put the start of the fire in the engine room"."""
    if lemma == "put":
        return _shown(verb, what)
    return _with_complements(verb, what) if any(t.like_num for t in what.subtree) else set()


def _shown(verb: Token, what: Token) -> set[int]:
    """As in "The poll shows the mayor ahead with a third of the vote": all that the verb governs from its object on."""
    tokens: set[int] = set()
    for child in verb.children:
        if child.i >= what.i and child.dep_ in {"dobj", "prep", "xcomp", "advcl", "acomp", "oprd", "ccomp"}:
            tokens |= spans.subtree(child)
    return tokens


def _praised(verb: Token, voice: Token | None) -> set[int]:
    """What is praised in "X was praised by Y" or "X, praised by Y"."""
    if voice is None:
        return set()
    what = _child(verb, "nsubjpass")
    at = next((c for c in verb.children if c.dep_ == "prep" and c.lower_ == "at"), None) if verb.lemma_ == "put" else None
    if verb.lemma_ == "put" and at is None:
        return set()
    if what is not None:
        return spans.subtree(what) | (spans.subtree(at) if at is not None else set[int]())
    return spans.subtree(verb.head) - spans.subtree(verb) if verb.dep_ == "acl" else set()


def _gerund(verb: Token) -> Token | None:
    """As in "opposes raising the tax"."""
    for child in verb.children:
        if (
            child.i > verb.i
            and child.tag_ == "VBG"
            and child.dep_ in {"xcomp", "ccomp", "advcl"}
            and child.left_edge.i == child.i
        ):
            return child
    return None


def _with_complements(verb: Token, what: Token) -> set[int]:
    tokens = spans.subtree(what)
    for child in verb.children:
        if child.i > what.i and (
            child.dep_ in {"xcomp", "oprd"} or (child.dep_ in {"prep", "advcl", "dative"} and child.lower_ in _LEADS)
        ):
            tokens |= spans.subtree(child)
    return tokens


def _child(verb: Token, dep: str) -> Token | None:
    """The last child in a relation."""
    found = None
    for child in verb.children:
        if child.dep_ == dep:
            found = child
    return found
