"""The brief: every sentence holds only what its receipts hold."""

import pytest
from byhand import line, story, told
from hypothesis import given, settings
from hypothesis import strategies as st

from twosource.records import BriefLine
from twosource.weigh import weigh
from twosource.weigh.support import supported

pytestmark = pytest.mark.usefixtures("plain_confirming")

ONE = story(
    told("The Post", line("Four people died in Bergvik on Monday.", "the police", date="2031-05-04", what="killed", low=4)),
    told("The Echo", line("Four people have died.", "Hanne Moen of the city hospital", what="killed", low=4)),
    told("The Sun", line("Nine people have died in the crash.", "the union", what="killed", low=9)),
)
BY_ID = {a.report.id: a for a in ONE.annotations}


def test_corroborated_comes_first_and_every_line_has_receipts_and_is_supported():
    lines = weigh(ONE).brief
    assert lines
    assert "independent" in lines[0].text
    for one in lines:
        assert one.receipts
        assert supported(one, BY_ID)


def test_what_is_corroborated_shows_the_words_of_two_sources():
    (first, *_) = weigh(ONE).brief
    assert "“Four people died in Bergvik on Monday” (the police)" in first.text
    assert "“Four people have died” (Hanne Moen of the city hospital)" in first.text


def test_an_unnamed_sources_words_are_not_put_into_others_mouths():
    one = story(
        told("The Post", line("Four people died in Bergvik on Monday.", "an official who asked not to be named", kind="unnamed")),
        told("The Echo", line("Four people have died in Bergvik since then.", "Hanne Moen of the city hospital")),
    )
    (agreed,) = (brief.text for brief in weigh(one).brief if "independent" in brief.text)
    assert agreed.index("Hanne Moen") < agreed.index("an official")


def test_what_is_disputed_shows_both_sides():
    assert any("disagree" in one.text and "Four" in one.text and "Nine" in one.text for one in weigh(ONE).brief)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(["Oslo", "Tuesday", "17", "Peter Lund", "June", "3.5", "EU"]), st.integers(0, 3))
def test_a_name_figure_date_or_place_that_no_receipt_holds_is_refused(foreign, at):
    for one in weigh(ONE).brief:
        words = one.text.split()
        words.insert(min(at + 1, len(words)), foreign)
        assert not supported(BriefLine(" ".join(words), one.receipts), BY_ID)


def test_a_number_in_words_or_digits_must_be_held():
    receipt = (ONE.annotations[0].report.id, 0, 40)
    assert supported(BriefLine("Four people died, the police said.", (receipt,)), BY_ID)
    assert not supported(BriefLine("Seven people died, the police said.", (receipt,)), BY_ID)
    assert not supported(BriefLine("Some twenty people died.", (receipt,)), BY_ID)


def test_more_sources_than_receipts_are_refused():
    receipt = (ONE.annotations[0].report.id, 0, 40)
    assert not supported(BriefLine("Two independent sources tell of this: “Four people died”.", (receipt,)), BY_ID)


def test_a_word_of_a_script_without_capitals_must_be_held():
    receipt = (ONE.annotations[0].report.id, 0, 40)
    assert not supported(BriefLine("Four people died in 奥斯陆.", (receipt,)), BY_ID)


def test_a_sentence_without_receipts_is_refused():
    assert not supported(BriefLine("Four people died.", ()), BY_ID)


def test_what_a_later_report_replaced_is_not_told_as_it_stood():
    account = weigh(
        story(
            told(
                "The Post", line("The court fined the mill 80,000 crowns over the spill.", "the court", what="money", low=80000)
            ),
            told(
                "The Echo",
                line("The court has fined the mill 18,000 crowns over the spill.", "the court", what="money", low=18000),
                published="2031-05-06T08:00",
            ),
        )
    )
    assert account.updates
    assert "18,000" in account.events[0].summary
    assert [one.text for one in account.brief if "alone" in one.text and "80,000" in one.text] == []


def test_a_denial_is_not_told_as_if_it_had_happened():
    claim, denial = (
        told("The Post", line("King Aldric had been taken to the hospital in the night.", "the union")),
        told("The Echo", line("King Aldric was not taken to the hospital in the night.", "the palace", denies=True)),
    )
    only = weigh(story(denial)).brief
    assert all("had been taken" not in one.text for one in only)
    assert all("the palace alone: “King Aldric had been" not in one.text for one in weigh(story(claim, denial)).brief)
