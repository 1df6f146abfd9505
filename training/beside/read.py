"""Tune what reads a whole report for who vouches for what → `whose.onnx` and its head `whose.npz` in the package.

    python training/encoder/fetch.py
    python training/beside/read.py [--keep]

all-MiniLM-L6-v2 is tuned to point, from each marked statement of the worlds, at the places where whoever is cited for it is named
or cited, or at nobody (`twosource.weigh.whose`). Statements that cite somebody themselves teach it too, at half the weight. The
worlds of `matched.HELD` teach nothing; prints what it reaches there by itself. Needs torch, transformers, safetensors, onnx and
scikit-learn; a quarter of an hour on two cores that know bfloat16. A run that was cut off goes on from its last epoch.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from safetensors.torch import load_file
from torch import nn
from torch.nn import functional
from transformers import BertConfig, BertModel

from twosource import encoder
from twosource.weigh import whose

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "training" / folder) for folder in ("sketches", "encoder")]
import matched  # noqa: E402 — from the folders above
from export import CLS, SEP, build  # noqa: E402
from fetch import MINILM, fetch  # noqa: E402
from packed import WEIGHTS, write_hashes  # noqa: E402
from train import Case, cases, show  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from twosource.encoder import Subtokens

BUILD = ROOT / "build" / "beside"
WIDTH, INNER, DISTANCES = 384, 192, 23
SCALE = 14.0  # about the square root of INNER
BATCH, CHUNK, EPOCHS = 8, 16, 3  # stretches of a step, steps whose stretches are sorted by length together
RATE, FASTER, WARM, DECAY, DROP = 1e-4, 8, 0.06, 0.01, 0.1  # the head learns faster
CITES = 0.5  # the weight of a statement that cites somebody itself
FAINT = -1e4  # the score of somebody who is named nowhere in what is read


@dataclass(frozen=True)
class Stretch:
    """What is read at once of a report, from a subtoken on, and the statements that are asked of it."""

    report: Subtokens
    start: int
    asked: Sequence[Case]

    @property
    def ids(self) -> list[int]:
        """Its subtokens."""
        return self.report.ids[self.start : self.start + whose.WINDOW]

    def at(self, span: tuple[int, int]) -> tuple[int, int] | None:
        """A span of the text in its subtokens, the last one included and the opening mark counted; None where it is not in it."""
        found = self.report.within(*span)
        if found is None or found[0] < self.start or found[1] > self.start + len(self.ids):
            return None
        return 1 + found[0] - self.start, found[1] - self.start


def stretches(found: Iterable[Case]) -> list[Stretch]:
    """The statements of worlds by what is read for them."""
    reports: dict[str, Subtokens] = {}
    together: dict[tuple[str, int], list[Case]] = defaultdict(list)
    for case in found:
        report = reports.setdefault(case.text, encoder.subtokens(case.text))
        clause = report.within(*case.asked.clause)
        if clause is not None and report.within(*case.asked.trigger) is not None:
            together[case.text, whose.begins(len(report.ids), clause[1])].append(case)
    return [Stretch(reports[text], start, asked) for (text, start), asked in together.items()]


class Pointer(nn.Module):
    """The encoder and the head on it."""

    def __init__(self, base: Path) -> None:
        """Start from the base weights."""
        super().__init__()
        config = BertConfig(
            hidden_size=WIDTH, num_hidden_layers=6, num_attention_heads=12, intermediate_size=4 * WIDTH, layer_norm_eps=1e-12
        )
        config.attention_probs_dropout_prob = 0.0
        self.bert = BertModel(config, add_pooling_layer=False)
        weights = load_file(base / "model.safetensors")
        self.bert.load_state_dict({name.removeprefix("bert."): it.float() for name, it in weights.items()}, strict=False)
        self.bert.embeddings.word_embeddings.weight.requires_grad_(False)  # noqa: FBT003 — torch's own signature
        self.shapes = nn.Embedding(2 * len(encoder.SHAPES), WIDTH)
        nn.init.zeros_(self.shapes.weight)
        self.statement = nn.Sequential(nn.Linear(3 * WIDTH, INNER), nn.GELU(), nn.Linear(INNER, INNER))
        self.place = nn.Sequential(nn.Linear(2 * WIDTH, INNER), nn.GELU(), nn.Linear(INNER, INNER))
        self.turn = nn.Linear(INNER, INNER, bias=False)
        self.alone, self.nobody = nn.Linear(INNER, 1), nn.Linear(INNER, 1)
        self.apart = nn.Embedding(DISTANCES, 1)
        nn.init.zeros_(self.apart.weight)

    def forward(self, read: Sequence[Stretch]) -> list[torch.Tensor]:
        """For each statement, in order: the scores (1 + near) of nobody and of each of those near it."""
        ids, shapes, real = (torch.zeros(len(read), 2 + max(len(it.ids) for it in read), dtype=torch.long) for _ in range(3))
        for k, it in enumerate(read):
            whole = [CLS, *it.ids, SEP]
            ids[k, : len(whole)] = torch.tensor(whole)
            shapes[k, 1 : len(whole) - 1] = torch.tensor(it.report.shapes[it.start : it.start + len(it.ids)])
            real[k, : len(whole)] = 1
        with torch.autocast("cpu", torch.bfloat16):
            words = self.bert.embeddings.word_embeddings(ids) + self.shapes(shapes)
            vectors = self.bert(inputs_embeds=words, attention_mask=real).last_hidden_state
        return self._scores(read, vectors.float())

    def _scores(self, read: Sequence[Stretch], vectors: torch.Tensor) -> list[torch.Tensor]:
        flat, wide = vectors.reshape(-1, WIDTH), vectors.shape[1]
        statements: list[tuple[int, int]] = []  # the trigger, and the mark that opens the stretch
        means: list[tuple[int, int, float]] = []  # statement, subtoken of its clause, weight
        places: dict[tuple[int, int], int] = {}
        links: list[tuple[int, int, int, int]] = []  # statement, who, place, distance
        for k, it in enumerate(read):
            last, base = len(it.ids), k * wide
            for case in it.asked:
                n = len(statements)
                clause, trigger = it.report.within(*case.asked.clause), it.report.within(*case.asked.trigger)
                assert clause is not None  # noqa: S101 — `stretches` has looked
                assert trigger is not None  # noqa: S101
                a, b = (min(max(end - it.start, 0), last) for end in clause)
                means += [(n, base + 1 + x, 1 / max(1, b - a)) for x in range(a, max(b, a + 1))]
                statements.append((base + 1 + min(max(trigger[0] - it.start, 0), last - 1), base))
                for who, spans in enumerate(case.asked.near):
                    for first, end in filter(None, map(it.at, spans)):
                        place = places.setdefault((base + first, base + end), len(places))
                        links.append((n, 1 + who, place, whose.bucket(trigger[0] - it.start + 1 - first)))
        told = torch.zeros(len(statements), len(flat))
        n, at, weight = zip(*means, strict=True)
        told[list(n), list(at)] = torch.tensor(weight)
        own = torch.tensor(statements)
        told = torch.cat([told @ flat, flat.index_select(0, own[:, 0]), flat.index_select(0, own[:, 1])], 1)
        told = self.statement(functional.dropout(told, DROP, self.training))
        near = [1 + len(case.asked.near) for it in read for case in it.asked]
        table = torch.full((len(near) * max(near),), FAINT)
        if links:
            ends, link = torch.tensor(list(places)), torch.tensor(links)
            where = torch.cat([flat.index_select(0, ends[:, 0]), flat.index_select(0, ends[:, 1])], 1)
            where = self.place(functional.dropout(where, DROP, self.training))
            score = (self.turn(told)[link[:, 0]] * where[link[:, 2]]).sum(1) / SCALE
            score = score + self.apart(link[:, 3])[:, 0] + self.alone(where)[link[:, 2], 0]
            summed = torch.zeros_like(table).index_add(0, link[:, 0] * max(near) + link[:, 1], torch.exp(score.clamp(max=30)))
            table = torch.where(summed > 0, torch.log(summed.clamp(min=1e-30)), table)
        table = torch.cat([self.nobody(told), table.view(len(near), -1)[:, 1:]], 1)
        return [row[:count] for row, count in zip(table, near, strict=True)]


def loss(read: Sequence[Stretch], said: Sequence[torch.Tensor]) -> torch.Tensor | None:
    """How unlikely the key's answers are; who is cited and not near teaches nothing."""
    out: list[torch.Tensor] = []
    for case, odds in zip((case for it in read for case in it.asked), said, strict=True):
        right = [1 + k for k, yes in enumerate(case.right) if yes and odds[1 + k] > FAINT]
        if right or not case.has:
            out.append((CITES if case.cites else 1.0) * (odds.logsumexp(0) - odds[right or [0]].logsumexp(0)))
    return torch.stack(out).mean() if out else None


def fit(read: list[Stretch], model: Pointer) -> None:
    """Tune; goes on from the last epoch that is kept."""
    kept, rng = BUILD / "epoch.pt", np.random.default_rng(0)
    steps = EPOCHS * -(-len(read) // BATCH)
    head = [it for name, it in model.named_parameters() if not name.startswith("bert")]
    layers = [it for name, it in model.named_parameters() if name.startswith("bert") and it.requires_grad]
    tune = torch.optim.AdamW([{"params": layers}, {"params": head, "lr": RATE * FASTER}], lr=RATE, weight_decay=DECAY)
    pace = torch.optim.lr_scheduler.LambdaLR(tune, lambda k: min((k + 1) / (WARM * steps), (steps - k) / (steps - WARM * steps)))
    orders = [rng.permutation(len(read)) for _ in range(EPOCHS)]
    begin = 0
    if kept.exists():
        state = torch.load(kept)
        begin = state["epochs"]
        model.load_state_dict(state["model"])
        tune.load_state_dict(state["tune"])
        pace.load_state_dict(state["pace"])
    model.train()
    for epoch in range(begin, EPOCHS):
        torch.manual_seed(epoch)
        batches: list[np.ndarray] = []
        for k in range(0, len(read), BATCH * CHUNK):
            part = sorted(orders[epoch][k : k + BATCH * CHUNK], key=lambda n: len(read[n].ids))
            batches += [np.array(part[i : i + BATCH]) for i in range(0, len(part), BATCH)]
        seen: list[float] = []
        for n in rng.permutation(len(batches)):
            now = [read[k] for k in batches[n]]
            if (off := loss(now, model(now))) is not None:
                tune.zero_grad()
                off.backward()
                nn.utils.clip_grad_norm_(model.parameters(), 1.0)
                tune.step()
                seen.append(float(off.detach()))
            pace.step()
        state = {"epochs": epoch + 1, "model": model.state_dict(), "tune": tune.state_dict(), "pace": pace.state_dict()}
        torch.save(state, kept)
        print(f"epoch {epoch + 1} of {EPOCHS}, loss {np.mean(seen):.3f}", flush=True)


def export(model: Pointer) -> None:
    """The encoder as int8 ONNX, the head as arrays."""
    state = {name: it.float().numpy() for name, it in model.state_dict().items()}
    layers = {name.removeprefix("bert."): it for name, it in state.items() if name.startswith("bert.")}
    (WEIGHTS / encoder.WHOSE).write_bytes(build(layers | {"shapes.weight": state["shapes.weight"]}).SerializeToString())
    head = {name: it for name, it in state.items() if not name.startswith(("bert.", "shapes."))}
    np.savez_compressed(WEIGHTS / "whose.npz", **head, scale=np.float32(SCALE))
    write_hashes()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--keep", action="store_true", help="only measure, do not write what was tuned")
    given = options.parse_args()
    BUILD.mkdir(parents=True, exist_ok=True)
    found = [*cases(matched.worlds()), *cases(matched.unread())]
    model = Pointer(fetch(MINILM))
    fit(stretches(case for case in found if case.world not in matched.HELD), model)
    held = stretches(case for case in found if case.world in matched.HELD and not case.cites)
    model.eval()
    with torch.no_grad():
        said = [odds.softmax(0)[1:].numpy() for it in held for odds in model([it])]
    show("held back", [case for it in held for case in it.asked], said)
    if not given.keep:
        export(model)


if __name__ == "__main__":
    main()
