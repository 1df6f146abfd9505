"""Contradictions, and figures over time, as the page shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from twosource.tell import dates
from twosource.tell.drawings import figures
from twosource.tell.passages import plain
from twosource.tell.words import CONFLICT_KINDS, amount, what

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from markupsafe import Markup

    from twosource.records import Conflict, Statement, StoryAccount
    from twosource.tell.page.events import EventView
    from twosource.tell.page.receipts import Receipt, Receipts


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
    """How one figure went: points by date, the bounds over those that are live, and the drawing."""

    what: str
    event: EventView
    points: tuple[Point, ...]
    now: str
    reasons: tuple[str, ...]
    drawing: Markup


def contradictions(
    story: StoryAccount, said: Mapping[str, Statement], events: Mapping[str, EventView], receipts: Receipts
) -> list[Against]:
    """Conflicts grouped by event and question: the same dispute in ten passages is shown once, with all of them."""
    groups: dict[tuple[str, str, str], list[Conflict]] = {}
    for c in story.conflicts:
        if c.a in said and c.b in said and c.event in events:
            groups.setdefault((c.event, c.kind, c.why), []).append(c)
    order = {name: n for n, name in enumerate(events)}
    found: list[Against] = []
    for (event, kind, why), group in sorted(groups.items(), key=lambda g: (order[g[0][0]], g[0][1], -len(g[1]))):
        sides = [_side([said[c.a] for c in group], kind, receipts), _side([said[c.b] for c in group], kind, receipts)]
        found.append(Against(CONFLICT_KINDS.get(kind, kind), plain(why), events[event], *sides))
    return found


def _side(told: Sequence[Statement], kind: str, receipts: Receipts) -> Side:
    claims = dict.fromkeys(claim for claim in (_claim(s, kind) for s in told) if claim)
    return Side(" / ".join(claims), receipts.all(told))


def _claim(s: Statement, kind: str) -> str:
    if kind == "figure" and s.figure:
        return f"{amount(s.figure.low, s.figure.high)} {what(s.figure.what, s.figure.of)}"
    if kind == "polarity":
        return "denied" if s.polarity == "denies" else "asserted"
    given = {"time": s.time, "place": s.place, "actor": s.actor}.get(kind)
    return plain(given) if given else ""


def series(
    story: StoryAccount, said: Mapping[str, Statement], events: Mapping[str, EventView], receipts: Receipts
) -> list[Series]:
    """The figures that changed or are contested: those that an update or a figure conflict touches."""
    touched = {i for u in story.updates for i in (u.earlier, u.later)} | {
        i for c in story.conflicts if c.kind == "figure" for i in (c.a, c.b)
    }
    groups: dict[tuple[str, str, str], list[Statement]] = {}
    for s in story.statements:
        if s.figure and s.event in events and not s.figure.part:
            groups.setdefault((s.event, s.figure.what, s.figure.of or ""), []).append(s)
    replaced = {u.earlier for u in story.updates}
    contested = {i for c in story.conflicts if c.kind == "figure" for i in (c.a, c.b)}
    reasons = {i: plain(u.why) for u in story.updates for i in (u.earlier, u.later)}
    found = [
        _series(key, group, events, receipts, replaced, contested, reasons)
        for key, group in groups.items()
        if any(s.id in touched for s in group) and len({(s.figure.low, s.figure.high) for s in group if s.figure}) > 1
    ]
    order = {view.anchor: n for n, view in enumerate(events.values())}
    return sorted(found, key=lambda s: (order[s.event.anchor], s.what))


def _series(
    key: tuple[str, str, str],
    group: Sequence[Statement],
    events: Mapping[str, EventView],
    receipts: Receipts,
    replaced: set[str],
    contested: set[str],
    reasons: Mapping[str, str],
) -> Series:
    event, kind, of = key
    told = [(s, s.figure, receipts.of(s)) for s in group if s.figure]
    told.sort(key=lambda t: (t[2].iso or "9999", t[0].report, t[0].start))
    points = [Point(r, amount(f.low, f.high), _state(s.id, replaced, contested)) for s, f, r in told]
    live = [f for s, f, _ in told if s.id not in replaced]
    marks = [
        figures.Mark(dates.clock(r.iso), f.low, f.high, p.state, r.href, f"{p.amount} · {r.outlet}, {r.when}")
        for (_, f, r), p in zip(told, points, strict=True)
    ]
    name = what(kind, of or None)
    return Series(
        what=name,
        event=events[event],
        points=tuple(points),
        now=_now([(f.low, f.high) for f in live]),
        reasons=tuple(dict.fromkeys(reasons[s.id] for s, _, _ in told if s.id in reasons)),
        drawing=figures.draw(marks, name),
    )


def _state(statement: str, replaced: set[str], contested: set[str]) -> str:
    if statement in replaced:
        return "replaced"
    return "contested" if statement in contested else "current"


def _now(live: Iterable[tuple[float, float | None]]) -> str:
    bounds = list(live)
    if not bounds:
        return ""
    low, most = min(a for a, _ in bounds), max(a for a, _ in bounds)
    high = max([most, *(b for _, b in bounds if b is not None)])
    unbounded = any(b is None and a == high for a, b in bounds)
    return f"{amount(low, high)} or more" if unbounded else amount(low, high)
