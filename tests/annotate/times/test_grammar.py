"""The data and the matcher."""

from __future__ import annotations

import time

from twosource.annotate.parse import parse
from twosource.annotate.times import find
from twosource.annotate.times.atoms import data, split
from twosource.annotate.times.grammar import Matcher
from twosource.annotate.times.numbers import read
from twosource.annotate.times.senses import SENSES
from twosource.records import Report


def test_every_pattern_has_a_sense():
    used = {line.partition(" -> ")[2].split()[0] for lines in data()["rules"].values() for line in lines}
    assert used - {"part"} == set(SENSES)


def test_every_sought_pattern_holds_a_heart():
    classes, words = set(data()["lists"]["heart classes"]), set(data()["lists"]["heart words"])
    parts = {"date", "clock", "year_of", "n", "wday", "zone", "last_day"}
    for group in ("date", "time", "span", "set"):
        for line in data()["rules"][group]:
            items = [item.lstrip("&").partition(":")[0].rstrip("?") for item in line.partition(" -> ")[0].split()]
            options = {option for item in items for option in item.split("|")}
            units = set(data()["words"]["UNIT"]) | set(data()["words"]["PART"]) | set(data()["words"]["UNITS"])
            weekdays = set(data()["words"]["TODAY"]) | set(data()["words"]["WEEKDAY"])
            day = "the" in options and "ORD" in options  # "the 8th": the matcher looks for it by itself
            hearted = (
                day
                or options & (classes | words | units | weekdays)
                or {o[1:-1] for o in options if o[0] == "{"} & (parts - {"n", "zone"})
            )
            assert hearted, line


def test_atoms_keep_their_place():
    text = "At 9.50 p.m. on Jan. 5, 2031's “mid-1990s” crowd"
    atoms = split(text)
    assert all(text[a.start : a.end] == a.text for a in atoms)
    assert [a.text for a in atoms if "MONTH" in a.classes] == ["Jan."]


def test_numbers():
    def amount(text):
        return read(split(text), 0)[0][1].amount

    assert amount("twenty-five years") == 25
    assert amount("two hundred and five days") == 205
    assert amount("2 1/2 years") == 2.5
    assert amount("a couple of days") == 2
    assert amount("dozens of days") is None
    assert amount("more than 1,200 days") == 1200


def test_the_longest_expression_comes_first():
    matches = Matcher(split("late on Monday, Jan. 13, 2031")).at(0)
    assert matches[0].end == 8


def test_cost_of_a_long_report_without_times():
    text = "The council of the town and a member of the board met the mayor in a hall near the river. " * 40
    parsed = parse(Report(id="r", text=text, published="2031-01-19"))
    start = time.perf_counter()
    assert find(parsed, ()) == ()
    assert time.perf_counter() - start < 0.5
