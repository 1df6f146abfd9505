"""What happened: clauses with trigger, PLOVER type, actors, place, date, figures and status.

    clauses ──▶ frames ──▶ coding, status ──▶ EventMention
                when, where, figures, attribution join by the parse

Rules and choices: docs/events.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from twosource.annotate.events.assemble import Finder
from twosource.annotate.events.judge import judged

if TYPE_CHECKING:
    from twosource.annotate.parse import Parsed
    from twosource.records import Attribution, EventMention, Figure, Furniture, Place, Time


def find(  # noqa: PLR0913, PLR0917 - events join all that was found before them
    parsed: Parsed,
    furniture: tuple[Furniture, ...],
    times: tuple[Time, ...],
    places: tuple[Place, ...],
    figures: tuple[Figure, ...],
    attributions: tuple[Attribution, ...],
) -> tuple[EventMention, ...]:
    """The event mentions of a report, in order of their triggers."""
    finder = Finder(parsed, furniture, times, places, figures, attributions)
    found = [e for s in parsed.sentences for e in finder.in_sentence(s)]
    found.extend(finder.contents_without(found))
    return tuple(sorted(judged(parsed.doc, found), key=lambda e: (e.trigger, e.start)))
