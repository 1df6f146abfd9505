"""Train the two looks of `twosource.link.coreference` on ECB+ (annotations CC BY 3.0) → data/encoder/coreference*.npz.

    python training/encoder/pairs.py FOLDER [--check] [--ship]

FOLDER holds `train` and `dev`, each with reports.jsonl, triggers.jsonl and key.json. `--check` prints, for four groups
of topics (the dev topics, and the train topics in three parts), what a scorer trained on the other groups reaches;
`--ship` trains on all topics and writes the weights and their hash. Needs scikit-learn. Seeds are fixed; parses and
encodings are kept under build/encoder and not made again.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import pickle
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from packed import WEIGHTS, pack
from scipy.optimize import linear_sum_assignment
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import average_precision_score

from twosource.annotate.parse import parse
from twosource.link.coreference import Documents, bags, candidates, describe
from twosource.link.coreference.clusters import cluster
from twosource.link.coreference.pairs import features
from twosource.link.coreference.scorer import wider
from twosource.link.second import WORTH
from twosource.records import Report

if TYPE_CHECKING:
    from twosource.records import Span

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "build/encoder"
PARTS = 5  # of the topics: what the second look learns from was found by a first look that had not seen it
NEGATIVES = 6  # for each positive pair; weighted so that their sum is that of all
THRESHOLD = 0.3  # best on the dev topics, which the tuned encoder has not seen
TREES = {
    "max_iter": 150,
    "learning_rate": 0.06,
    "max_leaf_nodes": 12,
    "max_depth": 6,
    "min_samples_leaf": 80,
    "l2_regularization": 2.0,
    "random_state": 0,
}


@dataclass(frozen=True)
class Pool:
    """Triggers of some topics: gold cluster of each, its topic, where it stands, and every candidate pair with its features."""

    gold: np.ndarray
    topic: np.ndarray
    spots: list[tuple[str, Span]]
    pairs: np.ndarray
    table: np.ndarray

    @property
    def same(self) -> np.ndarray:
        """For each pair, whether it is one happening."""
        return self.gold[self.pairs[:, 0]] == self.gold[self.pairs[:, 1]]

    def of(self, chosen: np.ndarray) -> Pool:
        """The pool of the chosen triggers."""
        keep = chosen[self.pairs].all(axis=1)
        pairs = (np.cumsum(chosen) - 1)[self.pairs[keep]]
        spots = [self.spots[k] for k in np.flatnonzero(chosen)]
        return Pool(self.gold[chosen], self.topic[chosen], spots, pairs, self.table[keep])


def read(folder: Path) -> Pool:
    """One of the two parts, from its files or from build/encoder."""
    kept = BUILD / f"ecb-{folder.name}-{_digest()}.pkl"
    if kept.exists():
        return pickle.loads(kept.read_bytes())  # noqa: S301 — our own file
    reports = [json.loads(line) for line in (folder / "reports.jsonl").open()]
    triggers = [json.loads(line) for line in (folder / "triggers.jsonl").open()]
    key = json.loads((folder / "key.json").read_text())
    mentions, of, both = [], [], []
    ordered = []
    for row, report in enumerate(reports):
        own = [t for t in triggers if t["report"] == report["id"]]
        parsed = parse(Report(id=report["id"], text=report["text"]))
        both.append(bags(parsed))
        mentions += describe(parsed, [tuple(t["span"]) for t in own])
        of += [row] * len(own)
        ordered += own
    documents, of = Documents(both), np.array(of)
    pairs = candidates(documents, of)
    names = {name: i for i, name in enumerate(sorted(set(key.values())))}
    gold = np.array([names[key[t["id"]]] for t in ordered])
    topic = np.array([reports[row]["topic"] for row in of])
    pool = Pool(gold, topic, [(m.report, m.span) for m in mentions], pairs, features(mentions, pairs, documents, of))
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_bytes(pickle.dumps(pool))
    return pool


def _digest() -> str:
    """Changes with the encoder and with the features."""
    parts = [WEIGHTS / "happenings.onnx", *sorted((ROOT / "src/twosource/link/coreference").glob("*.py"))]
    return hashlib.sha256(b"".join(p.read_bytes() for p in parts if p.name != "scorer.py")).hexdigest()[:12]


@dataclass(frozen=True)
class Model:
    """The trees of the first look and of the second."""

    first: HistGradientBoostingClassifier
    second: HistGradientBoostingClassifier

    def likely(self, pool: Pool) -> np.ndarray:
        """How likely each pair names one happening, as `twosource.link.coreference` finds it."""
        likely = self.first.predict_proba(pool.table)[:, 1]
        twice = likely >= WORTH
        likely[twice] = self.second.predict_proba(wider(pool.spots, pool.pairs, pool.table, likely)[twice])[:, 1]
        return likely


def fit(pool: Pool) -> Model:
    """Train the first look, and the second on what the first finds in topics that it was not trained on."""
    topics = np.unique(pool.topic)
    likely = np.zeros(len(pool.pairs))
    for k in range(PARTS):
        held = np.isin(pool.topic, topics[k::PARTS])
        asked = held[pool.pairs].any(axis=1)
        likely[asked] = first_look(pool.of(~held)).predict_proba(pool.table[asked])[:, 1]
    twice = likely >= WORTH
    table = wider(pool.spots, pool.pairs, pool.table, likely)[twice]
    return Model(first_look(pool), HistGradientBoostingClassifier(**TREES).fit(table, pool.same[twice]))


def first_look(pool: Pool) -> HistGradientBoostingClassifier:
    """Boosted trees on all positive pairs and a sample of the negative ones."""
    rng = np.random.default_rng(0)
    yes, no = np.flatnonzero(pool.same), np.flatnonzero(~pool.same)
    some = rng.choice(no, min(len(no), NEGATIVES * len(yes)), replace=False)
    rows = np.concatenate([yes, some])
    weight = np.concatenate([np.ones(len(yes)), np.full(len(some), len(no) / len(some))])
    return HistGradientBoostingClassifier(**TREES).fit(pool.table[rows], pool.same[rows], sample_weight=weight)


def join(pools: list[Pool]) -> Pool:
    """Several pools as one; no pair crosses them."""
    starts = np.cumsum([0, *(len(p.gold) for p in pools)])
    names = np.cumsum([0, *(p.gold.max() + 1 for p in pools)])
    return Pool(
        np.concatenate([p.gold + n for p, n in zip(pools, names, strict=False)]),
        np.concatenate([p.topic for p in pools]),
        [spot for p in pools for spot in p.spots],
        np.concatenate([p.pairs + s for p, s in zip(pools, starts, strict=False)]),
        np.concatenate([p.table for p in pools]),
    )


def conll(gold: np.ndarray, found: np.ndarray) -> float:
    """Mean F1 of MUC, B-cubed and entity CEAF, singletons counted (Pradhan et al. 2014)."""
    shared = np.zeros((gold.max() + 1, found.max() + 1))
    np.add.at(shared, (gold, found), 1)
    shared = shared[shared.any(1)][:, shared.any(0)]
    size, other = shared.sum(1), shared.sum(0)
    links = lambda table, of: (of - (table > 0).sum(1)).sum() / max((of - 1).sum(), 1)  # noqa: E731
    similar = 2 * shared / (size[:, None] + other[None])
    best = similar[linear_sum_assignment(-similar)].sum()
    scores = [
        (links(shared.T, other), links(shared, size)),
        ((shared**2 / other).sum() / len(gold), (shared**2 / size[:, None]).sum() / len(gold)),
        (best / len(other), best / len(size)),
    ]
    return float(np.mean([2 * p * r / (p + r) if p + r else 0.0 for p, r in scores]))


def check(pool: Pool, dev: set[int]) -> None:
    """Print what is reached on each group of topics by what was trained on the others."""
    rest = sorted(set(pool.topic.tolist()) - dev)
    for name, topics in (("dev", dev), *((f"part {k + 1} of train", set(rest[k::3])) for k in range(3))):
        held = np.isin(pool.topic, list(topics))
        test = pool.of(held)
        score = fit(pool.of(~held)).likely(test)
        found = {
            t: conll(test.gold, np.array(cluster(len(test.gold), test.pairs, score, t))) for t in (0.25, 0.3, 0.35, 0.4, 0.45)
        }
        precision = average_precision_score(test.same, score)
        print(
            f"{name}: {len(test.gold)} triggers, average precision of pairs {precision:.3f}, CoNLL F1",
            *(f"{f:.3f} at {t}" for t, f in found.items()),
            flush=True,
        )


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("folder", type=Path)
    options.add_argument("--check", action="store_true")
    options.add_argument("--ship", action="store_true")
    given = options.parse_args()
    train, dev = read(given.folder / "train"), read(given.folder / "dev")
    pool = join([train, dev])
    if given.check:
        check(pool, set(dev.topic.tolist()))
    if given.ship:
        model = fit(pool)
        pack(model.first, "coreference-first.npz", THRESHOLD)
        pack(model.second, "coreference.npz", THRESHOLD)


if __name__ == "__main__":
    main()
