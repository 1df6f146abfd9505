"""The clauses of a sentence: where each predicate's own words start and end.

A clause is the hull of its predicate's subtree, less what stands beside it: clauses coordinated after it,
the words that only say who says so ("…, she said", "according to police"), a leading conjunction, and
punctuation at the edges. Relative clauses that restrict a noun take the noun with them ("the four people
who died on board"), since the noun is what the clause is about.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from twosource.annotate.events.vocabulary import PHASE, PLAN, PLAN_ADJECTIVES, SPEECH, TIME_MARKS
from twosource.annotate.wording import word_set

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Span as Sentence
    from spacy.tokens import Token

_CLAUSAL = word_set("ROOT ccomp advcl relcl acl conj parataxis csubj csubjpass pcomp dep xcomp appos npadvmod dobj pobj prep")
# Participles that have become prepositions.
_PREPOSITIONAL = frozenset({"according", "following", "including", "concerning", "regarding", "pending"})
_EDGE = word_set("• · * , ; : . — – - ( ) … ! ? ''") | frozenset("\"“”‘’'`«»")
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause: its predicate `head`, and the tokens `[first, last)` that are its own.

    `lead` is the verb that governs it, if that only frames it ("plans", "is due").
    """

    head: Token
    lead: Token | None
    first: int
    last: int

    @property
    def top(self) -> Token:
        """The token that carries subject, auxiliaries and time words: the framing verb, else the predicate."""
        return self.lead if self.lead is not None else self.head


def is_predicate(t: Token) -> bool:
    """Tell whether the token heads a clause."""
    if t.dep_ in {"aux", "auxpass"}:
        return False
    if t.pos_ in {"ADJ", "NOUN"} and t.dep_ in {"ROOT", "ccomp", "conj", "advcl", "relcl"}:
        return any(c.dep_ in {"auxpass", "cop"} for c in t.children)
    if t.pos_ not in {"VERB", "AUX"} or t.dep_ not in _CLAUSAL or t.lower_ in _PREPOSITIONAL:
        return False
    if t.dep_ == "conj" and t.head.pos_ not in {"VERB", "AUX"} and not any(c.dep_ in SUBJECTS for c in t.children):
        return t.tag_ in {"VBD", "VBZ", "VBP"}
    return True


def is_saying(t: Token) -> bool:
    """Tell whether the predicate is a verb of speech whose content stands beside it."""
    if t.lemma_.lower() not in SPEECH:
        return False
    if t.dep_ == "parataxis":
        return True
    for c in t.children:
        if c.dep_ in {"ccomp", "parataxis"} and not (c.lemma_.lower() in SPEECH and _is_insert(c, t)):
            return True
        if c.text in {'"', "“", "”", "''", "``"}:
            return True
    return t.lemma_.lower() in {"say", "tell", "add"} and not any(
        c.i > t.i and (c.dep_ == "dobj" or c.tag_ == "CD") and c.tag_ in {"CD", "NNS"} for c in t.children
    )


def clauses(sentence: Sentence) -> Iterator[Clause]:
    """The clauses of a sentence in the order of their predicates, framing verbs folded into what they frame."""
    folded: set[int] = set()
    found: list[tuple[Token, Token | None]] = []
    for t in sentence:
        if t.i in folded or not is_predicate(t):
            continue
        head, lead = t, None
        inner = framed(t)
        while inner is not None:
            lead = lead if lead is not None else t
            folded.add(inner.i)
            head = inner
            inner = framed(head)
        found.append((head, lead))
    for head, lead in found:
        if head.i in folded and lead is None:
            continue
        bounds = extent(lead if lead is not None else head)
        if bounds is not None:
            yield Clause(head, lead, *bounds)


def framed(t: Token) -> Token | None:
    """The infinitive or participle for which `t` is only the frame: plan, phase or likelihood."""
    lemma = t.lemma_.lower()
    for c in t.children:
        if c.dep_ == "xcomp" and c.pos_ in {"VERB", "AUX"} and c.i > t.i:
            direct = not any(g.dep_ in {"dobj", "nsubj"} and g.i < c.i for g in t.children if g.dep_ == "dobj")
            if (lemma in PHASE or lemma in PLAN) and direct:
                return c
            if t.tag_ == "VBN" and lemma in {
                "believe",
                "think",
                "report",
                "say",
                "expect",
                "fear",
                "know",
                "see",
                "suppose",
                "schedule",
            }:
                return c
        if lemma == "be" and c.dep_ in {"acomp", "oprd"} and c.lemma_.lower() in PLAN_ADJECTIVES:
            inner = next((g for g in c.children if g.dep_ in {"xcomp", "ccomp"} and g.pos_ in {"VERB", "AUX"}), None)
            if inner is not None:
                return inner
        if lemma in {"be", "go"} and c.dep_ == "xcomp" and c.tag_ == "VB":  # "is to deliver", "is going to strike"
            return c
    return None


def _beside(top: Token) -> set[int]:
    """Tokens of the subtree that are no part of the clause: coordinated clauses, and who says so."""
    out: set[int] = set()
    for c in top.children:
        if c.dep_ == "conj" and is_predicate(c) and c.i > top.i:
            out.update(t.i for t in c.subtree)
            out.update(g.i for g in top.children if g.dep_ in {"cc", "punct"} and top.i < g.i < c.i and g.i >= _left(c) - 2)
        elif c.dep_ == "conj" and c.pos_ == "NUM" and any(g.dep_ == "acl" and g.tag_ == "VBN" for g in c.children):
            out.update(t.i for t in c.subtree)  # "… and 11 injured by an explosion"
        elif (
            (c.dep_ in {"parataxis", "ccomp"} and c.lemma_.lower() in SPEECH and _is_insert(c, top))
            or (c.dep_ in {"prep", "advcl", "npadvmod"} and c.lower_ == "according")
            or (
                c.dep_ == "advcl"
                and c.lemma_.lower() in SPEECH
                and any(g.lower_ in {"as", "like"} and g.dep_ in {"mark", "advmod"} for g in c.children)
            )
        ):
            out.update(t.i for t in c.subtree)
    return out


def _is_insert(c: Token, top: Token) -> bool:
    """As in "…, she said, …": a speech clause with its own subject and no content below it."""
    return (
        any(g.dep_ == "nsubj" for g in c.children)
        and not any(g.dep_ == "ccomp" for g in c.children)
        and (c.dep_ == "parataxis" or c.i > top.i)
    )


def _left(t: Token) -> int:
    return t.left_edge.i


def extent(top: Token) -> tuple[int, int] | None:
    """The clause's token bounds, or None if nothing is left of it."""
    away = _beside(top)
    inside = sorted(t.i for t in top.subtree if t.i not in away)
    if not inside:
        return None
    doc = top.doc
    while len(inside) > 1 and inside[-1] > top.i and (doc[inside[-1]].text in _EDGE or doc[inside[-1]].is_space):
        inside.pop()  # else the full stop would stretch the clause over what stands beside it
    first, last = _own_run(inside, top.i)
    last = _without_tail(top, first, last)
    if top.dep_ in {"relcl", "acl"}:
        first = _with_noun(top, first)
    while first < last and (doc[first].text in _EDGE or doc[first].is_space or _is_lead_word(doc[first], top)):
        first += 1
    while last > first and (doc[last - 1].text in _EDGE or doc[last - 1].is_space or doc[last - 1].dep_ == "cc"):
        last -= 1
    return (first, last) if first < last else None


def _without_tail(top: Token, first: int, last: int) -> int:
    """Leave out a long adverbial clause at the end that is told as a clause of its own, and stays long without it."""
    for c in top.children:
        if c.dep_ != "advcl" or c.i < top.i or c.right_edge.i < last - 2 or not any(g.dep_ in SUBJECTS for g in c.children):
            continue
        mark = c.left_edge
        if mark.lower_ not in _TAILS and not any(g.lower_ in _TAILS for g in c.children if g.i < c.i):
            continue
        if last - mark.i >= _LONG and mark.i - first >= max(5, (last - first) * 0.3):
            return mark.i
    return last


_TAILS = frozenset({"when", "after", "before", "as", "while", "since", "because", "although", "though", "once"})
_LONG = 7


def _own_run(inside: list[int], at: int) -> tuple[int, int]:
    """The hull of the clause's tokens, cut where a foreign run of more than eight tokens stands between."""
    first, last = inside[0], inside[-1]
    previous = inside[0]
    for i in inside[1:]:
        if i - previous > 9:
            if i <= at:
                first = i
            else:
                last = previous
                break
        previous = i
    return first, last + 1


def _is_lead_word(t: Token, top: Token) -> bool:
    return (
        t.i < top.i
        and (
            t.dep_ in {"mark", "cc"}
            or (t.dep_ in {"advmod", "prep"} and t.lower_ in {"when", "after", "before", "while", "as", "where"})
        )
        and (t.lower_ in TIME_MARKS)
    )


def _with_noun(top: Token, first: int) -> int:
    """A restrictive relative clause starts with its noun; after a comma it stands alone."""
    noun = top.head
    before = top.doc[first - 1] if first else None
    if before is None or before.text in {",", "—", "–"} or noun.i >= first or noun.pos_ not in {"NOUN", "PROPN", "PRON", "NUM"}:
        return first
    left = noun.left_edge.i
    return left if first - left <= 8 else noun.i
