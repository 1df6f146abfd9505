"""Who ultimately vouches: same utterer, same institution, relays, repetition, own voice."""

from dataclasses import replace

from byhand import line, story, told

from twosource.annotate import annotate
from twosource.link import link
from twosource.records import Copy, Furniture, Report
from twosource.weigh.independence import agreeing
from twosource.weigh.origins import resolve


def origins(one):
    resolved = resolve(one, agreeing(one.joins))
    names = {o.id: o.name for o in resolved.origins}
    return [names[resolved.of[s.id]] for s in one.statements], resolved


def test_two_reporters_one_spokesman():
    found, _ = origins(
        story(
            told(
                "The Post",
                line("The bridge fell at noon.", "police spokesman Jan Holt", person="Jan Holt", role="police spokesman"),
            ),
            told("The Echo", line("A bridge gave way.", "Holt", person="Jan Holt")),
        )
    )
    assert found[0] == found[1]


def test_a_ministry_and_its_minister_are_one():
    found, _ = origins(
        story(
            told("The Post", line("The ferry was unsafe.", "the transport ministry", kind="official")),
            told("The Echo", line("The ferry was not safe.", "transport minister Ada Brun", kind="official")),
        )
    )
    assert found[0] == found[1]


def test_officials_of_a_field_keep_their_word_and_those_of_a_body_are_the_body():
    found, _ = origins(
        story(
            told("The Post", line("Twenty died in the raid.", "Kestovian health officials", kind="official")),
            told("The Echo", line("A bridge was closed.", "officials at the transport ministry", kind="official")),
        )
    )
    assert found == ["Kestovian health officials", "transport ministry"]


def test_a_police_and_a_hospital_are_two():
    found, _ = origins(
        story(
            told("The Post", line("Four people died in the crash.", "the police", kind="official")),
            told("The Echo", line("Four people have died.", "the city hospital")),
        )
    )
    assert found[0] != found[1]


def test_what_a_report_says_itself_beside_its_source_is_the_source_s():
    found, _ = origins(
        story(told("The Post", line("Four people died in the crash.", "the police"), line("The four died on the spot.")))
    )
    assert found == ["the police", "the police"]


def test_a_report_that_cites_another_outlet_rests_on_whom_that_cites():
    found, _ = origins(
        story(
            told("Nordpress", line("Four people died in the crash.", "the police")),
            told("The Echo", line("Four people were killed.", "Nordpress"), published="2031-05-04T09:00"),
        )
    )
    assert found == ["the police", "the police"]


def test_a_copy_rests_on_whom_its_original_cites():
    one = story(
        told("Nordpress", line("Four people died in the crash.", "the police")),
        told("The Echo", line("Four people were killed."), published="2031-05-04T07:00"),
        copies=(Copy("The Echo/2031-05-04T07:00", "Nordpress/2031-05-04T08:00", "edited", 0.8, credited=False),),
    )
    assert origins(one)[0] == ["the police", "the police"]


def test_own_reporting_counts_as_shown_only_where_the_report_shows_it():
    one = story(
        told("The Post", line("Four houses burned down."), byline="Bergvik"),
        told("The Echo", line("Four houses have burned."), published="2031-05-04T09:00"),
    )
    found, resolved = origins(one)
    assert found == ["The Post", "The Echo"]
    assert {s.report for s in one.statements if s.id in resolved.shown} == {"The Post/2031-05-04T08:00"}


def test_what_reporters_saw_stays_theirs_beside_a_source_that_their_report_cites():
    found, resolved = origins(
        story(
            told(
                "The Post",
                line("Eleven houses burned down.", "the fire service"),
                line("Our reporter counted four burned houses."),
            )
        )
    )
    assert found == ["the fire service", "The Post"]
    assert len(resolved.shown) == 1


def test_a_dateline_shows_what_an_agency_has_on_file_and_not_what_it_was_told_today():
    wire, lines = told("Nordpress", line("Four people died."), line("Nine died here in 2024.", background=True))
    one = story((replace(wire, furniture=(Furniture(0, 4, "dateline", ("NP",), "Bergvik"),)), lines))
    _, resolved = origins(one)
    assert resolved.shown == {one.statements[1].id}


def test_a_party_vouches_for_its_own_announcement():
    found, _ = origins(
        story(told("The Post", line("Kestovia rejected the offer on Monday.", actor="Kestovia", type="REJECT", head="reject")))
    )
    assert found == ["Kestovia"]


def test_an_unnamed_source_stays_with_the_outlet_that_heard_it():
    found, resolved = origins(
        story(
            told("The Post", line("The talks have failed.", "a person close to the talks", kind="unnamed")),
            told("The Echo", line("The talks failed.", "a person close to the talks", kind="unnamed")),
        )
    )
    assert len(set(resolved.of.values())) == 2
    assert found[0] == found[1]


def test_a_reporter_speaks_for_the_outlet_that_is_named_with_him_else_for_the_one_that_carries_his_words():
    found, _ = origins(
        story(
            told("The Post", line("Two boats lay on their sides.", "Echo correspondent")),
            told("The Echo", line("Boats lay wrecked.", "photographer", event="e2")),
            told(
                "The Sun", line("A mast was broken.", event="e3"), line("He was jailed.", "Reporters Without Limits", event="e4")
            ),
        )
    )
    assert found == ["The Echo", "The Echo", "The Sun", "Reporters Without Limits"]


def test_a_pronoun_that_stands_for_nobody_known_is_no_voice():
    found, resolved = origins(story(told("The Post", line("The bridge fell.", "it"), line("It fell again.", "one of them"))))
    assert found == ["The Post", "The Post"]
    assert not resolved.voices


def test_who_gives_a_count_vouches_for_it_and_a_crowd_does_not():
    found, _ = origins(
        story(
            told(
                "The Post",
                line("St Anne Hospital put the dead at 11.", actor="St Anne Hospital", head="put", what="killed", low=11),
            ),
            told(
                "The Echo",
                line("Thousands put 11 wreaths there.", actor="Thousands", head="put", what="wreaths", low=11, event="e2"),
            ),
        )
    )
    assert found == ["St Anne Hospital", "The Echo"]


def test_foreign_ministries_of_two_states_are_two():
    found, _ = origins(
        story(
            told("The Post", line("The ship was turned back.", "the foreign ministry of Oskovia", kind="official")),
            told("The Echo", line("The ship was turned away.", "the foreign ministry of Hjelmark", kind="official")),
        )
    )
    assert found[0] != found[1]


def test_a_vice_president_is_not_the_president():
    found, _ = origins(
        story(
            told("The Post", line("The decree stands.", "President Ana Brun", person="Ana Brun", role="president")),
            told(
                "The Echo", line("The decree has fallen.", "Vice President Teo Marca", person="Teo Marca", role="vice president")
            ),
        )
    )
    assert found[0] != found[1]


def test_a_body_is_called_by_its_own_name():
    found, _ = origins(
        story(
            told("The Post", line("The ice fell.", "Snowline Expeditions")),
            told("The Echo", line("Ice came down.", "the expeditions", kind="organisation")),
            told("The Sun", line("The ice came down.", "the expeditions", kind="organisation")),
        )
    )
    assert found[0] == found[1] == found[2] == "Snowline Expeditions"


def test_what_stands_for_nobody_is_the_outlet_s_own_voice():
    for name in ("which", "most of them", "three more than first", "office"):
        found, _ = origins(story(told("The Post", line("Nine were hurt.", name, kind="organisation"))))
        assert found == ["The Post"], name


def test_who_orders_a_thing_vouches_for_it():
    text = "It rained.\n\nBy decree of President Ana Brun the borders were closed on Monday. Ana Brun spoke at noon."
    one = link([annotate(Report("r", text, outlet="The Post", published="2031-05-20"))])
    found, _ = origins(one)
    closed = next(n for n, s in zip(found, one.statements, strict=True) if "closed" in text[s.start : s.end])
    assert closed == "Ana Brun"


def test_an_outlet_is_known_by_its_letters_and_not_by_a_word_of_its_name():
    agency = told("Lodestar News Agency", line("The dam is shut.", "the operator", event="e2"))
    seen = told("The Post", line("Three men were carried over the bridge.", "LNA reporter", kind="witness"))
    assert origins(story(agency, seen))[0][1] == "Lodestar News Agency"
    paper = told("Port Ansel Gazette", line("It rained.", "the weather office", event="e2"))
    said = told("The Post", line("No ship will leave before Wednesday.", "Ansel", kind="organisation"))
    assert origins(story(paper, said))[0][1] == "Ansel"


def test_an_outlet_that_is_not_among_the_reports_is_no_less_an_outlet():
    ring = told("The Post", line("Three men were carried over the bridge.", "Harrow Bugle", kind="outlet"))
    assert [o.kind for o in resolve(story(ring), frozenset()).origins] == ["outlet"]


def test_a_full_name_that_was_read_as_a_body_s_is_the_person_s():
    body = told("The Post", line("The mill burned.", "owner Benedek Halas"))
    person = told("The Echo", line("The mill has burned.", "Halas", person="Benedek Halas", kind="witness"))
    assert len({*origins(story(body, person))[0]}) == 1


def test_how_an_origin_is_known_is_on_record():
    one = story(
        told("The Post", line("Four people died in the crash.", "the police"), line("The four died on the spot.")),
        told("The Echo", line("Four people died, it is said.", "The Post")),
        told(
            "The Sun",
            line("The police raised the dead to four.", actor="The police", head="raise", what="killed", low=4, event="e2"),
        ),
        told("The Star", line("The road is shut.", event="e3")),
    )
    _, resolved = origins(one)
    assert [resolved.ways.get(s.id, "own") for s in one.statements] == ["cited", "repeated", "relayed", "acts", "own"]


def test_who_is_named_near_a_statement_is_known_by_that():
    text = "Nine people were killed in the fire, the fire service said. Eleven more people were injured."
    one = link([annotate(Report("r", text, "The Post", "2031-05-04T08:00"))])
    ways = {text[s.start : s.end]: origins(one)[1].ways.get(s.id) for s in one.statements}
    assert [way for words, way in ways.items() if "Eleven" in words] == ["near"]
