"""What the accounts of worlds are worth beside their keys, as the scorer of worlds counts it, over many worlds together."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from linked import matched
from sketches import UNREAD, key_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from linked import Linked

    from twosource.records import StoryAccount

Found = tuple[str, ...]  # a kind of conflict ("" of an update) and an event


@dataclass
class Tally:
    """How many were right, how many were said, how many there are."""

    right: int = 0
    said: int = 0
    there: int = 0

    def __str__(self) -> str:
        p, r = self.right / max(1, self.said), self.right / max(1, self.there)
        return f"P {p:.3f} R {r:.3f} F1 {2 * p * r / max(1e-9, p + r):.3f} ({self.right} of {self.said}, {self.there} there)"


@dataclass
class Scores:
    """Of two sources, of conflicts, of updates."""

    verdict: Tally = field(default_factory=Tally)
    conflicts: Tally = field(default_factory=Tally)
    updates: Tally = field(default_factory=Tally)


def score(told: Iterable[tuple[Linked, StoryAccount]]) -> dict[str, Scores]:
    """The scores of the worlds of `matched.HELD`, of the other unread ones, of plain ones, of the rest but `FINE`."""
    worlds: dict[str, list[tuple[Linked, StoryAccount]]] = defaultdict(list)
    for it, account in told:
        worlds[it.family].append((it, account))
    out: dict[str, Scores] = defaultdict(Scores)
    for name, stories in worlds.items():
        if name not in matched.FINE:
            _add(out[_kind(name)], name, stories)
    return out


def _kind(world: str) -> str:
    if (UNREAD / world).exists():
        return "held" if world in matched.HELD else "unread"
    return "plain" if world in matched.PLAIN else "others"


def _add(scores: Scores, name: str, stories: list[tuple[Linked, StoryAccount]]) -> None:
    key = key_of(name)
    gold_event = {s: event for it, _ in stories for s, event in it.event_of.items()}
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    two: dict[str, bool] = {}
    for _, account in stories:
        two |= {f"{account.id} {e.id}": e.independent > 1 for e in account.events}
        for s in account.statements:
            if s.id in gold_event:
                votes[gold_event[s.id]][f"{account.id} {s.event}"] += 1
    for event in key["events"]:
        says = bool(votes[event["id"]]) and two[votes[event["id"]].most_common(1)[0][0]]
        there = event["independent"] > 1
        _count(scores.verdict, says and there, says, there)
    said = key["statements"]
    for tally, ends, part in ((scores.conflicts, ("a", "b"), "conflicts"), (scores.updates, ("earlier", "later"), "updates")):
        gold = {(c.get("kind", ""), said[c[ends[0]]]["event"]) for c in key[part]}
        hit: set[Found] = set()
        marks: set[Found] = set()
        for _, account in stories:
            for c in getattr(account, part):
                kind = getattr(c, "kind", "")
                if (kind, c.event) not in marks:
                    marks.add((kind, c.event))
                    hit |= {(kind, gold_event.get(getattr(c, end), "")) for end in ends} & gold
        _count(tally, len(hit), len(marks), len(gold))


def _count(tally: Tally, right: int, said: int, there: int) -> None:
    tally.right += right
    tally.said += said
    tally.there += there
