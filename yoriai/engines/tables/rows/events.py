"""Events out of a table: both generations of the national sheet, city calendars, lists of venues."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..amounts import Capacity, Price
from ..amounts import price as price_of
from ..days import Around
from ..deadlines import Deadline, deadline, says_cancelled
from ..headers import aliases_for
from ..reading import Table
from ..recurring import Recurrence
from ..report import Report
from ..taking import Line, entries, matched
from ..times import Clock, Hours
from ..value import plain
from ..when import Occasion
from ..years import said_by
from .cells import Told, address_of, city_of, counts_rows, phone_of, together
from .occasions import first_day, happens

STATES = {"中止": "cancelled", "延期": "postponed", "順延": "postponed"}


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event. Texts are "" and other values None where the row says nothing.

    source_id: its id in the source; counted: the ids only count the rows of this file. of_city: code of the city whose
    sheet it is. reading: katakana. days: the occasions, in order; none where no day can be read. recurs, recurs_hours: a
    rule for days whose end is not told. when: the cells of days and times as they stand. note: what stands beside them.
    state: "", "cancelled" or "postponed". position: latitude and longitude in degrees. price_least: yen, 0 is free.
    capacity_most: of capacity_of (人, 組, …). apply_from, apply_until: a day, or a day and time (no time zone).
    apply_needed: False where nobody has to apply. more: column and words of what has no field here, and of cells that
    could not be read. section: the heading the row stands under.
    """

    title: str
    source_id: str = ""
    counted: bool = False
    of_city: str = ""
    reading: str = ""
    english: str = ""
    days: tuple[Occasion, ...] = ()
    recurs: Recurrence | None = None
    recurs_hours: tuple[Hours, ...] = ()
    when: str = ""
    note: str = ""
    state: str = ""
    description: str = ""
    category: str = ""
    place_name: str = ""
    address: str = ""
    postcode: str = ""
    position: tuple[float, float] | None = None
    access: str = ""
    parking: str = ""
    price: str = ""
    price_least: int | None = None
    capacity: str = ""
    capacity_most: int | None = None
    capacity_of: str = ""
    apply_from: dt.date | dt.datetime | None = None
    apply_until: dt.date | dt.datetime | None = None
    apply_needed: bool = True
    apply: str = ""
    apply_url: str = ""
    organiser: str = ""
    contact: str = ""
    phone: str = ""
    fax: str = ""
    mail: str = ""
    url: str = ""
    online: str = ""
    online_url: str = ""
    for_whom: str = ""
    languages: tuple[str, ...] = ()
    sign_language: bool | None = None
    captions: bool | None = None
    childcare: bool | None = None
    wheelchair: bool | None = None
    support: str = ""
    remarks: str = ""
    section: str = ""
    more: Told = ()


MORE = (
    "subtitle", "pattern", "duration", "meeting_point", "bring", "speaker", "co_organisers", "ward", "contact_note", "form",
    "for_whom_note", "bicycles", "parking_price", "nursing", "pushchair", "languages_note", "keywords", "child_raising",
    "image", "image_licence", "updated_on",
)  # fmt: skip
# Cells whose words have a field of their own, whether they could be read or not.
KEPT = ("when", "starts_on", "ends_on", "starts", "ends", "starts_at", "ends_at", "hours", "month")


def read_events(
    table: Table, report: Report, *, today: dt.date | None = None, home: str = ""
) -> Iterator[tuple[Line, EventRow]]:
    """The events of a table, each with its line, which the caller ends or skips.

    today: near it lies a day whose year neither the cell nor the file tells (doubted). home: the code of one's own city,
    for codes that lost their zero. Raises Unreadable("columns_missing").
    """
    aliases, matching = matched(table, [aliases_for("events")])
    dated = [matching.found[name] for name in ("starts_on", "starts", "when") if name in matching.found]
    around = said_by(table, today, dated)
    counted = counts_rows(table, matching)
    for line in entries(table, aliases, matching, report, ("title", "place_name"), alone_is_heading=True):
        yield line, _event(line, around, home, counted)


def _event(line: Line, around: Around | None, home: str, counted: bool) -> EventRow:
    title = line.label("title")
    place = line.label("place_name")
    if not title:
        line.doubt("title_from_place")
    time = happens(line, around)
    applying = _applying(line, first_day(time.found), around)
    price = line.read("price")
    room = _room(line)
    read = EventRow(
        title=" ".join((title or place).split()),
        source_id=line.text("source_id"),
        counted=counted,
        of_city=city_of(line, home),
        reading=line.read("kana") or "",
        english=line.text("english_name"),
        days=time.found.occasions,
        recurs=time.found.recurs,
        recurs_hours=time.found.hours,
        when=time.words,
        note=time.note,
        description=together([line.text("outline"), line.text("about")]),
        category=line.text("category") or line.text("event_type"),
        place_name=" ".join(place.split()),
        address=address_of(line),
        postcode=line.read("postcode") or "",
        position=line.position(),
        access=line.text("access"),
        parking=line.text("parking"),
        price=_price(line, price),
        price_least=_least(line, price.least if price else None),
        capacity=room.text if room else "",
        capacity_most=room.most if room else None,
        capacity_of=room.of if room else "",
        organiser=line.label("organiser"),
        contact=line.label("contact"),
        phone=phone_of(line),
        fax=line.read("fax") or "",
        mail=line.read("mail") or "",
        url=line.read("link") or line.read("content_link") or "",
        online=line.label("online"),
        online_url=line.read("online_link") or "",
        for_whom=line.text("for_whom"),
        languages=line.read("languages") or (),
        sign_language=line.read("sign_language"),
        captions=line.read("captions"),
        childcare=line.read("childcare"),
        wheelchair=line.read("wheelchair"),
        support=together(
            [line.text("support"), line.text("childcare_note")]
            + [f"{column}：{text}" for column, text in _offers(line)]
        ),
        remarks=line.text("note"),
        section=line.section,
        apply_from=applying.opens,
        apply_until=applying.closes,
        apply_needed=applying.needed,
        apply=applying.text,
        apply_url=line.read("apply_link") or "",
    )
    state = _state(line)
    return replace(read, state=state, more=(*line.told(*MORE), *line.unread(but=KEPT)))


def _offers(line: Line) -> list[tuple[str, str]]:
    """What is said of support beyond 有 and 無: 有（2週間前までに申込）."""
    columns = {
        one.column: one
        for one in line.readings
        if one.field in ("sign_language", "captions", "childcare", "wheelchair")
    }
    return [(one.column, one.text.strip()) for one in columns.values() if one.doubts]


def _room(line: Line) -> Capacity | None:
    """For how many there is room: the number of one column with the words of another."""
    room: Capacity | None = line.read("capacity")
    note: Capacity | None = line.read("capacity_note")
    if room is None or note is None:
        return room or note
    return Capacity(note.text, room.most if room.most is not None else note.most, note.of or room.of)


def _price(line: Line, price: Price | None) -> str:
    """What it costs, in words: of both columns, where the first holds more than the number."""
    detail = line.text("price_note")
    if price is None:
        return detail or line.text("price_kind")
    return detail if detail and price.text.isdigit() else together([price.text, detail])


def _least(line: Line, least: int | None) -> int | None:
    """The lowest price, of the column of details or of 有料・無料 where the first tells none."""
    if least is None and line.has("price_note"):
        detail = price_of(line.cell("price_note")).value
        least = detail.least if detail else None
    if least is None and line.has("price_kind") and plain(line.cell("price_kind")) == "無料":
        return 0
    return least


def _state(line: Line) -> str:
    said = line.label("state")
    told = next((state for word, state in STATES.items() if word in said), "") or says_cancelled(said)
    for field in ("meeting_point", "place_name", "when", "when_note", "title"):
        told = told or (says_cancelled(line.cell(field)) if line.has(field) else "")
    if told and not said:
        line.doubt("says_cancelled")
    return told


def _applying(line: Line, first: dt.date | None, around: Around | None) -> Deadline:
    """From when, until when and how one applies; its text is how, and what cells of days said without a day."""
    near = Around(first - dt.timedelta(days=200), first, said=True) if first else around
    period = _deadline(line, "apply_period", near, "")
    opens = _deadline(line, "apply_from", near, "opens")
    closes = _deadline(line, "apply_until", near, "closes")
    how = line.label("how")
    said = deadline(how, near, alone="").value or Deadline("")  # 9月10日（木）までに電話で
    until = _at(closes.closes or period.closes or said.closes, line.read("apply_until_time"))
    since = _at(opens.opens or period.opens or said.opens, line.read("apply_from_time"))
    words = [period.text, *(one.text for one in (opens, closes) if not (one.opens or one.closes))]
    needed = all(one.needed for one in (period, opens, closes, said))
    return Deadline(together([how, *words]), since, until, needed)


def _at(day: dt.date | dt.datetime | None, clock: Clock | None) -> dt.date | dt.datetime | None:
    """The day with its time of another column."""
    if day is None or isinstance(day, dt.datetime) or clock is None or clock.all_day:
        return day
    return dt.datetime.combine(day, dt.time()) + dt.timedelta(minutes=clock.minutes)


def _deadline(line: Line, field: str, near: Around | None, alone: str) -> Deadline:
    found = line.by(field, lambda cell: deadline(cell, near, alone=alone))
    return found or Deadline("")
