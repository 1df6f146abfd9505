"""Train the score of denial on the marks of all sketches and worlds → `src/twosource/data/polarity.json`.

    python training/sketches/polarity.py

Prints what five folds of stories reach on each other, beside the share that negation and denying sources alone find.
Needs scikit-learn; a minute.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import matched
import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score

from twosource.link.polarity import words

TO = Path(__file__).resolve().parents[2] / "src/twosource/data/polarity.json"
FOLDS = 5
LEAST = 8  # statements that a word must stand in
TELLING = 0.02  # a lighter weight is left out
PENALTY = 0.3


def table(found: list[frozenset[str]], column: dict[str, int]) -> csr_matrix:
    """A row of zeros and ones for each statement."""
    rows = [[column[word] for word in sorted(it) if word in column] for it in found]
    starts = np.cumsum([0, *map(len, rows)])
    return csr_matrix((np.ones(starts[-1]), np.concatenate([np.array(r, int) for r in rows]), starts), (len(rows), len(column)))


def model() -> LogisticRegression:
    return LogisticRegression(C=PENALTY, max_iter=500)


def columns(found: list[frozenset[str]]) -> dict[str, int]:
    """A column for each word that stands in enough statements."""
    count = Counter(word for it in found for word in it)
    return {word: n for n, word in enumerate(sorted(word for word, times in count.items() if times >= LEAST))}


def left_out(rows: csr_matrix, gold: np.ndarray, known: np.ndarray, part: np.ndarray) -> np.ndarray:
    """How likely each row denies, by what the `known` rows of the other parts taught."""
    score = np.zeros(len(gold))
    for k in np.unique(part):
        seen = known & (part != k)
        score[part == k] = model().fit(rows[seen], gold[seen]).predict_proba(rows[part == k])[:, 1]
    return score


def main() -> None:
    found, denies, fold = [], [], []
    for n, story in enumerate((*matched.matched(), *matched.worlds())):
        for k, mark in story.of.items():
            s = story.statements[k]
            annotation = story.annotations[s.report]
            found.append(words(annotation, annotation.events[s.mention]))
            denies.append(mark.events[0] in mark.denied)
            fold.append(n % FOLDS)
    gold, part = np.array(denies), np.array(fold)
    column = columns(found)
    rows = table(found, column)
    score = left_out(rows, gold, np.ones(len(gold), bool), part)
    plain = np.array([not it.isdisjoint({"<negated>", "<source denies>"}) for it in found])
    print(f"{len(gold)} statements, {gold.sum()} deny")
    print(f"negated or denied by the source: P {gold[plain].mean():.2f} R {plain[gold].mean():.2f}")
    print(f"average precision {average_precision_score(gold, score):.3f}")
    for least in (0.1, 0.3, 0.5):
        print(f"at {least}: P {gold[score >= least].mean():.2f} R {(score >= least)[gold].mean():.2f}")
    whole = model().fit(rows, gold)
    weights = {word: round(float(whole.coef_[0, n]), 2) for word, n in column.items() if abs(whole.coef_[0, n]) >= TELLING}
    TO.write_text(json.dumps({"": round(float(whole.intercept_[0]), 3)} | weights, ensure_ascii=False, indent=0) + "\n")


if __name__ == "__main__":
    main()
