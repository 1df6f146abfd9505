"""Find what stands in quotation marks, whatever marks they are and however many of them are missing.

Straight marks, curly, low, angle, backquoted and Windows-1252 ones; single ones where the text
quotes with them. A mark's side is read from its shape, or from the blanks around it. A quotation
never runs over a paragraph border by itself: one left open there goes on when the next paragraph
opens with a mark (`continues`), as long speeches are set.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_OPENING = "“«„‟〝\x93"
_CLOSING = "”»〞\x94"
_EITHER = '"＂'
_DOUBLE = re.compile(r"``|''|[" + _OPENING + _CLOSING + _EITHER + "]")
_SINGLE_OPEN = re.compile(r"(?<![\w’'])[‘'\x91‹‚](?=\w)")
_SINGLE_CLOSE = re.compile(r"(?<=[\w.,!?…])['’\x92›](?!\w)")
_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?!\s*\n)[^\n]+)*")


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation, marks included, `[start, end)` in code points.

    `closed`: its closing mark is there. `continues`: it goes on with the speech of the quotation before it.
    """

    start: int
    end: int
    closed: bool = True
    continues: bool = False


def scan(text: str) -> tuple[Quote, ...]:
    """The quotations of a text, in order; none overlaps another (a quotation inside another is part of it)."""
    out: list[Quote] = []
    for paragraph in _PARAGRAPH.finditer(text):
        found = list(_in_paragraph(text, paragraph.start(), paragraph.end()))
        if found and out and not out[-1].closed and not text[paragraph.start() : found[0].start].strip():
            found[0] = Quote(found[0].start, found[0].end, found[0].closed, continues=True)
        out += found
    return tuple(out)


def _in_paragraph(text: str, start: int, end: int) -> Iterator[Quote]:
    marks = list(_DOUBLE.finditer(text, start, end))
    if not marks:
        yield from _singles(text, start, end)
        return
    opened: int | None = None
    depth = 0
    for mark in marks:
        opens = _opens(text, mark, start, end, inside=opened is not None)
        if opens and opened is None:
            opened, depth = mark.start(), 1
        elif opens and mark.group() in _OPENING and mark.group() == text[opened or 0]:
            # A second opening mark before any closing one: a nested quotation, or a closing mark was lost.
            depth += 1
        elif not opens and opened is not None:
            depth = 0 if mark.group() in _EITHER else depth - 1
            if depth <= 0 or not _closes_later(text, mark.end(), end):
                yield Quote(opened, mark.end())
                opened, depth = None, 0
    if opened is not None and end - opened > 1:
        yield Quote(opened, end, closed=False)


def _closes_later(text: str, at: int, end: int) -> bool:
    return any(m.group() in _CLOSING or m.group() in _EITHER for m in _DOUBLE.finditer(text, at, end))


def _opens(text: str, mark: re.Match[str], start: int, end: int, *, inside: bool) -> bool:
    """Does this mark open a quotation? By its shape, else by the blanks around it, else by turns."""
    sign = mark.group()
    if sign in _OPENING or sign == "``":
        return True
    if sign in _CLOSING:
        # “Swedish” style opens with the closing mark: only where a word follows and none goes before.
        return not inside and _blank(text, mark.start() - 1, start) and not _blank_after(text, mark.end(), end)
    if sign == "''" and inside:
        return False
    before, after = _blank(text, mark.start() - 1, start), _blank_after(text, mark.end(), end)
    if before != after:
        return before
    return not inside


def _blank(text: str, at: int, start: int) -> bool:
    return at < start or text[at].isspace() or text[at] in "([{—–-‘'/"


def _blank_after(text: str, at: int, end: int) -> bool:
    return at >= end or text[at].isspace() or text[at] in ")]}.,;:!?—–’"


def _singles(text: str, start: int, end: int) -> Iterator[Quote]:
    """Quotations in single marks: from an opening mark to the last closing one that stands after a stop, or the first."""
    at = start
    while (opening := _SINGLE_OPEN.search(text, at, end)) is not None:
        closing = next(
            (m for m in _SINGLE_CLOSE.finditer(text, opening.end(), end) if text[m.start() - 1] in ".,!?…"), None
        ) or _SINGLE_CLOSE.search(text, opening.end(), end)
        if closing is None:
            return
        yield Quote(opening.start(), closing.end())
        at = closing.end()
