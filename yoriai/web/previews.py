"""The first rows of a file as they were understood, cell by cell, with each doubt beside its cell."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from yoriai.engines.tables import values
from yoriai.engines.tables.days import Days
from yoriai.engines.tables.decidim import Decidim
from yoriai.engines.tables.geo import Shapes
from yoriai.engines.tables.headers import Matching, choose
from yoriai.engines.tables.reading import Row, Table
from yoriai.engines.tables.reasons import Reason
from yoriai.engines.tables.report import Report
from yoriai.engines.tables.rows.cases import read_cases
from yoriai.engines.tables.rows.events import read_events
from yoriai.engines.tables.rows.organizations import read_organizations
from yoriai.engines.tables.rows.places import read_places
from yoriai.engines.tables.taking import Line, Reading
from yoriai.web.imports import Opened
from yoriai.web.sentences import sentence

PREVIEWED = 50
COLUMNS = 60
SAMPLE = 400  # signs of a cell in a preview


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a preview: the words of its column, how it was read, what stands in the file where that differs, and
    what is doubted about it."""

    column: str
    text: str
    doubts: tuple[str, ...] = ()
    original: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """One row of a preview, with its number as a spreadsheet shows it and what is doubted about the row."""

    line: int
    cells: list[Cell]
    doubts: tuple[str, ...] = ()


Reader = Callable[[Table, Report], Iterator[tuple[Line, Any]]]
READERS: dict[str, Reader] = {
    "organizations": read_organizations,
    "places": read_places,
    "cases": read_cases,
    "events": lambda table, report: read_events(table, report, today=timezone.localdate()),
}


def preview(opened: Opened) -> list[Shown]:
    """The first rows as they were understood, cell by cell."""
    if opened.shapes is not None:
        return _of_shapes(opened.shapes)
    if opened.archive is not None:
        return list(islice(_of_archive(opened.archive), PREVIEWED))
    table = opened.table
    assert table is not None
    rows = list(islice(table.rows, PREVIEWED))
    if opened.kind.name in READERS:
        return _of_entries(table, rows, READERS[opened.kind.name])
    aliases, matching = choose(table.headers, opened.candidates)
    reads = {field.name: field.reads for field in aliases.fields}
    fields = {header: name for name, header in matching.found.items()}
    return [
        Shown(
            row.line,
            [
                _of_position(fields[header], header, row.cells, matching)
                if fields.get(header) in ("latitude", "longitude")
                else _cell(header, row.cells[header], reads.get(fields.get(header, ""), ""))
                for header in table.headers[:COLUMNS]
            ],
            tuple(sentence(doubt) for doubt in row.doubts),
        )
        for row in rows
    ]


def _of_entries(table: Table, rows: list[Row], reader: Reader) -> list[Shown]:
    """As the import itself reads them."""
    report, lines = Report(), {}
    last = rows[-1].line if rows else 0
    for line, _row in reader(table, report):
        lines[line.number] = line
        if line.number >= last:
            break
    left: dict[int, list[str]] = {}
    for number, reason in report.skipped:
        left.setdefault(number, []).append(sentence(reason))
    return [_entry(row, lines.get(row.line), table.headers[:COLUMNS], left.get(row.line, [])) for row in rows]


def _entry(row: Row, line: Line | None, headers: tuple[str, ...], left: list[str]) -> Shown:
    """A row with its cells as read; one that stays out says why."""
    readings: dict[str, list[Reading]] = {}
    for reading in line.readings if line else ():
        readings.setdefault(reading.column, []).append(reading)
    cells = [_read(header, row.cells[header], readings.get(header, [])) for header in headers]
    told = {doubt for cell in cells for doubt in cell.doubts}
    others = [words for doubt in (line.doubts if line else row.doubts) if (words := sentence(doubt)) not in told]
    return Shown(row.line, cells, tuple(dict.fromkeys([*left, *others])))


def _read(header: str, text: str, readings: list[Reading]) -> Cell:
    read = [one for one in readings if one.value is not None]
    said = "、".join(dict.fromkeys(_in_words(one.value) for one in read)) if read else text
    doubts = dict.fromkeys(sentence(doubt) for one in readings for doubt in one.doubts)
    original = text.strip() if read and said.strip() != text.strip() else ""
    return Cell(header, said[:SAMPLE], tuple(doubts), original[:SAMPLE])


def _of_shapes(shapes: Shapes) -> list[Shown]:
    return [
        Shown(
            number,
            [
                Cell(_("Code"), shape.code),
                Cell(_("Name"), shape.name),
                Cell(_("Polygons"), str(len(shape.polygons))),
            ],
        )
        for number, shape in enumerate(islice(shapes.shapes, PREVIEWED), 1)
    ]


def _of_archive(archive: Decidim) -> Iterator[Shown]:
    """Of each part some rows, each with what it will be here."""
    groups = ((one.number, _("Organisation"), row.name, row.about) for one, row in archive.organisations(Report()))
    meetings = ((one.number, _("Event"), row.title, row.description) for one, row in archive.meetings(Report()))
    proposals = ((one.number, _("Card"), row.title, row.body) for one, row in archive.proposals(Report()))
    comments = ((one.number, _("Comment"), "", row.body) for one, row in archive.comments(Report()))
    for part in (groups, meetings, proposals, comments):
        for number, sort, title, words in islice(part, PREVIEWED // 4):
            yield Shown(number, [Cell(_("Will be"), sort), Cell(_("Title"), title), Cell(_("Text"), words[:SAMPLE])])


def _cell(header: str, text: str, reader: str) -> Cell:
    if not reader:
        return Cell(header, text[:SAMPLE])
    value = values.READERS[reader](text)
    doubts = (sentence(Reason(value.doubt)),) if value.doubt else ()
    return Cell(header, (_in_words(value.value) if value.value is not None else text)[:SAMPLE], doubts)


def _of_position(name: str, header: str, cells: Mapping[str, str], matching: Matching) -> Cell:
    """Latitude and longitude are understood together: swapped ones are put right."""
    found = values.position(matching.cell(cells, "latitude"), matching.cell(cells, "longitude"))
    doubts = (sentence(Reason(found.doubt)),) if found.doubt and name == "latitude" else ()
    if found.value is None:
        return Cell(header, cells[header][:SAMPLE], doubts)
    return Cell(header, str(found.value[name == "longitude"]), doubts)


def _in_words(value: Any) -> str:
    """A value as it was read, in words."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Days):
        spans = [
            f"{first:%Y-%m-%d}" if first == last else f"{first:%Y-%m-%d}〜{last:%Y-%m-%d}"
            for first, last in value.spans
        ]
        return "、".join([*spans, value.note] if value.note else spans)
    if isinstance(value, tuple):
        return "、".join(_in_words(one) for one in value if one is not None)
    return value.isoformat(" ") if isinstance(value, dt.datetime) else str(value)
