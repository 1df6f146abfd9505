"""Whose a statement is that cites nobody itself: speech acts, a sentence's one voice, a count that goes on."""

from byhand import line, story, told

from twosource.annotate import annotate
from twosource.link.statements import find
from twosource.records import Report
from twosource.weigh.beside import voice_beside
from twosource.weigh.independence import agreeing
from twosource.weigh.origins import resolve


def beside(text):
    annotation = annotate(Report(id="r", text=text, outlet="The Post", published="2031-05-04T08:00"))
    out = {}
    for s in find(annotation):
        said = voice_beside(annotation, s)
        out[text[s.start : s.end]] = said.chain[-1].name if said else None
    return out


def test_who_counts_vouches_for_the_count():
    assert set(beside("The police counted 6,000 marchers in the square.").values()) == {"police"}


def test_a_count_goes_on_from_the_sentence_before():
    found = beside("Nine people were killed in the fire, the fire service said. Eleven more people were injured.\n\nIt rained.")
    assert [name for words, name in found.items() if "Eleven" in words] == ["fire service"]


def test_another_paragraph_is_nobody_s():
    found = beside("Nine people were killed in the fire, the fire service said.\n\nEleven houses burned down in the night.")
    assert [name for words, name in found.items() if "Eleven" in words] == [None]


def origins(one):
    resolved = resolve(one, agreeing(one.joins))
    names = {o.id: o.name for o in resolved.origins}
    return [names[resolved.of[s.id]] for s in one.statements]


def test_the_reporter_s_own_we_is_the_outlet():
    assert origins(story(told("The Post", line("Twelve bodies lay in the yard.", "we", kind="unnamed")))) == ["The Post"]


def test_two_ministers_are_of_two_ministries():
    found = origins(
        story(
            told(
                "The Post",
                line("The tariff falls.", "trade minister Ada Brun", person="Ada Brun", role="trade minister", kind="official"),
            ),
            told(
                "The Echo",
                line(
                    "The tariff is down.",
                    "external trade minister Zofia Hrast",
                    person="Zofia Hrast",
                    role="external trade minister",
                    kind="official",
                ),
            ),
        )
    )
    assert found[0] != found[1]


def test_nobody_joins_a_body_by_a_word_that_many_go_by():
    found = origins(
        story(
            told("The Post", line("Four died.", "the defence ministry", kind="official")),
            told("The Echo", line("Four are dead.", "the ministry", kind="official")),
            told("The Sun", line("Four have died.", "the interior ministry", kind="official")),
        )
    )
    assert found[0] != found[2]


def test_an_origin_is_called_by_its_body():
    found = origins(
        story(
            told("The Post", line("The vote stands.", "spokeswoman for the election board", kind="official")),
            told("The Echo", line("The vote is valid.", "election board", kind="official")),
        )
    )
    assert set(found) == {"election board"}
