"""What confirms what: named features that hang on no order, nothing from copied text, and less where it reads like a denial."""

from dataclasses import replace

import numpy as np
import pytest
from byhand import as_told, line, story, told

from twosource.link import link, trees
from twosource.records import Annotation
from twosource.weigh import confirm, together
from twosource.weigh.told import Told


def read(known: Told):
    """The pairs that may confirm each other, with what a reading of both says."""
    look = confirm.first_look(known)
    return look, together.read(look.pairs, known.annotations, known.resolved.voices, {})


def likelihoods(known):
    look, said = read(known)
    scores = trees.load("confirm.npz").likelihood(confirm.table(look, said))
    return {frozenset({a.id, b.id}): score for (a, b), score in zip(look.pairs, scores.tolist(), strict=True)}


@pytest.fixture(scope="module")
def known(ferry: list[Annotation]) -> Told:
    return as_told(link(ferry))


def test_features_are_those_that_are_named(known: Told):
    look, said = read(known)
    table = confirm.table(look, said)
    assert look.pairs
    assert table.shape == (len(look.pairs), len(confirm.FEATURES))
    assert np.isfinite(table).all()
    nothing = confirm.first_look(replace(known, statements=()))
    assert confirm.table(nothing, {}).shape == (0, len(confirm.FEATURES))


def test_pairs_are_of_one_event_two_sources_and_own_text(known: Told):
    for a, b in confirm.pairs(known):
        assert a.event == b.event
        assert known.resolved.of[a.id] != known.resolved.of[b.id]
        assert a.taken is b.taken is None


def test_the_order_of_statements_changes_nothing(known: Told):
    turned = replace(known, statements=known.statements[::-1])
    straight, other = likelihoods(known), likelihoods(turned)
    assert straight.keys() == other.keys()
    assert all(straight[pair] == pytest.approx(other[pair]) for pair in straight)


def test_copied_passages_move_nothing(known: Told):
    own = replace(known, statements=tuple(s for s in known.statements if s.taken is None))
    assert len(own.statements) < len(known.statements)
    assert likelihoods(own) == likelihoods(known)


def test_what_reads_like_a_denial_confirms_less(known: Told):
    before = likelihoods(known)
    sure = sorted(before, key=lambda pair: -before[pair])[:10]
    doubted = replace(known, denies=dict(known.denies) | {min(pair): 0.9 for pair in sure})
    after = likelihoods(doubted)
    assert sum(after.get(pair, 0) for pair in sure) < sum(before[pair] for pair in sure)


def test_what_is_hardly_one_happening_confirms_less(known: Told):
    before = likelihoods(known)
    faint = likelihoods(replace(known, likely=dict.fromkeys(known.likely, 0.31)))
    assert sum(faint.values()) < sum(before.values())


def test_a_confirmation_comes_with_its_reasons(known: Told):
    found = confirm.find(*read(known))
    assert found
    for pair, it in found.items():
        assert {it.a, it.b} == pair
        assert it.score >= round(confirm.threshold(), 3)
        assert it.reasons
        assert set(it.reasons) <= set(confirm.FEATURES)


def test_two_sources_are_never_said_without_what_confirms_them(ferry_account):
    for event in ferry_account.events:
        assert all({c.a, c.b} <= set(event.statements) for c in event.confirmed)
        if event.independent > 1:
            assert event.confirmed


def pair(first: str, second: str, *dates: str):
    """What a look at two passages of two sources gives."""
    one = story(
        told("The Post", line(first, "the police", date=dates[0] if dates else None)),
        told("The Echo", line(second, "the hospital", date=dates[1] if dates else None)),
    )
    look, said = read(as_told(one))
    sure = dict.fromkeys(said, together.Answers(9, -9, 9, -9, -9, -9))
    return confirm.find(look, sure)


PLAIN = "Nine miners died in the old shaft above Vellin after the fan stopped."
OTHER = "Nine people have been killed in a mine above Vellin, where a fan had stopped."


def test_two_passages_confirm_each_other_each_in_its_own_words():
    assert pair(PLAIN, OTHER)
    assert not pair(PLAIN, PLAIN.replace("Nine", "Some nine"))  # one wording has one source, whoever is named


def test_passages_of_two_days_do_not_confirm_each_other():
    assert pair(PLAIN, OTHER, "2031-05-04", "2031-05-04")
    assert not pair(PLAIN, OTHER, "2031-05-04", "2031-05-05")
