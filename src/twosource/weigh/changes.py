"""Which later statement replaces an earlier one, and which two cannot both be true.

The two are decided together, since each is what the other is not: one origin that says
something else later has updated or taken back what it said, two origins that hold to
different things contradict each other.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

from twosource.records import Conflict, Update
from twosource.weigh import counts, rivals
from twosource.weigh.compared import beside
from twosource.weigh.denials import outright
from twosource.weigh.slots import SLACK, apart, ends, same_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from twosource.records import ConflictKind, Join, Statement
    from twosource.weigh.told import Told

_ANOTHER_HAPPENING = 240  # minutes: two clock times this far apart are rather of two happenings
_LIKE_A_DENIAL = 0.1  # likelihood below which neither of two passages denies the other
_SAME_CLAIM = 0.35  # likelihood from which a denial is a denial of just that
_NEAR = 0.3  # likelihood from which two statements are compared at all, of one event or of two
_SAME_MATTER = 0.5  # likelihood from which a correction is held to be of just that
_HOLDING = "arrest detain hold jail imprison capture seize kidnap abduct charge"
# What undoes what: words of the later clause, and the lemmas of what they end.
_UNDOES = tuple(
    (re.compile(rf"\b(?:{words})\b", re.IGNORECASE), frozenset(ended.split()))
    for words, ended in (
        ("released?|releases|freed|frees|set free|let go|acquitted|is free|are free|at home|been home", _HOLDING),
        ("dropped|drops|withdrawn|withdrew|quashed", "charge sue accuse indict"),
        (
            "lift(?:s|ed)?|eased|revoked|rescinded|cancell?ed|scrapped|abandoned",
            "ban impose restrict close suspend order declare plan",
        ),
        ("re-?open(?:s|ed)?|open again|is open|are open|resumed?|resumes|restored", "close shut suspend halt stop interrupt cut"),
        ("postponed|put off|put back|delayed", "plan schedule announce set"),
        ("reinstated?", "dismiss sack fire suspend relieve"),
        ("resign(?:s|ed|ing)?", "suspend relieve"),
    )
)


def find(told: Told, joins: Iterable[Join]) -> tuple[tuple[Conflict, ...], tuple[Update, ...]]:
    """The conflicts and updates among the statements of a story; of each event the plainest first."""
    by_event: dict[str, list[Statement]] = defaultdict(list)
    for s in sorted(told.statements, key=told.place):
        by_event[s.event].append(s)
    found: list[tuple[float, Conflict | Update]] = []
    for group in by_event.values():
        for a, b in combinations(group, 2):
            if a.taken and b.taken:
                continue  # what two copies say is between their originals
            found.extend((_rank(a, b, told), f) for f in _found(a, b, group, told))
    settled = {(_kind(f), name) for _, f in found for name in (f.event, *_pair(f))}
    for a, b in _neighbours(told, joins):
        for f in _found(a, b, by_event[a.event] + by_event[b.event], told):
            names = {(_kind(f), name) for name in (a.event, b.event, a.id, b.id)}
            if not names & settled:  # one dispute between two events is told once
                event = max((a.event, b.event), key=lambda e: (len(by_event[e]), e))
                found.append((1 + _rank(a, b, told), replace(f, event=event)))
                settled |= {(_kind(f), name) for name in (event, a.id, b.id)}
    found.sort(key=lambda f: f[0])
    return (
        tuple(f for _, f in found if isinstance(f, Conflict)),
        tuple(f for _, f in found if isinstance(f, Update)),
    )


def _kind(found: Conflict | Update) -> str:
    return found.kind if isinstance(found, Conflict) else "update"


def _pair(found: Conflict | Update) -> tuple[str, str]:
    return (found.a, found.b) if isinstance(found, Conflict) else (found.earlier, found.later)


def _neighbours(told: Told, joins: Iterable[Join]) -> Iterator[tuple[Statement, Statement]]:
    """Pairs of statements that were kept apart though they are alike: what differs may be what they disagree on."""
    said = {s.id: s for s in told.statements}
    for j in sorted((j for j in joins if not j.joined), key=lambda j: (-j.score, j.a, j.b)):
        a, b = sorted((said[i] for i in (j.a, j.b)), key=told.place)
        if told.alike(a, b) >= _NEAR and a.event != b.event and a.report != b.report and not (a.taken and b.taken):
            yield a, b


def _rank(a: Statement, b: Statement, told: Told) -> float:
    """Plainest first: own words before copied ones, then the likeliest pair."""
    return (a.taken is not None) + (b.taken is not None) - told.alike(a, b)


def _found(a: Statement, b: Statement, group: Sequence[Statement], told: Told) -> Iterator[Conflict | Update]:
    """What `a` and the later `b` are to each other; two outlets that only tell a thing otherwise dispute nothing."""
    disputed = told.vouched(a) or told.vouched(b)
    return (f for f in _between(a, b, group, told) if disputed or isinstance(f, Update))


def _between(a: Statement, b: Statement, group: Sequence[Statement], told: Told) -> Iterator[Conflict | Update]:
    """What `a` and the later `b` are to each other."""
    if a.polarity != b.polarity:
        yield from _denied(a, b, told)
        return
    if _undone(a, b, told):
        yield Update(a.event, a.id, b.id, "what was done is undone")
    elif _corrected(a, b, told):
        yield Update(a.event, a.id, b.id, "corrected")
    elif _put_off(a, b, told):
        yield Update(a.event, a.id, b.id, "the date was moved")
    found = counts.between(a, b, group, told)
    if found:
        yield found
    rival = rivals.between(a, b, told)
    if rival:
        yield rival
    minutes = apart(a, b, (told.words(a), told.words(b)), (told.of(a).published, told.of(b).published))
    if (
        minutes is not None
        and SLACK < minutes < _ANOTHER_HAPPENING
        and told.alike(a, b) >= _NEAR
        and not told.same_origin(a, b)
        and same_day(a, b)
        and a.status == b.status
    ):
        yield Conflict("time", a.event, a.id, b.id, f"{_clock(a)} against {_clock(b)}")


def _clock(s: Statement) -> str:
    return (s.time or "").partition("T")[2][:5]


def _denied(a: Statement, b: Statement, told: Told) -> Iterator[Conflict | Update]:
    """A claim and its denial: a contradiction between two origins, a retraction of one."""
    denial, claim = (a, b) if a.polarity == "denies" else (b, a)
    if told.same_origin(a, b):
        plain = told.says(b, "corrects") or _one_word(a, b, told)
        if plain and told.before(a, b) and told.alike(a, b) >= _SAME_CLAIM:
            yield Update(a.event, a.id, b.id, "its own source says otherwise now")
        return
    first, then = (a, b) if told.before(a, b) else (claim, denial)  # of one time: it is the claim that is set right
    if told.says(then, "corrects") and told.alike(a, b) >= _NEAR:
        yield Update(a.event, first.id, then.id, "corrected")
        return
    if told.alike(a, b) >= _SAME_CLAIM and _answers(denial, claim, told):
        yield rivals.corrected(denial, claim, told) or Conflict(
            "polarity", a.event, a.id, b.id, "one says that it happened, the other that it did not"
        )


def _answers(denial: Statement, claim: Statement, told: Told) -> bool:
    """Whether the denial could answer the claim: somebody is cited for it, elsewhere, on what is said to have happened."""
    if denial.background or claim.background or claim.status == "hypothetical":
        return False
    one_thing = _on_one_thing(denial, claim, told)
    if not outright(denial, told.annotations[denial.report]) and not (denial.chain and one_thing):
        return False
    if denial.report == claim.report:
        return one_thing and beside(claim, denial) and (bool(claim.chain) or told.head(denial) == told.head(claim))
    return True


def _on_one_thing(denial: Statement, claim: Statement, told: Told) -> bool:
    """Whether a negated clause speaks of what the claim speaks of: one word names both, or they share telling words."""
    return _one_word(denial, claim, told) or bool(told.of(denial).stems & told.of(claim).stems)


def _one_word(a: Statement, b: Statement, told: Told) -> bool:
    """Whether one word, and a telling one, names the happening of both."""
    return told.head(a) == told.head(b) not in {"be", "have", "do", ""}


def _undone(a: Statement, b: Statement, told: Told) -> bool:
    """Whether the later `b` ends what `a` began: a release after an arrest, a lifting after a ban."""
    if not told.before(a, b) or a.status == "hypothetical" or b.status != "actual" or told.alike(a, b) < _NEAR:
        return False
    words, begun = told.words(b), told.head(a)
    return any(begun in ended and ends_it.search(words) for ends_it, ended in _UNDOES)


def _corrected(a: Statement, b: Statement, told: Told) -> bool:
    """Whether the later `b` says that it sets right what was said before."""
    if a.event != b.event or not told.before(a, b) or told.alike(a, b) < _SAME_MATTER:
        return False
    return told.says(b, "takes back")


def _put_off(a: Statement, b: Statement, told: Told) -> bool:
    """Whether the later `b` gives another, later date for what `a` announced."""
    if a.status != "planned" or not a.date or not b.date or not told.before(a, b) or told.alike(a, b) < _SAME_CLAIM:
        return False
    return ends(a.date)[1] < ends(b.date)[0] and b.date != a.date


def room(kind: ConflictKind, a: Statement, b: Statement, told: Told) -> bool:
    """Whether the words of two passages leave room for a conflict of a kind that no rule finds in them."""
    if kind == "figure":
        return not counts.meet(a, b, told)
    if kind == "polarity":
        denied = max(told.denies.get(s.id, 0.0) for s in (a, b)) >= _LIKE_A_DENIAL
        return denied and (_on_one_thing(a, b, told) or any(outright(s, told.annotations[s.report]) for s in (a, b)))
    return True
