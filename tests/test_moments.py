"""Times of all zones on one clock."""

from twosource.moments import moment, order


def test_times_of_two_zones_come_in_the_order_in_which_they_were():
    assert order("2031-05-05T01:00:00Z") < order("2031-05-04T23:00:00-05:00")
    assert order("2031-05-05") == order("2031-05-05T00:00:00")


def test_what_is_no_date_has_no_place_in_the_order():
    assert order(None) == order("last Tuesday") == ""
    assert moment("") is None


def test_a_time_that_its_zone_moves_off_the_calendar_is_no_moment():
    assert moment("0001-01-01T00:00:00+02:00") is None
    assert moment("9999-12-31T23:59:00-05:00") is None
