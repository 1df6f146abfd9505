"""Who says so: source, cue and content of what somebody said, knew or thought.

candidates (syntax) ──▶ quotations joined to speakers ──▶ decided ──▶ named, chained
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from twosource.annotate.attribution import chain, decide, quotes, speech, syntax, transcript
from twosource.annotate.attribution.names import Namer
from twosource.records import Attribution

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from twosource.annotate.attribution.candidate import Candidate
    from twosource.annotate.attribution.quotes import Quote
    from twosource.annotate.parse import Parsed
    from twosource.records import Entity, Furniture, Mention, Span, SpeechKind


def find(
    parsed: Parsed, furniture: tuple[Furniture, ...], entities: tuple[Entity, ...], mentions: tuple[Mention, ...]
) -> tuple[Attribution, ...]:
    """The attributions of a report, in order of their content."""
    doc = parsed.doc
    text = doc.text
    marked = quotes.scan(text)
    found = [c for sentence in parsed.sentences for c in syntax.candidates(doc, sentence) if c.content]
    found += transcript.candidates(doc) or transcript.headings(doc)
    found += transcript.signed(doc, marked)
    decide.describe(doc, found, marked)
    found = speech.join(doc, text, marked, [c for c in found if decide.accept(c)])
    found = sorted((c for c in found if c.content), key=lambda c: min(c.content))
    for n, candidate in enumerate(found):
        candidate.order = n
    ahead = chain.carriers(parsed.report, furniture)
    namer = Namer(doc, entities, mentions)
    out = [chain.fill(doc, _record(doc, text, c, marked), c, chain.relayed(c, found), ahead, namer) for c in found]
    return tuple(sorted(out, key=lambda a: (a.content[0], a.cue or (0, 0))))


def _record(doc: Doc, text: str, candidate: Candidate, marked: tuple[Quote, ...]) -> Attribution:
    content = _merged(text, candidate.content)
    source = _span(doc, candidate.source)
    return Attribution(source, _span(doc, candidate.cue), content, _kind(content, marked))


def _span(doc: Doc, stretch: tuple[int, int] | None) -> Span | None:
    if stretch is None or stretch[0] >= stretch[1]:
        return None
    return doc[stretch[0]].idx, doc[stretch[1] - 1].idx + len(doc[stretch[1] - 1])


def _merged(text: str, content: list[Span]) -> tuple[Span, ...]:
    """The spans in order, those that overlap or touch made one."""
    out: list[list[int]] = []
    for start, end in sorted(content):
        if out and (start <= out[-1][1] or not text[out[-1][1] : start].strip()):
            out[-1][1] = max(out[-1][1], end)
        else:
            out.append([start, end])
    return tuple((a, b) for a, b in out)


def _kind(content: tuple[Span, ...], marked: tuple[Quote, ...]) -> SpeechKind:
    """Direct: all of it in quotation marks; mixed: some of it; else indirect."""
    whole = sum(end - start for start, end in content)
    first = bisect_right(marked, content[0][0], key=lambda q: q.end)
    last = bisect_right(marked, content[-1][1], key=lambda q: q.start)
    near = marked[first:last]
    inside = sum(max(0, min(end, q.end) - max(start, q.start)) for start, end in content for q in near)
    if inside >= 0.9 * whole:
        return "direct"
    return "mixed" if inside else "indirect"
