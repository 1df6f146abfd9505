"""Figures over time: which later statement replaces an earlier one, and which two cannot both be true.

The two are decided together, since each is what the other is not. A figure is an update
when it replaces another of the same origin, or when it is a toll that grew between two
reports; it is a conflict when two origins hold to different figures at the same time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from twosource.records import Conflict, Update
from twosource.weigh.slots import GROWING, agree, comparable, minutes, same_day

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from twosource.records import Counted, Statement
    from twosource.weigh.origins import Resolved

_SLACK = 15  # minutes: two clock times this near are one time, told in round numbers
_SAME_CLAIM = 0.35  # likelihood from which a denial is a denial of just that
_SAME_COUNT = 0.3  # likelihood from which two counts of one kind (killed, arrested) are of one happening
_SAME_VAGUE_COUNT = 0.5  # the same where what is counted is vague
_VAGUE = frozenset({"count", "people", "others", "distance", "share", "money", "weight", "percent", "percentage", "area"})
_RISING = re.compile(
    r"\b(?:rose|risen|rises|climbed|reached|now|another|further|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|latest|updated|"
    r"revised|correct(?:ed|ion)|so far|since|no longer)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Told:
    """What the statements of a story are compared by.

    `published` is report id → date of publication, `words` statement id → its words, `likely`
    pair of statement ids → how likely the two alone tell one happening.
    """

    resolved: Resolved
    published: Mapping[str, str]
    words: Mapping[str, str]
    likely: Mapping[frozenset[str], float]

    def when(self, s: Statement) -> str:
        """When the report of a statement was published; empty where it is not known."""
        return self.published.get(s.report, "")

    def same_origin(self, a: Statement, b: Statement) -> bool:
        """Whether one origin vouches for both."""
        return self.resolved.of[a.id] == self.resolved.of[b.id]


def find(statements: Sequence[Statement], told: Told) -> tuple[tuple[Conflict, ...], tuple[Update, ...]]:
    """The conflicts and updates among the statements of one event."""
    conflicts: list[Conflict] = []
    updates: list[Update] = []
    for a, b in combinations(sorted(statements, key=lambda s: (told.when(s), s.report, s.start)), 2):
        for found in _between(a, b, statements, told):
            if isinstance(found, Conflict):
                conflicts.append(found)
            else:
                updates.append(found)
    return tuple(conflicts), tuple(updates)


def _between(a: Statement, b: Statement, statements: Sequence[Statement], told: Told) -> Iterator[Conflict | Update]:
    alike = told.likely.get(frozenset({a.id, b.id}), 0.0)
    if {a.polarity, b.polarity} == {"asserts", "denies"}:
        if not told.same_origin(a, b) and alike >= _SAME_CLAIM and _answers(a, b):
            yield Conflict("polarity", a.event, a.id, b.id, "one says that it happened, the other that it did not")
        return
    least = _SAME_COUNT if a.figure and a.figure.what not in _VAGUE else _SAME_VAGUE_COUNT
    if a.figure and b.figure and alike >= least and comparable(a.figure, b.figure):
        yield from _figures(a, b, statements, told)
    x, y = (minutes(s, told.words[s.id], told.when(s)) for s in (a, b))
    if x is not None and y is not None and not told.same_origin(a, b) and same_day(a, b) and abs(x - y) > _SLACK:
        yield Conflict("time", a.event, a.id, b.id, f"{x // 60:02}:{x % 60:02} against {y // 60:02}:{y % 60:02}")


def _answers(a: Statement, b: Statement) -> bool:
    """Whether the denial could answer the claim: somebody is cited for it, elsewhere, on what is said to have happened."""
    denial, claim = (a, b) if a.polarity == "denies" else (b, a)
    if denial.background or claim.background or claim.status == "hypothetical" or not denial.chain:
        return False
    if denial.report == claim.report:
        return bool(claim.chain) and (claim.end <= denial.start or denial.end <= claim.start)
    return True


def _figures(a: Statement, b: Statement, statements: Sequence[Statement], told: Told) -> Iterator[Conflict | Update]:
    """`a` is the earlier report's statement (or the earlier in one report)."""
    one, other = a.figure, b.figure
    if one is None or other is None or (one.low, one.high) == (other.low, other.high):
        return
    later, grew = told.when(a) < told.when(b), other.low > one.low
    same_origin = told.same_origin(a, b)
    if same_origin or not same_day(a, b):
        if later and (same_origin or grew):
            yield Update(a.event, a.id, b.id, f"{_shown(one)}, then {_shown(other)}")
        return
    toll = later and grew and one.what in GROWING and not _still_held(a, b, statements, told)
    rose = f"the count rose from {_shown(one)} to {_shown(other)}"
    if toll and (agree(one, other) or _RISING.search(told.words[b.id])):
        yield Update(a.event, a.id, b.id, rose)
    elif not agree(one, other):
        if toll and told.when(a)[:10] < told.when(b)[:10]:
            yield Update(a.event, a.id, b.id, f"{rose} by the next day")
        else:
            yield Conflict("figure", a.event, a.id, b.id, f"{_shown(one)} against {_shown(other)} {one.what}")


def _still_held(a: Statement, b: Statement, statements: Sequence[Statement], told: Told) -> bool:
    """Whether the origin of `a` keeps to its figure in a report as late as that of `b`."""
    return any(
        s.figure and a.figure and s.figure.what == a.figure.what and s.figure.low == a.figure.low
        for s in statements
        if told.same_origin(s, a) and told.when(s) >= told.when(b)
    )


def _shown(figure: Counted) -> str:
    number = f"{figure.low:g}"
    if figure.high is None:
        return f"at least {number}"
    return number if figure.high == figure.low else f"{number} to {figure.high:g}"
