"""Contradictions and updates: each against its look-alikes."""

from byhand import counted, line, story, told
from hypothesis import given
from hypothesis import strategies as st

from twosource.weigh import weigh
from twosource.weigh.slots import agree, comparable

MORNING, NOON, NEXT_DAY = "2031-05-04T08:00", "2031-05-04T12:00", "2031-05-05T08:00"


def toll(low, by, at=MORNING, words="people were killed in the crash.", **rest):
    rest = {"what": "killed", "low": low, "date": "2031-05-04"} | rest
    return told(f"Outlet of {by}", line(f"{low} {words}", by, **rest), published=at)


def found(*reports, alike=0.9):
    account = weigh(story(*reports, alike=alike))
    return [c.kind for c in account.conflicts], [u.why for u in account.updates]


def test_two_sources_with_different_tolls_at_one_time_conflict():
    assert found(toll(12, "the police"), toll(9, "the hospital")) == (["figure"], [])


def test_at_least_twelve_agrees_with_fourteen():
    assert found(toll(12, "the police", high=-1), toll(14, "the hospital"))[0] == []


def test_one_source_that_counts_more_later_updates_itself():
    conflicts, updates = found(toll(12, "the police"), toll(14, "the police", NOON))
    assert (conflicts, len(updates)) == ([], 1)


def test_a_toll_that_grew_overnight_is_an_update():
    conflicts, updates = found(toll(12, "the police"), toll(14, "the hospital", NEXT_DAY))
    assert (conflicts, len(updates)) == ([], 1)


def test_a_toll_that_is_said_to_have_risen_is_an_update():
    conflicts, updates = found(toll(12, "the police"), toll(14, "the hospital", NOON, "dead: the toll has risen."))
    assert (conflicts, len(updates)) == ([], 1)


def test_a_part_and_other_victims_are_no_conflict():
    assert found(toll(12, "the police", of="passengers"), toll(3, "the hospital", of="rescuers")) == ([], [])


def test_another_day_is_no_conflict():
    assert found(toll(12, "the police"), toll(3, "the hospital", date="2031-04-30"))[0] == []


def test_counts_that_are_not_likely_of_one_happening_are_no_conflict():
    assert found(toll(12, "the police"), toll(9, "the hospital"), alike=0.1) == ([], [])


def test_clock_times_of_two_sources_conflict_beyond_a_quarter_of_an_hour():
    def at(clock, by):
        return told(f"Outlet of {by}", line(f"It began then, {by} said.", by, time=f"2031-05-04T{clock}", date="2031-05-04"))

    assert found(at("01:15", "the operator"), at("00:30", "the villagers"))[0] == ["time"]
    assert found(at("01:15", "the operator"), at("01:20", "the villagers"))[0] == []
    assert found(at("01:15", "the operator"), at("00:30", "the operator"))[0] == []


def test_a_denial_that_somebody_is_cited_for_contradicts_the_claim():
    claim = told("The Post", line("The gate was jammed that night.", "the union"))
    denial = told("The Echo", line("The gate was not jammed at all.", "the operator", denies=True))
    assert found(claim, denial)[0] == ["polarity"]


def test_a_denial_in_a_report_s_own_voice_contradicts_nobody():
    claim = told("The Post", line("The gate was jammed that night.", "the union"))
    assert found(claim, told("The Echo", line("The gate was not jammed at all.", denies=True)))[0] == []


@given(st.integers(0, 50), st.integers(0, 50), st.booleans(), st.booleans())
def test_agreement_is_symmetric_and_a_bound_agrees_with_what_it_holds(a, b, open_a, open_b):
    x, y = counted(a, least=open_a), counted(b, least=open_b)
    assert agree(x, y) == agree(y, x)
    assert agree(x, x)
    if open_a:
        assert agree(x, y) == (b >= a or open_b)


def test_figures_of_one_class_are_comparable_and_those_of_two_are_not():
    assert comparable(counted(3), counted(4, of="police"))
    assert not comparable(counted(3, of="children"), counted(4, of="police"))
    assert not comparable(counted(3), counted(4, what="injured"))
