"""Did it happen? Actual, negated, planned or hypothetical (PLOVER's auxiliary modes), from auxiliaries and frames."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twosource.annotate.events.vocabulary import (
    CONDITION_MARKS,
    DENY,
    FAIL,
    MODALS_FUTURE,
    MODALS_OPEN,
    NEGATORS,
    PLAN,
    PLAN_ADJECTIVES,
)
from twosource.annotate.wording import word_set

if TYPE_CHECKING:
    from spacy.tokens import Token

    from twosource.annotate.events.clauses import Clause
    from twosource.records import Status

_WILL = word_set(
    "order ask urge demand call want ban forbid bar tell request require permit allow threaten warn promise pledge vow agree"
)


def status_of(clause: Clause) -> Status:
    """The status of a clause's happening. Denial and negation come before plan, plan before possibility."""
    verbs = [clause.head] if clause.lead is None else [clause.head, clause.lead]
    if _denied(clause) or sum(_negated(v) for v in verbs) % 2 == 1:
        return "negated"
    if _conditional(clause):
        return "hypothetical"
    modal = _modal(verbs)
    if modal in MODALS_OPEN and not any(_perfect_could(v) for v in verbs):
        return "planned" if modal in {"would", "should"} and _reported(clause) else "hypothetical"
    if modal in MODALS_FUTURE or modal in {"must", "ought"}:
        return "planned"
    if _planned(clause):
        return "planned"
    return _inherited(clause)


def _negated(verb: Token) -> bool:
    for c in verb.children:
        if c.dep_ == "neg" or (c.dep_ in {"advmod", "preconj"} and c.lower_ in NEGATORS):
            return True
        if c.dep_ in {"nsubj", "nsubjpass", "attr", "dobj", "expl"} and _no_noun(c):
            return True
        if c.dep_ == "advmod" and c.lower_ == "longer":
            return True
        if (
            c.dep_ == "prep"
            and any(g.dep_ == "pobj" and _no_noun(g) for g in c.children)
            and c.lower_ in {"at", "in", "by"}
            and verb.dep_ != "ROOT"
        ):
            return False
    return verb.lemma_ in FAIL and any(c.dep_ == "xcomp" for c in verb.children)


def _no_noun(t: Token) -> bool:
    if t.lower_ in {"nobody", "none", "nothing", "no-one", "neither"} or (
        t.lower_ == "one" and any(c.lower_ == "no" for c in t.children)
    ):
        return True
    if t.lower_ == "not":
        return True
    return any(c.dep_ in {"det", "neg"} and c.lower_ in {"no", "neither", "not"} for c in t.children)


def _denied(clause: Clause) -> bool:
    """As in "Denied having allowed", "denies that troops fired"."""
    t = clause.top
    for _ in range(3):
        if t.dep_ in {"xcomp", "ccomp", "pcomp"}:
            t = t.head
            if t.lemma_.lower() in DENY:
                return not any(c.dep_ == "neg" for c in t.children)
            continue
        return False
    return False


def _conditional(clause: Clause) -> bool:
    t = clause.top
    if any(c.dep_ == "mark" and c.lower_ in CONDITION_MARKS for c in t.children):
        return True
    return t.dep_ == "advcl" and any(
        c.dep_ == "aux" and c.lower_ in {"had", "should", "were"} and c.i < _subject_at(t) for c in t.children
    )


def _subject_at(t: Token) -> int:
    return next((c.i for c in t.children if c.dep_ in {"nsubj", "nsubjpass"}), -1)


def _modal(verbs: list[Token]) -> str | None:
    for v in reversed(verbs):
        for c in v.children:
            if c.dep_ == "aux" and (c.tag_ == "MD" or c.lower_ in {"'ll", "wo", "ca"}):
                return {"ca": "can", "'d": "would", "’ll": "'ll"}.get(c.lower_, c.lower_)
    return None


def _perfect_could(verb: Token) -> bool:
    """As in "Could not be reached", "was able": open modals that tell of what was."""
    return verb.lemma_ in {"hear", "see"} and any(c.lower_ == "could" for c in verb.children)


def _reported(clause: Clause) -> bool:
    """As in "Would" inside reported speech is the past of "will", unless a condition stands beside it."""
    own = [c for c in clause.top.children if c.dep_ == "advcl"]
    if any(g.dep_ == "mark" and g.lower_ in CONDITION_MARKS for c in own for g in c.children):
        return any(c.lower_ == "would" for c in clause.top.children) and clause.top.dep_ == "ccomp"
    return clause.top.dep_ in {"ccomp", "conj", "relcl", "ROOT", "advcl", "parataxis"} and not any(
        c.lower_ == "have" and c.dep_ == "aux" for c in clause.top.children
    )


def _planned(clause: Clause) -> bool:
    lead = clause.lead
    if lead is None:
        return _to_clause(clause.head)
    if lead.lemma_.lower() in PLAN:
        return lead.lemma_.lower() not in {"try", "attempt"}
    if lead.lemma_ in {"be", "go"}:
        words = {c.lemma_.lower() for c in lead.children if c.dep_ in {"acomp", "oprd"}}
        blamed = clause.head.lemma_ == "blame"  # "the gust is to blame" tells a cause
        return bool(words & PLAN_ADJECTIVES) or not (words or blamed)
    return False


def _to_clause(head: Token) -> bool:
    """As in "A plan to cut", "ordered to leave": an infinitive that hangs on a noun or verb of will."""
    if not any(c.tag_ == "TO" for c in head.children):
        return False
    if head.dep_ in {"acl", "relcl"}:
        return head.head.lemma_.lower() in {
            "plan",
            "decision",
            "order",
            "proposal",
            "intention",
            "promise",
            "threat",
            "call",
            "deal",
            "bid",
            "request",
            "agreement",
            "move",
            "attempt",
            "effort",
        }
    return head.dep_ in {"xcomp", "ccomp", "advcl"} and head.head.lemma_.lower() in _WILL


def _inherited(clause: Clause) -> Status:
    """A clause in another's plan or condition shares it: "would be towed … and searched"."""
    t = clause.top
    if (
        t.dep_ == "conj"
        and t.head.pos_ in {"VERB", "AUX"}
        and not any(c.dep_ in {"nsubj", "nsubjpass", "aux", "auxpass"} for c in t.children)
        and t.tag_ in {"VB", "VBN"}
    ):
        modal = _modal([t.head])
        if modal in MODALS_FUTURE or modal == "would":
            return "planned"
        if modal in MODALS_OPEN:
            return "hypothetical"
    return "actual"
