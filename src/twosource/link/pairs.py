"""What speaks for and against two statements telling the same happening: named features, from slots and vectors.

All pairs are described at once, column by column, so that a story of some hundred
statements costs milliseconds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from twosource import encoder

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from twosource.records import Annotation, Counted, EventMention, Span, Statement

    Floats = NDArray[np.float32]
    Indexes = NDArray[np.intp]

_WORD = re.compile(r"[^\W_]{2,}(?:-[^\W_]+)*")
_STOP = frozenset(
    """a an the of for in on at to and or but by with from as is are was were be been being has have had do did does will
    would could can may might shall should must that this these those it its he she they them his her their him who which
    what when where there here not no nor than then so such also only very more most less least some any all both each
    other one two into over under after before about up down out off said says say told according while during against
    between through per if""".split()
)
_NEAR = 300  # characters between two clauses of one report that are told in one breath

# The features, in the order of the columns and of the weights in `data/events.json`.
FEATURES = (
    "bias",
    "trigger vectors alike",
    "clause vectors alike",
    "trigger of one like the clause of the other",
    "same trigger word",
    "trigger word of one in the other",
    "same type",
    "different type",
    "telling words shared, by share",
    "telling words shared, by weight",
    "shared actor",
    "different actor",
    "shared recipient",
    "shared place",
    "same date",
    "different date",
    "same figure",
    "same count, other number",
    "other class counted",
    "only one has a figure",
    "same clock time",
    "same source",
    "other status",
    "aligned by a copy",
    "same report",
    "near in the same report",
    "one is background",
)


@dataclass(frozen=True, slots=True)
class Clue:
    """A statement with all that its pairs are compared by. Sets hold content words, lower case."""

    statement: Statement
    mention: EventMention
    head: str
    words: frozenset[str]
    actor: frozenset[str]
    recipient: frozenset[str]
    place: frozenset[str]
    trigger: Floats
    clause: Floats


def clues(statements: Sequence[Statement], annotations: Mapping[str, Annotation]) -> list[Clue]:
    """Describe each statement; every sentence is encoded once."""
    contexts = [_context(annotations[s.report], s) for s in statements]
    wanted = sorted({(s.report, span) for s, span in zip(statements, contexts, strict=True)})
    encoded = dict(zip(wanted, encoder.encode([annotations[r].report.text[a:b] for r, (a, b) in wanted]), strict=True))
    out: list[Clue] = []
    for s, span in zip(statements, contexts, strict=True):
        text, mention = annotations[s.report].report.text, annotations[s.report].events[s.mention]
        vectors = encoded[s.report, span]
        out.append(
            Clue(
                s,
                mention,
                mention.head.casefold(),
                _content(text[s.start : s.end]) | {mention.head.casefold()},
                _content(" ".join(text[a:b] for a, b in mention.actor)),
                _content(" ".join(text[a:b] for a, b in mention.recipient)),
                _content(s.place or ""),
                vectors.over(mention.trigger[0] - span[0], mention.trigger[1] - span[0]),
                vectors.over(s.start - span[0], s.end - span[0]),
            )
        )
    return out


def features(known: Sequence[Clue], i: Indexes, j: Indexes, aligned: frozenset[tuple[int, int]]) -> Floats:
    """The features of the pairs (i[k], j[k]): an array (pairs, len(FEATURES))."""
    triggers, clauses = (encoder.unit(np.stack([getattr(c, part) for c in known])) for part in ("trigger", "clause"))
    pairs = listed(i, j)
    rarity = _rarity([c for c in known if c.statement.taken is None])
    rarest = max(rarity.values(), default=1.0)

    def each(compare: Callable[[Clue, Clue], float]) -> Floats:
        return np.fromiter((compare(known[a], known[b]) for a, b in pairs), np.float32, len(pairs))

    def weight(words: frozenset[str]) -> float:
        return sum(rarity.get(w, rarest) for w in words)

    both = [(weight(known[a].words & known[b].words), weight(known[a].words | known[b].words)) for a, b in pairs]
    shared = np.array(both, np.float32).reshape(-1, 2)
    dates = [dates_meet(known[a].statement.date, known[b].statement.date) for a, b in pairs]
    columns = {
        "bias": np.ones(len(pairs), np.float32),
        "trigger vectors alike": _dot(triggers, triggers, i, j),
        "clause vectors alike": _dot(clauses, clauses, i, j),
        "trigger of one like the clause of the other": (_dot(triggers, clauses, i, j) + _dot(clauses, triggers, i, j)) / 2,
        "same trigger word": each(lambda a, b: a.head == b.head),
        "trigger word of one in the other": each(lambda a, b: a.head in b.words or b.head in a.words),
        "same type": each(lambda a, b: a.mention.type is not None and a.mention.type == b.mention.type),
        "different type": each(lambda a, b: None not in {a.mention.type, b.mention.type} and a.mention.type != b.mention.type),
        "telling words shared, by share": shared[:, 0] / np.maximum(shared[:, 1], 1e-6),
        "telling words shared, by weight": np.minimum(shared[:, 0] / 8, 1.5),
        "shared actor": each(lambda a, b: _overlap(a.actor, b.actor)),
        "different actor": each(lambda a, b: bool(a.actor and b.actor) and not a.actor & b.actor),
        "shared recipient": each(lambda a, b: _overlap(a.recipient, b.recipient)),
        "shared place": each(lambda a, b: _overlap(a.place, b.place)),
        "same date": np.array([d is True for d in dates], np.float32),
        "different date": np.array([d is False for d in dates], np.float32),
        "same figure": each(lambda a, b: _counts(a, b) and _number(a) == _number(b)),
        "same count, other number": each(lambda a, b: _counts(a, b) and _number(a) != _number(b)),
        "other class counted": each(_other_class),
        "only one has a figure": each(lambda a, b: (a.statement.figure is None) != (b.statement.figure is None)),
        "same clock time": each(lambda a, b: "T" in (a.statement.time or "") and a.statement.time == b.statement.time),
        "same source": each(lambda a, b: bool(a.statement.chain) and a.statement.chain[-1:] == b.statement.chain[-1:]),
        "other status": each(lambda a, b: a.statement.status != b.statement.status),
        "aligned by a copy": np.array([p in aligned for p in pairs], np.float32),
        "same report": each(lambda a, b: a.statement.report == b.statement.report),
        "near in the same report": each(_near),
        "one is background": each(lambda a, b: a.statement.background != b.statement.background),
    }
    return np.stack([columns[name] for name in FEATURES], axis=1).astype(np.float32)


def listed(i: Indexes, j: Indexes) -> list[tuple[int, int]]:
    """Pairs of indexes as plain numbers."""
    return [(int(a), int(b)) for a, b in zip(i, j, strict=True)]


def dates_meet(a: str | None, b: str | None) -> bool | None:
    """Do two dates or intervals overlap? None where either is not given."""
    if not a or not b:
        return None
    (a1, _, a2), (b1, _, b2) = a.partition("/"), b.partition("/")
    return max(a1, b1) <= min(a2 or a1, b2 or b1)


def _dot(x: Floats, y: Floats, i: Indexes, j: Indexes) -> Floats:
    return (x @ y.T)[i, j]


def _rarity(known: Sequence[Clue]) -> dict[str, float]:
    """How telling each word is among these statements (inverse document frequency, natural logarithm)."""
    counts: dict[str, int] = {}
    for clue in known:
        for word in clue.words:
            counts[word] = counts.get(word, 0) + 1
    return {word: float(np.log(len(known) / n)) for word, n in counts.items()}


def _context(annotation: Annotation, s: Statement) -> Span:
    """The sentence around a clause, or the clause where no single sentence holds it."""
    return next(((a, b) for a, b in annotation.sentences if a <= s.start and s.end <= b), (s.start, s.end))


def _content(text: str) -> frozenset[str]:
    return frozenset(w for w in _WORD.findall(text.casefold()) if w not in _STOP)


def _overlap(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def _counts(a: Clue, b: Clue) -> bool:
    x, y = a.statement.figure, b.statement.figure
    return x is not None and y is not None and x.what == y.what


def _number(a: Clue) -> tuple[float, float | None] | None:
    figure: Counted | None = a.statement.figure
    return (figure.low, figure.high) if figure else None


def _other_class(a: Clue, b: Clue) -> bool:
    x, y = a.statement.figure, b.statement.figure
    return x is not None and y is not None and (x.what != y.what or bool(x.of and y.of and x.of != y.of))


def _near(a: Clue, b: Clue) -> bool:
    return a.statement.report == b.statement.report and abs(a.statement.start - b.statement.start) < _NEAR
