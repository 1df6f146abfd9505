"""What a reading of both passages says of disputes: those found by rule that are none go, those that no rule finds come.

Rules compare what they know how to compare (`changes`). Two passages read as one text (`together`) show what else they say,
so that each conflict that a rule has found must be borne out; and pairs that bear a sign of one (a likely denial, two
figures, two clock times), of two sources, are read as well.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from math import exp
from typing import TYPE_CHECKING

from twosource.records import Conflict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from twosource.records import ConflictKind, Join, Statement
    from twosource.weigh.together import Answers
    from twosource.weigh.told import Told

_ALIKE = 0.3  # likelihood of one happening from which a pair is read
_MAY_DENY = 0.4  # likelihood of denial from which a passage may be one
READ = 2  # pairs of a conflict of one kind and event, and signs between two events or in one, that are read
_MOST = 30  # pairs of a story that are read for a sign, the likeliest first
_BORNE_OUT = 0.2  # likelihood of a dispute from which what a rule has found stays
_FOUND = 0.6  # the same for what only the reading finds
_DENIED = 0.85  # the same where the one denies what the other asserts: of those there are many, and most are somebody's aside
_DENIES = 0.6  # likelihood from which one of the two denies
_ONE_SOURCE = 0.5  # likelihood from which both have it from one source, which then disputes nothing

Pair = tuple["Statement", "Statement"]


@dataclass(frozen=True)
class Matter:
    """What may be in dispute: the conflicts that rules found, and the pairs that bear a sign of one, each the earlier first."""

    ruled: Sequence[Conflict]
    signs: Sequence[Pair]
    said: Mapping[str, Statement]

    @property
    def pairs(self) -> Iterator[Pair]:
        """All that is to be read."""
        yield from self.signs
        for found in _by_kind(self.ruled).values():
            yield from ((self.said[c.a], self.said[c.b]) for c in found[:READ])


def find(
    statements: Sequence[Statement], joins: Iterable[Join], ruled: Sequence[Conflict], told: Told, denies: Mapping[str, float]
) -> Matter:
    """What of a story is to be read for disputes; `denies` is statement id → likelihood of denial."""
    said = {s.id: s for s in statements}
    near = sorted((j for j in joins if j.score >= _ALIKE), key=lambda j: (-j.score, j.a, j.b))
    pairs = ((said[j.a], said[j.b]) for j in near)
    signs: list[Pair] = []
    taken: Counter[frozenset[str]] = Counter()
    for a, b in pairs:
        between = frozenset((a.event, b.event))
        if taken[between] < READ and _sign(a, b, told, denies):
            taken[between] += 1
            signs.append((a, b) if told.place(a) <= told.place(b) else (b, a))
    return Matter(ruled, signs[:_MOST], said)


def settle(matter: Matter, read: Mapping[frozenset[str], Answers], told: Told) -> tuple[Conflict, ...]:
    """The conflicts of a story, each borne out by a reading of both passages; those found by rule first."""
    settled = {of for of, found in _by_kind(matter.ruled).items() if any(_dispute(c, read) >= _BORNE_OUT for c in found[:READ])}
    out = [c for c in matter.ruled if (c.kind, c.event) in settled]
    likely = sorted(matter.signs, key=lambda pair: (-read[_ids(pair)].dispute, pair[0].id, pair[1].id))
    for a, b in likely:
        answers = read[_ids((a, b))]
        kind = _kind(a, b, answers)
        if kind is None or (kind, a.event) in settled or (kind, b.event) in settled:
            continue
        likelihood = _sigmoid(answers.dispute)
        one_source = _sigmoid(answers.one_source) > _ONE_SOURCE
        if likelihood >= (_DENIED if kind == "polarity" else _FOUND) and not one_source and (told.vouched(a) or told.vouched(b)):
            settled.add((kind, a.event))
            out.append(Conflict(kind, a.event, a.id, b.id, f"read side by side, both cannot be true ({likelihood:.2f})"))
    return tuple(out)


def _sign(a: Statement, b: Statement, told: Told, denies: Mapping[str, float]) -> bool:
    """Whether two passages of two sources bear a sign of dispute."""
    if a.taken or b.taken or told.resolved.of[a.id] == told.resolved.of[b.id]:
        return False
    deny = max(denies.get(a.id, 0.0), denies.get(b.id, 0.0)) >= _MAY_DENY
    return deny or _two_figures(a, b) or _two_times(a, b)


def _kind(a: Statement, b: Statement, answers: Answers) -> ConflictKind | None:
    if _sigmoid(answers.one_denies) >= _DENIES:
        return "polarity"
    return "figure" if _two_figures(a, b) else "time" if _two_times(a, b) else None


def _two_figures(a: Statement, b: Statement) -> bool:
    return a.figure is not None and b.figure is not None and a.figure.low != b.figure.low


def _two_times(a: Statement, b: Statement) -> bool:
    return bool(a.time and b.time and a.time != b.time and "T" in a.time + b.time)


def _by_kind(ruled: Iterable[Conflict]) -> dict[tuple[str, str], list[Conflict]]:
    out: dict[tuple[str, str], list[Conflict]] = defaultdict(list)
    for c in ruled:
        out[c.kind, c.event].append(c)
    return out


def _dispute(c: Conflict, read: Mapping[frozenset[str], Answers]) -> float:
    return _sigmoid(read[frozenset((c.a, c.b))].dispute)


def _ids(pair: Pair) -> frozenset[str]:
    return frozenset((pair[0].id, pair[1].id))


def _sigmoid(odds: float) -> float:
    return 1 / (1 + exp(-odds))
