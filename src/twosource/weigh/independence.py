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

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations, product
from typing import TYPE_CHECKING

from twosource.link.publishers import same as same_publisher
from twosource.records import Tie
from twosource.weigh.compared import log_odds
from twosource.weigh.overrides import Overrides
from twosource.weigh.speakers import may_be_same
from twosource.weigh.voices import may_speak_for, names_in, states_in, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from twosource.records import Confirmation, Join, Origin, Statement
    from twosource.weigh.origins import Resolved
    from twosource.weigh.together import Answers
    from twosource.weigh.voices import Voice

_ONE_SOURCE = log_odds(0.95)  # from which two origins are held to be one, wherever in the story their passages are so read
_Cited = tuple[str, "Voice"]  # in which report, and as whom
AGREE = 0.5  # likelihood from which two passages of one event are held to say the same


@dataclass(frozen=True)
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

    @cached_property
    def confirming(self) -> Mapping[str, frozenset[str]]:
        """Statement id → the statements that confirm it or that it confirms: few, of all the pairs of a story."""
        return _beside(self.confirm)

    @cached_property
    def agreeing(self) -> Mapping[str, frozenset[str]]:
        """Statement id → the statements that say the same."""
        return _beside(self.agree)


def _beside(pairs: Iterable[frozenset[str]]) -> Mapping[str, frozenset[str]]:
    """Each id → the ids that it makes a pair with."""
    out: defaultdict[str, set[str]] = defaultdict(set)
    for a, b in (pair for pair in pairs if len(pair) == 2):  # two clauses on one word in one place have one id
        out[a].add(b)
        out[b].add(a)
    return {i: frozenset(others) for i, others in out.items()}


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


def independent(
    origins: Sequence[Origin], statements: Sequence[Statement], grounds: Grounds, *, stance: bool = False
) -> tuple[int, tuple[Tie, ...]]:
    """The number of independent origins among those that vouch for an event, and what keeps the others from adding.

    `stance` marks an event that is somebody's own word (support, refusal, demand): a state's
    president and its ministry then speak for one party.
    """
    if not origins:
        return 0, ()
    known = _known(origins, statements, grounds, stance=stance)
    best, ties = _grown(origins[0], origins, known)
    for first in origins[1:]:
        if len(known.reach(first)) > len(best):  # else it cannot be the start of more
            counted, why = _grown(first, origins, known)
            if len(counted) > len(best):
                best, ties = counted, why
    return max(len(best), 1), tuple(tie for origin, tie in ties.items() if origin not in best)


def corroborated(statements: Sequence[Statement], grounds: Grounds, *, stance: bool = False) -> bool:
    """Whether `independent` would count two or more among those that vouch by these statements."""
    said = {s.id: s for s in statements}
    names = {grounds.resolved.of[i] for a in said for b in grounds.confirming.get(a, ()) if b in said for i in (a, b)}
    if len(names) < 2:
        return False  # nothing here confirms another's
    known = _known([o for o in grounds.resolved.origins if o.id in names], statements, grounds, stance=stance)
    return any(known.confirms.values())


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of an event's origins, by their ids, made once for all the ways of counting them.

    `said`: the ids of each one's statements; `alone`: what keeps one from adding, whoever else there is. Of the others:
    `ties`: what makes one source of it and another; `confirms`: who else confirms it or is confirmed by it, tied ones left out.
    """

    said: Mapping[str, tuple[str, ...]]
    alone: Mapping[str, Tie]
    ties: Mapping[str, Mapping[str, str]]
    confirms: Mapping[str, set[str]]

    def reach(self, origin: Origin) -> set[str]:
        """The origins that could be counted with this one: by way of confirmations alone."""
        if origin.id in self.alone:
            return set()  # counting starts from the first of the others then, which has its own turn
        seen, queue = {origin.id}, [origin.id]
        while queue:
            new = self.confirms[queue.pop()] - seen
            seen |= new
            queue += new
        return seen


def _known(origins: Sequence[Origin], statements: Sequence[Statement], grounds: Grounds, *, stance: bool) -> _Known:
    by_origin: dict[str, list[Statement]] = {o.id: [] for o in origins}
    for s in statements:
        if (told := by_origin.get(grounds.resolved.of[s.id])) is not None:
            told.append(s)
    alone = {o.id: tie for o in origins if (tie := _alone(o, by_origin[o.id], grounds))}
    others = [o for o in origins if o.id not in alone]
    voices = {
        o.id: {(s.report, v) for s in by_origin[o.id] if (v := grounds.resolved.voices.get(s.id)) and v.named} for o in others
    }
    ties: dict[str, dict[str, str]] = {o.id: {} for o in others}
    for a, b in combinations(others, 2):
        if reason := _one_source(a, b, (voices[a.id], voices[b.id]), grounds, stance=stance):
            ties[a.id][b.id] = ties[b.id][a.id] = reason
    said = {o: tuple(s.id for s in told) for o, told in by_origin.items()}
    confirms: dict[str, set[str]] = {o.id: set() for o in others}
    own = {s.id: (o.id, s) for o in others for s in by_origin[o.id] if not s.taken}
    for a, s in own.values():
        for b, t in (own[i] for i in grounds.confirming.get(s.id, ()) if i in own):
            if a != b and b not in ties[a] and _confirms(s, t, stance=stance):
                confirms[a].add(b)
    return _Known(said, alone, ties, confirms)


def _confirms(a: Statement, b: Statement, *, stance: bool) -> bool:
    """Does a passage that is read as a confirmation count? Of a stance only if both tell others' words, or name one holder.

    A party that acts in a report's own voice vouches for its own act, never for another's.
    """
    return not stance or bool(a.chain and b.chain) or bool(names_in(a.actor) & names_in(b.actor))


def _grown(first: Origin, origins: Sequence[Origin], known: _Known) -> tuple[set[str], dict[str, Tie]]:
    """The ids of the origins that are counted when one starts from `first`, and why each other is not."""
    ties: dict[str, Tie] = {}
    alone = known.alone.get(first.id)
    counted: list[str] = [] if alone else [first.id]
    waiting = [o.id for o in origins if o.id != first.id]
    grew = True
    while grew:
        grew = False
        for origin in list(waiting):
            tie = known.alone.get(origin) or _tied(origin, counted, known)
            if tie is None:
                counted.append(origin)
                waiting.remove(origin)
                ties.pop(origin, None)
                grew = True
            else:
                ties[origin] = tie
    if alone:
        ties[first.id] = alone
    return set(counted), ties


def _alone(origin: Origin, told: Sequence[Statement], grounds: Grounds) -> Tie | None:
    """What keeps an origin that tells these statements from adding, whoever else there is."""
    if told and all(s.taken for s in told):
        return Tie(origin.id, origin.id, f"stands only in text taken from {told[0].taken}", tuple(s.id for s in told))
    if origin.kind in {"outlet", "agency"} and not any(s.id in grounds.resolved.shown for s in told):
        mine = tuple(s.id for s in told)
        return Tie(
            origin.id, origin.id, "lineage not recorded: its own voice, and the report does not show that it was there", mine
        )
    return None


def _tied(origin: str, counted: Sequence[str], known: _Known) -> Tie | None:
    """What ties an origin to those that are counted already, if anything does."""
    reasons = known.ties[origin]
    if (other := next((o for o in counted if o in reasons), None)) is not None:
        return Tie(origin, other, reasons[other], known.said[origin])
    if counted and known.confirms[origin].isdisjoint(counted):
        unconfirmed = "no passage surely confirms a counted one's: it may tell another part of it, or rest on it"
        return Tie(origin, counted[0], unconfirmed, known.said[origin])
    return None


def _one_source(
    a: Origin, b: Origin, voices: tuple[AbstractSet[_Cited], AbstractSet[_Cited]], grounds: Grounds, *, stance: bool
) -> str | None:
    """Why two origins may be one source, if there is a reason; `voices`: how the event's statements name them, by report."""
    if reason := grounds.by_hand.ties(a, b) or _bond(a, b, stance=stance):
        return reason
    # One tells no more of itself than the other does, here or in what it is called.
    if any(may_be_same(v, w) for (_, v), (_, w) in product(*voices)) or _same_name(a, b):
        return "may be one: their names do not tell them apart"
    if any(here == there and may_speak_for(v, w) for (here, v), (there, w) in product(*voices)):
        return "may be one: a report cites both, and does not say for whom the one speaks"
    if frozenset({a.id, b.id}) in grounds.one_source:
        return "may be one: two of their passages in this story, read side by side, rest on one source"
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


def _same_name(a: Origin, b: Origin) -> bool:
    """Whether the words of one origin's name are all in the other's: "Trade Ministry", "Castoria's Trade Ministry"."""
    one, other = words_of(a.name), words_of(b.name)
    return bool(one and other) and (one <= other or other <= one)


def _nameless(origin: Origin) -> bool:
    """Whether an origin is somebody who is not named: "a witness", "Two residents of the street"."""
    first, *others = origin.name.split()
    plain = not any(w[:1].isupper() for w in others) and bool(others or first.islower())
    return origin.kind == "unnamed" or (origin.kind == "witness" and plain)
