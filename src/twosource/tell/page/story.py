"""One story of the account as the page shows it: every line with its receipts, in the order of the page."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from twosource.moments import moment
from twosource.tell import dates
from twosource.tell.drawings import timeline
from twosource.tell.page import disagree, events, lineage, revisions
from twosource.tell.page.receipts import Receipt, Receipts
from twosource.tell.page.shelf import Shelf, Shelved
from twosource.tell.passages import plain
from twosource.tell.words import STANDINGS, counted, cut

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from markupsafe import Markup

    from twosource.records import Frame, Report, Statement, StoryAccount
    from twosource.tell.page.disagree import Against, Series
    from twosource.tell.page.events import EventView
    from twosource.tell.page.lineage import Lineage

_ROLES = {"actor": "Who did it", "recipient": "To whom or what"}
_DRAWN = 12  # events in the timeline's drawing; its table has all


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of the brief; its receipts by report, and the model that worded it."""

    text: str
    receipts: tuple[tuple[Receipt, ...], ...]
    worded_by: str


@dataclass(frozen=True, slots=True)
class Day:
    """One date of the timeline and what happened then."""

    when: str
    iso: str
    events: tuple[EventView, ...]

    @property
    def size(self) -> int:
        """How many events."""
        return len(self.events)


@dataclass(frozen=True, slots=True)
class MeasureView:
    """One measure in force."""

    what: str
    restricts: str
    place: str
    since: str
    until: str
    lifted: bool
    receipt: Receipt


@dataclass(frozen=True, slots=True)
class WordView:
    """A word of an outlet, how often, and where first."""

    text: str
    count: int
    href: str | None


@dataclass(frozen=True, slots=True)
class FrameView:
    """How outlets name one thing: a row an outlet."""

    role: str
    target: str
    rows: tuple[tuple[str, tuple[WordView, ...]], ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """What was not given, why, how often, and in which reports (outlet and place)."""

    field: str
    reason: str
    times: int
    reports: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class StoryView:
    """All that the page shows of one story."""

    anchor: str
    id: str
    title: str
    when: str  # "" where no report has a date
    size: str
    verdicts: dict[str, int]
    brief: tuple[Line, ...]
    days: tuple[Day, ...]
    timeline: tuple[Markup, Markup]  # for a screen, and for a telephone
    events: tuple[EventView, ...]
    lineage: Lineage
    contradictions: tuple[Against, ...]
    series: tuple[Series, ...]
    measures: tuple[MeasureView, ...]
    frames: tuple[FrameView, ...]
    omissions: tuple[tuple[str, tuple[EventView, ...]], ...]
    gaps: tuple[Gap, ...]
    revisions: tuple[revisions.RevisionView, ...]
    reports: tuple[Shelved, ...]


def view(story: StoryAccount, reports: Mapping[str, Report], number: int) -> StoryView:
    """The view of the `number`th story of the page."""
    prefix = f"s{number}"
    shelf = Shelf(prefix, story.reports, reports)
    said = {s.id: s for s in story.statements}
    receipts = Receipts(shelf, said, story.copies)
    shown = events.views(story, said, receipts, shelf, prefix)
    by_id = {e.id: e for e in shown}
    counts = Counter(e.standing for e in story.events)
    return StoryView(
        anchor=prefix,
        id=story.id,
        title=plain(story.title) or "A story without a title",
        when=dates.course(story.first, story.last),
        size=_size(story, shelf),
        verdicts={s: counts[s] for s in STANDINGS},
        brief=tuple(
            Line(plain(line.text), _quoted(line.receipts, said, receipts), plain(line.worded_by or "")) for line in story.brief
        ),
        days=_days(story, by_id),
        timeline=_timeline(shown, story, said, shelf),
        events=tuple(shown),
        lineage=lineage.view(story, shelf, receipts),
        contradictions=tuple(disagree.contradictions(story, said, by_id, receipts)),
        series=tuple(disagree.series(story, said, by_id, receipts)),
        measures=_measures(story, receipts),
        frames=tuple(_frame(f, shelf) for f in story.frames),
        omissions=_omissions(story, by_id, shelf),
        gaps=_gaps(story, shelf),
        revisions=revisions.views(story, shelf),
        reports=shelf.full(),  # last: by now every passage that is linked has been marked
    )


def _size(story: StoryAccount, shelf: Shelf) -> str:
    """How many reports from how many outlets, as far as outlets are given."""
    given = [shelf.given(r) for r in story.reports]
    reports, outlets, without = counted(len(given), "report"), len(set(given) - {""}), given.count("")
    if not outlets:
        return f"{reports} without an outlet"
    return f"{reports} from {counted(outlets, 'outlet')}" + (f", {without} without an outlet" if without else "")


def _quoted(
    spans: Sequence[tuple[str, int, int]], said: Mapping[str, Statement], receipts: Receipts
) -> tuple[tuple[Receipt, ...], ...]:
    """Receipts of the brief by report, the earliest first, with the chain of the statement that stands there."""
    at = {(s.report, s.start, s.end): s for s in said.values()}
    found = {r.href: r for r in (receipts.of(at[span]) if span in at else receipts.at(*span) for span in spans)}
    by_report: dict[str, list[Receipt]] = {}
    for r in sorted(found.values(), key=lambda r: (r.iso or "9999", r.outlet, r.href)):
        by_report.setdefault(r.report, []).append(r)
    return tuple(tuple(group) for group in by_report.values())


def _days(story: StoryAccount, by_id: Mapping[str, EventView]) -> tuple[Day, ...]:
    days: dict[str, list[EventView]] = {}
    for it in story.timeline:
        if it.event in by_id:
            days.setdefault(it.date, []).append(by_id[it.event])
    return tuple(Day(dates.shown(date), date, tuple(found)) for date, found in sorted(days.items()))


def _timeline(
    shown: Sequence[EventView], story: StoryAccount, said: Mapping[str, Statement], shelf: Shelf
) -> tuple[Markup, Markup]:
    told = {e.id: {said[i].report for i in e.statements if i in said} for e in story.events}
    rows = [
        timeline.Row(
            label=cut(e.summary, 84),
            href=e.anchor,
            standing=e.standing,
            happened=dates.span(e.iso),
            date=e.when or "",
            told=tuple((moment(shelf.report(r).published), shelf.outlet(r), shelf.anchor(r)) for r in sorted(told[e.id])),
        )
        for e in [e for e in shown if e.iso and not e.tail][:_DRAWN]
    ]
    return timeline.draw(rows), timeline.draw(rows, narrow=True)


def _measures(story: StoryAccount, receipts: Receipts) -> tuple[MeasureView, ...]:
    return tuple(
        MeasureView(
            what=plain(m.what),
            restricts=plain(m.restricts or ""),
            place=plain(m.place or ""),
            since=dates.shown(m.since) if m.since else "",
            until=dates.shown(m.until) if m.until else "",
            lifted=m.lifted,
            receipt=receipts.at(m.report, *m.span),
        )
        for m in story.measures
    )


def _frame(frame: Frame, shelf: Shelf) -> FrameView:
    rows: list[tuple[str, tuple[WordView, ...]]] = []
    for outlet, words in frame.words.items():
        views = [
            WordView(plain(w.text), w.count, shelf.mark(w.report, *w.span) if w.span and w.report in shelf else None)
            for w in words
        ]
        rows.append((shelf.named(outlet), tuple(views)))
    role, colon, target = plain(frame.target).partition(" of: ")
    return FrameView(_ROLES.get(role, ""), target if colon and role in _ROLES else plain(frame.target), tuple(rows))


def _omissions(
    story: StoryAccount, by_id: Mapping[str, EventView], shelf: Shelf
) -> tuple[tuple[str, tuple[EventView, ...]], ...]:
    by_outlet: dict[str, list[EventView]] = {}
    for o in story.omissions:
        if o.event in by_id:
            by_outlet.setdefault(shelf.named(o.outlet), []).append(by_id[o.event])
    return tuple((outlet, tuple(found)) for outlet, found in sorted(by_outlet.items()))


def _gaps(story: StoryAccount, shelf: Shelf) -> tuple[Gap, ...]:
    found = Counter((plain(a.field), plain(a.reason)) for a in story.abstained)
    where: dict[tuple[str, str], dict[str, str]] = {}
    for a in story.abstained:
        if a.report is not None and a.report in shelf:
            where.setdefault((plain(a.field), plain(a.reason)), {})[shelf.anchor(a.report)] = shelf.outlet(a.report)
    return tuple(
        Gap(*gap, times, tuple((outlet, href) for href, outlet in where.get(gap, {}).items()))
        for gap, times in found.most_common()
    )
