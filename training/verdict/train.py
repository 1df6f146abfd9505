"""Train what says whether one passage confirms another → `src/twosource/data/encoder/confirm.npz`.

    python training/verdict/train.py [--keep]

Two passages of a linked story (`linked.py`) confirm each other where the marks give them one happening that two independent
origins vouch for, name two origins, and neither denies. Prints what stories reach that were left out, then writes what all
give. Needs scikit-learn; a quarter of an hour.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from unittest.mock import patch

import numpy as np
from linked import PARTS, Linked, read
from packed import pack
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import average_precision_score

from twosource.records import Confirmation
from twosource.weigh import confirm, denials, origins, weigh
from twosource.weigh.independence import agreeing

SKETCH = 0.5  # the weight of a sketch's pair beside a world's
UNMARKED = 0.3  # the weight of a pair with a clause that no mark covers, as no confirmation: mostly asides and scraps
THRESHOLDS = (0.15, 0.2, 0.25, 0.28, 0.3, 0.32, 0.35)
THRESHOLD = 0.2  # from here to 0.35 precision rises by a few points and recall falls by a third
# What may only raise the likelihood (1) or lower it (-1): above all, more tellers never make a confirmation.
ONLY = dict.fromkeys(("likely one happening", "likeliest of the two sources' passages"), 1) | dict.fromkeys(
    (
        "how much the one denies",
        "how much the other denies",
        "statements of the happening",
        "reports that tell it",
        "sources of it",
        "happenings that both tell",
        "happenings that the lesser tells",
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
    "monotonic_cst": [ONLY.get(name, 0) for name in confirm.FEATURES],
}


@dataclass(frozen=True)
class Rows:
    """The pairs of one story: ids, features, and whether each is a confirmation (1, 0; -1 where the marks do not say)."""

    ids: list[frozenset[str]]
    table: np.ndarray
    gold: np.ndarray


def rows_of(it: Linked) -> Rows:
    """The pairs of a story that could confirm each other, with their features."""
    annotations = {a.report.id: a for a in it.story.annotations}
    said = denials.mark(it.story.statements, annotations)
    story = replace(it.story, statements=said)
    resolved = origins.resolve(story, agreeing(story.joins))
    likely = {frozenset({j.a, j.b}): j.score for j in story.joins}
    known = confirm.Known(said, annotations, resolved, likely, denials.likelihoods(said, it.denies))
    pairs = confirm.pairs(known)
    marks = {it.marked.statements[k].id: mark for k, mark in it.marked.of.items()}
    gold = []
    for a, b in pairs:
        x, y = marks.get(a.id), marks.get(b.id)
        if x is None or y is None:
            gold.append(-1)
            continue
        two = [e for e in x.events if e in y.events and it.marked.sketch.events[e][1] > 1 and e not in (*x.denied, *y.denied)]
        gold.append(bool(two) and None not in (x.origin, y.origin) and x.origin != y.origin)
    return Rows([frozenset({a.id, b.id}) for a, b in pairs], confirm.table(known, pairs), np.array(gold, int))


def fit(rows: list[Rows], worlds: list[bool]) -> HistGradientBoostingClassifier:
    """Boosted trees over all pairs."""
    table, gold = (np.concatenate([getattr(r, part) for r in rows]) for part in ("table", "gold"))
    share = np.repeat([1.0 if world else SKETCH for world in worlds], [len(r.gold) for r in rows])
    return HistGradientBoostingClassifier(**TREES).fit(table, gold > 0, sample_weight=np.where(gold < 0, UNMARKED, 1.0) * share)


def verdicts(stories: list[Linked], found: list[dict[frozenset[str], float]], least: float) -> tuple[int, int, int]:
    """How many happenings of the worlds are rightly said to have two independent sources, how many are said to, how many have.

    As the scorer of worlds counts them: a happening is the event that most of its statements are in.
    """
    votes: dict[tuple[str, str], Counter[tuple[str, str]]] = defaultdict(Counter)
    says: dict[tuple[str, str], bool] = {}
    gold: dict[tuple[str, str], bool] = {}
    for it, likely in zip(stories, found, strict=True):
        if not it.world:
            continue
        name = it.family
        sure = {pair: Confirmation(*sorted(pair), p) for pair, p in likely.items() if p >= least}
        with patch.object(confirm, "find", lambda _, found=sure: dict(found)):
            account = weigh(it.story)
        gold |= {(name, e): count > 1 for e, (_, count) in it.marked.sketch.events.items()}
        says |= {(account.id, e.id): e.independent > 1 for e in account.events}
        marks = {it.marked.statements[k].id: mark for k, mark in it.marked.of.items()}
        for s in account.statements:
            if s.id in marks:
                votes[name, marks[s.id].events[0]][account.id, s.event] += 1
    said = {e for e in gold if votes[e] and says[votes[e].most_common(1)[0][0]]}
    return sum(gold[e] for e in said), len(said), sum(gold.values())


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--keep", action="store_true", help="only measure, do not write what was trained")
    given = options.parse_args()
    stories = read()
    rows = [rows_of(it) for it in stories]
    found: list[dict[frozenset[str], float]] = [{} for _ in rows]
    for k in range(PARTS):
        seen = [n for n, it in enumerate(stories) if it.part != k]
        model = fit([rows[n] for n in seen], [stories[n].world for n in seen])
        for n, it in enumerate(stories):
            if it.part == k and len(rows[n].ids):
                found[n] = dict(zip(rows[n].ids, model.predict_proba(rows[n].table)[:, 1].tolist(), strict=True))
    for kind, world in (("worlds", True), ("sketches", False)):
        which = [n for n, it in enumerate(stories) if it.world == world and len(rows[n].ids)]
        gold = np.concatenate([rows[n].gold for n in which])
        score = np.concatenate([[found[n][i] for i in rows[n].ids] for n in which])
        alone = np.concatenate([rows[n].table[:, 0] for n in which])
        best, plain = (average_precision_score(gold[gold >= 0], s[gold >= 0]) for s in (score, alone))
        print(f"{kind}: {(gold >= 0).sum()} pairs, {(gold > 0).sum()} confirm")
        print(f"    average precision {best:.3f}, by joins alone {plain:.3f}", flush=True)
    for least in THRESHOLDS:
        hit, said, there = verdicts(stories, found, least)
        print(f"at {least}: P {hit / max(1, said):.3f} R {hit / there:.3f} ({hit} of {said}, {there} there)", flush=True)
    if not given.keep:
        pack(fit(rows, [it.world for it in stories]), "confirm.npz", THRESHOLD)


if __name__ == "__main__":
    main()
