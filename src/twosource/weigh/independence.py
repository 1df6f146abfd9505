"""How many of an event's origins are independent: neither copies, relays, owns or speaks for the other.

Conservative by design: what is not on record adds nothing. An origin is counted when

- nothing ties it to one that is counted already (publisher, a name that could be the other's, a
  reading of passages of both as of one source, a person's judgement);
- it is not the second unnamed source: unnamed sources add at most one;
- it is not an outlet in its own voice whose passage does not show where it has it from (`carriers.shows`);
- it speaks in a report's own text: what stands in text taken from another report repeats, and
  its original is there to count;
- one of its passages confirms a passage of a counted origin (`twosource.weigh.confirm`). Passages
  that belong to one happening but tell different parts of it do not confirm each other.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from twosource.link.publishers import same as same_publisher
from twosource.records import Tie
from twosource.weigh.compared import log_odds
from twosource.weigh.origins import same_voice
from twosource.weigh.overrides import Overrides
from twosource.weigh.voices import names_in, states_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from twosource.records import Confirmation, Join, Origin, Statement
    from twosource.weigh.origins import Resolved
    from twosource.weigh.together import Answers
    from twosource.weigh.voices import Voice

_ONE_SOURCE = log_odds(0.95)  # from which two origins are held to be one, wherever in the story their passages are so read
AGREE = 0.5  # likelihood from which two passages of one event are held to say the same


@dataclass(frozen=True, slots=True)
class Grounds:
    """All that independence and standing are judged by.

    `resolved`: the origins of statements; `agree`: pairs of statement ids that say the same; `confirm`: pairs by which
    one source confirms another; `one_source`: pairs of origin ids that a reading takes for one; `contested`: pairs of
    statement ids that contradict each other on who did it, or on whether it was done; `replaced`: ids of statements that a
    later one replaces; `by_hand`: what a person has ruled.
    """

    resolved: Resolved
    agree: frozenset[frozenset[str]]
    confirm: Mapping[frozenset[str], Confirmation]
    one_source: frozenset[frozenset[str]] = frozenset()
    contested: frozenset[frozenset[str]] = frozenset()
    replaced: frozenset[str] = frozenset()
    by_hand: Overrides = field(default_factory=Overrides)


def agreeing(joins: Sequence[Join]) -> frozenset[frozenset[str]]:
    """Pairs of statement ids that say the same: of one event, and likely by themselves too."""
    return frozenset(frozenset({j.a, j.b}) for j in joins if j.joined and j.score >= AGREE)


def read_as_one(
    pairs: Iterable[tuple[Statement, Statement]], read: Mapping[frozenset[str], Answers], resolved: Resolved
) -> frozenset[frozenset[str]]:
    """Pairs of origin ids that somewhere in the story are as good as surely read as one source, both passages citing."""
    return frozenset(
        frozenset({resolved.of[a.id], resolved.of[b.id]})
        for a, b in pairs
        if a.id in resolved.voices and b.id in resolved.voices and read[frozenset({a.id, b.id})].one_source >= _ONE_SOURCE
    )


def _confirms(a: Statement, b: Statement, grounds: Grounds, *, stance: bool) -> bool:
    """Does one passage confirm the other? Of a stance only if both are told of others' words, or name one party as its holder.

    A party that acts in a report's own voice vouches for its own act, never for another's.
    """
    if frozenset({a.id, b.id}) not in grounds.confirm:
        return False
    return not stance or bool(a.chain and b.chain) or bool(names_in(a.actor) & names_in(b.actor))


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
        if reason is None and frozenset({origin.id, other.id}) in grounds.one_source:
            reason = "may be one: two of their passages in this story, read side by side, rest on one source"
        if reason:
            return Tie(origin.id, other.id, reason, mine)
    own = [s for s in by_origin.get(origin.id, ()) if not s.taken]
    others = [s for o in counted for s in by_origin.get(o.id, ()) if not s.taken]
    if counted and not any(_confirms(a, b, grounds, stance=stance) for a in own for b in others):
        return Tie(
            origin.id,
            counted[0].id,
            "no passage surely confirms a counted one's: it may tell another part of it, or rest on it",
            mine,
        )
    return None


def _bond(origin: Origin, other: Origin, *, stance: bool) -> str | None:
    """What makes one source of two origins, by what they are."""
    if _nameless(origin) and _nameless(other):
        return "unnamed sources add at most one: they may be the same person"
    if stance and states_in(origin.name) & states_in(other.name):
        return "two mouths of one state, speaking of its own stance"
    if {origin.kind, other.kind} <= {"outlet", "agency"} and same_publisher(origin.name, other.name):
        return "one publisher under two names"
    return None


def _nameless(origin: Origin) -> bool:
    """Whether an origin is somebody who is not named: "a witness", "Two residents of the street"."""
    first, *others = origin.name.split()
    plain = not any(w[:1].isupper() for w in others) and bool(others or first.islower())
    return origin.kind == "unnamed" or (origin.kind == "witness" and plain)


def _may_be_one(voices: Mapping[str, Voice], one: str, other: str) -> bool:
    """Whether the voices that two statements cite could be one: one tells no more of itself than the other does."""
    a, b = voices.get(one), voices.get(other)
    return a is not None and b is not None and a.named and b.named and same_voice(a, b)
