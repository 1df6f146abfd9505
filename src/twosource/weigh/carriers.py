"""Whose words a report's own voice is, and whether the report shows that its outlet was there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from twosource.link.publishers import means, same

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from twosource.records import Annotation, OriginKind, Statement, Story

_SHOWS = re.compile(
    r"\b(?:our (?:reporter|correspondent|photographer|own|camera)|this (?:newspaper|reporter|paper|correspondent|website)|"
    r"a reporter (?:saw|counted)|an? [\w-]+ (?:reporter|journalist|correspondent) (?:saw|counted|heard)|reporters? (?:at|on|in) |"
    r"reporters? (?:for|of|from) \w+ (?:saw|counted|heard)|[\w-]+ reporters? (?:could|saw|counted|heard)|"
    r"(?:I|we)(?: have| had|'ve|'d)? (?:saw|seen|counted|watched|heard|found|met|visited|walked|drove|stood))\b",
    re.IGNORECASE,
)


def publishers(story: Story) -> dict[str, str]:
    """Report id → the outlet whose words a report's own voice is: that of the original, through copies and datelines."""
    of = {c.report: c.of for c in story.copies if c.share >= 0.5}
    by_id = {a.report.id: a for a in story.annotations}
    out: dict[str, str] = {}
    for report, annotation in by_id.items():
        root, seen = report, {report}
        while root in of and of[root] in by_id and of[root] not in seen:
            root = of[root]
            seen.add(root)
        agency = next((f.names[0] for f in by_id[root].furniture if f.kind in {"dateline", "credit"} and f.names), None)
        outlet = by_id[root].report.outlet or annotation.report.outlet or report
        out[report] = outlet if agency is None or root != report or means(agency, outlet) else agency
    return out


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
    return bool(_SHOWS.search(annotation.report.text, *annotation.sentence(s.start, s.end)))


def own_eyes(annotation: Annotation, s: Statement) -> bool:
    """Whether the report shows, around this statement, that its own reporter was there."""
    text = annotation.report.text
    paragraph = text[text.rfind("\n", 0, s.start) + 1 : (text.find("\n", s.end) + 1 or len(text) + 1) - 1]
    signed = any(f.kind == "byline" and f.place for f in annotation.furniture)
    return signed or bool(_SHOWS.search(paragraph))
