"""What training leaves in `data/encoder`: trained trees as plain arrays (`twosource.link.trees`), and the hashes of all files."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from sklearn.ensemble import HistGradientBoostingClassifier

WEIGHTS = Path(__file__).resolve().parents[2] / "src/twosource/data/encoder"


def pack(model: HistGradientBoostingClassifier, name: str, threshold: float) -> None:
    """Write the trees: a leaf leads to itself, and each node knows the mean of its leaves."""
    arrays = {part: [] for part in ("root", "feature", "left", "right", "limit", "value")}
    base = depth = 0
    for (tree,) in model._predictors:  # noqa: SLF001 — scikit-learn shows them nowhere else
        nodes, own = tree.nodes, np.arange(len(tree.nodes))
        leaf, value, count = nodes["is_leaf"].astype(bool), nodes["value"].copy(), nodes["count"].astype(float)
        for k in np.argsort(-nodes["depth"].astype(int), kind="stable"):
            if not leaf[k]:
                sides = [nodes["left"][k], nodes["right"][k]]
                value[k] = np.average(value[sides], weights=count[sides])
        arrays["root"].append([base])
        arrays["feature"].append(np.where(leaf, 0, nodes["feature_idx"]))
        arrays["limit"].append(np.where(leaf, np.inf, nodes["num_threshold"]))
        arrays["left"].append(np.where(leaf, own, nodes["left"]) + base)
        arrays["right"].append(np.where(leaf, own, nodes["right"]) + base)
        arrays["value"].append(value)
        base, depth = base + len(nodes), max(depth, int(nodes["depth"].max()))
    kinds = {"limit": np.float64, "value": np.float32, "feature": np.int16}
    whole = {part: np.concatenate(rows).astype(kinds.get(part, np.int32)) for part, rows in arrays.items()}
    start = float(np.ravel(model._baseline_prediction)[0])  # noqa: SLF001
    np.savez_compressed(WEIGHTS / name, **whole, depth=depth, start=start, threshold=threshold)
    write_hashes()


def write_hashes(folder: Path = WEIGHTS) -> None:
    """`SHA256SUMS` over everything that is loaded at run time."""
    files = sorted(p for p in folder.iterdir() if p.suffix in {".onnx", ".json", ".npz"})
    lines = (f"{hashlib.sha256(p.read_bytes()).hexdigest()}  {p.name}\n" for p in files)
    (folder / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")
