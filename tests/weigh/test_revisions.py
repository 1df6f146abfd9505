"""A report that changed under the same address: what was removed and added, and what it replaces."""

from dataclasses import replace

import pytest
from byhand import line, story, told
from hypothesis import given
from hypothesis import strategies as st

from twosource.records import Abstention, Copy, Report
from twosource.weigh import weigh
from twosource.weigh.revisions import between, edits

WORDS = st.lists(st.sampled_from("one two three four Kotka, 12 “five” 🙂".split()), max_size=12).map(" ".join)


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        ("Two people died. The road is shut.", "Three people died. The road is shut.", [("Two", "Three")]),
        ("It is open.", "It is open, they say.", [("", ", they say")]),
        ("One. Two. Three.", "One. Three.", [("Two.", "")]),
        ("a b c", "", [("a b c", "")]),
        ("", "a", [("", "a")]),
        ("same  words", "same\nwords", []),
        ("The road is shut until Friday.", "Nobody is missing.", [("The road is shut until Friday", "Nobody is missing")]),
    ],
)
def test_what_was_removed_and_added(before, after, changes):
    assert [(before[slice(*e.there)], after[slice(*e.here)]) for e in edits(before, after)] == changes


@given(WORDS, WORDS)
def test_the_edits_turn_one_version_into_the_other(before, after):
    out, at = "", 0
    for e in edits(before, after):
        out += before[at : e.there[0]] + " " + after[slice(*e.here)] + " "
        at = e.there[1]
    assert "".join((out + before[at:]).split()) == "".join(after.split())


def versions(*, at="2031-05-04T08:00", then="2031-05-04T08:00"):
    first = told("The Post", line("12 people were killed, the police said.", "the police", what="killed", low=12), published=at)
    annotation, lines = told(
        "The Post", line("14 people were killed, the police said.", "the police", what="killed", low=14), published=then
    )
    report = replace(annotation.report, id="later", revises=first[0].report.id)
    return first, (replace(annotation, report=report), lines)


def test_a_later_version_replaces_what_the_earlier_one_said_even_of_one_date():
    first, later = versions()
    for order in ((first, later), (later, first)):
        account = weigh(story(*order))
        by_id = {s.id: s for s in account.statements}
        assert [(by_id[u.earlier].report, by_id[u.later].report) for u in account.updates] == [(first[0].report.id, "later")]
        assert account.conflicts == ()


def test_the_account_shows_what_was_changed():
    first, later = versions(then="2031-05-04T09:00")
    (revision,) = weigh(story(first, later)).revisions
    assert (revision.report, revision.of, revision.fields) == ("later", first[0].report.id, ("published",))
    assert [later[0].report.text[slice(*e.here)] for e in revision.edits] == ["14"]


def test_a_version_is_no_copy():
    first, later = versions()
    copy = Copy("later", first[0].report.id, "verbatim", 0.9, credited=False)
    other = replace(copy, report="elsewhere")
    assert weigh(story(first, later, copies=(copy, other))).copies == (other,)


def test_a_version_whose_original_is_not_here_shows_nothing():
    _, later = versions()
    assert weigh(story(later)).revisions == ()


def test_a_changed_title_is_told():
    one = Report("a", "x", "Post", "2031-05-04", "Two die")
    assert between(one, replace(one, id="b", title="Three die")).fields == ("title",)


def test_what_is_not_known_names_its_report():
    first, later = versions()
    gap = Abstention("text", "no English")
    told_of = replace(first[0], abstained=(gap,), report=replace(first[0].report, abstained=(Abstention("published", "none"),)))
    account = weigh(story((told_of, first[1]), later))
    assert {(a.field, a.report) for a in account.abstained} == {("text", told_of.report.id), ("published", told_of.report.id)}
