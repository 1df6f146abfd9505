"""Which voices are one origin: one person, or the mouths of one institution."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from twosource.weigh.voices import names_in, words_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from twosource.weigh.voices import Voice

# Offices that one person holds alone, as `voices.words_of` writes them: two people with the title are two.
_OF_ONE = frozenset(
    w
    for title in (
        "president premier chancellor king queen emperor governor mayor prime pope prince sheikh judge professor lawyer bishop"
    ).split()
    for w in words_of(title)
)
# Words that many bodies go by: they join a voice to a body only where the voice says no more.
_GENERIC = words_of(
    "ministry company firm government office agency service authority commission union party group department operator"
)
_OF_A_STATE = words_of("ministry army government president parliament embassy")
_OFFICES = words_of(
    "foreign interior defence defense health transport energy finance justice prime affairs internal information state"
)
_HEAD = re.compile(r"\b(?:minister|ministre|secretary of state)\b", re.IGNORECASE)
_UNDER = re.compile(r"\b(?:deputy|vice|junior|former|spokes\w+|adviser|advisor|aide)\b", re.IGNORECASE)


def groups(voices: Sequence[Voice], copied: AbstractSet[Voice]) -> list[list[Voice]]:
    """Group named voices that are one origin.

    Greedy, fullest voice first, so that "the ministry" joins the one ministry there is; voices
    heard only in `copied` text last, so that they bring nobody together. Nobody joins by a word
    that any ministry or company goes by, and where several would fit, the one that the same outlet
    names so; two ministers are never of one ministry.
    """
    groups: list[list[Voice]] = []
    for voice in sorted(voices, key=lambda v: (v in copied, -len(v.institution), -len(v.person), v.name)):
        fits = [g for g in groups if _fits(voice, g)]
        if fits:
            max(fits, key=lambda g: _closeness(voice, g)).append(voice)
        else:
            groups.append([voice])
    return groups


def _fits(voice: Voice, group: Sequence[Voice]) -> bool:
    if any(_rivals(voice, other) for other in group):
        return False
    plain = voice.institution <= _GENERIC
    return any(same_voice(voice, other) for other in group if plain or not other.institution or not other.institution <= _GENERIC)


def _closeness(voice: Voice, group: Sequence[Voice]) -> tuple[bool, bool, bool, int]:
    return (
        any(voice.person and voice.person & other.person for other in group),
        any(voice.institution == other.institution for other in group),
        any(voice.outlet == other.outlet for other in group),
        len(group),
    )


def _rivals(a: Voice, b: Voice) -> bool:
    """Two people who each head a body of the kind that has one head; the ministries or armies of two countries."""
    if a.person & b.person:
        return False
    if (
        a.institution & b.institution & _OF_A_STATE
        and (whose := _whose(a))
        and (whose_else := _whose(b))
        and not whose & whose_else
    ):
        return True
    if not a.person or not b.person:
        return False
    return bool(_HEAD.search(a.name) and _HEAD.search(b.name) and not _UNDER.search(f"{a.name} {b.name}"))


def _whose(voice: Voice) -> frozenset[str]:
    """The names beside a body's common words: "foreign ministry *of Oskovia*", "*Hjelmark's* army"."""
    return names_in(f"{voice.name} {voice.body}") - voice.person - _OF_A_STATE - _OFFICES


def may_be_same(a: Voice, b: Voice) -> bool:
    """Whether two voices may be one: same, or the one called by common words that stand in the other's name.

    "The ambulance service" may be "Midland Counties Ambulance", where nothing tells them apart.
    """
    return same_voice(a, b) or _is_common_for(a, b) or _is_common_for(b, a)


def _is_common_for(common: Voice, proper: Voice) -> bool:
    if common.person or common.name != common.name.lower():
        return False
    telling = common.institution - _GENERIC
    return bool(telling) and telling <= proper.institution


def same_voice(a: Voice, b: Voice) -> bool:
    """One person, or two mouths of one institution."""
    if a.person and b.person and (a.person <= b.person or b.person <= a.person):
        return True
    # "The owner, Benedek Halas" may have been read as a body of that name.
    if any(len(x.person) > 1 and not y.person and x.person <= y.institution for x, y in ((a, b), (b, a))):
        return True
    witness = "witness" in {a.kind, b.kind}
    if witness or not a.institution or not b.institution:
        return not a.institution and not b.institution and not a.person and not b.person and a.name == b.name
    if a.person and b.person and min(a.institution, b.institution, key=len) <= _OF_ONE:
        return False
    return a.institution <= b.institution or b.institution <= a.institution
