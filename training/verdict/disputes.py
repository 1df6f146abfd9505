"""Train what says which passages contradict each other → `dispute-first.npz`, `dispute.npz` in `src/twosource/data/encoder`.

    python training/verdict/disputes.py [--keep]

The signs (`twosource.weigh.signs`) are learned from all worlds' conflicts, their stories linked by what had not seen them
(`linked.py`). What a reading adds can only be learned where the reader was not taught: from the worlds of `training/unread`,
which are linked and read by what ships, by signs that had not seen them. Prints what worlds reach that were left out, then
writes what all give. Needs scikit-learn; forty minutes, most of them linking and reading, which is kept in build/verdict and
goes on where it stopped.
"""

from __future__ import annotations

import argparse
import pickle
from collections import defaultdict
from dataclasses import dataclass
from itertools import chain
from types import SimpleNamespace
from typing import TYPE_CHECKING
from unittest.mock import patch

import numpy as np
from linked import BUILD, NO_READING, PARTS, Linked, read, told_by, unread
from packed import WEIGHTS, pack, write_hashes
from score import score
from sketches import key_of
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score

from twosource.weigh import changes, confirm, disputes, signs, together, weigh
from twosource.weigh.signs import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager

    from twosource.records import Conflict, StoryAccount
    from twosource.weigh.disputes import Case, Matter
    from twosource.weigh.together import Answers
    from twosource.weigh.told import Told

WORTH = 0.04  # likelihood of any conflict, by the signs, from which a pair is read
THRESHOLDS = (0.2, 0.25, 0.3, 0.35, 0.4)
THRESHOLD = 0.25
FOLDS, INNER = 8, 4  # of the worlds that the reader has not seen; of those that train the score of events
PENALTY, PENALTY_OF_EVENTS = 0.03, 0.3  # the inverse strength of the two logistic scores' penalties
TREES = {
    "max_iter": 200,
    "learning_rate": 0.05,
    "max_leaf_nodes": 10,
    "min_samples_leaf": 60,
    "l2_regularization": 5.0,
    "random_state": 0,
}


@dataclass(frozen=True)
class Compared:
    """A story before its disputes are settled: what is known of it, and its conflicts by rule."""

    linked: Linked
    told: Told
    ruled: Sequence[Conflict]


@dataclass(frozen=True)
class Read:
    """A story that the reader has not seen: what was to be read of it, what a reading says, and the key's answers.

    `table`: what its pairs are judged by (pairs * len(KINDS), len(disputes.PAIRS) + 1); `gold`: of which kinds each pair is in
    conflict (pairs, len(KINDS)); `events`: the conflicts of events; `event_of`: statement id → the event that its mark gives it.
    """

    linked: Linked
    matter: Matter
    said: Mapping[frozenset[str], Answers]
    table: np.ndarray
    gold: np.ndarray
    events: frozenset[tuple[str, str]]
    event_of: Mapping[str, str]

    def right(self, case: Case) -> bool:
        """Whether a case is a conflict of the key."""
        return any((KINDS[case.kind], self.event_of.get(s.id, "")) in self.events for s in self.matter.pairs[case.pair])


def compared(it: Linked) -> Compared:
    """A story as `weigh` has it before it settles disputes."""
    told = told_by(it)
    return Compared(it, told, changes.find(told, it.story.joins)[0])


def gold(it: Linked, key: dict, pairs: Sequence[signs.Pair]) -> np.ndarray:
    """Of which kinds each pair is in conflict (pairs, len(KINDS)), as the world's key lists them."""
    at = {(s["report"], s["quote"], s["event"]): n for n, s in enumerate(key["statements"])}
    of: dict[str, int] = {}
    for k, mark in it.marked.of.items():
        words = it.marked.annotations[mark.report].report.text[mark.start : mark.end]
        of[it.marked.statements[k].id] = at[mark.report, words, mark.events[0]]
    kinds: dict[frozenset[int], set[str]] = defaultdict(set)
    for c in key["conflicts"]:
        kinds[frozenset((c["a"], c["b"]))].add(c["kind"])
    both = [frozenset((of.get(a.id, -1), of.get(b.id, -2))) for a, b in pairs]
    return np.array([[kind in kinds[pair] for kind in KINDS] for pair in both], bool).reshape(len(pairs), len(KINDS))


def first_look(stories: Iterable[Compared], keep: bool) -> list[HistGradientBoostingClassifier]:  # noqa: FBT001
    """Train the signs on stories; print what parts of them reach that were left out, and return what had not seen each part."""
    tables: list[np.ndarray] = []
    answers: list[np.ndarray] = []
    parts: list[int] = []
    for it in stories:
        pairs = disputes.candidates(it.told, it.linked.story.joins, it.ruled)
        tables.append(signs.table(it.told, it.ruled, pairs))
        answers.append(gold(it.linked, key_of(it.linked.family), pairs).ravel())
        parts += [it.linked.part] * len(tables[-1])
    table, right, part = np.concatenate(tables), np.concatenate(answers), np.array(parts)
    found = np.zeros(len(right))
    models = [HistGradientBoostingClassifier(**TREES).fit(table[part != k], right[part != k]) for k in range(PARTS)]
    for k, model in enumerate(models):
        found[part == k] = model.predict_proba(table[part == k])[:, 1]
    by_kind, likely = right.reshape(-1, len(KINDS)), found.reshape(-1, len(KINDS))
    print(f"signs: {len(by_kind)} pairs, {by_kind.any(axis=1).sum()} in conflict")
    print(f"    any kind: average precision {average_precision_score(by_kind.any(axis=1), likely.sum(axis=1)):.3f}")
    for k, kind in enumerate(KINDS):
        print(f"    {kind}: {average_precision_score(by_kind[:, k], likely[:, k]):.3f} ({by_kind[:, k].sum()})", flush=True)
    if not keep:
        pack(HistGradientBoostingClassifier(**TREES).fit(table, right), "dispute-first.npz", WORTH)
    return models


def signs_of(model: HistGradientBoostingClassifier) -> AbstractContextManager[object]:
    """Let these trees find the signs, in the place of those that ship."""
    ours = SimpleNamespace(threshold=WORTH, likelihood=lambda rows: model.predict_proba(rows)[:, 1] if len(rows) else rows[:, 0])
    return patch.object(signs, "trees", SimpleNamespace(load=lambda _: ours))


def readings(stories: Iterable[Compared], models: Sequence[HistGradientBoostingClassifier]) -> list[Read]:
    """Stories that the reader has not seen, read by the reader that ships; `models`: the signs that had not seen a part."""
    kept_in = BUILD / "unread-read.pkl"
    kept: dict[bytes, bytes] = pickle.loads(kept_in.read_bytes()) if kept_in.exists() else {}  # noqa: S301 — our own file
    out: list[Read] = []
    for it in stories:
        room = patch.object(changes, "room", lambda *_: True)  # what has no room is not told, but is learned from
        with signs_of(models[it.linked.part]), room:
            matter = disputes.find(it.told, it.linked.story.joins, it.ruled)
        pairs = [*confirm.first_look(it.told).pairs, *matter.pairs]
        said = together.read(pairs, it.told.annotations, it.told.resolved.voices, kept)
        kept_in.write_bytes(pickle.dumps(kept))
        key = key_of(it.linked.family)
        events = frozenset((c["kind"], key["statements"][c["a"]]["event"]) for c in key["conflicts"])
        table = disputes.pair_table(matter, said)
        out.append(Read(it.linked, matter, said, table, gold(it.linked, key, matter.pairs), events, it.linked.event_of))
    return out


def fit(stories: Sequence[Read]) -> disputes.Weights:
    """Both scores; that of events learns from pairs' scores that had not seen the story."""
    names = sorted({it.linked.family for it in stories})
    fold = {name: n % INNER for n, name in enumerate(names)}
    inner = [_pairs([it for it in stories if fold[it.linked.family] != k]) for k in range(INNER)]
    rows: list[tuple[float, ...]] = []
    right: list[bool] = []
    for it in stories:
        scores = 1 / (1 + np.exp(-it.table @ inner[fold[it.linked.family]]))
        for case in disputes.cases(it.matter, scores.reshape(-1, len(KINDS))):
            rows.append(case.row)
            right.append(it.right(case))
    return disputes.Weights(_pairs(stories), _logistic(np.array(rows), np.array(right), PENALTY_OF_EVENTS), THRESHOLD)


def _pairs(stories: Sequence[Read]) -> np.ndarray:
    table = np.concatenate([it.table for it in stories])[:, :-1]
    return _logistic(table, np.concatenate([it.gold for it in stories]).ravel(), PENALTY)


def _logistic(table: np.ndarray, right: np.ndarray, penalty: float) -> np.ndarray:
    model = LogisticRegression(C=penalty, max_iter=3000).fit(table, right)
    return np.append(model.coef_[0], model.intercept_)


def accounts(
    stories: Sequence[Read],
    models: Sequence[HistGradientBoostingClassifier],
    weights: Mapping[str, disputes.Weights],
    threshold: float,
) -> Iterator[tuple[Linked, StoryAccount]]:
    """The accounts of the stories; `models` and `weights` (by world): what was trained on others."""
    for it in stories:
        own = weights[it.linked.family]
        said = defaultdict(lambda: NO_READING, it.said)
        with (
            signs_of(models[it.linked.part]),
            patch.object(disputes, "_weights", lambda own=own: disputes.Weights(own.pairs, own.events, threshold)),
            patch.object(together, "read", lambda *_, said=said: said),
        ):
            yield it.linked, weigh(it.linked.story)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--keep", action="store_true", help="only measure, do not write what was trained")
    given = options.parse_args()
    fresh = [compared(it) for it in unread()]
    models = first_look(chain((compared(it) for it in read() if it.world), fresh), given.keep)
    stories = readings(fresh, models)
    names = sorted({it.linked.family for it in stories})
    fold = {name: n % FOLDS for n, name in enumerate(names)}
    trained = [fit([it for it in stories if fold[it.linked.family] != k]) for k in range(FOLDS)]
    for threshold in THRESHOLDS:
        for which, scores in score(accounts(stories, models, {name: trained[fold[name]] for name in names}, threshold)).items():
            print(f"{which} at {threshold}: conflicts {scores.conflicts}", flush=True)
            if threshold == THRESHOLD:
                print(f"    two sources {scores.verdict}\n    updates {scores.updates}", flush=True)
    weights = fit(stories)
    for names_of, values in ((disputes.PAIRS, weights.pairs), (disputes.EVENTS, weights.events)):
        print(", ".join(f"{name} {value:.2f}" for name, value in zip((*names_of, "bias"), values, strict=True)))
    if not given.keep:
        np.savez(WEIGHTS / "dispute.npz", pairs=weights.pairs, events=weights.events, threshold=THRESHOLD)
        write_hashes()


if __name__ == "__main__":
    main()
