"""Entities: names, kinds, roles, descriptions, pronouns, and abstention where two would fit."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twosource.annotate import entities, furniture
from twosource.annotate.parse import parse
from twosource.records import Entity, Mention, Report


class Read:
    """A text and who is in it."""

    def __init__(self, text: str, outlet: str | None = None) -> None:
        report = Report(id="r", text=text, outlet=outlet)
        frame = furniture.find(report)
        self.text = text
        self.entities, self.mentions = entities.find(parse(report, frame), frame)
        self.by_id = {e.id: e for e in self.entities}

    def who(self, words: str, nth: int = 0) -> Entity | None:
        """The entity that the nth occurrence of `words` means."""
        start = -1
        for _ in range(nth + 1):
            start = self.text.index(words, start + 1)
        found = entities.entity_at(self.mentions, (start, start + len(words)))
        return self.by_id[found] if found else None

    def name(self, words: str, nth: int = 0) -> str | None:
        found = self.who(words, nth)
        return found.name if found else None


def test_a_title_gives_role_country_sector_and_the_surname_is_the_same_person():
    read = Read("Kazakh President Kassym-Jomart Tokayev spoke on Friday. Order was restored, Tokayev said.")
    person = read.who("Kassym-Jomart Tokayev")
    assert person == read.who("Tokayev", 1)
    assert person is not None
    assert (person.kind, person.role, person.country, person.sector) == ("person", "Kazakh President", "KAZ", "GOV")


def test_an_apposition_is_a_role_and_a_mention():
    read = Read(
        "Maria Lindqvist, a spokeswoman for the harbour authority, said the pier was safe. The spokeswoman gave no figure."
    )
    assert read.name("a spokeswoman for the harbour authority") == "Maria Lindqvist"
    assert read.name("The spokeswoman") == "Maria Lindqvist"
    assert read.who("Maria Lindqvist").role == "spokeswoman for the harbour authority"  # type: ignore[union-attr]


def test_a_title_before_the_name_after_an_office():
    read = Read("The search goes on, coast guard spokesman Piet Aalders said.")
    assert read.who("Piet Aalders").role == "coast guard spokesman"  # type: ignore[union-attr]
    assert read.who("Piet Aalders").sector == "COP"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("The coast guard said the sea was calm.", "The coast guard", "organisation"),
        ("Police said nobody was hurt.", "Police", "organisation"),
        ("The ministry said it would pay.", "The ministry", "organisation"),
        ("Officials said the road was closed.", "Officials", "group"),
        ("A witness told reporters that the roof fell.", "A witness", "person"),
        ("Reuters reported the sale on Monday.", "Reuters", "outlet"),
        ("The Xinhua news agency quoted him on Monday.", "Xinhua", "outlet"),
        ("Protesters gathered in Nairobi.", "Nairobi", "place"),
    ],
)
def test_kinds(text: str, words: str, kind: str):
    found = Read(text).who(words)
    assert found is not None
    assert found.kind == kind


def test_the_outlet_of_the_report_is_an_outlet():
    assert Read("The minister told Nordlys on Monday that he would resign.", outlet="Nordlys").who("Nordlys").kind == "outlet"  # type: ignore[union-attr]


def test_an_acronym_in_brackets_is_its_full_name():
    read = Read("The Harbour Workers Union (HWU) called a strike. The HWU said talks had failed.")
    assert read.name("HWU", 1) == "Harbour Workers Union"


def test_the_company_and_the_age():
    read = Read(
        "Nordtel Lines denied the report on Tuesday. Anna Berg, 52, sued it. The company said it had paid. "
        "The 52-year-old wants more.",
    )
    assert read.name("The company") == "Nordtel Lines"
    assert read.name("The 52-year-old") == "Anna Berg"


def test_unnamed_sources_of_different_mention_stay_apart():
    read = Read("A witness saw a flash. Another witness heard a bang. A resident saw nothing.")
    assert len({read.who("A witness"), read.who("Another witness"), read.who("A resident")}) == 3


def test_pronouns_follow_gender_and_subject():
    read = Read("Mayor John Hale met Susan Okafor on Monday. She said the bridge was safe. He said he agreed.")
    assert read.name("She") == "Susan Okafor"
    assert read.name("He ") == "John Hale"


def test_a_pronoun_with_two_likely_antecedents_is_left_alone():
    read = Read("Brian Stone met Kevin Marsh on Monday. Stone and Marsh argued. Things went badly for him.")
    assert read.who("him") is None


def test_mrs_is_not_her_husband():
    read = Read("Peter Vance and Laura Vance arrived. Mrs. Vance said the house was sold.")
    assert read.name("Vance", 2) == "Laura Vance"


def test_who_is_the_captain():
    read = Read("The captain, who said the fire was small, left the ship.")
    assert read.who("who") == read.who("The captain")


def test_weather_it_means_nothing():
    assert Read("The company closed. It is raining in the north.").who("It") is None


def test_ids_are_the_same_on_every_run():
    text = "The minister said Anna Berg had left. She was in Oslo."
    assert Read(text).entities == Read(text).entities


def test_entity_at_prefers_the_words_that_fit():
    mentions = (Mention(0, 33, "outer", "nominal"), Mention(19, 33, "inner", "nominal"))
    assert entities.entity_at(mentions, (0, 33)) == "outer"
    assert entities.entity_at(mentions, (19, 33)) == "inner"
    assert entities.entity_at(mentions, (40, 45)) is None


ODD = [
    "",
    "\u200f",
    "he",
    "The minister",
    "“",
    '"',
    "Mrs.",
    "the 52-year-old",
    "A.",
    "🙂",
    "محمد علي",
    "\u00adAnna",
    "(X)",
    "\n\n",
    "who",
    "it said",
]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(ODD), max_size=8).map(" ".join))
def test_any_text_is_read_and_mentions_point_at_entities(text: str):
    read = Read(text)
    assert {m.entity for m in read.mentions} <= set(read.by_id)
    for mention in read.mentions:
        assert 0 <= mention.start < mention.end <= len(text)


def test_the_outlets_short_name_is_the_outlet():
    found = Read("Two doctors told the Ledger that the count was wrong.", outlet="Norrby Ledger").who("Ledger")
    assert found is not None
    assert found.kind == "outlet"
