"""Files, folders and standard input → reports. What cannot be read is set aside with its reason; the rest goes on."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from twosource.read.fields import Unreadable, report_of
from twosource.read.formats import FORMATS, sniffed
from twosource.records import Report, SetAside

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any

__all__ = ["FORMATS", "read", "report_of", "reports_from"]


def read(inputs: Iterable[str | Path]) -> Iterator[Report | SetAside]:
    """Read reports from files, folders (walked in name order) and `-` (standard input).

    Yields a `Report`, or a `SetAside` that names file and line and says what is wrong.
    """
    for given in inputs:
        if str(given) == "-":
            yield from _rows("standard input", sys.stdin.buffer.read(), None)
            continue
        path = Path(given)
        if path.is_dir():
            files = sorted(f for f in path.rglob("*") if f.is_file() and not f.name.startswith("."))
            for file in files:
                yield from _file(file)
        else:
            yield from _file(path)


def reports_from(rows: Iterable[Report | Mapping[str, Any]], first: int = 1) -> Iterator[Report | SetAside]:
    """The same for reports that are already in memory: records, or mappings in the contract's fields; `first` numbers them."""
    for number, row in enumerate(rows, first):
        if isinstance(row, Report):
            yield row
        else:
            yield _report(f"report {number}", row)


def _file(path: Path) -> Iterator[Report | SetAside]:
    try:
        data = path.read_bytes()
    except OSError as error:
        yield SetAside(str(path), f"cannot be opened: {error.strerror or error}")
        return
    if path.suffix.lower() not in FORMATS:
        yield SetAside(str(path), f"no known format ends in {path.suffix or 'nothing'!r}: known are {', '.join(FORMATS)}")
        return
    yield from _rows(str(path), data, path)


def _rows(where: str, data: bytes, path: Path | None) -> Iterator[Report | SetAside]:
    if b"\0" in data[:4096]:
        yield SetAside(where, "binary data, not text")
        return
    text, note = _decoded(data)
    reader = FORMATS[path.suffix.lower()] if path else sniffed(text)
    single = reader is FORMATS[".txt"]
    for line, row in reader(text):
        place = where if single else f"{where}:{line}"
        if isinstance(row, str):
            yield SetAside(place, row)
            continue
        if single and path:
            row["file"] = path.name
        if note:
            row["encoding"] = note
        yield _report(place, row)


def _report(where: str, row: Mapping[str, Any]) -> Report | SetAside:
    try:
        return report_of(row)
    except Unreadable as fault:
        return SetAside(where, str(fault))


def _decoded(data: bytes) -> tuple[str, str | None]:
    """Text of the bytes: UTF-8, else Windows-1252 with a note (it maps nearly every byte, so this never fails)."""
    try:
        return data.decode("utf-8-sig"), None
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace"), "not UTF-8: read as Windows-1252"
