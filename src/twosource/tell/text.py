"""One story of the account for the terminal."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from twosource.tell.passages import day, outlet, passage, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from twosource.records import Event, Report, Statement, StoryAccount

_WIDTH = 96
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
    yield ""
    yield "Who copies whom"
    for copy in story.copies:
        how = "credited" if copy.credited else "not credited"
        a, b = (plain(reports[r].outlet or r) for r in (copy.report, copy.of))
        yield f"  {a} ({copy.report}) takes {copy.share:.0%} of its text from {b} ({copy.of}): {copy.kind}, {how}"
    for gone in story.missing:
        yield f"  {', '.join(gone.reports)} rest on one text that is not here{': ' + plain(gone.name) if gone.name else ''}"
    if not story.copies and not story.missing:
        yield "  nobody, as far as the reports show"
    yield ""
    yield "What happened      ++ corroborated   + one source   +- disputed   - only denied"
    for event in sorted(story.events, key=lambda e: (-e.independent, e.date or "9999", e.id)):
        yield from _event(event, said, names, reports)
    if story.conflicts:
        yield ""
        yield "Where sources contradict each other"
        for c in story.conflicts:
            yield f"  {c.kind} ({c.event}): {c.why}"
            for s in (said[c.a], said[c.b]):
                yield from _wrapped(f"{outlet(s, reports)}: “{passage(s, reports)}”", "      ")
    if story.updates:
        yield ""
        yield "What later reports replaced"
        for u in story.updates:
            yield f"  {u.event}: {u.why}"
    if story.measures:
        yield ""
        yield "Measures in force"
        for m in story.measures:
            when = " ".join(p for p in (f"from {m.since}" if m.since else "", f"until {m.until}" if m.until else "") if p)
            words = plain(reports[m.report].text[m.span[0] : m.span[1]])
            yield from _wrapped(f"{m.what}{' (lifted)' if m.lifted else ''} {m.place or ''} {when}: “{words}” [{m.report}]", "  ")
    for gap in story.abstained:
        yield f"  not known: {gap.field}: {gap.reason}"


def _event(event: Event, said: Mapping[str, Statement], names: Mapping[str, str], reports: Mapping[str, Report]) -> Iterator[str]:
    yield ""
    kind = f" {event.type}" if event.type else ""
    yield from _wrapped(f"{_MARKS[event.standing]} {event.date or 'date not known'}{kind}  {plain(event.summary)}", "   ", first=" ")
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
