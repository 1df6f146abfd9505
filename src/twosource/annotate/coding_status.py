"""Did the pair's act happen? Actual, negated, planned or hypothetical, from the auxiliaries of its predicates."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

    from twosource.records import Status


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# These are themselves about what is not (yet) so: to refuse is an act, done; so are a threat and a demand.
_OWN_MODALITY = frozenset({"THREATEN", "REQUEST", "SUPPORT"})
_OPEN = frozenset({"may", "might", "could"})
_FUTURE = frozenset({"will", "shall", "'ll", "wo", "would"})
_PLANS = _words("plan intend aim prepare hope expect schedule seek want wish consider weigh promise pledge vow offer commit")
_READY = _words("due set likely ready able scheduled expected poised willing prepared about committed")
_NEVER = _words("never no hardly nobody none neither")
_CONDITIONS = _words("if unless whether")


def status_of(kind: str, predicates: list[Token]) -> Status:
    """The status of the act of that type. Negation comes before possibility, possibility before plan."""
    deeds = _deeds(predicates)
    if not deeds or kind == "REJECT":
        return "actual"
    if any(_negated(p) for p in deeds if kind not in _OWN_MODALITY or p is deeds[0]):
        return "negated"
    helpers = {c.lower_ for p in deeds for c in p.children if c.dep_ == "aux"}
    if helpers & _OPEN or any(c.dep_ == "mark" and c.lower_ in _CONDITIONS for c in deeds[0].children):
        return "hypothetical"
    if kind not in _OWN_MODALITY and (helpers & _FUTURE or any(_planned(p) for p in deeds)):
        return "planned"
    return "actual"


def _deeds(predicates: list[Token]) -> list[Token]:
    """The outermost predicate and the infinitive that it leads to."""
    first = predicates[:1]
    inner = [p for p in predicates[1:] if first and p.dep_ in {"xcomp", "ccomp"} and p.head is first[0]]
    # A noun of doing stands under its verb: "the strike will end" tells of the verb, "a strike killed" of the noun.
    above = [p for p in predicates[1:2] if first and first[0].pos_ == "NOUN" and first[0].head is p and p.pos_ in {"VERB", "AUX"}]
    return [*first, *inner, *above]


def _negated(p: Token) -> bool:
    for c in p.children:
        if c.dep_ == "neg" or (c.dep_ == "advmod" and c.lower_ in _NEVER):
            return True
        if c.dep_ in {"nsubj", "nsubjpass", "dobj"} and (c.lower_ == "nothing" or any(g.lower_ in _NEVER for g in c.children)):
            return True
    # "Has yet to lift", "stopped short of criticising".
    words = {c.lower_ for c in p.children}
    return (p.lemma_ == "have" and "yet" in words) or (p.lemma_ == "stop" and "short" in words)


def _planned(p: Token) -> bool:
    to = [c for c in p.children if c.dep_ in {"xcomp", "advcl"} and any(g.tag_ == "TO" for g in c.children)]
    if p.lemma_.lower() in _PLANS:
        return bool(to) and p.dep_ != "acl"
    if p.lemma_ == "be":
        return bool(to) or any(c.dep_ in {"acomp", "oprd"} and c.lower_ in _READY for c in p.children)
    ready = p.lower_ in _READY and bool(to) and any(c.lemma_ == "be" for c in p.children)
    return ready or any(c.dep_ == "aux" and c.lower_ == "going" for c in p.children)
