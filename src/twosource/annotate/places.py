"""Places named in a report, resolved to GeoNames."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from twosource.annotate.parse import Parsed
    from twosource.records import Furniture, Place


def find(parsed: Parsed, furniture: tuple[Furniture, ...]) -> tuple[Place, ...]:
    """The places of a report, in order."""
    return ()
