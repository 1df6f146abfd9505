"""By-lines, datelines, stamps and credit lines: words that carry a report and state nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from twosource.records import Furniture, Report


def find(report: Report) -> tuple[Furniture, ...]:
    """The furniture of a report, in order. Works on the text alone, before any parse."""
    return ()
