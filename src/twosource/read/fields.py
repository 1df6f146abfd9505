"""One mapping of fields → Report, for every format that names its fields.

Names are the contract's own first, then those of news-please (`maintext`,
`date_publish`, `source_domain`), fundus (`plaintext`, `body`, `publishing_date`) and
newspaper4k (`publish_date`, `meta_lang`, `meta_site_name`, `source_url`).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import Any, cast
from urllib.parse import urlsplit

from twosource.read.characters import sound
from twosource.read.dates import moment
from twosource.records import Report

# our field → the names under which it is found, the first that has a value taken
NAMES: dict[str, tuple[str, ...]] = {
    "text": ("text", "maintext", "plaintext", "body", "bodyText", "articleBody", "content"),
    "id": ("id", "uri", "guid"),
    # newspaper4k's `source_url` is the address of the site, not of the article
    "outlet": (*("outlet", "publisher", "source_domain", "site_name", "meta_site_name", "source_name", "source", "source_url"),),
    "published": (
        *("published", "date_publish", "publishing_date", "publish_date", "datePublished", "published_at", "pubDate"),
        "date",
    ),
    "title": ("title", "headline"),
    "url": ("url", "link"),
    "language": ("language", "lang", "meta_lang"),
    "credit": ("credit",),
    "authors": ("authors", "author", "byline"),
}
_SIXTY_FOUR_BITS = range(-(2**63), 2**64)  # the integers that the desk can hold as such


class Unreadable(ValueError):
    """The fields cannot make a report; the message says why."""


def report_of(row: Mapping[str, Any]) -> Report:
    """Make a report of named fields. Fields that are not ours are kept as they are.

    Raises `Unreadable` when there is no text. An impossible date makes a report without a
    date and an abstention that says so.
    """
    used: set[str] = set()

    def take(field: str) -> Any:  # noqa: ANN401 - a row may hold anything
        for name in NAMES[field]:
            value = row.get(name)
            if value not in (None, "", [], {}):
                used.add(name)
                return value
        return None

    body = take("text")
    if body is None and any(name in row for name in NAMES["text"]):
        raise Unreadable("the text is empty")
    text = _text(body)
    title, outlet, url = _plain(take("title")), _outlet(take("outlet")), _plain(take("url"))
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
        kept=_kept({k: v for k, v in row.items() if k not in used}),
        abstained=abstained,
    )


def derived_id(text: str, outlet: str | None, title: str | None) -> str:
    """An id from the content: the same report has the same id on every machine."""
    return hashlib.sha256("\0".join((outlet or "", title or "", text)).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _text(value: Any) -> str:  # noqa: ANN401
    if isinstance(value, dict):  # fundus: {"summary": [...], "sections": [{"headline": [...], "paragraphs": [...]}]}
        body = cast("dict[str, Any]", value)
        parts = _listed(body.get("summary"))
        for section in _listed(body.get("sections")):
            parts += _section(section)
        value = "\n\n".join(map(str, parts))
    if isinstance(value, list):
        value = "\n\n".join(str(v) for v in cast("list[Any]", value))
    if value is None:
        raise Unreadable("no text: give the body as `text` (or `maintext`, `plaintext`, `body`)")
    if not isinstance(value, str):
        raise Unreadable(f"`text` is {type(value).__name__}, not text")
    if not value.strip():
        raise Unreadable("the text is empty")
    return sound(value)


def _section(value: Any) -> list[Any]:  # noqa: ANN401
    if not isinstance(value, Mapping):
        return _listed(value)
    section = cast("Mapping[str, Any]", value)
    return [*_listed(section.get("headline")), *_listed(section.get("paragraphs"))]


def _listed(value: Any) -> list[Any]:  # noqa: ANN401
    if isinstance(value, list | tuple):
        return list(cast("list[Any]", value))
    return [] if value in (None, "") else [value]


def _plain(value: Any) -> str | None:  # noqa: ANN401
    if isinstance(value, dict):  # schema.org writes {"@type": "Organization", "name": ...}
        value = cast("dict[str, Any]", value).get("name")
    return sound(str(value)).strip() or None if value is not None else None


def _outlet(value: Any) -> str | None:  # noqa: ANN401
    """The outlet's name; where an address stands for it, its host."""
    name = _plain(value)
    if name and re.match(r"https?://", name):
        return (urlsplit(name).hostname or name).removeprefix("www.")
    return name


def _people(value: Any) -> tuple[str, ...]:  # noqa: ANN401
    if value is None:
        return ()
    if isinstance(value, list):
        items = cast("list[Any]", value)
    else:
        items = re.split(r"\s*[;,]\s*|\s+and\s+", re.sub(r"^[Bb]y\s+", "", str(value)))
    return tuple(name for item in items if (name := _plain(item)))


def _kept(value: Any, depth: int = 0) -> Any:  # noqa: ANN401 - any JSON value
    """The value as the desk can hold it: what has no place in JSON becomes text."""
    if depth > 40:
        return str(value)
    if isinstance(value, Mapping):
        return {sound(str(k)): _kept(v, depth + 1) for k, v in cast("Mapping[Any, Any]", value).items()}
    if isinstance(value, list | tuple):
        return [_kept(v, depth + 1) for v in cast("list[Any]", value)]
    if value is None or isinstance(value, bool | float) or (isinstance(value, int) and value in _SIXTY_FOUR_BITS):
        return value
    return sound(str(value))
