"""Pairs of passages → weights that read two passages at once: build/pairs/rows.npz → build/pairs/tuned.npz.

    python training/pairs/tune.py --base build/encoder/mpnet --to build/pairs/tuned.npz
    python training/pairs/tune.py --base build/encoder/mpnet --left-out 0 --to build/pairs/said-0.npz

all-mpnet-base-v2 is tuned on pairs read as one text (a cross-encoder: Nogueira and Cho 2019), its answers
taken from the first vector and from those of the two marks at which the passages begin (Baldini Soares et al. 2019). With
`--left-out PART` it is trained without a part of the stories and answers for that part's pairs; without, on all. A GPU: a minute
or two a run.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file
from sklearn.metrics import average_precision_score
from torch import nn
from torch.nn import functional
from transformers import MPNetConfig, MPNetModel

ANSWERS = ("one happening", "one source", "confirms", "one denies", "dispute", "update")  # as `rows.py` has them
FIRST, END, PAD = 0, 2, 1
MARKS = 4  # MPNet's own, before the words of BERT's vocabulary
OPENS = 2 + MARKS
BATCH, CHUNK = 128, 64  # pairs of a step, steps whose pairs are sorted by length together
RATE, WARM, DECAY, HIDDEN = 6e-5, 0.06, 0.01, 256
SEVEN_BITS = 63


class Reader(nn.Module):
    """The encoder and the head on it."""

    def __init__(self, base: Path, layers: list[int]) -> None:
        """Start from the base weights."""
        super().__init__()
        config = MPNetConfig(
            vocab_size=30527, max_position_embeddings=514, layer_norm_eps=1e-5, relative_attention_num_buckets=32
        )
        self.mpnet = MPNetModel(config, add_pooling_layer=False)
        self.mpnet.load_state_dict(load_file(base / "model.safetensors"), strict=False)
        self.mpnet.encoder.layer = nn.ModuleList([self.mpnet.encoder.layer[k] for k in layers])
        self.mpnet.embeddings.word_embeddings.weight.requires_grad_(False)  # noqa: FBT003 — torch's own signature
        self.dense = nn.Linear(3 * config.hidden_size, HIDDEN)
        self.answers = nn.Linear(HIDDEN, len(ANSWERS))

    def forward(self, ids: torch.Tensor, marks: torch.Tensor) -> torch.Tensor:
        """Log-odds of the answers; `marks` holds where the two passages begin."""
        vectors = self.mpnet(ids, attention_mask=(ids != PAD).long()).last_hidden_state
        at = torch.cat([torch.zeros_like(marks[:, :1]), marks], 1)
        picked = vectors.gather(1, at[..., None].expand(-1, -1, vectors.shape[-1])).flatten(1)
        return self.answers(functional.dropout(functional.gelu(self.dense(picked)), 0.1, self.training)).float()


def batches(order: np.ndarray, lengths: np.ndarray, rng: np.random.Generator | None) -> list[np.ndarray]:
    """Rows of each step, alike in length."""
    out = []
    for k in range(0, len(order), BATCH * CHUNK):
        part = order[k : k + BATCH * CHUNK]
        part = part[np.argsort(lengths[part], kind="stable")]
        out += [part[i : i + BATCH] for i in range(0, len(part), BATCH)]
    if rng is not None:
        rng.shuffle(out)
    return out


def read(passages: list[np.ndarray], pairs: np.ndarray, device: str) -> tuple[torch.Tensor, torch.Tensor]:
    """Both passages of each pair as one text, and where each begins to be told."""
    texts = [np.concatenate([[FIRST], passages[i] + MARKS, [END], passages[j] + MARKS, [END]]) for i, j in pairs.tolist()]
    ids = np.full((len(texts), max(map(len, texts))), PAD, np.int64)
    marks = np.zeros((len(texts), 2), np.int64)
    for n, text in enumerate(texts):
        ids[n, : len(text)] = text
        marks[n] = np.flatnonzero(text == OPENS)[:2]
    return torch.from_numpy(ids).to(device), torch.from_numpy(marks).to(device)


@torch.no_grad()
def answer(model: Reader, passages: list[np.ndarray], pairs: np.ndarray, device: str) -> np.ndarray:
    """Log-odds (pairs, answers)."""
    model.eval()
    lengths = np.array([len(p) for p in passages])[pairs].sum(1)
    out = np.zeros((len(pairs), len(ANSWERS)), np.float32)
    for rows in batches(np.arange(len(pairs)), lengths, None):
        with torch.autocast(device, torch.bfloat16):
            out[rows] = model(*read(passages, pairs[rows], device)).cpu().numpy()
    return out


def fit(model: Reader, passages: list[np.ndarray], table: np.ndarray, epochs: int, device: str) -> None:
    """Tune on rows of (passage, passage, answers …, part)."""
    rng = np.random.default_rng(0)
    torch.manual_seed(0)
    lengths = np.array([len(p) for p in passages])[table[:, :2]].sum(1)
    steps = [b for _ in range(epochs) for b in batches(rng.permutation(len(table)), lengths, rng)]
    learns = [p for p in model.parameters() if p.requires_grad]
    plain, other = [p for p in learns if p.ndim < 2], [p for p in learns if p.ndim >= 2]
    tune = torch.optim.AdamW([{"params": other, "weight_decay": DECAY}, {"params": plain, "weight_decay": 0.0}], lr=RATE)
    rise = max(1, int(WARM * len(steps)))
    pace = torch.optim.lr_scheduler.LambdaLR(tune, lambda k: min(k / rise, (len(steps) - k) / (len(steps) - rise)))
    model.train()
    since, seen = time.time(), 0.0
    for k, rows in enumerate(steps):
        pairs = table[rows, :2]
        pairs = np.where(rng.random((len(pairs), 1)) < 0.5, pairs, pairs[:, ::-1])
        gold = torch.from_numpy(table[rows, 2:-1].astype(np.float32)).to(device)
        with torch.autocast(device, torch.bfloat16):
            said = model(*read(passages, pairs, device))
        each = functional.binary_cross_entropy_with_logits(said, gold.clamp(min=0), reduction="none")
        loss = (each * (gold >= 0)).sum(1).mean()
        tune.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        tune.step()
        pace.step()
        seen += float(loss.detach()) if k % 20 == 0 else 0.0
        if k % 400 == 399:
            print(f"step {k + 1} of {len(steps)}, loss {seen / 20:.3f}, {time.time() - since:.0f} s", flush=True)
            seen = 0.0


def packed(model: Reader) -> dict[str, np.ndarray]:
    """The weights that were tuned, those of products as `export.py` ships them: whole numbers and a scale for each row."""
    out: dict[str, np.ndarray] = {}
    for name, it in model.state_dict().items():
        value = it.detach().float().cpu().numpy()
        if "word_embeddings" in name:
            continue
        if value.ndim == 2 and len(value) >= HIDDEN and "position" not in name:
            scale = np.maximum(np.abs(value).max(1, keepdims=True), 1e-8) / SEVEN_BITS
            out[name], out[f"{name}.scale"] = np.rint(value / scale).astype(np.int8), scale.astype(np.float32)
        else:
            out[name] = value
    return out


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--rows", type=Path, default=Path("build/pairs/rows.npz"))
    options.add_argument("--base", type=Path, required=True, help="folder with the base weights")
    options.add_argument("--layers", type=int, nargs="+", default=list(range(12)))
    options.add_argument("--epochs", type=int, default=2)
    options.add_argument("--left-out", type=int, help="the part to leave out and answer for")
    options.add_argument("--to", type=Path, required=True)
    given = options.parse_args()
    with np.load(given.rows) as kept:
        passages = [p.astype(np.int64) for p in np.split(kept["ids"], np.cumsum(kept["lengths"])[:-1])]
        table, asked = kept["rows"], kept["asked"]
    device = "cuda" if torch.cuda.is_available() else "cpu"
    model = Reader(given.base, given.layers).to(device)
    learn = table if given.left_out is None else table[table[:, -1] != given.left_out]
    fit(model, passages, learn, given.epochs, device)
    if given.left_out is None:
        np.savez_compressed(given.to, **packed(model))
        return
    out = table[table[:, -1] == given.left_out]
    said = answer(model, passages, out[:, :2], device)
    for k, name in enumerate(ANSWERS):
        known = out[:, 2 + k] >= 0
        worth = average_precision_score(out[known, 2 + k], said[known, k])
        print(f"layers {given.layers}: {name}: AP {worth:.3f} of {known.sum()}", flush=True)
    np.savez(given.to, said=answer(model, passages, asked[asked[:, 2] == given.left_out, :2], device).astype(np.float16))


if __name__ == "__main__":
    main()
