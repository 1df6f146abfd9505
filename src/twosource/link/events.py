"""Statements of one story → happenings: block, score, join.

A story is the first block. In a small one every pair is scored; in a large one only each
statement's nearest by the vectors of clause and trigger, and those that a copy aligns. A
first look, a logistic score over named features (`pairs`), says how likely two statements
tell one happening; a second judges again, in the light of the first (`second`).
Agglomeration by mean and strongest link joins them.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

from twosource.encoder import unit
from twosource.link import trees
from twosource.link.pairs import FEATURES, clues, features, listed
from twosource.link.pieces import pieces
from twosource.link.second import AROUND, again, alike, around, order
from twosource.records import Join

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from twosource.link.pairs import Clue, Floats, Indexes
    from twosource.records import Annotation, Copy, MissingOriginal, Statement

_SMALL = 500  # statements: up to here every pair of a story is scored
_NEAREST = 60  # neighbours that each statement of a larger story is scored with, by clause and by trigger
_WHOLE = 2_000  # statements: up to here a story's pairs get a second look, whose work grows with the square
# What the second look asks of a pair of statements beside its own features and what lies around it.
SECOND = (
    *AROUND,
    "others nearer to the one",
    "others nearer to the other",
    "fewest words of its own",
    "one leans on what was said before",
)
_LIKELY = 0.05  # pairs less likely than this do not hold two statements in one piece of work
_STRONGEST = 0.15  # weight of two groups' strongest link beside the mean of all: a retelling in other words hangs by one
_SHOWN = 0.3  # likelihood from which a pair that was kept apart is on record
_WORDS = 12  # words of a clause above which all are one
_LEANING = frozenset("it he she they this that these those both its his her their one some all none there who which".split())
_TREES = "events.npz"


def join(
    statements: Sequence[Statement],
    annotations: Mapping[str, Annotation],
    copies: Sequence[Copy],
    missing: Sequence[MissingOriginal] = (),
) -> tuple[tuple[Statement, ...], tuple[Join, ...]]:
    """Name the event of each statement, and say why pairs were joined or, though alike, kept apart."""
    if not statements:
        return (), ()
    known = clues(statements, annotations)
    first_of = echoes(known, annotations, missing)
    known = [_as_copied(c, known[first_of[k]]) if k in first_of else c for k, c in enumerate(known)]
    aligned = same_words(statements, copies, annotations) | {(first, k) for k, first in first_of.items()}
    i, j = candidates(known, aligned)
    table = features(known, i, j, aligned)
    likely, table, twice = second_look(known, i, j, table)
    clusters = cluster(known, i, j, likely, aligned)
    names = {k: name for members in clusters for name in [_event_id([statements[m] for m in members])] for k in members}
    joined = tuple(replace(s, event=names[k]) for k, s in enumerate(statements))
    return joined, tuple(_why(joined, (i, j), likely, table, twice))


def echoes(known: Sequence[Clue], annotations: Mapping[str, Annotation], missing: Sequence[MissingOriginal]) -> dict[int, int]:
    """Statements that say again, word for word and slot for slot, what another report has from the same absent agency.

    Each with the first that says it. They are compared with that one alone: of three hundred papers that print a dispatch,
    each clause's nearest would be its own likenesses, and the more papers, the less would be joined. A missing original
    that nobody names is only surmised, and what rests on it is compared as any other report's own words are.
    """
    original = {report: n for n, gone in enumerate(missing) if gone.name for report in gone.reports}
    had: Counter[tuple[object, ...]] = Counter()
    first: dict[tuple[object, ...], int] = {}
    out: dict[int, int] = {}
    for k, c in enumerate(known):
        s = c.statement
        if s.taken is None and s.report in original:
            (start, end), trigger = annotations[s.report].sentence(s.start, s.end), c.mention.trigger[0]
            words = annotations[s.report].report.text[start:end], s.start - start, s.end - start, trigger - start
            slots = s.chain, s.polarity, s.date, s.figure, s.time, s.place, s.actor, s.status, s.background
            key = (original[s.report], words, slots)
            had[s.report, key] += 1  # a report that says it twice: each time is one of its own
            if first.setdefault((*key, had[s.report, key]), k) != k:
                out[k] = first[*key, had[s.report, key]]
    return out


def _as_copied(echo: Clue, first: Clue) -> Clue:
    """An echo as it is joined: it shapes no event and follows its first, as what is copied follows its original."""
    return replace(echo, statement=replace(echo.statement, taken=first.statement.report))


def candidates(known: Sequence[Clue], aligned: frozenset[tuple[int, int]]) -> tuple[Indexes, Indexes]:
    """Pairs i < j worth scoring: own statements with one another, and copied ones with own ones and what they align with."""
    n = len(known)
    if n <= _SMALL:
        return np.triu_indices(n, 1)
    own = np.array([k for k, c in enumerate(known) if c.statement.taken is None], np.intp)
    wanted = set(aligned)
    if len(own) <= _SMALL:
        wanted |= {(int(own[a]), int(own[b])) for a, b in zip(*np.triu_indices(len(own), 1), strict=True)}
    for part in ("clause", "trigger"):
        vectors = unit(np.stack([getattr(c, part) for c in known]))
        mine = vectors[own]
        for k, clue in enumerate(known):
            if clue.statement.taken is None and len(own) <= _SMALL:
                continue
            most = _NEAREST if clue.statement.taken is None else _NEAREST // 4
            near = own[np.argsort(-(mine @ vectors[k]))[:most]] if len(own) else own
            wanted |= {(min(k, m), max(k, m)) for m in near.tolist() if m != k}
    if not wanted:
        return np.zeros(0, np.intp), np.zeros(0, np.intp)
    i, j = np.array(sorted(wanted), np.intp).T
    return i, j


def cluster(
    known: Sequence[Clue], i: Indexes, j: Indexes, likely: Floats, aligned: frozenset[tuple[int, int]]
) -> list[list[int]]:
    """Events as lists of indexes: own statements are joined, copied ones follow their originals, else their likeliest event."""
    taken = np.array([c.statement.taken is not None for c in known])
    both_own = ~(taken[i] | taken[j])
    groups = agglomerate(len(known), i[both_own], j[both_own], likely[both_own], threshold())
    event = {k: g for g, members in enumerate(groups) for k in members if not taken[k]}
    waiting = [k for k in range(len(known)) if taken[k]]
    links: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for a, b, score in zip(i.tolist(), j.tolist(), likely.tolist(), strict=True):
        if (a, b) in aligned or score >= threshold():
            weight = score + ((a, b) in aligned)  # what is aligned goes before what is only likely
            links[a].append((weight, b))
            links[b].append((weight, a))
    grew = True
    while waiting and grew:
        found = {k: max(((w, -m) for w, m in links[k] if m in event), default=None) for k in waiting}
        event |= {k: event[-best[1]] for k, best in found.items() if best}
        grew = any(found.values())
        waiting = [k for k in waiting if k not in event]
    out: dict[int, list[int]] = defaultdict(list)
    for k, g in sorted((event | {k: len(known) + k for k in waiting}).items()):
        out[g].append(k)
    return sorted(out.values())


@cache
def _weights() -> Floats:
    data = json.loads((files("twosource.data") / "events.json").read_text(encoding="utf-8"))
    return np.array([data["weights"][name] for name in FEATURES], np.float32)


def threshold() -> float:
    """The mean likelihood at which two groups of statements are still joined."""
    return trees.load(_TREES).threshold


def first_look(rows: Floats) -> Floats:
    """How likely each pair with these features (`FEATURES`) tells one happening, taken by itself (0 to 1)."""
    return (1 / (1 + np.exp(-(rows @ _weights())))).astype(np.float32)


def second_look(known: Sequence[Clue], i: Indexes, j: Indexes, rows: Floats) -> tuple[Floats, Floats, NDArray[np.bool_]]:
    """How likely each pair tells one happening, its features (`FEATURES` and `SECOND`), and whether it was looked at twice.

    Only a report's own statements are, and in the light of own statements alone: what others take from it must move
    nothing. What the first look finds hopeless stays so.
    """
    first = first_look(rows)
    own = np.flatnonzero([c.statement.taken is None for c in known])
    at = np.full(len(known), -1)
    at[own] = np.arange(len(own))
    seen = (at[i] >= 0) & (at[j] >= 0) & (len(own) <= _WHOLE)
    wide = np.zeros((len(rows), len(SECOND)), np.float32)
    if seen.any():
        wide[seen] = second([known[k] for k in own.tolist()], at[i[seen]], at[j[seen]], first[seen])
    table = np.concatenate([rows, wide], axis=1)
    likely, twice = again(_TREES, table, first, seen)
    return likely, table, twice


def second(known: Sequence[Clue], i: Indexes, j: Indexes, first: Floats) -> Floats:
    """The features (pairs, len(SECOND)) of the pairs (i[k], j[k]), of which the first look found `first`[k] likely."""
    n = len(known)
    stands = order([(c.statement.report, (c.statement.start, c.statement.end, c.mention.trigger)) for c in known])
    nearer = np.zeros((n, n), np.intp)
    for k, row in enumerate(-alike(n, i, j, first)):  # how many others are more like k
        nearer[k] = np.searchsorted(np.sort(row), row)
    words = np.array([len(c.words) for c in known])
    leans = np.array([bool(c.opening & _LEANING) for c in known])
    own = (
        np.minimum(nearer[i, j], nearer[j, i]) / n,
        np.maximum(nearer[i, j], nearer[j, i]) / n,
        np.minimum(np.minimum(words[i], words[j]), _WORDS),
        leans[i] | leans[j],
    )
    return np.concatenate([around(stands, i, j, first), np.stack(own, axis=1).astype(np.float32)], axis=1)


def agglomerate(n: int, i: Indexes, j: Indexes, likely: Floats, least: float) -> list[list[int]]:
    """Clusters of 0..n-1 over scored pairs; a pair that was not scored counts as 0. Ties break by index."""
    out: list[list[int]] = []
    near = likely >= _LIKELY
    for piece in pieces(n, listed(i[near], j[near])):
        at = np.full(n, -1)
        at[piece] = np.arange(len(piece))
        inside = (at[i] >= 0) & (at[j] >= 0)
        dense = np.zeros((len(piece), len(piece)), np.float32)
        dense[at[i[inside]], at[j[inside]]] = dense[at[j[inside]], at[i[inside]]] = likely[inside]
        out.extend([piece[k] for k in group] for group in _linked(dense, least))
    return sorted(out)


def _linked(alike: NDArray[np.float32], least: float) -> list[list[int]]:
    """Agglomerate by the mean of two groups' links, leaning on their strongest one by `_STRONGEST`."""
    np.fill_diagonal(alike, -1)
    strongest = alike.copy()
    groups = {k: [k] for k in range(len(alike))}
    both = (1 - _STRONGEST) * alike + _STRONGEST * strongest
    nearest = both.argmax(axis=1)  # of each group; kept up to date, so that a merge looks at the rows that it changes
    link = both.max(axis=1)
    while True:
        a = int(link.argmax())
        if link[a] < least:
            return [sorted(g) for g in groups.values()]
        a, b = sorted((a, int(nearest[a])))
        x, y = len(groups[a]), len(groups[b])
        alike[a] = alike[:, a] = (x * alike[a] + y * alike[b]) / (x + y)
        strongest[a] = strongest[:, a] = np.maximum(strongest[a], strongest[b])
        for links in (alike, strongest):
            links[a, a] = links[b] = links[:, b] = -1
        both[a] = both[:, a] = (1 - _STRONGEST) * alike[a] + _STRONGEST * strongest[a]
        both[b] = both[:, b] = -1
        gone = np.flatnonzero((nearest == a) | (nearest == b))
        nearest[gone], link[gone] = both[gone].argmax(axis=1), both[gone].max(axis=1)
        nearer = (both[:, a] > link) | ((both[:, a] == link) & (a < nearest))  # ties go to the first
        nearest[nearer], link[nearer] = a, both[nearer, a]
        groups[a] += groups.pop(b)


def same_words(
    statements: Sequence[Statement], copies: Sequence[Copy], annotations: Mapping[str, Annotation]
) -> frozenset[tuple[int, int]]:
    """Pairs whose triggers stand at the same spot of a passage that one report took from the other."""
    by_report: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for k, s in enumerate(statements):
        by_report[s.report].append((annotations[s.report].events[s.mention].trigger[0], k))
    out: set[tuple[int, int]] = set()
    for copy in copies:
        for passage in copy.passages:
            (a, b), (c, d) = passage.here, passage.there
            mine = [(x - a, k) for x, k in by_report[copy.report] if a <= x < b]
            theirs = [(y - c, m) for y, m in by_report[copy.of] if c <= y < d]
            out |= {(min(k, m), max(k, m)) for x, k in mine for y, m in theirs if abs(x - y) <= _DRIFT}
    return frozenset(out)


_DRIFT = 12  # characters by which a small edit before it may have moved a trigger


def _event_id(told: Sequence[Statement]) -> str:
    """An event is named after the first of its statements by report and place, copied ones last: the same on every machine."""
    first = min(told, key=lambda s: (s.taken is not None, s.report, s.start, s.end, s.id))
    return "e-" + hashlib.sha256(first.id.encode()).hexdigest()[:10]


def _why(
    statements: Sequence[Statement], pairs: tuple[Indexes, Indexes], likely: Floats, table: Floats, twice: NDArray[np.bool_]
) -> Iterable[Join]:
    """The reasons of every pair that was joined, and of those that were near to it and kept apart."""
    i, j = pairs
    events = {name: n for n, name in enumerate({s.event for s in statements})}
    of = np.array([events[s.event] for s in statements])
    shown = np.flatnonzero((of[i] == of[j]) | (likely >= _SHOWN))
    spoke = np.pad(table[shown, : len(FEATURES)] * _weights(), ((0, 0), (0, len(SECOND))))
    spoke[twice[shown]] = trees.load(_TREES).moves(table[shown[twice[shown]]])
    for row, k, (a, b) in zip(spoke, shown.tolist(), listed(i[shown], j[shown]), strict=True):
        together = statements[a].event == statements[b].event
        telling = trees.telling(row.tolist(), FEATURES + SECOND, against=not together)
        yield Join(statements[a].id, statements[b].id, round(float(likely[k]), 3), together, telling)
