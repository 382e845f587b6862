"""保存年限: until when the papers of a project are kept."""

import datetime as dt


def kept_until(ended: dt.date, years: int) -> dt.date:
    """The last day: so many years from the end of the fiscal year (April to March) in which it came to its end."""
    return dt.date(_fiscal_year(ended) + 1 + years, 3, 31)


def ended_before(today: dt.date, years: int) -> dt.date:
    """Whatever came to its end before this day has been kept long enough today."""
    return dt.date(_fiscal_year(today) - years, 4, 1)


def _fiscal_year(day: dt.date) -> int:
    return day.year if day.month >= 4 else day.year - 1
