import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from twosource.link.coreference.clusters import cluster


def pairs_of(table):
    a, b = np.triu_indices(len(table), 1)
    return np.stack([a, b], 1), table[a, b]


def plain_average_link(table, threshold):
    """The definition, written out: merge the best two clusters while their mean score is high enough."""
    groups = [[i] for i in range(len(table))]
    while len(groups) > 1:
        means = [
            (np.mean([table[i, j] for i in a for j in b]), x, y)
            for x, a in enumerate(groups)
            for y, b in enumerate(groups)
            if x < y
        ]
        best, x, y = max(means)
        if best < threshold:
            break
        groups[x] += groups.pop(y)
    return {frozenset(g) for g in groups}


def as_sets(labels):
    return {frozenset(i for i, k in enumerate(labels) if k == label) for label in set(labels)}


@given(st.integers(1, 9), st.integers(0, 10_000), st.sampled_from([0.2, 0.4, 0.6]))
@settings(max_examples=60, deadline=None)
def test_it_does_what_average_link_says(count, seed, threshold):
    half = np.triu(np.random.default_rng(seed).random((count, count)), 1)
    table = half + half.T
    assert as_sets(cluster(count, *pairs_of(table), threshold)) == plain_average_link(table, threshold)


def test_pairs_that_are_not_listed_count_as_zero():
    pairs = np.array([[0, 1], [1, 2]])
    assert cluster(3, pairs, np.array([0.9, 0.8]), 0.5) == [0, 0, 1]


def test_nothing_to_cluster():
    assert cluster(0, np.zeros((0, 2), int), np.zeros(0), 0.5) == []
    assert cluster(2, np.zeros((0, 2), int), np.zeros(0), 0.5) == [0, 1]
