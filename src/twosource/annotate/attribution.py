"""Who says so: source, cue and content of what somebody said, knew or thought."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from twosource.annotate.parse import Parsed
    from twosource.records import Attribution, Entity, Furniture, Mention


def find(
    parsed: Parsed, furniture: tuple[Furniture, ...], entities: tuple[Entity, ...], mentions: tuple[Mention, ...]
) -> tuple[Attribution, ...]:
    """The attributions of a report, in order of their content."""
    return ()
