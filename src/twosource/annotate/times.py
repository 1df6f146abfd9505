"""Time expressions and their TIMEX3 values."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from twosource.annotate.parse import Parsed
    from twosource.records import Furniture, Time


def find(parsed: Parsed, furniture: tuple[Furniture, ...]) -> tuple[Time, ...]:
    """The time expressions of a report, in order, resolved against its date of publication."""
    return ()
