"""People, organisations, places, groups and outlets, and every mention of them within a report.

Four passes over one parse: names (`names`), what names refer to and of which kind (`cast`),
descriptions such as "the minister" (`nominals`), pronouns (`pronouns`). Every pass abstains where
it is unsure: a pronoun with two likely antecedents is no mention.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from twosource.annotate.entities.cast import assemble
from twosource.annotate.entities.names import find_names
from twosource.annotate.entities.nominals import find_nominals
from twosource.annotate.entities.pronouns import find_pronouns

if TYPE_CHECKING:
    from twosource.annotate.parse import Parsed
    from twosource.records import Entity, Furniture, Mention, Span

__all__ = ["entity_at", "find"]


def find(parsed: Parsed, furniture: tuple[Furniture, ...]) -> tuple[tuple[Entity, ...], tuple[Mention, ...]]:
    """Entities in order of first mention, and their mentions in order."""
    cast = assemble(parsed, find_names(parsed, furniture))
    find_nominals(cast, furniture)
    find_pronouns(cast)
    return cast.records()


def entity_at(mentions: tuple[Mention, ...], span: Span) -> str | None:
    """The id of the entity that the words at `span` refer to: of the mentions inside, the one nearest the span's size.

    "a spokeswoman for the coast guard" holds two mentions; the outer one wins. None if no mention lies there.
    """
    start, end = span
    best: tuple[int, int, str] | None = None
    for m in mentions:
        shared = min(end, m.end) - max(start, m.start)
        if shared <= 0:
            continue
        # What sticks out on either side counts against; of two equal ones the earlier wins.
        key = (abs(m.start - start) + abs(m.end - end), m.start, m.entity)
        if best is None or key < best:
            best = key
    return best[2] if best else None
