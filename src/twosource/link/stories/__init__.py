"""Which reports tell one story: `assign(reports)` at once, or `Stories().add(report)` as they arrive, in any order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twosource.link.stories.fingerprint import Fingerprint, fingerprint, fingerprints
from twosource.link.stories.index import State, Stories
from twosource.link.stories.kept import pack, unpack
from twosource.moments import order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twosource.records import Annotation, Report

__all__ = [
    "Fingerprint",
    "State",
    "Stories",
    "assign",
    "fingerprint",
    "fingerprints",
    "group",
    "name",
    "pack",
    "unpack",
]


def assign(reports: Sequence[Report]) -> dict[str, tuple[str, ...]]:
    """Story id → report ids. The groups do not depend on the order of the reports; neither do the ids."""
    stories = Stories()
    for report in sorted(reports, key=lambda r: r.id):
        stories.add(report)
    return stories.groups()


def group(annotations: Sequence[Annotation]) -> list[list[str]]:
    """The report ids of each story of a set of annotated reports."""
    return [list(reports) for reports in assign([a.report for a in annotations]).values()]


def name(told: Sequence[Annotation]) -> str:
    """A name for a story from its reports: that of its first report by date."""
    first = min(told, key=lambda a: (order(a.report.published) or "9999", a.report.id))
    return f"s-{first.report.id}"
