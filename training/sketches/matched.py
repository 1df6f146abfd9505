"""The statements that Twosource finds in the sketches and worlds, each with the happenings that the marks give it.

    python training/sketches/matched.py      prints how many marks are found

Annotations are kept under build/sketches and not made again; delete the folder after a change to `annotate`.
"""

from __future__ import annotations

import hashlib
import pickle
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sketches import UNREAD, Mark, Sketch, load_all, load_worlds

from twosource.annotate import annotate
from twosource.link import statements

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from twosource.records import Annotation, Report, Span, Statement

BUILD = Path(__file__).resolve().parents[2] / "build" / "sketches"
SEEN, UNSEEN = "abcdefghijklm", "noprs"  # what the encoder is tuned on; what every head on it is trained and measured on
# Worlds whose keys cut the matter finer than a desk would: joins trained on them keep too much apart.
FINE = frozenset("airliner bank cholera gunman market quake trawler treaty".split())
# Worlds that dispute no more than the stories of a desk do.
PLAIN = frozenset(
    """customsunion dissolve drone fishery gala hostel icebreaker levee militia monks ration slagheap strike subpoena
    tribunal wiretap""".split()
)
# Worlds that measure the joins, which have not seen them: more worlds did not make joins better. What confirms learns from them.
LATER = PLAIN | frozenset(
    """airbase amnesty auditor barracks base bishop cablecar curfew customs embassy eviction exodus extradition
    general grain helicopter island kidnap pilots pipeline port primary procession raid reactor rocket steelworks
    summit tariff transfer verdict warship""".split()
)
# Those of `../unread` that the reader of whole reports has not seen either: they measure, and teach what settles.
HELD = frozenset(
    """airstrip assembly bananaport byelection cablebus chipworks commissioner countyvote customsfire defector dykes ferrisgate
    fishfarm frontierpost icebridge levycrossing monastery monsoonvote pardon phosphate powerstation quarryslide recall
    regency reservoir sugarmill tannery tidalmill trainfire tramdepot wardclosure windward""".split()
)
LEAST = 0.4  # Dice overlap of words from which a statement is a mark's, as the scorer of worlds has it
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Row:
    """A statement with the happenings that it tells; spans in code points of the report's `text`."""

    text: str
    context: Span
    trigger: Span
    clause: Span
    events: tuple[str, ...]


@dataclass(frozen=True)
class Matched:
    """A sketch, its statements, and the rows of those that a mark covers."""

    sketch: Sketch
    annotations: Mapping[str, Annotation]
    statements: tuple[Statement, ...]
    of: Mapping[int, Mark]

    @property
    def name(self) -> str:
        """The sketch's name."""
        return self.sketch.name

    def confirm(self, x: Mark, y: Mark) -> bool:
        """Whether two marks confirm each other: one happening of independent origins, denied by neither, two sources named."""
        both = (e for e in x.events if e in y.events and e not in (*x.denied, *y.denied))
        return None not in (x.origin, y.origin) and x.origin != y.origin and any(self.sketch.events[e][1] > 1 for e in both)

    @property
    def rows(self) -> Iterator[Row]:
        """The covered statements, in order."""
        for k, mark in sorted(self.of.items()):
            s = self.statements[k]
            annotation = self.annotations[s.report]
            trigger = annotation.events[s.mention].trigger
            yield Row(annotation.report.text, annotation.sentence(s.start, s.end), trigger, (s.start, s.end), mark.events)


def matched(sets: str = SEEN + UNSEEN) -> Iterator[Matched]:
    """The sketches of some sets (folders), annotated and matched; those without a match are left out."""
    for sketch in load_all():
        if sketch.name[0] in sets and (it := _read(sketch)).of:
            yield it


def worlds() -> Iterator[Matched]:
    """The stories of the worlds, likewise."""
    return map(_read, load_worlds())


def unread() -> Iterator[Matched]:
    """The stories of the worlds that neither the reader nor what it stands on has seen."""
    return map(_read, load_worlds(UNREAD))


def _read(sketch: Sketch) -> Matched:
    read = {r.id: _annotated(r) for r in sketch.reports}
    told = tuple(s for a in read.values() for s in statements.find(a))
    return Matched(sketch, read, told, _match(sketch.marks, told, read))


def _annotated(report: Report) -> Annotation:
    digest = hashlib.sha256(f"{report.id}\0{report.title}\0{report.published}\0{report.text}".encode()).hexdigest()[:20]
    kept = BUILD / f"{digest}.pkl"
    if not kept.exists():
        BUILD.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(pickle.dumps(annotate(report)))
    return pickle.loads(kept.read_bytes())  # noqa: S301 — our own file


def _match(marks: Sequence[Mark], told: Sequence[Statement], read: Mapping[str, Annotation]) -> dict[int, Mark]:
    """Statement index → its mark: best overlap first, a mark for one statement unless a second lies nearly whole in it."""
    scored: list[tuple[float, int, int]] = []
    for k, mark in enumerate(marks):
        mine = words(read[mark.report].report.text, mark.start, mark.end)
        for i, s in enumerate(told):
            if s.report == mark.report and s.start < mark.end and mark.start < s.end:
                theirs = words(read[s.report].report.text, s.start, s.end)
                scored.append((2 * len(mine & theirs) / max(1, len(mine) + len(theirs)), k, i))
    out: dict[int, Mark] = {}
    used: set[int] = set()
    for score, k, i in sorted(scored, reverse=True):
        if score >= LEAST and i not in out and (k not in used or score > 0.7):
            out[i] = marks[k]
            used.add(k)
    return out


def words(text: str, start: int, end: int) -> set[int]:
    """Where the words of a span start, in code points of the text."""
    return {m.start() + start for m in _WORD.finditer(text[start:end])}


if __name__ == "__main__":
    found = list(matched())
    marks = sum(len(m.sketch.marks) for m in found)
    covered = sum(len({id(mark) for mark in m.of.values()}) for m in found)
    print(f"{len(found)} sketches, {marks} marks, {covered / marks:.3f} of them found")
