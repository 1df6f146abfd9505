"""A report as the copy finder reads it: its words with their places, sentences, and which words are quoted speech."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from twosource.link import rarity
from twosource.read.characters import CAPITAL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twosource.records import Furniture, Report, Span

MOST_WORDS = 6_000  # a longer report is compared by its first so many words, and its copies say so

_PARAGRAPH = re.compile(r"\n+")
_STOP = re.compile(rf"(?<![{CAPITAL}][a-z])(?<!\b[{CAPITAL}])(?<!\bMrs)[.!?]+[\"”’')\]]*\s+(?=[\"“‘'(\[]?[{CAPITAL}0-9•])")
_QUOTE = re.compile(r"“[^”\n]*(?:”|$)|\"[^\"\n]*(?:\"|$)|(?<!\w)‘[^’\n]{12,}?’(?!\w)", re.MULTILINE)
# A post shown as it stood ("— Name (@name) May 4"), or a paragraph after a line that ends in a colon.
_POST = re.compile(r"^[^\n]*(?:[—–-] ?[^\n()]{1,60}\(@\w+\)|pic\.twitter\.com/|https?://t\.co/)[^\n]*$", re.MULTILINE)
_LETTER = re.compile(r"(?<=:\n)\n?[^\n]+")


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words `first` to `last` (not included) of a report's words."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Words:
    """A report's words without its furniture: plain forms, spans (code points of the text), quoted or not, sentences."""

    report: Report
    plain: tuple[str, ...]
    spans: tuple[Span, ...]
    quoted: tuple[bool, ...]
    sentences: tuple[Sentence, ...]
    cut: bool = False

    def __len__(self) -> int:
        return len(self.plain)


def read(report: Report, furniture: Sequence[Furniture] = ()) -> Words:
    """The words of a report, without by-lines, datelines, credits and the like. Offsets are code points."""
    text = report.text
    hidden = sorted((f.start, f.end) for f in furniture if f.kind != "correction")
    quotes = _speech(text[: MOST_WORDS * 12])
    plain: list[str] = []
    spans: list[Span] = []
    sentences: list[Sentence] = []
    for start, end in _sentences(text):
        first = len(plain)
        for m in rarity.WORD.finditer(text, start, end):
            if not _within(m.start(), hidden):
                plain.append(rarity.plain(m.group()) or m.group())
                spans.append(m.span())
        if len(plain) > first:
            sentences.append(Sentence(first, len(plain)))
        if len(plain) >= MOST_WORDS:
            break
    quoted = tuple(_within(a, quotes) for a, _ in spans)
    return Words(report, tuple(plain), tuple(spans), quoted, tuple(sentences), cut=len(plain) >= MOST_WORDS)


def _speech(text: str) -> list[Span]:
    """Quotations and posts, in order, without overlap."""
    found: list[Span] = []
    for start, end in sorted(m.span() for pattern in (_QUOTE, _POST, _LETTER) for m in pattern.finditer(text)):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _sentences(text: str) -> list[Span]:
    found: list[Span] = []
    text = text[: MOST_WORDS * 12]  # no English text has twelve characters a word: what is behind cannot be reached
    at = 0
    for m in (*_PARAGRAPH.finditer(text), None):
        end = m.start() if m else len(text)
        here = at
        for stop in _STOP.finditer(text, at, end):
            found.append((here, stop.end()))
            here = stop.end()
        if here < end:
            found.append((here, end))
        at = m.end() if m else end
    return found


def _within(at: int, spans: list[Span]) -> bool:
    """Whether an offset lies in one of a few sorted spans."""
    lo, hi = 0, len(spans)
    while lo < hi:
        mid = (lo + hi) // 2
        if spans[mid][1] <= at:
            lo = mid + 1
        else:
            hi = mid
    return lo < len(spans) and spans[lo][0] <= at
