"""How many origins count: two that agree do; copies, publishers, the unnamed, the merely neighbouring do not."""

import math
from collections import defaultdict

import pytest
from byhand import line, story, told
from hypothesis import given, settings
from hypothesis import strategies as st

from twosource.weigh import together, weigh
from twosource.weigh.overrides import Overrides

pytestmark = pytest.mark.usefixtures("plain_confirming")

DIED = "Four people died in the crash."


def event(one, overrides=None):
    (only,) = weigh(one, overrides).events
    return only


def test_two_named_sources_that_agree_are_two():
    found = event(story(told("The Post", line(DIED, "the police")), told("The Echo", line(DIED + " So it is.", "the hospital"))))
    assert (found.independent, found.standing, found.ties) == (2, "corroborated", ())


def test_passages_that_tell_different_parts_do_not_confirm_each_other():
    one = story(told("The Post", line(DIED, "the police")), told("The Echo", line("The road is shut.", "the mayor")), alike=0.2)
    found = event(one)
    assert found.independent == 1
    assert "another part" in found.ties[0].reason


def test_outlets_that_say_it_in_their_own_voice_add_nothing_unless_they_show_it():
    found = event(story(told("The Post", line(DIED)), told("The Echo", line(DIED)), told("The Sun", line(DIED))))
    assert found.independent == 1
    assert all("lineage not recorded" in tie.reason for tie in found.ties)


def test_a_reporter_on_the_scene_is_an_origin_beside_the_police():
    seen = line("Our reporter saw the four houses that burned down.")
    one = story(told("The Post", line("Four houses burned down.", "the police")), told("The Echo", seen, byline="Bergvik"))
    assert event(one).independent == 2


def test_unnamed_sources_add_at_most_one():
    one = story(
        *(told(o, line("The talks have failed.", "two diplomats", kind="unnamed")) for o in ("The Post", "The Echo", "The Sun"))
    )
    found = event(one)
    assert found.independent == 1
    assert "unnamed" in found.ties[0].reason


def test_one_publisher_under_two_names_is_one():
    mail = (told(o, line(DIED), byline="Bergvik") for o in ("Daily Mail", "The Mail on Sunday"))
    found = event(story(*mail))
    assert found.independent == 1


@settings(max_examples=25, deadline=None)
@given(st.permutations(range(4)))
def test_the_count_does_not_hang_on_the_order_of_reports(order):
    reports = [
        told("The Post", line(DIED, "the police"), published="2031-05-04T08:00"),
        told("The Echo", line(DIED, "the hospital"), published="2031-05-04T09:00"),
        told("The Sun", line(DIED), published="2031-05-04T10:00"),
        told("The Star", line(DIED, "a nurse", kind="unnamed"), published="2031-05-04T11:00"),
    ]
    assert event(story(*(reports[k] for k in order))).independent == 3


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 12))
def test_outlets_that_repeat_a_source_never_add_an_origin(copies):
    first = told("The Post", line(DIED, "the police"))
    crowd = [told(f"Outlet {k}", line(DIED), published=f"2031-05-04T{9 + k:02}:00", byline="Bergvik") for k in range(copies)]
    assert event(story(first, *crowd)).independent == 1


def test_a_person_s_ruling_ties_two_origins():
    one = story(told("The Post", line(DIED, "the police")), told("The Echo", line(DIED, "the hospital")))
    found = event(
        one, Overrides(apart={frozenset({"the police", "the hospital"}): "a person has marked them as not independent"})
    )
    assert found.independent == 1
    assert "a person" in found.ties[0].reason


def test_sources_that_are_read_as_one_anywhere_in_the_story_are_one(monkeypatch):
    hit, name = "The boat was hit on Monday.", "Captain Orsk"
    one = story(told("The Post", line(hit, "the coast guard"), line(DIED, "the coast guard")), told("The Echo", line(hit, name)))
    assert max(e.independent for e in weigh(one).events) == 2
    surely = math.log(0.96 / 0.04)
    monkeypatch.setattr(together, "read", lambda *_: defaultdict(lambda: together.Answers(0, surely, 0, 0, 0, 0)))
    found = event(one)
    assert found.independent == 1
    assert "rest on one source" in found.ties[0].reason


def test_nobodies_add_at_most_one():
    one = line("Four houses burned.", "a witness", kind="witness")
    other = line("Four houses have burned down.", "two residents of the street", kind="witness")
    assert event(story(told("The Post", one), told("The Echo", other))).independent == 1
    named = line("Four houses have burned down.", "Ana Pop", kind="witness")
    assert event(story(told("The Post", one), told("The Echo", named))).independent == 2


def test_a_spokesman_may_speak_for_the_body_that_his_report_cites():
    both = told(
        "The Post",
        line("Four houses burned.", "the fire brigade"),
        line("Four houses have burned down.", "Spokesman Hugo Paz", person="Hugo Paz"),
    )
    one = event(story(both))
    assert one.independent == 1
    assert "for whom" in one.ties[0].reason
    elsewhere = told("The Echo", line("Four houses have burned down.", "Spokesman Hugo Paz", person="Hugo Paz"))
    brigade = told("The Post", line("Four houses burned.", "the fire brigade"))
    assert event(story(brigade, elsewhere)).independent == 2


def test_a_body_by_a_common_name_may_be_the_one_that_has_it_in_its_name():
    own = told("The Post", line("Four houses burned.", "Midland Counties Ambulance"))
    common = told("The Echo", line("Four houses have burned down.", "ambulance service"))
    one = event(story(own, common))
    assert one.independent == 1
    assert "may be one" in one.ties[0].reason
    police = told("The Echo", line("Four houses have burned down.", "police"))
    assert event(story(own, police)).independent == 2


def test_who_only_acts_in_an_event_is_known_by_his_origin_s_name():
    rise = line("Castoria's Trade Ministry raised the tariff.", actor="Castoria's Trade Ministry", head="raise", type="REJECT")
    lifted = told("The Post", rise)
    said = told("The Echo", line("The tariff has been raised.", "Trade Ministry", kind="official"))
    one = event(story(lifted, said))
    assert [o.name for o in weigh(story(lifted, said)).origins] == ["Castoria's Trade Ministry", "Trade Ministry"]
    assert one.independent == 1
    assert "do not tell them apart" in one.ties[0].reason
