"""Train the event type head from the rows of this folder: `head.npz` for `src/twosource/data/coding`.

    .venv/bin/python training/plover/train.py [--to FOLDER] [--variants 2] [--hold 5]

Linear (multinomial logistic regression) over what the parse says (`coding_features`) and the shared encoder's
vectors. Train again whenever the encoder's weights change. `--hold K` also prints the score of K-fold
cross-validation over our own rows (all wordings of a row fall in one fold). No other data is read.
"""

from __future__ import annotations

import argparse
import hashlib
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
from rows import rows
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupKFold

from twosource.annotate.coding import TYPES, vectors_of
from twosource.annotate.coding_features import features
from twosource.annotate.parse import pipeline
from twosource.encoder import encode

ROOT = Path(__file__).resolve().parents[2]
ENCODER = ROOT / "src/twosource/data/encoder/encoder.onnx"
C = 30.0  # inverse strength of the penalty: from 10 to 100 the score moves by a point at most
LEAST = 2  # wordings that must show a feature; with two wordings of each row, nearly all that a row has is learnt


def read(given: list[dict[str, Any]]) -> tuple[list[list[str]], np.ndarray]:
    """The two readings of each row: its features and its vectors."""
    texts = [r["text"] for r in given]
    found, vectors = [], []
    for r, doc, read_ in zip(given, pipeline().pipe(texts), encode(texts), strict=True):
        actor, recipient = (tuple(r[k]) if r[k] else None for k in ("actor", "recipient"))
        found.append(features(doc, actor, recipient))
        vectors.append(vectors_of(doc, read_, actor, recipient))
    return found, np.stack(vectors)


def table(found: list[list[str]], index: dict[str, int]) -> csr_matrix:
    """Rows of known features, each row of length one."""
    cells = [(i, index[f]) for i, row in enumerate(found) for f in set(row) if f in index]
    known = Counter(i for i, _ in cells)
    values = [1 / np.sqrt(known[i]) for i, _ in cells]
    at = np.array(cells).T if cells else np.zeros((2, 0), int)
    return csr_matrix((values, (at[0], at[1])), shape=(len(found), len(index)))


def fit(
    found: list[list[str]], vectors: np.ndarray, kinds: list[str]
) -> tuple[dict[str, int], dict[str, np.ndarray], LogisticRegression]:
    """The index of features, the vectors' mean and scale, and the model."""
    seen = Counter(f for row in found for f in set(row))
    index = {f: i for i, f in enumerate(sorted(f for f, n in seen.items() if n >= LEAST))}
    mean = vectors.mean(0)
    scale = 1 / ((vectors.std(0) + 1e-6) * np.sqrt(vectors.shape[1]))
    both = hstack([table(found, index), csr_matrix((vectors - mean) * scale)]).tocsr()
    model = LogisticRegression(C=C, max_iter=400, class_weight="balanced").fit(both, kinds)
    return index, {"mean": mean, "scale": scale}, model


def cross(found: list[list[str]], vectors: np.ndarray, kinds: list[str], groups: list[str], folds: int) -> float:
    """Macro F1 of rows that the model has not seen."""
    guess: list[str] = [""] * len(kinds)
    for train, test in GroupKFold(folds).split(kinds, groups=groups):
        index, norm, model = fit([found[i] for i in train], vectors[train], [kinds[i] for i in train])
        both = hstack([table([found[i] for i in test], index), csr_matrix((vectors[test] - norm["mean"]) * norm["scale"])])
        for i, kind in zip(test, model.predict(both.tocsr()), strict=True):
            guess[i] = kind
    return float(f1_score(kinds, guess, average="macro"))


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--to", type=Path, default=ROOT / "src/twosource/data/coding")
    options.add_argument("--variants", type=int, default=2)
    options.add_argument("--hold", type=int, default=0)
    given = options.parse_args()
    data = list(rows(variants=given.variants))
    found, vectors = read(data)
    kinds = [r["type"] for r in data]
    if given.hold:
        groups = [r["id"].rsplit(":", 1)[0] for r in data]
        print(f"cross-validated macro F1 {cross(found, vectors, kinds, groups, given.hold):.4f}")
    index, norm, model = fit(found, vectors, kinds)
    order = [list(model.classes_).index(kind) for kind in TYPES]
    weights = model.coef_[order].T
    given.to.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        given.to / "head.npz",
        encoder=np.frombuffer(hashlib.sha256(ENCODER.read_bytes()).hexdigest().encode("ascii"), np.uint8),
        features=np.frombuffer("\n".join(index).encode("utf-8"), np.uint8),
        sparse=weights[: len(index)].astype(np.float16),
        dense=weights[len(index) :].astype(np.float16),
        mean=norm["mean"].astype(np.float32),
        scale=norm["scale"].astype(np.float32),
        bias=model.intercept_[order].astype(np.float32),
    )
    print(len(data), "rows", len(index), "features", (given.to / "head.npz").stat().st_size, "bytes")


if __name__ == "__main__":
    main()
