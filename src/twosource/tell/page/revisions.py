"""Versions of one report, as the page shows them: each change with the words around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from twosource.tell.passages import plain

if TYPE_CHECKING:
    from twosource.records import Edit, Revision, StoryAccount
    from twosource.tell.page.shelf import Shelf

_AROUND = 60  # characters shown on either side of a change
_LONGEST = 600  # characters shown of what was added or removed


@dataclass(frozen=True, slots=True)
class Change:
    """One change: the words before it, what was removed, what was added, the words after it; places in both versions."""

    before: str
    removed: str
    added: str
    after: str
    there: str
    here: str


@dataclass(frozen=True, slots=True)
class RevisionView:
    """A later version of a report: whose, when both appeared and where they stand, what changed."""

    outlet: str
    first: str
    then: str
    earlier: str
    later: str
    fields: tuple[str, ...]
    changes: tuple[Change, ...]


def views(story: StoryAccount, shelf: Shelf) -> tuple[RevisionView, ...]:
    """The revisions of a story whose versions are both on the shelf."""
    return tuple(_view(r, shelf) for r in story.revisions if r.report in shelf and r.of in shelf)


def _view(r: Revision, shelf: Shelf) -> RevisionView:
    return RevisionView(
        outlet=shelf.outlet(r.report),
        first=shelf.when(r.of),
        then=shelf.when(r.report),
        earlier=shelf.anchor(r.of),
        later=shelf.anchor(r.report),
        fields=tuple(map(plain, r.fields)),
        changes=tuple(_change(r, e, shelf) for e in r.edits),
    )


def _change(r: Revision, e: Edit, shelf: Shelf) -> Change:
    """The words around come from the later version, of the paragraph in which the change stands."""
    text = shelf.report(r.report).text
    start, end = e.here
    return Change(
        before=_tail(text[max(0, start - _AROUND) : start]),
        removed=_words(shelf.report(r.of).text[e.there[0] : e.there[1]]),
        added=_words(text[start:end]),
        after=_head(text[end : end + _AROUND]),
        there=shelf.mark(r.of, *e.there) if e.there[0] < e.there[1] else shelf.anchor(r.of),
        here=shelf.mark(r.report, start, end) if start < end else shelf.anchor(r.report),
    )


def _words(text: str) -> str:
    text = plain(text)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _tail(text: str) -> str:
    """The end of the text before a change: within its paragraph, from a whole word on."""
    last = text.rpartition("\n")[2]
    return plain(last if last != text or len(text) < _AROUND else "…" + last.partition(" ")[2])


def _head(text: str) -> str:
    """The beginning of the text after a change: within its paragraph, to a whole word."""
    first = text.partition("\n")[0]
    return plain(first if first != text or len(text) < _AROUND else first.rpartition(" ")[0] + "…")
