"""Counts that somebody keeps: "the union's figure is 40", "has 14 dead on its list", "by the club's reckoning".

Whoever keeps a count vouches for it, though no verb of saying stands there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from twosource.annotate.attribution import spans
from twosource.annotate.wording import word_set

if TYPE_CHECKING:
    from spacy.tokens import Token

# What a count is kept in: "the committee's list runs to 19 names".
_KEPT_IN = word_set(
    "list tally toll count figure total estimate register log roll ledger record reckoning book number calculation sheet"
)
_COMES_TO = word_set("be run stand come amount have show include give hold contain remain reach name")
# Whose words or sums they are: "by his account", "on the police count".
_BY = word_set(
    "account reckoning count tally estimate reckonings calculation calculations figures estimates records version telling"
)
_LISTS = frozenset({"list", "lists", "books", "log", "register"})  # "by the sheriff's list"
_BESIDE = frozenset({"punct", "cc", "conj", "advcl", "parataxis"})
# "the number of dead", "the count of votes": what is counted, not who counts.
_SUFFERERS = word_set("dead death killed injured wounded missing victim casualty vote ballot people person arrest case seat")
_FREE = frozenset({"in", "on", "by", "from"})


def kept(verb: Token) -> tuple[Token, set[int]] | None:
    """(whose count it is, tokens of the count): of a verb whose subject is a count, that has it "on its list" or makes it N."""
    subject = spans.subject(verb)
    if subject is None or spans.is_passive(verb):
        return None
    lemma = subject.lemma_.lower()
    if lemma in _KEPT_IN and verb.lemma_ in _COMES_TO and (owner := owner_of(subject)) is not None:
        told = _governed(verb)
        return (owner, told) if _has_number(verb, told) else None
    if verb.lemma_ == "stick":
        to = next((c for c in verb.children if c.dep_ == "prep" and c.lower_ in {"to", "by"}), None)
        told = spans.subtree(to) - {to.i} if to is not None else set[int]()
        return (subject, told) if any(verb.doc[i].tag_ == "CD" for i in told) else None
    if verb.lemma_ == "have":
        return _on_its_list(verb, subject)
    if verb.lemma_ == "make" and verb.i + 2 < len(verb.doc) and verb.nbor(1).lower_ == "it":
        told = _governed(verb) | {verb.i + 1}
        return (subject, told) if verb.nbor(2).like_num or _approximates(verb.nbor(2)) else None
    return None


def _on_its_list(verb: Token, subject: Token) -> tuple[Token, set[int]] | None:
    what = next((c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i), None)
    if what is None:
        return None
    told = spans.subtree(what)
    on = [t for c in (verb, what) for t in c.children if t.dep_ == "prep" and t.lower_ in {"on", "in"} and t.i > verb.i]
    lists = any(g.lemma_.lower() in _KEPT_IN and any(p.dep_ == "poss" for p in g.children) for t in on for g in t.children)
    if lists and _has_number(verb, told):
        return subject, told - {i for t in on for i in spans.subtree(t)}
    return None


def owner_of(noun: Token) -> Token | None:
    """Whose a count or an account is: "the *mayor*'s figure", "the list of the *union*", "the toll kept by the *hospital*"."""
    poss = next((c for c in noun.children if c.dep_ == "poss"), None)
    if poss is not None:
        return poss
    for child in noun.children:
        by = child if child.dep_ == "prep" and child.lower_ in {"of", "by", "from"} else None
        if child.dep_ == "acl" and child.lemma_ in {"keep", "give", "compile", "release", "publish", "issue", "draw"}:
            by = next((g for g in child.children if g.dep_ == "agent" or g.lower_ == "by"), None)
        goal = next((g for g in by.children if g.dep_ == "pobj"), None) if by is not None else None
        if goal is not None and not any(t.like_num for t in goal.subtree) and goal.lemma_.lower() not in _SUFFERERS:
            return goal
    return None


def by_account(lead: Token) -> Token | None:
    """Whose account it is in "by the party's reckoning", "in Mr Asto's account", "on the count of the union"."""
    noun = next((c for c in lead.children if c.dep_ in {"pobj", "pcomp"}), None)
    if lead.lower_ == "in" and noun is not None and noun.lower_ == "words":
        return owner_of(noun)  # "in the words of the doctor"
    kept = _BY | _LISTS if lead.lower_ == "by" else _BY
    if lead.lower_ not in _FREE or noun is None or noun.lower_ not in kept:
        return None
    poss = next((c for c in noun.children if c.dep_ == "poss" or (noun.dep_ == "pcomp" and c.dep_ == "nsubj")), None)
    if poss is not None:
        # "in his account of the war" is what he wrote; "by his account" what he says
        return None if lead.lower_ in {"in", "from"} and any(c.lower_ == "of" for c in noun.children) else poss
    return owner_of(noun) if lead.lower_ in {"by", "on"} else None


def _governed(verb: Token) -> set[int]:
    """What stands behind a verb in its own clause."""
    return {i for c in verb.children if c.i > verb.i and c.dep_ not in _BESIDE for i in spans.subtree(c)}


def _has_number(verb: Token, told: set[int]) -> bool:
    return any(verb.doc[i].like_num for i in told)


def _approximates(token: Token) -> bool:
    return token.lower_ in {"about", "some", "nearly", "almost", "over", "more", "at", "closer"}
