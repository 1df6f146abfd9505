"""Who stands behind an outlet's name; the two lists of agencies say the same."""

import pytest

from twosource.annotate.lexicon import fold, outlets
from twosource.link import publishers


def test_an_agency_in_one_list_is_one_in_the_other():
    heard = {name: outlet.agency for name, outlet in outlets().items()}
    by_name = {fold(name): one for one in publishers.known() for name in one.names}
    assert {n: one.agency for n, one in by_name.items() if n in heard} == {n: heard[n] for n in by_name if n in heard}
    unlisted = {outlet.name for outlet in outlets().values() if outlet.agency and publishers.agency(outlet.name) is None}
    assert unlisted == set()
    unheard = [one.name for one in publishers.known() if one.agency and not any(heard.get(fold(n)) for n in one.names)]
    assert unheard == []


@pytest.mark.parametrize("name", ["Sputnik", "RIA Novosti", "Tasnim", "PAP", "belta.by"])
def test_agencies_are_known(name):
    assert publishers.agency(name)


def test_two_agencies_of_one_owner_are_one_publisher():
    assert publishers.same("Sputnik", "RIA Novosti")
    assert publishers.agency("Sputnik") != publishers.agency("RIA Novosti")
    assert not publishers.same("Sputnik", "TASS")


@pytest.mark.parametrize(
    ("sign", "outlet", "stands"),
    [
        ("LNW", "Lowland Newswire", True),
        ("ŽNO", "Žižkov Noviny", True),
        ("ÉNO", "Éclair du Nord", True),
        ("ECL", "Žižkov Noviny", False),
    ],
)
def test_letters_that_may_stand_for_an_outlet(sign, outlet, stands):
    assert publishers.abbreviates(sign, outlet) is stands
