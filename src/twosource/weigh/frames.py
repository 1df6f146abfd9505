"""How outlets name the same people, acts and events: the nouns and adjectives that stand for one target, compared.

A target is an event (its trigger words) or a set of mentions that several outlets name
with different words. Targets are ranked by how unlike the outlets' words are (one minus the
mean Jaccard overlap over pairs of outlets).
"""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from twosource.records import Frame, Omission, Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from twosource.records import Annotation, Event, Span, Statement

_MOST = 40  # frames of a story that are kept, most unlike first

Use = tuple[str, str, str, "Span"]  # outlet, word, report, where


def find(
    events: Sequence[Event], statements: Mapping[str, Statement], annotations: Mapping[str, Annotation]
) -> tuple[Frame, ...]:
    """Frames of a story: how each outlet words each event's act and its parties, ranked by how unlike they are."""
    frames: list[Frame] = []
    for event in events:
        told = [statements[i] for i in event.statements]
        for role in ("act", "actor", "recipient"):
            uses = [use for s in told for use in _uses(s, annotations[s.report], role)]
            frame = _frame(f"{role} of: {event.summary}" if role != "act" else event.summary, uses)
            if frame:
                frames.append(frame)
    return tuple(sorted(frames, key=lambda f: (-f.unlike, f.target))[:_MOST])


def omissions(
    events: Sequence[Event], statements: Mapping[str, Statement], annotations: Mapping[str, Annotation]
) -> tuple[Omission, ...]:
    """Events that most outlets of a story tell, and the outlets that leave them out."""
    outlets = {a.report.outlet or a.report.id for a in annotations.values()}
    out: list[Omission] = []
    for event in events:
        telling = {annotations[statements[i].report].report.outlet or statements[i].report for i in event.statements}
        if len(outlets) > 2 and len(telling) > len(outlets) / 2:
            out.extend(Omission(outlet, event.id) for outlet in sorted(outlets - telling))
    return tuple(out)


def _uses(s: Statement, annotation: Annotation, role: str) -> Iterable[Use]:
    event = annotation.events[s.mention]
    spans = {"act": (event.trigger,), "actor": event.actor, "recipient": event.recipient}[role]
    outlet = annotation.report.outlet or annotation.report.id
    for span in spans:
        word = " ".join(annotation.report.text[span[0] : span[1]].casefold().split())
        if 2 < len(word) <= 60:
            yield outlet, word, s.report, span


def _frame(target: str, uses: Sequence[Use]) -> Frame | None:
    words: dict[str, dict[str, list[Use]]] = defaultdict(lambda: defaultdict(list))
    for use in uses:
        words[use[0]][use[1]].append(use)
    if len(words) < 2 or len({w for by in words.values() for w in by}) < 2:
        return None
    pairs = list(combinations(words.values(), 2))
    unlike = sum(1 - len(a.keys() & b.keys()) / len(a.keys() | b.keys()) for a, b in pairs) / len(pairs)
    if unlike == 0:
        return None
    return Frame(
        target,
        {
            outlet: tuple(
                Word(word, len(found), found[0][2], found[0][3])
                for word, found in sorted(by.items(), key=lambda item: (-len(item[1]), item[0]))
            )
            for outlet, by in sorted(words.items())
        },
        round(unlike, 3),
    )
