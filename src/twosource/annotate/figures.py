"""Numbers that count something: what, of whom, how many at least and at most."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from twosource.annotate.parse import Parsed
    from twosource.records import Figure, Time


def find(parsed: Parsed, times: tuple[Time, ...]) -> tuple[Figure, ...]:
    """The figures of a report, in order; numbers inside time expressions are not figures."""
    return ()
