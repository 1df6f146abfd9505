"""One reader a format, and the registry of them. A reader turns bytes into `(line, fields)` or `(line, fault)`."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# (line number, the fields or what is wrong with them); a fault is plain text
Row = tuple[int, "dict[str, Any] | str"]

_DATED = re.compile(r"\s*date (?P<date>\d{4}-\d\d-\d\d\S*)[ \t]*(?P<title>[^\n]*)(?:\n|$)")
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
    yield 1, fields


def json_lines(text: str) -> Iterator[Row]:
    """JSON Lines: one object a line; blank lines are skipped."""
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield number, _object(line)


def json_whole(text: str) -> Iterator[Row]:
    """JSON: one object, or a list of objects (or under `articles`)."""
    try:
        value = json.loads(text)
    except ValueError:
        yield from json_lines(text)
        return
    if isinstance(value, dict) and isinstance(cast("dict[str, Any]", value).get("articles"), list):
        value = cast("dict[str, Any]", value)["articles"]
    for number, item in enumerate(cast("list[Any]", value if isinstance(value, list) else [value]), 1):
        yield number, cast("dict[str, Any]", item) if isinstance(item, dict) else "not a JSON object"


def table(text: str) -> Iterator[Row]:
    """CSV or TSV with a header row; the separator is found from the header."""
    csv.field_size_limit(_MOST_FIELD)
    header = text.split("\n", 1)[0]
    separator = max(",;\t", key=header.count)
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        for row in rows:
            extra = row.pop(None, None)  # type: ignore[call-overload] - DictReader's key for surplus cells
            yield rows.line_num, "more cells than the header names" if extra else dict(row)
    except csv.Error as error:
        yield rows.line_num, f"not a CSV row: {error}"


def _object(line: str) -> dict[str, Any] | str:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        return f"not JSON: {error}"
    return cast("dict[str, Any]", value) if isinstance(value, dict) else f"not a JSON object but {type(value).__name__}"


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
    """The reader for text without a file name: JSON Lines or JSON where it begins so, else plain text."""
    head = text.lstrip()
    if head.startswith("{"):
        return json_lines if isinstance(_object(head.split("\n", 1)[0]), dict) else json_whole
    return json_whole if head.startswith("[") else plain
