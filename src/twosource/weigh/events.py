"""Statements that tell one happening → the event: its summary, slots, origins, standing and history."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from twosource.records import Event, Status
from twosource.weigh.denials import outright
from twosource.weigh.independence import corroborated, independent
from twosource.weigh.standing import history, standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from twosource.records import Annotation, Confirmation, Origin, Standing, Statement
    from twosource.weigh.independence import Grounds
    from twosource.weigh.origins import Resolved

# Events that are a party's own word: whoever speaks for the party says it once.
_STANCES = frozenset({"AGREE", "SUPPORT", "REJECT", "ACCUSE", "REQUEST", "THREATEN", "CONSULT", "COOPERATE"})
_LONGEST = 200  # characters of a summary


def build(name: str, statements: Sequence[Statement], annotations: Mapping[str, Annotation], grounds: Grounds) -> Event:
    """The event that `statements` tell."""
    published = {s.report: annotations[s.report].report.published or "" for s in statements}
    vouching = [s for s in statements if s.polarity == "asserts"] or list(statements)
    origins = _origins(vouching, grounds.resolved)
    own = [s for s in statements if s.taken is None] or statements  # copies must move nothing
    kind = _most(annotations[s.report].events[s.mention].type for s in own)
    stance = kind in _STANCES
    count, ties = independent(origins, vouching, grounds, stance=stance)

    all_of_it = {s.id for s in statements}
    at_issue = [mine for pair in grounds.contested if (mine := pair & all_of_it)]
    settled = {i for pair in grounds.by_hand.dismissed for i in pair}
    denials = {s.id for s in statements if outright(s, annotations[s.report])}

    def judge(known: Sequence[Statement]) -> Standing:
        said = [s for s in known if s.polarity == "asserts"]
        two = corroborated(said or known, grounds, stance=stance)
        open_ = [s for s in known if s.polarity == "asserts" or s.id not in settled] or list(known)
        heard, claim = {s.id for s in known}, {grounds.resolved.of[s.id] for s in said}
        # An origin that denies what it has said itself disputes nothing: it is an update, or two parts of one matter.
        against = any(s.id in denials and grounds.resolved.of[s.id] not in claim for s in open_)
        disputed = against or any(mine <= heard for mine in at_issue)
        return standing(open_, two=two, denied=denials, contested=disputed)

    lead = _lead(statements, grounds)
    return Event(
        id=name,
        summary=_words(lead, annotations)[:_LONGEST],
        type=kind,
        date=_date(statements),
        place=_most(s.place for s in statements),
        actor=_most(s.actor for s in statements),
        recipient=_recipient(statements, annotations),
        status=_status(statements),
        statements=tuple(s.id for s in statements),
        origins=tuple(o.id for o in origins),
        independent=count,
        standing=judge(statements),
        ties=ties,
        confirmed=_confirmed(vouching, frozenset(o.id for o in origins) - {t.a for t in ties}, grounds),
        history=history(statements, published, judge),
    )


def _confirmed(statements: Sequence[Statement], counted: frozenset[str], grounds: Grounds) -> tuple[Confirmation, ...]:
    """What confirms what among the passages of the origins that are counted, the surest first."""
    mine = {s.id for s in statements if grounds.resolved.of[s.id] in counted}
    found = {frozenset({a, b}) for a in mine for b in grounds.confirming.get(a, frozenset()) & mine}
    return tuple(sorted((grounds.confirm[pair] for pair in found), key=lambda c: (-c.score, c.a, c.b)))


def _origins(statements: Sequence[Statement], resolved: Resolved) -> list[Origin]:
    """The origins of the statements, those that name somebody first (they are counted first)."""
    ids = {resolved.of[s.id] for s in statements}
    rank = {"official": 0, "organisation": 0, "witness": 0, "document": 0, "agency": 1, "outlet": 1, "unnamed": 2}
    return sorted((o for o in resolved.origins if o.id in ids), key=lambda o: (rank[o.kind], o.name))


def _lead(statements: Sequence[Statement], grounds: Grounds) -> Statement:
    """The statement that stands for the event: not replaced by a later one, and agreed with by most other origins' passages.

    Among equals: not background, not a denial, of readable length, early in its report.
    """
    of, here = grounds.resolved.of, {s.id for s in statements}

    def rank(s: Statement) -> tuple[bool, bool, int, bool, bool, int, str]:
        confirmed = {of[t] for t in grounds.agreeing.get(s.id, frozenset()) & here} - {of[s.id]}
        length = s.end - s.start
        return (
            s.polarity == "denies",
            s.id in grounds.replaced,
            -len(confirmed),
            s.background,
            not 30 <= length <= 180,
            s.start,
            s.report,
        )

    return min(statements, key=rank)


def _words(s: Statement, annotations: Mapping[str, Annotation]) -> str:
    return " ".join(annotations[s.report].report.text[s.start : s.end].split())


def _most(values: Iterable[str | None]) -> str | None:
    counted = Counter(v for v in values if v)
    return min(counted, key=lambda v: (-counted[v], -len(v), v)) if counted else None


def _date(statements: Sequence[Statement]) -> str | None:
    """The date that most statements give; planned dates only where nothing has happened yet."""
    actual = [s.date for s in statements if s.date and s.status == "actual"]
    return _most(actual or [s.date for s in statements if s.date])


def _recipient(statements: Sequence[Statement], annotations: Mapping[str, Annotation]) -> str | None:
    found = (
        annotations[s.report].report.text[a:b] for s in statements for a, b in annotations[s.report].events[s.mention].recipient
    )
    return _most(found)


def _status(statements: Sequence[Statement]) -> Status:
    """Actual as soon as one statement asserts it as done; else the commonest."""
    if any(s.status == "actual" and s.polarity == "asserts" for s in statements):
        return "actual"
    return Counter[Status](s.status for s in statements).most_common(1)[0][0]
