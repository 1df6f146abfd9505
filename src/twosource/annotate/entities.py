"""People, organisations, places, groups and outlets, and every mention of them within a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from twosource.annotate.parse import Parsed
    from twosource.records import Entity, Furniture, Mention


def find(parsed: Parsed, furniture: tuple[Furniture, ...]) -> tuple[tuple[Entity, ...], tuple[Mention, ...]]:
    """Entities in order of first mention, and their mentions in order."""
    return (), ()
