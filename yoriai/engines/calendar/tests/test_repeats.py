"""Days that come again."""

import datetime as dt

import pytest

from yoriai.engines.calendar.repeats import MOST, days, weeks


def test_every_week_until_a_day_that_counts():
    found = days(dt.date(2026, 12, 3), "week", dt.date(2026, 12, 24))
    assert [day.day for day in found] == [3, 10, 17, 24]


def test_the_second_thursday_of_each_month():
    found = days(dt.date(2026, 12, 10), "month_weekday", dt.date(2027, 3, 31))
    assert [day.isoformat() for day in found] == ["2026-12-10", "2027-01-14", "2027-02-11", "2027-03-11"]


def test_a_fifth_sunday_is_only_in_months_that_have_one():
    found = days(dt.date(2026, 11, 29), "month_weekday", dt.date(2027, 6, 30))
    assert [day.isoformat() for day in found] == ["2026-11-29", "2027-01-31", "2027-05-30"]


def test_the_thirty_first_leaves_out_short_months():
    found = days(dt.date(2026, 1, 31), "month_day", dt.date(2026, 5, 31))
    assert [day.month for day in found] == [1, 3, 5]


def test_three_days_of_a_festival():
    assert len(days(dt.date(2026, 8, 6), "day", dt.date(2026, 8, 8))) == 3


@pytest.mark.parametrize("until", [None, dt.date(2026, 8, 6), dt.date(2020, 1, 1)])
def test_without_an_end_it_is_one_day(until):
    assert days(dt.date(2026, 8, 6), "week", until) == [dt.date(2026, 8, 6)]


def test_a_thousand_years_end_after_one_more_than_the_most():
    assert len(days(dt.date(2026, 1, 1), "day", dt.date.max)) == MOST + 1
    assert len(days(dt.date(9999, 12, 9), "month_weekday", dt.date.max)) == 1


def test_a_month_s_page_begins_on_sunday_and_is_whole_weeks():
    page = weeks(2026, 11)
    assert page[0][0] == dt.date(2026, 11, 1) and page[-1][-1] == dt.date(2026, 12, 5)
    assert {len(week) for week in page} == {7}
    assert weeks(2026, 2)[-1][-1] == dt.date(2026, 2, 28)
