"""Whose words a report's own voice is, and whether the report shows that its outlet was there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from twosource.link.publishers import agency, agency_like, means, same

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from twosource.records import Annotation, OriginKind, Statement, Story

# What shows that an outlet's people were there; "he told reporters on Monday" shows nothing.
_NOT_TOLD = r"(?<!told )(?<!tell )(?<!telling )(?<!informed )(?<!to )(?<!by )(?<!with )"
_SAW = r"(?:saw|counted|heard|watched|felt|could (?:see|hear|count))"
_ITS_PEOPLE = re.compile(
    r"\b(?:our (?:reporter|correspondent|photographer|camera)|this (?:newspaper|reporter|paper|correspondent|website)|"
    rf"an? [\w-]+ (?:journalist|correspondent) {_SAW}|{_NOT_TOLD}(?:"
    rf"(?:[\w-]+ )?reporters? {_SAW}|(?:an?|two|three|four|its) (?:[\w-]+ ){{0,2}}reporters? (?:at|on|in)|"
    rf"reporters? (?:at|on) the (?:scene|spot|ground|site)|"
    rf"reporters? (?:at|on|in|for|of|from) [\w'’-]+(?: [\w'’-]+){{0,3}}? {_SAW}))\b",
    re.IGNORECASE,
)
_WE = re.compile(
    r"\b(?:our own (?:count|tally|reckoning|estimate|poll|visit|camera|eyes|people|staff|team|m[ae]n|wom[ae]n|"
    r"reporters?|correspondents?|photographers?)|"
    r"(?:I|we)(?: have| had|'ve|'d)? (?:saw|seen|counted|watched|heard|found|met|visited|walked|drove|stood))\b",
    re.IGNORECASE,
)


def publishers(story: Story) -> dict[str, str]:
    """Report id → the outlet whose words a report's own voice is: that of the original, through copies and datelines."""
    of = {c.report: c.of for c in story.copies if c.share >= 0.5}
    by_id = {a.report.id: a for a in story.annotations}
    outlets = {a.report.outlet for a in story.annotations if a.report.outlet}
    out: dict[str, str] = {}
    for report, annotation in by_id.items():
        root, seen = report, {report}
        while root in of and of[root] in by_id and of[root] not in seen:
            root = of[root]
            seen.add(root)
        by = next(_agencies(by_id[root], outlets), None)
        outlet = by_id[root].report.outlet or annotation.report.outlet or report
        out[report] = outlet if by is None or root != report or means(by, outlet) else by
    return out


def _agencies(annotation: Annotation, outlets: Iterable[str]) -> Iterator[str]:
    """The agencies that a report's dateline or a credit names; "Reporting by Jane Doe" names none, she is the outlet's own."""
    for piece in annotation.furniture:
        if piece.kind == "dateline":
            yield from piece.names
        elif piece.kind == "credit":
            line = annotation.report.text[piece.start : piece.end].strip("()[] .")
            yield from (n for n in piece.names if n == line or _is_house(n, outlets))


def _is_house(name: str, outlets: Iterable[str]) -> bool:
    """Whether a name is an agency's or an outlet's and not, in two words, a person's."""
    return " " not in name or agency(name) is not None or agency_like(name) or any(means(name, o) for o in outlets)


def carrier_like(name: str, carriers: Iterable[str]) -> str:
    """The carrier that a name means, where it means just one; else the name itself."""
    found = [c for c in sorted(set(carriers)) if means(name, c)]
    exact = [c for c in found if same(name, c)]
    return next(iter(exact or (found if len(found) == 1 else ())), name)


def own_key(carrier: str) -> str:
    """The key of what an outlet or agency says itself."""
    return f"own:{carrier.casefold()}"


def carrier_kind(carrier: str, by_report: Mapping[str, Annotation]) -> OriginKind:
    """An outlet that others or its own datelines name in brackets sends its text on: an agency."""
    for annotation in by_report.values():
        for piece in annotation.furniture:
            if piece.kind in {"dateline", "credit"} and any(means(n, carrier) for n in piece.names):
                return "agency"
    return "outlet"


def shows(annotation: Annotation, s: Statement) -> bool:
    """Whether an own-voice statement shows where its outlet has it from: its own eyes, or for things past its own files.

    A dateline alone tells where a report was written, not that its figures were counted there.
    """
    placed = any(f.place for f in annotation.furniture if f.kind in {"byline", "dateline"})
    return own_eyes(annotation, s) or (placed and s.background)


def saw_itself(annotation: Annotation, s: Statement) -> bool:
    """Whether a statement's own sentence says that the outlet's people saw or counted it."""
    return _were_there(annotation, *annotation.sentence(s.start, s.end))


def own_eyes(annotation: Annotation, s: Statement) -> bool:
    """Whether the report shows, around this statement, that its own reporter was there."""
    text = annotation.report.text
    start, end = text.rfind("\n", 0, s.start) + 1, (text.find("\n", s.end) + 1 or len(text) + 1) - 1
    signed = any(f.kind == "byline" and f.place for f in annotation.furniture)
    return signed or _were_there(annotation, start, end)


def _were_there(annotation: Annotation, start: int, end: int) -> bool:
    """Whether a part of a report says that the outlet's own people saw something; the "I" of a quotation is not theirs."""
    text = annotation.report.text
    if _ITS_PEOPLE.search(text, start, end):
        return True
    said = [content for a in annotation.attributions for content in a.content]
    return any(not any(a <= m.start() < b for a, b in said) for m in _WE.finditer(text, start, end))
