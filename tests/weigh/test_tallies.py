"""Which figure is current: one count of one thing, of this happening, and nothing that was taken back."""

from dataclasses import replace

import pytest
from byhand import line, story, told

from twosource.annotate import annotate
from twosource.link import link, statements
from twosource.records import Report
from twosource.weigh import weigh


def test_tallies_give_the_current_figure_and_how_far_sources_lie_apart():
    one = story(
        told("The Post", line("Four people died in the crash.", "the police", what="killed", low=4, date="2031-05-04")),
        told(
            "The Echo",
            line("Six people died in the crash.", "the police", what="killed", low=6, date="2031-05-04"),
            published="2031-05-05T08:00",
        ),
        told(
            "The Sun",
            line("Nine people died in the crash.", "the union", what="killed", low=9, date="2031-05-04"),
            published="2031-05-05T07:00",
        ),
    )
    (tally,) = weigh(one).tallies
    said = {s.id: s for s in one.statements}
    assert (tally.low, tally.high) == (6, 9)
    assert said[tally.current].report.startswith("The Echo")
    assert [said[i].report.split("/")[0] for i in tally.history] == ["The Post", "The Sun", "The Echo"]


def test_a_toll_is_one_count_whether_or_not_it_says_of_people_and_one_of_children_is_another():
    nine = line("Nine people died in the crash.", "the police", what="killed", low=9, of="people", date="2031-05-04")
    two = line("Two children died in the crash.", "the police", what="killed", low=2, of="children", date="2031-05-04")
    toll = line("The death toll rose to 14.", "the police", what="killed", low=14, date="2031-05-04")
    one = story(told("The Post", nine, two), told("The Echo", toll, published="2031-05-05T08:00"))
    found = {t.of: (t.low, t.high, len(t.history)) for t in weigh(one).tallies}
    assert found == {"people": (14, 14, 2), "children": (2, 2, 1)}


@pytest.mark.parametrize(
    "rest",
    [
        "killed six people, bringing the number of people killed since the war began to 40,312, a doctor said.",
        "killed six, taking the death toll since last October to 40,312, a doctor said.",
        "killed six people and wounded ten, a doctor said. In all, 40,312 people have been killed this year.",
    ],
)
def test_a_count_over_more_than_the_happening_is_none_of_its_tallies(rest):
    reports = [
        Report("a", "An air raid on Amran killed six people on Wednesday, the ministry said.", outlet="The Post"),
        Report("b", f"Wednesday's air raid on Amran {rest}", outlet="The Echo"),
    ]
    account = weigh(link([annotate(replace(r, published="2031-01-15")) for r in reports]))
    of_the_raid = [t for t in account.tallies if t.what == "killed" and len(t.history) > 1]
    assert [(t.low, t.high) for t in of_the_raid] == [(6, 6)]


@pytest.mark.parametrize(
    "text",
    [
        (
            "Correction: An earlier version of this report said that 12 people had been killed in the Emme tunnel fire. "
            "Police said two people were killed in the fire on Wednesday."
        ),
        (
            "Police said two people were killed in the Emme tunnel fire on Wednesday. "
            "An earlier version gave the number of people killed as 12."
        ),
        "Two people were killed in the Emme tunnel fire on Wednesday, police said, not 12 as an earlier version had it.",
        "Two people were killed in the Emme tunnel fire on Wednesday, police said. The Sun had earlier reported 12 killed.",
    ],
)
def test_what_an_earlier_version_said_is_no_source_and_no_current_figure(text):
    reports = [
        Report("a", "A fire in the Emme tunnel killed 12 people on Wednesday, police said.", published="2031-01-15"),
        Report("b", text, published="2031-01-16"),
    ]
    account = weigh(link([annotate(replace(r, outlet="The Post")) for r in reports]))
    assert all(e.independent < 2 for e in account.events)
    assert account.conflicts == ()
    said = {s.id: s for s in account.statements}
    assert [said[t.current].figure.low for t in account.tallies if t.what == "killed"] == [2]


def test_an_earlier_version_of_a_bill_is_no_correction():
    text = "An earlier version of the bill banned strikes in ports. The assembly passed the new one on Wednesday."
    assert {s.status for s in statements.find(annotate(Report("r", text, published="2031-01-15")))} == {"actual"}
