"""Cells that say when: days and spans of days with what is written beside them, times of day.

What a single date or time means is asked of engines/japanese/dates.py; here stands how far it reaches in a cell, how
several belong together, and what is left over.
"""

import datetime as dt
import re
from dataclasses import dataclass

from yoriai.engines.japanese.dates import WEEKDAYS, parse_date, parse_time

from .value import Value, plain

LONGEST = 300  # signs of a cell that are looked at as days or times; more is prose
ERA = r"(?:令和|平成|昭和|大正|明治|[RHSTMrhstm])\s?\.?\s?(?:\d{1,2}|元)\s?[年./-]"
DATE = re.compile(
    rf"(?P<year>{ERA}|\d{{4}}\s?[年./-])?\s?(?:(?P<month>\d{{1,2}})\s?(?P<parting>[月./-])\s?)?(?P<day>\d{{1,2}})(?P<suffix>\s?日)?"
)
WEEKDAY = re.compile(r"\s?(?:\(([月火水木金土日])?(?:曜日?)?[・,、 ]?(?:祝日?|休|振休)?\)|([月火水木金土日])曜日?)")
TO = re.compile(r"\s?(?:[~〜―—–→]|から|より|(?<=[日)])\s?[-ー])\s?")
AND = re.compile(r"\s?(?:[・、,;/&]|および|及び|と)?\s?(?:\(\d\)|[①-⑩])?\s?")
FIRST = re.compile(r"(?:(?:日時|期間|日程|開催日|開催期間|会期|実施日)\s?:?\s?)?(?:\(\d\)|[①-⑩])?\s?")
MIDNIGHT = re.compile(r"[T ]00:00(?::00)?$")
EIGHT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)")
AMERICAN = re.compile(r"(\d{1,2})/(\d{1,2})/((?:19|20)\d\d)")
TIME = re.compile(
    r"(?:午前|午後|AM|PM)?\s?(?:(\d{1,2})\s?時(?!間)\s?(?:\d{1,2}\s?分|半)?|(\d{1,2}):\d{2}(?::\d{2})?|正午)\s?(?:AM|PM)?",
    re.I,
)
SPAN = re.compile(r"\s?(?:[~〜―—–→\-ー]|から)\s?")
ALL_DAY = frozenset(["終日", "24時間", "一日中", "1日中", "24時間営業", "常時"])

Span = tuple[dt.date, dt.date]


@dataclass(frozen=True, slots=True)
class Days:
    """One or several spans of days, in the order written; a single day is a span to itself. note: what else stands
    there, such as ※10日以外, to be shown beside the days."""

    spans: tuple[Span, ...]
    note: str = ""

    @property
    def first(self) -> dt.date:
        """The earliest day."""
        return min(first for first, _ in self.spans)

    @property
    def last(self) -> dt.date:
        """The latest day."""
        return max(last for _, last in self.spans)


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day: hour 0 to 24 (24:00 is the end of a day), minute; or the whole day. note: what else stands there."""

    hour: int = 0
    minute: int = 0
    all_day: bool = False
    note: str = ""

    def __str__(self) -> str:
        return "終日" if self.all_day else f"{self.hour:02}:{self.minute:02}"

    @property
    def time(self) -> dt.time | None:
        """As a time of Python, which knows no 24:00 (it becomes 0:00); None for the whole day."""
        return None if self.all_day else dt.time(self.hour % 24, self.minute)


def days(cell: str, today: dt.date | None = None) -> Value[Days]:
    """The days of a cell: 令和7年4月1日, R7.4.1, 2025/4/1, 「8月5日（水）～16日※10日以外」, 5月10日(日)・11日(月).

    A year that is not written is the one near `today` in which the weekday is right; without a weekday the nearest is
    taken and doubted; without `today` none is. Doubts beside a value: date_weekday_wrong, date_year_taken,
    date_order_taken, date_note_kept. Without one: date_year_missing, date_unreadable.
    """
    text = " ".join(MIDNIGHT.sub("", plain(cell)).split())
    if not text:
        return Value(None, None, cell)
    if hit := EIGHT.fullmatch(text):
        text = f"{hit[1]}-{hit[2]}-{hit[3]}"
    reader = _Days(text, today)
    if hit := AMERICAN.fullmatch(text):  # an English Excel's 10/19/2017
        reader = _Days(f"{hit[3]}/{hit[1]}/{hit[2]}", today)
        reader.doubts.add("date_order_taken")
    spans = reader.spans() if len(text) <= LONGEST else ()
    if not spans:
        return Value(None, "date_year_missing" if "date_year_missing" in reader.doubts else "date_unreadable", cell)
    doubt = next((doubt for doubt in DOUBTS if doubt in reader.doubts), None)
    return Value(Days(spans, reader.rest), doubt, cell)


DOUBTS = ("date_weekday_wrong", "date_year_taken", "date_order_taken", "date_note_kept")  # the gravest first


class _Days:
    """Reads along a text: dates, their weekdays, what joins them, and the rest."""

    def __init__(self, text: str, today: dt.date | None) -> None:
        self.rest = text
        self.doubts: set[str] = set()
        self._today = today
        self._year = self._month = ""

    def spans(self) -> tuple[Span, ...]:
        """The spans of days; nothing where the text does not begin with a date. `rest` is what follows them."""
        self._take(FIRST)
        spans: list[Span] = []
        day = self._date(None)
        while day:
            spans.append((day, day))
            if to := TO.match(self.rest):
                before, self.rest = self.rest, self.rest[to.end() :]
                last = self._date(day)
                if last and last >= day:
                    spans[-1] = (day, last)
                    self.rest = self.rest.removeprefix("まで")
                else:
                    self.rest = before
            before = self.rest
            joined = self._take(AND)
            day = self._date(spans[-1][1]) if joined else None
            if not day:
                self.rest = before
        self.rest = self.rest.strip()
        if spans and self.rest:
            self.doubts.add("date_note_kept")
        return tuple(spans)

    def _take(self, pattern: re.Pattern[str]) -> bool:
        hit = pattern.match(self.rest)
        self.rest = self.rest[hit.end() :] if hit else self.rest
        return bool(hit and hit.end())

    def _date(self, before: dt.date | None) -> dt.date | None:
        """The date the rest begins with, and its weekday; month and year may be those of the one before."""
        hit = DATE.match(self.rest)
        if not hit or self.rest[hit.end() : hit.end() + 1].isdigit() or not _whole_date(hit, before):
            return None
        rest = self.rest[hit.end() :]
        weekday = WEEKDAY.match(rest)
        named = (weekday[1] or weekday[2] or "") if weekday else ""
        if hit["year"]:
            day = parse_date(hit[0], self._today or dt.date(2000, 1, 1))
        elif before:
            month = int(hit["month"] or before.month)
            day = _made(before.year, month, int(hit["day"]))
            if day is None or day < before:
                day = _made(before.year + 1, month, int(hit["day"])) if hit["month"] else None
        else:
            day = self._near(hit[0], named)
        if day is None:
            return None
        if named and WEEKDAYS[day.weekday()] != named:
            self.doubts.add("date_weekday_wrong")
        self.rest = rest[weekday.end() :] if weekday else rest
        return day

    def _near(self, written: str, weekday: str) -> dt.date | None:
        """The day without a year: in the year near today when it falls on the weekday written, or in the nearest."""
        if self._today is None:
            self.doubts.add("date_year_missing")
            return None
        nearest = parse_date(written, self._today)
        if nearest is None:
            return None
        years = sorted(range(self._today.year - 2, self._today.year + 3), key=lambda year: abs(year - nearest.year))
        for year in years if weekday else ():
            day = _made(year, nearest.month, nearest.day)
            if day and WEEKDAYS[day.weekday()] == weekday:
                return day
        if not weekday:
            self.doubts.add("date_year_taken")
        return nearest


def _whole_date(hit: re.Match[str], before: dt.date | None) -> bool:
    """Whether what matched says a day: 4月1日, 2025/4/1; after a date also 16日 alone, but never a bare 3/4 or 16."""
    if hit["year"]:
        return bool(hit["month"])
    if hit["month"]:
        return hit["parting"] == "月" and (bool(hit["suffix"]) or before is None)
    return before is not None and bool(hit["suffix"])


def _made(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def time(cell: str, *, end: bool = False) -> Value[Clock]:
    """A time of day: 9:30, 午前8時30分, 正午, 24:00, 終日; a bare hour (24) is doubted. Of a span in one cell
    (9:00～21:30) the beginning, or with `end` the end.

    Doubts: time_hour_taken, time_note_kept, time_span beside a value; time_unreadable without one.
    """
    text = plain(cell)
    if not text:
        return Value(None, None, cell)
    if text in ALL_DAY:
        return Value(Clock(all_day=True), None, cell)
    if re.fullmatch(r"[0-9]{1,2}", text) and int(text) <= 24:
        return Value(Clock(int(text)), "time_hour_taken", cell)
    if re.fullmatch(r"[0-2][0-9][0-5][0-9]", text):
        text = f"{text[:2]}:{text[2:]}"
    clock, rest = _clock(text[:LONGEST])
    doubt = None
    if clock and (to := SPAN.match(rest)):
        until, behind = _clock(rest[to.end() :])
        if until:
            doubt, rest, clock = "time_span", behind, until if end else clock
    if clock is None or len(text) > LONGEST:
        return Value(None, "time_unreadable", cell)
    note = re.sub(r"^(?:から|より|まで|開始|終了)$", "", rest.strip())
    return Value(Clock(clock.hour, clock.minute, note=note), "time_note_kept" if note else doubt, cell)


def end_time(cell: str) -> Value[Clock]:
    """A closing or ending time: as `time`, and of a span its end."""
    return time(cell, end=True)


def _clock(text: str) -> tuple[Clock | None, str]:
    """The time a text begins with, and what follows it."""
    hit = TIME.match(text)
    read = parse_time(hit[0]) if hit else None
    if not hit or read is None:
        return None, text
    if int(hit[1] or hit[2] or 0) == 24:
        return (None, text) if read.minute else (Clock(24), text[hit.end() :])
    return Clock(read.hour, read.minute), text[hit.end() :]
