"""Marked stories → pairs of passages with what the marks say of both: what `tune.py` reads.

    python training/pairs/rows.py      → build/pairs/rows.npz

A passage is read as `twosource.weigh.together` has it. What is learned of a pair is in `ANSWERS`; the one confirms the
other where it is one happening, of two independent sources, and neither denies it. Needs scikit-learn, as
`training/verdict/linked.py` does, whose linked stories it takes.
"""

from __future__ import annotations

import json
import pickle
import sys
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "training" / folder) for folder in ("verdict", "sketches")]
import matched  # noqa: E402 — from the folders above
from linked import PARTS, read, told_by  # noqa: E402
from sketches import key_of  # noqa: E402

from twosource.weigh import confirm, origins, together  # noqa: E402
from twosource.weigh.carriers import saw_itself  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

BUILD = ROOT / "build" / "pairs"
OTHERS = 1.0  # pairs drawn from those that nothing has brought together, for each pair of one happening
MOST = 4000  # pairs of one story
UNSAID = -1  # the marks do not say


ANSWERS = ("one happening", "one source", "confirms", "one denies", "dispute", "update")
Place = tuple[str, int, int]  # report, start, end


def labels(
    m: matched.Matched, x: matched.Mark, y: matched.Mark, listed: Mapping[frozenset[Place], str] | None
) -> tuple[int, ...]:
    """What the marks say of a pair: 1, 0 or `UNSAID` for each of `ANSWERS`; `listed` holds a world's disputes and updates."""
    both = [e for e in x.events if e in y.events]
    one_source = UNSAID if None in (x.origin, y.origin) else int(x.origin == y.origin)
    denies = int(any((e in x.denied) != (e in y.denied) for e in both))
    if listed is not None:
        found = listed.get(frozenset({(x.report, x.start, x.end), (y.report, y.start, y.end)}))
        dispute, update = int(found == "dispute"), int(found == "update")
    else:
        lines = [(kind == "update", frozenset({r, s})) for kind, event, r, s in m.sketch.changes if event in both]
        here = frozenset(report.rpartition("-")[2] for report in (x.report, y.report))
        dispute, update = (
            int((kind, here) in lines) if (kind, here) in lines or all(k != kind for k, _ in lines) else UNSAID
            for kind in (False, True)
        )
    return int(bool(both)), one_source, int(m.confirm(x, y)), denies, dispute, update


def listed(world: str) -> dict[frozenset[Place], str]:
    """The disputes and updates of a world's key, by the places of their two statements."""
    folder = ROOT / "training" / "worlds" / world
    key = key_of(world)
    lines = (folder / "reports.jsonl").read_text(encoding="utf-8").splitlines()
    texts = {row["id"]: row["text"] for row in map(json.loads, lines)}
    at = [(s["report"], start := texts[s["report"]].index(s["quote"]), start + len(s["quote"])) for s in key["statements"]]
    out = {frozenset({at[u["earlier"]], at[u["later"]]}): "update" for u in key["updates"]}
    return out | {frozenset({at[c["a"]], at[c["b"]]}): "dispute" for c in key["conflicts"]}


def stories() -> Iterator[tuple[matched.Matched, bool, int, list[tuple[str, str]]]]:
    """Each marked story, the part it is left out with (-1: never), and the pairs that linking and weighing have before them."""
    for it in read():
        pairs = {frozenset({j.a, j.b}) for j in it.story.joins} | {frozenset((a.id, b.id)) for a, b in confirm.pairs(told_by(it))}
        yield it.marked, it.world, it.part, sorted((min(pair), max(pair)) for pair in pairs)
    for m in matched.matched(matched.SEEN):
        yield m, False, -1, []


@dataclass
class Passages:
    """The passages that pairs are made of, each numbered once."""

    found: list[np.ndarray] = field(default_factory=list)

    def add(self, m: matched.Matched) -> dict[str, int]:
        """The numbers of a story's statements, by their ids."""
        witnessed = frozenset(s.id for s in m.statements if saw_itself(m.annotations[s.report], s))
        voices = origins.voices(m.statements, m.annotations, witnessed)
        first = len(self.found)
        self.found += [np.array(together.passage(m.annotations[s.report], s, voices.get(s.id)), np.uint16) for s in m.statements]
        return {s.id: first + k for k, s in enumerate(m.statements)}


def taught(m: matched.Matched, asked: set[frozenset[str]], changes: Mapping[frozenset[Place], str] | None) -> np.ndarray:
    """Rows (statement, statement, answers …) of a story: all of one happening, all asked for, as many others as of the first."""
    found: list[tuple[int, ...]] = []
    for i, j in combinations(sorted(m.of), 2):
        a, b = m.statements[i], m.statements[j]
        if a.report != b.report or a.end <= b.start or b.end <= a.start:
            found.append((i, j, *labels(m, m.of[i], m.of[j], changes), frozenset({a.id, b.id}) in asked))
    table = np.array(found, np.int32).reshape(len(found), 3 + len(ANSWERS))
    rng = np.random.default_rng(len(found))
    near = (table[:, 2] == 1) | (table[:, -1] == 1)
    drawn = rng.random(len(table)) < OTHERS * (table[:, 2] == 1).sum() / max(1, (~near).sum())
    return rng.permutation(table[near | drawn])[:MOST, :-1]


def main() -> None:
    """Write the rows."""
    passages = Passages()
    rows: list[np.ndarray] = []
    asked: list[tuple[int, int, int]] = []
    names: list[tuple[str, str, str]] = []
    for m, world, part, pairs in stories():
        number = passages.add(m)
        asked += [(number[a], number[b], part) for a, b in pairs]
        names += [(m.name, a, b) for a, b in pairs]
        table = taught(m, set(map(frozenset, pairs)), listed(m.name.rpartition("-")[0]) if world else None)
        at = np.array([number[s.id] for s in m.statements])
        rows.append(np.column_stack([at[table[:, 0]], at[table[:, 1]], table[:, 2:], np.full(len(table), part)]))
    BUILD.mkdir(parents=True, exist_ok=True)
    table = np.concatenate(rows).astype(np.int32)
    lengths = [len(p) for p in passages.found]
    ids = np.concatenate(passages.found)
    np.savez_compressed(BUILD / "rows.npz", ids=ids, lengths=lengths, rows=table, asked=np.array(asked, np.int32))
    (BUILD / "asked.pkl").write_bytes(pickle.dumps(names))
    print(
        f"{len(lengths)} passages of {np.mean(lengths):.0f} subtokens, {len(table)} pairs to learn from, {len(asked)} asked for"
    )
    for part in range(-1, PARTS):
        here = table[table[:, -1] == part]
        print(f"part {part}: {len(here)} pairs, of them", dict(zip(ANSWERS, (here[:, 2:-1] == 1).sum(0).tolist(), strict=True)))


if __name__ == "__main__":
    main()
