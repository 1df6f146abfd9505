"""Contradictions and updates: each against its look-alikes."""

from dataclasses import replace

import pytest
from byhand import counted, line, story, told
from hypothesis import given
from hypothesis import strategies as st

from twosource.records import Join
from twosource.weigh import weigh
from twosource.weigh.slots import agree, comparable

pytestmark = pytest.mark.usefixtures("by_rule_alone")

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


def test_a_negation_of_something_else_contradicts_nothing():
    claim_ = told("The Post", line("The museum was robbed that night.", "the curator", head="rob"))
    other = told("The Echo", line("A door had not been forced.", "the police", denies=True, head="force"))
    negated = replace(other[0], attributions=tuple(replace(a, denies=False) for a in other[0].attributions))
    negated = replace(negated, events=tuple(replace(e, status="negated") for e in negated.events))
    assert found(claim_, (negated, other[1]))[0] == []


def test_a_share_of_a_figure_is_not_set_against_it():
    one = told("The Post", line("61000 tons were made, of which 14000 were sold.", "the state", what="weight", low=61000))
    annotation = one[0]
    start = annotation.report.text.index("14000")
    part = replace(annotation.figures[0], start=start, end=start + 5, low=14000, high=14000, part=True)
    whole = (replace(annotation, figures=(*annotation.figures, part)), one[1])
    assert found(whole, toll(14000, "the buyer", NOON, "tons were sold.", what="weight")) == ([], [])


def test_a_denial_in_a_report_s_own_voice_contradicts_nobody():
    claim = told("The Post", line("The gate was jammed that night.", "the union"))
    assert found(claim, told("The Echo", line("The gate was not jammed at all.", denies=True)))[0] == []


def claim(words, *by, at=MORNING, outlet="The Post", **rest):
    return told(outlet, line(words, *by, **rest), published=at)


def test_what_sources_say_in_one_report_s_own_words_is_set_against_each_other():
    counts = told(
        "The Post",
        line("The general claimed 1,200.", what="count", low=1200, actor="The general", head="claim"),
        line("The government has said 900.", what="count", low=900, actor="The government", head="say"),
    )
    assert found(counts)[0] == ["figure"]


def test_a_number_whose_noun_is_left_out_counts_what_the_others_count():
    assert found(toll(12, "the police"), toll(9, "the hospital", what="count"))[0] == ["figure"]
    assert found(toll(12, "the police"), toll(900, "the hospital", what="count"))[0] == []


def test_an_age_and_three_more_are_no_tolls():
    def at(words, number, what):
        annotation, lines = told("The Echo", line(words, "the hospital", what=what, low=float(number)))
        start = annotation.report.text.index(number)
        return replace(annotation, figures=(replace(annotation.figures[0], start=start, end=start + len(number)),)), lines

    assert found(toll(12, "the police"), at("A driver, 52, was found dead.", "52", "count")) == ([], [])
    assert found(toll(12, "the police"), at("A welder of 26, from Orlan, died too.", "26", "count")) == ([], [])
    assert found(toll(12, "the police"), at("Then 3 more people were killed there.", "3", "killed")) == ([], [])
    assert found(toll(12, "the police"), at("Another 3 were killed there.", "3", "killed")) == ([], [])
    assert found(toll(12, "the police"), at("There 3 were killed.", "3", "killed")) == (["figure"], [])


def test_those_still_in_hospital_are_no_count_of_all_that_were_hurt():
    still = toll(34, "the hospital", NOON, "people are still being treated.", what="injured")
    assert found(toll(61, "the police", what="injured"), still) == ([], [])


def test_lengths_and_sums_are_compared_only_where_the_statements_are_much_alike():
    one, other = toll(38, "the operator", what="distance"), toll(2, "the minister", what="distance")
    assert found(one, other, alike=0.5)[0] == []
    assert found(one, other, alike=0.9)[0] == ["figure"]


def test_a_count_of_what_passes_falls_without_contradiction():
    later = toll(12000, "the region", NEXT_DAY, "households have no power now.", what="households")
    assert found(toll(41000, "the distributor", what="households"), later) == ([], ["the count fell from 41000 to 12000"])


def test_what_was_planned_is_updated_by_what_came():
    planned = toll(11, "the army", words="boats are to come.", what="boats", status="planned")
    assert found(planned, toll(9, "the harbour", NEXT_DAY, "boats came.", what="boats")) == ([], ["11, then 9"])


def test_a_copy_keeps_the_time_of_its_original():
    old, new = toll(12, "the police"), toll(14, "the police", NOON)
    late = (replace(old[0], report=replace(old[0].report, id="late", published=NEXT_DAY)), old[1])
    one = story(old, new, late)
    copied = tuple(replace(s, taken=old[0].report.id) if s.report == "late" else s for s in one.statements)
    updates = weigh(replace(one, statements=copied)).updates
    later = {s.id: s.figure.low for s in one.statements if s.figure}
    assert {later[u.later] for u in updates} == {14}


def test_a_time_told_in_two_zones_is_one_time():
    def at(clock, by, published, words="It was boarded then, {} said."):
        return told(f"Outlet of {by}", line(words.format(by), by, time=f"2031-05-04T{clock}"), published=published)

    here, there = (
        at("06:10", "the navy", "2031-05-04T09:40:00+03:00"),
        at("06:40", "the coast guard", "2031-05-04T13:05:00+03:30"),
    )
    assert found(here, there)[0] == []
    assert found(here, at("08:40", "the coast guard", "2031-05-04T13:05:00+03:30"))[0] == ["time"]
    universal = at("03:10", "the monitors", "2031-05-04T09:00:00Z", "The blast came at 0310 GMT, {} said.")
    assert found(here, universal)[0] == []


def test_clock_times_hours_apart_or_twelve_apart_are_not_set_against_each_other():
    def at(clock, by, words="It began then, {} said."):
        return told(f"Outlet of {by}", line(words.format(by), by, time=f"2031-05-04T{clock}", date="2031-05-04"))

    assert found(at("09:00", "the operator"), at("16:00", "the villagers"))[0] == []
    assert found(at("11:00", "the operator"), at("23:05", "the villagers"))[0] == []
    assert found(at("21:47", "the institute", "It came at 21:47 GMT, {} said."), at("22:47", "the villagers"))[0] == []


def test_figures_that_share_a_number_speak_of_one():
    whole = told("The Post", line("34 of them are treated.", "the police", what="injured", low=34))
    assert found(whole, toll(34, "the hospital", words="of the 61 were treated.", what="hospital")) == ([], [])


def test_one_dispute_between_two_events_is_told_once():
    denials = [
        told(o, line("The gate was not jammed.", o, denies=True, event=e)) for o, e in (("The Echo", "e2"), ("The Sun", "e3"))
    ]
    one = story(told("The Post", line("The gate was jammed.", "the union")), *denials)
    first, *rest = (s.id for s in one.statements)
    joins = tuple(Join(first, other, 0.7, joined=False) for other in rest)
    assert len(weigh(replace(one, joins=joins)).conflicts) == 1


@pytest.mark.parametrize(
    "words",
    ["The union denied having shut the valves.", "The talk of valves shut by strikers is an invention.", "Totally false."],
)
def test_a_clause_denies_by_its_own_words(words):
    denial = claim(words, at=NOON, outlet="The Echo", head="deny" if "denied" in words else "be", actor=words.split(" denied")[0])
    account = weigh(story(claim("Strikers had shut the valves.", "the minister"), denial))
    assert [s.polarity for s in account.statements] == ["asserts", "denies"]
    assert [c.kind for c in account.conflicts] == ["polarity"]


@pytest.mark.parametrize(
    ("words", "head"),
    [
        ("The ministry denied him access to the files.", "deny"),
        ("The company dismissed forty nurses.", "dismiss"),
        ("Parliament rejected the budget.", "reject"),
    ],
)
def test_what_is_refused_or_ended_is_not_denied(words, head):
    account = weigh(story(claim(words, head=head)))
    assert [s.polarity for s in account.statements] == ["asserts"]


@pytest.mark.parametrize(
    "words",
    [
        "The ministry did not respond to questions.",
        "The line would not reopen before Wednesday.",
        "It was not the dam that failed but a dyke.",
        "They should not meddle in this.",
    ],
)
def test_silence_limits_and_wishes_deny_nothing(words):
    account = weigh(story(claim(words, status="negated")))
    assert [s.polarity for s in account.statements] == ["asserts"]


def test_what_follows_a_denial_denies_what_others_assert():
    text = "The police denied it. Mr Kos had come to open a safe, a spokesman said."
    report = told("The Echo", line(text, "a spokesman"))
    start = text.index("Mr Kos")
    annotation = replace(report[0], events=(replace(report[0].events[0], start=start),), attributions=())
    annotation = replace(annotation, events=(replace(annotation.events[0], attribution=None),))
    account = weigh(story(claim("Mr Kos was arrested.", "the company"), (annotation, report[1])))
    assert [s.polarity for s in account.statements] == ["asserts", "denies"]


def test_a_source_that_takes_its_word_back_updates_it():
    first = claim("The bridge has collapsed.", "the commissioner")
    retraction = claim("The bridge has not collapsed, she now says.", "the commissioner", at=NOON, denies=True)
    assert found(first, retraction) == ([], ["its own source says otherwise now"])


def test_a_report_that_is_set_right_is_an_update():
    first = claim("Three labourers are trapped in the mine.", "the families")
    right = claim("The three labourers turned out to be at home.", at=NEXT_DAY, outlet="The Echo")
    assert found(first, right) == ([], ["corrected"])


def test_a_release_ends_an_arrest():
    arrest = claim("Police arrested a man of 57.", "the police", head="arrest")
    release = claim("A judge released him.", "the court", at=NEXT_DAY, outlet="The Echo", head="release")
    assert found(arrest, release) == ([], ["what was done is undone"])


def test_an_opening_that_is_put_off_is_an_update():
    first = claim("It would open on Wednesday.", "the operator", status="planned", date="2031-05-07")
    later = claim(
        "It will open on Thursday.", "the ministry", at=NEXT_DAY, status="planned", date="2031-05-08", outlet="The Echo"
    )
    assert found(first, later) == ([], ["the date was moved"])


def test_what_was_kept_apart_though_alike_is_compared_too_unless_a_person_split_it():
    denial = told("The Echo", line("The gate was not jammed.", "the operator", denies=True, event="e2"))
    one = story(told("The Post", line("The gate was jammed.", "the union")), denial)
    pair = tuple(s.id for s in one.statements)
    assert {c.kind for c in weigh(replace(one, joins=(Join(*pair, 0.6, joined=False),))).conflicts} == {"polarity"}
    assert weigh(replace(one, joins=(Join(*pair, 0.6, joined=True),))).conflicts == ()


def test_figures_of_two_events_are_not_set_against_each_other():
    other = (toll(9, "the hospital")[0], (line("9 people were killed in the crash.", event="e2"),))
    one = story(toll(12, "the police"), other)
    join = Join(*(s.id for s in one.statements), 0.9, joined=False)
    assert weigh(replace(one, joins=(join,))).conflicts == ()


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


def test_two_outlets_that_tell_a_count_otherwise_dispute_nothing():
    def own(outlet, low):
        return told(outlet, line(f"{low} people marched.", what="people", low=low, date="2031-05-04"))

    assert found(own("The Post", 300), own("The Echo", 900))[0] == []


def test_fewer_missing_by_the_next_day_is_no_contradiction():
    conflicts, updates = found(
        toll(9, "the sheriff", what="missing", words="people are missing."),
        toll(3, "the county", NEXT_DAY, what="missing", words="people are missing."),
    )
    assert (conflicts, len(updates)) == ([], 1)


def test_a_bare_number_counts_people_and_no_sum():
    assert (
        found(
            toll(15000, "the police", what="count", words="had come."),
            toll(40000, "the firm", what="mervi", words="mervi."),
            alike=0.3,
        )[0]
        == []
    )


def test_a_count_of_another_day_replaces_nothing_unless_it_is_said_to_have_changed():
    other = toll(14, "the hospital", NEXT_DAY, date="2031-05-05")
    assert found(toll(12, "the police"), other) == ([], [])
    risen = toll(14, "the hospital", NEXT_DAY, "dead: the toll has risen.", date="2031-05-05")
    assert len(found(toll(12, "the police"), risen)[1]) == 1


def test_a_source_that_denies_later_what_it_said_takes_it_back():
    claim = told("The Post", line("A boy drowned in the lake.", "the police", head="drown"))
    denial = told("The Echo", line("No boy drowned in the lake.", "the police", head="drown", denies=True), published=NEXT_DAY)
    assert found(claim, denial) == ([], ["its own source says otherwise now"])


def test_an_army_that_withdraws_takes_nothing_back():
    first = told("The Post", line("The army shelled the town.", "the army", head="shell"))
    later = told("The Echo", line("The army withdrew from the town.", "the army", head="withdraw"), published=NEXT_DAY)
    retreat = told("The Echo", line("The army withdrew its claim on the town.", "the army", head="withdraw"), published=NEXT_DAY)
    assert found(first, later) == ([], [])
    assert found(first, retreat) == ([], ["corrected"])
