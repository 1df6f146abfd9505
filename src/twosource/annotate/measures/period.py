"""From when and until when: the ends that a clause's time words give."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from twosource.annotate.times.resolve import date_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twosource.records import EventMention, Time

_BEFORE = re.compile(
    r"\b(until|till|since|from|to|through|for|beginning|starting|before)\s+"
    r"(?:(?:at least|the end of|early|late|midnight on|noon on)\s+)?$"
)
_DURATION = re.compile(r"P(\d+)([DWMY])")
_DAYS = {"D": 1, "W": 7, "M": 30, "Y": 365}


def period(event: EventMention, lifted: bool, times: Sequence[Time], text: str) -> tuple[str | None, str | None]:  # noqa: FBT001
    """`(since, until)` as ISO dates. For a lifted measure the event's date is its end."""
    since, until, length = None, None, None
    for t in times:
        sign = _BEFORE.search(text[max(event.start, t.start - 30) : t.start].lower())
        word = sign[1] if sign else ""
        day = date_of(t.value)
        if t.type == "DURATION":
            length = _days(t.value) if word == "for" else length
        elif day is None:
            continue
        elif word in {"until", "till", "through", "to"} and (t.type == "DATE" or word != "to"):
            until = day.split("/")[-1]
        elif word in {"since", "from", "beginning", "starting"}:
            since = day.split("/")[0]
    if since == until:  # "from 8 p.m. to 5 a.m. until Saturday": the hours give no day
        since = None
    if since is None and event.date and event.date != until and not lifted:
        since = event.date.split("/")[0]
    if lifted and until is None and event.date:
        until = event.date.split("/")[-1]
    if until is None and length and since:
        until = (date.fromisoformat(since) + timedelta(days=length)).isoformat()
    return since, until


def _days(value: str) -> int | None:
    found = _DURATION.fullmatch(value)
    return int(found[1]) * _DAYS[found[2]] if found and int(found[1]) < 4000 else None
