"""The verdict on one event, unfolded: who says it, what ties them, why these statements were joined and others not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twosource.moments import order
from twosource.tell.passages import day, line, origins, outlet, passage, plain
from twosource.tell.words import WAYS, counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from twosource.records import Confirmation, Event, Join, Report, Statement, StoryAccount

_MOST = 12  # joins and near misses that are shown


def render(story: StoryAccount, event_id: str, reports: Mapping[str, Report]) -> str:
    """Why an event has the standing that it has, as plain text."""
    event = next(e for e in story.events if e.id == event_id)
    return "\n".join(map(line, _lines(story, event, reports)))


def _lines(story: StoryAccount, event: Event, reports: Mapping[str, Report]) -> Iterator[str]:
    said = {s.id: s for s in story.statements}
    named = origins(story, reports)
    names = {o.id: f"{named[o.id]} ({o.kind})" for o in story.origins}
    yield f"{event.id}  {plain(event.summary)}"
    yield f"standing: {event.standing}, {event.independent} independent of {len(event.origins)} origins"
    yield ""
    yield "who says so"
    for s in sorted((said[i] for i in event.statements), key=lambda s: (order(reports[s.report].published), s.start)):
        chain = " → ".join([outlet(reports[s.report]), *map(plain, s.chain)])
        yield f"  {day(reports[s.report].published)}  {chain}  [{s.report} {s.start}:{s.end}]  {s.polarity}"
        yield f"      “{passage(s, reports)}”"
        yield "      origin: " + ", ".join(filter(None, (names[s.origin], WAYS[s.known_by])))
    yield ""
    yield "what ties them"
    for tie in event.ties:
        other = f" and {names[tie.b]}" if tie.a != tie.b else ""
        yield f"  {names[tie.a]}{other}: {tie.reason}"
    if not event.ties:
        yield "  nothing on record"
    if event.confirmed:
        yield from ("", "what confirms what")
    for c in event.confirmed[:_MOST]:
        yield from _pair(c, said, reports, names)
    yield ""
    if event.by_hand:
        yield from ("what a person did", *(f"  {note}" for note in event.by_hand), "")
    yield "how it changed"
    for turn in event.history:
        yield f"  {day(turn.when)}  {turn.standing}  with {turn.report}"
    yield from _joins(story, event, said, reports)


def _joins(story: StoryAccount, event: Event, said: Mapping[str, Statement], reports: Mapping[str, Report]) -> Iterator[str]:
    mine = set(event.statements)
    ours = sorted((j for j in story.joins if {j.a, j.b} <= mine), key=lambda j: -j.score)
    near = sorted((j for j in story.joins if len({j.a, j.b} & mine) == 1), key=lambda j: -j.score)
    for title, joins in (("why these are one happening", ours), ("what was kept apart, though alike", near)):
        yield ""
        yield f"{title} ({counted(len(joins), 'pair')})"
        for j in joins[:_MOST]:
            yield from _pair(j, said, reports)


def _pair(
    j: Join | Confirmation, said: Mapping[str, Statement], reports: Mapping[str, Report], names: Mapping[str, str] | None = None
) -> Iterator[str]:
    """Two statements with their likelihood and its reasons; `names` tells whose they are, by origin."""
    yield f"  {j.score:.2f}  {'; '.join(j.reasons) or 'nothing in particular'}"
    for s in (said[j.a], said[j.b]):
        whose = f"{names[s.origin]}, " if names else ""
        yield f"        {whose}{s.report}: “{passage(s, reports)[:100]}”"
