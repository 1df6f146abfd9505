"""Which statements deny: by their own verb, by the words for their source, or because a denial goes before them.

A clause can deny without a negation in it ("the Front denied any part in it", "the talk of
prisoners is an invention"), and what a speaker adds to a denial belongs to it ("The police
denied it. Mr Kos had come to open a safe, a spokesman said"). A denied denial asserts
("nobody disputes that …").
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from twosource.records import Annotation, Polarity, Statement

_DENYING = frozenset({"deny", "refute", "rebut", "repudiate", "disclaim", "disavow"})
_REFUSING = frozenset({"reject", "dismiss", "dispute", "contest", "contradict", "counter"})
# What is denied in "denied him access": a thing that somebody wanted, no claim.
_WANTED = re.compile(
    r"\b(?:access|bail|entry|permission|visas?|asylum|requests?|leave|passage|appeal|parole|accreditation|treatment|care|food|water)\b",
    re.IGNORECASE,
)
_CLAIM = (
    r"(?:talk|claims?|allegations?|reports?|suggestions?|accusations?|rumou?rs?|charges?|accounts?|versions?|notion|criticism|story|"
    r"stories|assertions?|speculation|statements?)"
)
_CLAIMED = re.compile(rf"\b(?:{_CLAIM}|it|that|this|them)\b", re.IGNORECASE)
_FALSE = (
    r"(?:an? (?:\w+ )?(?:invention|lie|fabrication|fiction|hoax|falsehood|slander|provocation|fairy tale|rumou?r)|"
    r"inventions|lies|fabrications|not true|without foundation|"
    r"(?:\w+ly )?(?:false|untrue|baseless|unfounded|groundless|absurd|nonsense|invented|fabricated|ridiculous|preposterous))"
)
_UNTRUE = re.compile(
    rf"\b(?:is|are|was|were|be|been)\s+{_FALSE}\b|"
    rf"\b(?:call|calls|called|describes?d? as|dismiss(?:es|ed) as)\b[^.;]{{0,40}}?[“\"‘']?{_FALSE}\b|"
    rf"^\W*(?:totally |completely |utterly |simply |plainly )?{_FALSE}\W*$|"
    r"\b(?:no truth in|never happened|nothing of the (?:sort|kind)|no such thing)\b",
    re.IGNORECASE,
)
_NESTED = re.compile(r"\b(?:who|whom|whose|which|where|when|while|before|after|since|because|although|as)\b", re.IGNORECASE)
_CUE = re.compile(r"\b(?:den(?:y|ies|ied|ying)|reject\w*|dismiss\w*|disput\w+|refut\w+|rebut\w*)\b", re.IGNORECASE)
_NOT = re.compile(r"\b(?:not|never|nobody|no one|none|n[o']t|hardly)\b|n['’]t\b", re.IGNORECASE)
_DENIED = r"(?:den(?:y|ies|ied)|reject(?:s|ed)?|disput(?:es|ed)|contradict(?:s|ed))"
_JUST_DENIED = re.compile(
    rf"\b(?:{_DENIED} (?:it|this|that|them|the {_CLAIM}|any such \w+)(?: (?:too|again|all|outright|flatly|strongly))?|"
    r"(?:do|does|did) not accept (?:it|this|that)|(?:call|calls|called) (?:it|this|that) [“\"‘']?\w+[”\"’']?|"
    r"(?:It|They|He|She) (?:has|have|had|did|was|were|is|are|does|do) not)[.:]\W*$"
)
# A negation that leaves the happening standing: "not only", "would not open before Wednesday", "who has not paid", "must not".
_LIMITS = re.compile(
    r"\b(?:not|n['’]t|never)\s+(?:only|just|merely|simply|yet|fully|entirely|always|all|every\w*|more than|less than)\b|"
    r"\b(?:not|n['’]t)\s+(?:been\s+)?(?:finished|completed|decided|begun)\b|"
    r"(?<=\w )(?:that|which|whom?) (?:\w+ ){1,3}(?:has|have|had|does|do|did) not\b|"
    r"\bnot\b[^.;]*\b(?:before|until|yet|but)\b|\b(?:who|that|which) (?:has|have|had|does|do|did|is|are|was|were) not\b|"
    r"\bcannot\b|\b(?:should|must|may|might|can|need)\s*(?:not|n['’]t)\b|\b(?:if|unless|should there)\b",
    re.IGNORECASE,
)
# Silence is no denial.
_SILENT = re.compile(
    r"\b(?:(?:not|n['’]t|declin\w+ to|refus\w+ to|no) (?:\w+ )?"
    r"(?:comment|respond|reply|answer|say|elaborate|discuss|name|reach\w*|respons\w*)|no comment|not (?:be|been) reached)\b",
    re.IGNORECASE,
)
_BEFORE = 300  # characters before a statement in which the sentence before it is sought


def mark(statements: Sequence[Statement], annotations: Mapping[str, Annotation]) -> tuple[Statement, ...]:
    """The statements, each with the polarity that its words and their surroundings give it."""
    first: dict[str, Polarity] = {s.id: _polarity(s, annotations[s.report]) for s in statements}
    asserted: dict[str, set[str]] = defaultdict(set)
    for s in statements:
        if first[s.id] == "asserts":
            asserted[s.event].add(s.report)
    return tuple(replace(s, polarity=_after_denial(s, first[s.id], asserted[s.event], annotations[s.report])) for s in statements)


def likelihoods(statements: Sequence[Statement], by_words: Mapping[str, float]) -> dict[str, float]:
    """Statement id → how likely it denies: surely where it is marked so, else as the words of its clause have it."""
    return {s.id: 1.0 if s.polarity == "denies" else by_words.get(s.id, 0.0) for s in statements}


def outright(s: Statement, annotation: Annotation) -> bool:
    """Whether a denial says so itself, in its verb or in the words for its source, and is not only a negated clause."""
    return s.polarity == "denies" and (
        _says_no(s, annotation) or _cue_denies(s, annotation) or annotation.events[s.mention].status != "negated"
    )


def _polarity(s: Statement, annotation: Annotation) -> Polarity:
    if _says_no(s, annotation):
        return "denies"
    if _cue_denies(s, annotation):
        if not _is_what_is_denied(s, annotation):
            return "asserts"
        # "denied that anyone had ordered it" is one denial, "denied that nobody knew" is two
        return "asserts" if _NOT.search(_words(s, annotation)) or _undenied(s, annotation) else "denies"
    if s.status == "negated" and (_SILENT.search(words := _words(s, annotation)) or _LIMITS.search(words)):
        return "asserts"
    return s.polarity


def _says_no(s: Statement, annotation: Annotation) -> bool:
    if s.mention < 0:
        return False
    words, event = _words(s, annotation), annotation.events[s.mention]
    if event.status == "negated" or s.status == "hypothetical":
        return False
    if event.head in _DENYING:
        return not _WANTED.search(words)
    return bool((event.head in _REFUSING and _CLAIMED.search(words)) or _UNTRUE.search(words))


def _cue_denies(s: Statement, annotation: Annotation) -> bool:
    return bool(_CUE.search(_cue(s, annotation)))


def _is_what_is_denied(s: Statement, annotation: Annotation) -> bool:
    """Whether a statement is the clause that is denied, not one that stands in it ("denied holding a man who had warned")."""
    index = annotation.events[s.mention].attribution
    content = annotation.attributions[index].content if index is not None else ()
    start = min((a for a, _ in content), default=s.start)
    between = annotation.report.text[start : max(start, annotation.events[s.mention].trigger[0])]
    return not _NESTED.search(between)


def _undenied(s: Statement, annotation: Annotation) -> bool:
    """Whether a denial is itself denied ("nobody disputes that …", "he did not deny that …")."""
    return bool(_NOT.search(_cue(s, annotation)) or (s.chain and _NOT.match(s.chain[-1])))


def _cue(s: Statement, annotation: Annotation) -> str:
    index = annotation.events[s.mention].attribution if s.mention >= 0 else None
    cue = annotation.attributions[index].cue if index is not None else None
    return annotation.report.text[cue[0] : cue[1]] if cue else ""


def _after_denial(s: Statement, polarity: Polarity, asserted: set[str], annotation: Annotation) -> Polarity:
    """What follows "he denied it" in its paragraph denies too, where others assert the happening that it is about."""
    text = annotation.report.text
    before = text[max(0, s.start - _BEFORE) : s.start].rpartition("\n")[2]
    if asserted - {s.report} and s.status != "hypothetical" and _JUST_DENIED.search(before):
        return "denies"
    return polarity


def _words(s: Statement, annotation: Annotation) -> str:
    return annotation.report.text[s.start : s.end]
