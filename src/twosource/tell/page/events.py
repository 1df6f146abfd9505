"""The events of a story as the page shows them: standing, who vouches, what ties them, when it changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from twosource.tell import dates
from twosource.tell.passages import plain
from twosource.tell.words import ORIGIN_KINDS, STATUSES, capital

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from twosource.records import Abstention, Event, Origin, Statement, StoryAccount
    from twosource.tell.page.receipts import Receipt, Receipts
    from twosource.tell.page.shelf import Shelf

_OPEN = 24  # events shown before the long tail is folded
_FULL = 8  # events whose passages are shown at once
_PAIRS = 6  # pairs of passages that confirm each other which are shown, the surest first


@dataclass(frozen=True, slots=True)
class Voucher:
    """One origin of an event. `tied` says why it does not count on its own, None where it does."""

    name: str
    kind: str
    tied: tuple[str, ...]
    receipts: tuple[Receipt, ...]
    denies: bool = False


@dataclass(frozen=True, slots=True)
class Backing:
    """Two passages that confirm each other, how surely (0 to 1), and what spoke for it."""

    score: str
    reasons: tuple[str, ...]
    receipts: tuple[Receipt, Receipt]


@dataclass(frozen=True, slots=True)
class TurnView:
    """The standing since a report came."""

    when: str
    standing: str
    outlet: str
    href: str


@dataclass(frozen=True, slots=True)
class EventView:
    """One event with all that is shown of it; `folded` hides its passages at first, `tail` all of it."""

    anchor: str
    id: str
    summary: str
    standing: str
    type: str | None
    when: str | None
    iso: str | None
    place: str | None
    status: str | None
    independent: int
    origins: int
    outlets: int
    reports: int
    vouchers: tuple[Voucher, ...]
    against: tuple[Voucher, ...]
    confirmed: tuple[Backing, ...]
    turns: tuple[TurnView, ...]
    by_hand: tuple[str, ...]
    abstained: tuple[Abstention, ...]
    passages: int
    tail: bool
    folded: bool


@dataclass(frozen=True, slots=True)
class Known:
    """What the events of one story are set from."""

    said: Mapping[str, Statement]
    origins: Mapping[str, Origin]
    receipts: Receipts
    shelf: Shelf


def views(story: StoryAccount, said: Mapping[str, Statement], receipts: Receipts, shelf: Shelf, prefix: str) -> list[EventView]:
    """The events of a story, the best supported and most widely told first."""
    known = Known(said, {o.id: o for o in story.origins}, receipts, shelf)
    order = sorted(story.events, key=lambda e: _rank(e, said))
    return [_view(event, known, f"{prefix}-e{n}", n) for n, event in enumerate(order, 1)]


def _rank(event: Event, said: Mapping[str, Statement]) -> tuple[int, int, str, str]:
    reports = {said[i].report for i in event.statements if i in said}
    return -event.independent, -len(reports), event.date or "9999", event.id


def _view(event: Event, known: Known, anchor: str, place: int) -> EventView:
    """The view of the event that stands at a place (from 1) of the page."""
    shelf = known.shelf
    told = [known.said[i] for i in event.statements if i in known.said]
    reports = {s.report for s in told}
    for_it = _vouchers(event, [s for s in told if s.polarity == "asserts"], known)
    return EventView(
        anchor=anchor,
        id=event.id,
        summary=plain(event.summary),
        standing=event.standing,
        type=event.type,
        when=dates.shown(event.date) if event.date else None,
        iso=event.date,
        place=plain(event.place) if event.place else None,
        status=STATUSES.get(event.status),
        independent=event.independent,
        origins=len(event.origins),
        outlets=len({outlet for r in reports if (outlet := shelf.given(r))}),
        reports=len(reports),
        vouchers=tuple(sorted(for_it, key=lambda v: bool(v.tied))),
        against=tuple(_vouchers(event, [s for s in told if s.polarity == "denies"], known, denies=True)),
        confirmed=tuple(
            Backing(f"{c.score:.2f}", tuple(map(plain, c.reasons)), (known.receipts.of(c.a), known.receipts.of(c.b)))
            for c in event.confirmed[:_PAIRS]
            if {c.a, c.b} <= known.said.keys()
        ),
        turns=tuple(
            TurnView(dates.shown(t.when), t.standing, shelf.outlet(t.report), shelf.anchor(t.report)) for t in event.history
        ),
        by_hand=tuple(map(plain, event.by_hand)),
        abstained=event.abstained,
        passages=len({(s.report, s.start, s.end) for s in told}),
        tail=(len(told) == 1 and told[0].background) or (place > _OPEN and len(reports) < 2),
        folded=place > _FULL,
    )


def _vouchers(event: Event, told: Iterable[Statement], known: Known, *, denies: bool = False) -> list[Voucher]:
    """The origins of an event's statements, those on its record first and in its order."""
    by_origin: dict[str, list[Statement]] = {} if denies else {o: [] for o in event.origins}
    for s in told:
        by_origin.setdefault(s.origin, []).append(s)
    return [_voucher(event, name, found, known, denies=denies) for name, found in by_origin.items() if found]


def _voucher(event: Event, name: str, told: Sequence[Statement], known: Known, *, denies: bool) -> Voucher:
    origin = known.origins.get(name)
    return Voucher(
        name=capital(known.shelf.named(origin.name)) if origin else "Origin not recorded",
        kind=ORIGIN_KINDS.get(origin.kind, origin.kind) if origin else "",
        tied=() if denies else _ties(event, name, known),
        receipts=_telling_first(known.receipts.all(told)),
        denies=denies,
    )


def _ties(event: Event, name: str, known: Known) -> tuple[str, ...]:
    """Why an origin adds nothing of its own to an event, in sentences."""
    if name not in event.origins:
        return ("it does not vouch that this happened",)
    found: list[str] = []
    for t in event.ties:
        if t.a == name:
            other = known.shelf.named(known.origins[t.b].name) if t.b in known.origins else t.b
            found.append(plain(t.reason) if t.a == t.b else f"not independent of {other}: {plain(t.reason)}")
    return tuple(dict.fromkeys(found))


def _telling_first(found: tuple[Receipt, ...]) -> tuple[Receipt, ...]:
    """By date, but led by the passage that tells most: "Monday's fire" alone tells nothing."""
    lead = max(found, key=lambda r: min(len(r.words), 160), default=None)
    return (lead, *(r for r in found if r is not lead)) if lead else ()
