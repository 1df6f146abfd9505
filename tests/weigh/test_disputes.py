"""Two passages are in dispute where a reading of both bears it out; what bears no sign of a dispute is not read."""

from dataclasses import replace

import numpy as np
import pytest
from byhand import as_told, line, statement, story, told

from twosource.link import link
from twosource.records import Conflict
from twosource.weigh import changes, confirm, disputes, signs, together, weigh
from twosource.weigh.overrides import Overrides

NOTHING = together.Answers(2.0, -3.0, 0.0, -4.0, -5.0, -3.0)
PLAIN = {"dispute": 2.0}
WHEN = "2031-05-04T08:00"


def toll(low, by, **rest):
    rest = {"what": "killed", "low": low, "date": "2031-05-04"} | rest
    return told(f"Outlet of {by}", line(f"{low} people were killed in the crash.", by, **rest), published=WHEN)


TOLLS = (toll(12, "the police"), toll(9, "the hospital"))
UNRULED = (toll(12, "the police"), toll(9, "the hospital", what="victims"))  # two words for one thing: no rule compares them


@pytest.fixture
def reading(monkeypatch):
    """Have every pair read as told: `reading(dispute=4.0)`; keeps what is read."""
    read = []

    def set_to(**said):
        def answer(pairs, *_):
            read.extend(pairs)
            return {frozenset((a.id, b.id)): NOTHING._replace(**said) for a, b in pairs}

        monkeypatch.setattr(together, "read", answer)
        return read

    return set_to


def kinds(one):
    return [c.kind for c in weigh(one).conflicts]


def test_a_conflict_that_a_rule_finds_stays_only_where_it_is_borne_out(reading):
    reading(**PLAIN)
    assert kinds(story(*TOLLS)) == ["figure"]
    reading()
    assert kinds(story(*TOLLS)) == []


def test_a_conflict_by_rule_keeps_the_words_of_its_rule(reading):
    reading(**PLAIN)
    (found,) = weigh(story(*TOLLS)).conflicts
    assert set(found.why.split()) == {"9", "12", "against", "killed"}


def test_a_dispute_that_no_rule_finds_comes_with_its_likelihood(reading):
    reading(dispute=-1.0)
    assert kinds(story(*UNRULED)) == []
    reading(dispute=9.0)
    (found,) = weigh(story(*UNRULED)).conflicts
    assert found.kind == "figure"
    assert found.why.startswith("read side by side, they seem to contradict each other (0.")


def test_one_pair_is_in_one_conflict(reading):
    reading(dispute=6.0, one_denies=6.0)
    assert len(weigh(story(*TOLLS)).conflicts) == 1


def test_where_one_denies_it_is_whether_it_was_done_that_they_disagree_on(reading):
    said = told("Outlet A", line("The army shelled the village.", "the rebels"), published=WHEN)
    denied = told("Outlet B", line("The army never fired at the village.", "the army", denies=True), published=WHEN)
    reading(dispute=3.0, one_denies=4.0)
    assert kinds(story(said, denied)) == ["polarity"]


def test_two_outlets_that_only_tell_it_otherwise_are_not_looked_at(reading):
    read = reading(**PLAIN)
    mine = [told(f"Outlet {n}", line(f"{n} people were killed.", what="killed", low=n), published=WHEN) for n in (9, 12)]
    assert kinds(story(*mine)) == []
    assert read == []


def test_what_bears_no_sign_is_not_read(reading):
    read = reading(**PLAIN)
    one = story(toll(12, "the police"), toll(12, "the hospital"))
    apart = replace(one, joins=tuple(replace(j, joined=False, score=0.35) for j in one.joins))
    weigh(replace(apart, statements=tuple(replace(s, event=f"e{k}") for k, s in enumerate(one.statements))))
    assert read == []


def test_a_crowd_of_pairs_is_read_up_to_a_bound(reading):
    read = reading(dispute=-3.0)
    names = "Alfa Bravo Delta Echo Foxtrot Golf Hotel India Juliett Kilo Lima Mike".split()
    crowd = story(*(toll(n, f"the {name} League") for n, name in enumerate(names, 1)))
    weigh(replace(crowd, joins=tuple(replace(j, score=0.35) for j in crowd.joins)))
    assert 0 < len(read) <= 2 * confirm.READ  # of dozens of pairs in one event


def test_what_is_not_read_for_want_of_room_is_said(reading, monkeypatch):
    reading(dispute=-3.0)
    one = story(*TOLLS, toll(5, "the mayor"))
    assert weigh(one).abstained == ()
    monkeypatch.setattr(disputes, "_MOST", 1)
    (gap,) = weigh(one).abstained
    assert (gap.field, gap.report) == ("conflicts", None)
    assert gap.reason.startswith("2 more pairs of passages bear a sign of a dispute")


def matter(*pairs, ruled=(), likely=None):
    """Pairs of statements whose signs say a conflict of one kind each, and what rules found."""
    rows = np.full((len(pairs), len(signs.KINDS)), 1e-4)
    for n, (*_, kind) in enumerate(pairs):
        rows[n, signs.KINDS.index(kind)] = 0.6 if likely is None else likely[n]
    return disputes.Matter(ruled, [(a, b) for a, b, _ in pairs], rows)


def settled(one):
    return disputes.settle(one, {frozenset((a.id, b.id)): NOTHING._replace(dispute=4.0) for a, b in one.pairs})


def in_event(name, event):
    return replace(statement(name), event=event)


def test_a_dispute_between_two_events_brings_what_rules_found_in_both():
    a, b, c = in_event("a", "e1"), in_event("b", "e1"), in_event("c", "e2")
    ruled = (Conflict("figure", "e1", "a", "b", "12 against 9 killed"),)
    found = settled(matter((a, c, "figure"), (a, b, "figure"), ruled=ruled, likely=(0.9, 0.5)))
    assert [(x.event, x.a, x.b) for x in found[1:]] == [("e1", "a", "b")]
    assert (found[0].kind, {found[0].a, found[0].b}) == ("figure", {"a", "c"})


def test_a_finding_by_rule_keeps_its_event_and_its_words():
    a, b = in_event("a", "e1"), in_event("b", "e2")
    ruled = (Conflict("figure", "e2", "a", "b", "9 against 12 killed"),)
    assert settled(matter((a, b, "figure"), ruled=ruled)) == ruled


def test_a_pair_is_in_a_second_conflict_only_where_a_rule_says_so():
    a, b = in_event("a", "e1"), in_event("b", "e1")
    both = matter((a, b, "figure"), likely=(0.9,))
    both.likely[0, signs.KINDS.index("time")] = 0.4
    assert [c.kind for c in settled(both)] == ["figure"]
    ruled = (Conflict("time", "e1", "a", "b", "06:15 against 07:00"),)
    assert [c.kind for c in settled(replace(both, ruled=ruled))] == ["figure", "time"]


def test_what_a_person_dismissed_is_not_read_and_hides_nothing(reading):
    one = story(toll(12, "the police"), toll(9, "the hospital"), toll(5, "the mayor"))
    read = reading(**PLAIN)
    whole = weigh(one).conflicts
    first = frozenset((whole[0].a, whole[0].b))
    read.clear()
    rest = weigh(one, Overrides(dismissed=frozenset({first}))).conflicts
    assert rest
    assert all(frozenset((c.a, c.b)) != first for c in rest)


@pytest.fixture(scope="module")
def looked_at(ferry):
    """What the example's disputes are sought by: what is told, the story's joins, what rules find."""
    return _looked_at(link(ferry))


def _looked_at(one):
    tale = as_told(one)
    return tale, one.joins, changes.find(tale, one.joins)[0]


def test_signs_are_those_that_are_named(looked_at):
    tale, joins, ruled = looked_at
    pairs = disputes.candidates(tale, joins, ruled)
    table = signs.table(tale, ruled, pairs)
    assert table.shape == (len(pairs) * len(signs.KINDS), len(signs.FEATURES))
    assert np.isfinite(table).all()
    by_rule = table[:, -1].reshape(-1, len(signs.KINDS)).any(axis=1)
    assert by_rule.any()
    ruled_pairs = {frozenset((c.a, c.b)) for c in ruled}
    assert [frozenset((a.id, b.id)) in ruled_pairs for a, b in pairs] == by_rule.tolist()


def test_pairs_are_of_two_sources_and_the_earlier_comes_first(looked_at):
    tale, joins, ruled = looked_at
    by_rule = {frozenset((c.a, c.b)) for c in ruled}
    pairs = disputes.candidates(tale, joins, ruled)
    assert pairs
    for a, b in pairs:
        assert tale.place(a) <= tale.place(b)
        if frozenset((a.id, b.id)) not in by_rule:
            assert tale.resolved.of[a.id] != tale.resolved.of[b.id]
            assert a.taken is b.taken is None


def test_the_order_of_statements_and_joins_changes_nothing(ferry):
    one = link(ferry)
    turned = replace(one, statements=one.statements[::-1], joins=one.joins[::-1])
    found = [disputes.find(*_looked_at(it)) for it in (one, turned)]
    straight, other = ([(a.id, b.id) for a, b in it.pairs] for it in found)
    assert straight == other
    assert np.array_equal(found[0].likely, found[1].likely)


def test_what_is_judged_has_the_features_that_are_named(looked_at):
    matter = disputes.find(*looked_at)
    said = {frozenset((a.id, b.id)): NOTHING for a, b in matter.pairs}
    table = disputes.pair_table(matter, said)
    assert table.shape == (len(matter.pairs) * len(signs.KINDS), len(disputes.PAIRS) + 1)
    scores = np.full((len(matter.pairs), len(signs.KINDS)), 0.5)
    assert {len(case.row) for case in disputes.cases(matter, scores)} == {len(disputes.EVENTS)}
    assert list(disputes.cases(matter, scores * 0)) == []
