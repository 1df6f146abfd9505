"""Does one passage refute another? Also where it denies in other words: "no baton was drawn" against "was beaten".

The rules of `changes` find plain denials of plain claims. Others are found, where they are, by many weak signs together: how
likely each clause denies, what they share, who says them and when. So boosted trees judge every pair of which one may deny;
trained on marked stories by `training/verdict/refute.py`.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import numpy as np

from twosource.link import trees
from twosource.weigh.slots import same_day
from twosource.weigh.voices import names_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from twosource.records import Statement
    from twosource.weigh.cues import Cue
    from twosource.weigh.told import Told

    Pair = tuple[Statement, Statement, Sequence[Statement]]  # two statements, the later last, and all of their happening

_CUES: tuple[Cue, ...] = ("rises", "changed", "remains", "announced", "takes back", "corrects", "there is")
FEATURES = (
    "likely one happening",
    "one event",
    "same report",
    "how many cite",
    "how many are copied",
    "first is copied",
    "second is later",
    "hours between",
    "second is of a later day",
    "same day meant",
    "same status",
    "first planned",
    "second planned",
    "first background",
    "second background",
    "how much the one denies",
    "how much the other denies",
    "the first denies more",
    "other polarity",
    "words in common",
    "words in common, by share",
    "same word for it",
    "words of the shorter",
    "numbers in common",
    "same doer",
    "other doer",
    "same place",
    "other place",
    "statements of the happening",
    "reports that tell it",
    "sources of it",
    *(f"{which}: {cue}" for which in ("first", "second") for cue in _CUES),
)
_TREES = "refute.npz"
_DENIES = 0.1  # likelihood of denial from which a statement may refute another
_ASSERTS = 0.5  # likelihood of denial up to which a statement may be refuted
_LEAST = 1e-3  # keeps log-odds finite


def may(a: Statement, b: Statement, told: Told) -> bool:
    """Whether one of two statements could refute the other: two sources on one day, of which one may deny."""
    less, more = sorted((told.denies.get(a.id, 0.0), told.denies.get(b.id, 0.0)))
    return more >= _DENIES and less < _ASSERTS and same_day(a, b) and not told.same_origin(a, b)


def find(pairs: Sequence[Pair], told: Told) -> list[tuple[float, Statement, Statement]]:
    """Those of the pairs that refute each other with how likely they do, the likeliest first."""
    known = trees.load(_TREES)
    likely = known.likelihood(table(pairs, told)).tolist()
    sure = sorted((-p, n) for n, p in enumerate(likely) if p >= known.threshold)
    return [(-p, *pairs[n][:2]) for p, n in sure]


def table(pairs: Sequence[Pair], told: Told) -> NDArray[np.float32]:
    """The features (pairs, len(FEATURES))."""
    return np.array([_row(*pair, told) for pair in pairs], np.float32).reshape(len(pairs), len(FEATURES))


def _row(a: Statement, b: Statement, group: Sequence[Statement], told: Told) -> tuple[float, ...]:
    x, y = told.of(a), told.of(b)
    likely = min(max(told.alike(a, b), _LEAST), 1 - _LEAST)
    denies = told.denies.get(a.id, 0.0), told.denies.get(b.id, 0.0)
    shared, shorter = len(x.stems & y.stems), min(len(x.stems), len(y.stems))
    doers = names_in(a.actor), names_in(b.actor)
    return (
        float(np.log(likely / (1 - likely))),
        a.event == b.event,
        a.report == b.report,
        bool(a.chain) + bool(b.chain),
        (a.taken is not None) + (b.taken is not None),
        a.taken is not None,
        told.before(a, b),
        _hours(x.when, y.when),
        x.when[:10] < y.when[:10],
        bool(a.date and b.date),
        a.status == b.status,
        a.status == "planned",
        b.status == "planned",
        a.background,
        b.background,
        max(denies),
        min(denies),
        denies[0] > denies[1],
        a.polarity != b.polarity,
        shared,
        shared / max(1, shorter),
        x.head == y.head != "",
        shorter,
        len(x.numbers & y.numbers),
        bool(doers[0] & doers[1]),
        bool(doers[0] and doers[1] and not doers[0] & doers[1]),
        bool(a.place and a.place == b.place),
        bool(a.place and b.place and a.place != b.place),
        len(group),
        len({s.report for s in group}),
        len({told.resolved.of[s.id] for s in group}),
        *(cue in x.cues for cue in _CUES),
        *(cue in y.cues for cue in _CUES),
    )


def _hours(first: str, then: str) -> float:
    """From one time of publication to another; 0 where one is not known."""
    try:
        one, other = (datetime.fromisoformat(t) for t in (first, then))
    except ValueError:
        return 0.0
    one, other = (t if t.tzinfo else t.replace(tzinfo=UTC) for t in (one, other))
    return (other - one).total_seconds() / 3600
