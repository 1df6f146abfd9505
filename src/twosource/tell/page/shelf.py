"""The reports as they stand in full at the end of the page: where each passage lies, and how it is marked there."""

from __future__ import annotations

import heapq
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from twosource.records import Report
from twosource.tell import dates
from twosource.tell.passages import plain, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from twosource.records import Abstention, Span

_PARAGRAPH = re.compile(r"\S.*?(?=\n[ \t]*\n|\s*\Z)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Shelved:
    """One report in full: `paragraphs` are safe HTML in which the linked passages are marked."""

    anchor: str
    id: str
    outlet: str
    when: str
    iso: str | None
    title: str | None
    url: str | None
    authors: str
    credit: str | None
    language: str | None
    paragraphs: tuple[Markup, ...]
    abstained: tuple[Abstention, ...]


class Shelf:
    """The reports of one story. `mark` is called for each passage that the page links to, `full` at the end."""

    def __init__(self, prefix: str, ids: Sequence[str], reports: Mapping[str, Report]) -> None:
        """`ids` in the story's order; `prefix` begins every name of a place."""
        self._reports = {i: reports.get(i) or Report(i, "") for i in ids}
        self._names = {i: f"{prefix}-r{n}" for n, i in enumerate(ids, 1)}
        self._marked: dict[str, set[Span]] = {i: set() for i in ids}

    def __contains__(self, report: str) -> bool:
        return report in self._reports

    def report(self, report: str) -> Report:
        """The report, or an empty one where it is not at hand."""
        return self._reports.get(report) or Report(report, "")

    def outlet(self, report: str) -> str:
        """Its outlet's name, or the report's own where no outlet is given."""
        return self.given(report) or f"Report {plain(report)[:8]}"

    def given(self, report: str) -> str:
        """Its outlet's name, or "" where none is given."""
        return plain(self.report(report).outlet or "")

    def named(self, name: str) -> str:
        """The name of an outlet or origin, which is a report's id where the report names no outlet."""
        return self.outlet(name) if name in self._reports else plain(name)

    def when(self, report: str) -> str:
        """When it was published, in words."""
        published = self.report(report).published
        return dates.shown(plain(published) if published else None)

    def anchor(self, report: str) -> str:
        """The name of the place where the report begins."""
        return self._names.get(report, "reports")

    def mark(self, report: str, start: int, end: int) -> str:
        """The name of the place of a passage; it will be marked in the full text."""
        if report not in self._marked:
            return self.anchor(report)
        size = len(self._reports[report].text)
        span = max(0, min(start, size)), max(0, min(max(start, end), size))
        self._marked[report].add(span)
        return _name(self._names[report], span)

    def words(self, report: str, start: int, end: int) -> str:
        """The exact words of a passage on one line."""
        return plain(self.report(report).text[start:end])

    def full(self) -> tuple[Shelved, ...]:
        """Every report in full, by date of publication, with what `mark` named."""
        found = [self._full(r) for r in self._reports.values()]
        return tuple(sorted(found, key=lambda s: (s.iso or "9999", s.outlet, s.id)))

    def _full(self, r: Report) -> Shelved:
        return Shelved(
            anchor=self._names[r.id],
            id=plain(r.id),
            outlet=self.outlet(r.id),
            when=dates.shown(plain(r.published) if r.published else None),
            iso=plain(r.published) if r.published else None,
            title=plain(r.title) if r.title else None,
            url=_web(r.url),
            authors=", ".join(plain(a) for a in r.authors),
            credit=plain(r.credit) if r.credit else None,
            language=r.language if r.language and re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", r.language) else None,
            paragraphs=tuple(marked(r.text, self._marked[r.id], self._names[r.id])),
            abstained=r.abstained,
        )


def marked(text: str, spans: Iterable[Span], prefix: str) -> Iterable[Markup]:
    """The paragraphs of a text as safe HTML, every span an element with the name that `Shelf.mark` gave.

    Elements nest, spans may cross: the later part of a crossing span, or of one that runs over
    a paragraph's end, becomes an element of its own that names the span in `data-of`.
    """
    spans, named = set(spans), set[tuple[int, int]]()
    for found in _PARAGRAPH.finditer(text):
        yield _paragraph(text, (found.start(), found.end()), spans, named, prefix)
    lost = sorted(spans - named)
    if lost:
        yield Markup("").join(Markup('<span id="{}"></span>').format(_name(prefix, span)) for span in lost)


def _paragraph(text: str, within: Span, spans: set[Span], named: set[Span], prefix: str) -> Markup:
    left, right = within
    todo = [(max(a, left), -min(b, right), (a, b)) for a, b in spans if a < right and b > left]
    heapq.heapify(todo)
    out: list[Markup] = []
    ends: list[int] = []
    at = left

    def go(to: int) -> None:
        nonlocal at
        out.append(escape(visible(text[at:to])))
        at = max(at, to)

    def close(to: int) -> None:
        while ends and ends[-1] <= to:
            go(ends.pop())
            out.append(Markup("</span>"))

    while todo:
        start, end, span = heapq.heappop(todo)
        end = -end
        close(start)
        go(start)
        if ends and end > ends[-1]:
            heapq.heappush(todo, (ends[-1], -end, span))
            end = ends[-1]
        name = _name(prefix, span)
        out.append(
            Markup('<span class="p" data-of="{}"{}>').format(name, "" if span in named else Markup(' id="{}"').format(name))
        )
        named.add(span)
        ends.append(end)
    close(right)
    go(right)
    return Markup("").join(out)


def _name(prefix: str, span: Span) -> str:
    return f"{prefix}-{span[0]}-{span[1]}"


def _web(url: str | None) -> str | None:
    """The address if it is one of the web; others (`javascript:`) are not linked."""
    try:
        return url if url and urlsplit(url).scheme in {"http", "https"} else None
    except ValueError:
        return None
