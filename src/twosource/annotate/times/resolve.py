"""What days and what hour a TIMEX3 value means, for whoever needs ISO dates."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:T.*)?")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_WEEK = re.compile(r"(\d{4})-W(\d{2})(-WE|-\d)?(?:T.*)?")
_PART = re.compile(r"(\d{4})-(Q[1-4]|H[12]|SP|SU|FA|WI)")
_CLOCK = re.compile(r"(?:.*)T(\d{2}):(\d{2})(?::\d{2})?Z?")
_MONTHS = {"Q1": (1, 3), "Q2": (4, 6), "Q3": (7, 9), "Q4": (10, 12), "H1": (1, 6), "H2": (7, 12)}
# Meteorological seasons of the northern half of the earth; winter begins in December of its year.
_SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11)}


def date_of(value: str) -> str | None:
    """The ISO date, or the interval `a/b` of ISO dates (both ends included), that a TIMEX3 value means.

    `2031-01` → `2031-01-01/2031-01-31`, `2031-W03` → its Monday to Sunday, `2031-01-13T21:50` → `2031-01-13`.
    None for durations, sets, references without a date (`PAST_REF`) and values with unknown parts (`X`).
    """
    try:
        return _date_of(value)
    except (ValueError, OverflowError):
        return None


def clock_of(value: str) -> str | None:
    """The hour of a TIMEX3 value as `HH:MM`, or None where it names none (or only a part of the day)."""
    found = _CLOCK.fullmatch(value)
    return f"{found[1]}:{found[2]}" if found else None


def _date_of(value: str) -> str | None:
    if found := _DAY.fullmatch(value):
        return date(int(found[1]), int(found[2]), int(found[3])).isoformat()
    if found := _MONTH.fullmatch(value):
        return _months(int(found[1]), int(found[2]), int(found[2]))
    if found := _WEEK.fullmatch(value):
        return _week(int(found[1]), int(found[2]), found[3])
    if found := _PART.fullmatch(value):
        year, part = int(found[1]), found[2]
        if part == "WI":
            return f"{year}-12-01/{year + 1}-02-{calendar.monthrange(year + 1, 2)[1]}"
        return _months(year, *(_MONTHS | _SEASONS)[part])
    return _years(value)


def _months(year: int, first: int, last: int) -> str:
    return f"{date(year, first, 1)}/{date(year, last, calendar.monthrange(year, last)[1])}"


def _week(year: int, week: int, rest: str | None) -> str:
    monday = date.fromisocalendar(year, week, 1)
    if rest == "-WE":
        return f"{monday + timedelta(days=5)}/{monday + timedelta(days=6)}"
    if rest:
        return date.fromisocalendar(year, week, int(rest[1:])).isoformat()
    return f"{monday}/{monday + timedelta(days=6)}"


def _years(value: str) -> str | None:
    """A year, a decade (`199`, in some corpora `199X`) or a century (`19`)."""
    value = value[:3] if len(value) == 4 and value[3] == "X" else value
    if not value.isdecimal() or not 2 <= len(value) <= 4:
        return None
    return f"{date(int(value.ljust(4, '0')), 1, 1)}/{date(int(value.ljust(4, '9')), 12, 31)}"
