"""One mapping of fields → Report, for every format that names its fields.

Names are the contract's own first, then those of news-please (`maintext`,
`date_publish`, `source_domain`), fundus (`plaintext`, `body`, `publishing_date`) and
newspaper4k (`publish_date`, `meta_lang`, `meta_site_name`, `source_url`).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from twosource.read.characters import sound
from twosource.read.dates import moment
from twosource.records import Abstention, Report

if TYPE_CHECKING:
    from collections.abc import Callable

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
# What plainly is HTML in a text: an element's end, one that stands alone, a named character. A bare "<" may be a sign of ours.
_MARKS = re.compile(
    r"</(?:p|div|span|a|b|i|em|strong|h[1-6]|li|ul|ol|td|tr|table|script|style|figure|blockquote)>"
    r"|<(?:p|br|hr|img|div|script)\b[^<>]*>|&(?:nbsp|amp|quot|[lr][sd]quo|[mn]dash|hellip|#\d+);",
    re.IGNORECASE,
)
_MARKS_KEPT = "the text holds HTML marks, which are read as words: give it without them"
_KINDS: tuple[tuple[str, tuple[type, ...]], ...] = (
    ("null", (type(None),)),
    ("a truth value", (bool,)),
    ("a number", (int, float)),
    ("text", (str,)),
    ("a list", (list, tuple)),
)
_SIXTY_FOUR_BITS = range(-(2**63), 2**64)  # the integers that the desk can hold as such


class Unreadable(ValueError):
    """The fields cannot make a report; the message says why."""


class _OddKindError(ValueError):
    """A field is of a kind that it cannot be: the message says of which."""


def report_of(row: Mapping[str, Any]) -> Report:
    """Make a report of named fields. Fields that are not ours are kept as they are.

    Raises `Unreadable` when there is no text. A date that is not read, or a field of another kind
    than it must be, is left out, and an abstention says so.
    """
    used, odd = set[str](), list[Abstention]()

    def take(field: str) -> Any:  # noqa: ANN401 - a row may hold anything
        for name in NAMES[field]:
            value = row.get(name)
            if value not in (None, "", [], {}):
                used.add(name)
                return value
        return None

    def words(field: str, reader: Callable[[Any], Any] = _words) -> Any:  # noqa: ANN401 - what the reader gives
        """What the reader makes of a field; None, and an abstention, where it is of a kind that it cannot be."""
        try:
            return reader(take(field))
        except _OddKindError as fault:
            odd.append(Abstention(field, f"`{field}` is {fault}"))
            return None

    body = take("text")
    if body is None and any(name in row for name in NAMES["text"]):
        raise Unreadable("the text is empty")
    text = _text(body)
    title, outlet, url = words("title"), words("outlet", _outlet), words("url")
    published, doubts = moment(take("published"))
    return Report(
        id=words("id", _id) or derived_id(text, outlet, title),
        text=text,
        outlet=outlet,
        published=published,
        title=title,
        url=url,
        language=words("language"),
        credit=words("credit"),
        authors=words("authors", _people) or (),
        kept=_kept({k: v for k, v in row.items() if k not in used}),
        abstained=(*doubts, *odd, *([Abstention("text", _MARKS_KEPT)] if _MARKS.search(text) else [])),
    )


def derived_id(text: str, outlet: str | None, title: str | None) -> str:
    """An id from the content: the same report has the same id on every machine."""
    return hashlib.sha256("\0".join((outlet or "", title or "", text)).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def kind(value: object) -> str:
    """What a value of JSON is, in words."""
    return next((name for name, of in _KINDS if isinstance(value, of)), "an object")


def _odd(value: object, why: str = "") -> _OddKindError:
    return _OddKindError(f"{kind(value)}{why or ', not text'}: {sound(str(value))[:60]}")


def _text(value: Any) -> str:  # noqa: ANN401
    if isinstance(value, Mapping):  # fundus: {"summary": [...], "sections": [{"headline": [...], "paragraphs": [...]}]}
        body = cast("Mapping[str, Any]", value)
        if not {"summary", "sections"} & body.keys():
            raise Unreadable("`text` is an object without `summary` or `sections`, not text")
        value = [
            *_listed(body.get("summary")),
            *(part for section in _listed(body.get("sections")) for part in _section(section)),
        ]
    if isinstance(value, list | tuple):
        parts = [part for part in cast("list[Any]", value) if part is not None]
        if found := [part for part in parts if not isinstance(part, str)]:
            raise Unreadable(f"`text` is a list that holds {kind(found[0])}, not text alone")
        value = "\n\n".join(parts)
    if value is None:
        raise Unreadable("no text: give the body as `text` (or `maintext`, `plaintext`, `body`)")
    if not isinstance(value, str):
        raise Unreadable(f"`text` is {kind(value)}, not text")
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


def _words(value: Any) -> str | None:  # noqa: ANN401
    if value is not None and not isinstance(value, str):
        raise _odd(value)
    return sound(value).strip() or None if value is not None else None


def _id(value: Any) -> str | None:  # noqa: ANN401
    """An id may be a number too."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else _words(value)


def _name(value: Any) -> str | None:  # noqa: ANN401
    """A name; schema.org writes {"@type": "Organization", "name": ...}."""
    if not isinstance(value, Mapping):
        return _words(value)
    name = cast("Mapping[str, Any]", value).get("name")
    if not isinstance(name, str):
        raise _odd(value, " without a `name`")  # type: ignore[reportUnknownArgumentType] - it is told, not trusted
    return _words(name)


def _outlet(value: Any) -> str | None:  # noqa: ANN401
    """The outlet's name; where an address stands for it, its host."""
    name = _name(value)
    if name and re.match(r"https?://", name):
        try:
            return (urlsplit(name).hostname or name).removeprefix("www.")
        except ValueError:  # brackets that hold no address
            return name
    return name


def _people(value: Any) -> tuple[str, ...]:  # noqa: ANN401
    """Names in one string, or a list of names or objects; an object without a name is nobody."""
    if isinstance(value, str):
        value = re.split(r"\s*[;,]\s*|\s+and\s+", re.sub(r"^[Bb]y\s+", "", value))
    items = _listed(value)
    return tuple(name for item in items if not (isinstance(item, Mapping) and "name" not in item) and (name := _name(item)))


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
