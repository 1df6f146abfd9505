"""Which report takes its text from which: `find(reports)` → copies, and originals that are not among the reports.

reports ──words──▶ words without furniture ──candidates──▶ pairs ──align──▶ overlaps ──direction──▶ who from whom
                                               credited pairs ──retell──▶ paraphrases ──┘
                                                                            family: the nearest ancestor, missing originals
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from twosource.link.copies import candidates, family
from twosource.link.copies.direction import masthead, signatures
from twosource.link.copies.words import read
from twosource.moments import order

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from twosource.link.copies.words import Words
    from twosource.records import Copy, Furniture, MissingOriginal, Report

__all__ = ["find"]


def find(
    reports: Sequence[Report],
    furniture: Mapping[str, tuple[Furniture, ...]] | None = None,
) -> tuple[tuple[Copy, ...], tuple[MissingOriginal, ...]]:
    """The copies among the reports of one story (or of any set), each of its nearest ancestor, and missing originals.

    `furniture` gives each report's by-lines, datelines and credits by report id; left out, the words of the text stand
    for themselves. Passages are code-point spans into both texts. The order of the reports does not matter.
    """
    pieces = furniture or {}
    ordered = sorted(reports, key=lambda r: (order(r.published) or "9999", r.id))
    texts = [*_read_all(ordered, pieces)]
    signed = signatures(ordered, pieces)
    heads = [masthead(r, pieces.get(r.id, ()), signed) for r in ordered]
    return family.resolve(texts, heads, candidates.candidates)


def _read_all(reports: Sequence[Report], pieces: Mapping[str, tuple[Furniture, ...]]) -> Iterator[Words]:
    """The words of each report; one text that came ten thousand times is read once."""
    had: dict[tuple[str, tuple[Furniture, ...]], Words] = {}
    for report in reports:
        key = report.text, pieces.get(report.id, ())
        if key not in had:
            had[key] = read(report, key[1])
        yield replace(had[key], report=report)
