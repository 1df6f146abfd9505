"""What may refute what, by which features, and that one dispute is told once."""

from dataclasses import replace

import numpy as np
import pytest
from byhand import line, story, told

from twosource.link import link, polarity
from twosource.records import Annotation
from twosource.weigh import changes, denials, origins, refute
from twosource.weigh.independence import agreeing
from twosource.weigh.told import Told


def read(it):
    by_report = {a.report.id: a for a in it.annotations}
    likely = {frozenset({j.a, j.b}): j.score for j in it.joins}
    denies = denials.likelihoods(it.statements, polarity.likelihoods(it.statements, by_report))
    return Told(origins.resolve(it, agreeing(it.joins)), by_report, likely, (), denies)


def may(by, words, **rest):
    claim = told("Standard", line("the police beat the marchers with batons", "a lawyer", head="beat", date="2031-05-04"))
    it = story(claim, told("Courier", line(words, by, head="draw", **({"date": "2031-05-04"} | rest))), alike=0.9)
    return refute.may(*it.statements, read(it))


DENIAL = "no baton was drawn by anyone and nobody was beaten"


def test_a_denial_in_other_words_may_refute():
    assert may("the police", DENIAL)


@pytest.mark.parametrize(
    ("by", "words", "date"),
    [
        ("the police", "the march passed the square at noon with drums", "2031-05-04"),
        ("a lawyer", DENIAL, "2031-05-04"),  # of one source it is a change of mind
        ("the police", DENIAL, "2031-04-01"),
    ],
)
def test_no_denial_one_source_and_another_day_refute_nothing(by, words, date):
    assert not may(by, words, date=date)


@pytest.fixture(scope="module")
def ferry_story(ferry: list[Annotation]):
    it = link(ferry)
    return replace(it, statements=denials.mark(it.statements, {a.report.id: a for a in it.annotations}))


def test_features_are_those_that_are_named(ferry_story):
    known = read(ferry_story)
    said = sorted(ferry_story.statements, key=known.place)
    pairs = [(a, b, said) for n, a in enumerate(said) for b in said[n + 1 :] if a.event == b.event and refute.may(a, b, known)]
    rows = refute.table(pairs, known)
    assert rows.shape == (len(pairs), len(refute.FEATURES))
    assert np.isfinite(rows).all()
    assert refute.table([], known).shape == (0, len(refute.FEATURES))
    likely = [p for p, *_ in refute.find(pairs, known)]
    assert likely == sorted(likely, reverse=True)
    assert len(likely) < len(pairs)


def test_an_event_that_somebody_plainly_denies_gets_no_second_dispute(ferry_story, monkeypatch):
    known = read(ferry_story)
    monkeypatch.setattr(refute, "find", lambda *_: [])
    by_rules = changes.find(ferry_story.statements, known)[0]
    monkeypatch.setattr(refute, "find", lambda pairs, _: [(1.0, a, b) for a, b, _ in pairs])
    both = changes.find(ferry_story.statements, known)[0]
    plain = {c.event for c in by_rules if c.kind == "polarity"}
    added = [c.event for c in both if c not in by_rules]
    assert added
    assert len(added) == len(set(added))
    assert not plain & set(added)
