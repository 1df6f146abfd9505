"""A page-long account in plain sentences, made of sourced passages and fixed phrases only.

Each sentence carries its receipts, and `supported` checks by machine that no name, number
or date stands in it that its receipts do not hold.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from twosource.records import BriefLine

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from twosource.records import Annotation, Conflict, Event, Statement

_MOST = 14  # sentences: a page
_CLAIM = re.compile(r"\b(?:[A-ZÀ-ÞĀ-Ž][\w'’.-]*|\d[\d.,:]*)")
_FIXED = frozenset({"According", "It", "One", "Two", "Three", "Four", "Five", "No", "But", "This", "Independent", "Denied"})
_COUNT = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six"}


def write(
    events: Sequence[Event],
    statements: Mapping[str, Statement],
    annotations: Mapping[str, Annotation],
    conflicts: Iterable[Conflict],
) -> tuple[BriefLine, ...]:
    """The brief: the most widely told events first, each in the words of its best statement, then what is disputed."""
    ranked = sorted(
        events, key=lambda e: (-e.independent, -len({statements[i].report for i in e.statements}), e.date or "9", e.id)
    )
    lines = [_told(e, statements, annotations) for e in ranked if e.status != "hypothetical"]
    lines += [_against(c, statements, annotations) for c in conflicts]
    kept = [line for line in lines if line and supported(line, annotations)]
    return tuple(kept[:_MOST])


def supported(line: BriefLine, annotations: Mapping[str, Annotation]) -> bool:
    """Is every name, number and date of a brief's sentence found in the reports that its receipts name?

    Words of the receipts' passages, and of the outlet and the source that are cited there, count.
    """
    held = " ".join(annotations[r].report.text[a:b] for r, a, b in line.receipts)
    cited = " ".join(_around(annotations[r], a, b) for r, a, b in line.receipts)
    known = set(_CLAIM.findall(held)) | set(_CLAIM.findall(cited)) | _FIXED
    return bool(line.receipts) and all(claim in known or claim.rstrip(".,") in known for claim in _CLAIM.findall(line.text))


def _told(event: Event, statements: Mapping[str, Statement], annotations: Mapping[str, Annotation]) -> BriefLine | None:
    lead = next(
        (statements[i] for i in event.statements if _passage(statements[i], annotations).startswith(event.summary[:40])), None
    )
    if lead is None or event.standing == "denied":
        return None
    sources = [statements[i] for i in event.statements if statements[i].origin in event.origins]
    receipts = [_receipt(lead)]
    seen = {lead.origin}
    for s in sources:
        if s.origin not in seen:
            seen.add(s.origin)
            receipts.append(_receipt(s))
    text = f"“{_passage(lead, annotations)}”"
    if event.standing == "corroborated":
        text += f": so say {_COUNT.get(event.independent, str(event.independent))} independent sources."
    else:
        text += f": on the word of {lead.chain[-1]} alone." if lead.chain else ": on one report's word alone."
    return BriefLine(text, tuple(receipts))


def _against(conflict: Conflict, statements: Mapping[str, Statement], annotations: Mapping[str, Annotation]) -> BriefLine:
    a, b = statements[conflict.a], statements[conflict.b]
    text = f"But sources disagree on the {conflict.kind}: “{_passage(a, annotations)}” against “{_passage(b, annotations)}”."
    return BriefLine(text, (_receipt(a), _receipt(b)))


def _passage(s: Statement, annotations: Mapping[str, Annotation]) -> str:
    return " ".join(annotations[s.report].report.text[s.start : s.end].split())


def _receipt(s: Statement) -> tuple[str, int, int]:
    return s.report, s.start, s.end


def _around(annotation: Annotation, start: int, end: int) -> str:
    """The words of the attributions that hold a passage: its source may be named by them."""
    text = annotation.report.text
    spans = [a.source for a in annotation.attributions if a.source and any(x < end and start < y for x, y in a.content)]
    chained = [link.name for a in annotation.attributions if any(x < end and start < y for x, y in a.content) for link in a.chain]
    return " ".join([*(text[a:b] for a, b in spans), *chained])
