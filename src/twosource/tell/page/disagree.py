"""Contradictions, and figures over time, as the page shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from twosource.moments import moment
from twosource.tell import dates
from twosource.tell.drawings import figures
from twosource.tell.passages import plain
from twosource.tell.words import CONFLICT_KINDS, amount, what

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from markupsafe import Markup

    from twosource.records import Statement, StoryAccount, Tally
    from twosource.tell.page.events import EventView
    from twosource.tell.page.receipts import Receipt, Receipts


# Kinds whose claims are told by the passages alone: the actor of "the army blamed the rebels" is not the one who is blamed.
_UNNAMED = frozenset({"actor", "place"})


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a contradiction: what it claims, and who says so in which words."""

    claim: str
    receipts: tuple[Receipt, ...]


@dataclass(frozen=True, slots=True)
class Against:
    """Two sides of one question on one event."""

    kind: str
    why: str
    event: EventView
    left: Side
    right: Side


@dataclass(frozen=True, slots=True)
class Point:
    """One figure as one passage gives it; `state` is current, replaced or contested."""

    receipt: Receipt
    amount: str
    state: str


@dataclass(frozen=True, slots=True)
class Series:
    """How one figure went: points by date, the current one, the bounds over those that are live, and the drawings."""

    what: str
    event: EventView
    points: tuple[Point, ...]
    now: str
    live: str
    reasons: tuple[str, ...]
    drawing: tuple[Markup, Markup]  # for a screen, and for a telephone


def contradictions(
    story: StoryAccount, said: Mapping[str, Statement], events: Mapping[str, EventView], receipts: Receipts
) -> list[Against]:
    """Conflicts grouped by event and question: the same dispute in ten passages is shown once, with all of them."""
    groups: dict[tuple[str, str, str, str], list[tuple[Statement, Statement]]] = {}
    why: dict[tuple[str, str, str, str], str] = {}
    for c in story.conflicts:
        if c.a in said and c.b in said and c.event in events:
            one, other = sorted((said[c.a], said[c.b]), key=lambda s: _rank(s, c.kind))
            key = c.event, c.kind, _claim(one, c.kind), _claim(other, c.kind)
            groups.setdefault(key, []).append((one, other))
            why.setdefault(key, c.why)
    groups = {key: _sided(pairs) if key[1] in _UNNAMED else pairs for key, pairs in groups.items()}
    order = {name: n for n, name in enumerate(events)}
    found: list[Against] = []
    for key, pairs in sorted(groups.items(), key=lambda g: (order[g[0][0]], g[0][1], -len(g[1]))):
        event, kind, left, right = key
        sides = (Side(left, receipts.all(a for a, _ in pairs)), Side(right, receipts.all(b for _, b in pairs)))
        found.append(Against(CONFLICT_KINDS.get(kind, kind), "" if left and right else plain(why[key]), events[event], *sides))
    return found


def _sided(pairs: Sequence[tuple[Statement, Statement]]) -> list[tuple[Statement, Statement]]:
    """Pairs turned so that who stood on one side stays there; a pair that would set a side against itself is left out."""
    left, right = set[str](), set[str]()
    out: list[tuple[Statement, Statement]] = []
    for a, b in pairs:
        if a.id in right or b.id in left:
            a, b = b, a  # noqa: PLW2901 - the same pair, turned
        if a.id not in right and b.id not in left:
            left.add(a.id)
            right.add(b.id)
            out.append((a, b))
    return out


def _rank(s: Statement, kind: str) -> tuple[float, str]:
    """The lesser claim stands on the left, an assertion left of its denial: one dispute looks the same from both ends."""
    return (s.figure.low if kind == "figure" and s.figure else 0.0), _claim(s, kind)


def _claim(s: Statement, kind: str) -> str:
    if kind == "figure" and s.figure:
        return f"{amount(s.figure.low, s.figure.high)} {what(s.figure.what, s.figure.of)}"
    if kind == "polarity":
        return "Denied" if s.polarity == "denies" else "Asserted"
    if kind == "time" and s.time:
        return dates.zoned(plain(s.time))
    return ""


def series(
    story: StoryAccount, said: Mapping[str, Statement], events: Mapping[str, EventView], receipts: Receipts
) -> list[Series]:
    """The counts that changed or are contested: those that an update or a figure conflict touches."""
    changes = Changes(
        replaced=frozenset(u.earlier for u in story.updates),
        contested=frozenset(i for c in story.conflicts if c.kind == "figure" for i in (c.a, c.b)),
        reasons={i: plain(u.why) for u in story.updates for i in (u.earlier, u.later)},
    )
    place = {name: n for n, name in enumerate(events)}
    counts = [(t, [said[i] for i in t.history]) for t in story.tallies if t.event in events]
    touched = sorted(
        (it for it in counts if changes.touch(it[1])), key=lambda it: (place[it[0].event], what(it[0].what, it[0].of))
    )
    return [_series(tally, told, events[tally.event], receipts, changes) for tally, told in touched]


@dataclass(frozen=True, slots=True)
class Changes:
    """Ids of statements that a later one replaces or another contests, and the reasons of updates."""

    replaced: frozenset[str]
    contested: frozenset[str]
    reasons: Mapping[str, str]

    def touch(self, group: Sequence[Statement]) -> bool:
        """Whether this figure changed or is contested."""
        values = {(s.figure.low, s.figure.high) for s in group if s.figure}
        return len(values) > 1 and any(s.id in self.reasons or s.id in self.contested for s in group)

    def state(self, statement: str) -> str:
        """What became of a statement's figure."""
        if statement in self.replaced:
            return "replaced"
        return "contested" if statement in self.contested else "current"


def _series(tally: Tally, told: Sequence[Statement], event: EventView, receipts: Receipts, changes: Changes) -> Series:
    name = what(tally.what, tally.of)
    counted = [(s, s.figure, receipts.of(s)) for s in told if s.figure]
    points = [Point(r, amount(f.low, f.high), changes.state(s.id)) for s, f, r in counted]
    marks = [
        figures.Mark(moment(r.iso), f.low, f.high, p.state, r.href, f"{p.amount}: {r.outlet}, {r.when}")
        for (_, f, r), p in zip(counted, points, strict=True)
    ]
    return Series(
        what=name,
        event=event,
        points=tuple(points),
        now=next(p.amount for (s, _, _), p in zip(counted, points, strict=True) if s.id == tally.current),
        live=amount(tally.low, tally.high),
        reasons=tuple(dict.fromkeys(changes.reasons[s.id] for s, _, _ in counted if s.id in changes.reasons)),
        drawing=(figures.draw(marks, name), figures.draw(marks, name, narrow=True)),
    )
