"""Which figure of a count is current, how far live sources lie apart, and how it came there."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from twosource.moments import order
from twosource.records import Tally
from twosource.weigh.slots import GROWING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from twosource.records import Event, Statement


_EVERYBODY = frozenset({"", "people", "persons", "victims"})  # "the toll has risen to 14" carries on "nine people were killed"


def find(
    events: Sequence[Event], statements: Mapping[str, Statement], published: Mapping[str, str], replaced: frozenset[str]
) -> tuple[Tally, ...]:
    """The counts of every event: one for each thing that is counted.

    `published` is report id → date, `replaced` the ids of statements that a later one replaces.
    The figures of a count that are live are those that nothing has replaced, the last of each origin;
    the newest of them is current.
    """
    out: list[Tally] = []
    for event in events:
        counts: dict[tuple[str, str], list[Statement]] = defaultdict(list)
        for s in (statements[i] for i in event.statements):
            if s.figure and not s.figure.part and s.polarity == "asserts" and s.status == "actual":
                of = s.figure.of or ""
                counts[s.figure.what, "" if s.figure.what in GROWING and of in _EVERYBODY else of].append(s)
        for (what, of), told in sorted(counts.items()):
            history = sorted(told, key=lambda s: (order(published.get(s.report)), s.report, s.start))
            named = of or ("people" if any(s.figure and s.figure.of for s in told) else None)
            out.append(_tally((event.id, what, named), history, published, replaced))
    return tuple(out)


def _tally(
    of: tuple[str, str, str | None], history: Sequence[Statement], published: Mapping[str, str], replaced: frozenset[str]
) -> Tally:
    last = {s.origin: s for s in history if s.id not in replaced} or {s.origin: s for s in history}
    live = sorted(last.values(), key=lambda s: (order(published.get(s.report)), s.taken is None, s.report, s.start))
    figures = [s.figure for s in live if s.figure]
    highs = [f.high for f in figures]
    return Tally(
        *of,
        live[-1].id,
        min(f.low for f in figures),
        None if None in highs else max(h for h in highs if h is not None),
        tuple(s.id for s in history),
    )
