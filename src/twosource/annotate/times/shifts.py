"""Times told by their distance: from the day of publication, or from what the report told last."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from twosource.annotate.times import calendar as cal
from twosource.annotate.times.numbers import Number
from twosource.annotate.times.reading import Reading, dated
from twosource.annotate.times.spans import duration_of
from twosource.annotate.times.tense import AHEAD, BACK

if TYPE_CHECKING:
    from twosource.annotate.times.reading import Context, Found


def shift(found: Found, context: Context) -> Reading | None:  # noqa: PLR0911 - one line a unit that is not plain
    """A unit at, before or after today's: "last month", "yesterday", "this weekend"."""
    unit, by = str(found["unit"]), int(found["by"])
    mod = found.get("mod")
    if unit == "NI":
        return _night(context.today, by)
    if unit.startswith("T"):
        return None
    if unit in {"DE", "CE"} and by == -1:
        return duration_of(1, unit, mod)
    grain = "W" if unit == "FN" else unit
    if context.today is None:
        return dated(None, grain, mod)
    if unit == "WE" and by == 0:
        return dated(_weekend(context), "WE", mod)
    if unit == "WE" and by == -1 and context.today.isoweekday() >= 6:
        return dated(context.today - timedelta(weeks=1), "WE", mod)
    return dated(cal.shift(context.today, unit, by), grain, mod)


def _night(day: date | None, by: int) -> Reading:
    moved = cal.shift(day, "D", by) if day else None
    return Reading("TIME", f"{cal.write(moved, 'D') if moved else 'XXXX-XX-XX'}TNI", None, moved, "D")


def _weekend(context: Context) -> date | None:
    """The weekend at hand: this week's when it has come or lies ahead by the verb, else last week's."""
    today = context.today
    if not today:
        return None
    return today if today.isoweekday() >= 6 or context.direction == AHEAD else today - timedelta(weeks=1)


def the_unit(found: Found, context: Context) -> Reading | None:
    """Read "the year", "the quarter", "the weekend": the one at hand."""
    unit = str(found["unit"])
    if unit == "WE":
        return dated(_weekend(context), "WE")
    if unit not in {"Y", "Q", "M", "W"}:
        return None
    if unit == "Q":  # what is told of "the quarter" in the past tense is of the one that is over
        over = cal.shift(context.today, "Q", -1) if context.today and context.direction == BACK else context.today
        return dated(_quarter_told(context) or over, "Q")
    return dated(context.today, unit)


def _amount(found: Found) -> tuple[int | None, str | None]:
    number = found["n"]
    if not isinstance(number, Number) or number.amount is None:
        return None, number.mod if isinstance(number, Number) else None
    whole = int(number.amount)
    return whole, number.mod if whole == number.amount else "APPROX"


def ago(found: Found, context: Context) -> Reading | None:
    """Back from today; in a report of quarterly figures "a year ago" is the quarter a year back."""
    if found["unit"] == "Y" and (told := _quarter_told(context)):
        return _counted(found, told, "Q", -1)
    return _counted(found, context.today, "", -1)


def from_now(found: Found, context: Context) -> Reading | None:
    """Read "two weeks from now"."""
    return _counted(found, context.today, "", 1)


def earlier(found: Found, context: Context) -> Reading | None:
    """Read "two days earlier", from what was told last."""
    return _counted_from_told(found, context, -1)


def later(found: Found, context: Context) -> Reading | None:
    """Read "a week later", from what was told last."""
    return _counted_from_told(found, context, 1)


def _counted_from_told(found: Found, context: Context, way: int) -> Reading | None:
    """From the time told last; "a year earlier" with none told is a year before the report's own."""
    unit = str(found["unit"])
    if unit.startswith("T"):
        return _counted(found, None, "T", way)
    told = context.narrative(unit if unit in {"D", "W", "M", "Q", "Y"} else "Y" if unit in {"DE", "CE"} else "D")
    base = told[0] if told else context.today if unit == "Y" and way < 0 else None
    return _counted(found, base, told[1] if told else "", way)


def _counted(found: Found, base: date | None, told: str, way: int) -> Reading | None:
    """So many units back or ahead of `base`, as exact as the unit; a year from a quarter is that quarter."""
    unit, (amount, mod) = str(found["unit"]), _amount(found)
    if unit == "NI":
        unit = "D"
    if unit.startswith("T"):  # the day is not sure; only the distance is
        exact = found["n"].amount
        minutes = round({"TS": 1 / 60, "TM": 1, "TH": 60}[unit] * (exact or 0))
        span = duration_of(exact, unit, mod)
        return replace(span, off=way * minutes) if told else span
    if amount is None:
        return Reading("DATE", "PAST_REF" if way < 0 else "FUTURE_REF")
    grain = {"FN": "W", "WE": "W"}.get(unit, unit)
    if grain == "DE" and amount == 1:
        grain = "Y"
    if told in {"Q", "M"} and grain == "Y":
        grain = told
    moved = cal.shift(base, unit, way * amount) if base else None
    return dated(moved, grain, mod)


def past_ref(found: Found, _: Context) -> Reading | None:
    """Read "years ago"."""
    return Reading("DATE", "PAST_REF") if not str(found.get("unit", "")).startswith("T") else Reading("TIME", "PAST_REF")


def year_ago(found: Found, context: Context) -> Reading | None:
    """Read "a year-earlier loss", "the year-ago quarter": a year back, by quarters where the report tells of one."""
    told = _quarter_told(context)
    base, grain = (told, "Q") if "of" in found and told else (context.today, "Q" if found.get("of") == "quarter" else "Y")
    return dated(cal.shift(base, "Y", -1) if base else None, grain)


def latest(_: Found, context: Context) -> Reading | None:
    """Read "the latest quarter": the one that the report tells of, else the last that was over."""
    over = cal.shift(context.today, "Q", -1) if context.today else None
    return dated(_quarter_told(context) or over, "Q")


def period_of_year(found: Found, context: Context) -> Reading | None:
    """Read "the 2029 quarter": the quarter that the report tells of, in that year."""
    told, year = _quarter_told(context), int(found["year"])
    return dated(told.replace(year=year, day=1), "Q") if told else dated(date(year, 1, 1), "Y")


def _quarter_told(context: Context) -> date | None:
    told = context.narrative("Q")
    return told[0] if told and told[1] == "Q" else None


def narrative(found: Found, context: Context) -> Reading | None:
    """Read "that day", "the previous month", "the following year"; without a time told before, nothing is guessed."""
    unit, by = str(found["unit"]), int(found["by"])
    if unit.startswith("T"):
        return None
    if unit == "NI":
        told = context.narrative("D", near=by == 0)
        return _night(told[0] if told else None, by)
    told = context.narrative("W" if unit in {"FN", "WE"} else unit, near=by == 0)
    moved = cal.shift(told[0], unit, by) if told else None
    return dated(moved, "W" if unit == "FN" else unit)


def narrative_next(found: Found, context: Context) -> Reading | None:
    """Read "the next day" from what was told; longer units from today, unless the past tense tells them."""
    if found["unit"] == "D" or context.direction == BACK:
        return narrative({**found, "by": 1}, context)
    return shift({**found, "by": 1}, context)
