"""A page-long account in plain sentences, made of sourced passages and fixed phrases only.

What is corroborated comes first, then where sources disagree, which figures stand now, what is
said by one source alone, and what is denied. Each sentence carries its receipts, and `support`
checks by machine that they hold it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from twosource.records import BriefLine
from twosource.weigh.slots import GROWING, agree
from twosource.weigh.support import supported

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from twosource.records import Annotation, Conflict, Event, Polarity, Statement, Tally

__all__ = ["Known", "supported", "write"]

_COUNT = {2: "Two", 3: "Three", 4: "Four", 5: "Five", 6: "Six"}
_SHORTEST, _LONGEST = 35, 220  # characters of a passage that reads as a sentence
_SURE = 0.7  # likelihood of one happening from which the brief says that two passages say the same
_MOST = {"corroborated": 6, "disagree": 4, "figures": 2, "single": 4, "denied": 2}  # sentences of each kind: a page
_POINTS_BACK = re.compile(
    r"(?:it|that|this|they|he|she|those|these|who|which|such|its|his|her|their|the (?:two|three|four|others?|latter|former))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Known:
    """All that a brief is made from.

    `replaced` holds the ids of statements that a later one replaces; `likely` is how likely two statements (their ids) tell
    one happening; `unnamed` the ids of unnamed sources.
    """

    events: Sequence[Event]
    statements: Mapping[str, Statement]
    annotations: Mapping[str, Annotation]
    conflicts: Sequence[Conflict]
    tallies: Sequence[Tally]
    replaced: frozenset[str]
    likely: Mapping[frozenset[str], float]
    unnamed: frozenset[str]


def write(known: Known) -> tuple[BriefLine, ...]:
    """The brief of a story. Every line is supported by its receipts; what cannot be said so is left out."""
    ranked = sorted(known.events, key=lambda e: (-e.independent, -len(_reports(e, known)), e.date or "9", e.id))
    parts = {
        "corroborated": (_agreed(e, known) for e in ranked if e.independent > 1 and e.standing == "corroborated"),
        "disagree": (_against(c, known) for c in _widest(known)),
        "figures": (_figures(t, known) for t in known.tallies),
        "single": (_alone(e, known) for e in ranked if e.standing == "single"),
        "denied": (_denied(e, known) for e in ranked if e.standing == "denied"),
    }
    said: set[tuple[str, int, int]] = set()
    return tuple(line for part, lines in parts.items() for line in _first(lines, _MOST[part], known, said))


def _first(lines: Iterable[BriefLine | None], most: int, known: Known, said: set[tuple[str, int, int]]) -> Iterator[BriefLine]:
    """The first so many lines that are supported and do not repeat a passage."""
    for line in lines:
        if most and line and not said.issuperset(line.receipts) and supported(line, known.annotations):
            said.add(line.receipts[0])
            most -= 1
            yield line


def _agreed(event: Event, known: Known) -> BriefLine | None:
    """The passage that most counted origins say in nearly the same sense, with theirs.

    An event is wider than any passage of it. A brief vouches for words, so only origins whose own passage is as good as
    certain to tell the same are said to tell it, and neither an unnamed source's words nor contested ones are put into
    others' mouths. Two passages are shown, for the reader to judge; where no two agree so, the event is left to the table.
    """
    tied = {t.a for t in event.ties}
    counted = [s for s in _told(event, known) if s.origin in event.origins and s.origin not in tied and not s.taken]
    against = {i for c in known.conflicts if c.kind != "figure" for i in (c.a, c.b)}
    stale = against | known.replaced
    fit = [s for s in counted if _reads(s) and s.polarity == "asserts" and s.id not in stale and s.origin not in known.unnamed]
    leads = [(lead, _backing(lead, counted, known)) for lead in fit]
    lead, backing = max(
        leads, key=lambda pair: (len(pair[1]), not any(_flaws(pair[0], known)), -pair[0].start), default=(None, ())
    )
    if lead is None or not backing:
        return None
    count = _COUNT.get(1 + len(backing), str(1 + len(backing)))
    differ = any(
        s.figure and lead.figure and s.figure.what == lead.figure.what and not agree(s.figure, lead.figure) for s in backing
    )
    but = ", though their figures differ" if differ else ""
    receipts = dict.fromkeys([_receipt(lead), *map(_receipt, backing)])
    words = "; ".join(f"“{_passage(s, known)}” ({_who(s, known)})" for s in (lead, *backing[:1]))
    return BriefLine(f"{count} independent sources tell of this{but}: {words}.", tuple(receipts))


def _backing(lead: Statement, counted: Sequence[Statement], known: Known) -> tuple[Statement, ...]:
    """Of each other counted origin the passage that is likeliest to say what `lead` says, if it is likely enough."""
    best: dict[str, tuple[float, Statement]] = {}
    for s in counted:
        likely = known.likely.get(frozenset({lead.id, s.id}), 0.0)
        if (
            s.origin != lead.origin
            and s.polarity == "asserts"
            and s.end - s.start <= _LONGEST
            and likely >= max(_SURE, best.get(s.origin, (0.0, s))[0])
        ):
            best[s.origin] = (likely, s)
    return tuple(s for _, s in best.values())


def _flaws(s: Statement, known: Known) -> tuple[bool, bool, bool]:
    """What makes a passage read badly by itself, the worst first: it points back, is background, is no whole clause."""
    passage = _passage(s, known)
    return bool(_POINTS_BACK.match(passage)), s.background, not (passage[:1].isupper() or passage[:1].isdigit())


def _alone(event: Event, known: Known) -> BriefLine | None:
    told = _told(event, known)
    denied = {s.polarity for s in told} == {"denies"}  # "nobody was hurt" tells what happened, where nobody has said otherwise
    lead = _lead(event, known, "denies" if denied else "asserts")
    if lead is None or lead.status == "hypothetical":
        return None
    return BriefLine(f"According to {_who(lead, known)} alone: “{_passage(lead, known)}”.", (_receipt(lead),))


def _denied(event: Event, known: Known) -> BriefLine | None:
    lead = _lead(event, known, "denies")
    return lead and BriefLine(f"Denied by {_who(lead, known)}: “{_passage(lead, known)}”.", (_receipt(lead),))


def _against(conflict: Conflict, known: Known) -> BriefLine:
    a, b = known.statements[conflict.a], known.statements[conflict.b]
    if conflict.kind == "polarity" and a.polarity != b.polarity:
        yes, no = (a, b) if a.polarity == "asserts" else (b, a)
        text = f"{_opening(yes, known)}: “{_passage(yes, known)}”; this is denied by {_who(no, known)}: “{_passage(no, known)}”."
        return BriefLine(text, (_receipt(yes), _receipt(no)))
    sides = f"“{_passage(a, known)}” ({_who(a, known)}) against “{_passage(b, known)}” ({_who(b, known)})"
    on = "whether it is so" if conflict.kind == "polarity" else f"the {conflict.kind}"
    return BriefLine(f"Sources disagree on {on}: {sides}.", (_receipt(a), _receipt(b)))


def _figures(tally: Tally, known: Known) -> BriefLine | None:
    """How a count went: only where it changed or sources differ."""
    now, first = known.statements[tally.current], known.statements[tally.history[0]]
    if now.figure is None or first.figure is None or now.figure == first.figure or not _reads(now) or tally.what not in GROWING:
        return None
    text = f"The latest count is “{_passage(now, known)}” ({_who(now, known)}); the first was “{_passage(first, known)}”."
    return BriefLine(text, (_receipt(now), _receipt(first)))


def _widest(known: Known) -> list[Conflict]:
    """One conflict of each kind of each event, those of the most told events first."""
    reports = {e.id: len(_reports(e, known)) for e in known.events}
    one = {(c.event, c.kind): c for c in reversed(known.conflicts)}
    return sorted(one.values(), key=lambda c: (-reports[c.event], c.event, c.kind))


def _lead(event: Event, known: Known, polarity: Polarity) -> Statement | None:
    """The statement that reads best and that nothing has replaced: a whole clause, whose origin counts, from own text."""
    standing = [s for s in _told(event, known) if s.polarity == polarity and s.id not in known.replaced]
    told = [s for s in standing if _reads(s) and s.origin in event.origins]
    return min(told, key=lambda s: (s.taken is not None, *_flaws(s, known), s.start), default=None)


def _reads(s: Statement) -> bool:
    return _SHORTEST <= s.end - s.start <= _LONGEST


def _told(event: Event, known: Known) -> list[Statement]:
    return [known.statements[i] for i in event.statements]


def _reports(event: Event, known: Known) -> set[str]:
    return {s.report for s in _told(event, known)}


def _who(s: Statement, known: Known) -> str:
    """Who is cited, or whose report it is."""
    return s.chain[-1] if s.chain else known.annotations[s.report].report.outlet or "a report"


def _opening(s: Statement, known: Known) -> str:
    return f"According to {_who(s, known)}"


def _passage(s: Statement, known: Known) -> str:
    return " ".join(known.annotations[s.report].report.text[s.start : s.end].split()).strip(' ,;:.“”"')


def _receipt(s: Statement) -> tuple[str, int, int]:
    return s.report, s.start, s.end
