"""Statements of one story → happenings: block, score, join.

Candidates share a trigger word, a rare content word, or are among each other's nearest by
the vectors of their triggers or clauses. A logistic score over named features (`pairs`)
says how likely two statements tell one happening; average-link agglomeration joins them.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from dataclasses import replace
from functools import cache
from importlib.resources import files
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from twosource.link.pairs import FEATURES, clues, features
from twosource.records import Join

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from twosource.link.pairs import Clue
    from twosource.records import Annotation, Copy, Statement

_NEAREST = 12  # neighbours by vector that each statement is compared with
_RARE = 8  # a content word in more statements than this blocks nothing
_REASONS = 4  # features named as the reasons of a join


def join(
    statements: Sequence[Statement], annotations: Mapping[str, Annotation], copies: Sequence[Copy]
) -> tuple[tuple[Statement, ...], tuple[Join, ...]]:
    """Name the event of each statement, and say why pairs were joined or, though alike, kept apart."""
    if not statements:
        return (), ()
    known = clues(statements, annotations)
    same_words = _aligned(statements, copies, annotations)
    pairs = candidates(known) | same_words
    scores = {p: score(features(known[p[0]], known[p[1]], p in same_words)) for p in sorted(pairs)}
    clusters = agglomerate(len(statements), scores, threshold())
    names = {i: _event_id([statements[j] for j in members]) for members in clusters for i in members}
    joined = tuple(replace(s, event=names[i]) for i, s in enumerate(statements))
    return joined, tuple(_why(known, scores, names, same_words))


def candidates(known: Sequence[Clue]) -> set[tuple[int, int]]:
    """Pairs (i < j) worth scoring."""
    blocks: dict[str, list[int]] = defaultdict(list)
    for i, clue in enumerate(known):
        for key in {f"head {clue.head}", *clue.words}:
            blocks[key].append(i)
    pairs = {p for key, members in blocks.items() if key.startswith("head ") or len(members) <= _RARE for p in combinations(members, 2)}
    for vectors in (np.stack([c.trigger for c in known]), np.stack([c.clause for c in known])):
        alike = vectors @ vectors.T
        np.fill_diagonal(alike, -1)
        nearest = np.argsort(-alike, axis=1)[:, :_NEAREST]
        pairs |= {(min(i, int(j)), max(i, int(j))) for i, row in enumerate(nearest) for j in row if i != j}
    return pairs


@cache
def _model() -> tuple[NDArray[np.float32], float]:
    data = json.loads((files("twosource.data") / "events.json").read_text(encoding="utf-8"))
    return np.array([data["weights"][name] for name in FEATURES], np.float32), float(data["threshold"])


def threshold() -> float:
    """The mean probability at which two groups of statements are still joined."""
    return _model()[1]


def score(row: NDArray[np.float32]) -> float:
    """The probability that a pair with these features tells one happening."""
    return float(1 / (1 + np.exp(-float(row @ _model()[0]))))


def agglomerate(n: int, scores: Mapping[tuple[int, int], float], least: float) -> list[list[int]]:
    """Average-link clustering of 0..n-1 over scored pairs; pairs that were not scored count as 0. Ties break by index."""
    members = {i: [i] for i in range(n)}
    links: dict[int, dict[int, float]] = {i: {} for i in range(n)}  # cluster → cluster → sum of scores
    for (i, j), p in scores.items():
        links[i][j] = links[j][i] = p
    while True:
        best, pair = least, None
        for i, row in links.items():
            for j, total in row.items():
                mean = total / (len(members[i]) * len(members[j]))
                if i < j and mean > best:
                    best, pair = mean, (i, j)
        if pair is None:
            return [sorted(m) for m in members.values()]
        i, j = pair
        members[i] += members.pop(j)
        for k, total in links.pop(j).items():
            del links[k][j]
            if k != i:
                links[i][k] = links[k][i] = links[i].get(k, 0.0) + total


def _aligned(
    statements: Sequence[Statement], copies: Sequence[Copy], annotations: Mapping[str, Annotation]
) -> set[tuple[int, int]]:
    """Pairs that stand at the same spot of a passage that one report took from the other."""
    by_report: dict[str, list[int]] = defaultdict(list)
    for i, s in enumerate(statements):
        by_report[s.report].append(i)
    out: set[tuple[int, int]] = set()
    for copy in copies:
        for passage in copy.passages:
            (a, b), (c, d) = passage.here, passage.there
            for i in by_report[copy.report]:
                x = annotations[copy.report].events[statements[i].mention].trigger[0]
                if not a <= x < b:
                    continue
                for j in by_report[copy.of]:
                    y = annotations[copy.of].events[statements[j].mention].trigger[0]
                    if c <= y < d and abs((x - a) - (y - c)) <= 12:
                        out.add((min(i, j), max(i, j)))
    return out


def _event_id(told: Iterable[Statement]) -> str:
    """An event is named after the first of its statements by report and place: the same on every machine."""
    first = min(told, key=lambda s: (s.report, s.start, s.end, s.id))
    return "e-" + hashlib.sha256(first.id.encode()).hexdigest()[:10]


def _why(
    known: Sequence[Clue], scores: Mapping[tuple[int, int], float], names: Mapping[int, str], same_words: set[tuple[int, int]]
) -> Iterable[Join]:
    """The reasons of every pair that was joined, and of those that were near to it and kept apart."""
    weights = _model()[0]
    for (i, j), p in scores.items():
        together = names[i] == names[j]
        if not together and p < 0.3:
            continue
        spoke = weights * features(known[i], known[j], (i, j) in same_words)
        order = np.argsort(-spoke if together else spoke)[: _REASONS + 1]
        reasons = tuple(FEATURES[k] for k in order if FEATURES[k] != "bias" and abs(spoke[k]) > 0.1)[:_REASONS]
        yield Join(known[i].statement.id, known[j].statement.id, round(p, 3), together, reasons)
