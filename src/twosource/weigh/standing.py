"""What the account may say of an event, and when that changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twosource.moments import order
from twosource.records import Turn

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from twosource.records import Standing, Statement


def standing(statements: Sequence[Statement], *, two: bool, denied: AbstractSet[str], contested: bool) -> Standing:
    """The standing of an event; `two`: whether two independent origins vouch; `denied`: ids of outright denials.

    denied: nobody but its deniers tells of it; disputed (`contested`): asserted by one side and denied or
    contradicted on who did it by another; corroborated: at least two independent origins; else single.
    "Nobody was hurt" denies nothing where nobody has said otherwise.
    """
    if any(s.id in denied for s in statements) and all(s.polarity == "denies" for s in statements):
        return "denied"
    if contested:
        return "disputed"
    return "corroborated" if two else "single"


def history(
    statements: Sequence[Statement], published: Mapping[str, str], judge: Callable[[Sequence[Statement]], Standing]
) -> tuple[Turn, ...]:
    """The moments at which the standing changed as reports came in, by date of publication."""
    turns: list[Turn] = []
    known: list[Statement] = []
    said: dict[str, list[Statement]] = {}
    for s in statements:
        said.setdefault(s.report, []).append(s)
    for report in sorted(said, key=lambda r: (order(published.get(r)) or "9999", r)):
        known += said[report]
        now = judge(known)
        if not turns or turns[-1].standing != now:
            turns.append(Turn(published.get(report) or None, now, report))
    return tuple(turns)
