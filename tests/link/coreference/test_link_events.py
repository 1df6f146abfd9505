import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import twosource
from twosource.link import coreference
from twosource.records import Report

REPORTS = {
    "a": "An earthquake struck the island of Velmar on Tuesday, killing 14 people.\nThe quake toppled a hospital in Port Ansel.",
    "b": "Fourteen people died when an earthquake hit the island of Velmar on Tuesday, officials in Port Ansel said.",
    "c": "Midfielder Joren Pask signed a four-year contract with Halden Rovers.\nHe was presented to fans in Halden.",
    "d": "Halden Rovers have signed midfielder Joren Pask.",
}


def trigger(report, word):
    at = REPORTS[report].index(word)
    return report, (at, at + len(word))


TRIGGERS = [
    trigger("a", "earthquake"),
    trigger("b", "earthquake"),
    trigger("a", "quake"),
    trigger("c", "signed"),
    trigger("d", "signed"),
    trigger("a", "killing"),
    trigger("b", "died"),
    trigger("c", "presented"),
]


def reports():
    return [Report(id=name, text=text) for name, text in REPORTS.items()]


def test_joins_one_happening_over_reports_and_keeps_others_apart():
    quake, quake_b, again, signs, signs_d, killing, _died, shown = coreference.link_events(reports(), TRIGGERS)
    assert quake == quake_b == again
    assert signs == signs_d
    assert len({quake, signs, killing, shown}) == 4


def test_takes_mappings_and_stands_in_the_public_interface():
    given = [{"id": name, "text": text} for name, text in REPORTS.items()]
    assert twosource.link_events(given, TRIGGERS) == coreference.link_events(reports(), TRIGGERS)


def groups(rows, order):
    labels = coreference.link_events(rows, order)
    return {frozenset(t for t, k in zip(order, labels, strict=True) if k == label) for label in set(labels)}


@given(st.permutations(list(REPORTS)), st.permutations(TRIGGERS))
@settings(max_examples=3, deadline=None)
def test_the_order_of_reports_and_triggers_changes_nothing(names, order):
    rows = [Report(id=name, text=REPORTS[name]) for name in names]
    assert groups(rows, order) == groups(reports(), TRIGGERS)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("", (0, 0)),
        ("one", (0, 3)),
        ("  \n\n ", (1, 2)),
        ("🙂 fell", (2, 6)),
        ("He fell.", (50, 60)),
        ("soft\u00adly fell", (8, 12)),
    ],
)
def test_no_text_and_no_span_breaks_it(text, span):
    assert coreference.link_events([Report(id="x", text=text)], [("x", span)]) == [0]


def test_nothing_in_nothing_out():
    assert coreference.link_events([], []) == []
    assert coreference.link_events(reports(), []) == []


def test_a_trigger_of_an_unknown_report_is_named():
    with pytest.raises(KeyError, match="'zz'"):
        coreference.link_events(reports(), [("zz", (0, 1))])
