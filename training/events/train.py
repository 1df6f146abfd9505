"""Train what joins statements into happenings: the first look's weights (`data/events.json`), the second's trees (`events.npz`).

    python training/events/train.py [--keep]

Reads the worlds under `training/worlds` (those of `matched.FINE` and `LATER` aside) and the sketches that
`training/encoder/tune.py` did not see; all are ours.
Statements are matched to the key's by the words of their spans; pairs of matched statements are the rows. What worlds
give that were left out (a part at a time) is printed; what all give is written. Needs scikit-learn; ten minutes.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score

from twosource.link import copies, events, taken
from twosource.link.pairs import FEATURES, clues, features
from twosource.link.second import WORTH

sys.path.insert(0, str(Path(__file__).parents[1] / "sketches"))
sys.path.insert(0, str(Path(__file__).parents[1] / "encoder"))
import matched
from packed import pack

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from twosource.link.pairs import Clue

ROOT = Path(__file__).parents[2]
PARTS = 6  # in which the worlds are left out
LEAST_PRECISION = 0.75  # two happenings taken for one are the worse error, but the verdict does not hang on joins alone
PLAN_IS_NO_DEED = -0.7  # the weight of another status: a plan and its doing are two, and few plans are told in the worlds
PENALTY = 0.3  # the inverse strength of the ridge: few worlds, correlated features
SKETCH = 0.3  # the weight of a sketch's pair: sketches are shorter than stories are
UNMARKED = 0.3  # the weight of a pair of which only one clause is marked, in worlds: else asides are joined with anything
TREES = {
    "max_iter": 200,
    "learning_rate": 0.05,
    "max_leaf_nodes": 10,
    "min_samples_leaf": 150,
    "l2_regularization": 5.0,
    "random_state": 0,
}


@dataclass
class World:
    """One story: its statements and pairs with their features, and the key's event of each matched statement."""

    name: str
    known: list[Clue]
    i: np.ndarray
    j: np.ndarray
    rows: np.ndarray
    gold: dict[int, str]

    @property
    def size(self) -> int:
        """The number of its statements."""
        return len(self.known)

    @property
    def same(self) -> tuple[np.ndarray, np.ndarray]:
        """Which pairs are of matched statements, and for those whether they tell one happening."""
        gold = np.array([self.gold.get(k, "") for k in range(self.size)])
        matched = (gold[self.i] != "") & (gold[self.j] != "")
        return matched, (gold[self.i] == gold[self.j])[matched]

    def taught(self, unmarked: float) -> tuple[np.ndarray, np.ndarray]:
        """The weight of each pair in training, and whether it tells one happening.

        A clause that no mark covers tells none of the key's happenings; of two such clauses nothing is known.
        """
        marked = np.array([k in self.gold for k in range(self.size)])
        both, same = self.same
        weight = np.where(both, 1.0, np.where(marked[self.i] ^ marked[self.j], unmarked, 0.0))
        one = np.zeros(len(both), bool)
        one[both] = same
        return weight, one


def world(name: str, annotated: dict, told: Sequence, gold: dict[int, str]) -> World:
    """The pairs of one story's own statements with their features; `annotated` is report id → annotation."""
    copied, _ = copies.find([a.report for a in annotated.values()], {r: a.furniture for r, a in annotated.items()})
    marked = taken.mark(told, copied, annotated)
    own = [k for k, s in enumerate(marked) if s.taken is None]
    known = clues([marked[k] for k in own], annotated)
    i, j = events.candidates(known, frozenset())
    return World(name, known, i, j, features(known, i, j, frozenset()), {n: gold[k] for n, k in enumerate(own) if k in gold})


def load(stories: Iterable[matched.Matched]) -> list[World]:
    """Marked stories with the happening of each statement that a mark covers."""
    return [world(m.name, dict(m.annotations), m.statements, {k: mark.events[0] for k, mark in m.of.items()}) for m in stories]


@dataclass(frozen=True)
class Model:
    """The first look's weights and the second's trees."""

    weights: np.ndarray
    trees: HistGradientBoostingClassifier

    def likely(self, w: World) -> np.ndarray:
        """How likely each pair of a story tells one happening, as `twosource.link.events` finds it."""
        table, first = looked(w, self.weights)
        return np.where(first >= WORTH, self.trees.predict_proba(table)[:, 1], first).astype(np.float32)


def looked(w: World, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A story's features for the second look, and what the first one finds."""
    first = (1 / (1 + np.exp(-w.rows @ weights))).astype(np.float32)
    return np.concatenate([w.rows, events.second(w.known, w.i, w.j, first)], axis=1), first


def fit(worlds: list[World], sketches: list[World]) -> Model:
    """Train the first look, and the second on what the first finds."""
    stories = [*worlds, *sketches]
    taught = [w.taught(UNMARKED) for w in worlds] + [w.taught(0.0) for w in sketches]
    used = [weight > 0 for weight, _ in taught]
    shares = [1.0] * len(worlds) + [SKETCH] * len(sketches)
    share = np.concatenate([weight[k] * part for (weight, _), k, part in zip(taught, used, shares, strict=True)])
    same = np.concatenate([one[k] for (_, one), k in zip(taught, used, strict=True)])
    rows = np.concatenate([w.rows[k] for w, k in zip(stories, used, strict=True)])
    first = LogisticRegression(C=PENALTY, fit_intercept=False, max_iter=3000)
    weights = first.fit(rows, same, sample_weight=share).coef_[0]
    weights[FEATURES.index("other status")] = PLAN_IS_NO_DEED
    table = np.concatenate([looked(w, weights)[0][k] for w, k in zip(stories, used, strict=True)])
    return Model(weights, HistGradientBoostingClassifier(**TREES).fit(table, same, sample_weight=share))


def world_of(story: World) -> str:
    """The name of the world that a story is of."""
    return story.name.rpartition("-")[0]


def b_cubed(w: World, likely: np.ndarray, least: float) -> tuple[float, float]:
    clusters = events.agglomerate(w.size, w.i, w.j, likely, least)
    cluster = {k: n for n, members in enumerate(clusters) for k in members}
    p = r = 0.0
    for i, e in w.gold.items():
        gold = {j for j, f in w.gold.items() if f == e}
        guess = {j for j in w.gold if cluster[j] == cluster[i]}
        p += len(gold & guess) / len(guess)
        r += len(gold & guess) / len(gold)
    return p / len(w.gold), r / len(w.gold)


def pooled(scores: list[tuple[float, float, int]]) -> tuple[float, float, float]:
    """Precision, recall and F1 over stories, each weighing as many statements as it has (its third number)."""
    n = sum(s[2] for s in scores)
    p, r = (sum(s[k] * s[2] for s in scores) / n for k in (0, 1))
    return p, r, 2 * p * r / (p + r)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keep", action="store_true", help="only measure, do not write what was trained")
    args = parser.parse_args()
    worlds, sketches = load(matched.worlds()), load(matched.matched(matched.UNSEEN))
    later = [w for w in worlds if world_of(w) in matched.LATER]
    worlds = [w for w in worlds if world_of(w) not in matched.FINE | matched.LATER]
    names = sorted({world_of(w) for w in worlds})
    grid = [round(t, 2) for t in np.arange(0.14, 0.41, 0.02)]
    table = {t: [] for t in grid}
    found, gold = [], []
    for part in range(PARTS):
        held = set(names[part::PARTS])
        model = fit([w for w in worlds if world_of(w) not in held], sketches)
        for w in worlds:
            if world_of(w) not in held:
                continue
            likely = model.likely(w)
            known, same = w.same
            found.append(likely[known])
            gold.append(same)
            for t in grid:
                table[t].append((*b_cubed(w, likely, t), len(w.gold)))
    print(f"average precision of pairs {average_precision_score(np.concatenate(gold), np.concatenate(found)):.3f}")
    best = (0.0, 0.5)
    for t, scores in table.items():
        p, r, f1 = pooled(scores)
        best = max(best, (f1 if p >= LEAST_PRECISION else 0.0, t))
        print(f"threshold {t:.2f}  held-out B-cubed P {p:.3f} R {r:.3f} F1 {f1:.3f}")
    print(f"best: {best[0]:.3f} at {best[1]:.2f}")
    model = fit(worlds, sketches)
    p, r, f1 = pooled([(*b_cubed(w, model.likely(w), best[1]), len(w.gold)) for w in later])
    print(f"worlds written later: B-cubed P {p:.3f} R {r:.3f} F1 {f1:.3f}")
    if not args.keep:
        weights = {n: round(float(v), 3) for n, v in zip(FEATURES, model.weights, strict=True)}
        (ROOT / "src/twosource/data/events.json").write_text(json.dumps({"weights": weights}, indent=1) + "\n")
        pack(model.trees, "events.npz", best[1])


if __name__ == "__main__":
    main()
