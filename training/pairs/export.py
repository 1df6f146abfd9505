"""Tuned weights → `together.onnx` (int8) and the head `together.npz` in the package: build/pairs/tuned.npz, the base's words.

python training/pairs/export.py
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "training" / "encoder"))
from export import as_bert, build  # noqa: E402 — from the folder above
from fetch import MPNET, fetch  # noqa: E402
from packed import WEIGHTS, write_hashes  # noqa: E402
from safetensors.numpy import load_file  # noqa: E402

WORDS = "embeddings.word_embeddings.weight"  # stay as they were published
HEAD = ("dense.weight", "dense.bias", "answers.weight", "answers.bias")


def main() -> None:
    with np.load(ROOT / "build" / "pairs" / "tuned.npz") as kept:
        scaled = {name: kept[f"{name}.scale"] for name in kept.files if f"{name}.scale" in kept.files}
        tuned = {
            name: kept[name].astype(np.float32) * scaled.get(name, np.float32(1))
            for name in kept.files
            if not name.endswith(".scale")
        }
    weights = {name.removeprefix("mpnet."): it for name, it in tuned.items() if name not in HEAD}
    weights[WORDS] = load_file(fetch(MPNET) / "model.safetensors")[WORDS]
    (WEIGHTS / "together.onnx").write_bytes(build(as_bert(weights)).SerializeToString())
    np.savez_compressed(WEIGHTS / "together.npz", **{name: tuned[name].astype(np.float32) for name in HEAD})
    write_hashes()


if __name__ == "__main__":
    main()
