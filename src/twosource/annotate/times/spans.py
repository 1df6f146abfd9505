"""Durations and sets."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from twosource.annotate.times.numbers import Number
from twosource.annotate.times.reading import Reading

if TYPE_CHECKING:
    from twosource.annotate.times.reading import Context, Found

_MULTIPLES = {"DE": ("Y", 10), "CE": ("Y", 100), "FN": ("W", 2)}  # TimeML counts decades and centuries in years
_PARTS = {"Y": (12, "M"), "M": (30, "D"), "W": (7, "D"), "TH": (60, "TM"), "TM": (60, "TS")}  # what half a unit is told in


def duration(found: Found, _: Context | None) -> Reading | None:
    """A length of time: "three days", "a 10-year term", "2 1/2 years", "decades"."""
    unit, number = str(found.get("unit", "")), found.get("n")
    if "long" in found:  # "the past decade"
        return duration_of(1, "DE" if found["long"] == "decade" else "CE", None)
    if not isinstance(number, Number):
        return duration_of(1 if found.get("one") else None, unit, None)
    half = 0.5 if found.get("half") else 0.0
    out = duration_of(None if number.amount is None else number.amount + half, unit, number.mod)
    extra = found.get("m")
    if not isinstance(extra, Number) or extra.amount is None:
        return out
    more = duration_of(extra.amount, str(found["unit2"]), None).value
    joined = more[2:] if more.startswith("PT") and "T" in out.value else more[1:]
    return replace(out, value=out.value + joined)


def vague_span(found: Found, _: Context) -> Reading | None:
    """Read "recent weeks"."""
    return duration_of(None, str(found["unit"]), None)


def every(found: Found, _: Context) -> Reading | None:  # noqa: PLR0911 - one line a kind
    """What comes again: "daily", "every Friday", "twice a year"."""
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
    unit, number = str(found["unit"]), found.get("n", 1)
    if unit == "NI":
        return Reading("SET", "XXXX-XX-XXTNI")
    amount = number.amount if isinstance(number, Number) else int(number)
    return replace(duration_of(amount, unit, None), type="SET")


def duration_of(amount: float | None, unit: str, mod: str | None) -> Reading:
    """The DURATION of so many units; None for a number that is not told (`PXD`)."""
    if amount is None:
        return Reading("DURATION", _period("X", "W" if unit == "FN" else unit), mod)
    unit, times = _MULTIPLES.get(unit, (unit, 1))
    amount *= times
    whole, rest = int(amount), amount - int(amount)
    if not rest or unit not in _PARTS:
        return Reading("DURATION", _period(f"{amount:g}" if rest else str(whole), unit), mod)
    factor, small = _PARTS[unit]
    part = _period(str(round(rest * factor)), small)
    if not whole:
        return Reading("DURATION", part, mod)
    return Reading("DURATION", _period(str(whole), unit) + part.removeprefix("P").removeprefix("T"), mod)


def _period(amount: str, unit: str) -> str:
    if unit == "NI":
        return f"P{amount}TNI"
    return f"PT{amount}{unit[1]}" if unit.startswith("T") else f"P{amount}{unit}"
