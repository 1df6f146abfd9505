"""Did the pair's act happen? Actual, negated, planned or hypothetical, from the auxiliaries of its predicates."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

    from twosource.records import Status

# These types are themselves about what is not (yet) so: to refuse to come is to reject, in fact; a promise is given now.
_OWN_MODALITY = frozenset({"REJECT", "THREATEN", "REQUEST"})
_OPEN = frozenset({"may", "might", "could", "would"})
_FUTURE = frozenset({"will", "shall", "'ll", "wo"})
_PLANS = frozenset(
    "plan intend aim prepare hope expect schedule seek want wish propose consider weigh promise pledge vow offer".split()
)
_READY = frozenset("due set likely ready able scheduled expected poised willing prepared about".split())
_NEVER = frozenset("never no hardly nobody none neither".split())
_CONDITIONS = frozenset("if unless whether".split())
_UNDONE = frozenset("fail stop refuse decline".split())


def status_of(kind: str, predicates: list[Token]) -> Status:
    """The status of the act of that type. Negation comes before plan, plan before possibility."""
    deeds = predicates[:2]
    if kind == "REJECT":
        return "actual"
    if any(_negated(p) for p in deeds) and kind not in _OWN_MODALITY - {"REQUEST"}:
        return "negated"
    if any(_conditional(p) for p in deeds):
        return "hypothetical"
    helpers = {c.lower_ for p in deeds for c in p.children if c.dep_ == "aux"}
    if kind not in _OWN_MODALITY and (helpers & _FUTURE or any(_planned(p) for p in deeds)):
        return "planned"
    if helpers & _OPEN:
        reported = any(p.dep_ == "ccomp" for p in deeds) and "would" in helpers and not helpers & {"may", "might", "could"}
        return "planned" if reported or kind == "AGREE" else "hypothetical"
    return "actual"


def _negated(p: Token) -> bool:
    for c in p.children:
        if c.dep_ == "neg" or (c.dep_ == "advmod" and c.lower_ in _NEVER):
            return True
        if c.dep_ in {"nsubj", "nsubjpass", "dobj"} and any(g.lower_ in _NEVER for g in c.children if g.dep_ in {"det", "neg"}):
            return True
    if p.lemma_ in _UNDONE and any(c.dep_ == "xcomp" for c in p.children):
        return p.lemma_ == "fail"
    # "Has yet to lift", "stopped short of criticising".
    words = {c.lower_ for c in p.children}
    return (p.lemma_ == "have" and "yet" in words) or (p.lemma_ == "stop" and "short" in words)


def _conditional(p: Token) -> bool:
    return any(c.dep_ == "mark" and c.lower_ in _CONDITIONS for c in p.children)


def _planned(p: Token) -> bool:
    if p.lemma_.lower() in _PLANS:
        return True
    if p.lemma_ == "be":
        goes = any(c.dep_ == "xcomp" and any(g.tag_ == "TO" for g in c.children) for c in p.children)
        return goes or any(c.dep_ in {"acomp", "oprd"} and c.lower_ in _READY for c in p.children)
    if p.lemma_ in _READY:
        return p.dep_ in {"acomp", "ROOT"}
    return any(c.dep_ == "aux" and c.lower_ == "going" for c in p.children)
