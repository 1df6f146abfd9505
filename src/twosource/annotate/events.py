"""What happened: clauses with trigger, PLOVER type, actors, place, date, figures and status."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from twosource.annotate.parse import Parsed
    from twosource.records import Attribution, EventMention, Figure, Furniture, Mention, Place, Time


def find(
    parsed: Parsed,
    furniture: tuple[Furniture, ...],
    mentions: tuple[Mention, ...],
    times: tuple[Time, ...],
    places: tuple[Place, ...],
    figures: tuple[Figure, ...],
    attributions: tuple[Attribution, ...],
) -> tuple[EventMention, ...]:
    """The event mentions of a report, in order of their triggers."""
    return ()
