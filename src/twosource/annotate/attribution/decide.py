"""Which candidates are attributions: named features, and a decision that reads nothing but them."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from twosource.annotate.attribution import origin
from twosource.annotate.attribution.cues import cues

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from twosource.annotate.attribution.candidate import Candidate
    from twosource.annotate.attribution.quotes import Quote

_GENERIC = frozenset(
    {"you", "one", "anyone", "everyone", "anybody", "everybody", "nobody", "i"}
)  # voices that name no one in particular
_NEAR = 20  # reporting clauses on either side among which the one that holds another is looked for
_HOLDING = frozenset(
    ["clause", "inside", "according", "transcript", "object", "infinitive", "preposition", "stand", "noun", "passive"]
)  # frames within whose content nothing is given again


def describe(doc: Doc, found: list[Candidate], marked: tuple[Quote, ...]) -> None:
    """Set the features of every candidate."""
    lexicon = cues()
    starts = [q.start for q in marked]
    for candidate in found:
        head = doc[candidate.head]
        n = bisect_right(starts, head.idx) - 1
        candidate.features["quoted"] = float(n >= 0 and head.idx < marked[n].end)
        candidate.features["at"] = float(head.idx)
        helpers = [c for c in head.children if c.dep_ in {"aux", "neg"}]
        candidate.features["modal"] = float(any(c.tag_ == "MD" for c in helpers))
        candidate.features["bare"] = float(any(c.tag_ == "TO" for c in helpers))
        candidate.features["negated"] = float(any(c.dep_ == "neg" for c in helpers))
        candidate.features["modifier"] = float(head.dep_ == "acl")
        candidate.features["mental"] = float(candidate.lemma in lexicon.mental)
        voice = doc[candidate.source_head] if candidate.source_head is not None else None
        candidate.features["wordless"] = float(candidate.source is not None and not _lettered(doc, candidate.source))
        candidate.features["restricted"] = float(_restricted(head))
        candidate.features["generic"] = float(voice is not None and voice.lower_ in _GENERIC)
        candidate.features["sourced"] = float(candidate.source is not None)
    holders = [c for c in found if c.frame in _HOLDING and not c.features["quoted"] and (c.frame == "transcript" or _sound(c))]
    heads = [c.head for c in holders]
    for candidate in found:
        at = bisect_right(heads, candidate.head)
        outer = _outer(doc, candidate, holders[max(0, at - _NEAR) : at + _NEAR])
        candidate.features["nested"] = float(outer is not None)
        candidate.features["relayed"] = float(
            outer is not None and _relays(doc, outer) and candidate.frame in {"clause", "inside"}
        )


def _lettered(doc: Doc, stretch: tuple[int, int]) -> bool:
    """Tell whether a source holds a letter: "07.30" speaks no word."""
    return any(c.isalpha() for c in doc[stretch[0] : stretch[1]].text)


def _restricted(head: Token) -> bool:
    """Tell whether the cue only tells one thing from another: "the groups that oppose the levy"."""
    clause = next((t for t in (head, *head.ancestors) if t.dep_ == "relcl"), None)
    return clause is not None and any(t.lower_ == "that" and t.dep_ == "nsubj" and t.i < head.i for t in clause.children)


def _outer(doc: Doc, candidate: Candidate, near: list[Candidate]) -> Candidate | None:
    """The reporting clause in whose content this cue stands; of two that hold each other, the parenthesis is the outer one."""
    at = doc[candidate.head].idx
    for other in near:
        if other is candidate or not _holds(other, at):
            continue
        if candidate.frame == "inside" and _holds(candidate, doc[other.head].idx):
            continue
        return other
    return None


def _relays(doc: Doc, outer: Candidate) -> bool:
    """Tell whether the outer voice carries others' words: an agency, a paper, a document."""
    if outer.source is None or outer.source_head is None:
        return False
    head = doc[outer.source_head]
    phrase = doc[outer.source[0] : outer.source[1]].text
    return origin.kind_of(doc, head, phrase, phrase, None) in {"agency", "outlet", "document"}


def _holds(candidate: Candidate, at: int) -> bool:
    return any(start <= at < end for start, end in candidate.content)


def accept(candidate: Candidate) -> bool:
    """Tell whether it is an attribution, by its frame and features alone."""
    f = candidate.features
    if candidate.frame == "transcript":
        return True
    return not (f["nested"] and not f["relayed"]) and _sound(candidate)


def _sound(candidate: Candidate) -> bool:
    """What `accept` asks of a candidate wherever it stands."""
    f = candidate.features
    if f["quoted"] or f["wordless"]:
        return False
    if candidate.frame in {"object", "infinitive", "preposition", "stand"} and f["bare"]:
        return False
    if candidate.frame == "infinitive" and f["negated"]:
        return False
    if candidate.frame == "object" and (f["modifier"] or f["restricted"]):
        return False
    return bool(f["sourced"]) or candidate.frame in {"passive", "according", "adverb", "seeming"}
