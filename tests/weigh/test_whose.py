"""A whole report read at once for who vouches for what."""

import numpy as np
import pytest

from twosource import encoder
from twosource.weigh import whose
from twosource.weigh.beside import both, settled

TEXT = (
    "Nine people were killed in the fire, the fire service said. Its chief, Ana Pop, said the roof had come down first.\n\n"
    "Eleven more were injured. Rolf Berg, who owns the mill, was not there.\n\nShops in the town stayed shut."
)


def spans(*words, text=TEXT):
    return [(text.index(word), text.index(word) + len(word)) for word in words]


def asked(clause, trigger, *near, text=TEXT):
    (inner,) = spans(trigger, text=text)
    (outer,) = spans(clause, text=text)
    return whose.Asked(outer, inner, [spans(*places, text=text) for places in near])


def test_nobody_and_each_of_those_near_share_the_likelihood():
    (said,) = whose.read(TEXT, [asked("Eleven more were injured", "injured", ["the fire service"], ["Ana Pop"], ["Rolf Berg"])])
    assert said.shape == (4,)
    assert np.exp(said).sum() == pytest.approx(1, abs=1e-3)


def test_who_was_cited_last_is_pointed_at_before_who_is_only_named():
    (said,) = whose.read(TEXT, [asked("the roof had come down first", "come", ["Ana Pop"], ["Rolf Berg"])])
    assert said.argmax() == 1


def test_more_statements_change_nothing_of_one():
    one = asked("Eleven more were injured", "injured", ["the fire service"], ["Rolf Berg"])
    other = asked("Shops in the town stayed shut", "stayed", ["Ana Pop"])
    assert np.array_equal(whose.read(TEXT, [one])[0], whose.read(TEXT, [other, one])[1])


def test_who_is_named_nowhere_is_as_good_as_ruled_out():
    (said,) = whose.read(TEXT, [whose.Asked(*spans("Eleven more were injured", "injured"), [[], spans("Rolf Berg")])])
    assert said[1] == whose.NOBODY_THERE


def test_a_statement_without_words_is_nobodys():
    (nothing,) = spans("\n\n")
    (said,) = whose.read(TEXT, [whose.Asked(nothing, nothing, [spans("Rolf Berg")])])
    assert said.tolist() == [0.0, whose.NOBODY_THERE]


def test_the_end_of_a_long_report_is_read_with_what_stands_before_it():
    text = "It rained in the hills all week and the road was wet.\n\n" * 80 + TEXT
    assert len(encoder.subtokens(text).ids) > 2 * whose.WINDOW
    (said,) = whose.read(text, [asked("the roof had come down first", "come", ["Ana Pop"], ["Rolf Berg"], text=text)])
    assert said.argmax() == 1


@pytest.mark.parametrize("length", [3, 500, 501, 700, 2000])
@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
def test_what_is_read_holds_the_statement_and_most_of_what_stands_before(length, share):
    end = max(1, int(share * length))
    start = whose.begins(length, end)
    assert start % whose.STEP == 0
    assert start < end <= start + whose.WINDOW
    assert start == 0 or end - start >= whose.WINDOW - whose.AFTER - whose.STEP


@pytest.mark.parametrize(("gap", "row"), [(0, 11), (1, 12), (-1, 10), (2, 13), (3, 13), (5000, 22), (-5000, 0)])
def test_distances_fall_into_few_rows(gap, row):
    assert whose.bucket(gap) == row


def test_what_settles_follows_trees_and_reading():
    likely, points = np.array([0.3, 0.3]), np.log(np.array([0.2, 0.7, 0.1]))
    weights = np.array([1.0, 1.0, 0, 0, 0, 0, 0])
    one, other = settled(likely, points, weights)
    assert one > other
    assert both(likely, points).shape == (2, len(weights))
    assert both(np.zeros(0), points[:1]).shape == (0, len(weights))
