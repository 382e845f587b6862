"""Rows of an XLSX sheet as text, with the kind of each cell that is no text."""

import datetime as dt
import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from typing import IO, Any

import openpyxl
from openpyxl.utils import column_index_from_string

from .reasons import Reason, Unreadable
from .records import Limits, Record
from .unzipping import require_harmless

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of .xls, and of a workbook locked with a password
ZIP = b"PK"
LONGEST_CELL_XML = 1 << 16
# Repeats are bounded or possessive: the file is anybody's, and a pattern must not take longer than the file is long.
MERGE = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]{0,200}?\bref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
# A formula without its saved result; t="str" with an empty result is a real blank.
UNCOMPUTED = re.compile(
    rb'<(?:\w+:)?c\b(?![^>]{0,200}?\bt="str")[^>]{0,200}?\br="([A-Z]{1,3})(\d{1,7})"[^>]{0,200}>\s*+'
    rb"<(?:\w+:)?f\b[^>]{0,300}?(?:/>|>[^<]*+</(?:\w+:)?f>)\s*+"
    rb"(?:<(?:\w+:)?v\s*+/>|<(?:\w+:)?v>\s*+</(?:\w+:)?v>)?\s*+</(?:\w+:)?c>"
)
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")  # how XLSX writes a control character, such as _x000D_
ZEROS = re.compile(r"0{2,}")  # the number format 000000 shows a code with its leading zeros
NO_DATE = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')


def refuse_old_excel(file: IO[bytes]) -> None:
    """Raise Unreadable("encrypted" or "old_excel") for a file in the old container. Leaves the file at its start."""
    if file.read(len(OLE)) == OLE:
        inside = file.read(10_000_000)
        raise Unreadable("encrypted" if "EncryptedPackage".encode("utf-16-le") in inside else "old_excel")
    file.seek(0)


def records(
    file: IO[bytes], limits: Limits, notes: list[Reason], sheet: str = "", names: list[str] | None = None
) -> Iterator[Record]:
    """The rows of the named sheet, or of the first visible one that has any; blank rows too. names: gets its name.

    Notes which sheets were left, merged cells and formulas without a result. Raises Unreadable, and nothing else:
    openpyxl raises whatever it stumbles over, from KeyError to zlib.error.
    """
    try:
        with warnings.catch_warnings():  # openpyxl warns about decorations it leaves out
            warnings.simplefilter("ignore")
            require_harmless(file, limits)
            yield from _records(file, limits, notes, sheet, [] if names is None else names)
    except Unreadable:
        raise
    except Exception as fault:
        raise Unreadable("not_a_workbook") from fault


def _records(file: IO[bytes], limits: Limits, notes: list[Reason], wanted: str, names: list[str]) -> Iterator[Record]:
    book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
    try:
        sheet = _sheet(book, notes, wanted)
        names.append(str(sheet.title))
        sheet.reset_dimensions()  # some programs write wrong ones, and cells outside them would be lost
        merges, wide, uncomputed = _scan(file, sheet._worksheet_path)
        if uncomputed:
            notes.append(Reason("formula_not_computed", {"count": sum(map(len, uncomputed.values()))}))
        fill = _Fill(merges)
        for line, row in enumerate(sheet.iter_rows(), start=1):
            if line > limits.rows:
                raise Unreadable("too_many_rows", limit=limits.rows)
            if len(row) > limits.columns:
                raise Unreadable("too_many_columns", line=line, limit=limits.columns)
            cells, kinds = _texts(row)
            if max(map(len, cells), default=0) > limits.cell:
                raise Unreadable("cell_too_long", line=line, limit=limits.cell)
            fill.down(line, cells, kinds)
            doubts = tuple(Reason("formula_blank", {"column": column}) for column in uncomputed.get(line, ()))
            yield Record(line, cells, kinds, doubts, line in wide and sum(map(bool, cells)) == 1)
        if fill.count:
            notes.append(Reason("merged_filled", {"count": fill.count}))
    finally:
        book.close()


def _sheet(book: Any, notes: list[Reason], wanted: str) -> Any:
    """The sheet to read, from a workbook whose classes openpyxl does not type."""
    sheets = [sheet for sheet in book.worksheets if hasattr(sheet, "_worksheet_path")]
    visible = [sheet for sheet in sheets if sheet.sheet_state == "visible"] or sheets
    named = [sheet for sheet in sheets if sheet.title == wanted]
    chosen = named[0] if named else next((sheet for sheet in visible if _has_rows(sheet)), visible[0])
    others = [sheet.title for sheet in visible if sheet is not chosen]
    if others:
        notes.append(Reason("other_sheets", {"sheet": chosen.title, "others": "、".join(others)}))
    return chosen


def _has_rows(sheet: Any) -> bool:
    """Whether two rows hold something: a cover with a title is not the table."""
    sheet.reset_dimensions()
    filled = 0
    for line, row in enumerate(sheet.iter_rows(values_only=True)):
        filled += sum(cell not in (None, "") for cell in row) > 1
        if filled > 1 or line > 1000:
            break
    return filled > 1


def _texts(row: Sequence[Any]) -> tuple[list[str], dict[int, str]]:
    cells: list[str] = []
    kinds: dict[int, str] = {}
    for column, cell in enumerate(row):
        value = cell.value
        if value is None:
            cells.append("")
        elif isinstance(value, str):
            if cell.data_type == "e":
                kinds[column] = "error"
            cells.append(ESCAPED.sub(lambda hit: chr(int(hit[1], 16)), value) if "_x" in value else value)
        else:
            text, kinds[column] = _shown(value, cell.number_format or "General")
            cells.append(text)
    return cells, kinds


def _shown(value: Any, form: str) -> tuple[str, str]:
    """A date, time, number or truth of a cell as text, and which of them it is. Dates and times are ISO."""
    if isinstance(value, bool):
        return str(value).upper(), "bool"
    if isinstance(value, int | float):
        if ZEROS.fullmatch(form) and value >= 0 and value == int(value):
            return str(int(value)).zfill(len(form)), "number"
        return format(value, ".15g" if abs(value) < 1e15 else ".0f"), "number"
    if isinstance(value, dt.timedelta):
        return _clock(value), "time"
    if isinstance(value, dt.time):
        return _clock(dt.timedelta(hours=value.hour, minutes=value.minute, seconds=value.second)), "time"
    plain = NO_DATE.sub("", form.split(";", maxsplit=1)[0]).casefold()
    if isinstance(value, dt.datetime):
        if value.year <= 1900 and "h" in plain and "d" not in plain and "y" not in plain:
            return _clock(value - dt.datetime(1899, 12, 31)), "time"  # 24:00 is stored as the day 1
        if "h" in plain or value.time() != dt.time():
            return value.isoformat(timespec="seconds" if value.second else "minutes"), "datetime"
        return value.date().isoformat(), "date"
    return value.isoformat() if isinstance(value, dt.date) else str(value), "date"


def _clock(span: dt.timedelta) -> str:
    """Hours and minutes since midnight, with seconds only where there are any: 09:00, 24:00, 25:30."""
    seconds = round(span.total_seconds())
    clock = f"{seconds // 3600:02}:{seconds // 60 % 60:02}"
    return f"{clock}:{seconds % 60:02}" if seconds % 60 else clock


class _Fill:
    """Vertically merged cells: the value stands in the first row and is meant for each. None is repeated sideways."""

    def __init__(self, merges: dict[int, dict[int, int]]) -> None:
        self._starting = merges
        self._running: list[tuple[int, int, str, str]] = []
        self.count = 0

    def down(self, line: int, cells: list[str], kinds: dict[int, str]) -> None:
        """Fill this row from merges that began above, and note those that begin here."""
        self._running = [merge for merge in self._running if merge[1] >= line]
        if any(cells):  # a merge that runs on over blank rows makes no row of them
            for column, _, text, kind in self._running:
                cells.extend([""] * (column + 1 - len(cells)))
                if not cells[column]:
                    cells[column] = text
                    self.count += 1
                    if kind:
                        kinds[column] = kind
        for column, last in self._starting.pop(line, {}).items():
            if column < len(cells) and cells[column]:
                self._running.append((column, last, cells[column], kinds.get(column, "")))


def _scan(file: IO[bytes], path: str) -> tuple[dict[int, dict[int, int]], set[int], dict[int, dict[str, None]]]:
    """What openpyxl does not tell when it streams: vertical merges by first row as {column from 0: last row}, the rows
    with a merge over columns, and the columns of formulas without a saved result by row."""
    merges: dict[int, dict[int, int]] = {}
    wide: set[int] = set()
    uncomputed: dict[int, dict[str, None]] = {}
    with zipfile.ZipFile(file) as archive, archive.open(path) as xml:
        kept = b""
        while chunk := xml.read(1 << 20):
            window = kept + chunk
            for hit in MERGE.finditer(window):
                first, last = int(hit[2]), int(hit[4])
                if hit[1] != hit[3]:
                    wide.add(first)
                if last > first:
                    merges.setdefault(first, {})[column_index_from_string(hit[1].decode()) - 1] = last
            for hit in UNCOMPUTED.finditer(window):
                uncomputed.setdefault(int(hit[2]), {})[hit[1].decode()] = None
            kept = window[-LONGEST_CELL_XML:]
    return merges, wide, uncomputed
