"""Receipts: the exact words behind a line of the account, made safe to show."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from twosource.records import Report, Statement, StoryAccount


def passage(s: Statement, reports: Mapping[str, Report]) -> str:
    """The words of a statement on one line, without control characters."""
    return plain(reports[s.report].text[s.start : s.end])


def plain(text: str) -> str:
    """Text on one line; control and direction-changing characters, which could repaint a terminal, are dropped."""
    return " ".join("".join(c if c.isprintable() else " " for c in text if c not in _TURNING).split())


def line(text: str) -> str:
    """A finished line, as wide as it was set; what could repaint a terminal or begin another line is dropped."""
    return visible(text.replace("\n", " "))


def visible(text: str) -> str:
    """Text with its line breaks; control and direction-changing characters are dropped."""
    return "".join(c if c.isprintable() or c == "\n" else " " for c in text if c not in _TURNING)


_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")


def outlet(report: Report) -> str:
    """Who published a report."""
    return plain(report.outlet or "") or "(no outlet given)"


def origins(story: StoryAccount, reports: Mapping[str, Report]) -> dict[str, str]:
    """The names of a story's origins by id; of a report without an outlet the origin bears the report's id."""
    return {o.id: f"{outlet(reports[o.name])} {o.name}" if o.name in reports else plain(o.name) for o in story.origins}


def day(moment: str | None) -> str:
    """A date of publication as a reader wants it: date and minute, without seconds and zone."""
    return (moment or "no date").replace("T", " ")[:16]
