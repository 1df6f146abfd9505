"""The names that the patterns give their senses, and how a match is read: its parts first, then the whole.

Each sense takes what its pattern captured and a context and returns a `Reading`, or None where the words turn out to be
no time ("the 40th of May"). Values follow TimeML 1.2.1 as TimeBank writes it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from twosource.annotate.times import days, hours, periods, shifts, spans
from twosource.annotate.times.grammar import Match

if TYPE_CHECKING:
    from collections.abc import Callable

    from twosource.annotate.times.reading import Context, Found, Reading

SENSES: dict[str, Callable[[Found, Context], Reading | None]] = {
    "iso": days.iso,
    "slash": days.slash,
    "calendar": days.calendar,
    "month": days.month,
    "year": days.year,
    "year_said": days.year_said,
    "weekday": days.weekday,
    "weekday_after": days.weekday_after,
    "weekday_in_week": days.weekday_in_week,
    "shift": shifts.shift,
    "the_unit": shifts.the_unit,
    "ago": shifts.ago,
    "from_now": shifts.from_now,
    "earlier": shifts.earlier,
    "later": shifts.later,
    "past_ref": shifts.past_ref,
    "year_ago": shifts.year_ago,
    "latest": shifts.latest,
    "period_of_year": shifts.period_of_year,
    "narrative": shifts.narrative,
    "narrative_next": shifts.narrative_next,
    "quarter": periods.quarter,
    "half": periods.half,
    "season": periods.season,
    "decade": periods.decade,
    "century": periods.century,
    "holiday": periods.holiday,
    "week_of": periods.week_of,
    "with_mod": periods.with_mod,
    "ref": periods.ref,
    "clock": hours.clock,
    "at": hours.at,
    "part_of_day": hours.part_of_day,
    "duration": spans.duration,
    "vague_span": spans.vague_span,
    "every": spans.every,
}


def read(match: Match, context: Context) -> Reading | None:
    """The reading of a match in its context, or None where it, or a part of it, names no time after all."""
    found = dict(match.found)
    for name, part in match.found.items():
        if isinstance(part, Match):
            inner = read(part, context)
            if inner is None:
                return None
            found[name] = inner  # type: ignore[assignment] - a part's reading takes the part's place
    return SENSES[match.sense](found, context)
