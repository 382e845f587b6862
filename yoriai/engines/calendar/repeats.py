"""From “every second Thursday until March” to the days themselves. A series is written out once; each day then lives alone."""

import calendar
import datetime as dt
from collections.abc import Iterator
from itertools import count
from typing import Literal

Every = Literal["once", "day", "week", "fortnight", "month_day", "month_weekday"]
MOST = 400  # more than a year of days is another event


def days(first: dt.date, every: Every, until: dt.date | None = None) -> list[dt.date]:
    """The days from the first one to `until` (included), in order; at most MOST + 1, so that a caller can say it is too many.

    "month_day": the same date; months without it are left out. "month_weekday": the same weekday in the same week of the
    month (the second Thursday); a fifth one only in months that have it.
    """
    if every == "once" or until is None or until <= first:
        return [first]
    found: list[dt.date] = []
    for day in _after(first, every, until):
        found.append(day)
        if len(found) > MOST:
            break
    return found


def _after(first: dt.date, every: Every, until: dt.date) -> Iterator[dt.date]:
    steps = {"day": 1, "week": 7, "fortnight": 14}
    if every in steps:
        for number in range((until - first).days // steps[every] + 1):
            yield first + dt.timedelta(days=number * steps[every])
        return
    nth, weekday = (first.day - 1) // 7, first.weekday()
    for number in count():
        year, month = divmod(first.year * 12 + first.month - 1 + number, 12)
        if (year, month + 1) > (until.year, until.month) or year > dt.MAXYEAR:
            return
        number_of_day = first.day if every == "month_day" else _nth(year, month + 1, nth, weekday)
        if number_of_day <= calendar.monthrange(year, month + 1)[1]:
            day = dt.date(year, month + 1, number_of_day)
            if day <= until:
                yield day


def _nth(year: int, month: int, nth: int, weekday: int) -> int:
    """The day of the month of its nth (from 0) weekday; past its last day where there is none."""
    first = dt.date(year, month, 1).weekday()
    return 1 + (weekday - first) % 7 + 7 * nth


def weeks(year: int, month: int) -> list[list[dt.date]]:
    """The weeks of a month's page, from Sunday as Japanese calendars have it, with the days of the neighbours that fill them."""
    first = dt.date(year, month, 1)
    start = first - dt.timedelta(days=(first.weekday() + 1) % 7)
    last = dt.date(year, month, calendar.monthrange(year, month)[1])
    number = ((last - start).days // 7) + 1
    return [[start + dt.timedelta(days=7 * week + day) for day in range(7)] for week in range(number)]
