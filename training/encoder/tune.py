"""Tune the encoder so that clauses which tell one happening lie close: sketches → build/encoder/tuned.safetensors.

    python training/encoder/tune.py [--epochs 2]

Every statement of a story is compared with every other one of that story and of another: a supervised contrastive
loss (Khosla et al. 2020) over the mean of the cosines of trigger and of clause, and a logistic one beside it. The
other happenings of the same story are the hard negatives. First all twelve layers of all-mpnet-base-v2 are tuned so; then
eight of them are tuned in the same way while they learn to give each subtoken the vector that the twelve gave it
(in the manner of Sanh et al. 2019), which keeps most of what was won and a third of the time. Prints the average precision of the
pairs of the sketches kept out. After it: `export.py --weights`, then every head anew. An hour on two cores; weights are
written after each epoch, and the first half is not made again.
"""

from __future__ import annotations

import argparse
import random
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from fetch import BUILD, MPNET, fetch
from safetensors.torch import load_file, save_file
from sklearn.metrics import average_precision_score
from tokenizers import Tokenizer
from torch import nn
from torch.nn import functional
from transformers import MPNetModel

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "sketches"))
import matched

if TYPE_CHECKING:
    from collections.abc import Sequence

Read = tuple[torch.Tensor, list[tuple[int, int]]]  # a text's vectors and the offsets of its subtokens

MOST = 48  # statements of one story in a step
LONGEST = 126  # subtokens
BATCH = 24  # texts read at once
WARM, LAST = 20, 0.03  # the steps in which the learning rate rises, the share of it that is left
KEPT = (0, 1, 3, 5, 7, 9, 10, 11)  # the layers that ship: of seven choices the best before they were tuned again
AS_TAUGHT = 3.0  # the weight of being like the twelve layers, beside the losses over pairs
SHARP = 14.0  # inverse temperature of the contrastive loss


@dataclass(frozen=True)
class Told:
    """A clause to be compared: its sentence, trigger and clause as spans in the sentence, and the happenings that it tells."""

    text: str
    trigger: tuple[int, int]
    clause: tuple[int, int]
    events: frozenset[str]


def told(sketch: matched.Matched) -> list[Told]:
    """The statements that our own reading finds in a sketch, with the happenings that the marks give them."""
    out: list[Told] = []
    for row in sketch.rows:
        start, end = row.context
        out.append(
            Told(
                row.text[start:end],
                (row.trigger[0] - start, row.trigger[1] - start),
                (row.clause[0] - start, row.clause[1] - start),
                frozenset(f"{sketch.name} {e}" for e in row.events),
            )
        )
    return out


@dataclass(frozen=True)
class Run:
    """Where the weights go, epochs, learning rate, layers that stay as they are, stories to measure on, vectors to be like."""

    to: str
    epochs: int
    rate: float
    frozen: int
    held: list[list[Told]]
    taught: dict[str, torch.Tensor] | None = None


class Encoder(nn.Module):
    """The encoder with the scale and bias that turn a cosine into a likelihood."""

    def __init__(self) -> None:
        """Start from the base weights."""
        super().__init__()
        self.bert = MPNetModel.from_pretrained(MPNET.to)
        self.scale, self.bias = nn.Parameter(torch.tensor(8.0)), nn.Parameter(torch.tensor(-4.0))
        self.tokenise = Tokenizer.from_file(str(MPNET.to / "tokenizer.json"))
        self.tokenise.no_truncation()
        self.tokenise.no_padding()

    def keep(self, layers: Sequence[int]) -> None:
        """Leave out all other layers."""
        self.bert.encoder.layer = nn.ModuleList([self.bert.encoder.layer[k] for k in layers])

    def freeze(self, layers: int) -> None:
        """Keep the words, the positions and the first layers as they are."""
        for part in (self.bert.embeddings, self.bert.encoder.relative_attention_bias, *self.bert.encoder.layer[:layers]):
            for weights in part.parameters():
                weights.requires_grad_(False)  # noqa: FBT003 — torch's own signature

    def forward(self, told: list[Told]) -> torch.Tensor:
        """How alike each two are: the mean of the cosines of their triggers and of their clauses."""
        return self.compare(told, self.read({t.text for t in told}))

    def compare(self, told: list[Told], read: dict[str, Read]) -> torch.Tensor:
        """The same, of texts that were read."""
        spans = ([_mean(*read[t.text], span) for t in told for span in [getattr(t, part)]] for part in ("trigger", "clause"))
        trigger, clause = (functional.normalize(torch.stack(s), dim=-1) for s in spans)
        return (trigger @ trigger.T + clause @ clause.T) / 2

    def read(self, texts: set[str]) -> dict[str, Read]:
        """Each text's vectors and offsets, by subtoken; a text is read once, beside others of its length."""
        tokens = {text: self.tokenise.encode(text, add_special_tokens=False) for text in sorted(texts)}
        out: dict[str, Read] = {}
        by_length = sorted(tokens, key=lambda text: len(tokens[text].ids))
        for k in range(0, len(by_length), BATCH):
            batch = by_length[k : k + BATCH]
            rows = [torch.tensor([0, *tokens[text].ids[:LONGEST], 2]) for text in batch]
            ids = nn.utils.rnn.pad_sequence(rows, batch_first=True, padding_value=1)
            with torch.autocast("cpu", torch.bfloat16):
                vectors = self.bert(ids, attention_mask=(ids != 1).long()).last_hidden_state.float()
            for n, text in enumerate(batch):
                offsets = tokens[text].offsets[:LONGEST]
                out[text] = (vectors[n, 1 : 1 + len(offsets)], offsets)
        return out


def _mean(vectors: torch.Tensor, offsets: list[tuple[int, int]], span: tuple[int, int]) -> torch.Tensor:
    """The mean over the subtokens that touch a span; over all where none does."""
    inside = [k for k, (a, b) in enumerate(offsets) if a < span[1] and b > span[0]] or list(range(len(offsets)))
    return vectors[inside[0] : inside[-1] + 1].mean(0)


@torch.no_grad()
def vectors_of(model: Encoder, stories: list[list[Told]]) -> dict[str, torch.Tensor]:
    """Each text's vectors, by subtoken, as a model gives them."""
    model.eval()
    texts = sorted({t.text for story in stories for t in story})
    parts = (model.read(set(texts[k : k + 20 * BATCH])) for k in range(0, len(texts), 20 * BATCH))
    return {text: vectors.half() for read in parts for text, (vectors, _) in read.items()}


def same(told: list[Told]) -> torch.Tensor:
    """Which two tell one happening."""
    return torch.tensor([[float(bool(a.events & b.events)) for b in told] for a in told])


def loss_of(model: Encoder, told: list[Told], taught: dict[str, torch.Tensor] | None) -> torch.Tensor:
    """Logistic over all pairs, contrastive over each statement's own, and how unlike the vectors are to those taught."""
    read = model.read({t.text for t in told})
    alike, one = model.compare(told, read), same(told)
    others = ~torch.eye(len(told), dtype=torch.bool)
    pairs = functional.binary_cross_entropy_with_logits(
        (alike * model.scale + model.bias)[others], one[others], pos_weight=torch.tensor(3.0)
    )
    sharp = (alike * SHARP).masked_fill(~others, -1e4)
    likely = sharp - torch.logsumexp(sharp, 1, keepdim=True)
    count = (one * others).sum(1)
    near = -(likely * one * others).sum(1)[count > 0] / count[count > 0]
    loss = pairs + (0.5 * near.mean() if len(near) else 0.0)
    if taught is None:
        return loss
    ours, theirs = torch.cat([read[text][0] for text in read]), torch.cat([taught[text].float() for text in read])
    return loss + AS_TAUGHT * (1 - functional.cosine_similarity(ours, theirs, dim=-1)).mean()


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


def tune(model: Encoder, train: list[list[Told]], given: Run) -> None:
    """Some epochs over the stories; the weights are written after each."""
    model.freeze(given.frozen)
    fast = [p for n, p in model.named_parameters() if n in {"scale", "bias"}]
    slow = [p for n, p in model.named_parameters() if n not in {"scale", "bias"} and p.requires_grad]
    optimiser = torch.optim.AdamW([{"params": slow, "lr": given.rate}, {"params": fast, "lr": 1e-2}], weight_decay=0.01)
    whole = given.epochs * len(steps_of(train))
    shape = lambda at: min(1.0, (at + 1) / WARM) * max(LAST, 1 - at / whole)  # noqa: E731
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, shape)
    for epoch in range(given.epochs):
        model.train()
        total = 0.0
        steps = steps_of(train)
        for step in steps:
            loss = loss_of(model, step, given.taught)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            total += loss.item()
        save_file({k: v.contiguous() for k, v in model.bert.state_dict().items()}, BUILD / given.to)
        after = f", average precision {precision(model, given.held):.3f} on sketches held out" if given.held else ""
        print(f"epoch {epoch + 1}: {len(steps)} steps, mean loss {total / len(steps):.3f}{after}", flush=True)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--epochs", type=int, default=2)
    given = options.parse_args()
    random.seed(0)
    torch.manual_seed(0)
    fetch(MPNET)
    train = [told(m) for m in matched.matched(matched.SEEN)]
    held = [told(m) for m in matched.matched(matched.UNSEEN)]
    model = Encoder()
    print(f"before: average precision {precision(model, held):.3f} on sketches held out", flush=True)
    whole = "tuned-whole.safetensors"
    if not (BUILD / whole).exists():
        tune(model, train, Run(whole, given.epochs, 6e-5, 4, held))
    model.bert.load_state_dict(load_file(BUILD / whole))
    taught = vectors_of(model, train)
    model.keep(KEPT)
    tune(model, train, Run("tuned.safetensors", given.epochs, 7e-5, 2, held, taught))


if __name__ == "__main__":
    main()
