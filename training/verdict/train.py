"""Train what says whether one passage confirms another → `confirm-first.npz`, `confirm.npz` in `src/twosource/data/encoder`.

    python training/verdict/train.py [--keep]

Two passages of a linked story (`linked.py`) confirm each other where the marks give them one happening that two independent
origins vouch for, name two origins, and neither denies. Prints what stories reach that were left out, then writes what all
give. What a reading of both passages says comes from `training/pairs`, of stories that the reader had not seen. Needs
scikit-learn; a quarter of an hour.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING
from unittest.mock import patch

import numpy as np
from linked import NO_READING, PARTS, Linked, read, read_together, told_by
from packed import pack
from score import score
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import average_precision_score

from twosource.records import Confirmation
from twosource.weigh import confirm, together, weigh

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from twosource.records import StoryAccount
    from twosource.weigh.together import Answers

SKETCH = 0.5  # the weight of a sketch's pair beside a world's
UNMARKED = 0.3  # the weight of a pair with a clause that no mark covers, as no confirmation: mostly asides and scraps
THRESHOLDS = (0.1, 0.12, 0.15, 0.2, 0.25, 0.3, 0.4)
THRESHOLD = 0.2  # on the worlds of `training/unread`: below it precision falls faster than recall rises, above it recall
WORTH = 0.12  # likelihood at the first look below which no pair is read
# What may only raise the likelihood (1) or lower it (-1): above all, more tellers never make a confirmation.
RAISES = (
    "likely one happening",
    "likeliest of the two sources' passages",
    "read together: one happening",
    "read together: one confirms the other",
)
ONLY = dict.fromkeys(RAISES, 1) | dict.fromkeys(
    (
        "how much the one denies",
        "how much the other denies",
        "statements of the happening",
        "reports that tell it",
        "sources of it",
        "happenings that both tell",
        "happenings that the lesser tells",
        "read together: one source",
    ),
    -1,
)
TREES = {
    "max_iter": 120,
    "learning_rate": 0.05,
    "max_leaf_nodes": 6,
    "min_samples_leaf": 80,
    "l2_regularization": 5.0,
    "random_state": 0,
}


@dataclass(frozen=True)
class Rows:
    """The pairs of one story: ids, event, features, and whether each is a confirmation (1, 0; -1 where the marks do not say)."""

    ids: list[frozenset[str]]
    events: list[str]
    table: np.ndarray
    gold: np.ndarray


@dataclass(frozen=True)
class Model:
    """The two sets of trees."""

    first: HistGradientBoostingClassifier
    whole: HistGradientBoostingClassifier

    def likely(self, rows: Rows) -> dict[frozenset[str], float]:
        """How likely each pair of a story is a confirmation; 0 for what is not worth reading."""
        if not rows.ids:
            return {}
        first = self.first.predict_proba(rows.table[:, : len(confirm.FIRST)])[:, 1]
        worth = confirm.likeliest(rows.events, first.tolist(), WORTH)
        found = dict.fromkeys(rows.ids, 0.0)
        likely = self.whole.predict_proba(rows.table)[:, 1].tolist()
        return found | {rows.ids[k]: likely[k] for k in worth}


def rows_of(it: Linked, read: Mapping[frozenset[str], Answers]) -> Rows:
    """The pairs of a story that could confirm each other, with their features; `read`: what a reading of both says."""
    told = told_by(it)
    pairs = [(a, b) for a, b in confirm.pairs(told) if frozenset((a.id, b.id)) in read]
    marks = {it.marked.statements[k].id: mark for k, mark in it.marked.of.items()}
    gold = []
    for a, b in pairs:
        x, y = marks.get(a.id), marks.get(b.id)
        if x is None or y is None:
            gold.append(-1)
            continue
        gold.append(it.marked.confirm(x, y))
    return Rows(
        [frozenset({a.id, b.id}) for a, b in pairs],
        [a.event for a, _ in pairs],
        confirm.table(confirm.FirstLook(pairs, confirm.first_table(told, pairs)), read),
        np.array(gold, int),
    )


def fit(rows: list[Rows], worlds: list[bool]) -> Model:
    """Boosted trees over all pairs: the first look, by what needs no reading, and the whole."""
    table, gold = (np.concatenate([getattr(r, part) for r in rows]) for part in ("table", "gold"))
    share = np.repeat([1.0 if world else SKETCH for world in worlds], [len(r.gold) for r in rows])
    weight = np.where(gold < 0, UNMARKED, 1.0) * share

    def over(features: Sequence[str]) -> HistGradientBoostingClassifier:
        trees = HistGradientBoostingClassifier(**TREES, monotonic_cst=[ONLY.get(name, 0) for name in features])
        return trees.fit(table[:, : len(features)], gold > 0, sample_weight=weight)

    return Model(over(confirm.FIRST), over(confirm.FEATURES))


def accounts(
    stories: list[Linked],
    found: list[dict[frozenset[str], float]],
    said: Mapping[str, Mapping[frozenset[str], Answers]],
    least: float,
) -> Iterator[tuple[Linked, StoryAccount]]:
    """The accounts of the worlds' stories, by what had not seen them; from `least` on a pair confirms."""
    for it, likely in zip(stories, found, strict=True):
        if it.world:
            sure = {pair: Confirmation(*sorted(pair), p) for pair, p in likely.items() if p >= least}
            worth = [p for p in confirm.pairs(told_by(it)) if likely.get(frozenset(s.id for s in p), 0.0)]
            look = confirm.FirstLook(worth, np.zeros((len(worth), 0), np.float32))
            read = defaultdict(lambda: NO_READING, said[it.marked.name])
            with (
                patch.object(together, "read", lambda *_, read=read: read),
                patch.object(confirm, "first_look", lambda _, look=look: look),
                patch.object(confirm, "find", lambda *_, found=sure: dict(found)),
            ):
                yield it, weigh(it.story)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--keep", action="store_true", help="only measure, do not write what was trained")
    given = options.parse_args()
    stories = read()
    said = read_together()
    rows = [rows_of(it, said[it.marked.name]) for it in stories]
    found: list[dict[frozenset[str], float]] = [{} for _ in rows]
    for k in range(PARTS):
        seen = [n for n, it in enumerate(stories) if it.part != k]
        model = fit([rows[n] for n in seen], [stories[n].world for n in seen])
        for n, it in enumerate(stories):
            if it.part == k:
                found[n] = model.likely(rows[n])
    for kind, world in (("worlds", True), ("sketches", False)):
        which = [n for n, it in enumerate(stories) if it.world == world and len(rows[n].ids)]
        gold = np.concatenate([rows[n].gold for n in which])
        likely = np.concatenate([[found[n][i] for i in rows[n].ids] for n in which])
        alone = np.concatenate([rows[n].table[:, 0] for n in which])
        best, plain = (average_precision_score(gold[gold >= 0], s[gold >= 0]) for s in (likely, alone))
        print(f"{kind}: {(gold >= 0).sum()} pairs, {(gold > 0).sum()} confirm")
        print(f"    average precision {best:.3f}, by joins alone {plain:.3f}", flush=True)
    for least in THRESHOLDS:
        for which, scores in score(accounts(stories, found, said, least)).items():
            print(f"{which} at {least}: {scores.verdict}", flush=True)
            if least == THRESHOLD:
                print(f"    updates {scores.updates}", flush=True)
    if not given.keep:
        model = fit(rows, [it.world for it in stories])
        pack(model.first, "confirm-first.npz", WORTH)
        pack(model.whole, "confirm.npz", THRESHOLD)


if __name__ == "__main__":
    main()
