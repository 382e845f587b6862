"""When something happens: what the cells of days and of times say together, as occasions.

「8月1日（土）10:00～12:00、2日（日）13時～」 in one cell, days in one and hours in another, hours told day by day
(【10日(日)】午後２時【11日(月)】午後７時), a span of days with 「毎週水曜」: each becomes the occasions it names. What is not
certain stays a note.
"""

import datetime as dt
import re
from dataclasses import dataclass, replace

from . import days, times
from .days import Around, Span
from .recurring import Recurrence, recurring
from .times import Clock, Hours
from .value import undecided

LONGEST = 1_000  # signs of a cell that are looked at; more is prose
MOST = 400  # occasions of one row
JOINT = re.compile(r"\s?(?:[、,;/・]|および|及び|と)?\s?")
# What may stand before the next date: a heading of it (【ＦＣ大阪】), never prose with a date in it (雨天順延 …).
HEADING = re.compile(r"\s?(?:[、,;]\s?)?(?:【[^】]{1,60}】|〈[^〉]{1,60}〉|《[^》]{1,60}》|\[[^\]]{1,60}\])\s?")
DATED = re.compile(
    r"[【〈《\[]\s?((?:\d{1,2}月)?\s?\d{1,2}日[^】〉》\]]{0,10}|\d{1,2}/\d{1,2}[^】〉》\]]{0,10})[】〉》\]]"
)
EITHER = re.compile(r"\s?(?:もしくは|または|又は|あるいは|か(?=\d))")
# 各日, and a remark between a day and its hours: 4月1日～30日（月～金）9:00～17:00
EACH = re.compile(
    r"[\s、,の]*(?P<remark>\((?!\d{1,2}\))[^()]{1,40}\))?\s?(?:(?:各日|両日|いずれも|全日程?)(?:とも)?\s?)?"
)
RULED = re.compile(r"\s?(?P<open>から|より|[~〜])?[の(、,\s]{0,3}(?:毎|第\s?\d)")
TO = re.compile(r"\s?(?:[~〜\-–—]|から)\s?")
ISO_TIME = re.compile(r"T(?=\d{2}:\d{2})")
ZONED = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?\s?(?:Z|UTC|[+-]\d{2}:?\d{2})")
JAPAN = dt.timezone(dt.timedelta(hours=9))


@dataclass(frozen=True, slots=True)
class Occasion:
    """A day, or every day from first to last, each from `opens` to `closes`; None where no time is told."""

    first: dt.date
    last: dt.date
    opens: Clock | None = None
    closes: Clock | None = None

    @property
    def all_day(self) -> bool:
        """Whether the file says that it is the whole day (終日); where it says nothing it is not."""
        return self.opens is not None and self.opens.all_day

    @property
    def start(self) -> dt.datetime | dt.date:
        """The first moment, or the first day where no time is told."""
        return _at(self.first, self.opens)

    @property
    def end(self) -> dt.datetime | dt.date:
        """The last moment (24:00 is the next midnight), or the last day where no time is told."""
        return _at(self.last, self.closes)

    def __str__(self) -> str:
        span = f"{self.first}" if self.first == self.last else f"{self.first}〜{self.last}"
        return f"{span} {Hours(self.opens, self.closes)}" if self.opens else span


def _at(day: dt.date, told: Clock | None) -> dt.datetime | dt.date:
    if told is None or told.all_day:
        return day
    return dt.datetime.combine(day, dt.time()) + dt.timedelta(minutes=told.minutes)


@dataclass(frozen=True, slots=True)
class When:
    """What cells said of when. recurs: a rule whose last day is not told (its first is the occasion, if there is one);
    hours: those of its days. note: what else stands there."""

    occasions: tuple[Occasion, ...] = ()
    recurs: Recurrence | None = None
    hours: tuple[Hours, ...] = ()
    note: str = ""
    doubts: tuple[str, ...] = ()

    def __str__(self) -> str:
        told = [str(one) for one in self.occasions] or ([self.recurs.rule] if self.recurs else [])
        return " ".join(filter(None, ["、".join(told[:20]), self.note]))


def when(cell: str, around: Around | dt.date | None = None, before: dt.date | None = None) -> When:
    """The occasions of one cell. before: a day in whose month 「10日」 alone may stand.

    Doubts: those of days and times, date_either, recurring_kept, and date_unreadable or date_year_missing with no
    occasions.
    """
    if undecided(cell):
        return When(note=cell.strip(), doubts=("undecided",))
    text = ISO_TIME.sub(" ", DATED.sub(r" \1 ", days.written(_in_japan(cell))))
    if not text:
        return When()
    reading = _Reading(text[:LONGEST], around, before)
    reading.run()
    rest = " ".join([*reading.remarks, f"{reading.rest}{text[LONGEST:]}".strip()]).strip(" 、,;")
    if reading.occasions:
        doubts = [*reading.doubts, *(["date_note_kept"] if rest else [])]
        return When(tuple(reading.occasions[:MOST]), reading.recurs, note=rest, doubts=tuple(dict.fromkeys(doubts)))
    rule, left = recurring(text)
    if rule:
        hours, left, more = times.begin(left)
        kept = ["recurring_kept"] if left else []
        return When(recurs=rule, hours=hours, note=left, doubts=(*more, *kept))
    return When(note=text, doubts=tuple(reading.doubts))


def _in_japan(cell: str) -> str:
    """A moment with its time zone, as programs write it, by the clocks of Japan; any other cell as it is."""
    written = cell.strip()
    if not ZONED.fullmatch(written):
        return cell
    try:
        moment = dt.datetime.fromisoformat(re.sub(r"\s?UTC$", "Z", written)).astimezone(JAPAN)
    except (ValueError, OverflowError):
        return cell
    return moment.strftime("%Y-%m-%dT%H:%M")


class _Reading:
    """A text read along: days, their hours, a heading, days, …"""

    def __init__(self, text: str, around: Around | dt.date | None, before: dt.date | None) -> None:
        self.rest = text
        self.occasions: list[Occasion] = []
        self.recurs: Recurrence | None = None
        self.doubts: list[str] = []
        self.remarks: list[str] = []
        self._around = around
        self._before = before
        self._runs_on = False  # 13:30～: the end may stand behind, perhaps on another day

    def run(self) -> None:
        """Read on until something else stands there; it stays in `rest`."""
        while True:
            heading = HEADING.match(self.rest)
            start = self.rest[heading.end() :] if heading else self.rest
            spans, after, doubts = days.begin(start, self._around, self._before)
            if spans is None:
                self.doubts = self.doubts if self.occasions else doubts
                return
            if EITHER.match(after):
                self.doubts.append("date_either")
                return
            self.doubts += doubts
            self.rest = self._taken(spans, after)
            last = spans[-1][1]
            # What follows is of the same year or the turn of it: what is written once is meant for all.
            self._around = Around(_moved(last, -60), _moved(last, 300), said=True)
            self._before = last

    def _taken(self, spans: tuple[Span, ...], after: str) -> str:
        """Take the days with the hours that follow them; returns what stands behind."""
        spans, after = self._ruled(spans, after)
        prefix = EACH.match(after)
        sittings, behind, doubts = times.begin(after[prefix.end() :] if prefix else after)
        if not sittings:
            self.occasions += _each(spans, ())
            return self._parted(after)
        self.doubts += doubts
        if prefix and prefix["remark"]:
            self.remarks.append(prefix["remark"])
        if self._runs_on and len(spans) == len(sittings) == 1 and sittings[0].closes is None:
            self.occasions[-1] = replace(self.occasions[-1], last=spans[0][1], closes=sittings[0].opens)
            self._runs_on = False
            return behind
        self.occasions += _each(spans, sittings)
        to = TO.match(behind)
        told = after[: len(after) - len(behind)].rstrip()
        self._runs_on = sittings[-1].closes is None and (bool(to) or told.endswith(("~", "〜", "から")))
        return behind[to.end() :] if to and self._dated(behind[to.end() :]) else self._parted(behind)

    def _parted(self, rest: str) -> str:
        """Without the comma, should another date follow."""
        joint = JOINT.match(rest)
        more = rest[joint.end() :] if joint else rest
        return more if self._dated(more) else rest

    def _dated(self, text: str) -> bool:
        return days.begin(text, self._around, self._before or dt.date(2000, 1, 1))[0] is not None

    def _ruled(self, spans: tuple[Span, ...], after: str) -> tuple[tuple[Span, ...], str]:
        """4月8日～6月24日の毎週水曜: the days of the span that the rule names. 5月7日から毎週木曜: the rule, from that day."""
        hit = RULED.match(after)
        rule, left = recurring(after) if hit and len(spans) == 1 else (None, after)
        if rule is None or hit is None:
            return spans, after
        first, last = spans[0]
        if first < last and not hit["open"]:
            return tuple((day, day) for day in rule.within(first, last)[:MOST]), re.sub(r"^[のは、,\s(]+\)?", "", left)
        if first == last and hit["open"]:
            self.recurs = rule
            return spans, re.sub(r"^(?:から|より|[~〜])[のは、,\s(]*\)?", "", left)
        return spans, after


def _moved(day: dt.date, by: int) -> dt.date:
    return dt.date.fromordinal(min(dt.date.max.toordinal(), max(1, day.toordinal() + by)))


def _each(spans: tuple[Span, ...], sittings: tuple[Hours, ...]) -> list[Occasion]:
    """Every span with every sitting."""
    if not sittings:
        return [Occasion(first, last) for first, last in spans]
    return [Occasion(first, last, one.opens, one.closes) for first, last in spans for one in sittings]


def with_hours(found: When, sittings: tuple[Hours, ...]) -> When:
    """The same days with the hours another cell tells; hours already told stay."""
    if not sittings or any(one.opens for one in found.occasions):
        return found
    spans = tuple((one.first, one.last) for one in found.occasions)
    return replace(found, occasions=tuple(_each(spans, sittings)[:MOST]), hours=sittings if found.recurs else ())
