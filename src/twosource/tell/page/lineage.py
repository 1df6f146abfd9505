"""Who rests on whom: copies with their passages side by side, originals that are missing, and who cites whom."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from twosource.tell.drawings import lineage
from twosource.tell.passages import plain
from twosource.tell.words import COPY_KINDS

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from markupsafe import Markup

    from twosource.records import Copy, StoryAccount
    from twosource.tell.page.receipts import Receipt, Receipts
    from twosource.tell.page.shelf import Shelf

_PASSAGES = 30  # aligned passages that are shown of one copy


@dataclass(frozen=True, slots=True)
class Source:
    """A report as an end of a tie between reports."""

    outlet: str
    when: str
    href: str


@dataclass(frozen=True, slots=True)
class CopyView:
    """One report that takes its text from another, `share` in per cent."""

    report: Source
    of: Source
    kind: str
    share: int
    credited: bool
    evidence: tuple[str, ...]
    passages: tuple[tuple[Receipt, Receipt], ...]
    more: int


@dataclass(frozen=True, slots=True)
class MissingView:
    """A text that is not here and the reports that take theirs from it."""

    name: str
    reports: tuple[Source, ...]
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cites:
    """An outlet that passes on another's word, and how often."""

    outlet: str
    cited: str
    times: int


@dataclass(frozen=True, slots=True)
class Lineage:
    """All that is known of who rests on whom."""

    copies: tuple[CopyView, ...]
    missing: tuple[MissingView, ...]
    cites: tuple[Cites, ...]
    alone: tuple[Source, ...]
    drawing: Markup


def view(story: StoryAccount, shelf: Shelf, receipts: Receipts) -> Lineage:
    """The lineage of a story's reports."""
    tied = {r for c in story.copies for r in (c.report, c.of)} | {r for m in story.missing for r in m.reports}
    return Lineage(
        copies=tuple(_copy(c, shelf, receipts) for c in story.copies),
        missing=tuple(
            MissingView(plain(m.name or "a text that nobody names"), tuple(_source(r, shelf) for r in m.reports), m.evidence)
            for m in story.missing
        ),
        cites=tuple(_cites(story, shelf)),
        alone=tuple(_source(r, shelf) for r in story.reports if r not in tied),
        drawing=_drawing(story, shelf, tied),
    )


def _source(report: str, shelf: Shelf) -> Source:
    return Source(shelf.outlet(report), shelf.when(report), shelf.anchor(report))


def _copy(c: Copy, shelf: Shelf, receipts: Receipts) -> CopyView:
    longest = sorted(sorted(c.passages, key=lambda p: p.here[0] - p.here[1])[:_PASSAGES], key=lambda p: p.here)
    return CopyView(
        report=_source(c.report, shelf),
        of=_source(c.of, shelf),
        kind=COPY_KINDS.get(c.kind, c.kind),
        share=round(100 * c.share),
        credited=c.credited,
        evidence=tuple(map(plain, c.evidence)),
        passages=tuple((receipts.at(c.report, *p.here), receipts.at(c.of, *p.there)) for p in longest),
        more=len(c.passages) - len(longest),
    )


def _cites(story: StoryAccount, shelf: Shelf) -> list[Cites]:
    """Which outlets name another outlet of the story as where they have it from."""
    outlets = {shelf.outlet(r).casefold(): shelf.outlet(r) for r in story.reports}
    found: Counter[tuple[str, str]] = Counter()
    for s in story.statements:
        for name in s.chain:
            cited = outlets.get(plain(name).casefold().removeprefix("news agency "))
            if cited and cited != shelf.outlet(s.report):
                found[shelf.outlet(s.report), cited] += 1
    return [Cites(a, b, n) for (a, b), n in sorted(found.items(), key=lambda item: (-item[1], item[0]))]


def _drawing(story: StoryAccount, shelf: Shelf, tied: AbstractSet[str]) -> Markup:
    nodes = [lineage.Node(r, shelf.outlet(r), shelf.when(r), shelf.anchor(r), missing=False) for r in story.reports if r in tied]
    edges = [
        lineage.Edge(c.report, c.of, f"{round(100 * c.share)} % {COPY_KINDS.get(c.kind, c.kind)}", credited=c.credited)
        for c in story.copies
    ]
    for n, m in enumerate(story.missing):
        gone = f"missing {n}"
        nodes.append(lineage.Node(gone, plain(m.name or "not named"), "not among the reports", "", missing=True))
        edges.extend(lineage.Edge(r, gone, "shared text", credited=bool(m.name)) for r in m.reports)
    return lineage.draw(nodes, edges)
