"""Stories made by hand: reports of a few sentences, each with who is cited for it, and no parser anywhere."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING

from twosource.link import polarity
from twosource.link.statements import find
from twosource.records import (
    Annotation,
    Attribution,
    Copy,
    Counted,
    Entity,
    EventMention,
    Figure,
    Furniture,
    Join,
    Link,
    Report,
    Statement,
    Story,
)
from twosource.weigh.independence import agreeing
from twosource.weigh.told import Told, of_story

if TYPE_CHECKING:
    from twosource.records import OriginKind, Polarity, Status


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence, and one statement made of it: who is cited for it, what it is about."""

    words: str
    by: tuple[str, ...] = ()
    kind: OriginKind = "organisation"
    event: str = "e1"
    what: str | None = None
    low: float = 0
    high: float | None = None
    of: str | None = None
    denies: bool = False
    date: str | None = None
    time: str | None = None
    actor: str | None = None
    head: str = "happen"
    type: str | None = None
    status: Status = "actual"
    background: bool = False
    person: str | None = None
    role: str | None = None

    @property
    def polarity(self) -> Polarity:
        return "denies" if self.denies else "asserts"


def line(words: str, *by: str, **rest: object) -> Line:
    """A sentence; `by` names who is cited, outermost first. A figure is `what` and `low` (and `high` where it differs)."""
    return Line(words, by, **rest)  # type: ignore[arg-type]


def report(outlet: str, *lines: Line, published: str = "2031-05-04T08:00", byline: str | None = None) -> Annotation:
    """An annotated report of these sentences, one a paragraph. `byline` is the place where its reporter signs."""
    text = ("By Rolf Berg in " + byline + "\n\n" if byline else "") + "\n\n".join(one.words for one in lines)
    name = f"{outlet}/{published}"
    events: list[EventMention] = []
    said: list[Attribution] = []
    figures: list[Figure] = []
    entities: list[Entity] = []
    for one in lines:
        start = text.index(one.words)
        end = start + len(one.words)
        if one.by:
            entity = f"n{len(entities)}" if one.person else None
            if entity:
                entities.append(Entity(entity, one.person or "", "person", role=one.role))
            links = tuple(Link(n, part="source" if n == one.by[-1] else "relay") for n in one.by)
            said.append(Attribution(None, None, ((start, end),), "indirect", entity, links, one.kind, denies=one.denies))
        if one.what:
            high = one.low if one.high is None else one.high
            figures.append(Figure(start, start + 1, one.what, one.low, None if high < 0 else high, of=one.of))
        actor = (text.index(one.actor, start), text.index(one.actor, start) + len(one.actor)) if one.actor else None
        events.append(
            EventMention(
                start,
                end,
                (start, start + len(one.words.split()[0])),
                one.head,
                type=one.type,
                actor=(actor,) if actor else (),
                date=one.date,
                time=one.time,
                figures=(len(figures) - 1,) if one.what else (),
                status="negated" if one.denies and not one.by else one.status,
                attribution=len(said) - 1 if one.by else None,
                background=one.background,
            )
        )
    furniture = (Furniture(0, text.index("\n"), "byline", ("Rolf Berg",), byline),) if byline else ()
    return Annotation(
        Report(name, text, outlet, published),
        sentences=tuple((e.start, e.end) for e in events),
        furniture=furniture,
        entities=tuple(entities),
        figures=tuple(figures),
        attributions=tuple(said),
        events=tuple(events),
        # kept so that a story can read the lines' events
        places=(),
    )


def story(*reports: tuple[Annotation, tuple[Line, ...]], alike: float = 0.9, copies: tuple[Copy, ...] = ()) -> Story:
    """A story of annotated reports with their lines; statements of one event are all joined with likelihood `alike`."""
    annotations = tuple(a for a, _ in reports)
    statements = tuple(replace(s, event=one.event) for a, lines in reports for s, one in zip(find(a), lines, strict=True))
    joins = tuple(Join(a.id, b.id, alike, joined=True) for a, b in combinations(statements, 2) if a.event == b.event)
    dates = sorted(a.report.published or "" for a in annotations)
    ids = tuple(a.report.id for a in annotations)
    return Story("s-1", "A story", dates[0], dates[-1], ids, annotations, copies, (), statements, joins)


def told(outlet: str, *lines: Line, **rest: str) -> tuple[Annotation, tuple[Line, ...]]:
    """A report and its lines, as `story` takes them."""
    return report(outlet, *lines, **rest), lines


def statement(name: str, *, report: str = "r1", **rest: object) -> Statement:
    """A bare statement."""
    return Statement(name, report, 0, 40, "e1", **rest)  # type: ignore[arg-type]


def counted(
    low: float, high: float | None = None, what: str = "killed", *, least: bool = False, of: str | None = None
) -> Counted:
    """A figure; `least` leaves it open above."""
    return Counted(what, low, None if least else low if high is None else high, of)


def as_told(one: Story) -> Told:
    """What a story tells, as `weigh` has it."""
    by_report = {a.report.id: a for a in one.annotations}
    return of_story(one, agreeing(one.joins), polarity.likelihoods(one.statements, by_report))
