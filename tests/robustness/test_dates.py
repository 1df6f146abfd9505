"""What depends on a date that is not there abstains and says so."""

from __future__ import annotations

import pytest

from twosource.annotate import annotate
from twosource.records import Report

TEXT = "Police arrested three men in Paris on Friday. The bridge was closed a day earlier. The mayor resigned on 3 March 2021."


@pytest.mark.parametrize("published", [None, "", "soon", "2022-13-45", "0000-00-00", "2022-02-30"])
def test_without_a_date_nothing_relative_is_dated(published: str | None) -> None:
    a = annotate(Report("r", TEXT, published=published))
    dated = [e.date for e in a.events if e.date is not None]
    assert set(dated) <= {"2021-03-03"}
    assert any(said.field == "times" for said in a.abstained)


def test_with_a_date_they_are_dated() -> None:
    a = annotate(Report("r", TEXT, published="2022-01-09"))
    assert "2022-01-07" in {e.date for e in a.events}
    assert not a.abstained
