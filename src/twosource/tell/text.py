"""One story of the account for the terminal."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from twosource.tell.passages import day, outlet, passage, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from twosource.records import BriefLine, Event, Report, Revision, Statement, StoryAccount

_WIDTH = 96
_NAMED = 12  # reports that are named of those that rest on one text
_MARKS = {"corroborated": "++", "single": " +", "disputed": "+-", "denied": " -"}


def render(story: StoryAccount, reports: Mapping[str, Report]) -> str:
    """The account of a story as plain text, its best supported events first."""
    return "\n".join(_lines(story, reports)) + "\n\n"


def _lines(story: StoryAccount, reports: Mapping[str, Report]) -> Iterator[str]:
    said = {s.id: s for s in story.statements}
    names = {o.id: plain(o.name) for o in story.origins}
    title = plain(story.title)
    yield title
    yield "=" * min(len(title), _WIDTH)
    yield f"{len(story.reports)} reports, {day(story.first)} to {day(story.last)}   (story {story.id})"
    yield from _section("In brief", (row for line in story.brief for row in _brief(line)))
    yield from _section("Who copies whom", _copies(story, reports))
    yield from _section("What happened      ++ corroborated   + one source   +- disputed   - only denied", [])
    for event in sorted(story.events, key=lambda e: (-e.independent, e.date or "9999", e.id)):
        yield from _event(event, said, names, reports)
    yield from _section("Where sources contradict each other", _conflicts(story, said, reports))
    yield from _section("What later reports replaced", [f"  {u.event}: {u.why}" for u in story.updates])
    yield from _section("Changed by their outlets", (row for r in story.revisions for row in _revision(r, reports)))
    yield from _section("Measures in force", _measures(story, reports))
    yield from _section("Not known", _gaps(story))


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    """A title and its lines; a section that must stand though it is empty has its own line for that."""
    body = list(lines)
    if body or title.startswith("What happened"):
        yield from ("", title, *body)


def _revision(r: Revision, reports: Mapping[str, Report]) -> Iterator[str]:
    """What a later version of a report changed: each stretch of words removed and added."""
    new, old = reports[r.report], reports[r.of]
    too = f"; changed too: {', '.join(r.fields)}" if r.fields else ""
    yield f"  {plain(new.outlet or r.report)}: {r.report} of {day(new.published)} replaces {r.of} of {day(old.published)}{too}"
    for e in r.edits:
        removed, added = plain(old.text[e.there[0] : e.there[1]]), plain(new.text[e.here[0] : e.here[1]])
        told = [f"removed “{removed}”" if removed else "", f"added “{added}”" if added else ""]
        yield from _wrapped(", ".join(filter(None, told)), "        ", first="      ")


def _gaps(story: StoryAccount) -> Iterator[str]:
    """What is not known and why, once for all reports in which it is so."""
    where: dict[tuple[str, str], list[str]] = {}
    for gap in story.abstained:
        where.setdefault((gap.field, gap.reason), []).append(gap.report or "")
    for (field, reason), found in where.items():
        named = ", ".join(dict.fromkeys(filter(None, found)))
        yield from _wrapped(f"{field}: {reason}{f' [{named}]' if named else ''}", "    ", first="  ")


def _brief(line: BriefLine) -> Iterator[str]:
    """One sentence of the brief; who worded it, where a model did."""
    worded = f" (worded by {plain(line.worded_by)})" if line.worded_by else ""
    yield from _wrapped(plain(line.text) + worded, "    ", first="  ")


def _copies(story: StoryAccount, reports: Mapping[str, Report]) -> Iterator[str]:
    for copy in story.copies:
        how = "credited" if copy.credited else "not credited"
        a, b = (plain(reports[r].outlet or r) for r in (copy.report, copy.of))
        yield f"  {a} ({copy.report}) takes {copy.share:.0%} of its text from {b} ({copy.of}): {copy.kind}, {how}"
    for gone in story.missing:
        more = f" and {len(gone.reports) - _NAMED:,} more" if len(gone.reports) > _NAMED else ""
        named = f"{', '.join(gone.reports[:_NAMED])}{more}"
        yield f"  {named} rest on one text that is not here{': ' + plain(gone.name) if gone.name else ''}"
    if not story.copies and not story.missing:
        yield "  nobody, as far as the reports show"


def _conflicts(story: StoryAccount, said: Mapping[str, Statement], reports: Mapping[str, Report]) -> Iterator[str]:
    for c in story.conflicts:
        yield f"  {c.kind} ({c.event}): {c.why}"
        for s in (said[c.a], said[c.b]):
            yield from _wrapped(f"{outlet(s, reports)}: “{passage(s, reports)}”", "      ")


def _measures(story: StoryAccount, reports: Mapping[str, Report]) -> Iterator[str]:
    for m in story.measures:
        words = plain(reports[m.report].text[m.span[0] : m.span[1]])
        told = [m.what, "(lifted)" if m.lifted else "", m.place or ""]
        told += [f"from {m.since}" if m.since else "", f"until {m.until}" if m.until else ""]
        yield from _wrapped(f"{' '.join(filter(None, told))}: “{words}” [{m.report}]", "      ", first="  ")


def _event(event: Event, said: Mapping[str, Statement], names: Mapping[str, str], reports: Mapping[str, Report]) -> Iterator[str]:
    yield ""
    kind = f" {event.type}" if event.type else ""
    line = f"{_MARKS[event.standing]} {event.date or 'date not known'}{kind}  {plain(event.summary)}"
    yield from _wrapped(line, "   ", first=" ")
    yield f"     {event.standing}: {event.independent} independent of {len(event.origins)} ({event.id})"
    for origin in event.origins:
        yield f"     - {names[origin]}"
    for s in (said[i] for i in event.statements):
        where = f"{outlet(s, reports)} {s.report}[{s.start}:{s.end}]"
        yield from _wrapped(f"“{passage(s, reports)}” {where}", "         ", first="       ")
    for note in event.by_hand:
        yield f"     by hand: {note}"


def _wrapped(text: str, indent: str, first: str | None = None) -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent=indent if first is None else first, subsequent_indent=indent)
