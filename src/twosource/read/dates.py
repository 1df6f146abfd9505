"""A date of publication, as feeds and crawlers write it → ISO 8601."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

from twosource.moments import YEARS
from twosource.records import Abstention

if TYPE_CHECKING:
    from collections.abc import Mapping

# Seconds since 1970 from 1973 on. Less is a year (2022) or something else: never guessed at.
_LEAST_EPOCH, _LEAST_MILLIS = 1e8, 1e11

_MONTHS = "january february march april may june july august september october november december".split()
_MONTH = rf"(?P<name>{'|'.join(f'{m[:3]}(?:{m[3:]})?' if m[3:] else m for m in _MONTHS)}|sept)\.?"
_NUMBER = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?[.,]?\s+)?"
_CLOCK = (
    r"(?P<hour>\d{1,2})(?=:|\s*[ap]\.?m)(?::(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d+)?)?)?(?:\s*(?P<half>[ap])\.?m\b\.?)?"
)
_ZONE = r"(?:\s*(?P<zone>(?:utc|gmt)?[+-]\d{1,2}(?::?\d\d)?|[a-z][a-z/_]*))?(?:\s*\([^)]*\))?"
_TIME = rf"(?:(?:\s*,\s*|\s+at\s+|\s+|t){_CLOCK}{_ZONE})?"
_WAYS = tuple(
    re.compile(_WEEKDAY + way, re.IGNORECASE)
    for way in (
        rf"(?P<year>\d{{4}})([-/.])(?P<month>\d{{1,2}})\2(?P<day>\d{{1,2}}){_TIME}",
        rf"{_MONTH}\s+{_NUMBER},?\s+(?P<year>\d{{4}}){_TIME}",
        rf"{_NUMBER}[\s-]+{_MONTH},?[\s-]+(?P<year>\d{{4}}|\d\d(?=\s+\d+:)){_TIME}",  # two digits: e-mail of the last century
        rf"{_MONTH}\s+{_NUMBER}\s+{_CLOCK}{_ZONE}\s+(?P<year>\d{{4}})",  # as C writes it: Mon Mar 10 14:00:00 2025
        # day or month first: read where the numbers themselves tell, see `_month_and_day`
        rf"(?P<one>\d{{1,2}})([-/.])(?P<two>\d{{1,2}})\2(?P<year>\d{{4}}){_TIME}",
    )
)
_WHOLE = {
    "year": re.compile(r"\d{4}"),
    "month": re.compile(rf"\d{{4}}[-/](?:0?[1-9]|1[0-2])|{_MONTH},?\s+\d{{4}}", re.IGNORECASE),
    "week": re.compile(r"\d{4}-?W\d\d", re.IGNORECASE),
}
# Hours from UTC of the zone names of RFC 2822; all others mean different things in different countries.
_ZONES_BY_HOURS = {0: "z ut utc gmt", -4: "edt", -5: "est cdt", -6: "cst mdt", -7: "mst pdt", -8: "pst"}
_ZONES = {name: hours for hours, names in _ZONES_BY_HOURS.items() for name in names.split()}


class _NotReadError(ValueError):
    """There is no day to be read; the message says why."""


def moment(value: Any) -> tuple[str | None, tuple[Abstention, ...]]:  # noqa: ANN401 - a date may come as text, number or object
    """A date of publication as ISO 8601, or None and the reason; a date-time whose zone is not known has a reason too."""
    if value is None:
        return None, ()
    text = value.isoformat() if isinstance(value, date) else str(value).strip()
    try:
        found, doubt = _read(text)
    except _NotReadError as fault:
        return None, (Abstention("published", str(fault)),)
    if int(found[:4]) not in YEARS:
        return None, (Abstention("published", f"impossible date {text[:40]!r}: no report appeared in the year {found[:4]}"),)
    return found, (Abstention("published", doubt),) if doubt else ()


def _read(text: str) -> tuple[str, str]:
    """ISO 8601 and what is in doubt (""). Raises `_NotReadError` where there is no day to be read."""
    for what, whole in _WHOLE.items():
        if whole.fullmatch(text):
            raise _NotReadError(f"date {text!r} not read: it is a {what}, not a day")
    if found := _iso(text) or _seconds(text):
        return found, ""
    for way in _WAYS:
        if m := way.fullmatch(text):
            return _worded(text, m.groupdict())
    raise _NotReadError(f"date {text[:40]!r} not read: dates are ISO 8601, as 2022-01-09 or 2022-01-09T17:45:00+02:00")


def _iso(text: str) -> str | None:
    try:
        if "T" in text or ":" in text:
            return datetime.fromisoformat(text).isoformat()
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return None


def _seconds(text: str) -> str | None:
    if not re.fullmatch(r"\d+(\.\d+)?", text) or (since := float(text)) < _LEAST_EPOCH:
        return None
    try:
        return datetime.fromtimestamp(since / 1000 if since > _LEAST_MILLIS else since, UTC).isoformat()
    except (OverflowError, OSError, ValueError):
        return None


def _worded(text: str, part: Mapping[str, str | None]) -> tuple[str, str]:
    """The date whose parts were found, and what is in doubt of it."""
    year, month, day = _year(part["year"] or ""), *_month_and_day(text, part)
    try:
        at = datetime(year, month, day)  # noqa: DTZ001 - the zone follows, if one is given; none is made up
        if not part["hour"]:
            return at.date().isoformat(), ""
        zone, doubt = _zone(part["zone"])
        return (at + _clock(part)).replace(tzinfo=zone).isoformat(), doubt
    except (ValueError, OverflowError):
        raise _NotReadError(f"impossible date {text[:40]!r}: there is no such day or time") from None


def _year(digits: str) -> int:
    """Of two digits, as RFC 2822 has it: 00 to 49 are of this century."""
    return int(digits) if len(digits) > 2 else int(digits) + (2000 if int(digits) < 50 else 1900)


def _month_and_day(text: str, part: Mapping[str, str | None]) -> tuple[int, int]:
    if name := part.get("name"):
        return next(n for n, month in enumerate(_MONTHS, 1) if month.startswith(name[:3].lower())), int(part["day"] or 0)
    if month := part.get("month"):
        return int(month), int(part["day"] or 0)
    low, high = sorted((int(part["one"] or 0), int(part["two"] or 0)))
    if low != high <= 12:
        raise _NotReadError(f"date {text[:40]!r} not read: whether the day or the month comes first is not known")
    return low, high


def _clock(part: Mapping[str, str | None]) -> timedelta:
    """The time of day; 24:00 is the end of the day. Raises `ValueError` where there is no such time."""
    hour, minute, second = (int(part[name] or 0) for name in ("hour", "minute", "second"))
    if half := part["half"]:
        if not 1 <= hour <= 12:
            raise ValueError(hour)
        hour = hour % 12 + (12 if half in "pP" else 0)
    if not (hour < 24 and minute < 60 and second < 60) and (hour, minute, second) != (24, 0, 0):
        raise ValueError(hour, minute, second)
    return timedelta(hours=hour, minutes=minute, seconds=second)


def _zone(given: str | None) -> tuple[timezone | None, str]:
    """The zone, and what is in doubt of it. Raises `ValueError` where an offset is longer than a day."""
    name = (given or "").lower()
    if not name:
        return None, ""
    if m := re.fullmatch(r"(?:utc|gmt)?([+-])(\d{1,2}):?(\d\d)?", name):
        off = timedelta(hours=int(m[2]), minutes=int(m[3] or 0))
        return timezone(-off if m[1] == "-" else off), ""
    if name in _ZONES:
        return timezone(timedelta(hours=_ZONES[name])), ""
    return None, f"zone {given!r} is not known: the time is kept without a zone"
