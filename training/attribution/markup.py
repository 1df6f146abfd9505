"""Read the marked-up passages: `{S The mayor} {C said} {Q the bridge was safe}.` → text and attributions with spans.

`FORMAT.md` tells the format. Offsets are code points into the passage's plain text.
"""

from __future__ import annotations

import json
import re
import sys
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

Span = tuple[int, int]
_OPEN = re.compile(r"\{(?P<number>\d*)(?P<role>[SCQ]) ")
_ROLES = {"S": "source", "C": "cue", "Q": "content"}
DATA = Path(__file__).parent / "data"


class MarkupError(ValueError):
    """A line that breaks the format: which, and how."""


@dataclass(slots=True)
class Marked:
    """One attribution of a passage: spans of source, cue and content (source and cue may be in several pieces)."""

    source: list[Span] = field(default_factory=list[Span])
    cue: list[Span] = field(default_factory=list[Span])
    content: list[Span] = field(default_factory=list[Span])


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage, the pattern it stands for, and its attributions in order of their numbers."""

    id: str
    pattern: str
    text: str
    attributions: tuple[Marked, ...]


def parse(line: str) -> tuple[str, tuple[Marked, ...]]:  # noqa: C901 (one pass over the characters)
    """(plain text, attributions) of one marked line; ` ¶ ` is a paragraph border. MarkupError where it is not well formed."""
    line = line.replace(" ¶ ", "\n\n")
    out: list[str] = []
    at = length = 0
    stack: list[tuple[str, str, int]] = []
    found: dict[str, Marked] = {}
    while at < len(line):
        opening = _OPEN.match(line, at)
        if opening:
            stack.append((opening["number"], opening["role"], length))
            at = opening.end()
        elif line[at] == "}":
            if not stack:
                message = f"a brace closes nothing: {line!r}"
                raise MarkupError(message)
            number, role, start = stack.pop()
            getattr(found.setdefault(number, Marked()), _ROLES[role]).append((start, length))
            at += 1
        elif line[at] == "{":
            message = f"a brace opens no role: {line[at : at + 12]!r} in {line!r}"
            raise MarkupError(message)
        else:
            out.append(line[at])
            at += 1
            length += 1
    if stack:
        message = f"a brace is not closed: {line!r}"
        raise MarkupError(message)
    # A later act of one voice ("and {2C called} {2Q ...}") names no source again: it has the one before it.
    marked = [found[k] for k in sorted(found, key=lambda k: int(k or 0))]
    for one in marked:
        one.content.sort()
        if not one.content:
            message = f"an attribution has no content: {line!r}"
            raise MarkupError(message)
    for before, one in pairwise(marked):
        if not one.source and one.cue:
            one.source = before.source
    return "".join(out), tuple(marked)


def passages(folder: Path = DATA) -> Iterator[Passage]:
    """Every passage of a folder's `.txt` files, in order."""
    for file in sorted(folder.glob("*.txt")):
        pattern = ""
        for n, line in enumerate(file.read_text("utf-8").splitlines(), 1):
            if line.startswith("#"):
                pattern = line.removeprefix("#").removeprefix(" pattern:").strip()
            elif line.strip():
                try:
                    text, marked = parse(line.strip())
                except MarkupError as why:
                    message = f"{file.name}:{n}: {why}"
                    raise MarkupError(message) from None
                yield Passage(f"{file.stem}:{n}", pattern, text, marked)


def main() -> None:
    """Write all passages as JSON Lines to standard output."""
    for p in passages():
        given = [{"source": a.source or None, "cue": a.cue or None, "content": a.content} for a in p.attributions]
        record = {"id": p.id, "pattern": p.pattern, "text": p.text, "attributions": given}
        sys.stdout.write(json.dumps(record, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
