"""Dates and times as Japanese offices write them: 令和8年11月25日（水）, R7.4.1, 午前8時30分."""

import datetime as dt
import re
import unicodedata
from typing import Final

WEEKDAYS: Final = "月火水木金土日"

# First day, name, letter and the western year before its first year; newest first.
_ERAS: Final = (
    (dt.date(2019, 5, 1), "令和", "R", 2018),
    (dt.date(1989, 1, 8), "平成", "H", 1988),
    (dt.date(1926, 12, 25), "昭和", "S", 1925),
    (dt.date(1912, 7, 30), "大正", "T", 1911),
    (dt.date(1873, 1, 1), "明治", "M", 1867),
)
_BASES: Final = {name: base for _, name, _, base in _ERAS} | {letter: base for _, _, letter, base in _ERAS}

_DATE = re.compile(
    r"""(?: (?P<era>令和|平成|昭和|大正|明治|[RHSTMrhstm])\s*\.?\s*(?P<era_year>\d{1,2}|元)\s*(?:年度?|[./-])
          | (?P<year>\d{4})\s*(?:年|[./-]) )?
        \s*(?P<month>\d{1,2})\s*(?:月|[./-])\s*(?P<day>\d{1,2})\s*日?""",
    re.VERBOSE,
)
_TIME = re.compile(
    r"""(?P<half>午前|午後|AM|PM|am|pm)?\s*
        (?: (?P<hour>\d{1,2})\s*時\s*(?:(?P<minute>\d{1,2})\s*分|(?P<half_past>半))?
          | (?P<clock>\d{1,2}):(?P<clock_minute>\d{2})(?::\d{2})?
          | (?P<noon>正午) )
        \s*(?P<after>AM|PM|am|pm)?""",
    re.VERBOSE,
)


def era_date(day: dt.date, *, weekday: bool = True) -> str:
    """Return 令和8年11月25日（水）; the first year of an era is 元年. Before 1873 the western year stands."""
    written = f"{era_year(day)}{day.month}月{day.day}日"
    return f"{written}（{WEEKDAYS[day.weekday()]}）" if weekday else written


def era_year(day: dt.date) -> str:
    """Return the year of the day with its era: 令和8年, 令和元年."""
    for first, name, _, base in _ERAS:
        if day >= first:
            year = day.year - base
            return f"{name}{'元' if year == 1 else year}年"
    return f"{day.year}年"


def fiscal_year(day: dt.date) -> int:
    """Return the western year in whose April the fiscal year of the day began: 2027-03-31 → 2026."""
    return day.year if day.month >= 4 else day.year - 1


def fiscal_year_name(year: int) -> str:
    """Return 令和8年度 for 2026: named by the era of the day that begins it, as ministries do (平成31年度 is 令和元年度)."""
    return era_year(dt.date(year, 5, 1)) + "度"


def parse_date(text: str, today: dt.date) -> dt.date | None:
    """Return the first date in the text, or None where there is none that exists.

    Takes 令和7年4月1日, R7.4.1, H23/3/11, 2025/4/1, 2025-04-01 and, without a year, 4月1日: the one nearest to today.
    """
    plain = unicodedata.normalize("NFKC", text)
    for found in _DATE.finditer(plain):
        day = _day(found, today)
        if day:
            return day
    return None


def parse_time(text: str) -> dt.time | None:
    """Return the first time of day in the text: 午前8時30分, 18:30, 午後1時半, 正午; None for 終日 and the like."""
    found = _TIME.search(unicodedata.normalize("NFKC", text))
    if found is None:
        return None
    if found["noon"]:
        return dt.time(12)
    hour = int(found["hour"] or found["clock"])
    minute = 30 if found["half_past"] else int(found["minute"] or found["clock_minute"] or 0)
    half = (found["half"] or found["after"] or "").lower()
    if half in ("午後", "pm") and hour < 12:
        hour += 12
    elif half == "am" and hour == 12:
        hour = 0
    return dt.time(hour % 24, minute) if hour <= 24 and minute < 60 else None


def _day(found: re.Match[str], today: dt.date) -> dt.date | None:
    month, day = int(found["month"]), int(found["day"])
    if found["era"]:
        in_era = 1 if found["era_year"] == "元" else int(found["era_year"])
        return _made(_BASES[found["era"].upper()] + in_era, month, day)
    if found["year"]:
        return _made(int(found["year"]), month, day)
    if "月" not in found[0]:
        return None  # 3/4 and 2-5 are more often something else
    near = [made for year in (today.year - 1, today.year, today.year + 1) if (made := _made(year, month, day))]
    return min(near, key=lambda made: abs(made - today), default=None)


def _made(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


# One end of a period: a year with a month and perhaps a day, a fiscal year; the second end may leave its year out.
_END = re.compile(
    r"""(?: (?P<era>令和|平成|[RH])(?P<era_year>\d{1,2}|元)年 | (?P<year>\d{4})年 | (?P<next>翌年) | 同年 )?
        (?: (?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)? | (?P<whole>(?<=年)度) )
        (?:末日?)?(?:\([月火水木金土日]\))?""",
    re.VERBOSE,
)
_FROM_TO = re.compile(r"[~\-ー–—―]|から")
# Years, and numbers of years, that stand somewhere else in the text: then it says more than one period.
_YEARS = re.compile(r"(?:令和|平成|[RH])(?:\d|元)|\d{4}[年/.]|[\d一二三四五数複](?:[かヵカケ]年|年間|年目)|年度")
_LONGEST_PERIOD = 400


def period(text: str) -> tuple[dt.date, dt.date] | None:
    """Return the first and the last day of 令和9年8月～令和10年3月, 2027年8月1日から翌年3月末まで, 令和9年度.

    Only what can be read in one way: None where the text names no year, or years besides.
    """
    plain = "".join(unicodedata.normalize("NFKC", text).replace("〜", "~").split())
    ends = list(_END.finditer(plain)) if len(text) <= _LONGEST_PERIOD else []
    if not 1 <= len(ends) <= 2 or _YEARS.search(plain[: ends[0].start()] + " " + plain[ends[-1].end() :]):
        return None
    if len(ends) == 2 and not _FROM_TO.fullmatch(plain[ends[0].end() : ends[1].start()]):
        return None
    begins, year = ends[0], _year(ends[0])
    if year is None or (len(ends) == 1 and not begins["whole"]):
        return None
    first = _day_of(begins, year, last=False)
    later = year + 1 if ends[-1]["next"] else _year(ends[-1])
    last = _day_of(ends[-1], year if later is None else later, last=True)
    return (first, last) if first is not None and last is not None and first <= last else None


def _year(found: re.Match[str]) -> int | None:
    if found["era"]:
        return _BASES[found["era"]] + (1 if found["era_year"] == "元" else int(found["era_year"]))
    return int(found["year"]) if found["year"] else None


def _day_of(found: re.Match[str], year: int, *, last: bool) -> dt.date | None:
    """A day as it is; of a month or a fiscal year the first or the last day."""
    if found["whole"]:
        return _made(year + 1, 3, 31) if last else _made(year, 4, 1)
    month = int(found["month"])
    if found["day"] or not last:
        return _made(year, month, int(found["day"] or 1))
    following = _made(year + month // 12, month % 12 + 1, 1) if 1 <= month <= 12 else None
    return following - dt.timedelta(days=1) if following else None
