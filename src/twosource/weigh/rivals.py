"""Rival accounts of one happening: two sources that name another culprit or cause, or another place.

No likeness decides, but what the clauses name: whom each blames, who accuses whom, where
each says that it was. A pair counts only where two voices stand behind it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from twosource.annotate.lexicon import actors
from twosource.records import Conflict
from twosource.weigh.voices import words_of

if TYPE_CHECKING:
    from twosource.records import Statement
    from twosource.weigh.told import Told

_STEM = 6  # letters by which words are compared
_ALIKE = 0.5  # likelihood from which two clauses are held to speak of one happening
_NP = r"(?P<who>(?:(?:the|a|an|its|his|her|their|some|own)\s+)?(?:[\w'’-]+\s*){1,4})"
_BLAMES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\bblam(?:e|es|ed|ing)\s+(?:it\s+on\s+)?{_NP}",
        rf"\battribut(?:e|es|ed)\s+[^.;]{{0,40}}?\bto\s+{_NP}",
        rf"\b(?:caused|set off|triggered|carried out|committed|fired|started|planted|shelled|attacked)\s+by\s+{_NP}",
        rf"\b(?:because of|due to|owing to|the work of|the result of|the fault of|resulted from|came from|come from)\s+{_NP}",
        rf"\bspeaks?\s+of\s+{_NP}",
        r"(?<![\w'’-])(?P<who>(?:[\w'’-]+\s+){1,4})(?:had\s+been|has\s+been|was|were|is|are)\s+to\s+blame\b",
    )
)
_WHERE = re.compile(
    r"\b(?:in|at|on|off|inside|outside|near|under)\s+(?P<place>(?:(?:the|a|an|its|his|her|their)\s+)?(?:[\w'’-]+(?:\s+of\s+|\s*)){1,4})",
    re.IGNORECASE,
)
_PLACED = frozenset("be occur happen lie stand stay remain anchor begin start hold".split())
_NOT_IT = re.compile(
    r"\b(?:it|that|this)\s+(?:was|is)\s+not\s+(?:(?:in|at|on|from)\s+)?(?:the|a|an)\s+(?P<what>[\w'’-]+(?:\s+[\w'’-]+)?)",
    re.IGNORECASE,
)
_TIMES = frozenset(
    w[:_STEM]
    for w in """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december morning afternoon evening night noon midnight day week month year hours minutes time
    moment end first last time least once all fact""".split()
)
_IT_WAS = re.compile(
    r"\bit (?:was|had been|is) (?:not .{1,40}? but )?(?P<who>(?:[\w'’-]+ ){1,5}?)(?:who|that|which)\b", re.IGNORECASE
)
_BY = re.compile(r"\bby (?P<who>(?:(?:the|a|an|its|his|her|their|some|two|three)\s+)?(?:[\w'’-]+\s*){1,4})", re.IGNORECASE)
# Deeds that are one side's or the other's.
_DEEDS = frozenset(
    """fire shoot shot open kill blow dynamite cut attack bomb shell set detonate throw burn push stab beat destroy strike
    start""".split()
)
_STATE, _FOES, _NEITHER = "state", "foes", "neither"
_SIDES = {
    **dict.fromkeys(("COP", "MIL", "SPY"), _STATE),
    **dict.fromkeys(("REB", "UAF", "CRM"), _FOES),
    **dict.fromkeys(("CVL", "OPP", "REL", "EDU", "LAB", "REF"), _NEITHER),
}
_SMALL = frozenset("the a an its his her their some own of and or to in on at that this it by for with from".split())


def between(a: Statement, b: Statement, told: Told) -> Conflict | None:
    """What two statements contradict each other on by naming another culprit or place; None where they do not."""
    if told.alike(a, b) < _ALIKE or told.same_origin(a, b) or "hypothetical" in {a.status, b.status}:
        return None
    if a.polarity == b.polarity == "asserts":
        if _accuse_each_other(a, b) or _blame_others(a, b, told) or _done_by_others(a, b, told):
            return Conflict("actor", a.event, a.id, b.id, "each names another who did it or why")
        if _placed_apart(a, b, told):
            return Conflict("place", a.event, a.id, b.id, "each names another place")
    return None


def corrected(denial: Statement, claim: Statement, told: Told) -> Conflict | None:
    """A denial of the place or of the culprit alone ("it was not the drying hall"), not of the happening."""
    m = _NOT_IT.search(told.words(denial))
    if m is None:
        return None
    what, words = m["what"].casefold(), told.words(claim).casefold()
    at = words.find(what)
    if at < 0:
        return None
    kind = "place" if re.search(r"\b(?:in|at|on|off|near|from|inside)\s+(?:the\s+|a\s+|an\s+)?$", words[:at]) else "actor"
    return Conflict(kind, denial.event, claim.id, denial.id, f"one says {what}, the other that it was not")


def _accuse_each_other(a: Statement, b: Statement) -> bool:
    """Whether the source of each is the culprit of the other."""
    if not (a.chain and b.chain and a.actor and b.actor):
        return False
    source_a, source_b = words_of(a.chain[-1]), words_of(b.chain[-1])
    actor_a, actor_b = words_of(a.actor), words_of(b.actor)
    return bool(source_a & actor_b and source_b & actor_a) and not actor_a & actor_b


def _blame_others(a: Statement, b: Statement, told: Told) -> bool:
    return differ(culprit(told.words(a)), culprit(told.words(b)))


def differ(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two clauses name whom they blame, or where it was, and nothing of it is in both."""
    return bool(one and other) and not one & other


def _done_by_others(a: Statement, b: Statement, told: Told) -> bool:
    """Whether two sources give one deed to two sides: "A hooded man fired the shot" and "It was the police who fired"."""
    if a.event != b.event or not (told.vouched(a) and told.vouched(b)) or not all(_is_deed(s, told) for s in (a, b)):
        return False
    one, other = (side(told.words(s), s.actor) for s in (a, b))
    return bool(one and other) and one != other


def _is_deed(s: Statement, told: Told) -> bool:
    return told.head(s) in _DEEDS or _IT_WAS.search(told.words(s)) is not None


@lru_cache(maxsize=4096)
def side(words: str, actor: str | None) -> str:
    """On which side the doer stands, as far as his calling tells: of the state, of those who fight it, of neither; "" unknown.

    Who did it stands in the words of a clause in "it was X who" or behind "by", else it is its actor.
    """
    m = _IT_WAS.search(words) or _BY.search(words)
    doers = (m["who"] if m else "", (actor or "").split("; ")[0])
    return next((found for doer in doers if (found := _stands(doer))), "")


def _stands(doer: str) -> str:
    callings = (_calling(w.strip(",.'’“”\"").lower()) for w in doer.split())
    return next((_SIDES[code] for code in callings if code in _SIDES), "")


def _calling(word: str) -> str | None:
    known = actors()
    for form in (word, word.removesuffix("s"), word.removesuffix("men") + "man" if word.endswith("men") else word):
        if code := known.person.get(form) or known.organisation.get(form) or known.group.get(form):
            return code
    return None


@lru_cache(maxsize=4096)
def culprit(words: str) -> frozenset[str]:
    """The telling words of whom or what a clause blames; empty where it blames nobody."""
    for pattern in _BLAMES:
        if m := pattern.search(words):
            return _telling(m["who"])
    return frozenset[str]()


def _placed_apart(a: Statement, b: Statement, told: Told) -> bool:
    heads = {told.head(a), told.head(b)}
    if a.event != b.event or a.status != b.status or not heads <= _PLACED or heads == {"be"}:
        return False
    if any(told.says(s, "there is") for s in (a, b)):
        return False
    return differ(places(told.words(a)), places(told.words(b)))


@lru_cache(maxsize=4096)
def places(words: str) -> frozenset[str]:
    """The telling words of where a clause says that something was."""
    found = [_telling(m["place"]) for m in _WHERE.finditer(words)]
    return frozenset(w for one in found if not one & _TIMES and not any(c.isdigit() for w in one for c in w) for w in one)


def _telling(words: str) -> frozenset[str]:
    found = (w.strip("'’").casefold() for w in words.split())
    return frozenset(w[:_STEM] for w in found if len(w) > 2 and w not in _SMALL)
