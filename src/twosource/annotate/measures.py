"""Restrictions and alerts in force: curfews, closures, cuts, bans, states of emergency, and their lifting."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from twosource.annotate.parse import Parsed
    from twosource.records import EventMention, Measure, Place, Time


def find(
    parsed: Parsed, events: tuple[EventMention, ...], times: tuple[Time, ...], places: tuple[Place, ...]
) -> tuple[Measure, ...]:
    """The measures of a report, in order."""
    return ()
