"""Times of day: the clock and the parts of the day."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from twosource.annotate.times import calendar as cal
from twosource.annotate.times.numbers import Number
from twosource.annotate.times.reading import Reading

if TYPE_CHECKING:
    from datetime import date

    from twosource.annotate.times.reading import Context, Found

_DAY_WORDS = {"this": 0, "last": -1, "yesterday": -1, "tomorrow": 1}
_STEPS = {"next": 1, "following": 1, "after": 1, "previous": -1, "before": -1}


def clock(found: Found, context: Context) -> Reading | None:
    """An hour ("9.50 p.m.", "1950 GMT"), with its day only where it says one ("eight this morning")."""
    hour = _hour_and_minute(found)
    if hour is None:
        return None
    zone, by = found.get("zone"), _DAY_WORDS.get(str(found.get("day", "")))
    day = context.today + timedelta(days=by) if by is not None and context.today else None
    return Reading("TIME", f"T{hour}", None, day, "D", hour, zone if isinstance(zone, int) else None, half=_half_known(found))


def at(found: Found, _: Context) -> Reading | None:
    """An hour tied to its day; without one `clocks.give_days` looks for the day around it."""
    hour, on = found["clock"], found.get("date")
    if on is not None and on.grain != "D":
        return None
    day, value = (on.day, on.value) if on else (hour.day, hour.day.isoformat() if hour.day else "")
    return Reading("TIME", f"{value}T{hour.clock}", None, day, "D", hour.clock, hour.zone, half=hour.half)


def part_of_day(found: Found, context: Context) -> Reading | None:
    """A part of the day: "Friday night", "this morning", "overnight", "the next evening"."""
    part, mod, on = str(found["part"]), found.get("mod"), found.get("date")
    if on is not None:
        return Reading("TIME", f"{on.value}T{part}", mod, on.day, "D") if on.grain == "D" else None
    day = _day_of_part(str(found.get("rel", "")), context)
    return Reading("TIME", f"{day.isoformat() if day else 'XXXX-XX-XX'}T{part}", mod, day, "D")


def _day_of_part(rel: str, context: Context) -> date | None:
    """The day meant: today's for "this", "last" and the night behind the report, else the day told last."""
    if rel in {"this", "night", "tonight"}:
        return context.today
    if rel == "last":
        return cal.shift(context.today, "D", -1) if context.today else None
    told = context.narrative("D", near=rel in {"that", "same"})
    if told is None:
        return context.today if rel == "told" else None
    return cal.shift(told[0], "D", _STEPS.get(rel, 0))


def _half_known(found: Found) -> bool:
    """True where "p.m.", "in the morning", a zone or figures with minutes say which half of the day is meant."""
    return "hour" not in found or not found.keys().isdisjoint({"ampm", "part", "zone"}) or int(found["hour"]) > 12


def _hour_and_minute(found: Found) -> str | None:
    if "noon" in found:
        return str(found["noon"])
    if "hhmm" in found:
        return f"{str(found['hhmm'])[:2]}:{str(found['hhmm'])[2:]}"
    if "clock" in found:
        hour, minute = (int(x) for x in str(found["clock"]).split(":")[:2])
    else:
        hour, minute = int(found["hour"]), _past_the_hour(found)
        if minute is None:
            return None
        if minute < 0:
            hour, minute = (hour or 24) - 1, minute + 60
    half = re.sub(r"\W", "", str(found.get("ampm", "")).lower())
    part = str(found.get("part", ""))
    after_noon = half == "pm" or part in {"AF", "EV"} or (part == "NI" and hour >= 5)
    if after_noon and hour < 12:
        hour += 12
    elif (half == "am" or part == "MO") and hour == 12:
        hour = 0
    return f"{hour:02}:{minute:02}" if hour <= 24 and minute < 60 else None


def _past_the_hour(found: Found) -> int | None:
    """Minutes past the hour, below zero for minutes to it; None where the number tells no minutes ("a few past nine")."""
    said = found.get("past")
    if not isinstance(said, Number):
        return int(found.get("minutes", 0))
    amount = said.amount
    if amount is None or amount != int(amount) or not 0 < amount < 60:
        return None
    return -int(amount) if "before" in found else int(amount)
