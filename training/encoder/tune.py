"""Tune the encoder so that clauses which tell one happening lie close: sketches, ECB+ train → build/encoder/tuned.safetensors.

    python training/encoder/tune.py [--ecb FOLDER] [--hold 10] [--epochs 2]

Every statement of a story is compared with every other one of that story and of another: a supervised contrastive
loss (Khosla et al. 2020) over the mean of the cosines of trigger and of clause, and a logistic one beside it. The
other happenings of the same story are the hard negatives. `--hold K` keeps each K-th sketch out and prints the average
precision of its pairs. After it: `export.py --weights`, then every head anew. Half an hour on two cores; weights are
written after each epoch.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from fetch import BASE, BUILD, fetch
from safetensors.torch import load_file, save_file
from sklearn.metrics import average_precision_score
from tokenizers import Tokenizer
from torch import nn
from torch.nn import functional
from transformers import BertConfig, BertModel

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "sketches"))
import matched

from twosource.annotate.parse import parse
from twosource.records import Report

MOST = 48  # statements of one story in a step
LONGEST = 126  # subtokens
RATE, WARM, LAST = 1.5e-4, 20, 0.03  # the learning rate, the steps in which it rises, the share of it that is left
SHARP = 14.0  # inverse temperature of the contrastive loss


@dataclass(frozen=True)
class Told:
    """A clause to be compared: its sentence, trigger and clause as spans in the sentence, and the happenings that it tells."""

    text: str
    trigger: tuple[int, int]
    clause: tuple[int, int]
    events: frozenset[str]


def stories_of_sketches() -> list[list[Told]]:
    """The statements that our own reading finds in each sketch, with the happenings that the marks give them."""
    out: list[list[Told]] = []
    for sketch in matched.matched():
        story: list[Told] = []
        for row in sketch.rows:
            start, end = row.context
            story.append(
                Told(
                    row.text[start:end],
                    (row.trigger[0] - start, row.trigger[1] - start),
                    (row.clause[0] - start, row.clause[1] - start),
                    frozenset(f"{sketch.name} {e}" for e in row.events),
                )
            )
        out.append(story)
    return out


def stories_of_ecb(folder: Path) -> list[list[Told]]:
    """The triggers of each topic of ECB+ (annotations CC BY 3.0), whole clusters in groups of some forty."""
    triggers = [json.loads(line) for line in (folder / "triggers.jsonl").open()]
    key = json.loads((folder / "key.json").read_text())
    topics: dict[str, dict[str, list[Told]]] = {}
    for report in map(json.loads, (folder / "reports.jsonl").open()):
        sentences = [(s.start_char, s.end_char) for s in parse(Report(id=report["id"], text=report["text"])).doc.sents]
        for t in triggers:
            if t["report"] != report["id"]:
                continue
            start, end = t["span"]
            a, b = next(((a, b) for a, b in sentences if a <= start < b), (start, end))
            span = (start - a, end - a)
            told = Told(report["text"][a : max(b, end)], span, span, frozenset([key[t["id"]]]))
            topics.setdefault(str(report["topic"]), {}).setdefault(key[t["id"]], []).append(told)
    out: list[list[Told]] = []
    for clusters in topics.values():
        names, group = list(clusters), list[Told]()
        random.shuffle(names)
        for name in names:
            group += random.sample(clusters[name], min(6, len(clusters[name])))
            if len(group) >= MOST - 8:
                out.append(group)
                group = []
    return out


class Encoder(nn.Module):
    """The encoder with the scale and bias that turn a cosine into a likelihood."""

    def __init__(self) -> None:
        """Start from the base weights."""
        super().__init__()
        self.bert = BertModel(BertConfig(hidden_size=384, num_hidden_layers=6, num_attention_heads=12, intermediate_size=1536))
        self.bert.load_state_dict(load_file(BASE / "model.safetensors"), strict=False)
        for table in (self.bert.embeddings.word_embeddings, self.bert.embeddings.position_embeddings):
            table.requires_grad_(False)  # noqa: FBT003 — torch's own signature
        self.scale, self.bias = nn.Parameter(torch.tensor(8.0)), nn.Parameter(torch.tensor(-4.0))
        self.tokenise = Tokenizer.from_file(str(BASE / "tokenizer.json"))
        self.tokenise.no_truncation()
        self.tokenise.no_padding()

    def forward(self, told: list[Told]) -> torch.Tensor:
        """How alike each two are: the mean of the cosines of their triggers and of their clauses."""
        rows = [self._row(t) for t in told]
        longest = max(len(ids) for ids, _, _ in rows)
        ids, *spans = (torch.tensor([list(r[k]) + [0] * (longest - len(r[0])) for r in rows]) for k in range(3))
        with torch.autocast("cpu", torch.bfloat16):
            vectors = self.bert(ids, attention_mask=(ids != 0).long()).last_hidden_state
        means = ((vectors.float() * s[..., None]).sum(1) / s.sum(1, keepdim=True) for s in spans)
        trigger, clause = (functional.normalize(m, dim=-1) for m in means)
        return (trigger @ trigger.T + clause @ clause.T) / 2

    def _row(self, told: Told) -> tuple[list[int], list[float], list[float]]:
        """Ids, and the weights of the subtokens in the trigger and in the clause."""
        it = self.tokenise.encode(told.text, add_special_tokens=False)
        offsets = it.offsets[:LONGEST]
        spans = [[float(a < end and b > start) for a, b in offsets] for start, end in (told.trigger, told.clause)]
        trigger, clause = (s if any(s) else [1.0] * len(s) for s in spans)
        return [101, *it.ids[:LONGEST], 102], [0.0, *trigger, 0.0], [0.0, *clause, 0.0]


def same(told: list[Told]) -> torch.Tensor:
    """Which two tell one happening."""
    return torch.tensor([[float(bool(a.events & b.events)) for b in told] for a in told])


def loss_of(model: Encoder, told: list[Told]) -> torch.Tensor:
    """Logistic over all pairs, and contrastive over each statement's own."""
    alike, one = model(told), same(told)
    others = ~torch.eye(len(told), dtype=torch.bool)
    pairs = functional.binary_cross_entropy_with_logits(
        (alike * model.scale + model.bias)[others], one[others], pos_weight=torch.tensor(3.0)
    )
    sharp = (alike * SHARP).masked_fill(~others, -1e4)
    likely = sharp - torch.logsumexp(sharp, 1, keepdim=True)
    count = (one * others).sum(1)
    near = -(likely * one * others).sum(1)[count > 0] / count[count > 0]
    return pairs + (0.5 * near.mean() if len(near) else 0.0)


@torch.no_grad()
def precision(model: Encoder, stories: list[list[Told]]) -> float:
    """Average precision of the pairs of each story, pooled."""
    model.eval()
    gold, found = [], []
    for story in stories:
        upper = np.triu_indices(len(story), 1)
        gold.append(same(story).numpy()[upper])
        found.append(model(story).numpy()[upper])
    return float(average_precision_score(np.concatenate(gold), np.concatenate(found)))


def steps_of(stories: list[list[Told]]) -> list[list[Told]]:
    """The stories of one epoch, two by two; a long one is cut at random."""
    pieces: list[list[Told]] = []
    for story in stories:
        mixed = random.sample(story, len(story))
        count = -(-len(mixed) // MOST)
        pieces += [mixed[k::count] for k in range(count)]
    random.shuffle(pieces)
    return [[*a, *b] for a, b in zip(pieces[::2], pieces[1::2], strict=False)]


def save(model: Encoder) -> None:
    """Write the weights by BERT's names."""
    save_file({k: v.contiguous() for k, v in model.bert.state_dict().items()}, BUILD / "tuned.safetensors")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--ecb", type=Path, help="the train folder of ECB+: reports.jsonl, triggers.jsonl, key.json")
    options.add_argument("--hold", type=int, default=0, help="keep each K-th sketch out and measure on them")
    options.add_argument("--epochs", type=int, default=2)
    given = options.parse_args()
    random.seed(0)
    torch.manual_seed(0)
    fetch()
    told = [s for s in stories_of_sketches() if s]
    held = told[:: given.hold] if given.hold else []
    train = [s for k, s in enumerate(told) if not given.hold or k % given.hold]
    train += stories_of_ecb(given.ecb) if given.ecb else []
    model = Encoder()
    fast = [p for n, p in model.named_parameters() if n in {"scale", "bias"}]
    slow = [p for n, p in model.named_parameters() if n not in {"scale", "bias"} and p.requires_grad]
    optimiser = torch.optim.AdamW([{"params": slow, "lr": RATE}, {"params": fast, "lr": 1e-2}], weight_decay=0.01)
    whole = given.epochs * len(steps_of(train))
    shape = lambda at: min(1.0, (at + 1) / WARM) * max(LAST, 1 - at / whole)  # noqa: E731
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, shape)
    if held:
        print(f"before: average precision {precision(model, held):.3f} on sketches held out", flush=True)
    for epoch in range(given.epochs):
        model.train()
        total = 0.0
        steps = steps_of(train)
        for step in steps:
            loss = loss_of(model, step)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            total += loss.item()
        save(model)
        after = f", average precision {precision(model, held):.3f} on sketches held out" if held else ""
        print(f"epoch {epoch + 1}: {len(steps)} steps, mean loss {total / len(steps):.3f}{after}", flush=True)


if __name__ == "__main__":
    main()
