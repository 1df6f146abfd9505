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
_OPENING = 3  # sentences
_RECENT = timedelta(days=6)
_SMALL_HOURS, _LATE = 6, 18  # hours
_MOST = 20  # times: none farther off is asked
_ENTRY = re.compile(r"\s*(?:[-–—|]|:(?=\s))")
_LIST = re.compile(r"(?:\s|,|and)+")
_BULLET = 8  # characters
_END_BEFORE = re.compile(r"\b(?:from|between|since|until|till|to|for)\s+$", re.IGNORECASE)
_ABROAD = timedelta(hours=9)
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

    The day is that of its sentence (before it, else after it), else of a sentence before it in its paragraph, else the
    report's own: the day that its opening tells, or today. A past event is not set after the report appeared, and an hour
    past midnight follows an evening. A daily range ("from 11 p.m. to 7 a.m.") keeps the hour alone.
    """
    starts = [s.start_char for s in parsed.sentences]
    sentence = [bisect_right(starts, start) for start, _, _ in placed]
    own = _own_day(placed, sentence, when.day, parsed.doc.text)
    out: list[Placed] = []
    text = parsed.doc.text
    for i, (start, end, said) in enumerate(placed):
        reading = new = said if said.half else _after_noon(said, out, sentence, i)
        if reading.clock and not reading.day:
            ahead, daily = way(start, end) == AHEAD, _is_range(placed, i, text)
            day = _told(placed, None if ahead else when.day, _reach(sentence, i, starts, "" if ahead else text, daily=daily))
            day = day or (None if daily else when.day if ahead else own)
            if is_entry(text, start, end):
                day = when.day
            if day and not ahead and not daily:
                day = _past_midnight(day, reading, out, when)
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


def is_entry(text: str, start: int, end: int) -> bool:
    """True for a time at the head of an entry of a running report: "• 14.20 – Shots at the bridge"."""
    line = text[text.rfind("\n", 0, start) + 1 : start]
    return len(line) < _BULLET and not any(c.isalnum() for c in line) and _ENTRY.match(text, end) is not None


def _own_day(placed: list[Placed], sentence: list[int], today: date | None, text: str) -> date | None:
    """The day of the report's happenings: the first past day that its opening sentences tell, else today."""
    last = -2
    for at, (start, _, reading) in enumerate(placed[:_MOST]):
        if sentence[at] > _OPENING:
            break
        listed = at and last == at - 1 and _LIST.fullmatch(text, placed[at - 1][1], start)  # "for Monday, Tuesday and …"
        if listed or _END_BEFORE.search(text[max(0, start - 12) : start]):
            last = at
            continue
        if reading.day and reading.grain == "D" and today and timedelta() <= today - reading.day <= _RECENT:
            return reading.day
    return today


def _reach(sentence: list[int], at: int, starts: list[int], text: str, *, daily: bool) -> tuple[list[int], list[int]]:
    """Indexes of the times whose day this one may take: of its own sentence, and before it in its paragraph, near ones first."""
    here = sentence[at]
    back, on = range(at - 1, max(-1, at - _MOST), -1), range(at + 1, min(len(sentence), at + _MOST))
    near = [i for row in (back, on) for i in row if sentence[i] == here]
    if daily:
        return near, []
    first = here
    while first > 1 and here - first < _BACK_TO and "\n\n" not in text[starts[first - 2] : starts[first - 1]]:
        first -= 1
    return near, [i for i in back if first <= sentence[i] < here]


def _told(placed: list[Placed], latest: date | None, reach: tuple[list[int], list[int]]) -> date | None:
    """The first day that the times within `reach` tell, none after `latest`."""
    for i in (*reach[0], *reach[1]):
        reading = placed[i][2]
        if reading.day and reading.grain == "D" and (latest is None or reading.day <= latest):
            return reading.day
    return None


def _past_midnight(day: date, reading: Reading, before: list[Placed], when: Published) -> date:
    """An hour of the small hours after an evening told for that day is of the next, unless the report came before it."""
    hour = int(reading.clock[:2])
    if hour >= _SMALL_HOURS or not when.day or day >= when.day:
        return day
    for _, _, told in before[-_MOST:]:  # what the day began with counts: "before dawn on Friday … by nightfall"
        if told.day == day and (told.clock or "T" in told.value or told.mod):
            late = told.value.endswith(("TEV", "TNI")) or told.mod == "END" or (told.clock and int(told.clock[:2]) >= _LATE)
            return day + timedelta(days=1) if late else day
    return day


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
        # A stamp in UTC says little of the clock on the spot, which may be half a day ahead.
        slack = _ABROAD if reading.half and moment.tzinfo and not moment.utcoffset() else timedelta()
        moment = moment.replace(tzinfo=None) + slack
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
