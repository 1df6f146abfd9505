"""Read invented stories, several outlets each, with the clauses marked by the happening they tell: sketches and worlds.

The format of sketches is told in FORMAT.md, that of worlds in ../worlds/README.md and ../unread/README.md. Spans are in
code points of the reports' texts.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from twosource.records import Report

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
WORLDS, UNREAD = HERE.parent / "worlds", HERE.parent / "unread"
_MARK = re.compile(r"\[(?P<events>(?:e\d+!? ?)+)(?:@(?P<origin>[^:\]]+))?: (?P<words>[^\]]*)\]")
_PAIR = re.compile(r"^(?:conflict (?P<kind>\w+)|update) (?P<event>e\d+) (?P<a>\w+) (?P<b>\w+)$")


@dataclass(frozen=True)
class Mark:
    """A clause that tells happenings. `denied` holds those that it denies; `origin` is None where nobody can tell whence."""

    report: str
    start: int
    end: int
    events: tuple[str, ...]
    denied: tuple[str, ...]
    origin: str | None


@dataclass(frozen=True)
class Sketch:
    """One story: what happened (event → summary and number of independent origins), the reports, the marked clauses.

    `changes` holds (kind or "update", event, report, report); `alike` pairs of events that are easily taken for one;
    `copies` (report, of).
    """

    name: str
    events: dict[str, tuple[str, int]]
    reports: tuple[Report, ...]
    marks: tuple[Mark, ...]
    changes: tuple[tuple[str, str, str, str], ...] = ()
    alike: tuple[tuple[str, str], ...] = ()
    copies: tuple[tuple[str, str], ...] = ()


def load(path: Path) -> Sketch:
    """One file. Raises ValueError naming the file where it breaks the format."""
    head, *parts = re.split(r"(?m)^== ", path.read_text(encoding="utf-8"))
    events: dict[str, tuple[str, int]] = {}
    changes: list[tuple[str, str, str, str]] = []
    alike: list[tuple[str, str]] = []
    for line in filter(None, map(str.strip, head.splitlines()[1:])):
        if m := re.match(r"(e\d+) \| (\d+) \| (.+)", line):
            events[m[1]] = (m[3], int(m[2]))
        elif m := _PAIR.match(line):
            changes.append((m["kind"] or "update", m["event"], m["a"], m["b"]))
        elif m := re.match(r"alike (e\d+) (e\d+)$", line):
            alike.append((m[1], m[2]))
        else:
            message = f"{path.name}: not a line of a sketch's head: {line}"
            raise ValueError(message)
    reports: list[Report] = []
    marks: list[Mark] = []
    copies: list[tuple[str, str]] = []
    name = f"{path.parent.name}-{path.stem}"
    for part in parts:
        line, _, body = part.partition("\n")
        which, outlet, published, title = (x.strip() for x in line.split("|"))
        which, _, source = (x.strip() for x in which.partition("<"))
        if source:
            copies.append((f"{name}-{which}", f"{name}-{source}"))
        text, found = _unmarked(f"{name}-{which}", body)
        unknown = {e for m in found for e in m.events} - events.keys()
        if unknown:
            message = f"{path.name}: report {which} marks {sorted(unknown)}, which the head does not list"
            raise ValueError(message)
        marks += found
        reports.append(Report(id=f"{name}-{which}", text=text, outlet=outlet, published=published, title=title))
    return Sketch(name, events, tuple(reports), tuple(marks), tuple(changes), tuple(alike), tuple(copies))


def _unmarked(report: str, body: str) -> tuple[str, list[Mark]]:
    """The plain text of a report and its marks. Wrapped lines are joined, paragraphs stay."""
    body = "\n\n".join(" ".join(p.split()) for p in re.split(r"\n\s*\n", body) if p.strip())
    out, marks, at, size = [], [], 0, 0
    for m in _MARK.finditer(body):
        before = body[at : m.start()]
        start = size + len(before)
        names = m["events"].split()
        denied = tuple(n[:-1] for n in names if n.endswith("!"))
        origin = m["origin"].strip() if m["origin"] else None
        marks.append(Mark(report, start, start + len(m["words"]), tuple(n.rstrip("!") for n in names), denied, origin))
        out += [before, m["words"]]
        size, at = start + len(m["words"]), m.end()
    text = "".join([*out, body[at:]])
    if "[e" in text:
        message = f"report {report}: a mark that cannot be read near {text[text.index('[e') :][:40]!r}"
        raise ValueError(message)
    return text, marks


def load_all(folder: Path = HERE) -> Iterator[Sketch]:
    """Every sketch below a folder, in the order of their names."""
    for path in sorted(folder.glob("*/*.txt")):
        yield load(path)


def load_worlds(folder: Path = WORLDS) -> Iterator[Sketch]:
    """Every story of the worlds below a folder, its name beginning with its world's: the key's statements are its marks."""
    for world in sorted(path.parent for path in folder.glob("*/key.json")):
        key = json.loads((world / "key.json").read_text(encoding="utf-8"))
        given = [json.loads(line) for line in (world / "reports.jsonl").read_text(encoding="utf-8").splitlines()]
        reports = {row["id"]: Report(**row) for row in given}
        events = {e["id"]: (e["summary"], e["independent"]) for e in key["events"]}  # a report may touch on the other story's
        for story in key["stories"]:
            yield Sketch(
                f"{world.name}-{story['id']}",
                events,
                tuple(reports[r] for r in story["reports"]),
                tuple(_said(s, reports[s["report"]].text) for s in key["statements"] if s["report"] in story["reports"]),
            )


def key_of(world: str) -> dict:
    """The key of a world of either folder."""
    place = next(folder / world / "key.json" for folder in (WORLDS, UNREAD) if (folder / world).exists())
    return json.loads(place.read_text(encoding="utf-8"))


def _said(statement: dict, text: str) -> Mark:
    start = text.index(statement["quote"])
    denied = (statement["event"],) if statement["polarity"] == "denies" else ()
    return Mark(statement["report"], start, start + len(statement["quote"]), (statement["event"],), denied, statement["origin"])
