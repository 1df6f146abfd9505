"""Whose a statement is that cites nobody itself: speech acts, a sentence's one voice, a count that goes on."""

import numpy as np
from byhand import line, story, told

from twosource.annotate import annotate
from twosource.link.statements import find
from twosource.records import Report
from twosource.weigh.beside import voices_beside
from twosource.weigh.independence import agreeing
from twosource.weigh.near import FEATURES, Surroundings
from twosource.weigh.origins import resolve


def read(text):
    annotation = annotate(Report(id="r", text=text, outlet="The Post", published="2031-05-04T08:00"))
    return annotation, find(annotation)


def beside(text):
    annotation, told = read(text)
    said = voices_beside(annotation, told)
    return {text[s.start : s.end]: said[s.id].chain[-1].name if s.id in said else None for s in told}


def test_who_counts_vouches_for_the_count():
    assert set(beside("The police counted 6,000 marchers in the square.").values()) == {"police"}


def test_a_count_goes_on_from_the_sentence_before():
    found = beside("Nine people were killed in the fire, the fire service said. Eleven more people were injured.\n\nIt rained.")
    assert [name for words, name in found.items() if "Eleven" in words] == ["fire service"]


def test_another_paragraph_is_nobody_s():
    found = beside("Nine people were killed in the fire, the fire service said.\n\nEleven houses burned down in the night.")
    assert [name for words, name in found.items() if "Eleven" in words] == [None]


def test_what_cites_somebody_is_not_asked():
    annotation, told = read("Nine people were killed in the fire, the fire service said.")
    assert [annotation.events[s.mention].attribution for s in told] == [0]
    assert voices_beside(annotation, told) == {}


def test_everybody_named_or_cited_near_is_weighed():
    annotation, told = read("Mayor Ana Pop said it was shut.\n\nEleven lorries stood there.\n\nDr Rolf Berg had seen them.")
    (lorries,) = (s for s in told if "lorries" in annotation.report.text[s.start : s.end])
    found = Surroundings(annotation).near(lorries)
    assert {"Mayor Ana Pop", "Rolf Berg"} <= {it.entity.name for it in found if it.entity}
    assert {len(it.row) for it in found} == {len(FEATURES) - 1}


def test_who_is_only_named_is_cited_by_that_name(monkeypatch):
    annotation, told = read("Ana Pop, the mayor, opened the bridge on Monday. Eleven lorries crossed it.")
    monkeypatch.setattr("twosource.weigh.beside.table", lambda found: [it.entity.name == "Ana Pop" for it in found])
    monkeypatch.setattr("twosource.link.trees.load", lambda _: Sure())
    found = voices_beside(annotation, told)
    assert {annotation.report.text[slice(*said.source)] for said in found.values()} <= {"Ana Pop", "the mayor"}
    assert {(said.chain[-1].name, said.cue) for said in found.values()} <= {("Ana Pop", None), ("the mayor", None)}
    assert len(found) == len(told)


class Sure:
    """Trees that are sure of what they are told."""

    threshold = 0.5

    def likelihood(self, table):
        return np.array(table, float)


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
