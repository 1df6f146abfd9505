"""The chain of voices behind a content, outermost first: who carries it, who relays it, who says it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from twosource.annotate.attribution import origin, spans
from twosource.annotate.attribution.cues import cues
from twosource.records import Attribution, Link

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from twosource.annotate.attribution.candidate import Candidate
    from twosource.annotate.attribution.names import Namer
    from twosource.records import Furniture, Report

_NEAR = 60  # candidates before one in which what holds it is looked for


def carriers(report: Report, furniture: tuple[Furniture, ...]) -> tuple[Link, ...]:
    """The outlet, and the agencies and writers that datelines, credits and by-lines name: they carry, they witness nothing."""
    out: list[Link] = [Link(report.outlet, None, None, "carrier")] if report.outlet else []
    seen = {report.outlet.casefold()} if report.outlet else set[str]()
    for piece in furniture:
        for name in piece.names if piece.kind in {"byline", "dateline", "credit"} else ():
            if name.casefold() not in seen:
                seen.add(name.casefold())
                at = report.text.find(name, piece.start, piece.end)
                out.append(Link(name, (at, at + len(name)) if at >= 0 else (piece.start, piece.end), None, "carrier"))
    return tuple(out)


def relayed(candidate: Candidate, found: list[Candidate]) -> list[Candidate]:
    """The candidates in whose content this one's cue stands, outermost first."""
    # What holds a content begins before it and not far off: a window of `found`, which is in order of content.
    here = candidate.order
    near = found[max(0, here - _NEAR) : here + 3]
    out = [other for other in near if other is not candidate and other.source is not None and _around(other, candidate)]
    return sorted(out, key=lambda c: -sum(end - start for start, end in c.content))


def _around(outer: Candidate, inner: Candidate) -> bool:
    if outer.frame not in {"clause", "inside", "according", "quote", "transcript"} or inner.content == outer.content:
        return False
    start, end = inner.content[0]
    at = inner.features.get("at", float(start))
    return any(a <= at < b for a, b in outer.content) and any(a <= start and end <= b for a, b in outer.content)


def fill(  # noqa: PLR0913, PLR0917 (the record, what it was made of, and what the report shares)
    doc: Doc, record: Attribution, candidate: Candidate, outer: list[Candidate], ahead: tuple[Link, ...], namer: Namer
) -> Attribution:
    """The record with its entity, chain, origin and what the source does in it."""
    links = [*ahead]
    links += [_link(doc, other, namer, "relay") for other in outer]
    relay = candidate.features.get("relay")
    if relay is not None:
        token = doc[int(relay)]
        stretch = spans.phrase(token)
        links.append(Link(doc[stretch[0] : stretch[1]].text, _characters(doc, stretch), namer_entity(namer, token.i), "relay"))
    denies = candidate.lemma in cues().denial
    if candidate.source is None:
        return replace(record, chain=tuple(links), origin="unnamed", denies=denies)
    link = _link(doc, candidate, namer, "source")
    head = doc[candidate.source_head if candidate.source_head is not None else candidate.source[0]]
    entity = namer.entities.get(link.entity) if link.entity else None
    said = origin.kind_of(doc, head, link.name, f"{doc[candidate.source[0] : candidate.source[1]].text} {link.name}", entity)
    return replace(record, entity=link.entity, chain=(*links, link), origin=said, denies=denies)


def namer_entity(namer: Namer, at: int) -> str | None:
    """The entity at a token, if one is known there."""
    idx = namer.doc[at].idx
    return next((m.entity for m in namer.mentions if m.start <= idx < m.end), None)


def _link(doc: Doc, candidate: Candidate, namer: Namer, part: str) -> Link:
    """The voice of a candidate that has one."""
    name, entity = namer.name(candidate)
    return Link(name, _characters(doc, candidate.source or candidate.cue), entity, "relay" if part == "relay" else "source")


def _characters(doc: Doc, stretch: tuple[int, int]) -> tuple[int, int]:
    return doc[stretch[0]].idx, doc[stretch[1] - 1].idx + len(doc[stretch[1] - 1])
