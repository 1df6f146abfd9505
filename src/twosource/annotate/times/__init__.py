"""Time expressions and their TIMEX3 values, resolved against the day of publication and the report's own narrative.

A small grammar (`data/times.toml`) is matched over atoms of the text (`grammar.py`); the longest match that the guards
admit (`guards.py`) is read (`senses.py`) in a context: today, the governing verb's tense (`tense.py`), and the times that
the report has told so far. The rules and what they were measured to do stand in `docs/times.md`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from twosource.annotate.times import tense
from twosource.annotate.times.atoms import split
from twosource.annotate.times.clocks import Placed, Published, give_days, published
from twosource.annotate.times.grammar import Match, Matcher
from twosource.annotate.times.guards import admits
from twosource.annotate.times.resolve import clock_of, date_of
from twosource.annotate.times.senses import read
from twosource.records import Time

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from twosource.annotate.parse import Parsed
    from twosource.annotate.times.atoms import Atom
    from twosource.annotate.times.reading import Reading
    from twosource.records import Furniture, Span

__all__ = ["clock_of", "date_of", "find"]

_MOST_TOLD = 60  # times: the narrative goes no farther back
_STAMPS = frozenset({"dateline", "stamp"})
_FINENESS = {"D": 0, "WE": 1, "W": 1, "M": 2, "S": 3, "Q": 3, "Y": 4, "DE": 5, "CE": 6, "NI": 0}


@dataclass(frozen=True, slots=True)
class _Told:
    """A time that the report told, and whether only aside."""

    day: date
    grain: str
    aside: bool


@dataclass(slots=True)
class _Context:
    """What the senses may ask: today, where the verb points, and what the report told so far."""

    doc: Doc
    today: date | None
    span: tuple[int, int] = (0, 0)
    told: list[_Told] = field(default_factory=list[_Told])
    hours: dict[int, Reading] = field(default_factory=dict[int, "Reading"])  # hours by their place, with the day given to them
    dated: set[int] = field(default_factory=set[int])  # places of hours with a day of their own
    asked: bool = False  # did any word rest on the narrative after an hour without a day?
    undated: bool = False
    _ways: dict[tuple[int, int], int] = field(default_factory=dict[tuple[int, int], int])

    @property
    def direction(self) -> int:
        return self.way(*self.span)

    def way(self, start: int, end: int) -> int:
        """BACK, AHEAD or UNKNOWN, from the verb that governs these characters."""
        if (start, end) not in self._ways:
            self._ways[start, end] = tense.direction(self.doc, start, end)
        return self._ways[start, end]

    def narrative(self, grain: str, *, near: bool = False) -> tuple[date, str] | None:
        self.asked = self.asked or self.undated
        most, latest = _FINENESS.get(grain, 0), self.today if self.direction == tense.BACK else None
        fine = [
            t
            for t in reversed(self.told[-_MOST_TOLD:])
            if _FINENESS.get(t.grain, 9) <= most and (latest is None or t.day <= latest)
        ]
        told = next((t for t in fine if near or not t.aside), fine[0] if fine else None)
        return (told.day, told.grain) if told else None

    def tell(self, reading: Reading, *, aside: bool) -> None:
        """Keep the day of a reading; one told only aside ("Sunday's election") comes after the others."""
        if reading.clock:
            if reading.day:
                self.dated.add(self.span[0])
            else:
                self.undated = True
                reading = self.hours.get(self.span[0], reading)
        if reading.day and reading.type in {"DATE", "TIME"}:
            self.told.append(_Told(reading.day, reading.grain, aside))


def find(parsed: Parsed, furniture: tuple[Furniture, ...]) -> tuple[Time, ...]:
    """The time expressions of a report, in order, resolved against its date of publication.

    Without one a full date in the report's furniture (dateline, stamp) stands in; without that too, relative times keep
    what can be said of them (`XXXX-WXX-5` for a Friday), and `date_of` gives None for them.
    """
    text = parsed.doc.text
    atoms = split(text)
    when = published(parsed.report.published)
    if when.day is None:
        when = Published(_day_in(furniture, text))
    context = _Context(parsed.doc, when.day)
    carried = [(piece.start, piece.end) for piece in furniture if piece.kind in _STAMPS]
    readings = give_days(_read_all(atoms, parsed.doc, context, carried), parsed, when, context.way)
    if context.asked and (hours := {start: r for start, _, r in readings if r.clock and r.day and start not in context.dated}):
        # Words that rest on the narrative ("the same afternoon") may rest on an hour, whose day is known only now.
        context = replace(context, told=[], hours=hours)
        readings = give_days(_read_all(atoms, parsed.doc, context, carried), parsed, when, context.way)
    return tuple(Time(start, end, r.type, r.value, r.mod) for start, end, r in readings)


def _day_in(furniture: tuple[Furniture, ...], text: str) -> date | None:
    """A full date in a dateline or stamp."""
    for piece in furniture:
        if piece.kind in _STAMPS:
            atoms = split(text[piece.start : piece.end])
            matcher = Matcher(atoms)
            for at in range(len(atoms)):
                for match in matcher.at(at):
                    if match.sense in {"calendar", "iso"} and ("year" in match.found or "iso" in match.found):
                        found = date_of(_value(match))
                        if found and "/" not in found:
                            return date.fromisoformat(found)
    return None


class _Timeless:
    today = None
    direction = tense.UNKNOWN

    def narrative(self, grain: str, *, near: bool = False) -> None:
        del grain, near


def _value(match: Match) -> str:
    reading = read(match, _Timeless())
    return reading.value if reading else ""


def _read_all(atoms: list[Atom], doc: Doc, context: _Context, carried: list[Span]) -> list[Placed]:
    """Every reading outside the `carried` furniture: a dateline's day is the report's, it states nothing."""
    matcher, out, free = Matcher(atoms), list[Placed](), 0
    for at in matcher.starts():
        skip = at < free or any(start <= atoms[at].start < end for start, end in carried)
        taken = None if skip else _first_admitted(matcher, at, atoms, doc, context)
        if taken is None:
            continue
        match, reading = taken
        out.append((atoms[match.start].start, atoms[match.end - 1].end, reading))
        context.tell(reading, aside=_is_aside(match, reading, atoms))
        free = match.end
    return out


def _is_aside(match: Match, reading: Reading, atoms: list[Atom]) -> bool:
    """True for a time that places a thing ("Sunday's election") or a comparison ("a year earlier"), not the narrative."""
    if match.sense in {"ago", "earlier", "year_ago"} and reading.grain in {"Q", "Y"}:
        return True
    return match.end < len(atoms) and atoms[match.end].lower in {"'s", "’s"}


def _first_admitted(matcher: Matcher, at: int, atoms: list[Atom], doc: Doc, context: _Context) -> tuple[Match, Reading] | None:
    for match in matcher.at(at):
        if not admits(match, atoms, doc):
            continue
        context.span = (atoms[match.start].start, atoms[match.end - 1].end)
        reading = read(match, context)
        if reading is not None:
            return match, reading
    return None
