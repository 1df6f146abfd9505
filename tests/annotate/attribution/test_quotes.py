"""Quotation marks of every kind, and odd numbers of them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.annotate.attribution.quotes import scan


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('He said "yes" and "no".', ['"yes"', '"no"']),
        ("He said “yes”.", ["“yes”"]),
        ("He said «yes».", ["«yes»"]),
        ("He said „yes”.", ["„yes”"]),
        ("He said ''yes''.", ["''yes''"]),
        ("He said ``yes''.", ["``yes''"]),
        ("He said \x93yes\x94.", ["\x93yes\x94"]),
        ("It's the boy's dog, he said.", []),
        ("‘We lost,’ he said.", ["‘We lost,’"]),
        ('She was 5" tall.', []),
    ],
)
def test_marks(text: str, quoted: list[str]) -> None:
    found = [text[q.start : q.end] for q in scan(text) if q.closed]
    assert found == quoted


def test_quotation_left_open_goes_on_in_the_next_paragraph() -> None:
    first, second = scan("“It sank.\n\n“Nobody was hurt.”")
    assert (first.closed, second.continues) == (False, True)


@given(st.text(alphabet="\"“”'‘’«» ab.\n,", max_size=80))
def test_quotations_are_in_order_and_do_not_overlap(text: str) -> None:
    found = scan(text)
    assert all(0 <= q.start < q.end <= len(text) for q in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
