"""Running reports: entries with an hour at their head ("• 14.20 – Shots at the bridge")."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from twosource.annotate.times.clocks import is_entry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twosource.annotate.events.when import Timed
    from twosource.records import EventMention

_BEHIND_STAMP = re.compile(r"[\s:|–—-]*")


def stamps(text: str, times: Sequence[Timed]) -> dict[int, Timed]:
    """Character at which an entry's words start → the hour at its head."""
    return {_behind(text, t.time.end): t for t in times if is_entry(text, t.time.start, t.time.end)}


def in_entry(text: str, mention: EventMention, stamp: Timed | None) -> EventMention:
    """What an entry of a running report tells in its own voice is of the entry's hour, unless it says otherwise."""
    if stamp is None:
        return mention
    if mention.start <= stamp.time.start:
        mention = replace(mention, start=min(_behind(text, stamp.time.end), mention.trigger[0]))
    if mention.date is not None or mention.attribution is not None or mention.status == "planned":
        return mention
    return replace(mention, date=stamp.date, time=stamp.time.value)


def _behind(text: str, end: int) -> int:
    """Where the words behind a stamp start."""
    found = _BEHIND_STAMP.match(text, end)
    return found.end() if found is not None else end
