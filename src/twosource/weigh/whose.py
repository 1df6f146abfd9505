"""Who vouches for a statement that cites nobody, by a reading of its whole report at once.

Who goes on speaking is told by what stands sentences away: who was quoted last, whose figures a paragraph gives, where the
reporter himself begins to tell. So the report is read as one text, and the vectors of a statement are set against those of
every place where somebody near it is named or cited, as a word is set against the words that may govern it (Dozat and
Manning 2017): who is pointed at vouches for it, or nobody is. Six layers, tuned by `training/beside/read.py`; a report of
300 words takes some hundredths of a second.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from twosource import encoder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from twosource.encoder import Subtokens
    from twosource.records import Span

_HEAD = "whose.npz"
WINDOW = 500  # subtokens that are read at once: all of most reports
AFTER, STEP = 60, 125  # of a longer one: subtokens behind a statement that are read with it, and how far apart readings begin
_KEPT = 64  # stretches whose vectors are kept, some 50 MB: a report that comes to a story has all of it weighed again
NOBODY_THERE = -12.0  # log-likelihood of somebody who is named nowhere in what is read


@dataclass(frozen=True, slots=True)
class Asked:
    """A statement, and where each of those near it is named or cited: spans in code points of the report's text."""

    clause: Span
    trigger: Span
    near: Sequence[Sequence[Span]]


def read(text: str, asked: Sequence[Asked]) -> list[NDArray[np.float64]]:
    """The log-likelihoods (1 + near) that nobody vouches for each statement, and that each of those near it does."""
    report = encoder.subtokens(text)
    windows: dict[int, _Window] = {}
    out: list[NDArray[np.float64]] = []
    for it in asked:
        if (clause := report.within(*it.clause)) is None or (trigger := report.within(*it.trigger)) is None:
            out.append(np.array([0.0] + [NOBODY_THERE] * len(it.near)))
            continue
        start = begins(len(report.ids), clause[1])
        if start not in windows:
            windows[start] = _Window(report, start)
        out.append(windows[start].points(clause, trigger[0], [[report.within(*span) for span in spans] for spans in it.near]))
    return out


def begins(length: int, end: int) -> int:
    """The subtoken at which the reading of a statement begins that ends at `end`, in a report of so many."""
    late = max(0, min(length - WINDOW, end + AFTER - WINDOW))
    return -(-late // STEP) * STEP


def bucket(gap: int) -> int:
    """The row of the table of distances: how many subtokens the statement stands behind (negative: before) the name."""
    return int(np.clip(np.sign(gap) * np.ceil(np.log2(abs(gap) + 1)), -11, 11)) + 11


@lru_cache(maxsize=_KEPT)
def _vectors(ids: tuple[int, ...], shapes: tuple[int, ...]) -> NDArray[np.float32]:
    """The vectors of what is read at once, and of the marks at its ends."""
    return encoder.states(ids, encoder.WHOSE, shapes)


class _Window:
    """A stretch of a report, from one of its subtokens on."""

    def __init__(self, report: Subtokens, start: int) -> None:
        read = slice(start, start + WINDOW)
        self._start, self._vectors = start, _vectors(tuple(report.ids[read]), tuple(report.shapes[read]))
        self._end = start + len(self._vectors) - 2  # behind the last subtoken
        self._places: dict[Span, NDArray[np.float32]] = {}

    def points(self, clause: Span, trigger: int, near: Sequence[Sequence[Span | None]]) -> NDArray[np.float64]:
        """The log-likelihoods of nobody and of each; spans in subtokens of the report."""
        head = encoder.arrays(_HEAD)
        a, b = (1 + min(max(k - self._start, 0), len(self._vectors) - 2) for k in clause)
        at = 1 + min(trigger, self._end - 1) - self._start
        told = np.concatenate([self._vectors[a : max(b, a + 1)].mean(axis=0), self._vectors[at], self._vectors[0]])
        told = encoder.layers(told, _HEAD, "statement.0", "statement.2")
        turned = head["turn.weight"] @ told / head["scale"]
        odds = [float(head["nobody.weight"][0] @ told + head["nobody.bias"][0])]
        for spans in near:
            inside = [span for span in spans if span is not None and self._start <= span[0] and span[1] <= self._end]
            if not inside:
                odds.append(-np.inf)
                continue
            places = np.stack([self._place(span) for span in inside])
            far = head["apart.weight"][[bucket(trigger - first) for first, _ in inside], 0]
            odds.append(
                float(np.logaddexp.reduce(places @ turned + far + places @ head["alone.weight"][0] + head["alone.bias"][0]))
            )
        found = np.array(odds)
        return np.maximum(found - np.logaddexp.reduce(found), NOBODY_THERE)

    def _place(self, span: Span) -> NDArray[np.float32]:
        """What a statement is set against, where somebody is named or cited."""
        found = self._places.get(span)
        if found is None:
            ends = np.concatenate([self._vectors[1 + k - self._start] for k in (span[0], span[1] - 1)])
            found = self._places[span] = encoder.layers(ends, _HEAD, "place.0", "place.2")
        return found
