"""The words that tell how a statement stands to others, and the facts by which statements are compared."""

import time
from dataclasses import replace
from itertools import combinations

import pytest
from byhand import line, story, told

from twosource.records import Join
from twosource.weigh import weigh
from twosource.weigh.cues import find


@pytest.mark.parametrize(
    ("words", "cues"),
    [
        ("The toll rose to nine.", {"rises"}),
        ("Only 34 came in the end.", {"changed"}),
        ("34 are still in hospital.", {"remains"}),
        ("Eleven boats have been asked for.", {"announced"}),
        ("It was nine miles off the island.", {"position"}),
        ("The agency has withdrawn that report.", {"takes back", "corrects"}),
        ("There were nine.", {"there is"}),
        ("The bridge broke at noon.", set()),
    ],
)
def test_cues(words, cues):
    assert find(words, words) == cues


def test_a_crowd_of_outlets_is_compared_in_bounded_time():
    lines = [line(f"{n} people were killed, the police said.", "the police", what="killed", low=n) for n in (12, 14)]
    reports = [told(f"Outlet {n}", *lines, published=f"2031-05-04T{n % 24:02}:00") for n in range(150)]
    one = story(*reports)
    start = time.perf_counter()
    account = weigh(replace(one, joins=tuple(Join(a.id, b.id, 0.6, joined=True) for a, b in combinations(one.statements, 2))))
    assert time.perf_counter() - start < 6
    assert account.conflicts == ()


def test_what_two_copies_say_is_between_their_originals():
    words = ("12 people were killed, the police said.", "9 people were killed, the hospital said.")
    one = story(
        *(told(f"Outlet {n}", line(w, "the police" if n % 2 else "the hospital", what="killed", low=float(w.split()[0])))
          for n, w in enumerate(words * 2))
    )  # fmt: skip
    first = one.statements[0].report
    copies = tuple(replace(s, taken=first) if n > 1 else s for n, s in enumerate(one.statements))
    pairs = {(c.a, c.b) for c in weigh(replace(one, statements=copies)).conflicts}
    taken = {s.id for s in copies if s.taken}
    assert pairs
    assert not any({a, b} <= taken for a, b in pairs)
