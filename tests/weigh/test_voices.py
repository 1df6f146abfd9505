"""Who speaks: words of office are folded, persons and institutions told apart, the unnamed known."""

import pytest
from byhand import line, report

from twosource.link.statements import find
from twosource.weigh.bodies import bodies_in
from twosource.weigh.voices import voice_of, words_of


def voice(source, **rest):
    annotation = report("The Post", line("Three houses burned down in the night.", source, **rest))
    return voice_of(annotation, find(annotation)[0], annotation.attributions[0], bodies_in(annotation))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("the defence minister", "the Ministry of Defence"),
        ("a spokeswoman for the coast guard", "the coast guard"),
        ("Bergvik police", "the Bergvik police's spokesman"),
        ("prosecutors", "the prosecutor"),
    ],
)
def test_an_office_and_its_holder_have_the_same_telling_words(a, b):
    assert words_of(a) == words_of(b)


def test_accents_make_no_other_name():
    assert words_of("Måns Järvi") == words_of("Mans Jarvi")


def test_different_institutions_keep_different_words():
    assert not words_of("the transport ministry") <= words_of("the health ministry")


def test_a_person_is_split_from_the_office_by_the_entity():
    v = voice("Oskar Dorn", person="Oskar Dorn", role="defence minister")
    assert v.person == {"oskar", "dorn"}
    assert v.institution == words_of("Ministry of Defence")


def test_a_trailing_name_is_a_person_even_without_an_entity():
    v = voice("defence minister Oskar Dorn")
    assert (v.person, v.institution) == (words_of("Oskar Dorn"), words_of("defence minister"))


def test_a_name_may_begin_with_a_capital_of_another_language():
    assert voice("defence minister Жанна Шевчук").person == words_of("Жанна Шевчук")


@pytest.mark.parametrize("name", ["a person familiar with the talks", "two officials", "an eyewitness", "sources"])
def test_sources_without_a_name_are_unnamed(name):
    assert not voice(name, kind="unnamed").named


def test_a_description_is_shown_with_the_name_that_the_report_gives():
    assert voice("the nurse", person="Hanne Moen").name == "Hanne Moen, the nurse"


def test_a_source_that_is_not_named_is_unnamed_whatever_it_is_held_to_be():
    assert voice("a police source", kind="official").kind == "unnamed"
    assert voice("the water police", kind="official").kind == "official"


def test_a_name_behind_a_description_is_the_person_s():
    said = voice("owner of the Karrow mill, Benedek Halas", person="owner of the Karrow mill")
    assert said.person == words_of("Benedek Halas")
