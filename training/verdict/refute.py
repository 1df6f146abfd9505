"""Train what says whether one passage refutes another → `src/twosource/data/encoder/refute.npz`.

    python training/verdict/refute.py [--keep]

The rows are the pairs of the worlds (`linked.py`) of which one may deny, for `twosource.weigh.refute`; right are those that the
keys set against each other in polarity. Prints the contradictions that worlds reach that were left out, by the rules alone
and with the trees, then writes what all give. Needs scikit-learn; a minute once stories are linked.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import TYPE_CHECKING
from unittest.mock import patch

import numpy as np
from linked import PARTS, Linked, matched, read
from packed import pack
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import average_precision_score

from twosource.link import trees
from twosource.weigh import changes, denials, origins, refute
from twosource.weigh.independence import agreeing
from twosource.weigh.told import Told

if TYPE_CHECKING:
    from twosource.records import Statement

FINE = 0.5  # the weight of a row of the worlds that mark every clause
THRESHOLDS = (0.04, 0.06, 0.08, 0.1, 0.12, 0.15, 0.2)
THRESHOLD = 0.1
TREES = {
    "max_iter": 150,
    "learning_rate": 0.05,
    "max_leaf_nodes": 8,
    "min_samples_leaf": 60,
    "l2_regularization": 5.0,
    "random_state": 0,
}
Label = tuple[str, str]  # a kind of contradiction, and the happening of the key


@dataclass(frozen=True)
class Case:
    """A world's story as `changes` reads it, the key's happening of each marked statement, its labels, and its pairs."""

    family: str
    part: int
    statements: tuple[Statement, ...]
    told: Told
    events: dict[str, str]
    labels: frozenset[Label]
    table: np.ndarray
    right: np.ndarray


def case(it: Linked) -> Case:
    """One story with the features of its pairs, and which of them the key sets against each other."""
    by_report = {a.report.id: a for a in it.story.annotations}
    said = denials.mark(it.story.statements, by_report)
    story = replace(it.story, statements=said)
    likely = {frozenset({j.a, j.b}): j.score for j in story.joins}
    apart = sorted((j for j in story.joins if not j.joined), key=lambda j: (-j.score, j.a, j.b))
    resolved = origins.resolve(story, agreeing(story.joins))
    told = Told(resolved, by_report, likely, tuple((j.a, j.b) for j in apart), denials.likelihoods(said, it.denies))
    marks = {it.marked.statements[k].id: mark for k, mark in it.marked.of.items()}
    against = {(kind, frozenset({a, b})) for kind, a, b in it.marked.sketch.set_against}
    pairs: list[refute.Pair] = []
    with patch.object(refute, "find", lambda found, _: pairs.extend(found) or []):
        changes.find(said, told)
    right = [("polarity", frozenset({marks.get(a.id), marks.get(b.id)})) in against for a, b, _ in pairs]
    labels = {(kind, a.events[0]) for kind, a, _ in it.marked.sketch.set_against if kind != "update"}
    events = {name: mark.events[0] for name, mark in marks.items()}
    return Case(it.family, it.part, said, told, events, frozenset(labels), refute.table(pairs, told), np.array(right, bool))


def fit(cases: list[Case]) -> HistGradientBoostingClassifier:
    """Boosted trees over all pairs."""
    share = np.repeat([FINE if c.family in matched.FINE else 1.0 for c in cases], [len(c.right) for c in cases])
    table, right = (np.concatenate([getattr(c, part) for c in cases]) for part in ("table", "right"))
    return HistGradientBoostingClassifier(**TREES).fit(table, right, sample_weight=share)


def scores(cases: list[Case], likely: list[np.ndarray] | None, least: float) -> str:
    """Precision, recall and F1 of contradictions, as the scorer of worlds counts them; None: by the rules alone."""
    gold, hits, said = set(), set(), 0
    for n, c in enumerate(cases):
        row = likely[n] if likely is not None else np.zeros(len(c.right))
        model = SimpleNamespace(threshold=least, likelihood=lambda _, row=row: row)
        with patch.object(trees, "load", lambda _, it=model: it):
            conflicts, _ = changes.find(c.statements, c.told)
        gold |= {(c.family, *label) for label in c.labels}
        first = {(f.kind, f.event): f for f in reversed(conflicts)}
        said += len(first)
        hits |= {(c.family, f.kind, c.events[i]) for f in first.values() for i in (f.a, f.b) if i in c.events}
    p, r = len(hits & gold) / max(1, said), len(hits & gold) / len(gold)
    return f"P {p:.3f} R {r:.3f} F1 {2 * p * r / max(1e-9, p + r):.3f}"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--keep", action="store_true", help="only measure, do not write what was trained")
    given = options.parse_args()
    cases = [case(it) for it in read() if it.world]
    likely = [np.zeros(0)] * len(cases)
    for k in range(PARTS):
        model = fit([c for c in cases if c.part != k])
        for n, c in enumerate(cases):
            if c.part == k and len(c.right):
                likely[n] = model.predict_proba(c.table)[:, 1]
    right, found = np.concatenate([c.right for c in cases]), np.concatenate(likely)
    print(f"{len(right)} pairs, {right.sum()} right; average precision {average_precision_score(right, found):.3f}")
    usual = [n for n, c in enumerate(cases) if c.family not in matched.FINE]
    kept = [cases[n] for n in usual]
    print(f"rules alone: {scores(kept, None, 1.0)}", flush=True)
    for least in THRESHOLDS:
        print(f"at {least}: {scores(kept, [likely[n] for n in usual], least)}", flush=True)
    if not given.keep:
        pack(fit(cases), "refute.npz", THRESHOLD)


if __name__ == "__main__":
    main()
