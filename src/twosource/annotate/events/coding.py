"""PLOVER type and mode of a clause or noun, by lexicon and structure. See docs/events.md for the traps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twosource.annotate.events.frames import classes_of, noun_names, recipients_of
from twosource.annotate.events.lexicon import Code, sense
from twosource.annotate.wording import word_set

if TYPE_CHECKING:
    from spacy.tokens import Token

    from twosource.annotate.events.frames import Frame
    from twosource.records import Status

_NO_CODE: Code = ("NONE", None)
# What follows "threatened to", "demanded that … be", "refused to" decides the mode.
_THREAT_MODES = {
    "SANCTION": "relations",
    "COERCE": "restrict",
    "ASSAULT": "violence",
    "MOBILIZE": "violence",
    "PROTEST": None,
}
_REQUEST_MODES = {
    "AID": "assist",
    "COOPERATE": "assist",
    "SUPPORT": "assist",
    "CONSULT": "meet",
    "RETREAT": "yield",
    "CONCEDE": "yield",
}
_REJECT_MODES = {
    "AID": "assist",
    "COOPERATE": "assist",
    "CONSULT": "meet",
    "RETREAT": "yield",
    "CONCEDE": "yield",
    "AGREE": "change",
}
_CHANGE = word_set("reform resign resignation election change law amend constitution step-down quit leave")
# AGREE takes up what is promised of these types; a promised withdrawal or release is a CONCEDE (PLOVER 2.0).
_ENDS = frozenset(
    {"strike", "protest", "ban", "curfew", "restriction", "sanction", "embargo", "lockdown", "blockade", "emergency"}
)


def code_clause(frame: Frame) -> Code:
    """The type and mode of a clause's act as if it happened. `("NONE", None)` where the lexicon knows no act in it."""
    arguments = {
        "obj": classes_of(frame.subjects if frame.passive else frame.objects),
        "subj": classes_of(frame.agents if frame.passive else frame.subjects),
    }
    found = sense("v", frame.names, arguments)
    ending = _ending(frame)
    if ending is not None:
        return ending
    if frame.event is not None and (found is None or found[0] in {"NONE", "ACCIDENT"} or "-" not in _matched(frame)):
        noun = code_noun(frame.event)
        if noun[0] != "NONE" and noun[0] != "ACCIDENT":
            return noun
        if noun[0] == "ACCIDENT" and found is None:
            return noun
    if found is None and frame.trigger.lemma_ == "be":
        found = _of_complement(frame.trigger)
    found = found or _NO_CODE
    if found[0] == "ASSAULT" and not frame.agents and _is_mishap(frame):
        return ("ACCIDENT", None)
    return _with_content(frame, found)


def as_told(code: Code, head: str, status: Status) -> Code:
    """The code with the status taken in, as PLOVER 2.0 asks.

    What is only planned of CONSULT, SUPPORT, COOPERATE and AID is an AGREE; a planned RETREAT is a CONCEDE;
    what is not accepted, allowed or granted is a REJECT.
    """
    if status == "planned" and code[0] in {"CONSULT", "SUPPORT", "COOPERATE", "AID"}:
        return ("AGREE", None)
    if status == "planned" and code[0] == "RETREAT" and code[1] != "resign":
        return ("CONCEDE", None)
    if status == "negated" and head in _GRANTING and code[0] in {"AGREE", "CONCEDE", "SUPPORT", "AID"}:
        return ("REJECT", None)
    return code


_GRANTING = word_set("accept agree allow permit grant give approve recognise recognize concede authorise authorize")


def _is_mishap(frame: Frame) -> bool:
    """Harm without a human hand: no doer is named, and a mishap stands in the sentence and no weapon or fighter does.

    "Four were killed in a crash", "eleven were hurt when the roof collapsed".
    """
    doer = () if frame.passive else frame.subjects
    if doer and not (classes_of(doer) & {"mishap", "illness"}):
        return False
    words = {t.lemma_.lower() for t in frame.trigger.sent}
    return bool(words & _MISHAPS) and not words & _VIOLENCE


_MISHAPS = word_set(
    "fire blaze crash collision accident explosion storm cyclone hurricane typhoon flood earthquake quake landslide "
    "avalanche collapse derail sink capsize smelter mine plant wave lightning heat cold smoke train bus ferry plane "
    "boat dam stampede"
)
_VIOLENCE = word_set(
    "attack bomb bomber bombing gunman gunmen shoot shooting gunfire clash raid airstrike strike drone missile "
    "rocket shell shelling mortar ambush fighting soldier troop rebel militant terrorist militia army police "
    "suicide assault fighter insurgent fire-fight war massacre knife stab grenade weapon sniper"
)


def _matched(frame: Frame) -> str:
    """The lexicon key that gave the code (the longest known one)."""
    return next((n for n in frame.names if sense("v", [n], {}) is not None), "")


def _ending(frame: Frame) -> Code | None:
    """As in "Lifted the curfew", "called off the strike", "ended the ban": the yielding, not the thing yielded."""
    verb = frame.trigger.lemma_.lower()
    if verb not in {"lift", "end", "ease", "suspend", "call", "scrap", "remove", "relax", "rescind", "revoke", "loosen"}:
        return None
    thing = frame.event if frame.event is not None else next(iter(frame.subjects if frame.passive else frame.objects), None)
    if thing is None or thing.lemma_.lower() not in _ENDS:
        return None
    if verb == "call" and not any(n.startswith("call-off") for n in frame.names):
        return None
    if thing.lemma_.lower() in {"strike", "protest"}:
        return ("RETREAT", None)
    return ("RETREAT", None) if thing.lemma_.lower() in {"sanction", "embargo", "blockade"} else ("CONCEDE", None)


def _of_complement(verb: Token) -> Code | None:
    """As in "Was under arrest", "are on strike", "is dead": the complement names it."""
    for c in verb.children:
        if c.dep_ in {"attr", "acomp"}:
            found = sense("n", noun_names(c), {})
            if found:
                return found
        if c.dep_ == "prep":
            for g in c.children:
                found = (
                    sense("n", noun_names(g), {})
                    if g.dep_ == "pobj" and c.lower_ in {"under", "on", "in", "at"} and not list(g.children)
                    else None
                )
                if found:
                    return found
    return None


def _with_content(frame: Frame, code: Code) -> Code:  # noqa: PLR0911 - the cases of one decision, side by side
    """Modes that the content decides, and promises to yield, which are CONCEDE."""
    if code[0] not in {"THREATEN", "REQUEST", "REJECT", "AGREE"} or (code[1] is not None):
        return code
    inner, word = _content(frame.trigger)
    if inner is None:
        return code
    if code[0] == "AGREE":
        return ("CONCEDE", None) if inner[0] in {"RETREAT", "CONCEDE"} else code
    if word in _CHANGE and code[0] in {"REQUEST", "REJECT"}:
        return (code[0], "change")
    table = {"THREATEN": _THREAT_MODES, "REQUEST": _REQUEST_MODES, "REJECT": _REJECT_MODES}[code[0]]
    if code[0] == "THREATEN" and inner[0] == "COERCE" and inner[1] == "arrest":
        return ("THREATEN", "arrest")
    if code[0] == "THREATEN" and inner[1] == "expel":
        return ("THREATEN", "expel")
    return (code[0], table.get(inner[0]))


def _content(verb: Token) -> tuple[Code | None, str]:
    """The code of what is threatened, demanded, refused or agreed, and its word."""
    for c in verb.children:
        if c.dep_ in {"xcomp", "ccomp", "advcl"} and c.pos_ in {"VERB", "AUX"} and c.i > verb.i:
            names = [f"{c.lemma_.lower()}-{g.lemma_.lower()}" for g in c.children if g.dep_ in {"dobj", "prt"}] + [
                c.lemma_.lower()
            ]
            found = sense("v", names, {})
            if found is None:
                found = next((sense("n", noun_names(g), {}) for g in c.children if g.dep_ == "dobj"), None)
            return found, c.lemma_.lower()
        if c.dep_ == "dobj":
            return sense("n", noun_names(c), {}), c.lemma_.lower()
        if c.dep_ == "prep" and c.lower_ in {"for", "of", "with", "to"}:
            goal = next((g for g in c.children if g.dep_ in {"pobj", "pcomp"}), None)
            if goal is not None:
                return sense("n", noun_names(goal), {}) or sense("v", [goal.lemma_.lower()], {}), goal.lemma_.lower()
    return None, ""


def code_noun(noun: Token) -> Code:
    """The type and mode of an event noun ("the raid", "talks in Geneva")."""
    complement = tuple(g for c in noun.children if c.lower_ in {"of", "on", "against"} for g in c.children if g.dep_ == "pobj")
    modifiers = tuple(c for c in noun.children if c.dep_ in {"compound", "amod"})
    return (
        sense("n", noun_names(noun), {"of": classes_of(complement + modifiers), "obj": frozenset(), "subj": frozenset()})
        or _NO_CODE
    )


__all__ = ["as_told", "code_clause", "code_noun", "recipients_of"]
