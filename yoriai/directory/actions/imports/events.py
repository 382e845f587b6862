"""Events of the calendars cities publish. Each day is a row of its own; what is not certain stands beside it in words."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_noop

from yoriai.directory.actions.imports.bookmark import Bookmark
from yoriai.directory.actions.imports.intake import Incoming, Intake, fitted, in_words, keys_of
from yoriai.directory.actions.imports.whereabouts import Whereabouts
from yoriai.directory.models import Event, Occurrence, Place, SignUp, Support
from yoriai.directory.policy import can_edit_places
from yoriai.engines.tables.headers import fold
from yoriai.engines.tables.reading import Table
from yoriai.engines.tables.report import Change, Report
from yoriai.engines.tables.rows.events import EventRow, read_events
from yoriai.engines.tables.sources import Sources
from yoriai.engines.tables.taking import Line
from yoriai.engines.tables.when import Occasion
from yoriai.kernel.actors.who import Who
from yoriai.kernel.city.queries import city
from yoriai.kernel.policy import require

LAID_OUT = gettext_noop("It comes again without an end; its days were laid out for three months.")
NO_DAY = gettext_noop("It stands in no calendar, for no day is told; the words are kept.")
SIGNED_UP = gettext_noop("People have signed up for a day that is no longer in the file; it was left.")
MANY_DAYS = 14  # of a longer span the first and the last day are kept: it is one thing that is on, not sixty
AHEAD = dt.timedelta(days=92)
STATES = {"cancelled": "中止", "postponed": "延期"}


@dataclass(frozen=True, slots=True)
class Day:
    """One day of an event, as a row of Occurrence."""

    starts: dt.datetime
    ends: dt.datetime | None
    all_day: bool
    cancelled_why: str

    def __str__(self) -> str:
        start = f"{timezone.localtime(self.starts):%Y-%m-%d %H:%M}"
        return " ".join(filter(None, [start[:10] if self.all_day else start, self.cancelled_why]))


def take_events(
    table: Table, *, by: Who, source: str = "", today: dt.date | None = None, bookmark: Bookmark | None = None
) -> Report:
    """Take events. source: whose data it is, with its licence. today: near it lies a day whose year nothing tells.

    bookmark: of a long file that goes in bit by bit; without one it goes in whole or not at all. Raises Unreadable where
    a column is missing.
    """
    require(can_edit_places(by))
    report = bookmark.report if bookmark else Report()
    here = city()
    rows = read_events(table, report, today=today or timezone.localdate(), home=here.area.code if here else "")
    EventIntake(report, by, source).take(_incoming(rows), bookmark)
    return report


def _incoming(rows: Iterator[tuple[Line, EventRow]]) -> Iterator[Incoming]:
    where, words, places = Whereabouts(), Sources("events", ""), _places()
    for line, row in rows:
        days = days_of(line, row)
        facts = fitted(Event, line, facts_of(row))
        place = places.get(fold(row.place_name)) if row.place_name else None
        if place is not None:
            facts["where_id"] = place
        areas, _inner = where.areas(row.position, row.address)
        otherwise = words.key({"title": fold(row.title), "at": fold(row.place_name), "on": _on(row)})[0]
        source_id = "" if row.counted else row.source_id
        keys = keys_of("events", row.of_city, source_id, row.title, (otherwise, otherwise))
        yield Incoming(line, keys, facts, where.themes([row.category]), areas, days, row.source_id)


def _on(row: EventRow) -> str:
    """What tells two events of one name in one place apart: their first day, else the words of their days."""
    return str(min(one.first for one in row.days)) if row.days else row.when


def _places() -> dict[str, int]:
    """The places everybody sees, by name, without names that several share."""
    rows = [(fold(title), pk) for pk, title in Place.objects.public().values_list("pk", "title")]
    often = Counter(name for name, _pk in rows)
    return {name: pk for name, pk in rows if often[name] == 1}


def days_of(line: Line, row: EventRow) -> list[Day]:
    """Its days; those that come again without an end, for three months from the first."""
    why = STATES.get(row.state, "")
    occasions = list(row.days)
    if row.recurs and occasions:
        first = occasions[0].first
        hours = row.recurs_hours or (None,)
        occasions = [
            Occasion(day, day, one.opens if one else None, one.closes if one else None)
            for day in row.recurs.within(first, first + AHEAD)
            for one in hours
        ] or occasions
        line.doubt(LAID_OUT)
    if not occasions:
        line.doubt(NO_DAY)
    days = {day.starts: day for occasion in occasions for day in _days(occasion, why)}
    return [days[start] for start in sorted(days)]


def _days(occasion: Occasion, why: str) -> Iterator[Day]:
    span = (occasion.last - occasion.first).days
    timed = occasion.opens is not None and not occasion.opens.all_day
    if span > MANY_DAYS or (span and not timed):
        yield _day(occasion.first, occasion.last, occasion, why)
        return
    for step in range(span + 1):
        day = occasion.first + dt.timedelta(days=step)
        yield _day(day, day, occasion, why)


def _day(first: dt.date, last: dt.date, occasion: Occasion, why: str) -> Day:
    opens, closes = occasion.opens, occasion.closes
    if opens is None or opens.all_day:
        ends = _moment(last, 24 * 60 - 1) if last > first else None
        return Day(_moment(first, 0), ends, all_day=True, cancelled_why=why)
    starts = _moment(first, opens.minutes)
    ends = _moment(last, closes.minutes) if closes and not closes.all_day else None
    return Day(starts, ends if ends and ends >= starts else None, all_day=False, cancelled_why=why)


def _moment(day: dt.date, minutes: int) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()) + dt.timedelta(minutes=minutes))


def facts_of(row: EventRow) -> dict[str, Any]:
    """What a row says of its event; what has no field stands in the description."""
    told = in_words(
        ("アクセス", row.access), ("駐車場", row.parking), ("ことば", "、".join(row.languages)), ("備考", row.remarks), *row.more,
    )  # fmt: skip
    note = "\n".join(filter(None, [row.recurs.words if row.recurs else "", row.note]))
    beside = "" if row.capacity_most is None and not row.capacity else row.capacity
    if beside and beside != str(row.capacity_most):
        told.append(f"定員：{beside}")
    support = [
        value
        for value, has in (
            (Support.SIGN_LANGUAGE, row.sign_language), (Support.CAPTIONS, row.captions),
            (Support.CHILD_CARE, row.childcare), (Support.WHEELCHAIR, row.wheelchair), (Support.ONLINE, row.online_url),
        )
        if has
    ]  # fmt: skip
    how = "\n".join(filter(None, [row.apply, row.apply_url]))
    return {
        "title": row.title,
        "summary": "\n".join(filter(None, [row.description, row.support, *told])),
        "for_whom": row.for_whom,
        "meets_at": " ".join(filter(None, [row.place_name, row.address])),
        "online_url": row.online_url,
        "price": row.price or ("無料" if row.price_least == 0 else ""),
        "capacity": row.capacity_most if row.capacity_of in ("", "人") else None,
        "sign_up": Event.SignUpBy.ELSEWHERE if row.apply_needed and (how or row.apply_until) else "",
        "apply_until": _until(row.apply_until),
        "how": how,
        "support": support,
        "organisers": row.organiser,
        "dates_note": note or ("" if row.days else row.when),
        "contact": "\n".join(filter(None, [row.contact, row.phone, row.mail])),
        "website": row.url,
        "latitude": row.position[0] if row.position else None,
        "longitude": row.position[1] if row.position else None,
    }


def _until(moment: dt.date | dt.datetime | None) -> dt.datetime | None:
    """The end of the day where only a day is told."""
    if moment is None:
        return None
    return timezone.make_aware(moment) if isinstance(moment, dt.datetime) else _moment(moment, 24 * 60 - 1)


class EventIntake(Intake[Event]):
    """Rows become events with their days."""

    model = Event
    verb = "events.imported"
    marks = ("where_id", "meets_at", "website")

    def made(self, row: Incoming, key: str) -> Event:
        """With the day that comes next."""
        event = super().made(row, key)
        event.when = next_of(row.parts)
        return event

    def add(self, new: list[tuple[Event, Incoming]]) -> None:
        """The events, then their days."""
        super().add(new)
        rows = [_row(event, day) for event, row in new for day in row.parts]
        Occurrence.objects.bulk_create(rows, batch_size=2000)

    def parts_changed(self, entry: Event, row: Incoming) -> list[Change]:
        """Its days as the file has them; a day somebody has signed up for is never taken away."""
        there = {one.starts: one for one in Occurrence.objects.filter(event=entry)}
        wanted = {day.starts: day for day in row.parts}
        before = [_of(one) for one in there.values()]
        if before == row.parts or not row.parts:
            return []
        gone = [one.pk for start, one in there.items() if start not in wanted]
        kept = set(SignUp.objects.filter(occurrence__in=gone).values_list("occurrence", flat=True))
        if kept:
            row.line.doubt(SIGNED_UP)
            if set(gone) == kept and all(start in there and _of(there[start]) == day for start, day in wanted.items()):
                return []
        Occurrence.objects.filter(pk__in=set(gone) - kept).delete()
        Occurrence.objects.bulk_create([_row(entry, day) for start, day in wanted.items() if start not in there])
        for start, day in wanted.items():
            if start in there and _of(there[start]) != day:
                one = _row(entry, day)
                one.pk, one.note = there[start].pk, there[start].note
                one.save()
        entry.when = next_of(row.parts)
        entry.save(update_fields=["when"])
        return [Change("occurrences", "、".join(map(str, before)), "、".join(map(str, row.parts)))]


def next_of(days: list[Day]) -> dt.datetime | None:
    """The start of the next day that takes place, else of the last one."""
    now = timezone.now()
    on = [day for day in days if not day.cancelled_why] or days
    return next((day.starts for day in on if (day.ends or day.starts) >= now), on[-1].starts if on else None)


def _row(event: Event, day: Day) -> Occurrence:
    cancelled = timezone.now() if day.cancelled_why else None
    return Occurrence(
        event_id=event.pk, starts=day.starts, ends=day.ends, all_day=day.all_day,
        cancelled=cancelled, cancelled_why=day.cancelled_why,
    )  # fmt: skip


def _of(one: Occurrence) -> Day:
    return Day(one.starts, one.ends, one.all_day, one.cancelled_why if one.cancelled else "")
