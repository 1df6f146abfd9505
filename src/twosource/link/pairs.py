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
from twosource.link import rarity

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from twosource.records import Annotation, EventMention, Statement

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
_MUCH = 1.6  # weight of shared words that is much: two that no general list holds
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
    """A statement with all that its pairs are compared by. Sets hold content words, lower case; `opening` is its first word."""

    statement: Statement
    mention: EventMention
    head: str
    words: frozenset[str]
    opening: frozenset[str]
    actor: frozenset[str]
    recipient: frozenset[str]
    place: frozenset[str]
    trigger: Floats
    clause: Floats


def clues(statements: Sequence[Statement], annotations: Mapping[str, Annotation]) -> list[Clue]:
    """Describe each statement; every sentence is encoded once."""
    contexts = [annotations[s.report].sentence(s.start, s.end) for s in statements]
    wanted = sorted({(s.report, span) for s, span in zip(statements, contexts, strict=True)})
    sentences = [annotations[r].report.text[a:b] for r, (a, b) in wanted]
    encoded = dict(zip(wanted, encoder.encode(sentences, encoder.HAPPENINGS), strict=True))
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
                frozenset(_WORD.findall(text[s.start : s.end].casefold())[:1]),
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
    told = [c.statement for c in known]
    pairs = listed(i, j)
    dates = [dates_meet(told[a].date, told[b].date) for a, b in pairs]

    def each(compare: Callable[[Clue, Clue], float]) -> Floats:
        return np.fromiter((compare(known[a], known[b]) for a, b in pairs), np.float32, len(pairs))

    def same(values: Sequence[object]) -> NDArray[np.bool_]:
        """Which pairs have the same value, neither of them None."""
        numbers = {value: n for n, value in enumerate(dict.fromkeys(v for v in values if v is not None))}
        codes = np.array([-1 if v is None else numbers[v] for v in values])
        return (codes[i] == codes[j]) & (codes[i] >= 0)

    def both(values: Sequence[object]) -> NDArray[np.bool_]:
        """Which pairs both have a value."""
        there = np.array([v is not None for v in values], bool)
        return there[i] & there[j]

    words, vocabulary = _bags([c.words for c in known])
    weighed = words * np.array([rarity.weight(rarity.plain(w)) for w in vocabulary], np.float32)
    shared = _dot(weighed, words, i, j)
    whole = weighed.sum(axis=1)[i] + weighed.sum(axis=1)[j] - shared
    heads = np.zeros_like(words)
    heads[np.arange(len(known)), [vocabulary[c.head] for c in known]] = 1
    types = [c.mention.type for c in known]
    numbers = [s.figure and (s.figure.what, s.figure.low, s.figure.high) for s in told]
    counted = same([s.figure and s.figure.what for s in told])
    figured = np.array([s.figure is not None for s in told], bool)
    reports = same([s.report for s in told])
    starts = np.array([s.start for s in told])
    background = np.array([s.background for s in told], bool)
    actors, recipients, places = (_overlaps([getattr(c, part) for c in known], i, j) for part in ("actor", "recipient", "place"))
    columns = {
        "bias": np.ones(len(pairs), np.float32),
        "trigger vectors alike": _dot(triggers, triggers, i, j),
        "clause vectors alike": _dot(clauses, clauses, i, j),
        "trigger of one like the clause of the other": (_dot(triggers, clauses, i, j) + _dot(clauses, triggers, i, j)) / 2,
        "same trigger word": same([c.head for c in known]),
        "trigger word of one in the other": (_dot(heads, words, i, j) + _dot(words, heads, i, j)) > 0,
        "same type": same(types),
        "different type": both(types) & ~same(types),
        "telling words shared, by share": shared / np.maximum(whole, 1e-6),
        "telling words shared, by weight": np.minimum(shared / _MUCH, 1.5),
        "shared actor": actors,
        "different actor": both([c.actor or None for c in known]) & (actors == 0),
        "shared recipient": recipients,
        "shared place": places,
        "same date": np.array([d is True for d in dates], bool),
        "different date": np.array([d is False for d in dates], bool),
        "same figure": same(numbers),
        "same count, other number": counted & ~same(numbers),
        "other class counted": each(_other_class) if figured.any() else np.zeros(len(pairs), np.float32),
        "only one has a figure": figured[i] != figured[j],
        "same clock time": same([s.time if "T" in (s.time or "") else None for s in told]),
        "same source": same([s.chain[-1] if s.chain else None for s in told]),
        "other status": ~same([s.status for s in told]),
        "aligned by a copy": np.array([p in aligned for p in pairs], bool),
        "same report": reports,
        "near in the same report": reports & (np.abs(starts[i] - starts[j]) < _NEAR),
        "one is background": background[i] != background[j],
    }
    return np.stack([columns[name] for name in FEATURES], axis=1).astype(np.float32)


def _bags(sets: Sequence[frozenset[str]]) -> tuple[Floats, dict[str, int]]:
    """Sets of words as rows of zeros and ones, and the column of each word."""
    vocabulary = {word: n for n, word in enumerate(sorted(frozenset[str]().union(*sets)))}
    rows = np.zeros((len(sets), max(1, len(vocabulary))), np.float32)
    for row, words in zip(rows, sets, strict=True):
        row[[vocabulary[w] for w in words]] = 1
    return rows, vocabulary


def _overlaps(sets: Sequence[frozenset[str]], i: Indexes, j: Indexes) -> Floats:
    """The shared part of the smaller set of each pair; 0 where either is empty."""
    rows, _ = _bags(sets)
    sizes = rows.sum(axis=1)
    return _dot(rows, rows, i, j) / np.maximum(np.minimum(sizes[i], sizes[j]), 1)


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


def _content(text: str) -> frozenset[str]:
    return frozenset(w for w in _WORD.findall(text.casefold()) if w not in _STOP)


def _other_class(a: Clue, b: Clue) -> bool:
    x, y = a.statement.figure, b.statement.figure
    return x is not None and y is not None and (x.what != y.what or bool(x.of and y.of and x.of != y.of))
