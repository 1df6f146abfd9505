"""One mapping of fields → Report, for every format that names its fields.

Names are the contract's own first, then those of news-please (`maintext`,
`date_publish`, `source_domain`), fundus (`plaintext`, `publishing_date`) and
newspaper4k (`publish_date`, `source_url`).
"""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, cast

from twosource.records import Abstention, Report

if TYPE_CHECKING:
    from collections.abc import Mapping

_NAMES: dict[str, tuple[str, ...]] = {
    "text": ("text", "maintext", "plaintext", "body", "bodyText", "articleBody", "content"),
    "id": ("id", "uri", "guid"),
    "outlet": ("outlet", "publisher", "source_domain", "site_name", "source_name", "source"),
    "published": (
        *("published", "date_publish", "publishing_date", "publish_date", "datePublished", "published_at", "pubDate"),
        "date",
    ),
    "title": ("title", "headline"),
    "url": ("url", "link", "source_url"),
    "language": ("language", "lang", "meta_lang"),
    "credit": ("credit",),
    "authors": ("authors", "author", "byline"),
}


class Unreadable(ValueError):
    """The fields cannot make a report; the message says why."""


def report_of(row: Mapping[str, Any]) -> Report:
    """Make a report of named fields. Fields that are not ours are kept as they are.

    Raises `Unreadable` when there is no text. An impossible date makes a report without a
    date and an abstention that says so.
    """
    used: set[str] = set()

    def take(field: str) -> Any:  # noqa: ANN401 - a row may hold anything
        for name in _NAMES[field]:
            value = row.get(name)
            if value not in (None, "", [], {}):
                used.add(name)
                return value
        return None

    text = _text(take("text"))
    title, outlet, url = _plain(take("title")), _plain(take("outlet")), _plain(take("url"))
    published, abstained = moment(take("published"))
    return Report(
        id=_plain(take("id")) or derived_id(text, outlet, title),
        text=text,
        outlet=outlet,
        published=published,
        title=title,
        url=url,
        language=_plain(take("language")),
        credit=_plain(take("credit")),
        authors=_people(take("authors")),
        kept={k: v for k, v in row.items() if k not in used},
        abstained=abstained,
    )


def derived_id(text: str, outlet: str | None, title: str | None) -> str:
    """An id from the content: the same report has the same id on every machine."""
    return hashlib.sha256("\0".join((outlet or "", title or "", text)).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def moment(value: Any) -> tuple[str | None, tuple[Abstention, ...]]:  # noqa: ANN401 - a date may come as text, number or object
    """A date of publication as ISO 8601, or None and the reason."""
    if value is None:
        return None, ()
    if isinstance(value, int | float) and not isinstance(value, bool):
        try:
            return datetime.fromtimestamp(value / 1000 if value > 1e11 else value, UTC).isoformat(), ()
        except (OverflowError, OSError, ValueError):
            return None, (Abstention("published", f"impossible date {value!r}"),)
    text = str(value).strip()
    for reader in (_iso, _mail):
        if (found := reader(text)) is not None:
            return found, ()
    reason = f"impossible date {text[:40]!r}: dates are ISO 8601, as 2022-01-09 or 2022-01-09T17:45:00+02:00"
    return None, (Abstention("published", reason),)


def _iso(text: str) -> str | None:
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            return date.fromisoformat(text).isoformat()
        return datetime.fromisoformat(text).isoformat()
    except ValueError:
        return None


def _mail(text: str) -> str | None:
    try:
        return parsedate_to_datetime(text).isoformat()
    except (ValueError, TypeError):
        return None


def _text(value: Any) -> str:  # noqa: ANN401
    if isinstance(value, dict):  # fundus: {"summary": [...], "sections": [{"headline": [...], "paragraphs": [...]}]}
        body = cast("dict[str, Any]", value)
        parts = [*body.get("summary", ())]
        for section in body.get("sections", ()):
            parts += [*section.get("headline", ()), *section.get("paragraphs", ())]
        value = "\n\n".join(map(str, parts))
    if isinstance(value, list):
        value = "\n\n".join(str(v) for v in cast("list[Any]", value))
    if value is None:
        raise Unreadable("no text: give the body as `text` (or `maintext`, `plaintext`, `body`)")
    if not isinstance(value, str):
        raise Unreadable(f"`text` is {type(value).__name__}, not text")
    if not value.strip():
        raise Unreadable("the text is empty")
    return value.encode("utf-8", "replace").decode("utf-8") if any("\ud800" <= c <= "\udfff" for c in value) else value


def _plain(value: Any) -> str | None:  # noqa: ANN401
    if isinstance(value, dict):  # schema.org writes {"@type": "Organization", "name": ...}
        value = cast("dict[str, Any]", value).get("name")
    return str(value).strip() or None if value is not None else None


def _people(value: Any) -> tuple[str, ...]:  # noqa: ANN401
    if value is None:
        return ()
    items = cast("list[Any]", value) if isinstance(value, list) else re.split(r"\s*[;,]\s*", str(value))
    return tuple(name for item in items if (name := _plain(item)))
