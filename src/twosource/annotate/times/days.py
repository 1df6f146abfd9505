"""Calendar dates and days of the week."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from twosource.annotate.times import calendar as cal
from twosource.annotate.times.reading import Reading, dated, year_of
from twosource.annotate.times.tense import AHEAD, BACK

if TYPE_CHECKING:
    from twosource.annotate.times.reading import Context, Found


def iso(found: Found, _: Context) -> Reading | None:
    """A date in figures: 2022-01-07."""
    try:
        return dated(date.fromisoformat(str(found["iso"])), "D")
    except ValueError:
        return None


def slash(found: Found, context: Context) -> Reading | None:
    """Month first, as in American use, unless only day first makes a date; both possible and unequal: the one nearer to today."""
    a, b, year = (int(part) for part in str(found["slash"]).split("/"))
    year += (1900 if year > 60 else 2000) if year < 100 else 0
    days = {day for day in (cal.make(year, a, b), cal.make(year, b, a)) if day}
    if not days:
        return None
    if len(days) == 2:
        if not context.today:
            return Reading("DATE", f"{year:04}-XX-XX")
        today = context.today
        return dated(min(days, key=lambda day: abs(day - today)), "D")
    return dated(days.pop(), "D")


def calendar(found: Found, context: Context) -> Reading | None:  # noqa: PLR0911 - one line a part that is missing
    """A day, or a month of a year: "6 January 2022", "Friday, Jan. 6", "May of last year", "Monday the 3rd"."""
    month, day, weekday = found.get("month"), found.get("day"), found.get("weekday")
    year = year_of(found)
    if "year_of" in found and year is None:
        return None
    if month is None:
        return _day_of_month(int(day or 0), weekday, context)
    if day is None:
        return dated(date(year, month, 1), "M") if year else None
    if year:
        made = cal.make(year, month, day)
        return dated(made, "D") if made else None
    if cal.make(2000, month, day) is None:
        return None
    if context.today is None:
        return Reading("DATE", f"XXXX-{month:02}-{day:02}")
    way = {"last": 2 * BACK, "next": 2 * AHEAD}.get(str(found.get("rel")), context.direction)
    return dated(_nearest_year(month, day, weekday, context.today, way), "D")


_MONTHS = 62  # days: a day of the month comes round in two at the latest
_FAR = 120  # days: nearer than this the nearest year wins over the tense; writers name the year of what is farther


def _nearest_year(month: int, day: int, weekday: int | None, today: date, way: int) -> date | None:
    """The year of a month and day: the governing verb's side of today within a year, else the nearest."""
    days = [made for y in range(today.year - 4, today.year + 5) if (made := cal.make(y, month, day))]
    if weekday and (agreed := [d for d in days if d.isoweekday() == weekday and abs((d - today).days) < 400]):
        return min(agreed, key=lambda d: abs(d - today))
    nearest = min(days, key=lambda d: abs(d - today))
    gap = (nearest - today).days
    if way < 0 and gap > (_FAR if way == BACK else 0):
        return max(d for d in days if d <= today)
    if way > 0 and gap < (-_FAR if way == AHEAD else 0):
        return min(d for d in days if d >= today)
    return nearest


def _day_of_month(day: int, weekday: int | None, context: Context) -> Reading | None:
    """Read "Friday the 13th", "on the 8th": the nearest, or where the verb points."""
    today = context.today
    if not today:
        return Reading("DATE", f"XXXX-XX-{day:02}")
    if weekday is None:
        ways = {AHEAD: (1,), BACK: (-1,)}.get(context.direction, (-1, 1))
        days = (today + way * timedelta(days=gap) for gap in range(_MONTHS) for way in ways)
        return next((dated(d, "D") for d in days if d.day == day), None)
    near = [d for gap in range(-200, 201) if (d := today + timedelta(days=gap)).day == day and d.isoweekday() == (weekday or 0)]
    return dated(min(near, key=lambda d: abs(d - today)), "D") if near else None


def month(found: Found, context: Context) -> Reading | None:
    """A month without a year: "in March", "last April"."""
    month, by, today = int(found["month"]), found.get("by"), context.today
    if today is None:
        return Reading("DATE", f"XXXX-{month:02}")
    year = today.year
    if by is None:
        year += _month_year(month, today, context.direction)
    elif by == 0:
        pass
    elif by < 0:
        year -= month >= today.month
    else:
        year += month <= today.month
    return dated(date(year, month, 1), "M")


def _month_year(month: int, today: date, way: int) -> int:
    """Back or ahead by the verb; without one, back, but a month or two ahead when that is nearer."""
    if way == BACK:
        return -(month > today.month)
    if way == AHEAD:
        return int(month < today.month)
    gap = (month - today.month) % 12
    return (1 if month < today.month else 0) if 0 < gap <= 3 else -(month > today.month)


def year(found: Found, context: Context) -> Reading | None:
    """A year: 1991, "the year 2030", "fiscal 2030"."""
    year = int(found["year"])
    return dated(date(year, 1, 1), "Y") if 0 < year < 9999 and context else None


def year_said(found: Found, _: Context) -> Reading | None:
    """A year in words, as broadcasts are written down: "nineteen ninety-eight", "the year two thousand"."""
    tens, ones = int(found.get("tens", 0)), int(found.get("ones", 0))
    if found["said"] == "two":
        return dated(date(2000 + ones, 1, 1), "Y") if ones < 100 else None
    if not 10 <= tens <= 90 or (tens % 10 and ones) or not ones < 10:
        return None
    return dated(date({"nineteen": 1900, "twenty": 2000}[str(found["said"])] + tens + ones, 1, 1), "Y")


def weekday(found: Found, context: Context) -> Reading | None:
    """A day of the week: back from today, ahead where the verb points ahead, today where it is that day."""
    number, by, plus, today = int(found["weekday"]), found.get("by"), int(found.get("plus", 0)), context.today
    if today is None:
        return Reading("DATE", f"XXXX-WXX-{number}" if not plus else "XXXX-XX-XX")
    if by == -1:
        day = cal.weekday(today - timedelta(days=1), number, ahead=False)
    elif by == 1:
        day = cal.weekday(today + timedelta(days=1), number, ahead=True)
    elif by == 0:
        day = cal.weekday(today, number, ahead=context.direction != BACK)
    else:
        day = cal.weekday(today, number, ahead=context.direction == AHEAD or plus > 1)
    return dated(day + timedelta(days=plus), "D")


def weekday_after(found: Found, context: Context) -> Reading | None:
    """Read "the following Monday", "the previous Friday": against the narrative."""
    told = context.narrative("D")
    number, by = int(found["weekday"]), int(found["by"])
    if told is None:
        return Reading("DATE", f"XXXX-WXX-{number}")
    if by == 0:
        return dated(cal.weekday(told[0], number, ahead=False), "D")
    return dated(cal.weekday(told[0] + timedelta(days=by), number, ahead=by > 0), "D")


def weekday_in_week(found: Found, context: Context) -> Reading | None:
    """Read "Friday of last week"."""
    if context.today is None:
        return Reading("DATE", f"XXXX-WXX-{found['weekday']}")
    monday = context.today - timedelta(days=context.today.isoweekday() - 1)
    return dated(monday + timedelta(weeks=int(found["by"]), days=int(found["weekday"]) - 1), "D")
