"""Rival accounts: another culprit, another cause, another place; and what only looks like one."""

import pytest
from byhand import line, story, told

from twosource.weigh import weigh
from twosource.weigh.rivals import culprit

pytestmark = pytest.mark.usefixtures("by_rule_alone")


def found(*reports, alike=0.9):
    return [c.kind for c in weigh(story(*reports, alike=alike)).conflicts]


def said(words, by, **rest):
    return told(f"Outlet of {by}", line(words, by, **rest))


def test_two_that_accuse_each_other_contradict_each_other():
    north = said("Sudrian troops crossed the line.", "the Nordian ministry", actor="Sudrian troops", head="cross")
    south = said("Nordian drones struck first.", "the Sudrian army", actor="Nordian drones", head="strike")
    assert found(north, south) == ["actor"]
    assert found(north, south, alike=0.3) == []


def test_two_that_accuse_a_third_do_not():
    one = said("Sudrian troops crossed the line.", "the Nordian ministry", actor="Sudrian troops", head="cross")
    other = said("Sudrian drones struck first.", "the monitors", actor="Sudrian drones", head="strike")
    assert found(one, other) == []


def test_two_causes_contradict_each_other():
    strikers = said("The cut was caused by strikers.", "the minister")
    assert found(strikers, said("It came because of a broken pump.", "the technicians")) == ["actor"]
    assert found(strikers, said("The strikers were to blame.", "the director")) == []


@pytest.mark.parametrize(
    ("words", "blamed"),
    [
        ("The army blamed the Northern Front", {"northe", "front"}),
        ("a gust had been to blame", {"gust"}),
        ("He attributed the theft to common criminals", {"common", "crimin"}),
        ("The bus stopped there", set()),
    ],
)
def test_who_is_blamed(words, blamed):
    assert culprit(words) == blamed


def test_two_places_of_one_happening_contradict_each_other():
    points = said("It occurred at the western points.", "the authority", head="occur")
    bridge = said("It was still on a bridge.", "a passenger", head="be")
    assert found(points, bridge) == ["place"]
    assert found(points, said("It was at the points.", "a passenger", head="be")) == []
    assert found(points, said("It was on Monday at noon.", "a passenger", head="be")) == []
    assert found(points, said("There were nine in a car.", "a passenger", head="be")) == []


def test_a_denial_of_the_place_alone_is_one_of_place():
    hall = said("It occurred in the drying hall.", "the company", head="occur")
    denial = said("It was not the drying hall.", "the workers", head="be", denies=True)
    assert found(hall, denial) == ["place"]


def test_a_distance_from_somewhere_is_a_place():
    far = said("It was 31 miles from the coast.", "the navy", what="distance", low=31)
    near = said("It was 9 miles off the island.", "the coast guard", what="distance", low=9)
    assert found(far, near)[0] == "place"


def test_one_deed_given_to_two_sides_is_one_of_the_actor():
    police = said("A hooded man fired the shot.", "the minister", actor="A hooded man", head="fire")
    woman = said("It was the police who fired.", "Ada Brun", actor="It", head="fire")
    assert found(police, woman)[0] == "actor"
    officer = said("An officer fired.", "Ada Brun", actor="An officer", head="fire")
    assert found(officer, woman) is None or "actor" not in found(officer, woman)
