"""Taking places from the sheets cities publish (公共施設一覧 and its successors) and from plain lists.

A place is known by its id in the source, within the city whose code stands beside it. Some cities number every file
from 1: a row whose id belongs to a place of another name, address and position is a place of its own.
"""

from itertools import batched
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop

from yoriai.directory.actions.imports.bookmark import Bookmark, whole
from yoriai.directory.actions.imports.intake import AT_ONCE, shown
from yoriai.directory.actions.places import change_place
from yoriai.directory.models import Place
from yoriai.directory.policy import can_edit_places
from yoriai.engines.japanese.kana import hiragana
from yoriai.engines.tables.headers import fold
from yoriai.engines.tables.reading import Table
from yoriai.engines.tables.report import Change, Report
from yoriai.engines.tables.rows.cells import Told
from yoriai.engines.tables.rows.places import PlaceRow, read_places
from yoriai.engines.tables.sources import Sources, source_key
from yoriai.engines.tables.taking import Line
from yoriai.engines.tables.times import Clock
from yoriai.kernel.actors.who import Who
from yoriai.kernel.areas.models import Area
from yoriai.kernel.areas.queries import ground
from yoriai.kernel.items.actions import add_items, with_those_above
from yoriai.kernel.items.codes import PATTERN
from yoriai.kernel.items.models import ItemArea
from yoriai.kernel.policy import require
from yoriai.kernel.records.actions import record

KEPT_SHORT = gettext_noop("The opening hours are long; they stand in the description.")
NEAR = 0.001  # degrees: about 100 m
# Columns whose words need no name before them.
PLAIN = {"説明", "ご案内", "備考", "留意事項", "概要", "内容", "バリアフリー情報"}


def take_places(table: Table, *, by: Who, source: str = "", bookmark: Bookmark | None = None) -> Report:
    """Take places; each is put into the areas its position lies in. source: whose data it is, with its licence.

    bookmark: of a long file that goes in bit by bit; without one it goes in whole or not at all.
    A blank cell leaves what is known. Raises Unreadable where a column is missing.
    """
    require(can_edit_places(by))
    report = bookmark.report if bookmark else Report()
    desk = _Desk(report, by, source)
    with whole(bookmark):
        for some in batched(read_places(table, report), AT_ONCE):
            with transaction.atomic():
                desk.take([(line, place, facts_of(line, place)) for line, place in some], bookmark)
        if report.taken or report.updated:
            with transaction.atomic():
                record("places.imported", by=by, inside=True, taken=report.taken, updated=report.updated)
    return report


class _Desk:
    """Takes rows of one file, some at a time."""

    def __init__(self, report: Report, by: Who, source: str) -> None:
        self._report, self._by, self._source = report, by, source
        self._here, self._known = ground(), _Known()
        self._met: set[str] = set()

    def take(self, rows: list[tuple[Line, PlaceRow, dict[str, Any]]], bookmark: Bookmark | None) -> None:
        """These rows: new places, changed ones, those that stay as they are."""
        upto = bookmark.upto if bookmark else 0
        self._known.load(rows)
        new: list[tuple[Place, Area | None]] = []
        for line, _place, facts in rows:
            key = self._known.key(line, facts)
            if key in self._met:
                line.skip("row_repeated")
                continue
            self._met.add(key)
            if line.number <= upto:
                continue
            place = self._known.places.get(key)
            area = self._here.area_at(facts["latitude"], facts["longitude"]) if "latitude" in facts else None
            if self._source and not (place and place.source):
                facts["source"] = self._source[:120]
            if place is None:
                new.append((Place(source_key=key, by=self._by.actor, **facts), area))
                line.ends("taken")
            else:
                self._change(line, place, area, facts)
        _add(new)
        if bookmark is not None and rows[-1][0].number > upto:
            bookmark.put(rows[-1][0].number)

    def _change(self, line: Line, place: Place, area: Area | None, facts: dict[str, Any]) -> None:
        changes = [
            Change(name, shown(name, getattr(place, name)), shown(name, value))
            for name, value in facts.items()
            if getattr(place, name) != value
        ]
        end = change_place(place, self._known.lies_in(place), by=self._by, areas=[area] if area else [], **facts)
        line.ends(end)
        if end == "updated":
            self._report.changes.append((line.number, tuple(changes) or (Change("areas", "", str(area)),)))


def _add(new: list[tuple[Place, Area | None]]) -> None:
    """All new places at once: the record of the import is theirs."""
    add_items([place for place, _area in new])
    ids = {area.pk: with_those_above([area]) for _place, area in new if area}
    ItemArea.objects.bulk_create(
        [ItemArea(item_id=place.pk, area_id=pk) for place, area in new if area for pk in ids[area.pk]], batch_size=1000
    )


def facts_of(line: Line, row: PlaceRow) -> dict[str, Any]:
    """What a row says of its place; what it does not say is not there."""
    hours, long_hours = _hours(line, row)
    facts: dict[str, Any] = {
        "reading": hiragana(row.reading)[:200],
        "address": row.address[:200],
        "phone": row.phone[:40],
        "hours": hours,
        "accessibility": _told(row.ways_in),
        "website": row.url if len(row.url) <= 200 else "",
        "summary": "\n".join(filter(None, [row.common_name, _told(row.told), long_hours, _told(row.more)])),
    }
    known = {name: value for name, value in facts.items() if value}
    if row.position:
        known["latitude"], known["longitude"] = row.position
    return {"title": row.name[:200], **known}


def _told(told: Told) -> str:
    """The words of these cells, one below the other, each with the name of its column unless it is a description itself."""
    return "\n".join(text if column in PLAIN else f"{column}：{text}" for column, text in told)


def _hours(line: Line, row: PlaceRow) -> tuple[str, str]:
    """Days, hours and their note in one line, and what is too long for it."""
    opens, closes = _clock(row.opens), _clock(row.closes)
    span = f"{opens}〜{closes}" if opens or closes else ""
    whole = " ".join(part for part in (row.weekdays, span, row.hours_note) if part)
    if len(whole) <= 200:
        return whole, ""
    line.doubt(KEPT_SHORT)
    return " ".join(part for part in (row.weekdays, span) if part), row.hours_note


def _clock(time: Clock | None) -> str:
    if time is None:
        return ""
    return "終日" if time.all_day else f"{time.hour}:{time.minute:02}"


class _Known:
    """Which place each row speaks of: by its id, by name and id where two sources gave out the same one, else by its words."""

    def __init__(self) -> None:
        self._words = Sources("places", "", without=("理由",))
        self._named: dict[str, str] = {}

    def load(self, rows: list[tuple[Line, PlaceRow, dict[str, Any]]]) -> None:
        """What stands in the database for these rows."""
        self._keys = {
            line.number: _two_keys(place) or (self._words.key(line.row.cells)[0],) * 2 for line, place, _facts in rows
        }
        wanted = {key for pair in self._keys.values() for key in pair}
        self.places = {place.source_key: place for place in Place.objects.filter(source_key__in=wanted)}
        codes = {place.source_id: line for line, place, _facts in rows if PATTERN.fullmatch(place.source_id)}
        for place in Place.objects.filter(code__in=codes):  # a sheet that we gave out comes back
            self.places.setdefault(self._keys[codes[place.code].number][0], place)
        self._lies_in: dict[int, list[int]] = {}
        areas = ItemArea.objects.filter(item__in=[place.pk for place in self.places.values()])
        for item, area in areas.order_by("area_id").values_list("item_id", "area_id"):
            self._lies_in.setdefault(item, []).append(area)

    def key(self, line: Line, facts: dict[str, Any]) -> str:
        """The key of this row's place."""
        by_id, by_both = self._keys[line.number]
        name = fold(facts["title"])
        place = self.places.get(by_id)
        ours = self._named.setdefault(by_id, name) == name and (place is None or _same(place, facts))
        return by_id if ours else by_both

    def lies_in(self, place: Place) -> list[int]:
        """The ids of the areas it lies in."""
        return self._lies_in.get(place.pk, [])


def _two_keys(row: PlaceRow) -> tuple[str, str] | None:
    """By the row's id within its city, and by id and name; None for a row without an id."""
    if not row.source_id:
        return None
    return (
        source_key("places", row.of_city, "", source_id=row.source_id),
        source_key("places", row.of_city, "", source_id=f"{row.source_id} {fold(row.name)}"),
    )


def _same(place: Place, facts: dict[str, Any]) -> bool:
    """Whether the row speaks of this place: by its name, its address or where it lies."""
    if fold(place.title) == fold(facts["title"]) or (place.address and place.address == facts.get("address")):
        return True
    if place.latitude is None or place.longitude is None or "latitude" not in facts:
        return False
    far = max(abs(place.latitude - facts["latitude"]), abs(place.longitude - facts["longitude"]))
    return bool(far < NEAR)
