"""The account for the terminal, and one verdict unfolded: every line with its receipts, nothing that repaints a screen."""

from dataclasses import replace

import pytest

from twosource.records import (
    Abstention,
    BriefLine,
    Conflict,
    Copy,
    Edit,
    Event,
    InForce,
    Join,
    MissingOriginal,
    Origin,
    Report,
    Revision,
    Statement,
    StoryAccount,
    Tie,
    Turn,
    Update,
)
from twosource.tell import explain, text
from twosource.tell.passages import plain

FIRST = "Two people died in the storm, the coast guard said."
SECOND = "Three people died in the\nstorm\u202e, the mayor\x1b[31m said."
REPORTS = {
    "r1": Report("r1", FIRST, "Herald", "2031-01-14T06:40:00+02:00"),
    "r2": Report("r2", SECOND, "Post"),
}
STORY = StoryAccount(
    id="s-r1",
    title="Storm\x1b]0;x\x07 closes port",
    first="2031-01-14T06:40:00+02:00",
    last=None,
    reports=("r1", "r2"),
    copies=(Copy("r2", "r1", "edited", 0.5, credited=False),),
    missing=(MissingOriginal(None, ("r1", "r2")),),
    origins=(Origin("o1", "Coast guard", "official"), Origin("o2", "the mayor", "official")),
    statements=(
        Statement("a", "r1", 0, 29, "e-1", ("coast guard",), "o1"),
        Statement("b", "r2", 0, 31, "e-1", ("mayor",), "o2"),
        Statement("c", "r2", 33, 42, "e-2", (), "o2"),
    ),
    events=(
        Event(
            *(
                "e-1",
                "Two people died in the storm",
                "ASSAULT",
                "2031-01-13",
                None,
                None,
                None,
                "actual",
                ("a", "b"),
                ("o1", "o2"),
            ),
            independent=2,
            standing="disputed",
            ties=(Tie("o1", "o2", "speak for one town"),),
            history=(Turn("2031-01-14T06:40:00+02:00", "single", "r1"), Turn(None, "disputed", "r2")),
            by_hand=("a person split it off",),
        ),
        Event("e-2", "the mayor said", None, None, None, None, None, "actual", ("c",), ("o2",), 1, "single"),
    ),
    conflicts=(Conflict("figure", "e-1", "a", "b", "2 and 3 killed"),),
    updates=(Update("e-1", "a", "b", "2 became 3"),),
    measures=(InForce("curfew", None, "Kotka", "2031-01-14", None, lifted=False, report="r1", span=(0, 29)),),
    joins=(Join("a", "b", 0.9, joined=True, reasons=("same verb",)), Join("b", "c", 0.2, joined=False)),
    abstained=(
        Abstention("published", "impossible date '2031-02-30'", report="r2"),
        Abstention("published", "none", report="r1"),
    ),
    brief=(BriefLine("Two died.", (("r1", 0, 29),), "a-model"),),
    revisions=(Revision("r2", "r1", (Edit((0, 3), (4, 4)),), ("title",)),),
)


@pytest.mark.parametrize(
    "line",
    [
        "2 reports, 2031-01-14 06:40 to no date   (story s-r1)",
        "Post (r2) takes 50% of its text from Herald (r1): edited, not credited",
        "r1, r2 rest on one text that is not here",
        "+- 2031-01-13 ASSAULT  Two people died in the storm",
        "disputed: 2 independent of 2 (e-1)",
        "- Coast guard",
        "“Two people died in the storm,” Herald r1[0:29]",
        "by hand: a person split it off",
        "+ date not known  the mayor said",
        "Where sources contradict each other",
        "figure (e-1): 2 and 3 killed",
        "What later reports replaced",
        "e-1: 2 became 3",
        "curfew Kotka from 2031-01-14: “Two people died in the storm,” [r1]",
        "published: impossible date '2031-02-30' [r2]",
        "Two died. (worded by a-model)",
        "Post: r2 of no date replaces r1 of 2031-01-14 06:40; changed too: title",
    ],
)
def test_the_text_tells(line):
    assert line in text.render(STORY, REPORTS)


def test_of_three_hundred_that_rest_on_one_text_a_dozen_are_named():
    papers = tuple(f"p{k}" for k in range(300))
    told = text.render(replace(STORY, missing=(MissingOriginal("Nordpress", papers),)), REPORTS)
    assert "  p0, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11 and 288 more rest on one text that is not here: Nordpress" in told


def test_the_best_supported_event_stands_first():
    told = text.render(STORY, REPORTS)
    assert told.index("(e-1)") < told.index("(e-2)")


def test_empty_sections_are_left_out_but_for_copies():
    told = text.render(StoryAccount("s", "Calm", None, None, ()), {})
    assert "nobody, as far as the reports show" in told
    assert "contradict" not in told
    assert "Measures" not in told


@pytest.mark.parametrize(
    "line",
    [
        "standing: disputed, 2 independent of 2 origins",
        "2031-01-14 06:40  Herald → coast guard  [r1 0:29]  asserts",
        "origin: Coast guard (official)",
        "Coast guard (official) and the mayor (official): speak for one town",
        "2031-01-14 06:40  single  with r1",
        "no date  disputed  with r2",
        "why these are one happening (1 pairs)",
        "0.90  same verb",
        "what was kept apart, though alike (1 pairs)",
        "0.20  nothing in particular",
    ],
)
def test_an_explanation_tells(line):
    assert line in explain.render(STORY, "e-1", REPORTS)


def test_an_event_without_ties_says_so():
    assert "nothing on record" in explain.render(STORY, "e-2", REPORTS)


def test_nothing_from_a_report_can_repaint_the_terminal():
    for told in (text.render(STORY, REPORTS), explain.render(STORY, "e-1", REPORTS)):
        assert all(c.isprintable() or c == "\n" for c in told)
        assert not set(told) & set("\x1b\x07\u202e")


def test_plain_puts_text_on_one_line():
    assert plain(" a\n\nb\tc\u200f\x00d ") == "a b c d"
