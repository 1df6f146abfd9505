"""Furniture carries a report and states nothing."""

from twosource.annotate import annotate
from twosource.records import Report

TEXT = "By Caroline Beale and Arjun Mehra\n\nGOHPUR, India, Aug. 15 (Northgate) — Police on Sunday opened the road."


def test_a_byline_is_no_statement():
    told = annotate(Report("r", TEXT, published="2032-08-15"))
    assert all("By Caroline" not in TEXT[e.start : e.end] for e in told.events)
    assert any("opened the road" in TEXT[e.start : e.end] for e in told.events)
