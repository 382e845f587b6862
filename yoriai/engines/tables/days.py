"""Cells that say which days: days and spans of days with what is written beside them, and the year nobody wrote.

What a single date means is asked of engines/japanese/dates.py; here stands how far it reaches in a cell, how several
belong together, and what is left over. Times of day are in times.py, 「毎月第2土曜」 in recurring.py.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from yoriai.engines.japanese.dates import WEEKDAYS, parse_date

from .value import NOTHING, Value, one_line, undecided

LONGEST = 300  # signs of a cell that are looked at as days; more is prose
ERA = r"(?:令和|平成|昭和|大正|明治|[RHSTMrhstm])\s?\.?\s?(?:\d{1,2}|元)\s?[年./-]"
DATE = re.compile(
    rf"(?P<year>{ERA}|\d{{4}}\s?[年./-])?\s?(?:(?P<month>\d{{1,2}})\s?(?P<parting>[月./-])\s?)?(?P<day>\d{{1,2}})(?P<suffix>\s?日)?"
)
AFTER_BARE_DAY = re.compile(r"\s?(?:$|[・、(~〜]|,(?!\d{3}))")
AFTER_MONTH = re.compile(r"\s?(?:日|$|[・、,(~〜])")
WEEKDAY = re.compile(
    r"\s?(?:\(a{3,4}\)"  # the pattern of a weekday that a program failed to fill in
    r"|\(([月火水木金土日](?:[・、,]?[月火水木金土日])*)?(?:曜日?)?[・,、 ]?(?:祝日?|休日?|振休|振替休日)?\)"
    r"|([月火水木金土日])曜日?)"
)
ALL_OF_THEM = re.compile(
    r"\s?(?:[*※]\s?)?(?:いずれも|全て|すべて|各日)\s?(?:\(([月火水木金土日])\)|([月火水木金土日])曜日?)"
)
TO = re.compile(r"\s?(?:[~〜]+|[―—–→]|から|より|(?<=[日)])\s?[-ー])\s?")
TO_BAR = re.compile(r"\s?-\s?(?=\d)")
AND = re.compile(r"\s?(?P<joint>[・、,;/&]|および|及び|と)?\s?(?:\(\d{1,2}\)|第\d{1,2}回\s?:?)?\s?")
FIRST = re.compile(
    r"(?:(?:日時|期間|日程|開催日時?|開催期間|会期|実施日|とき|日にち)\s?[:は]?\s?)?(?:\(\d{1,2}\)|第\d{1,2}回\s?:?)?\s?"
)
MIDNIGHT = re.compile(r"[T ]00:00(?::00)?$")
EIGHT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)")
AMERICAN = re.compile(r"(\d{1,2})/(\d{1,2})/((?:19|20)\d\d)")
SHORT_YEAR = re.compile(r"'?\d{1,2}([./-])\d{1,2}\1\d{1,2}(?!\d)")

Span = tuple[dt.date, dt.date]


@dataclass(frozen=True, slots=True)
class Around:
    """Which year is meant where none is written: the one that brings the day into first…last, or nearest to it.
    said: the file says so itself (令和8年度), so a day within them is not doubted."""

    first: dt.date
    last: dt.date
    said: bool = False

    def distance(self, day: dt.date) -> int:
        """How many days lie between; 0 within."""
        return max(0, (self.first - day).days, (day - self.last).days)

    @property
    def years(self) -> range:
        """The years worth trying."""
        return range(max(1, self.first.year - 2), min(9999, self.last.year + 2) + 1)


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


# The gravest first.
DOUBTS = (
    "date_weekday_wrong", "date_year_taken", "date_year_by_weekday", "date_order_taken", "date_note_kept",
)  # fmt: skip


def days(cell: str, around: Around | dt.date | None = None) -> Value[Days]:
    """The days of a cell: 令和7年4月1日, R7.4.1, 「8月5日（水）～16日※10日以外」, 5月10日(日)・11日(月), 「4/5, 12, 19」.

    A year that is not written is taken from `around` (a day, or what the file says) and doubted unless the file says it;
    where weekdays are written, the year in which they are right. Without `around` no year is taken. Doubts beside a
    value: DOUBTS. Without one: date_year_missing, date_year_short, date_unreadable.
    """
    if undecided(cell):
        return Value(None, "undecided", cell)
    found, rest, doubts = begin(written(cell), around)
    if found is None:
        return Value(None, doubts[0] if doubts else None, cell)
    if rest:
        doubts = [*doubts, "date_note_kept"]
    return Value(Days(found, rest), doubts[0] if doubts else None, cell, tuple(doubts[1:]))


def written(cell: str) -> str:
    """The cell as days are read from it: half-width, in one line, without the 00:00 of a date cell."""
    line = MIDNIGHT.sub("", one_line(cell))
    return "" if line.casefold() in NOTHING else line


def begin(
    text: str, around: Around | dt.date | None, before: dt.date | None = None
) -> tuple[tuple[Span, ...] | None, str, list[str]]:
    """The days a text (see `written`) begins with, what follows them, and the doubts in order of gravity; no days and
    one doubt, or none for a blank, where it begins with none. before: a day in whose month 「10日」 alone may stand."""
    if not text:
        return None, "", []
    if isinstance(around, dt.date):
        around = Around(around, around)
    order: list[str] = []
    if hit := EIGHT.fullmatch(text):
        text = f"{hit[1]}-{hit[2]}-{hit[3]}"
    elif hit := AMERICAN.match(text):  # an English Excel's 10/19/2017
        text, order = f"{hit[3]}/{hit[1]}/{hit[2]}{text[hit.end() :]}", ["date_order_taken"]
    elif SHORT_YEAR.match(text):
        return None, text, ["date_year_short"]
    readings = [reading for reading in _readings(text[:LONGEST], around, before) if reading.spans]
    if not readings:
        bare = _Reading(text[:LONGEST], 2000)
        return None, text, ["date_year_missing" if bare.spans and bare.undated else "date_unreadable"]
    best = min(readings, key=lambda reading: (reading.wrong > 0, _far(reading, around)))
    doubts = order + (["date_weekday_wrong"] if best.wrong else [])
    if best.undated and around and (best.wrong or not around.said or (_far(best, around) and not best.right)):
        doubts.append("date_year_by_weekday" if best.right and not best.wrong else "date_year_taken")
    return tuple(best.spans), (best.rest + text[LONGEST:]).strip(), sorted(doubts, key=DOUBTS.index)


def _readings(text: str, around: Around | None, before: dt.date | None) -> Iterator["_Reading"]:
    """The text read with each year it could be, or once where it writes its year."""
    reading = _Reading(text, None, before)
    if not reading.undated:
        yield reading
    elif around:
        yield from (_Reading(text, year, before) for year in around.years)


def _far(reading: "_Reading", around: Around | None) -> int:
    return min(around.distance(reading.spans[0][0]), around.distance(reading.spans[0][1])) if around else 0


@dataclass(slots=True)
class _Reading:
    """A text read along: dates, their weekdays, what joins them, and the rest; `year` is that of a first date without.

    undated: the year was needed. right, wrong: of the weekdays written.
    """

    rest: str
    year: int | None
    before: dt.date | None = None
    undated: bool = False
    right: int = 0
    wrong: int = 0
    spans: list[Span] = field(default_factory=list)
    _ends: list[dt.date] = field(default_factory=list, init=False)  # every day read so far, as written
    _bars_are_free: bool = field(default=True, init=False)  # no date so far is written with them
    _closed: bool = field(default=False, init=False)  # a weekday stands behind the last one: another may follow at once

    def __post_init__(self) -> None:
        self._take(FIRST)
        day = self._date(self.before, "")
        while day:
            self.spans.append((day, day))
            self._until(day)
            before = self.rest
            joint = AND.match(self.rest)
            self.rest = self.rest[joint.end() :] if joint else self.rest
            more = joint and (joint.end() or self._closed)
            day = self._date(self.spans[-1][1], joint["joint"] or "") if joint and more else None
            if not day:
                self.rest = before
        hit = ALL_OF_THEM.match(self.rest) if self.spans else None
        if hit and self._check((hit[1] or hit[2]) * len(self._ends)):
            self.rest = self.rest[hit.end() :]
        self.rest = self.rest.strip()

    def _take(self, pattern: re.Pattern[str]) -> bool:
        hit = pattern.match(self.rest)
        self.rest = self.rest[hit.end() :] if hit else self.rest
        return bool(hit and hit.end())

    def _until(self, day: dt.date) -> None:
        """The end of a span, where one is written behind the day."""
        before, right, wrong, known = self.rest, self.right, self.wrong, len(self._ends)
        if not (self._take(TO) or (self._bars_are_free and self._take(TO_BAR))):
            return
        last = self._date(day, "~")
        if last and last >= day:
            self.spans[-1] = (day, last)
            self.rest = self.rest.removeprefix("まで")
        else:
            self.rest, self.right, self.wrong = before, right, wrong
            del self._ends[known:]

    def _date(self, before: dt.date | None, joint: str) -> dt.date | None:
        """The date the rest begins with, and its weekday; month and year may be those of the one before."""
        hit = DATE.match(self.rest)
        if not hit or self.rest[hit.end() : hit.end() + 1].isdigit():
            return None
        after = self.rest[hit.end() :]
        if not _says_a_day(hit, after, before, joint):
            return None
        day = self._resolved(hit, before, joint)
        if day is None:
            return None
        self._bars_are_free = self._bars_are_free and "-" not in (hit["year"] or "") + (hit["parting"] or "")
        self._ends.append(day)
        self.rest, self._closed = after, False
        if weekday := WEEKDAY.match(after):
            named = re.sub("[・、,]", "", weekday[1] or weekday[2] or "")
            if self._check(named):
                self.rest, self._closed = after[weekday.end() :], True
        return day

    def _resolved(self, hit: re.Match[str], before: dt.date | None, joint: str) -> dt.date | None:
        if hit["year"]:
            return parse_date(hit[0], dt.date(2000, 1, 1))
        if before is None or (before is self.before and hit["month"]):
            self.undated = True
            return _made(self.year or 2000, int(hit["month"]), int(hit["day"]))
        month, day = int(hit["month"] or before.month), int(hit["day"])
        made = _made(before.year, month, day)
        if made and made >= before:
            return made
        # The turn of the year: from December into January; of days in a list only where it is far back.
        if hit["month"] and (joint == "~" or before.month - month >= 6):
            return _made(before.year + 1, month, day)
        return made if hit["month"] and joint != "~" else None

    def _check(self, named: str) -> bool:
        """Whether the weekdays are those of the last days read, as many; a single one is taken even where it is wrong,
        several that do not fit are a remark (土・日 of a whole month)."""
        if not named:
            return True
        fit = [WEEKDAYS[day.weekday()] == name for day, name in zip(self._ends[-len(named) :], named, strict=False)]
        if len(named) > 1 and (len(fit) < len(named) or not all(fit)):
            return False
        self.right += sum(fit)
        self.wrong += len(fit) - sum(fit)
        return True


def _says_a_day(hit: re.Match[str], after: str, before: dt.date | None, joint: str) -> bool:
    """Whether what matched says a day: 4月1日, 2025/4/1, 4/5; after a date also 16日 and, joined, a bare 12; never 16
    alone, nor the 10 of 10時."""
    if hit["year"]:
        return bool(hit["month"])
    if hit["parting"] == "月":
        return bool(hit["suffix"]) or before is not None or bool(AFTER_MONTH.match(after))
    if hit["parting"]:
        dotted = hit["parting"] == "." and (before is not None or bool(WEEKDAY.match(after)))
        slashed = hit["parting"] == "/" or dotted
        return slashed and not re.match(r"[./]\d", after)
    if before is None:
        return False
    return bool(hit["suffix"]) or bool(joint and AFTER_BARE_DAY.match(after))


def _made(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
