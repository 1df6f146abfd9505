"""Reckoning with days at a grain (`D`, `W`, `M`, `Q`, `Y`, …) and writing them as TIMEX3 values."""

from __future__ import annotations

from datetime import date, timedelta

SEASONS = ("WI", "SP", "SU", "FA")
_LAST_MONTH = {"SP": 5, "SU": 8, "FA": 11, "WI": 2}
# What a value looks like when nothing is known to resolve it against (TimeML 1.2.1: X for the unknown digits).
UNKNOWN = {
    "D": "XXXX-XX-XX",
    "W": "XXXX-WXX",
    "WE": "XXXX-WXX-WE",
    "M": "XXXX-XX",
    "Q": "XXXX-QX",
    "Y": "XXXX",
    "DE": "XXX",
    "CE": "XX",
    "NI": "XXXX-XX-XXTNI",
}


def make(year: int, month: int, day: int) -> date | None:
    """A date, or None where the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def write(day: date, grain: str) -> str:  # noqa: PLR0911 - one line a grain
    """The TIMEX3 value of the day, week, … that holds `day`."""
    if grain == "D":
        return day.isoformat()
    if grain in {"W", "WE"}:
        year, week, _ = day.isocalendar()
        return f"{year:04}-W{week:02}" + ("-WE" if grain == "WE" else "")
    if grain == "M":
        return f"{day.year:04}-{day.month:02}"
    if grain == "Q":
        return f"{day.year:04}-Q{(day.month + 2) // 3}"
    if grain == "Y":
        return f"{day.year:04}"
    if grain == "DE":
        return f"{day.year // 10:03}"
    return f"{day.year // 100:02}"


def shift(day: date, unit: str, by: int) -> date | None:
    """`day` moved by so many units; None beyond the calendar's ends."""
    try:
        if unit == "D":
            return day + timedelta(days=by)
        if unit in {"W", "WE", "FN"}:
            return day + timedelta(weeks=by * (2 if unit == "FN" else 1))
        months = {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200}[unit] * by
        year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
        return date(year, month + 1, min(day.day, _days(year, month + 1)))
    except (ValueError, OverflowError):
        return None


def _days(year: int, month: int) -> int:
    return ((date(year + month // 12, month % 12 + 1, 1)) - date(year, month, 1)).days


def weekday(near: date, number: int, *, ahead: bool) -> date:
    """The nearest day of that ISO weekday on or after (`ahead`) or on or before `near`."""
    gap = (number - near.isoweekday()) % 7 if ahead else -((near.isoweekday() - number) % 7)
    return near + timedelta(days=gap)


def season_over(year: int, season: str, day: date) -> bool:
    """Was that season of that year over on `day`? Winter bears the year in which it begins."""
    return (day.year, day.month) > (year + (season == "WI"), _LAST_MONTH[season])


def easter(year: int) -> date:
    """Western Easter Sunday (the anonymous Gregorian algorithm; Meeus 1991)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (a + 11 * h) // 319
    r = (2 * e + 2 * i - k - h + m + 32) % 7
    month = (h - m + r + 90) // 25
    return date(year, month, (h - m + r + month + 19) % 32)


def feast(year: int, rule: str) -> date | None:
    """The day of a feast in a year: `MM-DD`, or the name of a movable one."""
    if rule == "easter":
        return easter(year)
    if rule == "thanksgiving":  # the fourth Thursday of November
        return weekday(date(year, 11, 22), 4, ahead=True)
    month, _, day = rule.partition("-")
    return make(year, int(month), int(day))
