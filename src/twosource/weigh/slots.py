"""Comparing the slots of two statements on one happening: figures, clock times, dates."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from twosource.link.pairs import dates_meet

if TYPE_CHECKING:
    from twosource.records import Counted, Figure, Statement

_UNIVERSAL = re.compile(r"\b(?:GMT|UTC)\b")
_ZONE = re.compile(r"T[\d:.]+([+-])(\d\d):?(\d\d)$")
_CLOCK = re.compile(r"T(\d\d):(\d\d)")
SLACK = 15  # minutes: two clock times this near are one time, told in round numbers
_DAY = 24 * 60

# Counts that go one way while a happening goes on: a later, higher one is an update.
GROWING = frozenset(
    {"killed", "injured", "missing", "arrested", "evacuated", "rescued", "displaced", "detained", "hospitalised", "treated"}
)
SHRINKING = frozenset({"missing"})  # of them what falls as people are found
# A number whose noun was left out ("police counted 6,000") or only names the counting ("his figure is eleven").
BARE = frozenset({"count", "number", "figure", "names", "total", "toll", "list"})
# Counts of people that say nothing of what became of them.
PEOPLE = frozenset({"people", "participants", "aboard", "troops", "deployed", "crew", "voters", "members", "operatives"})
# Measures: one happening has many, so the same kind alone does not make two of them one.
MEASURES = frozenset({"distance", "share", "money", "weight", "percent", "percentage", "area", "speed", "temperature", "volume"})
_ANYBODY = frozenset({"people", "persons", "men", "women", "victims", "names"})


def comparable(a: Counted | Figure, b: Counted | Figure) -> bool:
    """Whether two figures may count the same thing of the same class, whole against whole."""
    if a.part != b.part or not same_kind(a.what, b.what):
        return False
    x, y = (f.of if f.of not in _ANYBODY else None for f in (a, b))
    return x == y or not (x and y)


def exact(a: Counted | Figure, b: Counted | Figure) -> bool:
    """Whether two comparable figures name what they count alike, so that nothing is left to guess."""
    return a.what == b.what and a.what in GROWING


def same_kind(a: str, b: str) -> bool:
    """Whether two figures may count one kind of thing: the same, one whose noun is left out, or people both."""
    return a == b or bool({a, b} & BARE) or {a, b} <= PEOPLE


def agree(a: Counted | Figure, b: Counted | Figure) -> bool:
    """Can both figures be true? Bounds are inclusive; a missing upper bound is open ("at least 12" meets 14)."""
    low = max(a.low, b.low)
    high = min(a.high if a.high is not None else float("inf"), b.high if b.high is not None else float("inf"))
    return low <= high


def apart(a: Statement, b: Statement, words: tuple[str, str], published: tuple[str, str]) -> int | None:
    """How many minutes lie between the clock times of two statements; None where one gives none.

    An outlet gives the time of its own zone or that of the scene, and seldom says which: the
    nearer of both readings counts, so that 6.10 a.m. here and 06:40 there are one time.
    """
    x, y = (_clock(s) for s in (a, b))
    if x is None or y is None:
        return None
    universal = [bool(_UNIVERSAL.search(w)) for w in words]
    if universal[0] != universal[1] and abs(x - y) % 30 == 0:
        return 0  # GMT against the clock of a scene whose zone nobody gives: whole hours between them are a zone
    readings = [] if any(universal) else [abs(x - y)]
    at = [_universal(m, w, p) for m, w, p in zip((x, y), words, published, strict=True)]
    if at[0] is not None and at[1] is not None:
        readings.append(abs(at[0] - at[1]))
    return min((min(r, _DAY - r) for r in readings), default=None)


def _clock(s: Statement) -> int | None:
    m = _CLOCK.search(s.time or "")
    return int(m[1]) * 60 + int(m[2]) if m else None


def _universal(told: int, words: str, published: str) -> int | None:
    """Minutes of the day in UTC of a clock time that is told in a report published in some zone."""
    if _UNIVERSAL.search(words) or published.endswith("Z"):
        return told % _DAY
    zone = _ZONE.search(published)
    if zone is None:
        return None
    ahead = int(zone[2]) * 60 + int(zone[3])
    return (told - (ahead if zone[1] == "+" else -ahead)) % _DAY


def same_day(a: Statement, b: Statement) -> bool:
    """Could two statements mean the same day? True where either gives none."""
    return dates_meet(a.date, b.date) is not False


def ends(date: str) -> tuple[str, str]:
    """First and last day of a date or interval."""
    first, _, last = date.partition("/")
    return first, last or first
