"""Files, folders and standard input → reports. What cannot be read is set aside with its reason; the rest goes on."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from twosource.read.characters import sound_report
from twosource.read.decoding import decoded
from twosource.read.fields import Unreadable, kind, report_of
from twosource.read.formats import FORMATS, sniffed
from twosource.records import Report, SetAside

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

__all__ = ["FORMATS", "read", "report_of", "reports_from"]


def read(inputs: Iterable[str | Path] | str | Path) -> Iterator[Report | SetAside]:
    """Read reports from files, folders (walked in name order) and `-` (standard input).

    Yields a `Report`, or a `SetAside` that names file and line and says what is wrong.
    """
    for given in [inputs] if isinstance(inputs, str | Path) else inputs:
        if str(given) == "-":
            yield from _rows("standard input", sys.stdin.buffer.read(), None)
            continue
        path = Path(given)
        files = _walk(path) if path.is_dir() else [path]
        if not files:
            yield SetAside(str(path), "the folder holds no files, or only hidden ones")
        for file in files:
            yield from _file(file)


def reports_from(rows: Iterable[Report | SetAside | Mapping[str, Any]]) -> Iterator[Report | SetAside]:
    """The same for reports that are already in memory: records, or mappings in the contract's fields.

    Raises `TypeError` when given one report, or a text, where many reports belong.
    """
    given: object = rows
    if isinstance(given, str | bytes | Mapping | Report):
        raise TypeError("give a list of reports, not a single report or text")
    for number, row in enumerate(rows, 1):
        if isinstance(row, Report):
            yield sound_report(row)
        else:
            yield row if isinstance(row, SetAside) else _report(f"report {number}", row)


def _walk(folder: Path) -> list[Path]:
    """The files of a folder and of the folders in it, but for hidden ones."""
    found = (f for f in folder.rglob("*") if f.is_file())
    return sorted(f for f in found if not any(part.startswith(".") for part in f.relative_to(folder).parts))


def _file(path: Path) -> Iterator[Report | SetAside]:
    if path.suffix.lower() not in FORMATS:
        named = (
            f"no known format ends in {path.suffix!r}" if path.suffix else "the file's name has no ending that tells its format"
        )
        yield SetAside(str(path), f"{named}: known are {', '.join(FORMATS)}")
        return
    try:
        data = path.read_bytes()
    except OSError as error:
        yield SetAside(str(path), f"cannot be opened: {error.strerror or error}")
        return
    yield from _rows(str(path), data, path)


def _rows(where: str, data: bytes, path: Path | None) -> Iterator[Report | SetAside]:
    text, note = decoded(data)
    if text is None:
        yield SetAside(where, note)
        return
    reader = FORMATS[path.suffix.lower()] if path else sniffed(text)
    place = None
    for place, row in reader(text):
        if isinstance(row, str):
            yield SetAside(where + place, row)
            continue
        if path and not place:  # a file of its own: its name says something of the report
            row["file"] = path.name
        if note:
            row.setdefault("encoding", note)
        yield _report(where + place, row)
    if place is None:
        yield SetAside(where, "holds no reports")


def _report(where: str, row: Any) -> Report | SetAside:  # noqa: ANN401 - callers may hand over anything
    if not isinstance(row, Mapping):
        return SetAside(where, f"not a report with fields, but {kind(row)}")
    try:
        return report_of(row)  # type: ignore[reportUnknownArgumentType] - the keys are looked up, never trusted
    except Unreadable as fault:
        return SetAside(where, str(fault))
