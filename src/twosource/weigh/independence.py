"""How many of an event's origins are independent: neither copies, relays, owns or speaks for the other.

Conservative by design: what is not on record adds nothing. The count is the number of
groups left when everything that ties two origins has been joined, with two caps: unnamed
sources add at most one, and an outlet in its own voice adds only if its report shows that
it was there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from twosource.link.publishers import same as same_publisher
from twosource.records import Tie

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from twosource.records import Origin, Statement
    from twosource.weigh.origins import Resolved


def independent(
    origins: Sequence[Origin], statements: Sequence[Statement], resolved: Resolved, apart: frozenset[frozenset[str]] = frozenset()
) -> tuple[int, tuple[Tie, ...]]:
    """The number of independent origins among those that vouch for an event, and what ties the others.

    `apart` holds pairs of names that a person has marked as not independent.
    """
    by_origin: dict[str, list[Statement]] = {}
    for s in statements:
        by_origin.setdefault(resolved.of[s.id], []).append(s)
    ties: list[Tie] = []
    counted: list[Origin] = []
    for origin in origins:
        tie = _tied(origin, counted, by_origin, resolved, apart)
        if tie is None:
            counted.append(origin)
        else:
            ties.append(tie)
    return max(len(counted), 1 if origins else 0), tuple(ties)


def _tied(
    origin: Origin,
    counted: Sequence[Origin],
    by_origin: Mapping[str, list[Statement]],
    resolved: Resolved,
    apart: frozenset[frozenset[str]],
) -> Tie | None:
    """What keeps an origin from adding to those that are counted already, if anything does."""
    mine = tuple(s.id for s in by_origin.get(origin.id, ()))
    if origin.kind in {"outlet", "agency"} and origin.id not in resolved.shown:
        return Tie(origin.id, origin.id, "lineage not recorded: its own voice, and the report does not show that it was there", mine)
    for other in counted:
        if frozenset({origin.name, other.name}) in apart:
            return Tie(origin.id, other.id, "a person has marked them as not independent", mine)
        if origin.kind == "unnamed" and other.kind == "unnamed":
            return Tie(origin.id, other.id, "unnamed sources add at most one: they may be the same person", mine)
        both_carry = {origin.kind, other.kind} <= {"outlet", "agency"}
        if both_carry and same_publisher(origin.name, other.name):
            return Tie(origin.id, other.id, "one publisher under two names", mine)
    return None
