"""Which year a file means where its cells do not write one: what its titles, its sheet and its own dates say."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence

from yoriai.engines.japanese.dates import parse_date

from .days import Around, days, written
from .reading import Table
from .value import Value, one_line

ERA = r"(?:(?P<era>令和|平成|昭和|[RHS])\s?\.?\s?(?P<number>\d{1,2}|元)|(?<!\d)(?P<year>(?:19|20)\d\d))"
FISCAL = re.compile(rf"{ERA}\s?年度")
MONTH = re.compile(rf"{ERA}\s?[年./-]\s?(?P<month>1[0-2]|0?[1-9])(?:\s?月|$|(?=[^\d./-]))")
YEAR = re.compile(rf"{ERA}\s?(?:年(?!度)|$)")
# The day a list was made says when, but not of which year its events are.
MADE = re.compile(r"現在|時点|更新|作成|改正|発行|印刷|確認|公開")
WRITTEN = re.compile(r"^(?:(?:19|20)\d\d[-/.年]|(?:令和|平成|[RH])\s?(?:\d{1,2}|元)[年./-])")
IN_NAME = re.compile(r"(?<!\d)(20\d\d)[-_年.]?(0[1-9]|1[0-2])?(?!\d)")


def said_by(table: Table, today: dt.date | None, columns: Sequence[str] = ()) -> Around | None:
    """Around when the days of this file are: said, where a title or the sheet's name says so (令和8年度, 2026年5月);
    else the days that other rows write with their year in these columns, the year in the file's name, or today.

    A row of a table is only looked at here where nothing is said; the first 2,000 are.
    """
    told = [around for title in table.titles if (around := said_in(title))]
    if sure := next((around for around in told if around.said), None):
        return sure
    found = [day for day in _written(table, columns) if day]
    if found:
        return Around(min(found), max(found))
    if told:
        return told[0]
    if hit := IN_NAME.search(table.name):
        year, month = int(hit[1]), int(hit[2] or 0)
        return Around(dt.date(year, month or 1, 1), dt.date(year, month or 12, 28))
    return Around(today, today) if today else None


def said_in(title: str) -> Around | None:
    """The fiscal year, month or year that a title names; None where it names none, or only when the list was made. R8
    alone may be either sort of year: it is near, and not said."""
    text = one_line(title)[:200]
    if MADE.search(text):
        return None
    for pattern, months in ((FISCAL, 12), (MONTH, 1), (YEAR, 12)):
        hit = pattern.search(text)
        year = _year(hit) if hit else None
        if hit and year:
            month = 4 if pattern is FISCAL else int(hit["month"]) if pattern is MONTH else 1
            first = dt.date(year, month, 1)
            bare = pattern is YEAR and "年" not in hit[0]
            return Around(first, _after(first, months + 3 * bare) - dt.timedelta(days=1), said=not bare)
    return None


def of_column(year: str, today: dt.date | None = None) -> Around | None:
    """What a column 年度 or 年 of a row says: 2026, 令和8, R8年度."""
    text = one_line(year)
    fiscal = "度" in text
    hit = re.match(ERA, text)
    told = _year(hit) if hit else None
    if told is None:
        return Around(today, today) if today else None
    first = dt.date(told, 4 if fiscal else 1, 1)
    return Around(first, _after(first, 12) - dt.timedelta(days=1), said=True)


def _year(hit: re.Match[str]) -> int | None:
    if hit["year"]:
        return int(hit["year"])
    day = parse_date(f"{hit['era']}{hit['number']}年12月31日", dt.date(2000, 1, 1))
    return day.year if day else None


def _after(first: dt.date, months: int) -> dt.date:
    month = first.month - 1 + months
    return dt.date(first.year + month // 12, month % 12 + 1, 1)


def _written(table: Table, columns: Sequence[str]) -> Iterable[dt.date | None]:
    """The days that rows write with their year."""
    for count, row in enumerate(table.rows if columns else ()):
        if count > 2_000:
            return
        for column in columns:
            text = one_line(row.cells.get(column, ""))[:40]
            if WRITTEN.match(text):
                yield parse_date(text, dt.date(2000, 1, 1))


PERIOD = re.compile(
    rf"(?:(?P<whole>{ERA})\s?(?P<kind>年度|年)?\s?(?:[./-]?\s?(?P<month>1[0-2]|0?[1-9])(?:\s?月|(?=$|[^\d.])))?|(?P<alone>1[0-2]|0?[1-9])\s?月)(?:\s?(?P<day>\d{{1,2}})\s?日)?"
)
UNTIL = re.compile(r"\s?(?:から|より)?\s?[~〜―—–\-ー]?\s?")


def months(cell: str) -> Value[tuple[dt.date, dt.date | None]]:
    """A span of days, months or years: 令和5年4月～令和6年3月, 2023年度, R5～R6年度, 2022年～ (its end is open: None).

    Doubts: date_note_kept beside a value, date_unreadable without one.
    """
    whole = days(cell)
    if whole.value and not whole.value.note:
        return Value((whole.value.first, whole.value.last), whole.doubt, cell)
    text = written(cell)
    if not text:
        return Value(None, None, cell)
    hit = PERIOD.match(text[:200])
    first = _span(hit, None, "年度" in text[:20] and not hit["kind"] and not hit["month"]) if hit else None
    if hit is None or first is None:
        return Value(None, "date_unreadable", cell)
    to = UNTIL.match(text, hit.end())
    behind = text[to.end() if to else hit.end() :]
    runs_on = bool(to) and any(sign in text[hit.end() : len(text) - len(behind)] for sign in "~〜―—–-ーから")
    again = PERIOD.match(behind) if runs_on else None
    last = _span(again, first[0]) if again else None
    rest = behind[again.end() :] if again and last else behind
    end = last[1] if last else None if runs_on and not rest.strip(" )現在継続中") else first[1]
    note = rest.strip(" まで)現在継続中")
    return Value((first[0], end), "date_note_kept" if note else None, cell)


def _span(hit: re.Match[str], before: dt.date | None, fiscal: bool = False) -> tuple[dt.date, dt.date] | None:
    """The first and the last day of what was written; a month alone is of the year before it."""
    year = _year(hit) if hit["whole"] else before.year if before else None
    if year is None:
        return None
    fiscal = fiscal or hit["kind"] == "年度"
    month = int(hit["month"] or hit["alone"] or 0)
    if before and hit["alone"] and month < before.month:
        year += 1
    if fiscal and month:
        year += month < 4
    if not month:
        first = dt.date(year, 4 if fiscal else 1, 1)
        return first, _after(first, 12) - dt.timedelta(days=1)
    first = dt.date(year, month, 1)
    return first, _after(first, 1) - dt.timedelta(days=1)
