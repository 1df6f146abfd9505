"""Which way a time without a year or a week points, from the verb that governs it: back, ahead, or unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

BACK, UNKNOWN, AHEAD = -1, 0, 1

_MODALS = {"will", "'ll", "’ll", "wo", "shall", "would", "'d", "may", "might", "can", "could", "should", "must"}
# What these words govern lies ahead of whoever says them: "expected to meet on Friday", "the vote due on Friday".
_PLANS = frozenset(
    "schedule expect plan due set slate intend hope want aim plot ask urge call agree decide vow promise pledge prepare order "
    "propose likely able about ready poise bind mean suppose invite seek threaten need allow until postpone delay adjourn "
    "slated bound supposed scheduled expected planned postponed delayed effective upcoming tentatively anticipate "
    "predict forecast request demand refuse fail warn possible start begin commence resume".split()
)
_OPENINGS = {"starting", "beginning", "commencing", "effective"}
_MOST_STEPS = 12


def direction(doc: Doc, start: int, end: int) -> int:
    """BACK, AHEAD or UNKNOWN for the time expression at characters `[start, end)`."""
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None or not len(span):
        return UNKNOWN
    before = doc[span.start - 1].lower_ if span.start else ""
    if before in _OPENINGS:
        return AHEAD
    if before == "of" and span.start > 1 and doc[span.start - 2].lower_ == "ahead":
        return AHEAD
    lean = AHEAD if before in {"until", "till", "by"} else UNKNOWN
    return _of_chain(span.root, span.start, span.end) or lean


def _of_chain(token: Token, start: int, end: int) -> int:
    for _ in range(_MOST_STEPS):
        above = token.head
        if above.i == token.i:
            break
        token = above
        if start <= token.i < end:
            continue
        if token.tag_.startswith("VB") or token.tag_ == "MD":
            found = _of_verb(token)
            if found:
                return found
        elif token.lemma_.lower() in {"due", "effective", "likely", "slated", "ahead", "scheduled", "upcoming"}:
            return AHEAD
    return _of_verb(token) if token.tag_.startswith("VB") else UNKNOWN


def _of_verb(verb: Token) -> int:  # noqa: PLR0911 - one line a form of the verb
    helpers = [child for child in verb.lefts if child.dep_ in {"aux", "auxpass"}]
    words = {child.lower_ for child in helpers}
    tag = verb.tag_
    if "have" in words and words & _MODALS:
        return BACK  # "would have met"
    if words & _MODALS:
        return AHEAD
    if "to" in words:
        return _of_infinitive(verb)
    if tag == "VBD" or words & {"was", "were", "had", "has", "have", "did", "'ve", "’ve"}:
        return AHEAD if tag in {"VBN", "JJ"} and verb.lemma_ in _PLANS - {"start", "begin", "ask", "order"} else BACK
    if tag == "VBN":
        return AHEAD if verb.lemma_ in _PLANS or verb.lower_ in _PLANS else _of_participle(verb)
    if tag in {"VBZ", "VBP"}:
        return UNKNOWN if verb.lemma_ in {"say", "be", "have", "show", "report", "tell"} and not words else AHEAD
    if tag == "VBG" and words & {"is", "are", "am", "'s", "'re", "’s", "’re"}:
        return AHEAD
    return UNKNOWN


def _of_infinitive(verb: Token) -> int:
    above = verb.head
    if above.i == verb.i:
        return AHEAD  # a headline: "Ministers to meet on Friday"
    if above.lemma_ in _PLANS or above.lower_ in _PLANS or above.lemma_ == "be" or above.tag_.startswith(("NN", "JJ")):
        return AHEAD
    return UNKNOWN  # the next verb up the chain decides


def _of_participle(verb: Token) -> int:
    """"the bill passed on Friday": done, unless its helper verb says otherwise."""
    return UNKNOWN if any(child.dep_ in {"aux", "auxpass"} for child in verb.lefts) else BACK
