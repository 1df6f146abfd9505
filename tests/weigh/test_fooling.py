"""Hard to fool: no event's independent origins rise because one source is made to look like many."""

import json
from dataclasses import replace

import fooling
import pytest

from conftest import EXAMPLE
from twosource.annotate import annotate
from twosource.link import link
from twosource.weigh import weigh


@pytest.fixture(scope="module")
def original(ferry):
    copies = json.loads((EXAMPLE / "key.json").read_text(encoding="utf-8"))["copies"]
    return fooling.most_copied([a.report for a in ferry], copies)


@pytest.fixture(scope="module")
def few(ferry, original):
    """The agency's report and three others: the whole world is read by `benchmarks/fooling.py`."""
    return [a for a in ferry if a.report.id in {original.id, "r01", "r05", "r13"}]


@pytest.fixture(scope="module")
def before(few):
    return weigh(link(few))


def rose(few, before, made_up):
    after = weigh(link([*few, *(annotate(r) for r in made_up)]))
    return [(was and was.summary, now.summary, now.independent) for was, now in fooling.risen(before, after)]


@pytest.mark.parametrize("strength", ["verbatim", "light", "medium"])
def test_a_crowd_that_rewords_one_text_adds_no_origin(few, before, original, strength):
    assert rose(few, before, fooling.crowd(original, 4, fooling.STRENGTHS[strength])) == []


def test_one_publisher_under_many_names_adds_no_origin(few, before, original):
    assert rose(few, before, fooling.one_publisher(original, 5)) == []


def test_a_ring_of_citations_adds_no_origin(few, before, original):
    assert rose(few, before, fooling.ring(original, 3)) == []


def test_the_measure_sees_a_rise(before):
    """Else the tests above would pass for nothing."""
    lifted = replace(before, events=tuple(replace(e, independent=e.independent + 2) for e in before.events))
    assert len(fooling.risen(before, lifted)) == len(before.events)
