"""A date of publication, as feeds and crawlers write it → ISO 8601."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from twosource.records import Abstention

# Seconds since 1970 from 1973 on. Less is a year (2022) or something else: never guessed at.
_LEAST_EPOCH, _LEAST_MILLIS = 1e8, 1e11
_WORDED = ("%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%d %b %Y", "%B %d, %Y %H:%M", "%d %B %Y %H:%M")

# Years in which a report can have appeared: printed news is younger than 1400, and what lies far ahead is a slip or a filler
# (0001-01-01 and 9999-12-31 stand for "none" in many systems). Fixed years, so that no reading depends on the day it is done.
_YEARS = range(1400, 2200)


def moment(value: Any) -> tuple[str | None, tuple[Abstention, ...]]:  # noqa: ANN401 - a date may come as text, number or object
    """A date of publication as ISO 8601, or None and the reason."""
    if value is None:
        return None, ()
    text = value.isoformat() if isinstance(value, date) else str(value).strip()
    for reader in (_iso, _seconds, _mail, _worded):
        if (found := reader(text)) is not None:
            if int(found[:4]) in _YEARS:
                return found, ()
            return None, (Abstention("published", f"impossible date {text[:40]!r}: no report appeared in the year {found[:4]}"),)
    reason = f"impossible date {text[:40]!r}: dates are ISO 8601, as 2022-01-09 or 2022-01-09T17:45:00+02:00"
    return None, (Abstention("published", reason),)


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


def _mail(text: str) -> str | None:
    try:
        return parsedate_to_datetime(text).isoformat() if ":" in text else None
    except (ValueError, TypeError, IndexError):
        return None


def _worded(text: str) -> str | None:
    for form in _WORDED:
        try:
            found = datetime.strptime(text, form)  # noqa: DTZ007 - no zone is given, and none is made up
        except ValueError:
            continue
        return found.isoformat() if "%H" in form else found.date().isoformat()
    return None
