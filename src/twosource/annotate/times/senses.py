"""What each pattern means: from what it captured to a TIMEX3 value, reckoned in a context.

One function a sense, by the name that the patterns give. Each returns a `Reading`, or None where the words turn out to
be no time ("the 40th of May"). Values follow TimeML 1.2.1 as TimeBank writes it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Protocol

from twosource.annotate.times import calendar as cal
from twosource.annotate.times.grammar import Match
from twosource.annotate.times.numbers import Number
from twosource.annotate.times.tense import AHEAD, BACK

if TYPE_CHECKING:
    from collections.abc import Callable

    from twosource.records import TimeType


@dataclass(frozen=True, slots=True)
class Reading:
    """A TIMEX3 value; `day` and `grain` hold the calendar unit that it names, where it names one."""

    type: TimeType
    value: str
    mod: str | None = None
    day: date | None = None
    grain: str = ""
    clock: str = ""


class Context(Protocol):
    """What a reading rests on besides its own words."""

    @property
    def today(self) -> date | None:
        """The day of publication."""
        ...

    @property
    def direction(self) -> int:
        """Where the governing verb points."""
        ...

    def narrative(self, grain: str) -> tuple[date, str] | None:
        """The last time told in the report that is at least as fine as `grain`: its day and its own grain."""
        ...


Found = dict[str, Any]


def read(match: Match, context: Context) -> Reading | None:
    """The reading of a match in its context, or None where it names no time after all."""
    return SENSES[match.sense](match.found, context)


def _dated(day: date | None, grain: str, mod: str | None = None) -> Reading:
    value = cal.write(day, grain) if day else cal.UNKNOWN.get(grain, "XXXX-XX-XX")
    return Reading("DATE", value, mod, day, grain)


def _inner(found: Found, name: str, context: Context) -> Reading | None:
    inner = found.get(name)
    return read(inner, context) if isinstance(inner, Match) else None


# --- calendar dates ------------------------------------------------------------------


def _iso(found: Found, _: Context) -> Reading | None:
    try:
        return _dated(date.fromisoformat(str(found["iso"])), "D")
    except ValueError:
        return None


def _slash(found: Found, context: Context) -> Reading | None:
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
        return _dated(min(days, key=lambda day: abs(day - today)), "D")
    return _dated(days.pop(), "D")


def _year_number(found: Found, context: Context) -> int | None:
    if "year" in found:
        return int(found["year"])
    inner = _inner(found, "year_of", context)
    return inner.day.year if inner and inner.day else None


def _calendar(found: Found, context: Context) -> Reading | None:
    month, day, weekday = found.get("month"), found.get("day"), found.get("weekday")
    year = _year_number(found, context)
    if "year_of" in found and year is None:
        return None
    if month is None:
        return _day_of_month(int(day or 0), weekday, context)
    if day is None:
        return _dated(date(year, month, 1), "M") if year else None
    if year:
        made = cal.make(year, month, day)
        return _dated(made, "D") if made else None
    if cal.make(2000, month, day) is None:
        return None
    if context.today is None:
        return Reading("DATE", f"XXXX-{month:02}-{day:02}")
    way = {"last": 2 * BACK, "next": 2 * AHEAD}.get(str(found.get("rel")), context.direction)
    return _dated(_nearest_year(month, day, weekday, context.today, way), "D")


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
    """ "Friday the 13th": the nearest month that has it."""
    today = context.today
    if not today:
        return Reading("DATE", f"XXXX-XX-{day:02}")
    near = [d for gap in range(-200, 201) if (d := today + timedelta(days=gap)).day == day and d.isoweekday() == (weekday or 0)]
    return _dated(min(near, key=lambda d: abs(d - today)), "D") if near else None


def _month(found: Found, context: Context) -> Reading | None:
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
    return _dated(date(year, month, 1), "M")


def _month_year(month: int, today: date, way: int) -> int:
    """Back or ahead by the verb; without one, back, but a month or two ahead when that is nearer."""
    if way == BACK:
        return -(month > today.month)
    if way == AHEAD:
        return int(month < today.month)
    gap = (month - today.month) % 12
    return (1 if month < today.month else 0) if 0 < gap <= 3 else -(month > today.month)


def _year(found: Found, context: Context) -> Reading | None:
    year = int(found["year"])
    return _dated(date(year, 1, 1), "Y") if 0 < year < 9999 and context else None


# --- days of the week ----------------------------------------------------------------


def _weekday(found: Found, context: Context) -> Reading | None:
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
    return _dated(day + timedelta(days=plus), "D")


def _weekday_after(found: Found, context: Context) -> Reading | None:
    """ "the following Monday", "the previous Friday": against the narrative."""
    told = context.narrative("D")
    number, by = int(found["weekday"]), int(found["by"])
    if told is None:
        return Reading("DATE", f"XXXX-WXX-{number}")
    if by == 0:
        return _dated(cal.weekday(told[0], number, ahead=False), "D")
    return _dated(cal.weekday(told[0] + timedelta(days=by), number, ahead=by > 0), "D")


def _weekday_in_week(found: Found, context: Context) -> Reading | None:
    if context.today is None:
        return Reading("DATE", f"XXXX-WXX-{found['weekday']}")
    monday = context.today - timedelta(days=context.today.isoweekday() - 1)
    return _dated(monday + timedelta(weeks=int(found["by"]), days=int(found["weekday"]) - 1), "D")


# --- against the day of publication --------------------------------------------------


def _shift(found: Found, context: Context) -> Reading | None:
    unit, by = str(found["unit"]), int(found["by"])
    mod = found.get("mod")
    if unit == "NI":
        return _night(context.today, by)
    if unit.startswith("T"):
        return None
    if unit in {"DE", "CE"} and by == -1:
        return _duration_of(1, unit, mod)
    grain = "W" if unit == "FN" else unit
    if context.today is None:
        return _dated(None, grain, mod)
    if unit == "WE" and by == 0:
        return _dated(_weekend(context), "WE", mod)
    if unit == "WE" and by == -1 and context.today.isoweekday() >= 6:
        return _dated(context.today - timedelta(weeks=1), "WE", mod)
    return _dated(cal.shift(context.today, unit, by), grain, mod)


def _night(day: date | None, by: int) -> Reading:
    moved = cal.shift(day, "D", by) if day else None
    return Reading("TIME", f"{cal.write(moved, 'D') if moved else 'XXXX-XX-XX'}TNI", None, moved, "D")


def _weekend(context: Context) -> date | None:
    """The weekend at hand: this week's when it has come or lies ahead by the verb, else last week's."""
    today = context.today
    if not today:
        return None
    return today if today.isoweekday() >= 6 or context.direction == AHEAD else today - timedelta(weeks=1)


def _the_unit(found: Found, context: Context) -> Reading | None:
    """ "the year", "the quarter", "the weekend": the one at hand."""
    unit = str(found["unit"])
    if unit == "WE":
        return _dated(_weekend(context), "WE")
    if unit not in {"Y", "Q", "M", "W"}:
        return None
    told = context.narrative("Q") if unit == "Q" else None
    return _dated(told[0] if told and told[1] == "Q" else context.today, unit)


def _amount(found: Found) -> tuple[int | None, str | None]:
    number = found["n"]
    if not isinstance(number, Number) or number.amount is None:
        return None, number.mod if isinstance(number, Number) else None
    whole = int(number.amount)
    return whole, number.mod if whole == number.amount else "APPROX"


def _ago(found: Found, context: Context) -> Reading | None:
    """Back from today; in a report of quarterly figures "a year ago" is the quarter a year back."""
    told = context.narrative("Q") if found["unit"] == "Y" else None
    if told and told[1] == "Q":
        return _counted(found, told[0], "Q", -1)
    return _counted(found, context.today, "", -1)


def _from_now(found: Found, context: Context) -> Reading | None:
    return _counted(found, context.today, "", 1)


def _earlier(found: Found, context: Context) -> Reading | None:
    return _counted_from_told(found, context, -1)


def _later(found: Found, context: Context) -> Reading | None:
    return _counted_from_told(found, context, 1)


def _counted_from_told(found: Found, context: Context, way: int) -> Reading | None:
    unit = str(found["unit"])
    told = context.narrative(unit if unit in {"D", "W", "M", "Q", "Y"} else "Y" if unit in {"DE", "CE"} else "D")
    return _counted(found, told[0] if told else None, told[1] if told else "", way)


def _counted(found: Found, base: date | None, told: str, way: int) -> Reading | None:
    """So many units back or ahead of `base`, as exact as the unit; a year from a quarter is that quarter."""
    unit, (amount, mod) = str(found["unit"]), _amount(found)
    if unit == "NI":
        unit = "D"
    if unit.startswith("T"):  # the day is not sure; only the distance is
        return _duration(found, _NOWHERE)
    if amount is None:
        return Reading("DATE", "PAST_REF" if way < 0 else "FUTURE_REF")
    grain = {"FN": "W", "WE": "W"}.get(unit, unit)
    if grain == "DE" and amount == 1:
        grain = "Y"
    if told in {"Q", "M"} and grain == "Y":
        grain = told
    moved = cal.shift(base, unit, way * amount) if base else None
    return _dated(moved, grain, mod)


def _past_ref(found: Found, _: Context) -> Reading | None:
    return Reading("DATE", "PAST_REF") if not str(found.get("unit", "")).startswith("T") else Reading("TIME", "PAST_REF")


def _year_ago(found: Found, context: Context) -> Reading | None:
    """ "the year-ago quarter", "a year-earlier loss"."""
    if found.get("of") == "Q":
        told = context.narrative("Q")
        base = told[0] if told and told[1] == "Q" else context.today
        return _dated(cal.shift(base, "Y", -1) if base else None, "Q")
    return _dated(cal.shift(context.today, "Y", -1) if context.today else None, "Y")


# --- against the narrative -----------------------------------------------------------


def _narrative(found: Found, context: Context) -> Reading | None:
    """ "that day", "the previous month", "the following year"; without a time told before, nothing is guessed."""
    unit, by = str(found["unit"]), int(found["by"])
    if unit.startswith("T"):
        return None
    if unit == "NI":
        told = context.narrative("D")
        return _night(told[0] if told else None, by)
    told = context.narrative("W" if unit in {"FN", "WE"} else unit)
    moved = cal.shift(told[0], unit, by) if told else None
    return _dated(moved, "W" if unit == "FN" else unit)


def _narrative_next(found: Found, context: Context) -> Reading | None:
    """ "the next day" follows what was told; "the next week" and longer are ahead of today unless the past tense tells them."""
    if found["unit"] == "D" or context.direction == BACK:
        return _narrative({**found, "by": 1}, context)
    return _shift({**found, "by": 1}, context)


# --- quarters, seasons, decades ------------------------------------------------------


def _quarter(found: Found, context: Context) -> Reading | None:
    nth = int(found["nth"])
    if not 1 <= nth <= 4:
        return None
    year = _year_number(found, context)
    if year is None:
        if context.today is None:
            return Reading("DATE", f"XXXX-Q{nth}")
        today = context.today
        year = today.year - (nth > (today.month + 2) // 3)
    return _dated(date(year, nth * 3, 1), "Q")


def _half(found: Found, context: Context) -> Reading | None:
    year = _year_number(found, context)
    if year is None or found["nth"] not in {1, 2}:
        return None
    return Reading("DATE", f"{year:04}-H{found['nth']}", None, date(year, 1, 1), "Y")


def _season(found: Found, context: Context) -> Reading | None:
    name, by, today = str(found["season"]), found.get("by"), context.today
    year = _year_number(found, context)
    if year is None:
        if "year_of" in found or today is None:
            return Reading("DATE", f"XXXX-{name}")
        year = today.year - (name == "WI" and today.month <= 2)
        over = cal.season_over(year, name, today)
        begun = today.month >= {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[name] or (name == "WI" and today.month <= 2)
        if by == -1 or (by is None and context.direction != AHEAD):
            year -= not (over if by == -1 else begun)
        elif (by == 1 and begun) or (by is None and over):
            year += 1
    return Reading("DATE", f"{year:04}-{name}", None, date(year, {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[name], 1), "S")


def _decade(found: Found, context: Context) -> Reading | None:
    if "name" in found:
        century = 19 if not context.today or int(found["name"]) * 10 > context.today.year % 100 else context.today.year // 100
        return Reading("DATE", f"{century}{found['name']}", None, date(century * 100 + int(found["name"]) * 10, 1, 1), "DE")
    digits = str(found["decade"])
    if len(digits) == 2:
        digits = ("19" if int(digits) >= 20 else "20") + digits
    if len(digits) != 4:
        return None
    return Reading("DATE", digits[:3], None, date(int(digits), 1, 1), "DE") if int(digits) else None


def _century(found: Found, _: Context) -> Reading | None:
    nth = int(found["nth"])
    return Reading("DATE", f"{nth - 1:02}") if 1 < nth <= 22 else None


def _holiday(found: Found, context: Context) -> Reading | None:
    rule, by, today = str(found["holiday"]), found.get("by"), context.today
    year = _year_number(found, context)
    if year is None:
        if today is None:
            return Reading("DATE", "XXXX-" + rule if rule[0].isdigit() else "XXXX-XX-XX")
        days = [day for y in range(today.year - 1, today.year + 2) if (day := cal.feast(y, rule))]
        back, ahead = by == -1, by == 1  # else the nearest
        sided = [d for d in days if (d <= today if back else d >= today if ahead else True)]
        day = min(sided or days, key=lambda d: abs(d - today))
    else:
        day = cal.feast(year, rule)
    if day and found.get("kind") == "eve":
        day -= timedelta(days=1)
    return _dated(day, "D") if day else None


def _week_of(found: Found, context: Context) -> Reading | None:
    inner = _inner(found, "date", context)
    if not inner or not inner.day or inner.grain != "D":
        return None
    return _dated(inner.day, "WE" if "weekend" in found else "W")


_MODS = {"early": "START", "earlier": None, "late": "END", "later": None}


def _with_mod(found: Found, context: Context) -> Reading | None:
    inner = _inner(found, "date", context)
    if inner is None or inner.value.endswith("_REF"):
        return None
    return replace(inner, mod=found.get("mod") or inner.mod)


def _ref(found: Found, _: Context) -> Reading | None:
    return Reading("DATE", str(found["ref"]))


def _vague_span(found: Found, _: Context) -> Reading | None:
    return _duration_of(None, str(found["unit"]), None)


# --- times of day --------------------------------------------------------------------


def _clock(found: Found, context: Context) -> Reading | None:
    """The hour alone; `at` ties it to a day."""
    clock = _hour_and_minute(found)
    return Reading("TIME", f"T{clock}", None, None, "D", clock) if clock and context else None


def _hour_and_minute(found: Found) -> str | None:
    if "noon" in found:
        return str(found["noon"])
    if "hhmm" in found:
        return f"{str(found['hhmm'])[:2]}:{str(found['hhmm'])[2:]}"
    if "clock" in found:
        hour, minute = (int(x) for x in str(found["clock"]).split(":")[:2])
    else:
        hour, minute = int(found["hour"]), int(found.get("minutes", 0))
    half = re.sub(r"\W", "", str(found.get("ampm", "")).lower())
    part = str(found.get("part", ""))
    if (half == "pm" or part in {"AF", "EV", "NI"}) and hour < 12 and not (part == "NI" and hour < 5):
        hour += 12
    elif (half == "am" or part == "MO") and hour == 12:
        hour = 0
    return f"{hour:02}:{minute:02}" if hour <= 24 and minute < 60 else None


def _at(found: Found, context: Context) -> Reading | None:
    hour = found["clock"]
    clock = _hour_and_minute(hour.found) if isinstance(hour, Match) else None
    if not clock or not isinstance(hour, Match):
        return None
    said = {"this": 0, "last": -1, "yesterday": -1, "tomorrow": 1}.get(str(hour.found.get("day", "")))
    if "date" in found:
        inner = _inner(found, "date", context)
        if inner is None or inner.grain != "D":
            return None
        day, value = inner.day, inner.value
    elif said is not None and context.today:
        day = context.today + timedelta(days=said)
        value = day.isoformat()
    else:  # the sentence's own day, filled in by `find`
        return Reading("TIME", f"XXXX-XX-XXT{clock}", None, None, "D", clock)
    return Reading("TIME", f"{value}T{clock}", None, day, "D", clock)


def _part_of_day(found: Found, context: Context) -> Reading | None:
    part, rel = str(found["part"]), found.get("rel")
    if "date" in found:
        inner = _inner(found, "date", context)
        if inner is None or inner.grain != "D":
            return None
        return Reading("TIME", f"{inner.value}T{part}", found.get("mod"), inner.day, "D")
    if rel == "told":
        told = context.narrative("D")
        day, by = (told[0] if told else context.today), 0
    elif rel in {"this", "last", "night", "tonight"}:
        day = context.today
        by = -1 if rel == "last" or (rel == "night" and context.direction != AHEAD) else 0
    else:
        told = context.narrative("D")
        day = told[0] if told else None
        by = {"next": 1, "following": 1, "after": 1, "previous": -1, "before": -1}.get(str(rel), 0)
    day = cal.shift(day, "D", by) if day else None
    return Reading("TIME", f"{day.isoformat() if day else 'XXXX-XX-XX'}T{part}", found.get("mod"), day, "D")


# --- durations and sets --------------------------------------------------------------


def _duration(found: Found, context: Context) -> Reading | None:
    unit, number = str(found.get("unit", "")), found.get("n")
    if "long" in found:
        return Reading("DURATION", "P10Y" if found["long"] == "decade" else "P100Y")
    if not isinstance(number, Number):
        return _duration_of(1 if found.get("one") and context else None, unit, None)
    amount = number.amount
    if amount is not None and found.get("half"):
        amount += 0.5
    out = _duration_of(amount, unit, number.mod)
    extra = found.get("m")
    if isinstance(extra, Number) and extra.amount is not None:
        more = _duration_of(extra.amount, str(found["unit2"]), None)
        if more is None or out is None:
            return None
        clock = more.value.startswith("PT")
        tail = more.value[2:] if clock and "T" in out.value else more.value[1:]
        return replace(out, value=out.value + tail)
    return out


_PARTS = {"Y": ("Y", 12, "M"), "M": ("M", 30, "D"), "W": ("W", 7, "D"), "D": ("D", 24, "TH")}
_CLOCK_PARTS = {"TH": ("H", 60, "M"), "TM": ("M", 60, "S")}


def _duration_of(amount: float | None, unit: str, mod: str | None) -> Reading | None:
    unit, times = {"DE": ("Y", 10), "CE": ("Y", 100), "FN": ("W", 2)}.get(unit, (unit, 1))
    if amount is None:
        vague = {1: unit, 10: "DE", 100: "CE", 2: unit}[times]
        return Reading("DURATION", _period("X", vague), mod)
    amount *= times
    whole, rest = int(amount), amount - int(amount)
    if not rest:
        return Reading("DURATION", _period(str(whole), unit), mod)
    if unit in _CLOCK_PARTS:
        letter, factor, small = _CLOCK_PARTS[unit]
        return Reading("DURATION", "PT" + (f"{whole}{letter}" if whole else "") + f"{round(rest * factor)}{small}", mod)
    if unit in _PARTS and unit != "D":
        letter, factor, small = _PARTS[unit]
        return Reading("DURATION", "P" + (f"{whole}{letter}" if whole else "") + f"{round(rest * factor)}{small}", mod)
    return Reading("DURATION", _period(f"{amount:g}", unit), mod)


def _period(amount: str, unit: str) -> str:
    if unit == "NI":
        return f"P{amount}TNI"
    return f"PT{amount}{unit[1]}" if unit.startswith("T") else f"P{amount}{unit}"


def _every(found: Found, context: Context) -> Reading | None:
    if "often" in found:
        return Reading("SET", str(found["often"]))
    if "weekday" in found:
        part = f"T{found['part']}" if "part" in found else ""
        return Reading("SET", f"XXXX-WXX-{found['weekday']}{part}")
    if "month" in found:
        return Reading("SET", f"XXXX-{int(found['month']):02}")
    if "season" in found:
        return Reading("SET", f"XXXX-{found['season']}")
    if "part" in found:
        return Reading("SET", f"XXXX-XX-XXT{found['part']}")
    unit, number = str(found["unit"]), found.get("n")
    count = number.amount if isinstance(number, Number) else number if isinstance(number, int) else 1
    out = _duration_of(count, unit, None) if context else None
    return replace(out, type="SET", value="XXXX-XX-XXTNI" if unit == "NI" else out.value) if out else None


class _Nowhere:
    """A context that knows nothing, for senses that need none."""

    today = None
    direction = 0

    def narrative(self, grain: str) -> None:
        del grain


_NOWHERE = _Nowhere()

SENSES: dict[str, Callable[[Found, Context], Reading | None]] = {
    "iso": _iso,
    "slash": _slash,
    "calendar": _calendar,
    "month": _month,
    "year": _year,
    "weekday": _weekday,
    "weekday_after": _weekday_after,
    "weekday_in_week": _weekday_in_week,
    "shift": _shift,
    "the_unit": _the_unit,
    "ago": _ago,
    "from_now": _from_now,
    "earlier": _earlier,
    "later": _later,
    "past_ref": _past_ref,
    "year_ago": _year_ago,
    "narrative": _narrative,
    "narrative_next": _narrative_next,
    "quarter": _quarter,
    "half": _half,
    "season": _season,
    "decade": _decade,
    "century": _century,
    "holiday": _holiday,
    "week_of": _week_of,
    "with_mod": _with_mod,
    "ref": _ref,
    "vague_span": _vague_span,
    "clock": _clock,
    "at": _at,
    "part_of_day": _part_of_day,
    "duration": _duration,
    "every": _every,
}
