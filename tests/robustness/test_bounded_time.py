"""Time grows with the length of a report, not with its square; a very long report is cut short and says so."""

from __future__ import annotations

import importlib
import time

import pytest
from tests.robustness.texts import LONG, PROSE

from twosource.annotate import annotate
from twosource.records import Report

PARSE = importlib.import_module("twosource.annotate.parse")  # the package has a function of that name


def _seconds(text: str) -> float:
    started = time.process_time()
    annotate(Report("r", text, published="2022-01-09"))
    return time.process_time() - started


@pytest.mark.parametrize("name", LONG)
def test_twice_the_text_takes_about_twice_the_time(name: str) -> None:
    _seconds(PROSE)
    once, twice = _seconds(LONG[name](12)), _seconds(LONG[name](24))
    assert twice < 3 * once + 0.3


def test_a_very_long_report_is_cut_short_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PARSE, "MOST_CHARACTERS", 2000)
    text = PROSE * 20_000
    a = annotate(Report("r", text, published="2022-01-09"))
    assert [said.span for said in a.abstained] == [(2000, len(text))]
    assert a.sentences[-1][1] <= 2000


def test_a_table_of_very_many_words_is_cut_short_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PARSE, "_MOST_TOKENS", 100)
    a = annotate(Report("r", PROSE * 10, published="2022-01-09"))
    assert [said.field for said in a.abstained] == ["text"]
    assert a.sentences
