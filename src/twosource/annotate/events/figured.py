"""Which figures a clause tells, and in what order: what happened to people first, wholes before parts."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from twosource.annotate.events.clauses import SUBJECTS, Clause
from twosource.annotate.events.when import climb
from twosource.annotate.wording import word_set

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from twosource.records import Figure

Placed = tuple[int, "Figure", "Token | None"]  # index in the report, figure, the token by which it hangs

_WEIGHTY = word_set(
    "killed injured arrested missing evacuated rescued displaced abducted casualties hospital trapped stranded infected charged "
    "released aboard hostages participants strikers survivors deported convicted dismissed"
)
_SLIGHT = {"count": 2, "distance": 3, "duration": 4}
_WHOLE = 5
_BEHIND = 6  # tokens
_BOUND = frozenset({"acl", "xcomp", "advcl", "pcomp"})  # how a clause hangs that shares another's subject


def figures_of(found: Sequence[Clause], counted: Sequence[Placed]) -> dict[int, list[int]]:
    """Predicate's token index → indexes of its figures, the one that the clause is about first."""
    out: dict[int, list[int]] = {}
    for i, _, token in counted:
        host = _put_at(token, found) or host_of(token, found) if token is not None else None
        own = _relative(token, found) if token is not None else None
        for clause in (host, own if own is not host else None):
            if clause is not None:
                out.setdefault(clause.head.i, []).append(i)
    for clause in found:
        if clause.head.i not in out:
            out[clause.head.i] = _adopted(clause, found, out)
    rank = {i: (_weight(figure, token), i) for i, figure, token in counted}
    for indexes in out.values():
        indexes.sort(key=rank.__getitem__)
    return out


def _weight(f: Figure, t: Token | None) -> tuple[int, int, int, int]:
    """Order of a clause's figures: what happened to people first, wholes before parts, core arguments before the rest."""
    grade = _WHOLE if _is_whole(t) or is_former(t) else 0 if f.what in _WEIGHTY else _SLIGHT.get(f.what, 1)
    steps = 0 if t is None else 2 * _is_among(t)
    subject = t is not None and t.dep_ in SUBJECTS
    for _ in range(40):
        if t is None or t.pos_ in {"VERB", "AUX"} or t.head.i == t.i:
            break
        steps += t.dep_ in {"appos", "prep", "relcl", "acl"}
        t = t.head
        subject = t.dep_ in SUBJECTS or (subject and t.pos_ in {"VERB", "AUX"})
    return grade, steps, int(not subject), int(f.part)


def _is_among(t: Token) -> bool:
    """Tell whether the number is of some of those told before: "540 rifles, *among them nine* mortars"."""
    number = next((c for c in t.lefts if c.tag_ == "CD"), t)
    return t.doc[max(0, number.i - 2) : number.i].text.lower() == "among them"


def host_of(t: Token, found: Sequence[Clause]) -> Clause | None:
    """The clause that a word belongs to."""
    return climb(t, {i: c for c in found for i in {c.head.i, c.top.i}})


def _counted_by(t: Token) -> Token:
    """The noun that a number stands on, or the number where it stands alone."""
    return t.head if t.dep_ in {"nummod", "quantmod"} else t


def _put_at(t: Token, found: Sequence[Clause]) -> Clause | None:
    """The clause that puts a number *at* so much, where the parser hung it lower: "put those who fled at 18,000"."""
    noun = _counted_by(t)
    if noun.dep_ != "pobj" or noun.head.lower_ != "at":
        return None
    return next((c for c in found if c.head.lemma_ == "put" and any(a.i == c.head.i for a in noun.ancestors)), None)


def is_former(t: Token | None) -> bool:
    """Tell whether the number is what another took the place of: "*from 38* to 61", "from eight names to six"."""
    noun = _counted_by(t) if t is not None else None
    if noun is None or noun.dep_ != "pobj" or noun.head.lower_ != "from":
        return False
    behind = noun.doc[noun.i + 1 : noun.i + _BEHIND]
    return any(a.lower_ == "to" and b.tag_ == "CD" for a, b in pairwise(behind))


def _relative(t: Token, found: Sequence[Clause]) -> Clause | None:
    """The relative clause on the counted noun: "the four people *who died*"."""
    noun = t.head if t.dep_ in {"nummod", "det", "quantmod"} else t
    return next((c for c in found if c.top.dep_ in {"relcl", "acl"} and c.top.head.i == noun.i), None)


def _adopted(clause: Clause, found: Sequence[Clause], figures: dict[int, list[int]]) -> list[int]:
    """Figures that a clause's close dependants tell for it: "gave way, *killing nine*", "we saw *seven taken off*"."""
    for c in found:
        if c is clause or c.top.head.i not in {clause.head.i, clause.top.i}:
            continue
        if c.top.dep_ in {"csubj", "nsubj"}:  # "spraying by two aircraft began"
            return list(figures.get(c.head.i, []))
        if c.head.i < clause.head.i:
            continue
        own_subject = any(g.dep_ in SUBJECTS for g in c.top.children)
        participle = c.top.tag_ == "VBG" and c.top.dep_ in {"advcl", "acl", "conj"} and not own_subject
        seen = c.top.dep_ in {"ccomp", "xcomp"} and clause.head.lemma_ in {
            "see",
            "watch",
            "find",
            "witness",
            "want",
            "ask",
            "order",
            "let",
            "have",
        }
        if participle or seen:
            return list(figures.get(c.head.i, []))
    inner = (c for c in found if c is not clause and c.top.dep_ in _BOUND and clause.head.i < c.head.i < clause.last)
    return next((list(figures[c.head.i]) for c in inner if figures.get(c.head.i) and not _has_subject(c)), list[int]())


def _has_subject(clause: Clause) -> bool:
    return any(g.dep_ in SUBJECTS for g in clause.top.children)


def _is_whole(t: Token | None) -> bool:
    """Tell whether the number only says out of how many: "six *of the 44*", "*of the 44* injured, six remained"."""
    noun = t.head if t is not None and t.dep_ in {"nummod", "amod"} else t
    if noun is None or noun.dep_ != "pobj" or noun.head.lower_ != "of":
        return False
    of, above = noun.head, noun.head.head
    fronted = of.is_sent_start and any(c.tag_ == "CD" and c.dep_ in SUBJECTS for c in above.children)
    return above.tag_ == "CD" or bool(fronted)


def tells(f: Figure) -> bool:
    """Tell whether a reader would want the figure told by itself."""
    return f.what not in {"count", "distance", "duration"} and not (f.what == "people" and not f.part)
