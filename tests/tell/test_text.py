"""The account for the terminal, and one verdict unfolded: every line with its receipts, nothing that repaints a screen."""

import dataclasses
import json
import re
from dataclasses import replace

import msgspec
import pytest

from twosource import codec
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
        "2 reports, 2031-01-14 06:40   (story s-r1)",
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
        "e-1: 2 became 3 (1 passage replaced by 1)",
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


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        (None, None, "2 reports   (story s-r1)"),
        ("2031-01-14", "2031-01-14", "2 reports, 2031-01-14   (story s-r1)"),
        ("2031-01-14", "2031-01-15", "2 reports, 2031-01-14 to 2031-01-15   (story s-r1)"),
    ],
)
def test_the_course_of_a_story_is_told_once(first, last, told):
    assert text.render(dataclasses.replace(STORY, first=first, last=last), REPORTS).splitlines()[2] == told


def test_what_was_replaced_stands_once_with_how_many_passages():
    again = (*STORY.updates, Update("e-1", "a", "c", "2 became 3"), Update("e-2", "a", "c", "2 became 3"))
    told = text.render(dataclasses.replace(STORY, updates=again), REPORTS)
    assert told.count("e-1: 2 became 3") == 1
    assert "e-1: 2 became 3 (1 passage replaced by 2)" in told
    assert "e-2: 2 became 3 (1 passage replaced by 1)" in told


def test_a_report_without_an_outlet_is_told_as_such():
    reports = {name: dataclasses.replace(r, outlet=None) for name, r in REPORTS.items()}
    story = dataclasses.replace(STORY, origins=(Origin("o1", "r1", "outlet"), STORY.origins[1]))
    told = text.render(story, reports)
    assert "(no outlet given) r1[0:29]" in told
    assert "r1 r1[" not in told
    assert "(no outlet given) (r2) takes 50% of its text from (no outlet given) (r1)" in told
    assert "- (no outlet given) r1\n" in told
    unfolded = explain.render(story, "e-1", reports)
    assert "(no outlet given) → coast guard  [r1 0:29]" in unfolded
    assert "origin: (no outlet given) r1 (outlet)" in unfolded


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
        "why these are one happening (1 pair)",
        "0.90  same verb",
        "what was kept apart, though alike (1 pair)",
        "0.20  nothing in particular",
    ],
)
def test_an_explanation_tells(line):
    assert line in explain.render(STORY, "e-1", REPORTS)


def test_an_explanation_says_how_an_origin_is_known_that_is_not_cited():
    near = tuple(dataclasses.replace(s, known_by="near") for s in STORY.statements)
    assert "held to be its source" not in explain.render(STORY, "e-1", REPORTS)
    told = explain.render(dataclasses.replace(STORY, statements=near), "e-1", REPORTS)
    assert "origin: Coast guard (official), cites nobody: held to be its source by how it is named nearby" in told


def test_an_event_without_ties_says_so():
    assert "nothing on record" in explain.render(STORY, "e-2", REPORTS)


def test_nothing_from_a_report_can_repaint_the_terminal():
    for told in (text.render(STORY, REPORTS), explain.render(STORY, "e-1", REPORTS)):
        assert all(c.isprintable() or c == "\n" for c in told)
        assert not set(told) & set("\x1b\x07\u202e")


HOSTILE = "\x1b]0;owned\x07\u202e\nnot a line of ours"


def tainted(value):
    """The account's JSON with a hostile tail on every text of it but the words that only we set."""
    if isinstance(value, dict):
        return {
            k: v if k in {"kind", "standing", "status", "polarity", "form", "known_by"} else tainted(v) for k, v in value.items()
        }
    if isinstance(value, list):
        return [tainted(v) for v in value]
    return value + HOSTILE if isinstance(value, str) else value


def test_hostile_ids_names_and_reasons_cannot_repaint_the_terminal_or_begin_a_line():
    story = msgspec.convert(tainted(json.loads(codec.to_json(STORY))), StoryAccount)
    reports = {f"{name}{HOSTILE}": dataclasses.replace(r, outlet=f"{r.outlet}{HOSTILE}") for name, r in REPORTS.items()}
    for shown in (text.render(story, reports), explain.render(story, f"e-1{HOSTILE}", reports)):
        assert all(c.isprintable() or c == "\n" for c in shown)
        assert not set(shown) & set("\x1b\x07\u202e")
        assert not re.search("^not a line of ours", shown, re.MULTILINE)
        assert "owned" in shown


def test_plain_puts_text_on_one_line():
    assert plain(" a\n\nb\tc\u200f\x00d ") == "a b c d"
