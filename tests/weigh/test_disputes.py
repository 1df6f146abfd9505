"""What rules find must be borne out by a reading of both passages; signs of a dispute are read, and count only where plain."""

from dataclasses import replace

import pytest
from byhand import line, story, told

from twosource.weigh import confirm, disputes, together, weigh

NOTHING = together.Answers(0.0, -3.0, -3.0, -3.0, -3.0, -3.0)
PLAIN = {"dispute": 3.0}


def toll(low, by, at, **rest):
    rest = {"what": "killed", "low": low, "date": "2031-05-04"} | rest
    return told(f"Outlet of {by}", line(f"{low} people were killed in the crash.", by, **rest), published=at)


@pytest.fixture
def reading(monkeypatch):
    """Have every pair read as told: `reading(dispute=3.0)`; counts what is read."""
    read = []

    def set_to(**said):
        def answer(pairs, *_):
            read.extend(pairs)
            return {frozenset((a.id, b.id)): NOTHING._replace(**said) for a, b in pairs}

        monkeypatch.setattr(together, "read", answer)
        return read

    return set_to


TOLLS = (toll(12, "the police", "2031-05-04T08:00"), toll(9, "the hospital", "2031-05-04T08:00"))


def kinds(one):
    return [c.kind for c in weigh(one).conflicts]


def test_a_conflict_that_a_rule_finds_stays_only_where_it_is_borne_out(reading):
    reading(**PLAIN)
    assert kinds(story(*TOLLS)) == ["figure"]
    reading()
    assert kinds(story(*TOLLS)) == []


def test_a_dispute_that_no_rule_finds_comes_with_its_likelihood(reading):
    apart = (toll(12, "the police", "2031-05-04T08:00"), toll(9, "the hospital", "2031-05-04T08:00", what="victims"))
    reading(dispute=-1.0)
    assert kinds(story(*apart)) == []
    reading(**PLAIN)
    (found,) = weigh(story(*apart)).conflicts
    assert (found.kind, "0.95" in found.why) == ("figure", True)


@pytest.mark.parametrize("said", [{"dispute": 0.3}, {"dispute": 3.0, "one_source": 1.0}])
def test_what_is_faint_or_of_one_source_disputes_nothing(reading, said):
    reading(**said)
    assert (
        kinds(story(toll(12, "the police", "2031-05-04T08:00"), toll(9, "the hospital", "2031-05-04T08:00", what="victims")))
        == []
    )


def test_a_denial_needs_more_than_a_figure_does(reading):
    pair = (toll(12, "the police", "2031-05-04T08:00"), toll(9, "the hospital", "2031-05-04T08:00", what="victims"))
    reading(dispute=1.0, one_denies=2.0)
    assert kinds(story(*pair)) == []
    reading(dispute=2.0, one_denies=2.0)
    assert kinds(story(*pair)) == ["polarity"]


def test_what_bears_no_sign_is_not_read(reading):
    read = reading(**PLAIN)
    same = (toll(12, "the police", "2031-05-04T08:00"), toll(12, "the hospital", "2031-05-04T08:00"))
    one = story(*same)
    apart = replace(one, joins=tuple(replace(j, joined=False, score=0.35) for j in one.joins))
    events = tuple(replace(s, event=f"e{k}") for k, s in enumerate(one.statements))
    weigh(replace(apart, statements=events))
    assert read == []


def test_a_crowd_of_pairs_is_read_up_to_a_bound(reading):
    read = reading(dispute=-3.0)
    names = "Alfa Bravo Delta Echo Foxtrot Golf Hotel India Juliett Kilo Lima Mike".split()
    crowd = story(*(toll(n, f"the {name} League", "2031-05-04T08:00") for n, name in enumerate(names, 1)))
    weigh(replace(crowd, joins=tuple(replace(j, score=0.35) for j in crowd.joins)))
    assert 0 < len(read) <= confirm.READ + 2 * disputes.READ  # of dozens of pairs in one event
