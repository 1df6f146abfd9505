"""Whose a statement is that cites nobody itself: of those named around it the one who vouches for it, or nobody.

"Nine died, the hospital said. Eleven were hurt." "Police counted 6,000." "He had seen smoke, and men running." Who goes on
speaking shows in no one place. So everybody who is named or cited near a statement (`near`) is weighed: by a score over the
words beside his name, and by boosted trees over that score and over how he, the statement and what is cited around it stand
to each other; and the whole report is read for whom it points at (`whose`). A logistic score over both settles it: the likeliest
vouches for it, or it is told in the report's own voice. Trained on marked worlds by `training/beside`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from twosource import encoder
from twosource.annotate.attribution.origin import CIVIL, OFFICIAL
from twosource.link import trees, wordscore
from twosource.records import Attribution, Link
from twosource.weigh import whose
from twosource.weigh.compared import log_odds
from twosource.weigh.near import FEATURES, Surroundings

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from twosource.records import Annotation, Entity, OriginKind, Statement
    from twosource.weigh.near import Candidate

_TREES, _WORDS, _SETTLED = "beside.npz", "beside.json", "beside-settled.npz"


def voices_beside(annotation: Annotation, statements: Iterable[Statement]) -> dict[str, Attribution]:
    """Statement id → the attribution whose last voice vouches for it, for those of a report's statements that cite nobody."""
    around = Surroundings(annotation)
    asked = [s for s in statements if s.mention >= 0 and annotation.events[s.mention].attribution is None]
    near = [around.near(s) for s in asked]
    likely = trees.load(_TREES).likelihood(table([it for found in near for it in found]))
    pointed = whose.read(around.text, [_asked(s, around, found) for s, found in zip(asked, near, strict=True)])
    out: dict[str, Attribution] = {}
    at = 0
    for s, found, points in zip(asked, near, pointed, strict=True):
        scores, at = settled(likely[at : at + len(found)], points, encoder.arrays(_SETTLED)["weights"]), at + len(found)
        if len(found) and scores.max() >= trees.load(_TREES).threshold:
            out[s.id] = _voice(found[int(scores.argmax())], around, annotation.events[s.mention].trigger[0])
    return out


def _asked(s: Statement, around: Surroundings, near: Sequence[Candidate]) -> whose.Asked:
    """A statement, for the reading of its report."""
    trigger = around.annotation.events[s.mention].trigger
    return whose.Asked((s.start, s.end), trigger, [around.places(it.who) for it in near])


def settled(likely: NDArray[np.float64], points: NDArray[np.float64], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """How likely each of those near a statement vouches for it, by the trees and by the reading (nobody first, then each)."""
    return 1 / (1 + np.exp(-both(likely, points) @ weights))


def both(likely: NDArray[np.float64], points: NDArray[np.float64]) -> NDArray[np.float64]:
    """What the score that settles goes by (near, 7): what trees and reading say of each, and how far that is from the best."""
    nobody, each = points[0], points[1:]
    odds = np.array([log_odds(p) for p in likely.tolist()])
    best, most = (found.max() if len(found) else 0.0 for found in (odds, each))
    one = np.ones(len(each))
    return np.stack([odds, each, nobody * one, odds - best, each - most, np.exp(each), one], axis=1)


def table(found: Sequence[Candidate]) -> NDArray[np.float32]:
    """The features (candidates, len(FEATURES))."""
    rows = [(wordscore.log_odds(_WORDS, it.words), *it.row) for it in found]
    return np.array(rows, np.float32).reshape(len(found), len(FEATURES))


def _voice(it: Candidate, around: Surroundings, at: int) -> Attribution:
    """How the report cites him, nearest to a position; where it cites him nowhere, as it names him there."""
    if cited := around.cited.get(it.who):
        return min(cited, key=lambda said: abs(said.content[0][0] - at))
    assert it.entity is not None  # noqa: S101 — who is neither named nor cited is nowhere near
    named = [m for m in around.at[it.who] if m.form != "pronoun"] or around.at[it.who]
    m = min(named, key=lambda m: abs(m.start - at))
    name = around.text[m.start : m.end] if m.form != "pronoun" else it.entity.name
    link = Link(name, (m.start, m.end), it.who)
    return Attribution((m.start, m.end), None, (), "indirect", it.who, (link,), _kind(it.entity))


def _kind(e: Entity) -> OriginKind | None:
    """The kind of origin that somebody is who is nowhere cited; None where only his words can say (`voices.voice_of`)."""
    if e.sector in OFFICIAL or e.kind == "place":
        return "official"
    if e.kind == "outlet":
        return "outlet"
    people = e.kind in {"person", "group"} and e.sector in CIVIL
    return "witness" if people or (e.kind == "person" and e.role is None) else None
