"""Events: clause spans, type and mode, parties, status, dates, background; and that they hold under rewording."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twosource.annotate import annotate
from twosource.records import Annotation, EventMention, Report


def read(text: str, published: str = "2031-05-20") -> Annotation:
    return annotate(Report("r", text, published=published))


def main(text: str) -> EventMention:
    """The typed mention with the longest clause, or the longest clause."""
    found = read(text).events
    return max(found, key=lambda e: (e.type is not None, e.end - e.start))


def words(text: str, spans: tuple[tuple[int, int], ...]) -> list[str]:
    return [text[a:b] for a, b in spans]


_TYPES = [
    ("Police arrested forty students in the square.", "COERCE", "arrest"),
    ("Rebels shelled the harbour on Monday.", "ASSAULT", "heavy-weapons"),
    ("Gunmen kidnapped two engineers near the mine.", "ASSAULT", "abduct"),
    ("The army carried out a raid on the village.", "ASSAULT", None),
    ("Police fired tear gas at the marchers.", "ASSAULT", "crowd-control"),
    ("The two ministers held talks in Geneva.", "CONSULT", None),
    ("The president visited Ghana.", "CONSULT", "visit"),
    ("The premier telephoned his Danish counterpart.", "CONSULT", "phone"),
    ("Thousands marched through the capital.", "PROTEST", "demo"),
    ("Bus drivers went on strike on Friday.", "PROTEST", "strike"),
    ("The union called for talks with the owners.", "REQUEST", "meet"),
    ("The minister resigned on Sunday.", "RETREAT", "resign"),
    ("The rebels released six hostages.", "RETREAT", "release"),
    ("The government declared a state of emergency.", "COERCE", "martial-law"),
    ("The government imposed a curfew on the port.", "COERCE", "curfew"),
    ("The senator attacked the proposal.", "ACCUSE", "disapprove"),
    ("The militia attacked the convoy.", "ASSAULT", None),
    ("The bank rejected the claim.", "REJECT", None),
    ("The neighbours accused the mayor of fraud.", "ACCUSE", "allege"),
    ("The ministry opened an inquiry into the fire.", "ACCUSE", "investigate"),
    ("Norway donated tents to the camp.", "AID", None),
    ("The court convicted the banker of fraud.", "SANCTION", "convict"),
    ("The government deployed troops along the border.", "MOBILIZE", "troops"),
    ("The general threatened to attack the city.", "THREATEN", "violence"),
    ("The chancellor praised the nurses.", "SUPPORT", None),
    ("The two states agreed to share the river.", "AGREE", None),
]


@pytest.mark.parametrize(("text", "kind", "mode"), _TYPES)
def test_type(text: str, kind: str, mode: str | None):
    found = main(text)
    assert (found.type, found.mode) == (kind, mode)


@pytest.mark.parametrize(
    "text",
    [
        "A fire broke out in the cellar of the mill.",
        "The ferry sank off the coast.",
        "Four people were killed in a bus crash.",
        "The storm killed nine people.",
        "A heart attack killed the singer.",
    ],
)
def test_what_is_not_political_has_no_type(text: str):
    assert [e.type for e in read(text).events if e.end - e.start > 20] == [None] * sum(
        e.end - e.start > 20 for e in read(text).events
    )


_STATUS = [
    ("The army shelled the town.", "actual"),
    ("The army did not shell the town.", "negated"),
    ("No alarm sounded in the hall.", "negated"),
    ("The army will shell the town.", "planned"),
    ("The army plans to shell the town.", "planned"),
    ("The ministers are due to meet on Friday.", "planned"),
    ("The army might shell the town.", "hypothetical"),
    ("The colonel denied having shelled the town.", "negated"),
    ("The band failed to reach the coast.", "negated"),
]


@pytest.mark.parametrize(("text", "status"), _STATUS)
def test_status(text: str, status: str):
    assert status in [e.status for e in read(text).events]
    assert main(text).status == status


def test_condition_is_hypothetical():
    text = "The ship would be towed to port if the wind eased."
    assert {text[e.start : e.end]: e.status for e in read(text).events}["if the wind eased"] == "hypothetical"


def test_parties_of_active_and_passive():
    active, passive = "Police and soldiers arrested the mayor.", "The mayor was arrested by police and soldiers."
    a, p = main(active), main(passive)
    assert (a.type, a.mode, a.status) == (p.type, p.mode, p.status)
    assert words(active, a.actor) == ["Police", "soldiers"]
    assert words(passive, p.actor) == ["police", "soldiers"]
    assert words(active, a.recipient) == ["the mayor"]
    assert words(passive, p.recipient) == ["The mayor"]


def test_agentless_passive_has_no_actor():
    found = main("The mayor was arrested on Monday.")
    assert found.actor == ()
    assert found.type == "COERCE"


def test_nominal_event_with_its_parties():
    text = "The killing of two officers in Lagos angered the barracks."
    (found,) = [e for e in read(text).events if e.head == "killing"]
    assert found.type == "ASSAULT"
    assert words(text, found.recipient) == ["two officers"]


def test_clause_is_told_without_the_words_that_cite():
    text = "The blaze began on the lower deck, the harbour master said."
    assert "The blaze began on the lower deck" in [text[e.start : e.end] for e in read(text).events]


def test_several_events_in_a_sentence():
    text = "Troops stormed the mill and arrested nine men, and the owner fled to Malta."
    assert {"storm", "arrest", "flee"} <= {e.head for e in read(text).events}


def test_restrictive_clause_takes_its_noun():
    text = "Mourners honoured the four sailors who drowned off the cape."
    assert "the four sailors who drowned off the cape" in [text[e.start : e.end] for e in read(text).events]


def test_date_of_the_clause():
    assert main("Police arrested the mayor on Monday.").date == "2031-05-19"
    assert main("Police arrested the mayor.").date is None


def test_coordinated_clauses_share_the_date():
    found = {e.head: e.date for e in read("On Monday troops stormed the mill and arrested nine men.").events}
    assert found["storm"] == found["arrest"] == "2031-05-19"


def test_when_clause_lends_its_date():
    found = {e.head: e.date for e in read("Two men died when a boiler exploded on Monday.").events}
    assert found["die"] == "2031-05-19"


def test_old_news_is_background():
    found = {e.head: e.background for e in read("Rebels seized the town on Monday. In 2019 rebels burned the mill.").events}
    assert not found["seize"]
    assert found["burn"]


def test_planned_consultation_is_an_agreement_in_plover():
    assert main("The president will visit Ghana.").type == "AGREE"


_FRAMES = [
    "{a} police arrested 40 protesters in {t} on Monday.",
    "Rebels attacked {a} troops near {t}.",
    "{a} workers in {t} went on strike.",
    "{n} accused {a} officials of fraud in {t}.",
    "{n} will meet {a} officials in {t}.",
    "{n} did not condemn the raid on {t}.",
]
_NAMES = [("Kenyan", "Kisumu", "Grace Otieno"), ("Polish", "Gdansk", "Marek Nowak"), ("Chilean", "Arica", "Rosa Fuentes")]


@pytest.mark.parametrize("frame", _FRAMES)
def test_renaming_changes_nothing(frame: str):
    seen = {(m.type, m.mode, m.status) for m in (main(frame.format(a=a, t=t, n=n)) for a, t, n in _NAMES)}
    assert len(seen) == 1


_VOICES = [
    ("Soldiers shot the driver.", "The driver was shot by soldiers."),
    ("The court convicted the banker.", "The banker was convicted by the court."),
    ("Rebels released the hostages.", "The hostages were released by rebels."),
    ("The envoy condemned the strike on the dam.", "The strike on the dam was condemned by the envoy."),
    ("The ministry banned the party.", "The party was banned by the ministry."),
    ("The assembly rejected the bill.", "The bill was rejected by the assembly."),
]


@pytest.mark.parametrize(("active", "passive"), _VOICES)
def test_voice_changes_nothing(active: str, passive: str):
    a, p = main(active), main(passive)
    assert (a.type, a.mode, a.status) == (p.type, p.mode, p.status)


def test_order_of_clauses_changes_nothing():
    one = read("After rebels shelled the port, the mayor resigned.").events
    two = read("The mayor resigned after rebels shelled the port.").events
    assert {(e.head, e.type, e.mode, e.status) for e in one} == {(e.head, e.type, e.mode, e.status) for e in two}


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=120))
def test_never_raises_and_stays_inside(text: str):
    for e in read(text).events:
        assert 0 <= e.start < e.end <= len(text)
        assert 0 <= e.trigger[0] < e.trigger[1] <= len(text)


def test_what_is_only_refused_or_demanded_is_no_event_of_its_own():
    assert [(e.type, e.mode) for e in read("The envoy refused to meet the rebels.").events] == [("REJECT", "meet")]
    assert "SANCTION" not in {e.type for e in read("The senator called for sanctions against the bank.").events}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The jets struck the depot.", "ASSAULT"),
        ("The air force carried out strikes against the militia.", "ASSAULT"),
        ("The nurses will strike on Friday.", "PROTEST"),
        ("Teachers held a strike.", "PROTEST"),
    ],
)
def test_strikes_of_two_kinds(text: str, kind: str):
    assert main(text).type == kind


def test_weekday_of_a_plan_lies_ahead():
    assert main("The bill would be put to a vote on Friday, the clerk said.").date == "2031-05-23"


def test_never_loops_on_a_bare_headline():
    assert read("About 2,200 detained in Almaty.").events


@pytest.mark.parametrize(
    ("text", "told", "date"),
    [
        ("Shells hit the mill on Friday, two days after the mayor left.", "leave", "2031-05-14"),
        ("We watched seven people being taken off the roof on Friday.", "watch", "2031-05-16"),
        ("It was the ministry that cut the lines on Friday.", "be", "2031-05-16"),
        ("Inquiries into the attack of Friday, in which ten men fell, have led to arrests.", "fall", "2031-05-16"),
        ("Three were killed and six wounded when troops crossed the line on Friday.", "kill", "2031-05-16"),
        ("The plant will not start on Friday but on Saturday.", "start", "2031-05-24"),
        ("On Friday, the speaker stated, a bill will be laid before parliament.", "lay", "2031-05-23"),
        ("Police broke up a sit-in by striking nurses before dawn on Friday.", "break", "2031-05-16"),
        ("The court in Ponte let Pereiras go home on Friday.", "let", "2031-05-16"),
        ("A reporter counted eleven blackened windows of the building on Friday.", "count", "2031-05-16"),
        ("The council asked for the May 26 election to be put off by six weeks.", "put", None),
        ("The court let the man who was held on Friday go home.", "let", None),
    ],
)
def test_time_that_a_clause_shares(text: str, told: str, date: str | None):
    assert next(e.date for e in read(text).events if e.head == told) == date


def test_days_in_a_row_are_one_interval():
    found = read("The register has 27 entries for Friday, Saturday and Sunday.").events
    assert found[0].date == "2031-05-16/2031-05-18"


def test_an_entry_of_a_running_report_gives_its_hour_to_what_it_tells_itself():
    found = read(
        "• 14.20 – Shots are heard at the bridge\n\n• 14.50 – The mayor says nobody was hurt.", "2031-05-20T16:00:00+02:00"
    )
    assert [(e.date, e.time) for e in found.events][:1] == [("2031-05-20", "2031-05-20T14:20")]


def test_a_clause_ends_before_the_one_coordinated_with_it():
    text = "A clerk is in police custody and is to see a judge on Wednesday."
    found = read(text).events
    assert [text[e.start : e.end] for e in found] == ["A clerk is in police custody", "is to see a judge on Wednesday"]


def test_of_the_whole_and_its_part_the_clause_tells_the_part():
    a = read("Of the 44 injured, six remained in hospital on Monday.")
    event = next(e for e in a.events if e.head == "remain")
    assert a.figures[event.figures[0]].low == 6


def test_a_clause_takes_the_figure_of_what_hangs_on_it():
    a = read("Thieves used the night to strip the chapel of fourteen paintings.")
    assert a.figures[next(e for e in a.events if e.head == "use").figures[0]].low == 14


def test_the_trained_head_decides_where_the_lexicon_is_weak():
    assert main("She dismissed talk that oil from the tanker had reached the bay.").type == "REJECT"
    assert (main("The court convicted the banker of fraud.").type, main("Demonstrators blamed soldiers.").type) == (
        "SANCTION",
        "ACCUSE",
    )


def test_a_stamp_that_the_parser_cut_off_is_the_entrys_still():
    text = "We were off the air. This is what we wrote down.\n\n• 4.35 – The state agency puts out that the mayor has resigned."
    found = read(text, "2031-05-20T13:00:00+02:00").events
    assert next(e.time for e in found if e.head == "put") == "2031-05-20T04:35"


def test_what_is_to_blame_is_no_plan():
    assert main("A gust had been to blame.").status == "actual"


def test_who_specifies_only_says():
    assert [e.head for e in read("The rate will be reviewed after a year, the minister specified.").events] == ["review"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Three people died of their wounds between Friday night and Monday.", "2031-05-16/2031-05-19"),
        ("The ministers met at the lake from Thursday 15 to Saturday 17 May 2031.", "2031-05-15/2031-05-17"),
        ("The decree of 30 April is deferred to 1 July.", "2031-07-01"),
        ("An assembly decided on Saturday to stay.", "2031-05-17"),
        ("She watched police open fire on the crowd on Sunday.", "2031-05-18"),
    ],
)
def test_which_of_its_days_a_clause_is_of(text: str, day: str):
    assert read(text).events[0].date == day


def told_figures(text: str) -> list[float]:
    found = read(text)
    whole = max(found.events, key=lambda e: e.end - e.start)
    return [found.figures[i].low for i in whole.figures]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("The governor put the number of people who have fled at 18,000.", 18000),
        ("The committee cut its own list from eight names to six.", 6),
        ("The toll rose from 12 to 19 on Tuesday.", 19),
        ("Spraying by two aircraft began at daybreak.", 2),
        ("She put the harvest at 540 rifles, among them nine mortars.", 540),
    ],
)
def test_the_figure_that_a_clause_is_about(text: str, first: float):
    assert told_figures(text)[0] == first
