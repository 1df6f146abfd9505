"""Which figure of a count is current, how far live sources lie apart, and how it came there."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from twosource.moments import order
from twosource.records import Tally
from twosource.weigh.facts import figures_of
from twosource.weigh.slots import GROWING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from twosource.records import Annotation, Event, Statement


_When = tuple[str, str, bool, int]
_EVERYBODY = frozenset({"", "people", "persons", "victims"})  # "the toll has risen to 14" carries on "nine people were killed"
# "bringing the number of people killed since the war began to 40,312": a count over more than the happening.
_OVER_MORE = re.compile(
    r"\bsince (?:(?:the|its|early|mid|late|last) ?-?)*(?:war|conflict|fighting|hostilities|invasion|uprising|insurgency|outbreak|"
    r"coup|start|beginning|year|month|spring|summer|autumn|winter|\d{4}|January|February|March|April|May|June|July|August|September|"
    r"October|November|December)\b|\bthis (?:year|season)\b|\bin the (?:war|conflict)\b|\bover the (?:past|last)\b",
    re.IGNORECASE,
)
# "Two people died, said police, who had earlier spoken of 12": the 12 is the older, wherever it stands.
_EARLIER = re.compile(
    r"\bhad (?:\w+ )?(?:earlier|previously|first|initially|originally)\b|"
    r"\b(?:earlier|previously|first|initially|originally) (?:reported|said|put|gave|given|announced|spoke|spoken)\b",
    re.IGNORECASE,
)


def find(
    events: Sequence[Event], statements: Mapping[str, Statement], by_report: Mapping[str, Annotation], replaced: frozenset[str]
) -> tuple[Tally, ...]:
    """The counts of every event: one for each thing that is counted, those over more than the happening left out.

    `replaced` holds the ids of statements that a later one replaces. The figures of a count that are live are those that
    nothing has replaced, the last of each origin; the newest of them is current.
    """
    out: list[Tally] = []
    for event in events:
        counts: dict[tuple[str, str], list[Statement]] = defaultdict(list)
        for s in (statements[i] for i in event.statements):
            if s.figure and not s.figure.part and s.polarity == "asserts" and s.status == "actual":
                of = s.figure.of or ""
                counts[s.figure.what, "" if s.figure.what in GROWING and of in _EVERYBODY else of].append(s)
        for (what, of), told in sorted(counts.items()):
            its_own = [s for s in told if not _over_more(s, by_report[s.report])] or told
            when = {s.id: _when(s, by_report[s.report]) for s in its_own}
            history = sorted(its_own, key=lambda s: when[s.id])
            named = of or ("people" if any(s.figure and s.figure.of for s in its_own) else None)
            out.append(_tally((event.id, what, named), history, when, replaced))
    return tuple(out)


def _when(s: Statement, annotation: Annotation) -> _When:
    """What figures are put in order by: publication, report, whether it is said to have been told before, place."""
    start, _ = annotation.sentence(s.start, s.end)
    it = next(iter(figures_of(s, annotation)), None)
    now = _EARLIER.search(annotation.report.text[start : s.start if it is None else it.start]) is None
    return order(annotation.report.published), s.report, now, s.start


def _over_more(s: Statement, annotation: Annotation) -> bool:
    """Whether the words about a statement's figure, up to the next on either side, say that it counts more than the happening."""
    it = next(iter(figures_of(s, annotation)), None)
    if it is None:
        return False
    start, end = annotation.sentence(it.start, it.end)
    start = max([start, *(f.end for f in annotation.figures if f.end <= it.start)])
    end = min([end, *(f.start for f in annotation.figures if f.start >= it.end)])
    text = annotation.report.text
    behind = re.split("[,;]", text[it.end : end], maxsplit=1)[0]
    return _OVER_MORE.search(text[start : it.start] + " " + behind) is not None


def _tally(
    of: tuple[str, str, str | None], history: Sequence[Statement], when: Mapping[str, _When], replaced: frozenset[str]
) -> Tally:
    last = {s.origin: s for s in history if s.id not in replaced} or {s.origin: s for s in history}
    live = sorted(last.values(), key=lambda s: (when[s.id][0], s.taken is None, when[s.id]))
    figures = [s.figure for s in live if s.figure]
    highs = [f.high for f in figures]
    return Tally(
        *of,
        live[-1].id,
        min(f.low for f in figures),
        None if None in highs else max(h for h in highs if h is not None),
        tuple(s.id for s in history),
    )
