"""What ISO dates a TIMEX3 value means."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.annotate.times import clock_of, date_of


@pytest.mark.parametrize(
    ("value", "date"),
    [
        ("2031-01-13", "2031-01-13"),
        ("2031-01-13T21:50", "2031-01-13"),
        ("2031-01-13TNI", "2031-01-13"),
        ("2031-01", "2031-01-01/2031-01-31"),
        ("2028-02", "2028-02-01/2028-02-29"),
        ("2031-W03", "2031-01-13/2031-01-19"),
        ("2031-W03-WE", "2031-01-18/2031-01-19"),
        ("2031-Q1", "2031-01-01/2031-03-31"),
        ("2031-H2", "2031-07-01/2031-12-31"),
        ("2031-SU", "2031-06-01/2031-08-31"),
        ("2031-WI", "2031-12-01/2032-02-29"),
        ("2028", "2028-01-01/2028-12-31"),
        ("199", "1990-01-01/1999-12-31"),
        ("199X", "1990-01-01/1999-12-31"),
        ("19", "1900-01-01/1999-12-31"),
        ("P3D", None),
        ("PAST_REF", None),
        ("XXXX-WXX-5", None),
        ("2031-02-30", None),
        ("T21:50", None),
        ("", None),
    ],
)
def test_date_of(value, date):
    assert date_of(value) == date


@pytest.mark.parametrize(
    ("value", "clock"), [("2031-01-13T21:50", "21:50"), ("T07:00", "07:00"), ("2031-01-13TNI", None), ("2031", None)]
)
def test_clock_of(value, clock):
    assert clock_of(value) == clock


@given(st.text(alphabet="0123456789-WQHTNIXP:", max_size=14))
def test_date_of_never_raises(value):
    date_of(value)
    clock_of(value)
