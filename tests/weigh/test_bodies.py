"""For whom a person speaks, as the report's own words give it."""

import pytest

from twosource.annotate import annotate
from twosource.records import Report
from twosource.weigh.bodies import bodies_in

LEAD = "It rained in the night.\n\n"


def bodies(text):
    found = annotate(Report("r", LEAD + text, outlet="The Post", published="2031-05-20"))
    names = {e.id: e.name for e in found.entities}
    return {names[person]: body.name for person, body in bodies_in(found).items()}


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("Some 600 men left, Colonel Bertin Yak of the general staff said.", {"Bertin Yak": "general staff"}),
        ('The militia said no. "We stay," Mois Garan, its spokesman, said.', {"Mois Garan": "militia"}),
        (
            "The ice fell, said Gideon Marsh, the director of the company, Snowline Expeditions.",
            {"Gideon Marsh": "Snowline Expeditions"},
        ),
        ("He fell, said Anna Bray, a spokeswoman for the army.", {"Anna Bray": "army"}),
        (
            "Nine were treated at the Lantern Hospital, according to its dean, Dr Rosa Pale.",
            {"Rosa Pale": "Lantern Hospital"},
        ),
        ("The doors stay shut, says Ivo Bant, who manages the house for Cordal Homes.", {"Ivo Bant": "Cordal Homes"}),
        ("The doors stay shut, says Ivo Bant, who coordinates the Lantern Society.", {"Ivo Bant": "Lantern Society"}),
        ("It burned, said Ivo Bant, the Harbour Authority's director-general.", {"Ivo Bant": "Harbour Authority"}),
        ("It burned, the Harbour Authority's director-general, Ivo Bant, said.", {"Ivo Bant": "Harbour Authority"}),
    ],
)
def test_for_whom_a_person_speaks(text, body):
    assert bodies(text) == body


@pytest.mark.parametrize(
    "text",
    [
        "Torkent's district chief, Nural Haki, said that men had welded it shut.",
        "A customer of the Lantern Bank, Nural Haki, said that it was shut.",
        "A former director of the Lantern Bank, Nural Haki, said that it was shut.",
        "Chinese President Xi Lan wrote to his beleaguered colleague, President Nural Haki, that it was shut.",
    ],
)
def test_who_does_not_speak_for_a_body(text):
    assert "Nural Haki" not in bodies(text)


def test_a_party_behind_a_speaker_s_name_is_no_body_that_he_speaks_for():
    assert "Rosa Encin" not in bodies("House Speaker Rosa Encin of the People's Concord opened the session.")
