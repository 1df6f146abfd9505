"""What speaks for and against two statements telling the same happening: named features, from slots and vectors."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from twosource import encoder

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from twosource.records import Annotation, Counted, EventMention, Span, Statement

_WORD = re.compile(r"[^\W_]{2,}(?:-[^\W_]+)*")
_STOP = frozenset(
    """a an the of for in on at to and or but by with from as is are was were be been being has have had do did does will would
    could can may might shall should must that this these those it its he she they them his her their him who which what when
    where there here not no nor than then so such also only very more most less least some any all both each other one two into
    over under after before about up down out off said says say told according while during against between through per if""".split()
)

# The features, in the order of the weights in `data/events.json`.
FEATURES = (
    "bias",
    "trigger vectors",
    "clause vectors",
    "same trigger word",
    "same type",
    "different type",
    "shared content words",
    "shared actor",
    "different actor",
    "shared recipient",
    "shared place",
    "same date",
    "different date",
    "same figure",
    "same count, other number",
    "other class counted",
    "same clock time",
    "aligned by a copy",
    "same clause",
    "same report",
    "one is background",
)


@dataclass(frozen=True, slots=True)
class Clue:
    """A statement with all that its pairs are compared by."""

    statement: Statement
    mention: EventMention
    head: str
    words: frozenset[str]
    actor: frozenset[str]
    recipient: frozenset[str]
    place: frozenset[str]
    trigger: NDArray[np.float32]
    clause: NDArray[np.float32]


def clues(statements: Sequence[Statement], annotations: Mapping[str, Annotation]) -> list[Clue]:
    """Describe each statement; every clause is encoded once."""
    texts = [_context(annotations[s.report], s) for s in statements]
    encoded = encoder.encode([annotations[s.report].report.text[a:b] for s, (a, b) in zip(statements, texts, strict=True)])
    out: list[Clue] = []
    for s, (start, _), vectors in zip(statements, texts, encoded, strict=True):
        annotation = annotations[s.report]
        mention = annotation.events[s.mention]
        text = annotation.report.text
        out.append(
            Clue(
                s,
                mention,
                mention.head.casefold(),
                _content(text[s.start : s.end]) - {mention.head.casefold()},
                _content(" ".join(text[a:b] for a, b in mention.actor)),
                _content(" ".join(text[a:b] for a, b in mention.recipient)),
                _content(s.place or ""),
                encoder.unit(vectors.over(mention.trigger[0] - start, mention.trigger[1] - start)[None])[0],
                encoder.unit(vectors.over(s.start - start, s.end - start)[None])[0],
            )
        )
    return out


def features(a: Clue, b: Clue, aligned: bool) -> NDArray[np.float32]:  # noqa: FBT001 - a feature, not an option
    """The features of a pair, in the order of `FEATURES`, each between 0 and 1 (the cosines between -1 and 1)."""
    s, t = a.statement, b.statement
    x, y = s.figure, t.figure
    counted = bool(x and y and x.what == y.what)
    return np.array(
        [
            1,
            a.trigger @ b.trigger,
            a.clause @ b.clause,
            a.head == b.head,
            a.mention.type is not None and a.mention.type == b.mention.type,
            a.mention.type is not None and b.mention.type is not None and a.mention.type != b.mention.type,
            _overlap(a.words, b.words),
            _overlap(a.actor, b.actor),
            bool(a.actor and b.actor) and not a.actor & b.actor,
            _overlap(a.recipient, b.recipient),
            _overlap(a.place, b.place),
            dates_meet(s.date, t.date) is True,
            dates_meet(s.date, t.date) is False,
            counted and _same_number(x, y),
            counted and not _same_number(x, y),
            bool(x and y and (x.what != y.what or (x.of and y.of and x.of != y.of))),
            bool(s.time and s.time == t.time and "T" in s.time),
            aligned,
            s.report == t.report and (s.start, s.end) == (t.start, t.end),
            s.report == t.report,
            s.background != t.background,
        ],
        np.float32,
    )


def dates_meet(a: str | None, b: str | None) -> bool | None:
    """Do two dates or intervals overlap? None where either is not given."""
    if not a or not b:
        return None
    (a1, _, a2), (b1, _, b2) = a.partition("/"), b.partition("/")
    return max(a1, b1) <= min(a2 or a1, b2 or b1)


def _context(annotation: Annotation, s: Statement) -> Span:
    """The sentence around a clause, or the clause where no single sentence holds it."""
    return next(((a, b) for a, b in annotation.sentences if a <= s.start and s.end <= b), (s.start, s.end))


def _content(text: str) -> frozenset[str]:
    return frozenset(w for w in _WORD.findall(text.casefold()) if w not in _STOP)


def _overlap(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def _same_number(x: Counted | None, y: Counted | None) -> bool:
    return x is not None and y is not None and (x.low, x.high) == (y.low, y.high)
