"""Annotations → Stories: which text copies which, and which statements tell the same happening."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twosource.link import copies, events, statements, stories, taken
from twosource.moments import order
from twosource.records import Story

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twosource.records import Annotation


def link(annotations: Sequence[Annotation]) -> Story:
    """Link the annotated reports of one story: copies, statements, and the happenings that they tell."""
    ordered = sorted(annotations, key=lambda a: (order(a.report.published) or "9999", a.report.id))
    copied, missing = copies.find([a.report for a in ordered], {a.report.id: a.furniture for a in ordered})
    by_report = {a.report.id: a for a in ordered}
    said = taken.mark(tuple(s for a in ordered for s in statements.find(a)), copied, by_report)
    joined, joins = events.join(said, by_report, copied, missing)
    told = statements.outermost(joined)
    kept = {s.id for s in told}
    dates = sorted((a.report.published for a in ordered if a.report.published), key=order)
    return Story(
        id=stories.name(ordered),
        title=_title(ordered),
        first=dates[0] if dates else None,
        last=dates[-1] if dates else None,
        reports=tuple(a.report.id for a in ordered),
        annotations=tuple(ordered),
        copies=copied,
        missing=missing,
        statements=told,
        joins=tuple(j for j in joins if j.a in kept and j.b in kept),
    )


def _title(ordered: Sequence[Annotation]) -> str:
    """The headline of the story: that of the first report that has one, else the first report's first sentence."""
    for annotation in ordered:
        if annotation.report.title:
            return annotation.report.title
    first = ordered[0]
    start, end = first.sentences[0] if first.sentences else (0, 80)
    return " ".join(first.report.text[start:end].split())[:120]
