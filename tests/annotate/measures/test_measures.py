"""Measures in force: what, what it restricts, since when, until when, lifted."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twosource.annotate import annotate
from twosource.records import Measure, Report


def read(text: str) -> tuple[Measure, ...]:
    return annotate(Report("r", text, published="2031-05-20")).measures


_SIGNS = [
    ("The governor imposed a curfew in Arica on Monday.", "curfew", "movement", False),
    ("The president declared a state of emergency.", "state of emergency", "general", False),
    ("The airline has suspended its flights to Lima.", "suspension", "flights", False),
    ("Internet services have been cut since Monday.", "cut", "Internet services", False),
    ("The bridge was closed to traffic.", "closure", "bridge", False),
    ("The ministry raised the alert level to orange.", "orange alert", "general", False),
    ("The mayor ordered residents to stay indoors.", "stay-at-home order", "movement", False),
    ("The general ordered troops to fire without warning.", "order to shoot", "life", False),
    ("The government lifted the curfew on Sunday.", "curfew", "movement", True),
    ("The airport reopened on Sunday.", "closure", "airport", True),
]


@pytest.mark.parametrize(("text", "what", "restricts", "lifted"), _SIGNS)
def test_sign(text: str, what: str, restricts: str, lifted: bool):  # noqa: FBT001
    assert (what, restricts, lifted) in [(m.what, m.restricts, m.lifted) for m in read(text)]


def test_since_and_until():
    (found,) = read("The airline suspended its flights to Lima on Monday until 30 May.")
    assert (found.since, found.until) == ("2031-05-19", "2031-05-30")


def test_lifting_ends_it():
    (found,) = read("The government lifted the curfew on Monday.")
    assert (found.since, found.until, found.lifted) == (None, "2031-05-19", True)


def test_what_is_denied_is_not_in_force():
    assert read("The mayor did not impose a curfew.") == ()


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=80))
def test_never_raises(text: str):
    read(text)
