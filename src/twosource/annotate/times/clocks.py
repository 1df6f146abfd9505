"""Hours without a day: "at 9.50 p.m.", "1950 GMT", "five minutes later" take the day of what is told around them."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, timezone
from typing import TYPE_CHECKING

from twosource.annotate.times.tense import AHEAD

if TYPE_CHECKING:
    from collections.abc import Callable

    from twosource.annotate.parse import Parsed
    from twosource.annotate.times.reading import Reading

Placed = tuple[int, int, "Reading"]

_BACK_TO = 3  # sentences: the day of a clock time is told in its own or in one of these many before
_MOST = 20  # times: none farther off is asked
_RANGE_BEFORE = re.compile(r"(?:from|between)\s+$", re.IGNORECASE)
_RANGE_WITHIN = re.compile(r"\s*(?:to|and|until|till|-|–)\s*")


@dataclass(frozen=True, slots=True)
class Published:
    """When the report appeared: its day by the outlet's clock, and the moment where the report gives one."""

    day: date | None = None
    moment: datetime | None = None


def published(text: str | None) -> Published:
    """Read `Report.published`: an ISO date or date-time, or anything that starts with a date."""
    found = re.match(r"\s*(\d{4})-?(\d{2})-?(\d{2})", text or "")
    if not text or not found:
        return Published()
    try:
        day = date(*(int(part) for part in found.groups()))
    except ValueError:
        return Published()
    if not 1000 <= day.year <= 2900:  # no report's; and the calendar's ends stay out of reach
        return Published()
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return Published(day)
    return Published(day, moment if len(text.strip()) > 10 else None)


def give_days(placed: list[Placed], parsed: Parsed, when: Published, way: Callable[[int, int], int]) -> list[Placed]:
    """The readings with a day for every clock time that has none, where one can be told.

    The day is that of its sentence (before it, else after it), else of one of the sentences before, else today; a past
    event is not set after the report appeared. A daily range ("from 11 p.m. to 7 a.m.") keeps the hour alone.
    """
    starts = [s.start_char for s in parsed.sentences]
    sentence = [bisect_right(starts, start) for start, _, _ in placed]
    out: list[Placed] = []
    text = parsed.doc.text
    for i, (start, end, said) in enumerate(placed):
        reading = new = said if said.half else _after_noon(said, out, sentence, i)
        if reading.clock and not reading.day:
            ahead, daily = way(start, end) == AHEAD, _is_range(placed, i, text)
            day = _told(placed, sentence, i, None if ahead else when.day, 0 if daily else _BACK_TO)
            day = day or (None if daily else when.day)
            if day and not ahead and not daily:
                day = _not_after(day, reading, when)
            new = _on(reading, day)
        elif reading.off:
            new = _off(reading, [out[k][2] for k in range(max(0, i - _MOST), i) if sentence[k] >= sentence[i] - _BACK_TO])
        out.append((start, end, new))
    return out


def _after_noon(reading: Reading, before: list[Placed], sentence: list[int], at: int) -> Reading:
    """An hour without "a.m." or "p.m." goes by the part of the day told in its sentence or the one before."""
    for k in range(at - 1, max(-1, at - _MOST), -1):
        if sentence[k] < sentence[at] - 1:
            break
        told = before[k][2]
        if told.value.endswith(("TAF", "TEV", "TNI")) and int(reading.clock[:2]) < 12:
            clock = f"{int(reading.clock[:2]) + 12}{reading.clock[2:]}"
            return replace(reading, clock=clock, value=reading.value.replace(reading.clock, clock))
    return reading


def _on(reading: Reading, day: date | None) -> Reading:
    return replace(reading, value=f"{day.isoformat()}T{reading.clock}" if day else f"T{reading.clock}", day=day)


def _told(placed: list[Placed], sentence: list[int], at: int, latest: date | None, back_to: int) -> date | None:
    """The day told nearest to the clock time at `placed[at]`, none after `latest`."""
    here = sentence[at]
    back, on = range(at - 1, max(-1, at - _MOST), -1), range(at + 1, min(len(placed), at + _MOST))
    near = [i for row in (back, on) for i in row if sentence[i] == here]
    near += [i for i in back if here - back_to <= sentence[i] < here]
    for i in near:
        reading = placed[i][2]
        if reading.day and reading.grain == "D" and (latest is None or reading.day <= latest):
            return reading.day
    return None


def _is_range(placed: list[Placed], at: int, text: str) -> bool:
    start, end, _ = placed[at]
    if at + 1 < len(placed) and placed[at + 1][2].clock and _RANGE_WITHIN.fullmatch(text, end, placed[at + 1][0]):
        return bool(_RANGE_BEFORE.search(text[max(0, start - 12) : start]))
    if at and placed[at - 1][2].clock and _RANGE_WITHIN.fullmatch(text, placed[at - 1][1], start):
        return bool(_RANGE_BEFORE.search(text[max(0, placed[at - 1][0] - 12) : placed[at - 1][0]]))
    return False


def _not_after(day: date, reading: Reading, when: Published) -> date:
    """A past event that would lie after the report appeared was a day earlier."""
    if when.moment is None or day != when.day:
        return day
    hour, minute = (int(part) for part in reading.clock.split(":"))
    told = datetime.combine(day, time(hour % 24, minute)) + timedelta(days=hour // 24)
    moment = when.moment
    if moment.tzinfo and reading.zone is not None:
        told = told.replace(tzinfo=timezone(timedelta(minutes=reading.zone)))
    else:
        moment = moment.replace(tzinfo=None)
    return day - timedelta(days=1) if told > moment else day


def _off(reading: Reading, before: list[Reading]) -> Reading:
    """Read "five minutes later": from the last clock time told, where there is one; else the distance alone."""
    for told in reversed(before):
        if told.clock and told.day:
            hour, minute = (int(part) for part in told.clock.split(":"))
            moved = datetime.combine(told.day, time()) + timedelta(hours=hour, minutes=minute + reading.off)
            clock = f"{moved:%H:%M}"
            return replace(
                reading, type="TIME", value=f"{moved.date().isoformat()}T{clock}", day=moved.date(), grain="D", clock=clock
            )
    return reading
