"""返還額 and 保存年限."""

import datetime as dt

import pytest

from yoriai.engines.schemes import ended_before, kept_until, refund


@pytest.mark.parametrize(
    ("city", "spent", "counted", "ratio", "back"),
    [
        (400_000, 450_000, 450_000, 100, 0),
        (400_000, 388_000, 388_000, 100, 12_000),
        (400_000, 0, 0, 100, 400_000),
        (0, 500_000, 500_000, 100, 0),
        (300_000, 400_000, 400_000, 66, 36_000),  # two thirds of what was spent, not of what was planned
        (300_000, 200_000, 450_000, 66, 100_000),  # work of volunteers counts for the share; money is not given for it
        (100, 100, 100, 66, 34),  # rounded against the city's part
    ],
)
def test_what_goes_back_is_never_below_nought(city, spent, counted, ratio, back):
    assert refund(city, spent, counted, ratio) == back


def test_the_term_runs_from_the_end_of_the_fiscal_year():
    assert kept_until(dt.date(2028, 3, 31), 5) == dt.date(2033, 3, 31)
    assert kept_until(dt.date(2028, 4, 1), 5) == dt.date(2034, 3, 31)


@pytest.mark.parametrize("day", [dt.date(2033, 3, 31), dt.date(2033, 4, 1), dt.date(2034, 1, 1), dt.date(2034, 4, 1)])
@pytest.mark.parametrize(
    "ended", [dt.date(2027, 12, 1), dt.date(2028, 3, 31), dt.date(2028, 4, 1), dt.date(2029, 5, 5)]
)
def test_both_ways_of_asking_agree(day, ended):
    assert (ended < ended_before(day, 5)) == (kept_until(ended, 5) < day)
