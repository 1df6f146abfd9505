"""Whose a statement is that cites nobody itself, though its sentence names a voice.

Two cases. The statement tells an act of speech ("Police counted 6,000", "The ministry denied it"): the one
who speaks vouches for having said so. Or the sentence gives another part of what it tells to a named voice
("Nine died, two of them children, the hospital said"): a sentence has as a rule one source.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from twosource.records import Annotation, Attribution, EventMention, Statement

_SELF = re.compile(
    r"^(?:I|we|nobody|no one|who|which|that|what|it|they|he|she|his|her|their|its|whose|this|these|those)$"
    r"|\b(?:reporters?|correspondents?|journalists?|newspaper|paper)\b",
    re.IGNORECASE,
)

_COUNTED = re.compile(
    r"(?:at least |more than |about |some |another |a further )?(?:\d|[a-z]+(?:-[a-z]+)? (?:of|others)\b|they\b|all\b)",
    re.IGNORECASE,
)


def voice_beside(annotation: Annotation, statement: Statement) -> Attribution | None:
    """The attribution whose voice vouches for a statement that none was found for, or None."""
    if statement.mention < 0:
        return None
    event = annotation.events[statement.mention]
    if event.attribution is not None:
        return None
    spoken = next((a for a in annotation.attributions if a.source and a.chain and _overlap(a.cue, event.trigger)), None)
    if spoken is not None:
        # A count is somebody's, though nothing is known of what kind: "The prefecture put the dead at 28".
        return spoken if _names(spoken, unknown=statement.figure is not None) else None
    named = [a for a in annotation.attributions if a.cue and a.source and a.chain and _names(a)]
    here = _in_sentence(annotation, event, named)
    # A count goes on from the sentence before: "... the fire service said. Eleven of them were badly hurt."
    goes_on = statement.figure is not None and not _has_teller(annotation, event)
    return _in_sentence(annotation, event, named, -1) if here is None and goes_on else here


def _names(attribution: Attribution, *, unknown: bool = False) -> bool:
    """Tell whether the last voice is somebody's but the outlet's own; `unknown`: also where its kind is."""
    last, kind = attribution.chain[-1], attribution.origin
    known = unknown if kind is None else kind not in {"unnamed", "outlet", "agency"}
    return last.part == "source" and known and not _SELF.search(last.name)


def _has_teller(annotation: Annotation, event: EventMention) -> bool:
    """Tell whether somebody does it who may vouch for it himself: "A guard remembers three shots"; not "Eleven were hurt"."""
    who = " ".join(annotation.report.text[a:b] for a, b in event.actor)
    return bool(who) and not _COUNTED.match(who)


def _overlap(a: tuple[int, int] | None, b: tuple[int, int]) -> bool:
    return a is not None and a[0] < b[1] and b[0] < a[1]


def _in_sentence(annotation: Annotation, event: EventMention, named: list[Attribution], step: int = 0) -> Attribution | None:
    """The last voice to which the event's sentence, or one `step` from it in its paragraph, gives something that it tells."""
    at = event.trigger[0]
    n = next((i for i, (a, b) in enumerate(annotation.sentences) if a <= at < b), None)
    if n is None or not 0 <= n + step < len(annotation.sentences):
        return None
    sentence = annotation.sentences[n + step]
    if "\n" in annotation.report.text[sentence[0] : at]:
        return None
    here = [a for a in named if any(sentence[0] <= start < sentence[1] for start, _ in a.content)]
    return here[-1] if here else None
