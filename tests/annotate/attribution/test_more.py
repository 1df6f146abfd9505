"""Later acts of speech, headings, signed quotations, polls, figures, and whom a description means."""

from __future__ import annotations

import pytest

from twosource.annotate import annotate, attribution, furniture
from twosource.annotate.parse import parse
from twosource.records import Attribution, Report


def said(text: str) -> list[tuple[str | None, str | None, list[str]]]:
    report = Report(id="r", text=text, outlet="The Gazette", published="2031-01-02")
    frame = furniture.find(report)
    found = attribution.find(parse(report, frame), frame, (), ())
    cut = [(text[slice(*a.source)] if a.source else None, text[slice(*a.cue)] if a.cue else None, a) for a in found]
    return [(source, cue, [text[x:y] for x, y in a.content]) for source, cue, a in cut]


def named(text: str) -> list[str]:
    def last(a: Attribution) -> str:
        return a.chain[-1].name

    return [last(a) for a in annotate(Report(id="r", text=text, outlet="The Gazette", published="2031-01-02")).attributions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # What goes on with the cue is no part of what it says.
        (
            "He says he respects the mayor and calls her an able woman.",
            [("He", "says", ["he respects the mayor"]), ("He", "calls", ["her an able woman"])],
        ),
        (
            "The union said the offer was too low, warning that the strike would go on.",
            [
                ("The union", "said", ["the offer was too low"]),
                ("The union", "warning", ["that the strike would go on"]),
            ],
        ),
        # Speakers set apart by a mark.
        (
            "Mayor Ana Ruiz: 'We will rebuild the bridge'\n\nThe bridge fell.",
            [("Mayor Ana Ruiz", ":", ["'We will rebuild the bridge'"])],
        ),
        ("Poll: voters tire of the old parties\n\nIt rained.", [("Poll", ":", ["voters tire of the old parties"])]),
        (
            "“We lost the house and the boat.” ― Ana Ruiz\n\nIt rained.",
            [("Ana Ruiz", "―", ["“We lost the house and the boat.”"])],
        ),
        # A sentence that the cue interrupts; a statement issued; a poll; those asked.
        (
            "The union issued a statement saying the offer was void.",
            [("The union", "issued a statement saying", ["the offer was void"])],
        ),
        (
            "In a poll for the Gazette, most voters backed the toll.",
            [("a poll for the Gazette", "In", ["most voters backed the toll"])],
        ),
        ("He was asked whether the bridge was safe.", [(None, "was asked", ["whether the bridge was safe"])]),
        (
            "The mayor has called on the firm to pay for the bridge.",
            [("The mayor", "has called on", ["the firm to pay for the bridge"])],
        ),
        # Figures.
        ("The ministry says 31 people.", [("The ministry", "says", ["31 people"])]),
        ("The service gave the area as 11,200 hectares.", [("The service", "gave", ["the area as 11,200 hectares"])]),
        ("The toll was put by the mayor at 51.", [("the mayor", "was put", ["The toll", "at 51"])]),
        (
            "The minister attributed the fire to a short circuit.",
            [("The minister", "attributed", ["the fire to a short circuit"])],
        ),
        # Nouns.
        (
            "Her main argument was that the dam was old.",
            [("Her", "argument was", ["that the dam was old"])],
        ),
    ],
)
def test_constructions(text: str, expected: list[tuple[str | None, str | None, list[str]]]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The clock on the tower says nine.",
        "The flood claimed eleven lives.",
        "The groups that oppose the toll met in Arden.",
        "Q: The town grew.\n\nA: It grew fast.\n\nQ: The river rose.\n\nA: It rose.",
        "The girl signed the cast.",
    ],
)
def test_nobody_says_so(text: str) -> None:
    assert said(text) == []


def test_nothing_is_given_again_within_a_content() -> None:
    assert [cue for _, cue, _ in said("The mayor denounced the firm's claim that the pier was safe.")] == ["denounced"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Health Minister Ana Ruiz visited the port.\n\nThe bridge is safe, the minister said.", "Health Minister Ana Ruiz"),
        ("Tapio Ahlroos, 52, was on the quay.\n\nThe alarm never rang, the 52-year-old said.", "Tapio Ahlroos"),
        ("The Dockers' Union of Vell met.\n\nThe union said it would strike.", "Dockers' Union of Vell"),
        ("Indian police on Sunday denied holding an engineer.", "Indian police"),
    ],
)
def test_whom_a_description_means(text: str, name: str) -> None:
    assert named(text)[-1] == name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Who keeps a count vouches for it.
        ("The hospital has 14 dead on its list.", [("The hospital", "has", ["14 dead"])]),
        ("The mayor's figure is 40 dead.", [("The mayor's", "is", ["40 dead"])]),
        ("The police make it 900.", [("The police", "make", ["it 900"])]),
        ("The council has stuck to three.", [("The council", "has stuck", ["three"])]),
        ("The pilots' union counted 151.", [("The pilots' union", "counted", ["151"])]),
        ("The mill has 14 rooms in its attic.", []),
        # An account, a count, somebody's words.
        ("By the union's reckoning 3,000 people marched.", [("the union's", "By", ["3,000 people marched"])]),
        ("He could come in, in the words of the harbour master.", [("the harbour master", "in", ["He could come in"])]),
        ("In his account of the war he left much out.", []),
        # The speaker behind the cue, or lost behind an apposition.
        (
            "Eleven rifles were found in the van, specified Colonel Daul, head of the press centre.",
            [("Colonel Daul, head of the press centre", "specified", ["Eleven rifles were found in the van"])],
        ),
        (
            "She came to a stop after a gale had pressed the pack together, the institute's director, Sigrun Moe, said.",
            [("Sigrun Moe", "said", ["She came to a stop after a gale had pressed the pack together"])],
        ),
        (
            "It will begin on Friday, the charity says, weather permitting.",
            [("the charity", "says", ["It will begin on Friday", "weather permitting"])],
        ),
        ("He rang the office, stated its name and left.", [("He", "stated", ["its name"])]),
        # What stands behind a whole sentence is of all of it.
        (
            "The zone was widened overnight and now takes in 3,900 people, according to the county.",
            [("the county", "according to", ["The zone was widened overnight and now takes in 3,900 people"])],
        ),
    ],
)
def test_counts_accounts_and_lost_speakers(text, expected):
    assert said(text) == expected


def test_an_abbreviated_rank_ends_no_sentence():
    assert named("It rained.\n\nThree men died, said Brig. Anna Kesar, a spokeswoman for the council.") == [
        "spokeswoman for the council Anna Kesar"
    ]


def test_whose_office_it_is():
    text = "It rained.\n\nPrime Minister Jan Orym resigned on Monday. The post is shut, his office said."
    assert named(text) == ["Prime Minister Jan Orym's office"]
