"""Story → StoryAccount: origins, independence, standing, conflicts, updates, frames, timeline, brief."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from twosource.link import polarity
from twosource.records import Confirmation, InForce, Moment, StoryAccount
from twosource.weigh import (
    brief,
    changes,
    confirm,
    disputes,
    events,
    frames,
    revisions,
    tallies,
    together,
)
from twosource.weigh.independence import Grounds, agreeing, read_as_one
from twosource.weigh.overrides import Overrides
from twosource.weigh.told import of_story

if TYPE_CHECKING:
    from collections.abc import Mapping, MutableMapping, Sequence

    from twosource.records import Annotation, Event, Statement, Story

__all__ = ["Overrides", "weigh"]


def weigh(story: Story, overrides: Overrides | None = None, kept: MutableMapping[bytes, bytes] | None = None) -> StoryAccount:
    """Weigh a linked story: what may be said of each happening, on whose word.

    `overrides` holds what a person has decided; it is replayed before anything is counted. `kept` holds what reading
    pairs of passages said before, and takes what it says now (`together.read`).
    """
    by_hand = overrides or Overrides()
    story = by_hand.regroup(story)
    by_report = {a.report.id: a for a in story.annotations}
    agree = agreeing(story.joins) | by_hand.agree()
    told = of_story(story, agree, polarity.likelihoods(story.statements, by_report))
    by_hand = by_hand.on(told.resolved)
    told = replace(told, resolved=by_hand.rename(told.resolved))
    conflicts, updates = changes.find(told, story.joins)
    matter = disputes.find(told, story.joins, conflicts, by_hand.dismissed)
    look = confirm.first_look(told)
    read = together.read([*look.pairs, *matter.pairs], by_report, told.resolved.voices, {} if kept is None else kept)
    confirmed = confirm.find(look, read)
    confirmed |= {pair: Confirmation(min(pair), max(pair), 1.0, ("a person has said so",)) for pair in by_hand.agree()}
    conflicts = disputes.settle(matter, read)

    grounds = Grounds(
        told.resolved,
        agree,
        confirmed,
        read_as_one(look.pairs, read, told.resolved),
        contested=frozenset(frozenset({c.a, c.b}) for c in conflicts if c.kind in {"actor", "polarity"}),
        replaced=frozenset(u.earlier for u in updates),
        by_hand=by_hand,
    )
    happened = tuple(by_hand.mark(events.build(name, s, by_report, grounds)) for name, s in _by_event(told.statements).items())
    said = {
        s.id: replace(s, origin=told.resolved.of[s.id], known_by=told.resolved.ways.get(s.id, "own")) for s in told.statements
    }
    counts = tallies.find(happened, said, by_report, grounds.replaced)
    unnamed = frozenset(o.id for o in told.resolved.origins if o.kind == "unnamed")
    return StoryAccount(
        id=story.id,
        title=story.title,
        first=story.first,
        last=story.last,
        reports=story.reports,
        copies=revisions.copies(story.copies, by_report),
        missing=story.missing,
        origins=told.resolved.origins,
        statements=tuple(said.values()),
        events=happened,
        conflicts=conflicts,
        updates=updates,
        tallies=counts,
        frames=frames.find(happened, said, by_report),
        omissions=frames.omissions(happened, said, by_report),
        measures=_in_force(story.annotations),
        timeline=_timeline(happened),
        brief=brief.write(brief.Known(happened, said, by_report, conflicts, counts, grounds.replaced, told.likely, unnamed)),
        joins=story.joins,
        abstained=(
            *matter.abstained,
            *(replace(gap, report=a.report.id) for a in story.annotations for gap in (*a.report.abstained, *a.abstained)),
        ),
        revisions=revisions.find(story.annotations),
    )


def _by_event(statements: Sequence[Statement]) -> Mapping[str, list[Statement]]:
    out: dict[str, list[Statement]] = defaultdict(list)
    for s in statements:
        out[s.event].append(s)
    return out


def _timeline(happened: Sequence[Event]) -> tuple[Moment, ...]:
    dated = ((e.date, e.id) for e in happened if e.date)
    return tuple(Moment(date, event) for date, event in sorted(dated))


def _in_force(annotations: Sequence[Annotation]) -> tuple[InForce, ...]:
    return tuple(
        InForce(
            m.what,
            m.restricts,
            a.places[m.place].name if m.place is not None else None,
            m.since,
            m.until,
            m.lifted,
            a.report.id,
            (m.start, m.end),
        )
        for a in annotations
        for m in a.measures
    )
