"""Dates and times of all zones on one clock: by the text alone, 23:00-05:00 would come before 01:00Z of the next day."""

from __future__ import annotations

from datetime import UTC, datetime

# Years in which a report can have appeared: printed news is younger than 1400, and what lies far ahead is a slip or a filler
# (0001-01-01 and 9999-12-31 stand for "none" in many systems). Fixed years, so that no reading depends on the day it is done.
YEARS = range(1400, 2200)


def moment(date: str | None) -> datetime | None:
    """An ISO 8601 date or date-time in UTC: a date is its midnight, a time without zone is UTC; None where unreadable."""
    try:
        found = datetime.fromisoformat((date or "").strip())
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError):  # the latter: a time of the year 1 or 9999 that its zone moves off the calendar
        return None


def order(date: str | None) -> str:
    """What dates are put in order by: the moment in UTC as text, "" where there is none."""
    found = moment(date)
    return found.isoformat(timespec="seconds") if found else ""
