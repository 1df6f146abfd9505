"""Train a judge of candidates from the marked passages, and say how well it would do.

    .venv/bin/python training/attribution/train.py [--to judge.npz] [--hold 5]

Candidates are the rules' and, more widely, any verb, adjective or noun in the same frames (`wider`). The judge is
logistic regression over named features (`judge.features`) and the shared encoder's vectors of three lemmas, cut to
their main directions. Fixed seed; two minutes on one core, nearly all of it the vectors. No other data is read.

The weights are not part of the package: README.md tells what they were worth.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

import judge
import numpy as np
import wider
from markup import Passage, passages
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold, cross_val_predict

from twosource.annotate.attribution import decide, quotes, syntax
from twosource.annotate.parse import pipeline
from twosource.encoder import encode

DIRECTIONS = 32  # of the words' vectors; 16 to 48 did alike
C = 0.3  # inverse strength of the penalty
LEAST = 2  # candidates that must show a feature

Row = tuple[int, list[str], tuple[str, str, str], bool]


def covered(spans: list[tuple[int, int]]) -> set[int]:
    """The code points that spans cover."""
    return {i for start, end in spans for i in range(start, end)}


def dice(a: set[int], b: set[int]) -> float:
    """How alike two sets are; 1 where both are empty."""
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 1.0


def rows(number: int, passage: Passage) -> list[Row]:
    """A passage's candidates: features, words, and whether its key holds them (content and source overlap by half)."""
    doc = pipeline()(passage.text)
    found = []
    for sentence in doc.sents:
        known = [c for c in syntax.candidates(doc, sentence) if c.content]
        heads = {c.head for c in known}
        found += known + [c for c in wider.candidates(doc, sentence) if c.head not in heads]
    decide.describe(doc, found, quotes.scan(passage.text))
    key = [(covered(a.content), covered(a.source)) for a in passage.attributions]
    out: list[Row] = []
    for candidate in found:
        content = covered(candidate.content)
        first, last = candidate.source or (0, 0)
        source = covered([(doc[first].idx, doc[last - 1].idx + len(doc[last - 1]))]) if candidate.source else set[int]()
        held = any(dice(content, c) >= 0.5 and dice(source, s) >= 0.5 for c, s in key)
        out.append((number, judge.features(doc, candidate), judge.words(doc, candidate), held))
    return out


def main() -> None:
    """Train, cross-validate by passage, write the weights where they are wanted."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--to", type=Path)
    options.add_argument("--hold", type=int, default=5)
    given = options.parse_args()
    table = [row for n, passage in enumerate(passages()) for row in rows(n, passage)]
    lemmas = sorted({w for row in table for w in row[2] if w})
    raw = np.stack([e.vectors.mean(axis=0) if len(e.vectors) else e.pooled for e in encode(lemmas)])
    centred = raw - raw.mean(axis=0)
    vectors = centred @ np.linalg.svd(centred, full_matrices=False)[2][:DIRECTIONS].T
    vectors /= np.linalg.norm(vectors, axis=1).mean()
    place = {w: i for i, w in enumerate(lemmas)}
    seen = Counter(f for row in table for f in set(row[1]))
    names = sorted(f for f, n in seen.items() if n >= LEAST)
    index = {f: i for i, f in enumerate(names)}
    cells = np.array([(i, index[f]) for i, row in enumerate(table) for f in set(row[1]) if f in index])
    told = csr_matrix((np.ones(len(cells)), cells.T), shape=(len(table), len(names)))
    meant = np.stack([np.concatenate([vectors[place[w]] if w else np.zeros(DIRECTIONS) for w in row[2]]) for row in table])
    x = hstack([told, csr_matrix(meant)]).tocsr()
    y = np.array([row[3] for row in table])
    model = LogisticRegression(C=C, max_iter=1000, random_state=1)
    folds = GroupKFold(given.hold)
    score = cross_val_predict(model, x, y, groups=[row[0] for row in table], cv=folds, method="decision_function")
    loose = np.array(["loose" in row[1] for row in table])
    print(f"candidates {len(table)}, held {y.sum()}; of them wider {loose.sum()}, held {y[loose].sum()}")
    print(f"area under the curve: all {roc_auc_score(y, score):.3f}, wider {roc_auc_score(y[loose], score[loose]):.3f}")
    if given.to:
        model.fit(x, y)
        head = json.dumps({"features": names, "words": lemmas})
        scale = np.abs(vectors).max() / 127
        np.savez_compressed(
            given.to,
            names=head,
            weights=model.coef_[0, : len(names)].astype(np.float32),
            towards=model.coef_[0, len(names) :].reshape(3, DIRECTIONS).astype(np.float32),
            bias=model.intercept_[0],
            vectors=np.round(vectors / scale).astype(np.int8),
            scale=np.float32(scale),
        )


if __name__ == "__main__":
    main()
