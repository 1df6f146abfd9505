"""Measures that a report takes as known, or that the parser half hides."""

import pytest

from twosource.annotate import annotate
from twosource.records import Report


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Residents have received messages reminding them of the curfew.", "curfew"),
        ("The general has permitted the guards to open fire on looters.", "order to shoot"),
        ("Ferry services in the main port, Durrin has been suspended.", "suspension"),
        ("The council introduced a critical “red” level of terrorist danger across the island.", "red alert"),
    ],
)
def test_a_measure_in_force_is_found(text, what):
    assert what in {m.what for m in annotate(Report("r", text, published="2031-01-14")).measures}


def test_a_word_of_a_measure_alone_is_none():
    assert not annotate(Report("r", "She wrote a novel called Curfew in 1998.")).measures
