"""When an event is: the columns of days and times of one row, put together."""

import datetime as dt
import re
from dataclasses import dataclass, replace

from .. import times
from ..days import Around
from ..taking import Line
from ..times import Clock, Hours
from ..value import Value, one_line, plain
from ..when import Occasion, When, when, with_hours
from ..years import of_column
from .cells import together

MONTH = re.compile(r"(\d{1,2})月?")
WEEKDAYS = re.compile(r"[月火水木金土日](?:[・、,]?[月火水木金土日])*(?:曜日?)?")
WORDS = ("starts", "ends", "starts_on", "ends_on", "when", "starts_at", "ends_at", "hours")


@dataclass(frozen=True, slots=True)
class Happens:
    """found: the occasions of the row. words: its cells of days and times as they stand. note: what is said beside."""

    found: When
    words: str
    note: str


def happens(line: Line, around: Around | dt.date | None) -> Happens:
    """When the event of this row is. around: which year is meant where none is written."""
    if line.has("fiscal_year") and plain(line.cell("fiscal_year")):
        around = of_column(line.cell("fiscal_year")) or around
    found = _of_days(line, around)
    found = _without_zeros(_with_times(line, found, around))
    note = line.text("when_note") if line.has("when_note") else ""
    named, _, rest = note.partition("\n")
    for said in (named, line.cell("pattern"), line.cell("weekday")):
        if narrowed := _narrowed(found, said, open_ended=not plain(line.cell("ends_on"))):
            found, note = narrowed, rest if said == named else note
            break
    for doubt in found.doubts:
        line.doubt(doubt)
    words = together(line.cell(field) for field in WORDS if line.has(field) and plain(line.cell(field)))
    return Happens(found, words, together([found.note if found.occasions or found.recurs else "", note]))


def _of_days(line: Line, around: Around | dt.date | None) -> When:
    """The occasions of the columns of days; the first kind of column that says something."""
    if composed := _composed(line):
        found = when(composed, around)
        _note(line, "month", found)
        return found
    weekday = _weekday(line)
    for first, last in (("starts_on", "ends_on"), ("starts", "ends"), ("when", ""), ("starts_at", "ends_at")):
        cell = line.cell(first) if line.has(first) else ""
        if not plain(cell) or (first.startswith("starts") and first != "starts_on" and _only_time(cell)):
            continue
        dated = f"{cell}({weekday})" if weekday and "(" not in plain(cell) and "曜" not in cell else cell
        found = when(dated, around)
        if dated != cell and found.note:
            found = when(cell, around)
        _note(line, first, found)
        return _until(line, last, found) if last and line.has(last) and found.occasions else found
    return When()


def _only_time(cell: str) -> bool:
    """Whether a cell that may hold a day and a time holds a time alone."""
    return times.times(cell).value is not None


def _weekday(line: Line) -> str:
    """The weekdays of a column of their own, as they stand behind a date: 日, 土日."""
    said = one_line(line.cell("weekday")) if line.has("weekday") else ""
    return re.sub("曜日?", "", said) if WEEKDAYS.fullmatch(said) else ""


def _composed(line: Line) -> str:
    """年, 月, 日 and 曜日 in columns of their own, as one date: 6月20日～21日(土日); "" where they are not."""
    if not line.has("month") or not line.has("when"):
        return ""
    month, day = MONTH.fullmatch(plain(line.cell("month"))), one_line(line.cell("when"))
    if not month or not re.match(r"\d{1,2}(?![\d/月])", day):
        return ""
    weekday = _weekday(line)
    whole = re.sub(r"(?<!\d)(\d{1,2})(?![\d日:時])", r"\1日", day)
    return f"{month[1]}月{whole}" + (f"({weekday})" if weekday and "(" not in whole else "")


def _until(line: Line, field: str, found: When) -> When:
    """The last day of another column; its time too, where it has one."""
    one = found.occasions[0]
    ahead = Around(one.first, one.first + dt.timedelta(days=330), said=True)
    end = when(line.cell(field), ahead)
    _note(line, field, end)
    if not end.occasions or len(found.occasions) > 1 or one.first < one.last:
        return found
    last = end.occasions[-1]
    if last.last < one.first:
        return replace(found, doubts=(*found.doubts, "date_end_before_start"))
    return replace(
        found,
        occasions=(replace(one, last=last.last, closes=one.closes or last.opens),),
        doubts=(*found.doubts, *end.doubts),
    )


def _note(line: Line, field: str, found: When) -> None:
    """For the preview: what the cell was read as."""
    told = found if found.occasions or found.recurs else None
    line.note(field, Value(told, found.doubts[0] if found.doubts else None, line.cell(field), found.doubts[1:]))


def _with_times(line: Line, found: When, around: Around | dt.date | None) -> When:
    """With the hours of the columns of times, told for all days or day by day."""
    for field in ("starts_at", "starts", "hours", "ends_at"):
        cell = line.cell(field) if line.has(field) else ""
        if not plain(cell) or (found.occasions and found.occasions[0].opens):
            continue
        if field == "starts" and not _only_time(cell):
            continue
        told = times.times(cell)
        if told.value and field != "ends_at":
            sittings, doubts, end_note = _ended(line, field, told.value.sittings, found)
            line.note(field, Value(told.value, told.doubt, cell, told.also))
            note = together([found.note, told.value.note, end_note])
            return replace(with_hours(found, sittings), note=note, doubts=(*found.doubts, *told.doubts, *doubts))
        if told.value is None and (by_day := _day_by_day(cell, found, around)):
            _note(line, field, by_day)
            return by_day
        line.note(field, Value(told.value, told.doubt, cell, told.also))
        if told.value is None and told.doubt:
            return replace(found, note=together([found.note, one_line(cell)]))
    return found


def _without_zeros(found: When) -> When:
    """0:00～0:00 is what a program writes where nobody told a time."""
    zeros = [one for one in found.occasions if one.opens and not one.opens.all_day and not one.opens.minutes]
    if not zeros or any(one.closes and one.closes.minutes for one in zeros):
        return found
    occasions = tuple(replace(one, opens=None, closes=None) if one in zeros else one for one in found.occasions)
    return replace(found, occasions=occasions, doubts=(*found.doubts, "time_zero"))


def _ended(
    line: Line, field: str, sittings: tuple[Hours, ...], found: When
) -> tuple[tuple[Hours, ...], tuple[str, ...], str]:
    """The sittings with the end that stands in a column of its own; doubts; what else stands there."""
    ends = {"starts_at": "ends_at", "starts": "ends"}.get(field, "")
    if not ends or not line.has(ends) or len(sittings) != 1 or sittings[0].closes:
        return sittings, (), ""
    cell = line.cell(ends)
    end = times.end_time(cell)
    if end.value is None and plain(cell) and (told := when(cell)).occasions:
        end = Value(told.occasions[-1].opens, None, cell)
    line.note(ends, end)
    if end.value is None or end.value.all_day or sittings[0].opens.all_day:
        return sittings, end.doubts, ""
    opens, closes = sittings[0].opens, Clock(end.value.hour, end.value.minute)
    note = end.value.note
    if closes.minutes > opens.minutes or any(one.first < one.last for one in found.occasions):
        return (Hours(opens, closes),), end.doubts, note
    if (
        opens.hour >= 12 > closes.hour
        and closes.hour + 12 > opens.hour
        and re.search("午後|PM", plain(line.cell(field)), re.I)
    ):
        return (Hours(opens, Clock(closes.hour + 12, closes.minute)),), ("time_half_taken",), note
    return sittings, () if closes == opens else ("time_end_before_start",), note


def _day_by_day(cell: str, found: When, around: Around | dt.date | None) -> When | None:
    """【10日(日)】午後２時【11日(月)】午後７時: the hours of each day, where each day is one of those known; the days too,
    where none are known."""
    first = found.occasions[0].first if found.occasions else None
    by_day = when(cell, Around(first, found.occasions[-1].last, said=True) if first else around, first)
    if not by_day.occasions or not all(one.opens for one in by_day.occasions):
        return None
    inside = all(any(one.first <= each.first <= one.last for one in found.occasions) for each in by_day.occasions)
    if found.occasions and not inside:
        return None
    return replace(
        by_day,
        note=together([found.note, by_day.note]),
        doubts=(*found.doubts, *by_day.doubts) if first else by_day.doubts,
    )


def _narrowed(found: When, note: str, *, open_ended: bool) -> When | None:
    """A span of days, of which the note names the very days: 2026-05-29、2026-06-12, or 毎月第2土曜. A rule whose days
    have no end stays a rule."""
    if not note or len(found.occasions) > 1 or found.recurs:
        return None
    if not found.occasions or (open_ended and found.occasions[0].first == found.occasions[0].last):
        return _ruled(found, note)
    span = found.occasions[0]
    if span.first == span.last and any(one.first != span.first for one in when(note, span.first).occasions):
        return None
    told = when(note, Around(span.first, span.last, said=True))
    hours = told.hours or ((Hours(span.opens, span.closes),) if span.opens else ())
    if told.recurs and not told.note:
        named = tuple((day, day) for day in told.recurs.within(span.first, span.last))
        return with_hours(When(tuple(Occasion(*one) for one in named), doubts=found.doubts), hours) if named else None
    inside = all(span.first <= one.first and one.last <= span.last for one in told.occasions)
    if told.note or not inside or len(told.occasions) < 2:
        return None
    return with_hours(When(told.occasions, note=found.note, doubts=found.doubts), hours)


def _ruled(found: When, note: str) -> When | None:
    """The note's rule, with its first day where one is known."""
    told = when(note)
    if told.recurs is None or told.note or told.occasions:
        return None
    if found.occasions and told.hours:
        found = with_hours(found, told.hours)
    return replace(found, recurs=told.recurs, hours=told.hours or found.hours, doubts=found.doubts)


def first_day(found: When) -> dt.date | None:
    """The earliest day, if one is known."""
    return min((one.first for one in found.occasions), default=None)
