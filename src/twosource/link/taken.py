"""Statements that stand in text taken from another report: they repeat, so they neither shape an event nor vouch for it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from twosource.read.characters import CAPITAL

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from twosource.records import Annotation, Copy, Statement

_COVERED = 0.3  # part of a clause within copied passages from which it is held to be taken
_MOSTLY = 0.3  # share of a report's words from which what lies between its copied passages is held to be reworded
_NAME = re.compile(rf"\b[{CAPITAL}][\w'’-]+")


def mark(statements: Sequence[Statement], copies: Sequence[Copy], annotations: Mapping[str, Annotation]) -> tuple[Statement, ...]:
    """Name for each statement the report that its words are taken from, if any.

    Between the copied passages of a report that is mostly copied, only what cites by name
    somebody whom the original does not know is the report's own.
    """
    by_report: dict[str, list[Copy]] = {}
    for copy in copies:
        by_report.setdefault(copy.report, []).append(copy)
    return tuple(replace(s, taken=_source(s, by_report.get(s.report, ()), annotations)) for s in statements)


def _source(s: Statement, copies: Sequence[Copy], annotations: Mapping[str, Annotation]) -> str | None:
    for copy in copies:
        covered = sum(max(0, min(s.end, p.here[1]) - max(s.start, p.here[0])) for p in copy.passages)
        if covered >= _COVERED * (s.end - s.start):
            return copy.of
        if copy.share >= _MOSTLY and not _new_source(s, annotations[copy.of].report.text):
            return copy.of
    return None


def _new_source(s: Statement, original: str) -> bool:
    """Whether the statement cites somebody by a name that the original never mentions."""
    return any(name not in original for cited in s.chain for name in _NAME.findall(cited))
