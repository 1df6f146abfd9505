"""Train the weights by which statements are joined into happenings (`src/twosource/data/events.json`).

    python training/events/train.py [--keep]

Reads the worlds under `training/worlds` and every tenth sketch, which `training/encoder/tune.py --hold 10` did not
see; all are ours. Statements are matched to the key's by the words of their spans; pairs of matched statements are the
rows. Leave-one-world-out B-cubed F1 is printed; the weights of all are written. Needs scikit-learn; two minutes.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from sklearn.linear_model import LogisticRegression

from twosource.annotate import annotate
from twosource.link import copies, events, statements
from twosource.link.pairs import FEATURES, clues, features
from twosource.read import read

sys.path.insert(0, str(Path(__file__).parents[1] / "sketches"))
import matched

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).parents[2]
HELD = 10  # each how many-th sketch the encoder was not tuned on
LEAST_PRECISION = 0.82  # two happenings taken for one make one source look like two; `weigh` holds what confirms to more
PLAN_IS_NO_DEED = -0.7  # the weight of another status: a plan and its doing are two, and few plans are told in the worlds
PENALTY = 0.3  # the inverse strength of the ridge: few worlds, correlated features


@dataclass
class World:
    """One story of a world: its pairs and their features, and the key's event of each matched statement."""

    name: str
    size: int
    i: np.ndarray
    j: np.ndarray
    rows: np.ndarray
    gold: dict[int, str]


def match(key: list[dict], told: list, texts: dict[str, str]) -> dict[int, str]:
    """Predicted statement index → the key's event, one to one, by the Dice overlap of words (at least `matched.LEAST`)."""
    scored = []
    for k, s in enumerate(key):
        text = texts[s["report"]]
        at = text.index(s["quote"])
        mine = matched.words(text, at, at + len(s["quote"]))
        for i, t in enumerate(told):
            if t.report == s["report"]:
                theirs = matched.words(text, t.start, t.end)
                scored.append((2 * len(mine & theirs) / max(1, len(mine) + len(theirs)), k, i))
    out, used = {}, set()
    for score, k, i in sorted(scored, reverse=True):
        if score >= matched.LEAST and k not in used and i not in out:
            used.add(k)
            out[i] = key[k]["event"]
    return out


def load(folder: Path) -> list[World]:
    annotated = {a.report.id: a for a in map(annotate, read([folder / "reports.jsonl"]))}
    key = json.loads((folder / "key.json").read_text())
    out = []
    for story in key["stories"]:
        mine = [annotated[r] for r in story["reports"]]
        told = [s for a in mine for s in statements.find(a)]
        said = [s for s in key["statements"] if s["report"] in story["reports"]]
        gold = match(said, told, {r: a.report.text for r, a in annotated.items()})
        out.append(world(folder.name, {a.report.id: a for a in mine}, told, gold))
    return out


def world(name: str, annotated: dict, told: Sequence, gold: dict[int, str]) -> World:
    """The pairs of one story's statements with their features; `annotated` is report id → annotation."""
    copied, _ = copies.find([a.report for a in annotated.values()], {r: a.furniture for r, a in annotated.items()})
    known = clues(told, annotated)
    aligned = events.same_words(told, copied, annotated)
    i, j = events.candidates(known, aligned)
    return World(name, len(known), i, j, features(known, i, j, aligned), gold)


def load_sketches() -> list[World]:
    """The sketches that the encoder has not seen, one story each."""
    seen = [m for m in matched.matched() if m.of][::HELD]
    return [world(m.name, dict(m.annotations), m.statements, {k: mark.events[0] for k, mark in m.of.items()}) for m in seen]


def fit(worlds: list[World]) -> np.ndarray:
    x, y = [], []
    for w in worlds:
        gold = np.array([w.gold.get(k, "") for k in range(w.size)])
        known = (gold[w.i] != "") & (gold[w.j] != "")
        x.append(w.rows[known])
        y.append((gold[w.i] == gold[w.j])[known])
    model = LogisticRegression(C=PENALTY, fit_intercept=False, max_iter=3000)
    weights = model.fit(np.concatenate(x), np.concatenate(y)).coef_[0]
    weights[FEATURES.index("other status")] = PLAN_IS_NO_DEED
    return weights


def b_cubed(w: World, weights: np.ndarray, least: float) -> tuple[float, float]:
    likely = (1 / (1 + np.exp(-w.rows @ weights))).astype(np.float32)
    clusters = events.agglomerate(w.size, w.i, w.j, likely, least)
    cluster = {k: n for n, members in enumerate(clusters) for k in members}
    p = r = 0.0
    for i, e in w.gold.items():
        gold = {j for j, f in w.gold.items() if f == e}
        guess = {j for j in w.gold if cluster[j] == cluster[i]}
        p += len(gold & guess) / len(guess)
        r += len(gold & guess) / len(gold)
    return p / len(w.gold), r / len(w.gold)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keep", action="store_true", help="only measure, do not write the weights")
    args = parser.parse_args()
    folders = sorted(f for f in (ROOT / "training" / "worlds").iterdir() if (f / "key.json").exists())
    by_world = {f.name: load(f) for f in folders}
    sketches = load_sketches()
    grid = [round(t, 2) for t in np.arange(0.2, 0.61, 0.02)]
    table = {t: [] for t in grid}
    for held, stories in by_world.items():
        weights = fit([w for name, ws in by_world.items() if name != held for w in ws] + sketches)
        for t in grid:
            for w in stories:
                p, r = b_cubed(w, weights, t)
                table[t].append((p, r, len(w.gold)))
    best = (0.0, 0.5)
    for t, found in table.items():
        n = sum(f[2] for f in found)
        p, r = (sum(f[k] * f[2] for f in found) / n for k in (0, 1))
        f1 = 2 * p * r / (p + r)
        best = max(best, (f1 if p >= LEAST_PRECISION else 0.0, t))
        print(f"threshold {t:.2f}  held-out B-cubed P {p:.3f} R {r:.3f} F1 {f1:.3f}")
    print(f"best: {best[0]:.3f} at {best[1]:.2f}")
    weights = fit([w for ws in by_world.values() for w in ws] + sketches)
    for name, weight in sorted(zip(FEATURES, weights, strict=True), key=lambda item: -abs(item[1])):
        print(f"{weight:7.2f}  {name}")
    if not args.keep:
        model = {"threshold": best[1], "weights": {n: round(float(v), 3) for n, v in zip(FEATURES, weights, strict=True)}}
        (ROOT / "src/twosource/data/events.json").write_text(json.dumps(model, indent=1) + "\n")


if __name__ == "__main__":
    main()
