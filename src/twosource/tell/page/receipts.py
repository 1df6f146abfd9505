"""A receipt as the page shows it: the exact words, who published them and when, whom they cite, and where they stand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from twosource.tell import dates
from twosource.tell.passages import plain
from twosource.tell.words import WAYS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from twosource.records import Copy, Span, Statement
    from twosource.tell.page.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Receipt:
    """`chain` runs from the outlet to the source; `href` names the passage in the full text; `way`: how its origin is known."""

    href: str
    words: str
    outlet: str
    when: str
    iso: str | None
    chain: tuple[str, ...]
    brief: str
    report: str
    denies: bool = False
    way: str = ""


class Receipts:
    """Makes the receipts of one story; knows which reports copy which, as a copy cites what it copies."""

    def __init__(self, shelf: Shelf, statements: Mapping[str, Statement], copies: Sequence[Copy]) -> None:
        """`shelf` holds the reports, `statements` the story's statements by id."""
        self._shelf = shelf
        self._statements = statements
        self._copies = {c.report: c for c in copies}

    def of(self, statement: str | Statement) -> Receipt:
        """The receipt of a statement."""
        s = self._statements[statement] if isinstance(statement, str) else statement
        chain = (*self._copied(s.report, (s.start, s.end)), *(plain(c) for c in s.chain))
        return replace(self.at(s.report, s.start, s.end, chain, denies=s.polarity == "denies"), way=WAYS[s.known_by])

    def at(self, report: str, start: int, end: int, chain: Sequence[str] = (), *, denies: bool = False) -> Receipt:
        """The receipt of a passage; `chain` names who is cited after the outlet."""
        published = self._shelf.report(report).published
        first = self._shelf.outlet(report)
        names = [first]
        names.extend(name for name in chain if name.casefold() != names[-1].casefold())
        return Receipt(
            href=self._shelf.mark(report, start, end),
            words=self._shelf.words(report, start, end),
            outlet=first,
            when=dates.shown(plain(published) if published else None),
            iso=plain(published) if published else None,
            chain=tuple(names),
            brief=dates.brief(plain(published) if published else None),
            report=plain(report),
            denies=denies,
        )

    def all(self, statements: Iterable[str | Statement]) -> tuple[Receipt, ...]:
        """Receipts by date of publication, each passage once."""
        found = {r.href: r for r in (self.of(s) for s in statements)}
        return tuple(sorted(found.values(), key=lambda r: (r.iso or "9999", r.outlet, r.href)))

    def _copied(self, report: str, span: Span) -> tuple[str, ...]:
        """The outlets whose text this passage takes, nearest first."""
        names: list[str] = []
        while (copy := self._copies.get(report)) and len(names) < 4:
            here = next((p for p in copy.passages if p.here[0] < span[1] and span[0] < p.here[1]), None)
            if here is None and copy.passages:
                break
            names.append(self._shelf.outlet(copy.of))
            report, span = copy.of, here.there if here else span
        return tuple(names)
