"""Two passages read as one text: what a reader is given, that it does not depend on order, and that answers are kept."""

import pytest

from twosource import encoder
from twosource.annotate import annotate
from twosource.link import link
from twosource.link.statements import find
from twosource.records import Report
from twosource.weigh import together

AGENCY = Report("a", "Twelve people died when the bridge fell on Monday, the fire service said.", "Agency", "2031-05-05T08:00")
PAPER = Report(
    "b", "A dozen bodies lay in the hospital's morgue, Dr Ana Pop said after Monday's collapse.", "Paper", "2031-05-05T20:00"
)
SPORT = Report(
    "c", "Rovers beat United 3-1 on Saturday, and their coach, Jan Kos, said he was happy.", "Sport", "2031-05-05T21:00"
)


def told(report):
    annotation = annotate(report)
    return annotation, find(annotation)


@pytest.fixture(scope="module")
def passages():
    return {report.id: told(report) for report in (AGENCY, PAPER, SPORT)}


def read(passages, one, other, kept):
    pairs = [(passages[one][1][0], passages[other][1][0])]
    return next(iter(together.read(pairs, {k: a for k, (a, _) in passages.items()}, {}, kept).values()))


def test_one_happening_is_told_from_another(passages):
    same, other = read(passages, "a", "b", {}), read(passages, "a", "c", {})
    assert same.one_happening > 0 > other.one_happening
    assert same.confirms > other.confirms


def test_which_of_the_two_comes_first_changes_nothing(passages):
    assert read(passages, "a", "b", {}) == read(passages, "b", "a", {})


def test_what_is_kept_is_not_read_again(passages, monkeypatch):
    kept = {}
    before = read(passages, "a", "b", kept)
    assert len(kept) == 1
    monkeypatch.setattr(together, "_answers", None)
    assert read(passages, "a", "b", kept) == before


def test_the_passage_stands_between_its_marks_and_fits(passages):
    annotation, (first, *_) = passages["a"]
    ids = together.passage(annotation, first, None)
    assert ids.count(together.OPENS) == ids.count(together.CLOSES) == 1
    inside = ids[ids.index(together.OPENS) + 1 : ids.index(together.CLOSES)]
    assert inside == encoder.tokens(annotation.report.text[first.start : first.end])


@pytest.mark.parametrize("word", ["fire ", "“ ", "ö", "a" * 50 + " ", "[unused1] "])
def test_two_passages_of_any_length_fit_one_window(word):
    text = f"The minister said that {word * 300}burned the town of {word * 300}down."
    annotation = annotate(Report("x", text, word * 20, "2031-05-05", word * 40))
    for s in find(annotation):
        ids = together.passage(annotation, s, None)
        assert 2 * len(ids) + 1 <= encoder.WINDOW
        assert ids.count(together.OPENS) == 1


def test_a_story_without_statements_is_read(passages):
    empty = annotate(Report("e", "Hello.", "Paper"))
    assert together.read([], {"e": empty}, {}, {}) == {}
    assert link([empty]).statements == ()
