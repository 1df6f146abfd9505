"""Comparing the slots of two statements on one happening: figures, clock times, dates."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from twosource.records import Counted, Statement

_UNIVERSAL = re.compile(r"\b(?:GMT|UTC)\b")
_ZONE = re.compile(r"T[\d:.]+([+-])(\d\d):?(\d\d)$")
_CLOCK = re.compile(r"T(\d\d):(\d\d)")

# Counts that can only grow while a happening goes on: a later, higher one is an update.
GROWING = frozenset(
    {"killed", "injured", "missing", "arrested", "evacuated", "rescued", "displaced", "detained", "hospitalised", "treated"}
)


def comparable(a: Counted, b: Counted) -> bool:
    """Whether two figures count the same thing of the same class, whole against whole."""
    if a.what != b.what or a.part != b.part:
        return False
    return (a.of or "") == (b.of or "") or not (a.of and b.of)


def agree(a: Counted, b: Counted) -> bool:
    """Can both figures be true? Bounds are inclusive; a missing upper bound is open ("at least 12" meets 14)."""
    low = max(a.low, b.low)
    high = min(a.high if a.high is not None else float("inf"), b.high if b.high is not None else float("inf"))
    return low <= high


def minutes(s: Statement, words: str, published: str) -> int | None:
    """The clock time that a statement gives, in minutes of its local day, or None.

    A time told in GMT or UTC is turned to the zone in which the report was published; without
    that zone it cannot be compared.
    """
    m = _CLOCK.search(s.time or "")
    if m is None:
        return None
    told = int(m[1]) * 60 + int(m[2])
    if not _UNIVERSAL.search(words):
        return told
    zone = _ZONE.search(published)
    if zone is None:
        return told if published.endswith("Z") else None
    ahead = int(zone[2]) * 60 + int(zone[3])
    return (told + (ahead if zone[1] == "+" else -ahead)) % (24 * 60)


def same_day(a: Statement, b: Statement) -> bool:
    """Could two statements mean the same day? True where either gives none."""
    if not a.date or not b.date:
        return True
    (a1, a2), (b1, b2) = _ends(a.date), _ends(b.date)
    return max(a1, b1) <= min(a2, b2)


def _ends(date: str) -> tuple[str, str]:
    first, _, last = date.partition("/")
    return first, last or first
