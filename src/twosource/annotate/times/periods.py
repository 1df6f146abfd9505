"""Quarters, seasons, decades, feasts, and parts of a longer time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from twosource.annotate.times import calendar as cal
from twosource.annotate.times.reading import Reading, dated, year_of
from twosource.annotate.times.tense import AHEAD

if TYPE_CHECKING:
    from twosource.annotate.times.reading import Context, Found


def quarter(found: Found, context: Context) -> Reading | None:
    """A quarter of a year, the latest that has begun where no year is named."""
    nth = int(found["nth"])
    if not 1 <= nth <= 4:
        return None
    year = year_of(found)
    if year is None:
        if context.today is None:
            return Reading("DATE", f"XXXX-Q{nth}")
        today = context.today
        year = today.year - (nth > (today.month + 2) // 3)
    return dated(date(year, nth * 3, 1), "Q")


def half(found: Found, _: Context) -> Reading | None:
    """A half of a year."""
    year = year_of(found)
    if year is None or found["nth"] not in {1, 2}:
        return None
    return Reading("DATE", f"{year:04}-H{found['nth']}", None, date(year, 1, 1), "Y")


def season(found: Found, context: Context) -> Reading | None:
    """A season; winter bears the year in which it begins."""
    name, by, today = str(found["season"]), found.get("by"), context.today
    year = year_of(found)
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


def decade(found: Found, context: Context) -> Reading | None:
    """Read "the 1990s", "the eighties"."""
    if "name" in found:
        century = 19 if not context.today or int(found["name"]) * 10 > context.today.year % 100 else context.today.year // 100
        return Reading("DATE", f"{century}{found['name']}", None, date(century * 100 + int(found["name"]) * 10, 1, 1), "DE")
    digits = str(found["decade"])
    if len(digits) == 2:
        digits = ("19" if int(digits) >= 20 else "20") + digits
    if len(digits) != 4:
        return None
    return Reading("DATE", digits[:3], None, date(int(digits), 1, 1), "DE") if int(digits) else None


def century(found: Found, _: Context) -> Reading | None:
    """Read "the 19th century"."""
    nth = int(found["nth"])
    return Reading("DATE", f"{nth - 1:02}") if 1 < nth <= 22 else None


def holiday(found: Found, context: Context) -> Reading | None:
    """A feast of a year, or the nearest."""
    rule, by, today = str(found["holiday"]), found.get("by"), context.today
    year = year_of(found)
    if year is None:
        if today is None:
            return Reading("DATE", "XXXX-" + rule if rule[0].isdigit() else "XXXX-XX-XX")
        days = [day for y in range(today.year - 1, today.year + 2) if (day := cal.feast(y, rule))]
        back, ahead = by == -1, by == 1  # else the nearest
        sided = [d for d in days if (d <= today if back else d >= today if ahead else True)]
        day = min(sided or days, key=lambda d: abs(d - today))
    else:
        day = cal.feast(year, rule)
    if day:
        day += timedelta(days=-1 if found.get("kind") == "eve" else int(found.get("plus", 0)))
    return dated(day, "D") if day else None


def week_of(found: Found, _: Context) -> Reading | None:
    """Read "the week of March 6"."""
    inner = found.get("date")
    if not inner or not inner.day or inner.grain != "D":
        return None
    return dated(inner.day, "WE" if "weekend" in found else "W")


def with_mod(found: Found, _: Context) -> Reading | None:
    """A part of a longer time: "early January", "the end of 2030"."""
    inner = found.get("date")
    if inner is None or inner.value.endswith("_REF"):
        return None
    return replace(inner, mod=found.get("mod") or inner.mod)


def ref(found: Found, _: Context) -> Reading | None:
    """Read "now", "recently", "the future"."""
    return Reading("DATE", str(found["ref"]))
