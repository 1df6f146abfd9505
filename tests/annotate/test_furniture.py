"""By-lines, datelines, stamps, credits: found where they stand, and prose left alone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twosource.annotate.furniture import find
from twosource.records import Report

PROSE = "Two people died when a storm hit the coast on Monday, and the port was closed until the wind had gone down again."


def found(text, title=None):
    return [(text[f.start : f.end], f.kind, f.names, f.place) for f in find(Report("r", text, title=title))]


@pytest.mark.parametrize(
    ("line", "piece", "names", "place"),
    [
        ("KOTKA, Jan 14 (Nordtel) — ", "KOTKA, Jan 14 (Nordtel) —", ("Nordtel",), "KOTKA"),
        ("KOTKA, Finland (Harlan-Reade) — ", "KOTKA, Finland (Harlan-Reade) —", ("Harlan-Reade",), "KOTKA"),
        ("PORT LENNIS, 11 March – ", "PORT LENNIS, 11 March –", (), "PORT LENNIS"),
        ("ÅRE, Sweden (Fjordnytt) -- ", "ÅRE, Sweden (Fjordnytt) --", ("Fjordnytt",), "ÅRE"),
        ("(Reuters) - ", "(Reuters) -", ("Reuters",), None),
        ("STATE HOUSE, Thursday. – ", "STATE HOUSE, Thursday. –", (), "STATE HOUSE"),
        ("(AP) ", "(AP)", ("AP",), None),
        ("ŁÓDŹ, Österland (Écho) – ", "ŁÓDŹ, Österland (Écho) –", ("Écho",), "ŁÓDŹ"),
        ("(Écho) ", "(Écho)", ("Écho",), None),
    ],
)
def test_datelines(line, piece, names, place):
    assert found(line + PROSE) == [(piece, "dateline", names, place)]


@pytest.mark.parametrize(
    ("line", "kind", "names"),
    [
        ("(China Daily) 10:19, January 09, 2022", "stamp", ("China Daily",)),
        ("Updated: 14 Jan 2031 17:45", "stamp", ()),
        ("Published January 9, 2022 at 10:19 a.m.", "stamp", ()),
        ("Herald | Updated: 9 January 2022, 10:19", "stamp", ("Herald",)),
        ("By Ann Bell and Cy Dorn in Kotka", "byline", ("Ann Bell", "Cy Dorn")),
        ("BY ANN BELL", "byline", ("ANN BELL",)),
        ("Ann Bell, Kotka", "byline", ("Ann Bell",)),
        ("By Óscar Peña and Łucja Żak in Ávila", "byline", ("Óscar Peña", "Łucja Żak")),
        ("By June Carter", "byline", ("June Carter",)),
        ("By Sunday Okoro.", "byline", ("Sunday Okoro",)),
        ("By Inés de la Rúa and the night desk.", "byline", ("Inés de la Rúa", "the night desk")),
        ("By our man on the motorbike", "byline", ("our man",)),
        ("Écho | Updated: 9 January 2022, 10:19", "stamp", ("Écho",)),
    ],
)
def test_lines_at_the_head(line, kind, names):
    (piece,) = found(f"{line}\n\n{PROSE}")
    assert piece[:3] == (line, kind, names)


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("By Ann Bell in Kotka", "Kotka"),
        ("By Ann Bell, Kotka", "Kotka"),
        ("Ann Bell, Kotka", "Kotka"),
        ("By Ann Bell, on the lower quay", "the lower quay"),
        ("By Ann Bell aboard the tug Patience", "the tug Patience"),
        ("By Ann Bell", None),
        ("By Ann Bell, Political Editor", None),
        ("By Ann Bell, Friday", None),
        ("By Ann Bell on Friday", None),
        ("By Ann Bell at the news desk", None),
        ("By Ann Bell, Associated Press", None),
        ("Ann Bell, Editor", None),
    ],
)
def test_where_a_reporter_was(line, place):
    (piece,) = found(f"{line}\n\n{PROSE}")
    assert (piece[1], piece[3]) == ("byline", place)
    assert piece[2] == ("Ann Bell",)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("With reporting by Reuters and Cy Dorn.", ("Reuters", "Cy Dorn")),
        ("Additional reporting by Eve Fisk in Oslo", ("Eve Fisk",)),
        ("Source: Xinhua", ("Xinhua",)),
        ("(AP)", ("AP",)),
        ("Agencies: AFP, Reuters", ("AFP", "Reuters")),
        ("Eve Fisk contributed to this report.", ("Eve Fisk",)),
        ("This article was originally published by The Post", ("The Post",)),
        ("Photo: Ann Bell", ()),
        ("All rights reserved.", ()),
        ("© 2031 The Herald", ()),
        ("Élodie Roux contributed to this report from Évry.", ("Élodie Roux",)),
        ("(Écho)", ("Écho",)),
        ("This article was first published by The Post and has been shortened.", ("The Post", "has been shortened")),
        ("Copyright 2031 The Herald", ()),
        ("Subscribe to The Herald for more.", ()),
        ("Sign up for our newsletter.", ()),
    ],
)
def test_lines_at_the_tail(line, names):
    pieces = found(f"{PROSE}\n\n{PROSE}\n\n{line}")
    assert [(p[0], p[1]) for p in pieces] == [(line, "credit")]
    assert pieces[0][2] == names


def test_a_credit_at_the_end_of_the_last_paragraph():
    assert found(f"{PROSE}\n\n{PROSE} (AFP)")[-1][:3] == ("(AFP)", "credit", ("AFP",))


def test_the_title_said_again_is_a_heading():
    assert found(f"Storm closes port\n\n{PROSE}", title="Storm closes port") == [("Storm closes port", "heading", (), None)]


def test_corrections_anywhere():
    pieces = found(f"{PROSE}\n\n" * 8 + "Correction: an earlier version gave the wrong day.\n\n" + f"{PROSE}\n\n" * 8)
    assert ("Correction:", "correction", (), None) in pieces


@pytest.mark.parametrize(
    "text",
    [
        PROSE,
        "The minister said: “No.” Nobody answered him in the long hours that followed his speech to the assembly.",
        "On Monday, January 9, the port was closed.\n\nIt opened again by noon.",
        "By noon the port was open again.\n\n" + PROSE,
        "By Monday evening the dead were nine, the hospital said.\n\n" + PROSE,
        "By May the plant will be shut\n\n" + PROSE,
        "By the end of the week the road was open.\n\n" + PROSE,
        "By a vote of 61 to 39, the assembly passed the bill.\n\n" + PROSE,
        "By Council order the bridge was closed.\n\n" + PROSE,
        "May is a warm month.\n\n" + PROSE,
        "He was born in 1990 – and left soon after that, as he told the court.\n\n" + PROSE,
        "",
        "\n\n \n",
    ],
)
def test_prose_is_left_alone(text):
    assert found(text) == []


@pytest.mark.parametrize(
    "line",
    [
        "Agencies say 40 are dead.",
        "Agency officials said the fire was out.",
        "Contributions from members fell by half, the union said.",
        "Files from the ministry show that 40 died.",
        "Subscribers were told of the loss on Monday.",
        "Copyright was not the issue, she said.",
        "Follow him on the march, 300 did.",
        "For more information the ministry sent us to the police, who spoke of four dead.",
        "The union contributed reporting to the inquiry.",
        "This report was commissioned by the council, which said nothing.",
        "This report was published by the ministry on Monday and lists 40 deaths.",
    ],
)
def test_a_last_sentence_is_no_credit(line):
    assert found(f"{PROSE}\n\n{PROSE}\n\n{line}") == []


PIECES = [
    "KOTKA (AP) — ",
    "By A B\n",
    "(AFP)\n",
    "\r\n\r\n",
    "12 May 2031",
    "“",
    "Correction: ",
    "©",
    "\u202e",
    "👍",
    "-- ",
    ": ",
    "x" * 200,
]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=20), max_size=12).map("".join))
def test_any_text_gives_ordered_spans_within_it(text):
    pieces = find(Report("r", text))
    assert all(0 <= p.start < p.end <= len(text) for p in pieces)
    assert [p.start for p in pieces] == sorted(p.start for p in pieces)
