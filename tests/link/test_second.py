"""The second look: what it adds does not hang on the order of statements, and its reasons add up to its score."""

import numpy as np
import pytest

from twosource.annotate import annotate
from twosource.link import events, statements, trees
from twosource.link.events import SECOND, second
from twosource.link.pairs import FEATURES, clues, features
from twosource.records import Report

TEXTS = {
    "a": "A gallery of the mine at Halgrad caved in on Wednesday. Seventeen men were below. It was eleven, the company said.",
    "b": "The roof of a mine gallery fell at Halgrad on Wednesday, trapping miners. The mayor opened a bridge on Monday.",
}


@pytest.fixture(scope="module")
def known():
    read = {r: annotate(Report(r, text, outlet=r, published="2031-09-18T09:00:00Z")) for r, text in TEXTS.items()}
    return clues([s for a in read.values() for s in statements.find(a)], read)


def table_of(known):
    i, j = np.triu_indices(len(known), 1)
    rows = features(known, i, j, frozenset())
    first = events.first_look(rows)
    return i, j, np.concatenate([rows, second(known, i, j, first)], axis=1), first


def test_columns_are_those_that_are_named(known):
    _, _, table, _ = table_of(known)
    assert table.shape[1] == len(FEATURES) + len(SECOND)
    assert np.isfinite(table).all()


def test_the_order_of_statements_changes_nothing(known):
    i, j, table, _ = table_of(known)
    straight = {frozenset({known[a].statement.id, known[b].statement.id}): row for a, b, row in zip(i, j, table, strict=True)}
    turned = list(reversed(known))
    for a, b, row in zip(*table_of(turned)[:3], strict=True):
        one = straight[frozenset({turned[a].statement.id, turned[b].statement.id})]
        assert np.allclose(row, one, atol=1e-4)


def test_a_clause_is_seen_beside_what_stands_before_it(known):
    _, _, table, first = table_of(known)
    before = FEATURES + SECOND
    next_to = table[:, before.index("next to each other")]
    assert next_to.sum() == len(known) - len(TEXTS)
    likely = table[:, before.index("one like what stands before the other")]
    assert likely.max() <= first.max() + 1e-6
    assert likely.any()


@pytest.mark.parametrize("name", ["events.npz", "coreference.npz", "coreference-first.npz", "confirm.npz"])
def test_what_each_feature_moved_adds_up_to_the_score(name):
    model = trees.load(name)
    rng = np.random.default_rng(0)
    table = rng.normal(size=(50, int(model.feature.max()) + 1)).astype(np.float32)
    likely = model.likelihood(table)
    moved = model.start + model.value[model.root].sum() + model.moves(table).sum(axis=1)
    assert np.allclose(np.log(likely / (1 - likely)), moved, atol=1e-6)


def test_no_rows_no_likelihoods():
    assert trees.load("events.npz").likelihood(np.zeros((0, len(FEATURES) + len(SECOND)), np.float32)).shape == (0,)
