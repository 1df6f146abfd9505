"""What may be said of an event, and when that changed."""

from itertools import pairwise

import pytest
from byhand import line, statement, story, told
from hypothesis import given
from hypothesis import strategies as st

from twosource.weigh import weigh
from twosource.weigh.standing import history, standing

pytestmark = pytest.mark.usefixtures("plain_confirming")


def test_the_four_standings():
    yes, no = statement("a"), statement("b", polarity="denies")
    assert standing([yes], two=False, denied=set(), contested=False) == "single"
    assert standing([yes], two=True, denied=set(), contested=False) == "corroborated"
    assert standing([yes, no], two=True, denied={"b"}, contested=True) == "disputed"
    assert standing([no], two=False, denied={"b"}, contested=False) == "denied"
    assert standing([no], two=False, denied=set(), contested=False) == "single"  # "nobody was hurt"
    assert standing([yes], two=True, denied=set(), contested=True) == "disputed"


def test_on_tuesday_one_source_on_thursday_two():
    one = story(
        told("The Post", line("The dam is cracked in three places.", "the operator"), published="2031-05-06T08:00"),
        told("The Echo", line("The dam has cracked in three places.", "an engineers' union"), published="2031-05-08T08:00"),
        told("The Sun", line("The dam is not cracked.", "the ministry", denies=True), published="2031-05-09T08:00"),
    )
    (event,) = weigh(one).events
    assert [(t.when, t.standing) for t in event.history] == [
        ("2031-05-06T08:00", "single"),
        ("2031-05-08T08:00", "corroborated"),
        ("2031-05-09T08:00", "disputed"),
    ]


@given(st.lists(st.sampled_from(["2031-05-06", "2031-05-07", "2031-05-08"]), min_size=1, max_size=6))
def test_history_is_in_order_and_never_repeats_itself(dates):
    said = [statement(f"s{k}", report=f"r{k}") for k in range(len(dates))]
    published = {f"r{k}": d for k, d in enumerate(dates)}
    turns = history(said, published, lambda known: standing(known, two=len(known) > 1, denied=set(), contested=False))
    assert [t.when for t in turns] == sorted(t.when or "" for t in turns)
    assert all(a.standing != b.standing for a, b in pairwise(turns))


def test_a_source_that_says_no_in_its_own_matter_disputes_nothing():
    hurt = line("Six workers were treated for smoke.", "the fire brigade")
    none = line("No resident was hurt in the fire.", "the fire brigade", denies=True)
    (event,) = weigh(story(told("The Post", hurt), told("The Echo", none))).events
    assert event.standing == "single"


def test_nobody_was_hurt_is_no_denial_where_nobody_says_otherwise():
    none = line("Nobody was hurt in the fire.", denies=True)  # in the report's own voice: a plain negation
    (event,) = weigh(story(told("The Post", none))).events
    assert event.standing == "single"
