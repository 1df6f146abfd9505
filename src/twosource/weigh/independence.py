"""How many of an event's origins are independent: neither copies, relays, owns or speaks for the other.

Conservative by design: what is not on record adds nothing. An origin is counted when

- nothing ties it to one that is counted already (publisher, a name that could be the other's, a
  person's judgement);
- it is not the second unnamed source: unnamed sources add at most one;
- it is not an outlet in its own voice whose passage does not show where it has it from (`carriers.shows`);
- it speaks in a report's own text: what stands in text taken from another report repeats, and
  its original is there to count;
- it says the same: one of its passages agrees with a passage of a counted origin. Passages
  that belong to one happening but tell different parts of it do not confirm each other.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from twosource.link.events import agglomerate
from twosource.link.pairs import dates_meet
from twosource.link.publishers import same as same_publisher
from twosource.records import Tie
from twosource.weigh.origins import same_voice
from twosource.weigh.overrides import Overrides
from twosource.weigh.voices import states_in, words_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from twosource.records import Join, Origin, Statement
    from twosource.weigh.origins import Resolved
    from twosource.weigh.voices import Voice

AGREE = 0.6  # mean likelihood at which passages of one event are held to say the same: above that of the event itself
_NOT_NAMES = frozenset({"the", "a", "an", "he", "she", "it", "they", "who", "we", "i", "some", "its", "their", "his", "her"})
_SCRAP = 20  # characters: a shorter passage is no claim of its own


@dataclass(frozen=True, slots=True)
class Grounds:
    """All that independence is judged by: origins of statements, which passages agree, what a person has ruled."""

    resolved: Resolved
    agree: frozenset[frozenset[str]]
    by_hand: Overrides = field(default_factory=Overrides)


def agreeing(
    joins: Sequence[Join], statements: Sequence[Statement], unsure: AbstractSet[str] = frozenset()
) -> frozenset[frozenset[str]]:
    """Pairs of statement ids that say the same.

    An event holds all that belongs to one happening; what confirms is held to more. Its own statements are grouped once
    again, at a likelihood of `AGREE`, and confirm each other within a group. A copied one agrees with what it is as likely
    the same as. Scraps of a clause confirm nothing, nor does one that may be a denial (`unsure`) confirm one that is not;
    within one report only two sources that are both cited do.
    """
    said = {s.id: s for s in statements}
    likely = {frozenset({j.a, j.b}): j.score for j in joins if j.joined}
    group: dict[str, tuple[str, int]] = {}
    events: dict[str, list[str]] = defaultdict(list)
    for s in statements:
        if s.taken is None:
            events[s.event].append(s.id)
    for event, ids in events.items():
        i, j = np.triu_indices(len(ids), 1)
        scores = np.array([likely.get(frozenset({ids[a], ids[b]}), 0.0) for a, b in zip(i, j, strict=True)], np.float32)
        for n, members in enumerate(agglomerate(len(ids), i, j, scores, AGREE)):
            group |= {ids[k]: (event, n) for k in members}
    return frozenset(
        frozenset({j.a, j.b})
        for j in joins
        if j.joined
        and (j.a in unsure) == (j.b in unsure)
        and _one_group([group.get(j.a), group.get(j.b)], j.score)
        and _can_confirm(said[j.a], said[j.b])
    )


def _one_group(groups: Sequence[tuple[str, int] | None], score: float) -> bool:
    return score >= AGREE if None in groups else len(set(groups)) == 1


def _can_confirm(a: Statement, b: Statement) -> bool:
    if min(a.end - a.start, b.end - b.start) < _SCRAP or dates_meet(a.date, b.date) is False:
        return False
    one, other = _named(a.actor), _named(b.actor)
    if one and other and not one & other:
        return False  # passages that name different doers do not say the same
    if a.report != b.report:
        return True
    return bool(a.chain and b.chain) and (a.end <= b.start or b.end <= a.start)


def _agree(a: Statement, b: Statement, grounds: Grounds, *, stance: bool) -> bool:
    """Do two passages say the same? Of a stance only if both are told of others' words, or name one party as its holder.

    A party that acts in a report's own voice vouches for its own act, never for another's.
    """
    if frozenset({a.id, b.id}) not in grounds.agree:
        return False
    return not stance or bool(a.chain and b.chain) or bool(_named(a.actor) & _named(b.actor))


def _named(actor: str | None) -> frozenset[str]:
    """The telling words of an actor that begin with a capital letter: its names."""
    return words_of(" ".join(w for w in (actor or "").split() if w[:1].isupper() and w.casefold() not in _NOT_NAMES))


def independent(
    origins: Sequence[Origin], statements: Sequence[Statement], grounds: Grounds, *, stance: bool = False
) -> tuple[int, tuple[Tie, ...]]:
    """The number of independent origins among those that vouch for an event, and what keeps the others from adding.

    `stance` marks an event that is somebody's own word (support, refusal, demand): a state's
    president and its ministry then speak for one party.
    """
    by_origin: dict[str, list[Statement]] = {}
    for s in statements:
        by_origin.setdefault(grounds.resolved.of[s.id], []).append(s)
    best: list[Origin] = []
    ties: dict[str, Tie] = {}
    for first in origins:
        counted, why = _grown(first, origins, by_origin, grounds, stance=stance)
        if len(counted) > len(best) or not ties:
            best, ties = counted, why
    names = {o.id for o in best}
    return max(len(best), 1 if origins else 0), tuple(tie for origin, tie in ties.items() if origin not in names)


def _grown(
    first: Origin, origins: Sequence[Origin], by_origin: Mapping[str, list[Statement]], grounds: Grounds, *, stance: bool
) -> tuple[list[Origin], dict[str, Tie]]:
    """The origins that are counted when one starts from `first`, and why each other is not."""
    ties: dict[str, Tie] = {}
    alone = _alone(first, by_origin, grounds)
    counted = [] if alone else [first]
    waiting = [o for o in origins if o.id != first.id]
    grew = True
    while grew:
        grew = False
        for origin in list(waiting):
            tie = _alone(origin, by_origin, grounds) or _tied(origin, counted, by_origin, grounds, stance=stance)
            if tie is None:
                counted.append(origin)
                waiting.remove(origin)
                ties.pop(origin.id, None)
                grew = True
            else:
                ties[origin.id] = tie
    if alone:
        ties[first.id] = alone
    return counted, ties


def _alone(origin: Origin, by_origin: Mapping[str, list[Statement]], grounds: Grounds) -> Tie | None:
    """What keeps an origin from adding, whoever else there is."""
    told = by_origin.get(origin.id, ())
    if told and all(s.taken for s in told):
        return Tie(origin.id, origin.id, f"stands only in text taken from {told[0].taken}", tuple(s.id for s in told))
    if origin.kind in {"outlet", "agency"} and not any(s.id in grounds.resolved.shown for s in told):
        mine = tuple(s.id for s in told)
        return Tie(
            origin.id, origin.id, "lineage not recorded: its own voice, and the report does not show that it was there", mine
        )
    return None


def _tied(
    origin: Origin, counted: Sequence[Origin], by_origin: Mapping[str, list[Statement]], grounds: Grounds, *, stance: bool
) -> Tie | None:
    """What ties an origin to those that are counted already, if anything does."""
    mine = tuple(s.id for s in by_origin.get(origin.id, ()))
    for other in counted:
        theirs = tuple(s.id for s in by_origin.get(other.id, ()))
        reason = grounds.by_hand.ties(origin, other) or _bond(origin, other, stance=stance)
        if reason is None and any(_may_be_one(grounds.resolved.voices, a, b) for a in mine for b in theirs):
            reason = "may be one: their names here do not tell them apart"
        if reason:
            return Tie(origin.id, other.id, reason, mine)
    own = [s for s in by_origin.get(origin.id, ()) if not s.taken]
    others = [s for o in counted for s in by_origin.get(o.id, ()) if not s.taken]
    if counted and not any(_agree(a, b, grounds, stance=stance) for a in own for b in others):
        return Tie(origin.id, counted[0].id, "tells another part of it: no passage says the same as a counted one's", mine)
    return None


def _bond(origin: Origin, other: Origin, *, stance: bool) -> str | None:
    """What makes one source of two origins, by what they are."""
    if origin.kind == "unnamed" and other.kind == "unnamed":
        return "unnamed sources add at most one: they may be the same person"
    if stance and states_in(origin.name) & states_in(other.name):
        return "two mouths of one state, speaking of its own stance"
    if {origin.kind, other.kind} <= {"outlet", "agency"} and same_publisher(origin.name, other.name):
        return "one publisher under two names"
    return None


def _may_be_one(voices: Mapping[str, Voice], one: str, other: str) -> bool:
    """Whether the voices that two statements cite could be one: one tells no more of itself than the other does."""
    a, b = voices.get(one), voices.get(other)
    return a is not None and b is not None and a.named and b.named and same_voice(a, b)
