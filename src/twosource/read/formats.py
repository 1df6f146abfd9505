"""One reader a format, and the registry of them. A reader turns text into `(place, fields)` or `(place, fault)`."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING, Any, cast

from twosource.read.fields import NAMES, kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# (place within the file: ":3" for line 3, "" for the whole file; the fields, or what is wrong with them in plain text)
Row = tuple[str, "dict[str, Any] | str"]

_DATED = re.compile(r"\s*date (?P<date>\d{4}-\d\d-\d\d\S*)[ \t]*(?P<title>[^\n]*)(?:\n|$)")
_SEPARATOR = re.compile(r'"?sep=(.)"?\r?', re.IGNORECASE)
_FIELDS = {name.casefold(): name for names in NAMES.values() for name in names}  # the names of a header, however they are written
_MOST_FIELD = 16 * 1024 * 1024  # characters in one CSV field: the largest text that csv will hand over


def plain(text: str) -> Iterator[Row]:
    """Plain text: one report a file, with an optional first line `date 2022-01-09 Title`."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    fields: dict[str, Any] = {}
    if m := _DATED.match(text):
        fields["published"], rest = m["date"], text[m.end() :]
        title = m["title"].strip()
        if title and rest.strip() and not re.search(r"[.!?”\"']$", title):
            fields["title"], text = title, rest
        else:  # the first line runs on as prose: it is the report's first paragraph, not a headline
            text = f"{title}\n{rest}" if title else rest
    fields["text"] = text.strip("\n")
    yield "", fields


def json_lines(text: str) -> Iterator[Row]:
    """JSON Lines: one object a line; blank lines are skipped, and byte order marks, which stand where files were joined."""
    for number, line in enumerate(text.split("\n"), 1):
        if bare := line.strip().lstrip("\ufeff"):
            value = _json(bare)
            yield f":{number}", value if isinstance(value, str) else _object(value[0])


def json_whole(text: str) -> Iterator[Row]:
    """JSON: one object, or a list of objects (also under `articles`); JSON Lines under this ending too."""
    if not text.strip():
        return
    value = _json(text)
    if isinstance(value, str):
        if _is_lines(text):
            yield from json_lines(text)
        else:
            yield "", value
        return
    whole = value[0]
    if isinstance(whole, dict) and isinstance(cast("dict[str, Any]", whole).get("articles"), list):
        whole = cast("dict[str, Any]", whole)["articles"]
    if not isinstance(whole, list):
        yield "", _object(whole)
        return
    for number, item in enumerate(cast("list[Any]", whole), 1):
        yield f", item {number}", _object(item)


def table(text: str) -> Iterator[Row]:
    """CSV or TSV with a header row; the separator is found from the header, or from Excel's line `sep=;` before it."""
    csv.field_size_limit(_MOST_FIELD)
    first, _, rest = text.partition("\n")
    told = _SEPARATOR.fullmatch(first)
    body, before = (rest, 1) if told else (text, 0)
    head = body.lstrip().partition("\n")[0]
    rows = csv.reader(io.StringIO(body, newline=""), delimiter=told[1] if told else max(",;\t", key=head.count), strict=True)
    names: list[str] = []
    while True:
        line = f":{before + rows.line_num + 1}"  # where the row begins: it may run over many lines
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield line, f"{_csv_fault(error)}; nothing was read from here on"
            return
        if not cells:
            continue
        if not names:
            names = [_FIELDS.get(cell.strip().casefold(), cell.strip()) for cell in cells]
            if not _FIELDS.keys() & {name.casefold() for name in names}:
                yield line, _no_header(cells)
                return
        elif len(cells) > len(names):
            yield line, "more cells than the header names"
        else:
            yield line, dict(zip(names, cells, strict=False))


def _csv_fault(error: csv.Error) -> str:
    """What `csv` found wrong, in our words."""
    if "unexpected end of data" in str(error):
        return "a quotation mark that opens in this row is never closed"
    if "expected after" in str(error):
        return "a quotation mark within a cell is not doubled, or one before it is not closed"
    return f"not a CSV row: {error}"


def _no_header(cells: list[str]) -> str:
    found = ", ".join(repr(cell if len(cell) <= 30 else cell[:29] + "…") for cell in cells[:8])
    known = ", ".join(NAMES)
    return f"a table without a header that is known: its first row is {found}; known columns are {known}; nothing was read"


def _json(text: str) -> tuple[Any] | str:
    """The value in a tuple of one, or what is wrong: the character, and of a text of many lines the line."""
    try:
        return (json.loads(text),)
    except json.JSONDecodeError as error:
        wrong = re.sub(r"(?: starting)? at$", "", error.msg)
        line = f"line {error.lineno}, " if "\n" in text else ""
        return f"not JSON: {wrong}, {line}character {error.colno}"
    except ValueError:
        return "not readable JSON: a number of thousands of digits"
    except RecursionError:
        return "not readable JSON: brackets within brackets, thousands deep"


def _is_lines(text: str) -> bool:
    """Tell whether a text is JSON Lines: its first line is an object, or most of its lines are."""
    lines = [line for line in text.split("\n") if line.strip()]
    objects = (line.lstrip(" \t\ufeff").startswith("{") and isinstance(_json(line.lstrip("\ufeff")), tuple) for line in lines)
    return next(objects, False) or 2 * sum(objects) > len(lines)


def _object(value: Any) -> dict[str, Any] | str:  # noqa: ANN401 - any JSON value
    return cast("dict[str, Any]", value) if isinstance(value, dict) else f"not a JSON object but {kind(value)}"


# file name ending → reader; `twosource read --help` lists these
FORMATS: dict[str, Callable[[str], Iterator[Row]]] = {
    ".txt": plain,
    ".text": plain,
    ".jsonl": json_lines,
    ".ndjson": json_lines,
    ".json": json_whole,
    ".csv": table,
    ".tsv": table,
}


def sniffed(text: str) -> Callable[[str], Iterator[Row]]:
    """The reader for text without a file name: JSON Lines, JSON where it begins so, else plain text."""
    if _is_lines(text):
        return json_lines
    return json_whole if text.lstrip().startswith(("{", "[")) else plain
