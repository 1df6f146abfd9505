"""Versions of one report: what its outlet changed under the same address.

The words of both versions are aligned by their longest common subsequence; what lies outside it
was removed or added. A version is no copy: an outlet takes nothing from itself.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rapidfuzz.distance import Indel

from twosource.moments import order
from twosource.records import Edit, Revision

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from twosource.records import Annotation, Copy, Report, Span

_WORD = re.compile(r"\w+(?:['’.,:/-]\w+)*|[^\w\s]")
_BY_CHANCE = 2  # words that two wordings may share without having kept them
_FIELDS = ("title", "published", "url", "authors", "credit")


def find(annotations: Iterable[Annotation]) -> tuple[Revision, ...]:
    """The revisions among the reports of a story, by date of publication."""
    reports = {a.report.id: a.report for a in annotations}
    later = sorted((r for r in reports.values() if r.revises in reports), key=lambda r: (order(r.published), r.id))
    return tuple(between(reports[r.revises], r) for r in later if r.revises)


def between(earlier: Report, later: Report) -> Revision:
    """What a later version of a report changed."""
    changed = tuple(name for name in _FIELDS if getattr(earlier, name) != getattr(later, name))
    return Revision(later.id, earlier.id, tuple(edits(earlier.text, later.text)), changed)


def edits(before: str, after: str) -> Iterator[Edit]:
    """The changed stretches of two texts, in order: spans in code points, empty where nothing stands against the other."""
    old, new = ([m.span() for m in _WORD.finditer(text)] for text in (before, after))
    for a, b, c, d in _changed([before[a:b] for a, b in old], [after[a:b] for a, b in new]):
        yield Edit(_span(new, c, d), _span(old, a, b))


def _changed(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Stretches [a, b) of the old words that became [c, d) of the new; a word or two kept by chance part no stretch."""
    at: list[int] | None = None
    for code in Indel.opcodes(old, new):
        if code.tag == "equal":
            continue
        if at and code.src_start - at[1] <= _BY_CHANCE:
            at[1], at[3] = code.src_end, code.dest_end
            continue
        if at:
            yield at[0], at[1], at[2], at[3]
        at = [code.src_start, code.src_end, code.dest_start, code.dest_end]
    if at:
        yield at[0], at[1], at[2], at[3]


def _span(words: Sequence[Span], first: int, last: int) -> Span:
    """The stretch of words [first, last); where it is empty, the place after the word before it."""
    if first < last:
        return words[first][0], words[last - 1][1]
    place = words[first - 1][1] if first else 0
    return place, place


def ancestors(report: str, annotations: Mapping[str, Annotation]) -> frozenset[str]:
    """The earlier versions of a report."""
    found: set[str] = set()
    while report in annotations and (before := annotations[report].report.revises) and before not in found:
        found.add(before)
        report = before
    return frozenset(found)


def copies(of_story: Sequence[Copy], annotations: Mapping[str, Annotation]) -> tuple[Copy, ...]:
    """The copies without those of a report from its own earlier version."""
    return tuple(
        c for c in of_story if c.of not in ancestors(c.report, annotations) and c.report not in ancestors(c.of, annotations)
    )
