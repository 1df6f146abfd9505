"""Whether a report shows that its own people were there; nobody else's eyes are theirs."""

import pytest

from twosource.annotate import annotate
from twosource.link import link, statements
from twosource.records import Report
from twosource.weigh.carriers import own_eyes, publishers


def seen(text):
    annotation = annotate(Report("r", text, outlet="The Post", published="2031-01-15"))
    return {annotation.report.text[s.start : s.end]: own_eyes(annotation, s) for s in statements.find(annotation)}


@pytest.mark.parametrize(
    "line",
    [
        "We counted nine coffins on the quay. The ferry sank at noon.",
        "Our reporter stood at the gate. The ferry sank at noon.",
        "A Post reporter on the bank felt the ground shake. The ferry sank at noon.",
        "Reporters at the scene were kept back. The ferry sank at noon.",
        "Post reporters in the harbour watched the rescue. The ferry sank at noon.",
        "By our own count 40 boats took part. The ferry sank at noon.",
        "The minister spoke to this newspaper. The ferry sank at noon.",
    ],
)
def test_its_people_were_there(line):
    assert any(shown for words, shown in seen(line).items() if "sank" in words)


@pytest.mark.parametrize(
    "line",
    [
        "“I heard the hull crack,” said Ana Roth, a nurse. The ferry sank at noon.",
        "“We saw nine bodies on the quay with our own eyes,” the fisherman Ivo Lund said. The ferry sank at noon.",
        "The minister told reporters on Monday that the line would close. The ferry sank at noon.",
        "The captain spoke to reporters at the scene. The ferry sank at noon.",
        "The captain was asked by reporters in Kotka who saw him. The ferry sank at noon.",
        "Reporters could not go to the island. The ferry sank at noon.",
        "Fish is dear in our own street. The ferry sank at noon.",
    ],
)
def test_what_others_saw_or_heard_shows_nothing(line):
    found = {words: shown for words, shown in seen(line).items() if "sank" in words}
    assert found
    assert not any(found.values())


def test_a_by_line_with_a_place_shows_and_one_with_an_office_does_not():
    text = "The ferry sank at noon and nine people died, most of them in the dining room below the upper deck of the ship."
    assert all(seen(f"By Ann Bell, on the lower quay\n\n{text}").values())
    assert not any(seen(f"By Ann Bell, Shipping Correspondent\n\n{text}").values())


@pytest.mark.parametrize(
    ("tail", "whose"),
    [
        ("(Reporting by Jane Doe; Editing by John Roe)", "The Post"),
        ("Additional reporting by Eve Fisk in Oslo", "The Post"),
        ("Eve Fisk contributed to this report.", "The Post"),
        ("Source: Ministry of Health", "The Post"),
        ("Photo: Reuters", "The Post"),
        ("With reporting by Reuters", "Reuters"),
        ("With files from Ann Bell and AFP", "AFP"),
        ("Source: Lowland News Agency", "Lowland News Agency"),
        ("(Nordtel)", "Nordtel"),
        ("(Harbour Dispatch)", "Harbour Dispatch"),
        ("Additional reporting by the Harbour Echo", "the Harbour Echo"),
    ],
)
def test_a_credit_names_an_agency_or_the_outlet_s_own_people(tail, whose):
    text = "The ferry sank at noon on Monday and nine people died, most of them in the dining room below the upper deck."
    reports = [Report("a", f"{text}\n\n{text}\n\n{tail}", outlet="The Post"), Report("b", "A ferry sank.", outlet="Harbour Echo")]
    assert publishers(link([annotate(r) for r in reports]))["a"] == whose
