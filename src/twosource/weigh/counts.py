"""Two figures of one happening: the later may replace the earlier, or the two cannot both be true."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from twosource.records import Conflict, Update
from twosource.weigh.slots import BARE, GROWING, MEASURES, PEOPLE, SHRINKING, agree, comparable, exact, same_day, same_kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twosource.records import Figure, Statement
    from twosource.weigh.told import Told

_SAME_COUNT = 0.2  # likelihood from which two counts of one kind (killed, arrested) are of one happening
_SAME_VAGUE = 0.25  # the same where what is counted is left to guess
_CERTAIN = 0.6  # the same for statements that were kept apart
_SAME_MEASURE = 0.55  # the same for lengths, sums, shares and things, of which one happening has many
_SPREAD = 12  # times by which two figures may differ and still count one thing
_ROUND = 0.1  # part of a figure by which "about" may round
_NEARLY = 0.02  # the same for what is measured
_TELLING = 10  # a number above this is seldom the same by chance


def between(a: Statement, b: Statement, all_of_it: Sequence[Statement], told: Told) -> Conflict | Update | None:
    """What the figures of two statements are to each other; `a` was published first, `all_of_it` tells the same happening."""
    pair = _compared(a, b, told)
    if pair is None or not (same_day(a, b) or told.says(b, "rises")):
        return None
    one, other = pair
    later = told.before(a, b)
    planned = b.status == "actual" and (a.status in {"planned", "hypothetical"} or told.says(a, "announced"))
    if told.same_origin(a, b) or planned:
        if {one.what, other.what} & MEASURES and not told.of(a).stems & told.of(b).stems:
            return None
        return Update(a.event, a.id, b.id, f"{shown(one)}, then {shown(other)}") if later else None
    if later and _replaces(a, b, (one, other), all_of_it, told):
        way = "rose" if other.low > one.low else "fell"
        return Update(a.event, a.id, b.id, f"the count {way} from {shown(one)} to {shown(other)}")
    if agree(one, other) or not same_day(a, b) or a.event != b.event:
        return None
    kind = "place" if all(told.says(s, "position") for s in (a, b)) and one.what == "distance" else "figure"
    return Conflict(kind, a.event, a.id, b.id, f"{shown(one)} against {shown(other)} {one.what}")


def _replaces(a: Statement, b: Statement, pair: tuple[Figure, Figure], all_of_it: Sequence[Statement], told: Told) -> bool:
    """Whether the figure of the later `b` carries on that of `a`, though another origin gives it.

    A toll that grew does where it is said to have grown, where the earlier one was a least, or
    by the next day; so does a count of the missing that shrank; and a count
    of what passes (people without power) where it is said to have changed.
    """
    one, other = pair
    if not {one.what, other.what} & GROWING:
        return told.says(b, "rises" if other.low > one.low else "changed")
    shrinks = bool({one.what, other.what} & SHRINKING)
    if (other.low > one.low if shrinks else other.low < one.low) or _still_held(a, b, one, all_of_it, told):
        return False
    next_day = told.of(a).when[:10] < told.of(b).when[:10]
    return agree(one, other) or next_day or told.says(b, "rises")


def _compared(a: Statement, b: Statement, told: Told) -> tuple[Figure, Figure] | None:
    """The figures of two statements that count the same and differ; None where there are none, or where one pair agrees."""
    alike = told.alike(a, b)
    if told.says(a, "remains") != told.says(b, "remains"):
        return None
    found: list[tuple[bool, Figure, Figure]] = []
    for one, other in product(told.of(a).figures, told.of(b).figures):
        if _one_figure(a, b, one, other, told):
            return None
        whole = not (one.part or other.part) and one.unit == other.unit
        if whole and comparable(one, other) and _of_one_size(one, other) and alike >= _least(a, b, one, other, told):
            found.append((not exact(one, other), one, other))
    if not found:
        return None
    _, one, other = min(found, key=lambda f: f[0])
    return one, other


def meet(a: Statement, b: Statement, told: Told) -> bool:
    """Whether two statements agree on a figure: nothing else that they count then sets them against each other."""
    return any(_one_figure(a, b, one, other, told) for one, other in product(told.of(a).figures, told.of(b).figures))


def _one_figure(a: Statement, b: Statement, one: Figure, other: Figure, told: Told) -> bool:
    """Whether two figures are one, or one is said to be a share of the other: then the statements agree on figures."""
    if one.low == other.low > _TELLING:
        return True  # "34 are in hospital", "34 of the 61 hurt"
    if not same_kind(one.what, other.what) or one.unit != other.unit:
        return False
    if one.part == other.part and (one.low == other.low or _rounds(one, other)):
        return True
    return other.low in told.of(a).parts or one.low in told.of(b).parts


def _least(a: Statement, b: Statement, one: Figure, other: Figure, told: Told) -> float:
    """How likely two statements must be of one happening for these figures to be set against each other."""
    if exact(one, other) or other.low in told.of(a).numbers or one.low in told.of(b).numbers:
        return _SAME_COUNT
    named = {one.what, other.what} - BARE
    if not named or named & MEASURES or not named & (PEOPLE | GROWING):  # any thing may have been counted
        if a.event != b.event:
            return _CERTAIN
        return _SAME_VAGUE if told.same_origin(a, b) else _SAME_MEASURE
    return _SAME_VAGUE if a.event == b.event else _CERTAIN


def _of_one_size(one: Figure, other: Figure) -> bool:
    if one.what in MEASURES or not {one.what, other.what} & BARE:
        return True
    low, high = sorted((max(one.low, one.high or 0), max(other.low, other.high or 0)))
    return high <= _SPREAD * max(low, 1)


def _rounds(one: Figure, other: Figure) -> bool:
    """Whether one figure may round the other: "about 30" and 31, 43 degrees and 43.1."""
    off = _ROUND if one.approximate or other.approximate else _NEARLY if one.what in MEASURES else 0.0
    return abs(one.low - other.low) <= off * max(one.low, other.low)


def _still_held(a: Statement, b: Statement, one: Figure, all_of_it: Sequence[Statement], told: Told) -> bool:
    """Whether the origin of `a` keeps to its figure in a report as late as that of `b`."""
    return any(
        s.figure and s.figure.what == one.what and s.figure.low == one.low
        for s in all_of_it
        if told.same_origin(s, a) and told.of(s).when >= told.of(b).when
    )


def shown(figure: Figure) -> str:
    """A figure in words: `26`, `at least 12`, `20 to 30`."""
    number = f"{figure.low:g}"
    if figure.high is None:
        return f"at least {number}"
    return number if figure.high == figure.low else f"{number} to {figure.high:g}"
