"""The grammar of amounts: words to bounds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.annotate.figures.numerals import amounts
from twosource.annotate.parse import pipeline

_CASES = [
    ("14 people", 14, 14),
    ("forty-eight people", 48, 48),
    ("three hundred and twelve sheep", 312, 312),
    ("two thousand men", 2000, 2000),
    ("1,250 tents", 1250, 1250),
    ("at least 12 men", 12, None),
    ("no fewer than nine villages", 9, None),
    ("more than 280 of them", 281, None),
    ("more than a dozen boats", 13, None),
    ("fewer than 10 staff", 0, 9),
    ("up to 40 guests", 0, 40),
    ("as many as 60 rooms", 60, 60),
    ("between 3 and 5 boats", 3, 5),
    ("between 3,000 and 5,000 people", 3000, 5000),
    ("12-15 lorries", 12, 15),
    ("two dozen cars", 24, 24),
    ("dozens of cars", 24, None),
    ("scores of cars", 40, None),
    ("tens of thousands of cars", 20000, None),
    ("several hundred cars", 300, None),
    ("half a million cars", 500000, 500000),
    ("20 or more cars", 20, None),
    ("700 or so cars", 700, 700),
    ("3.5 billion tenge", 3.5e9, 3.5e9),
    ("2 to 3 million cars", 2e6, 3e6),
]


@pytest.mark.parametrize(("text", "low", "high"), _CASES)
def test_bounds(text: str, low: float, high: float | None):
    found = amounts(pipeline().make_doc(text))
    assert [(a.low, a.high) for a in found] == [(low, high)]


def test_approximate():
    assert [a.approximate for a in amounts(pipeline()("some 300 or nearly 400 boats, 500 cars"))] == [True, True, False]


@given(
    st.integers(min_value=1, max_value=10**9), st.sampled_from(["", "at least ", "more than ", "about ", "up to ", "exactly "])
)
def test_digits_with_separators_keep_their_value(value: int, hedge: str):
    found = amounts(pipeline().make_doc(f"{hedge}{value:,} boats"))
    assert len(found) == 1
    low, high = found[0].low, found[0].high
    assert high is None or low <= high
    assert value in {low, high, low - 1}


@given(st.text(max_size=60))
def test_never_raises(text: str):
    amounts(pipeline()(text))
