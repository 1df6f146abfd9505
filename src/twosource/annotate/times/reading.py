"""What a time expression comes to: a TIMEX3 value with the calendar unit behind it, and what it was read against."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from twosource.annotate.times import calendar as cal

if TYPE_CHECKING:
    from datetime import date

    from twosource.records import TimeType

# What a pattern captured, by name: a word's value, a `Number`, or the `Reading` of a part.
Found = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Reading:
    """A TIMEX3 value; `day` and `grain` hold the calendar unit that it names, where it names one.

    `clock` is the hour as HH:MM, `zone` its distance from UTC in minutes where the words name it, and `off` so many
    minutes from the last clock time told; `half` is False where the hour may be before or after noon.
    """

    type: TimeType
    value: str
    mod: str | None = None
    day: date | None = None
    grain: str = ""
    clock: str = ""
    zone: int | None = None
    off: int = 0
    half: bool = True


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

    def narrative(self, grain: str, *, near: bool = False) -> tuple[date, str] | None:
        """The last time told in the report that is at least as fine as `grain`: its day and its own grain.

        Times told only aside ("Sunday's election", "a year ago") come after the others, unless the nearest is wanted.
        """
        ...


def dated(day: date | None, grain: str, mod: str | None = None) -> Reading:
    """A DATE: the day, week, month … that holds `day`; unknown digits where there is none."""
    value = cal.write(day, grain) if day else cal.UNKNOWN.get(grain, "XXXX-XX-XX")
    return Reading("DATE", value, mod, day, grain)


def year_of(found: Found) -> int | None:
    """The year that the words name, outright or as "last year"."""
    if "year" in found:
        return int(found["year"])
    inner = found.get("year_of")
    return inner.day.year if isinstance(inner, Reading) and inner.day else None
