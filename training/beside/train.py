"""Train what says whose a statement is that cites nobody → `beside.json`, `beside.npz`, `beside-settled.npz`, in the package.

    python training/beside/train.py [--keep]

The keys of the worlds say who is cited for each statement, or that nobody is. A statement for which no attribution was found, and
each of those named or cited near it are a row; it is right where the name's words are his. Prints what worlds reach that were
left out. The worlds of `matched.HELD`, which teach neither the trees nor what reads whole reports (`read.py`, first), teach the
score that settles between the two; prints what they reach, a quarter left out in turn. Needs scikit-learn; three minutes, a
quarter of an hour more where no report is annotated yet.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression

from twosource.weigh import whose
from twosource.weigh.beside import both, settled
from twosource.weigh.near import Surroundings

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "training" / folder) for folder in ("sketches", "encoder")]
import matched  # noqa: E402 — from the folders above
import polarity  # noqa: E402
from packed import WEIGHTS, pack  # noqa: E402
from sketches import key_of  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from twosource.weigh.near import Candidate

TO = ROOT / "src/twosource/data/beside.json"
FOLDS, INNER = 5, 7  # of the worlds: to measure, and for the score over words that the trees learn from
QUARTERS = 4  # of the worlds that teach what settles
LEAST = 4  # worlds that a word must stand in
TELLING = 0.02  # a lighter weight is left out
PENALTY = 0.1  # the inverse strength of that of the score over words
ALIKE = 0.6  # the share of the cited name's words that must be somebody's
THRESHOLD = 0.4
THRESHOLDS = (0.2, 0.3, 0.4, 0.5, 0.6)
TREES = {
    "max_iter": 200,
    "learning_rate": 0.06,
    "max_leaf_nodes": 16,
    "min_samples_leaf": 40,
    "l2_regularization": 5.0,
    "random_state": 0,
}
_WORD = re.compile(r"\w+")
_COMMON = frozenset("the a an of and s for in his her its".split())


@dataclass(frozen=True)
class Case:
    """A statement of a report, those who are near it, and which of them is cited for it.

    `has`: somebody is; `cites`: an attribution was found, so that it is not asked whose it is.
    """

    world: str
    text: str
    asked: whose.Asked
    near: Sequence[Candidate]
    right: Sequence[bool]
    has: bool
    cites: bool


def cases(stories: Iterable[matched.Matched]) -> Iterator[Case]:
    """All marked statements, report by report."""
    for story in stories:
        world = story.name.rpartition("-")[0]
        if world in matched.FINE:
            continue
        marked = _cited(world, story)
        for report, annotation in story.annotations.items():
            around = Surroundings(annotation)
            for k in (k for k in sorted(marked) if story.statements[k].report == report):
                s, cited = story.statements[k], _plain(marked[k])
                near, event = around.near(s), annotation.events[s.mention]
                asked = whose.Asked((s.start, s.end), event.trigger, [around.places(it.who) for it in near])
                right = [_is(it, cited, around) for it in near]
                yield Case(world, annotation.report.text, asked, near, right, bool(cited), event.attribution is not None)


def _cited(world: str, story: matched.Matched) -> dict[int, str]:
    """Marked statement → who is cited for it, "" where nobody is."""
    chains = {(s["report"], s["quote"], s["event"]): s["chain"] for s in key_of(world)["statements"]}
    out: dict[int, str] = {}
    for k, mark in story.of.items():
        text = story.annotations[mark.report].report.text
        chain = chains.get((mark.report, text[mark.start : mark.end], mark.events[0]))
        if chain is not None and story.statements[k].mention >= 0:
            out[k] = chain[-1] if chain else ""
    return out


def _is(it: Candidate, cited: set[str], around: Surroundings) -> bool:
    names = [around.text[m.start : m.end] for m in around.at.get(it.who, ()) if m.form != "pronoun"]
    names += [it.entity.name, it.entity.role or ""] if it.entity is not None else [around.cited[it.who][0].chain[-1].name]
    return bool(cited) and len(cited & _plain(" ".join(names))) >= ALIKE * len(cited)


def _plain(name: str) -> set[str]:
    return set(_WORD.findall(name.casefold())) - _COMMON


@dataclass(frozen=True)
class Model:
    """The score over words, and the trees over it and the numbers."""

    weights: Mapping[str, float]
    trees: HistGradientBoostingClassifier

    def likely(self, case: Case) -> np.ndarray:
        """How likely each of those near a statement is the one."""
        if not case.near:
            return np.zeros(0)
        told = [self.weights[""] + sum(self.weights.get(w, 0.0) for w in sorted(it.words)) for it in case.near]
        return self.trees.predict_proba(_table([case], np.array(told)))[:, 1]


def fit(known: Sequence[Case]) -> Model:
    """Learn; what the trees learn of words comes from worlds that the score over words had not seen."""
    rows = [(case.world, it.words, right) for case in known for it, right in zip(case.near, case.right, strict=True)]
    worlds: dict[str, set[str]] = defaultdict(set)
    for world, words, _ in rows:
        for word in words:
            worlds[word].add(world)
    column = {word: n for n, word in enumerate(sorted(word for word, where in worlds.items() if len(where) >= LEAST))}
    table = polarity.table([words for _, words, _ in rows], column)
    right = np.array([yes for *_, yes in rows])
    names = sorted({world for world, *_ in rows})
    part = np.array([names.index(world) % INNER for world, *_ in rows])
    told = np.zeros(len(right))
    for k in range(INNER):
        told[part == k] = _words().fit(table[part != k], right[part != k]).decision_function(table[part == k])
    whole = _words().fit(table, right)
    weights = {word: round(float(whole.coef_[0, n]), 2) for word, n in column.items() if abs(whole.coef_[0, n]) >= TELLING}
    trees = HistGradientBoostingClassifier(**TREES).fit(_table(known, told), right)
    return Model({"": round(float(whole.intercept_[0]), 3)} | weights, trees)


def _words() -> LogisticRegression:
    return LogisticRegression(C=PENALTY, max_iter=300)


def _table(known: Sequence[Case], told: np.ndarray) -> np.ndarray:
    return np.column_stack([told, np.array([it.row for case in known for it in case.near])]).astype(np.float32)


def show(what: str, known: Sequence[Case], likely: Sequence[np.ndarray]) -> None:
    """Print for how many statements somebody is named, how often rightly, and how often where nobody is cited."""
    cite, near = sum(c.has for c in known), sum(any(c.right) for c in known)
    print(f"{what}: {len(known)} statements, {cite} cite somebody, {near} somebody near")
    for least in THRESHOLDS:
        said = Counter()
        for case, found in zip(known, likely, strict=True):
            if len(found) and found.max() >= least:
                said["right" if case.right[int(found.argmax())] else "wrong" if case.has else "nobody's"] += 1
        print(f"    {least}: {dict(sorted(said.items()))}", flush=True)


def settle(known: Sequence[Case], likely: Sequence[np.ndarray], points: Sequence[np.ndarray]) -> np.ndarray:
    """The weights of the score that settles."""
    table = np.concatenate([both(mine, said) for mine, said in zip(likely, points, strict=True)])
    right = np.concatenate([case.right for case in known])
    model = LogisticRegression(max_iter=1000).fit(table[:, :-1], right)
    return np.append(model.coef_[0], model.intercept_)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--keep", action="store_true", help="only measure, do not write what was trained")
    given = options.parse_args()
    found = [case for case in (*cases(matched.worlds()), *cases(matched.unread())) if not case.cites]
    known = [case for case in found if case.world not in matched.HELD]
    names = sorted({case.world for case in known})
    fold = {name: n % FOLDS for n, name in enumerate(names)}
    trained = [fit([case for case in known if fold[case.world] != k]) for k in range(FOLDS)]
    show("left out", known, [trained[fold[case.world]].likely(case) for case in known])
    model = fit(known)

    held = [case for case in found if case.world in matched.HELD and case.near]
    likely, points = [model.likely(case) for case in held], [whose.read(case.text, [case.asked])[0] for case in held]
    show("held back, by the trees", held, likely)
    quarter = {name: n % QUARTERS for n, name in enumerate(sorted({case.world for case in held}))}
    out: list[np.ndarray] = [np.zeros(0)] * len(held)
    for k in range(QUARTERS):
        rest = [n for n, case in enumerate(held) if quarter[case.world] != k]
        weights = settle([held[n] for n in rest], [likely[n] for n in rest], [points[n] for n in rest])
        for n, case in enumerate(held):
            if quarter[case.world] == k:
                out[n] = settled(likely[n], points[n], weights)
    show("held back, settled", held, out)
    if not given.keep:
        TO.write_text(json.dumps(model.weights, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
        np.savez_compressed(WEIGHTS / "beside-settled.npz", weights=settle(held, likely, points))
        pack(model.trees, "beside.npz", THRESHOLD)


if __name__ == "__main__":
    main()
