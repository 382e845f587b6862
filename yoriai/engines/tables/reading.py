"""A table out of a CSV or XLSX file: read whole or refused whole, its column names found, its rows in turn."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import IO

from openpyxl.utils import get_column_letter

from . import csv_text, header_rows, workbook
from .headers import Aliases, fold
from .reasons import Reason, Unreadable
from .records import CONTROLS, Limits, Record, Spool, open_source
from .value import plain

HEADER_WITHIN = 20  # rows with something in them, from the top
NO_TABLE = (b"\x1f\x8b", b"\x89PNG", b"%PDF", b"\xff\xd8\xff", b"GIF8", b"7z\xbc\xaf", b"Rar!", b"\x7fELF", b"MZ")
# Names of columns that only count the rows: a row with nothing but its number is blank.
COUNTERS = frozenset({"#property", "no", "連番", "項番", "通番", "通し番号", "番号"})
COUNT = re.compile(r"[\dA-Za-z.\-()]{0,12}")


@dataclass(frozen=True, slots=True)
class Row:
    """One row. line: its number as a spreadsheet shows it (the first row of the file is 1; a cell with line breaks is
    still one row). cells: text by column name, every column, "" where blank. kinds: the columns whose cell was no text
    in XLSX: "date", "datetime", "time", "number", "bool", "error". doubts: why the row may not be what it seems.
    across: its only cell is merged over several columns: a heading."""

    line: int
    cells: Mapping[str, str]
    kinds: Mapping[str, str] = field(default_factory=dict)
    doubts: tuple[Reason, ...] = ()
    across: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """What a file holds. Iterate `rows` as often as you like: they stand outside the heap. len(table): how many.

    encoding: "utf-8-sig", "utf-8", "cp932", "utf-16" or "xlsx". notes: how the file was read where that is not plain.
    titles: what stands above the column names, and the name of the sheet.
    """

    name: str
    headers: tuple[str, ...]
    encoding: str
    notes: tuple[Reason, ...]
    _columns: tuple[int, ...]
    _spool: Spool
    titles: tuple[str, ...] = ()

    @property
    def rows(self) -> Iterator[Row]:
        """The rows in the order of the file, without blank ones; a new iterator each time it is asked for."""
        for record in self._spool:
            cells = record.cells
            yield Row(
                line=record.line,
                cells={
                    header: cells[column] if column < len(cells) else ""
                    for header, column in zip(self.headers, self._columns, strict=True)
                },
                kinds={
                    header: record.kinds[column]
                    for header, column in zip(self.headers, self._columns, strict=True)
                    if column in record.kinds
                },
                doubts=record.doubts,
                across=record.across,
            )

    def __len__(self) -> int:
        return self._spool.count


def read(
    source: Path | str | bytes | IO[bytes],
    name: str = "",
    aliases: Sequence[Aliases] = (),
    *,
    sheet: str = "",
    delimiters: str = ",\t",
    limits: Limits | None = None,
) -> Table:
    """Read a CSV, tab-separated or XLSX file; which of them it is, its content tells and not its name.

    source: a path, the bytes, or a file, which is closed. aliases: the kinds of table it may be; with them the row of
    column names is the one that knows most of them, without them the first that is as wide as the table. sheet: of a
    workbook, else the first with rows. delimiters: what may part the cells of a CSV.

    Raises Unreadable, with a code of reasons.SENTENCES, and nothing else, whatever the bytes are; once it has returned,
    reading the rows raises nothing.
    """
    limits = limits or Limits()
    with open_source(source, limits) as file:
        start = file.read(8)
        file.seek(0)
        if start.startswith(NO_TABLE):
            raise Unreadable("not_text")
        workbook.refuse_old_excel(file)
        notes: list[Reason] = []
        if start.startswith(workbook.ZIP + b"\x03\x04"):
            sheets: list[str] = []
            return _table(name, "xlsx", workbook.records(file, limits, notes, sheet, sheets), aliases, notes, sheets)
        encoding = csv_text.encoding_of(file)
        return _table(name, encoding, csv_text.records(file, encoding, limits, delimiters), aliases, notes)


def _table(
    name: str,
    encoding: str,
    records: Iterator[Record],
    aliases: Sequence[Aliases],
    notes: list[Reason],
    sheets: Sequence[str] = (),
) -> Table:
    counts = {"controls_removed": 0, "rows_shorter": 0, "declaration_rows": 0}
    top: list[Record] = []
    filled = 0
    for record in records:
        top.append(_clean(record, counts))
        filled += any(map(str.strip, top[-1].cells))
        if filled == HEADER_WITHIN:
            break
    header = header_rows.find([record.cells for record in top], aliases)
    names = header.names
    if header.rows_above:
        notes.append(Reason("rows_before_header", {"count": header.rows_above}))
    if header.two_rows:
        notes.append(Reason("two_header_rows"))
    counters = {column for column, cell in enumerate(names) if fold(cell) in COUNTERS}
    declares = fold(names[0]) == "#property"
    named = max((column + 1 for column, cell in enumerate(names) if cell), default=0)
    used: set[int] = set()
    spool = Spool()
    for record in chain(top[header.first :], (_clean(record, counts) for record in records)):
        full = [column for column, cell in enumerate(record.cells) if cell and not cell.isspace()]
        if counters.issuperset(full) and all(COUNT.fullmatch(plain(record.cells[column])) for column in full):
            continue
        if declares and record.cells[0].startswith("#"):
            counts["declaration_rows"] += 1
            continue
        used.update(full)
        if encoding != "xlsx":
            counts["rows_shorter"] += len(record.cells) < named
            extra = full[-1] + 1 - len(names)
            if extra > 0:
                doubts = (Reason("row_longer", {"extra": extra}),)
                record = Record(record.line, record.cells, record.kinds, doubts, record.across)
        spool.append(record)
    notes.extend(Reason(code, {"count": count}) for code, count in counts.items() if count)
    headers = _headers(names, used, notes)
    titles = (*header.titles, *([sheets[0]] if sheets else ()))
    return Table(name, tuple(headers.values()), encoding, tuple(notes), tuple(headers), spool, titles)


def _clean(record: Record, counts: dict[str, int]) -> Record:
    """With one kind of line break and no control characters."""
    cells = []
    for cell in record.cells:
        if "\r" in cell:
            cell = cell.replace("\r\n", "\n").replace("\r", "\n")
        if CONTROLS.search(cell):
            cell = CONTROLS.sub("", cell)
            counts["controls_removed"] += 1
        cells.append(cell)
    return Record(record.line, cells, record.kinds, record.doubts, record.across)


def _headers(names: Sequence[str], used: set[int], notes: list[Reason]) -> dict[int, str]:
    """A name of its own for each column that has a name or a value; blank ones are called by their letter: (Q)."""
    headers: dict[int, str] = {}
    taken: set[str] = set()
    for column in range(max(len(names), max(used, default=-1) + 1)):
        header = names[column] if column < len(names) else ""
        if not header:
            if column not in used:
                continue
            header = f"({get_column_letter(column + 1)})"
            notes.append(Reason("header_blank", {"column": get_column_letter(column + 1)}))
        elif header in taken:
            notes.append(Reason("header_repeated", {"header": header}))
        number, unique = 2, header
        while unique in taken:
            unique, number = f"{header} ({number})", number + 1
        taken.add(unique)
        headers[column] = unique
    return headers
