"""The stories of worlds and sketches, linked by what had not seen them: what every head of `weigh` is trained on.

Worlds and the sketches that the encoder has not seen are linked by joins, and read by a score of denial, that were trained
on the others, a part at a time: so a head learns from mistakes of the size that unseen stories have. Linked stories are kept
under build/verdict; delete the folder after a change to `annotate` or `link`. Needs scikit-learn; ten minutes.
"""

from __future__ import annotations

import pickle
import sys
from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING
from unittest.mock import patch

import numpy as np

from twosource.link import events, link, trees
from twosource.link.polarity import DENIES, likelihoods, source_denies, words
from twosource.weigh.independence import agreeing
from twosource.weigh.together import Answers
from twosource.weigh.told import Told, of_story

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "training" / folder) for folder in ("sketches", "encoder", "events")]
import matched  # noqa: E402 — from the folders above
import polarity  # noqa: E402
import train as joins  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from twosource.records import Polarity, Statement, Story

BUILD, PAIRS = ROOT / "build" / "verdict", ROOT / "build" / "pairs"
PARTS = 5
NO_READING = Answers(*[-6.0] * 6)  # what a reading is held to say of pairs that were not read


@dataclass(frozen=True)
class Linked:
    """A story linked by joins that had not seen it, the marks of it, and how likely each statement denies, found likewise."""

    story: Story
    marked: matched.Matched
    part: int
    world: bool
    denies: Mapping[str, float]

    @property
    def event_of(self) -> Mapping[str, str]:
        """Statement id → the event that its mark gives it."""
        return {self.marked.statements[k].id: mark.events[0] for k, mark in self.marked.of.items()}

    @property
    def family(self) -> str:
        """What is left out together: a world's stories, a sketch."""
        return _family(self.marked, world=self.world)


def read() -> list[Linked]:
    """All stories, from build/verdict where they are."""
    return _kept("linked.pkl", _linked)


def unread() -> list[Linked]:
    """The stories of the worlds that the reader has not seen, linked by what ships; from build/verdict where they are."""
    return _kept("unread.pkl", _unread)


def _kept(name: str, make: Callable[[], list[Linked]]) -> list[Linked]:
    """The stories of a file in build/verdict, made where there is none."""
    kept = BUILD / name
    if not kept.exists():
        BUILD.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(pickle.dumps(make()))
    return pickle.loads(kept.read_bytes())  # noqa: S301 — our own file


def told_by(it: Linked) -> Told:
    """What a story tells, as `weigh` has it."""
    return of_story(it.story, agreeing(it.story.joins), it.denies)


def read_together() -> dict[str, dict[frozenset[str], Answers]]:
    """Story → two statement ids → what readers that had not seen the story say of them (`training/pairs`)."""
    asked = pickle.loads((PAIRS / "asked.pkl").read_bytes())  # noqa: S301 — our own file
    with np.load(PAIRS / "rows.npz") as rows:
        part = rows["asked"][:, 2]
    out: dict[str, dict[frozenset[str], Answers]] = defaultdict(dict)
    for k in range(PARTS):
        with np.load(PAIRS / f"said-{k}.npz") as file:
            said = file["said"].astype(float)
        for n, answers in zip(np.flatnonzero(part == k).tolist(), said.tolist(), strict=True):
            story, a, b = asked[n]
            out[story][frozenset((a, b))] = Answers(*answers)
    return out


def _unread() -> list[Linked]:
    found = list(matched.unread())
    names = sorted({_family(m, world=True) for m in found})
    out: list[Linked] = []
    for m in found:
        story = link(list(m.annotations.values()))
        part = names.index(_family(m, world=True)) % PARTS
        out.append(Linked(story, m, part, world=True, denies=likelihoods(story.statements, m.annotations)))
    return out


def _linked() -> list[Linked]:
    stories = [(m, True) for m in matched.worlds()] + [(m, False) for m in matched.matched(matched.UNSEEN)]
    names = sorted({_family(m, world=world) for m, world in stories})
    part = {name: int(k) % PARTS for name, k in zip(names, np.random.default_rng(0).permutation(len(names)), strict=True)}
    parts = [part[_family(m, world=world)] for m, world in stories]
    denies = _denials([m for m, _ in stories], parts)
    tables = joins.load(m for m, _ in stories)
    out: list[Linked] = []
    for k in range(PARTS):
        seen = [(t, world) for t, (_, world), p in zip(tables, stories, parts, strict=True) if p != k]
        coarse = [t for t, world in seen if world and joins.world_of(t) not in matched.FINE | matched.LATER]
        model = joins.fit(coarse, [t for t, world in seen if not world])
        fold = SimpleNamespace(
            threshold=events.threshold(),
            likelihood=lambda rows, m=model: m.trees.predict_proba(rows)[:, 1] if len(rows) else np.zeros(0),
            moves=lambda rows: np.zeros(rows.shape),
        )
        load = lambda name, it=fold, kept=trees.load: it if name == "events.npz" else kept(name)  # noqa: E731
        with patch.object(events, "_weights", lambda w=model.weights: w.astype(np.float32)), patch.object(trees, "load", load):
            for (m, world), p, likely in zip(stories, parts, denies, strict=True):
                if p == k:
                    out.append(Linked(_read_anew(link(list(m.annotations.values())), likely), m, p, world, likely))
        print(f"part {k + 1} of {PARTS} is linked", flush=True)
    return out


def _family(m: matched.Matched, *, world: bool) -> str:
    """What is left out together: a world's stories, a sketch."""
    return m.name.rpartition("-")[0] if world else m.name


def _read_anew(story: Story, denies: Mapping[str, float]) -> Story:
    """The story, its statements' polarity by a score that had not seen it."""
    by_report = {a.report.id: a for a in story.annotations}

    def read(s: Statement) -> Polarity:
        said = s.mention >= 0 and source_denies(by_report[s.report], by_report[s.report].events[s.mention])
        return "denies" if said or denies.get(s.id, 0.0) >= DENIES else "asserts"

    return replace(story, statements=tuple(replace(s, polarity=read(s)) for s in story.statements))


def _denials(stories: list[matched.Matched], parts: list[int]) -> list[dict[str, float]]:
    """Statement id → likelihood of denial, for each story, by a score trained on the other parts."""
    rows = [
        (n, k, words(m.annotations[s.report], m.annotations[s.report].events[s.mention]))
        for n, m in enumerate(stories)
        for k, s in enumerate(m.statements)
        if s.mention >= 0
    ]
    marks = [stories[n].of.get(k) for n, k, _ in rows]
    known = np.array([mark is not None for mark in marks])
    gold = np.array([mark is not None and mark.events[0] in mark.denied for mark in marks])
    part = np.array([parts[n] for n, _, _ in rows])
    found = [words_ for _, _, words_ in rows]
    score = polarity.left_out(polarity.table(found, polarity.columns(found)), gold, known, part)
    out: list[dict[str, float]] = [{} for _ in stories]
    for (n, k, _), likely in zip(rows, score, strict=True):
        out[n][stories[n].statements[k].id] = float(likely)
    return out
