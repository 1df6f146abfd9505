"""What confirms what: named features that hang on no order, nothing from copied text, and less where it reads like a denial."""

from dataclasses import replace

import numpy as np
import pytest

from twosource.link import link, polarity
from twosource.records import Annotation
from twosource.weigh import confirm, denials, origins
from twosource.weigh.independence import agreeing


def known_of(story):
    by_report = {a.report.id: a for a in story.annotations}
    likely = {frozenset({j.a, j.b}): j.score for j in story.joins}
    denies = denials.likelihoods(story.statements, polarity.likelihoods(story.statements, by_report))
    return confirm.Known(story.statements, by_report, origins.resolve(story, agreeing(story.joins)), likely, denies)


@pytest.fixture(scope="module")
def known(ferry: list[Annotation]) -> confirm.Known:
    return known_of(link(ferry))


def test_features_are_those_that_are_named(known: confirm.Known):
    found = confirm.pairs(known)
    table = confirm.table(known, found)
    assert table.shape == (len(found), len(confirm.FEATURES))
    assert np.isfinite(table).all()
    assert confirm.table(known, []).shape == (0, len(confirm.FEATURES))


def test_pairs_are_of_one_event_two_sources_and_own_text(known: confirm.Known):
    for a, b in confirm.pairs(known):
        assert a.event == b.event
        assert known.resolved.of[a.id] != known.resolved.of[b.id]
        assert a.taken is b.taken is None


def test_the_order_of_statements_changes_nothing(known: confirm.Known):
    turned = replace(known, statements=known.statements[::-1])
    straight, other = confirm.likelihoods(known), confirm.likelihoods(turned)
    assert straight.keys() == other.keys()
    assert all(straight[pair] == pytest.approx(other[pair]) for pair in straight)


def test_copied_passages_move_nothing(known: confirm.Known):
    own = replace(known, statements=tuple(s for s in known.statements if s.taken is None))
    assert len(own.statements) < len(known.statements)
    assert confirm.likelihoods(own) == confirm.likelihoods(known)


def test_what_reads_like_a_denial_confirms_less(known: confirm.Known):
    before = confirm.likelihoods(known)
    sure = sorted(before, key=lambda pair: -before[pair])[:10]
    doubted = replace(known, denies=dict(known.denies) | {min(pair): 0.9 for pair in sure})
    after = confirm.likelihoods(doubted)
    assert sum(after[pair] for pair in sure) < sum(before[pair] for pair in sure)


def test_what_is_hardly_one_happening_confirms_less(known: confirm.Known):
    before = confirm.likelihoods(known)
    faint = confirm.likelihoods(replace(known, likely=dict.fromkeys(known.likely, 0.31)))
    assert sum(faint.values()) < sum(before.values())
