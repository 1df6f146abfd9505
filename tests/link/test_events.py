"""Events across reports: how many papers print a dispatch changes neither the happenings nor the work."""

from dataclasses import replace

import numpy as np
import pytest

from twosource.annotate import annotate
from twosource.link import link, taken
from twosource.link.pairs import clues, features
from twosource.link.statements import find
from twosource.records import Copy, Passage, Report

DISPATCH = """SUNDVIK, May 4 (Nordpress) - At least seven dock workers were killed and 23 injured when a crane fell onto a ship in
the port of Sundvik on Tuesday, the port authority said.

"Seven of our colleagues have died," said Berit Aune, a spokeswoman for the Sund Ports Company. "Rescue work goes on."

The crane had been inspected in January, Aune said. The dockers' union denied that and said that nobody had inspected it for
years.

Police arrested two managers of the company that owns the crane on Tuesday night, police spokesman Rolf Berg said."""


@pytest.fixture(scope="module")
def dispatch():
    return annotate(Report("p", DISPATCH, "Paper", "2031-05-04T08:00:00Z", "Crane kills seven at Sundvik", credit="Nordpress"))


def printed(dispatch, times):
    """A story of so many papers that print it, a minute apart."""
    papers = [(f"p{k}", f"Paper {k}", f"2031-05-04T{8 + k // 60:02}:{k % 60:02}:00Z") for k in range(times)]
    reports = [replace(dispatch.report, id=name, outlet=outlet, published=date) for name, outlet, date in papers]
    return link([replace(dispatch, report=r) for r in reports])


def happenings(story):
    first = (s for s in story.statements if s.report == "p0")
    return {frozenset((s.start, s.end) for s in group) for group in by_event(first)}


def by_event(statements):
    groups = {}
    for s in statements:
        groups.setdefault(s.event, []).append(s)
    return groups.values()


def test_how_many_papers_print_a_dispatch_does_not_change_what_it_tells(dispatch):
    one, few, many = (printed(dispatch, n) for n in (1, 3, 24))
    assert [m.name for m in many.missing] == ["Nordpress"]
    assert happenings(one) == happenings(few) == happenings(many)
    assert len({s.event for s in many.statements}) == len({s.event for s in one.statements})
    assert all(s.taken is None for s in many.statements)  # the dispatch itself is not there: nobody copies from another


def test_papers_that_print_a_dispatch_are_not_compared_with_each_other(dispatch):
    few, many = (len(printed(dispatch, n).joins) for n in (50, 100))
    assert many < 3 * few


def test_what_two_statements_share_does_not_hang_on_others(dispatch):
    """Else a crowd would change which words tell, and with it the joins of happenings that it does not touch."""
    told = find(dispatch)
    annotations = {"p": dispatch}
    one, other = np.array([0]), np.array([1])
    few = features(clues(told[:2], annotations), one, other, frozenset())
    many = features(clues([*told, *told[2:]], annotations), one, other, frozenset())
    assert np.allclose(few, many)


@pytest.mark.parametrize(("share", "own"), [(0.2, True), (0.35, False)])
def test_what_lies_between_copied_passages_is_reworded(dispatch, share, own):
    text = "It rained in Sundvik.\n\nThe crane fell at noon, and the road to the port was shut for nine hours."
    copy = annotate(Report("c", text, "Echo", "2031-05-04T09:00:00Z"))
    copied = Copy("c", "p", "edited", share, credited=False, passages=(Passage((0, 21), (0, 21)),))
    (last, *_) = taken.mark(find(copy)[-1:], [copied], {"p": dispatch, "c": copy})
    assert (last.taken is None) is own
