"""Which of two reports with the same words took them from the other: evidence, each piece with its weight and in words.

No piece decides alone: time stamps are noisy, a credit may stand for another text, an agency also copies papers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from twosource.link import publishers
from twosource.moments import moment

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from twosource.link.copies.align import Overlap
    from twosource.records import Furniture, Report, Span

CENTRE = 2.0  # weight of standing in the middle of a family; the pieces' own weights follow
_SOURCE = re.compile(r"[(\[]?(?:Source|Agencies|Agency|Via)\b", re.IGNORECASE)
_SIGNED = frozenset({"dateline", "credit", "stamp"})
_NAMED, _SELF, _AGENCY, _EARLIER, _LONGER = 3.0, 2.0, 1.5, 1.5, 1.0


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of evidence: how much it speaks for "`report` takes its text from `of`" (negative: against), and why."""

    weight: float
    why: str


@dataclass(frozen=True, slots=True)
class Masthead:
    """What a report shows of its makers: the names in its furniture, authors and credit, and the agencies among them."""

    report: Report
    credits: tuple[str, ...]
    wires: tuple[str, ...]
    signs: tuple[str, ...] = ()  # names with which the outlet signs its own reports: "AA"

    @property
    def outlet(self) -> str:
        """The outlet's name, or the report's id where it has none."""
        return self.report.outlet or self.report.id


def signatures(reports: Sequence[Report], pieces: Mapping[str, Sequence[Furniture]]) -> dict[str, frozenset[str]]:
    """Names with which outlets sign their own reports, in datelines and credits → these outlets.

    Learnt from the reports themselves, so that an agency of theirs is not taken for one of the list with the same letters.
    """
    found: dict[str, frozenset[str]] = {}
    for report in reports:
        outlet = report.outlet
        if not outlet or publishers.agency(outlet):
            continue
        own = {n.strip() for f in pieces.get(report.id, ()) if f.kind in _SIGNED for n in f.names}
        signs = {n for n in own if publishers.abbreviates(n, outlet) or _part(n, outlet)}
        if publishers.agency_like(outlet):
            signs |= publishers.initials(outlet)
        if (acronym := publishers.acronym(outlet)) and not publishers.agency(acronym):
            signs.add(acronym)
        for name in signs:
            found[name] = found.get(name, frozenset()) | {outlet}
    outlets = {r.outlet for r in reports if r.outlet}
    for name in {n.strip() for given in pieces.values() for f in given if f.kind in _SIGNED for n in f.names} - found.keys():
        meant = [o for o in outlets if publishers.abbreviates(name, o)]
        if len(meant) == 1 and not publishers.agency(name):  # letters by which only others call it
            found[name] = frozenset(meant)
    return found


def masthead(report: Report, furniture: Sequence[Furniture], signed: Mapping[str, frozenset[str]] | None = None) -> Masthead:
    """The names in by-lines, datelines, credits, authors and the credit field of a report.

    `signed`: what `signatures` gave; a name in it means that outlet and not an agency of the list.
    """
    signed = signed or {}
    carried = [
        (_meant(n, report.outlet, signed), f)
        for f in furniture
        if f.kind in {"dateline", "credit", "stamp", "byline"}
        for n in f.names
    ]
    others = [*report.authors, *([report.credit] if report.credit else [])]
    named = [*(n for n, _ in carried), *(_meant(n, report.outlet, signed) for n in others)]
    listed = [a for n in named if (a := publishers.agency(n))]
    unlisted = [n for n, f in carried if not publishers.agency(n) and _wire(n, f, report.text)]
    signs = tuple(sorted(n for n, outlets in signed.items() if report.outlet in outlets))
    return Masthead(report, _once(named), _once([*listed, *unlisted]), signs)


def _meant(name: str, own: str | None, signed: Mapping[str, frozenset[str]]) -> str:
    """The outlet that signs so: the report's own, or the only one; else the name as it stands."""
    name = name.strip()
    outlets = signed.get(name, frozenset())
    if own in outlets:
        return own or name
    return next(iter(outlets)) if len({publishers.publisher(o) for o in outlets}) == 1 else name


def _wire(name: str, piece: Furniture, text: str) -> bool:
    """Whether a name in the furniture is an agency's by where it stands: in a dateline's brackets, or signing the end."""
    if piece.kind == "dateline":
        return True
    line = text[piece.start : piece.end]
    return piece.kind == "credit" and len(name.split()) < 4 and (_SOURCE.match(line) is not None or line.strip("()[]. ") == name)


def _once(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(n.strip() for n in names if n.strip()))


def means(name: str, outlet: str | None) -> bool:
    """Whether a name in a credit or dateline means an outlet: its publisher, its initials, or the telling part of its name."""
    if not outlet:
        return False
    if publishers.same(name, outlet) or (name.isupper() and name == publishers.acronym(outlet)):
        return True
    return _part(name, outlet)


def _part(name: str, outlet: str) -> bool:
    words, theirs = (set(n.casefold().replace("the ", "").split()) for n in (name, outlet))
    return bool(words) and words <= theirs


def credits_to(head: Masthead, other: Masthead) -> bool:
    """Whether a report names the other's outlet as where its text comes from: in its furniture, or in its prose."""
    outlet = other.report.outlet
    if not outlet or publishers.same(outlet, head.report.outlet):
        return False
    if any(means(n, outlet) for n in head.credits):
        return True
    pattern = publishers.spoken(outlet)
    return bool(pattern and pattern.search(f"{head.report.title or ''}\n{head.report.text}"))


def credited(head: Masthead, other: Masthead, passages: Sequence[tuple[Span, Span]]) -> bool:
    """Whether a copy says where its text comes from: a name that came with the words ("told Halmond") says nothing."""
    if not credits_to(head, other):
        return False
    outlet, text = other.report.outlet or "", head.report.text
    if any(means(n, outlet) for n in head.credits):
        return True
    pattern = publishers.spoken(outlet)
    if pattern is None or pattern.search(head.report.title or ""):
        return True
    return any(not _came_along(m.span(), text, other.report.text, passages) for m in pattern.finditer(text))


def _came_along(name: Span, text: str, original: str, passages: Sequence[tuple[Span, Span]]) -> bool:
    """Whether a name stands in a passage whose counterpart in the original has it too, in the same words around."""
    for here, there in passages:
        if here[0] <= name[0] and name[1] <= here[1]:
            around = text[max(here[0], name[0] - 12) : min(here[1], name[1] + 12)]
            return around in original[slice(*there)]
    return False


def carries_itself(head: Masthead) -> bool:
    """Whether a report carries its own outlet's name as an agency does: in the dateline, or as "told Nordtel"."""
    outlet = head.report.outlet
    if not outlet:
        return False
    if any(means(n, outlet) for n in head.credits):
        return True
    pattern = publishers.spoken(outlet)
    return bool(pattern and pattern.search(head.report.text))


def weigh(it: Overlap, back: Overlap, here: Masthead, there: Masthead) -> tuple[Piece, ...]:
    """Evidence that `here` takes its text from `there`. `it` is the overlap of here with there, `back` its turn."""
    pieces = [
        *_credits(here, there, 1),
        *_credits(there, here, -1),
        *_clock(here.report, there.report),
        *_length(it, back, here, there),
    ]
    return tuple(sorted(pieces, key=lambda p: (-abs(p.weight), p.why)))


def _credits(here: Masthead, there: Masthead, sign: int) -> list[Piece]:
    found: list[Piece] = []
    if credits_to(here, there):
        found.append(Piece(sign * _NAMED, f"{here.outlet} names {there.outlet}"))
    if carries_itself(there) and not carries_itself(here):
        found.append(Piece(sign * _SELF, f"{there.outlet}'s text bears its own name"))
    name = publishers.agency(there.report.outlet or "")
    if name and not publishers.agency(here.report.outlet or ""):
        found.append(Piece(sign * _AGENCY, f"{there.outlet} is a news agency"))
    if here.wires and not there.wires and not name and not any(means(w, here.report.outlet) for w in here.wires):
        found.append(Piece(-sign * 0.5, f"{here.outlet} carries {here.wires[0]}, {there.outlet} names no agency"))
    return found


def _clock(here: Report, there: Report) -> list[Piece]:
    a, b = moment(here.published), moment(there.published)
    if a is None or b is None or a == b:
        return []
    if (_bare(a) or _bare(b)) and a.date() == b.date():
        return []  # midnight is how many outlets write "that day": it is before nothing
    hours = (a - b).total_seconds() / 3600
    weight = _EARLIER * (1 if abs(hours) >= 0.5 else 0.5)  # stamps within the half hour often lie
    first, second, sign = (there, here, 1) if hours > 0 else (here, there, -1)
    return [
        Piece(sign * weight, f"{first.outlet or first.id} is stamped {_span(abs(hours))} before {second.outlet or second.id}")
    ]


def later(one: Masthead, other: Masthead) -> bool:
    """Whether one report is stamped after another, as far as the stamps tell."""
    return any(p.weight > 0 for p in _clock(one.report, other.report))


def nearest(head: Masthead, among: Sequence[int], heads: Sequence[Masthead]) -> list[int]:
    """Indexes of reports in the order in which they come into question as a report's source: earlier ones, the last first."""
    at = moment(head.report.published)

    def key(i: int) -> tuple[bool, float, int]:
        then = moment(heads[i].report.published)
        return later(heads[i], head), abs((at - then).total_seconds()) if at and then else 0.0, i

    return sorted(among, key=key)


def _bare(when: datetime) -> bool:
    return (when.hour, when.minute, when.second) == (0, 0, 0)


def _span(hours: float) -> str:
    if hours < 1:
        return f"{round(hours * 60)} minutes"
    return f"{round(hours)} hours" if hours < 48 else f"{round(hours / 24)} days"


def _length(it: Overlap, back: Overlap, here: Masthead, there: Masthead) -> list[Piece]:
    """A copy is mostly cut: what lies wholly in the other text came from it, unless the rest is own reporting."""
    if it.share - back.share > 0.12:
        return [Piece(_LONGER, f"{there.outlet}'s text holds nearly all of {here.outlet}'s and more")]
    if back.share - it.share > 0.12:
        return [Piece(-_LONGER, f"{here.outlet}'s text holds nearly all of {there.outlet}'s and more")]
    return []
