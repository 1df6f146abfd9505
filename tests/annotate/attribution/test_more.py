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
