"""Which way a time without a year or a week points, from the verb that governs it: back, ahead, or unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twosource.annotate.times.atoms import data, listed

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

BACK, UNKNOWN, AHEAD = -1, 0, 1

_FIRM = listed("firm modals")
_LOOSE = listed("loose modals")
# What these words govern lies ahead of whoever says them: "expected to meet on Friday", "the vote due on Friday".
_SCHEDULE = listed("schedule")
_AHEAD_WORDS = listed("ahead")
_CALLS = listed("calls")
_ARRANGE = listed("arrange")
_PLANS = _SCHEDULE | listed("plans")
_PLANNED = listed("planned")
_LASTING = listed("lasting")
_PERCEIVING = listed("perceiving")
_OPENS = listed("openers")
_OPENINGS = listed("openings")
_CONDITIONS = listed("conditions")
_WEEKDAYS = frozenset(data()["words"]["WEEKDAY"])
_MOST_STEPS = 12


def direction(doc: Doc, start: int, end: int) -> int:  # noqa: PLR0911 - one line a preposition
    """BACK, AHEAD or UNKNOWN for the time expression at characters `[start, end)`."""
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None or not len(span):
        return UNKNOWN
    before = [token.lower_ for token in doc[max(0, span.start - 3) : span.start]]
    last = before[-1] if before else ""
    if last in _OPENINGS or before[-2:] == ["ahead", "of"] or (before in (["as", "soon", "as"], ["as", "early", "as"])):
        return AHEAD
    if last == "since":
        return BACK
    if last == "for" and _is_set_for(span):
        return AHEAD
    content = _of_content(span)
    found = _of_verb(content, through_noun=False) if content is not None else _of_chain(span.root, span.start, span.end)
    if last in {"until", "till", "through"}:
        return BACK if found == BACK and _was_so_until(span.root) else AHEAD
    if last == "from" and found == UNKNOWN and _is_told_in_the_present(span.root):
        return AHEAD  # "From Sunday the lifts have to stand still"
    if last == "by":
        return AHEAD if found == BACK and _is_undone(span.root) else found or AHEAD
    return found


def _is_set_for(span: Span) -> bool:
    """True in "has put the bill down for Monday"; not in "for Monday's dead", "For Monday the list has …"."""
    start, after = span.start - 1, span.doc[span.end].lower_ if span.end < len(span.doc) else ""
    host = span.doc[start].head  # not "entries for Monday", "of the doctors promised for Monday we counted nine"
    if host.dep_ == "acl" or not (host.tag_.startswith("VB") or host.lower_ in {"down", "up", "off"}):
        return False
    return not span.doc[start].is_sent_start and after not in {"'s", "’s"} and span[0].lower_ in _WEEKDAYS


def _verb_above(token: Token) -> Token | None:
    return next((t for t in token.ancestors if t.tag_.startswith("VB")), None)


def _is_undone(token: Token) -> bool:
    """True in "whoever has not returned by Friday": what is not yet done is to be done by then."""
    verb = _verb_above(token)
    if verb is None:
        return False
    return any(t.lower_ in {"has", "have"} for t in verb.lefts) and any(t.dep_ == "neg" for t in verb.lefts)


def _of_content(span: Span) -> Token | None:
    """The verb of what is said, where the words of who says so only break in: "On Monday, she said, the bill will be laid"."""
    verb = _verb_above(span.root)
    if verb is None or verb.tag_ != "VBD" or verb.i < span.end or span.doc[span.end].text != ",":
        return None
    if verb.dep_ == "parataxis" and verb.head.i > verb.i and verb.head.tag_.startswith("VB"):
        return verb.head
    after = next((t for t in verb.children if t.dep_ == "ccomp" and t.i > verb.i), None)
    return after if after is not None and span.doc[verb.i + 1].text == "," else None


def _was_so_until(token: Token) -> bool:
    """True in "until Thursday, the road was closed", "went on until Thursday"; not in "was extended until Thursday"."""
    start = token.i
    for _ in range(_MOST_STEPS):
        if token.tag_.startswith("VB"):
            break
        if token.head.i == token.i:
            return False
        token = token.head
    if start < token.i or any(child.lower_ in {"had", "not", "n't", "n’t"} for child in token.children):
        return True
    while token.tag_ == "VBG" and token.dep_ in {"xcomp", "pcomp", "advcl"}:  # "went on talking until Thursday"
        token = token.head if token.dep_ != "pcomp" else token.head.head
    return token.tag_ == "VBD" and token.lemma_ in _LASTING


def _is_told_in_the_present(token: Token) -> bool:
    verb = _verb_above(token)
    return verb is not None and verb.tag_ in {"VBZ", "VBP"} and not any(t.tag_ == "VBD" for t in verb.lefts)


def _of_chain(token: Token, start: int, end: int) -> int:  # noqa: C901 - one line a word above
    through_noun = False
    # "to a vote on Friday" may hang on the verb as well: only "Friday's vote" is the noun's for sure
    loose = token.dep_ == "pobj" and token.head.lower_ == "on" and token.head.i < start
    for _ in range(_MOST_STEPS):
        above, joined = token.head, token.dep_ in {"conj", "appos"}
        if above.i == token.i:
            break
        token = above
        if start <= token.i < end:
            continue
        if token.tag_.startswith("VB"):
            if _belongs_to_report(token, start):
                return BACK
            found = _of_verb(token, through_noun=through_noun)
            if not found and loose and any(child.tag_ in {"MD", "TO"} for child in token.lefts):
                found = max(_of_verb(token, through_noun=False), UNKNOWN)
            if found or _is_finite(token):
                return found
        elif token.lower_ in _AHEAD_WORDS:
            return AHEAD
        elif token.tag_.startswith("NN") and not joined:
            through_noun = True
            if any(child.lower_ in _PLANNED for child in token.lefts):
                return AHEAD
    return UNKNOWN


def _belongs_to_report(verb: Token, start: int) -> bool:
    """True in "The firm said on Monday it would cut jobs": the time stands before the subject of what was said."""
    said = verb.head
    if verb.dep_ != "ccomp" or said.tag_ != "VBD" or not said.i < start:
        return False
    return any(child.dep_ in {"nsubj", "nsubjpass", "mark"} and child.left_edge.i > start for child in verb.lefts)


def _is_finite(verb: Token) -> bool:
    """A finite verb closes the clause: what stands above it does not govern the time."""
    if verb.tag_ in {"VBD", "VBZ", "VBP"}:
        return True
    return any(child.dep_ in {"aux", "auxpass"} and child.tag_ in {"VBD", "VBZ", "VBP", "MD"} for child in verb.lefts)


def _of_verb(verb: Token, *, through_noun: bool) -> int:  # noqa: C901, PLR0911 - one line a form of the verb
    words = {child.lower_ for child in verb.lefts if child.dep_ in {"aux", "auxpass"}}
    if _is_seen(verb, words):
        return _of_verb(verb.head, through_noun=through_noun)
    if (
        verb.lemma_ in _SCHEDULE
        and not _has_particle(verb)
        and "had" not in words
        and (words or verb.tag_ != "VBD" or verb.lemma_ in _ARRANGE)
    ):
        return AHEAD
    if through_noun and verb.lemma_ in _CALLS:
        return AHEAD  # "has called both sides to talks on Thursday"
    if {"to", "have"} <= words and verb.head.lemma_ == "be":
        return UNKNOWN if through_noun else AHEAD  # "was to have ended on Friday"
    if words & {"have", "had", "has", "'ve", "’ve"}:
        return UNKNOWN if through_noun else BACK  # "would have met", "has met", "had met"
    if words & _FIRM or _is_planned(verb):
        return AHEAD
    if "could" in words and ("be" in words or any(child.dep_ == "neg" for child in verb.lefts)):
        return UNKNOWN  # "could not be reached on Friday"
    if words & _LOOSE:
        return UNKNOWN if through_noun else AHEAD
    if "to" in words:
        return _of_infinitive(verb)
    if verb.tag_ == "VBG":
        return AHEAD if words & {"is", "are", "am", "'s", "'re", "’s", "’re"} and not through_noun else UNKNOWN
    if verb.tag_ == "VB" and not any(child.dep_ in {"nsubj", "nsubjpass"} for child in verb.lefts):
        return AHEAD if verb.dep_ in {"ROOT", "ccomp"} else UNKNOWN  # an order: "Keep off the roads on Saturday"
    if verb.tag_ in {"VBZ", "VBP"}:
        return AHEAD if not words and not through_noun and _present_is_ahead(verb) else UNKNOWN
    return _of_past(verb, words, through_noun=through_noun)


def _is_seen(verb: Token, words: set[str]) -> bool:
    """True in "saw them go in on Tuesday", "watched police open fire": who saw it tells when."""
    return not words and verb.tag_ in {"VB", "VBP", "VBG"} and verb.dep_ in {"ccomp", "xcomp"} and verb.head.lemma_ in _PERCEIVING


def _has_particle(verb: Token) -> bool:
    """True in "was set off on Tuesday", "was set up": something else than "was set for Tuesday"."""
    return any(child.dep_ == "prt" for child in verb.children)


def _present_is_ahead(verb: Token) -> bool:
    """True in "the talks begin on Friday", "the meeting is on Friday", "if they fail on Friday"."""
    if verb.lemma_ == "be":
        return not any(child.dep_ == "expl" for child in verb.lefts)  # "there are 27 entries for Friday" lists what was
    return verb.lemma_ in _OPENS or any(child.lower_ in _CONDITIONS for child in verb.lefts)


def _is_planned(verb: Token) -> bool:
    """True in "are due to land on Friday", "is likely to vote"."""
    return verb.lemma_ == "be" and any(child.dep_ == "acomp" and child.lower_ in _AHEAD_WORDS for child in verb.rights)


def _of_past(verb: Token, words: set[str], *, through_noun: bool) -> int:
    if verb.tag_ == "VBD" or words & {"was", "were", "did"} or (verb.tag_ == "VBN" and not words):
        return UNKNOWN if through_noun else BACK
    return UNKNOWN


def _of_infinitive(verb: Token) -> int:
    above = verb.head
    if above.i == verb.i:
        return AHEAD  # a headline: "Ministers to meet on Friday"
    if any(child.lower_ == "had" for child in above.lefts):
        return BACK  # "had been due to expire on Friday"
    if above.lemma_ in _PLANS or above.lower_ in _PLANS or above.lemma_ == "be":
        return AHEAD
    return UNKNOWN  # the next verb up the chain decides
