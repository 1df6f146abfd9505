"""Which clauses deny: with a negation, by their source, and not every negated clause."""

import pytest

from twosource.annotate import annotate
from twosource.link import polarity, statements
from twosource.records import Report


def found(text):
    annotation = annotate(Report("r", text, outlet="The Post", published="2031-09-18T09:00:00Z"))
    return statements.find(annotation), annotation


@pytest.mark.parametrize(
    "text",
    [
        "No baton was drawn and nobody was touched, the police said.",
        "There was no closure of any kind, the council said.",
        "The ministry denied that shots were fired at the bridge.",
    ],
)
def test_denials(text):
    assert "denies" in {s.polarity for s in found(text)[0]}


@pytest.mark.parametrize(
    "text",
    ["Four people died in the crash, the police said.", "The court sentenced the banker to nine years.", "Rain fell on Orun."],
)
def test_assertions(text):
    told, _ = found(text)
    assert told
    assert {s.polarity for s in told} == {"asserts"}


def test_a_likelihood_is_one():
    _, annotation = found("No baton was drawn and nobody was touched, the police said.")
    assert all(0 <= polarity.likelihood(annotation, event) <= 1 for event in annotation.events)
