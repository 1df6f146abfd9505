"""Report → Annotation: one module an annotator, one parse shared by all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twosource.annotate import attribution, entities, events, figures, furniture, language, measures, places, times
from twosource.annotate.parse import parse
from twosource.annotate.times.clocks import published
from twosource.read.characters import sound_report
from twosource.records import Abstention, Annotation

if TYPE_CHECKING:
    from twosource.records import Report, Span


def annotate(report: Report) -> Annotation:
    """Read everything out of one report. The order is the order in which one finding rests on another."""
    report = sound_report(report)
    foreign = language.other_language(report)
    if foreign is not None:
        return Annotation(report=report, sentences=tuple(language.paragraphs(report.text)), abstained=(foreign,))
    frame = furniture.find(report)
    parsed = parse(report, frame)
    when = times.find(parsed, frame)
    who, mentions = entities.find(parsed, frame)
    where = places.find(parsed, frame)
    counts = figures.find(parsed, when)
    said = attribution.find(parsed, frame, who, mentions)
    happened = events.find(parsed, frame, when, where, counts, said)
    in_force = measures.find(parsed, happened, when, where)
    return Annotation(
        report=report,
        sentences=tuple(_trimmed(report.text, s.start_char, s.end_char) for s in parsed.sentences),
        furniture=frame,
        entities=who,
        mentions=mentions,
        times=when,
        places=where,
        figures=counts,
        attributions=said,
        events=happened,
        measures=in_force,
        abstained=_abstained(report, parsed.cut),
    )


def _abstained(report: Report, cut: int) -> tuple[Abstention, ...]:
    out: list[Abstention] = []
    if cut < len(report.text):
        out.append(
            Abstention(
                "text", f"read up to character {cut} of {len(report.text)}: a longer report is cut short", (cut, len(report.text))
            )
        )
    if published(report.published).day is None:
        given = f"“{report.published}” is no date" if report.published else "no date of publication"
        out.append(Abstention("times", f"{given}: times relative to it are not resolved"))
    return tuple(out)


def _trimmed(text: str, start: int, end: int) -> Span:
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return start, end
