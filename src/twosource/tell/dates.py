"""Dates as a reader wants them, and as a place on an axis. What cannot be read is shown as it was given."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from twosource.moments import moment

_MONTHS = ("", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MOMENT = re.compile(r"^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d:\d\d))?")
_DAY = timedelta(days=1)
_LAST_DAY = "9999-12-31"  # of Python's calendar: nothing lies a day after it


def shown(date: str | None) -> str:
    """`2031-01-14T06:40:00+02:00` → `14 Jan 2031, 06:40`; an interval `a/b` → `18–24 Nov 2030`."""
    if not date:
        return "no date"
    first, _, last = date.partition("/")
    return _interval(first, last) if last else _one(first)


def course(first: str | None, last: str | None) -> str:
    """From the first to the last date of a story: one date once, and nothing where there is none."""
    return " – ".join(dict.fromkeys(shown(date) for date in (first, last) if date))


def brief(date: str | None) -> str:
    """The same without its year, for places where the year is clear: `14 Jan, 06:40`."""
    return re.sub(r"^(\d\d? [A-Z][a-z]{2}) \d{4}", r"\1", shown(date))


def zoned(date: str) -> str:
    """The same with its zone, where it gives one: a time of day is compared with others."""
    zone = re.search(r"T[\d:.]+(Z|[+-]\d\d:?\d\d)$", date)
    return shown(date) + (f" {'UTC' if zone[1] == 'Z' else 'UTC' + zone[1]}" if zone else "")


def span(date: str | None) -> tuple[datetime, datetime] | None:
    """The first and last moment of a date or an interval of dates."""
    first, _, last = (date or "").partition("/")
    start, end = moment(first), moment(last or first)
    if start is None or end is None:
        return None
    whole_day = len(last or first) == len("2031-01-14")
    return start, end + _DAY if whole_day and (last or first) != _LAST_DAY else end


def day(moment: datetime) -> str:
    """`14 Jan`."""
    return f"{moment.day} {_MONTHS[moment.month]}"


def _one(date: str) -> str:
    found = _MOMENT.match(date)
    if not found or not 1 <= int(found[2]) <= 12:
        return date
    year, month, number, time = found.groups()
    text = f"{int(number)} {_MONTHS[int(month)]} {year}"
    return f"{text}, {time}" if time else text


def _interval(first: str, last: str) -> str:
    if first == last:
        return _one(first)
    a, b = _MOMENT.match(first), _MOMENT.match(last)
    if not a or not b or not 1 <= int(a[2]) <= 12:
        return f"{_one(first)} – {_one(last)}"
    if first[4:10] == "-01-01" and last[4:10] == "-12-31":
        return a[1] if a[1] == b[1] else f"{a[1]}–{b[1]}"
    if a[1] == b[1] and a[2] == b[2]:
        return f"{int(a[3])}–{_one(last[:10])}"
    if a[1] == b[1]:
        return f"{int(a[3])} {_MONTHS[int(a[2])]} – {_one(last[:10])}"
    return f"{_one(first[:10])} – {_one(last[:10])}"
