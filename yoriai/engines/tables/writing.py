"""Tables that go out: CSV for any program, CSV for an old one, XLSX, JSON; none of them runs when it is opened."""

import csv
import datetime as dt
import io
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, Literal

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

Cell = str | int | float | bool | dt.date | dt.time | dt.datetime | None
Encoding = Literal["utf-8-sig", "cp932"]

GETA = "〓"  # printers set it where a sign was missing
RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
NUMBER = re.compile(r"[+-]?\d{1,30}(\.\d{1,30})?")
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LONGEST_XLSX_CELL = 32_767
# The same sign under the code that cp932 knows it by.
SAME_SIGN = str.maketrans(
    {
        "\u301c": "\uff5e",  # 〜 wave dash, ～ full-width tilde
        "\u2212": "\uff0d",  # minus
        "\u2014": "\u2015",  # dash
        "\u2013": "\u2015",
        "\u2010": "-",
        "\u2011": "-",
        "\u2016": "\u2225",  # ‖
        "\u00a2": "\uffe0",
        "\u00a3": "\uffe1",
        "\u00ac": "\uffe2",
        "\u00a5": "\uffe5",  # ¥
        "\u203e": "\uffe3",
        "\u2022": "\u30fb",  # bullet
        "\u22ef": "\u2026",
        "\u00a0": " ",
    }
)
VOICED = re.compile("[\u304b-\u30ef][\u3099\u309a]")
SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")


@dataclass(slots=True)
class Substitutes:
    """Which signs an encoding could not hold, with how often: for the sentence beside the download."""

    signs: dict[str, int] = field(default_factory=dict)

    def put(self, sign: str) -> str:
        """Count the sign and give what is written for it."""
        self.signs[sign] = self.signs.get(sign, 0) + 1
        return "" if SELECTORS.fullmatch(sign) else GETA


def csv_pieces(
    headers: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    encoding: Encoding = "utf-8-sig",
    substitutes: Substitutes | None = None,
) -> Iterator[bytes]:
    """A CSV, row by row, with CRLF and, in UTF-8, the mark that Excel needs.

    In cp932, variants of a sign are written as the one it knows (〜 as ～), what it lacks as 〓, told by `substitutes`.
    """
    substitutes = Substitutes() if substitutes is None else substitutes
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    if encoding == "utf-8-sig":
        yield b"\xef\xbb\xbf"
    for row in chain([headers], rows):
        writer.writerow([guarded(cell) for cell in row])
        text = buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
        yield to_cp932(text, substitutes) if encoding == "cp932" else text.encode()


def json_pieces(headers: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """A JSON array of objects by column name, row by row: numbers and truths as such, dates and times ISO, blanks null.

    JSON runs nowhere, so nothing is guarded.
    """
    start = "[\n"
    for row in rows:
        said = {header: _json_cell(cell) for header, cell in zip(headers, row, strict=True)}
        yield f"{start}{json.dumps(said, ensure_ascii=False)}".encode()
        start = ",\n"
    yield b"[]\n" if start == "[\n" else b"\n]\n"


def _json_cell(cell: Cell) -> str | int | float | bool | None:
    if cell is None or cell == "":
        return None
    return cell if isinstance(cell, bool | int | float) else shown(cell)


def to_csv(headers: Sequence[str], rows: Iterable[Sequence[Cell]], encoding: Encoding = "utf-8-sig") -> bytes:
    """A whole CSV as bytes."""
    return b"".join(csv_pieces(headers, rows, encoding))


def guarded(cell: Cell) -> str:
    """A cell as text that no spreadsheet runs: an apostrophe goes before = + - @, a tab or a line break, half-width or
    full-width, unless it is a number. `reading.read` takes it off again."""
    written = shown(cell)
    if isinstance(cell, str) and written.startswith(RUNS) and not NUMBER.fullmatch(written):
        return f"'{written}"
    return written


def shown(cell: Cell) -> str:
    """A cell as text: dates and times ISO, to the minute where there are no seconds."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, dt.datetime | dt.time):
        return cell.isoformat(timespec="seconds" if cell.second else "minutes")
    if isinstance(cell, dt.date):
        return cell.isoformat()
    return UNWRITABLE.sub("", cell) if isinstance(cell, str) else str(cell)


def to_cp932(text: str, substitutes: Substitutes) -> bytes:
    """The text in the encoding of old Japanese programs; what it lacks is counted in `substitutes`."""
    # か and its loose mark as が; NFC on the whole text would change the signs of people's names.
    text = VOICED.sub(lambda hit: unicodedata.normalize("NFC", hit[0]), text).translate(SAME_SIGN)
    try:
        return text.encode("cp932")
    except UnicodeEncodeError:
        return b"".join(_cp932_sign(sign, substitutes) for sign in text)


def _cp932_sign(sign: str, substitutes: Substitutes) -> bytes:
    try:
        return sign.encode("cp932")
    except UnicodeEncodeError:
        return substitutes.put(sign).encode("cp932")


def to_xlsx(headers: Sequence[str], rows: Iterable[Sequence[Cell]], title: str = "") -> bytes:
    """A workbook of one sheet: dates, times and numbers as such, words as words (no cell is a formula), the row of
    names bold and fixed. Raises ValueError for a cell longer than Excel holds rather than cut it."""
    return to_workbook([(title, headers, rows)])


def to_workbook(sheets: Iterable[tuple[str, Sequence[str], Iterable[Sequence[Cell]]]]) -> bytes:
    """A workbook of several such sheets, each (title, headers, rows)."""
    book = openpyxl.Workbook(write_only=True)
    file = io.BytesIO()
    try:
        for title, headers, rows in sheets:
            _write_sheet(book, title, headers, rows)
    finally:
        book.save(file)  # after a fault too: a sheet left open fails later, where nobody looks
    return file.getvalue()


def _write_sheet(book: Any, title: str, headers: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    sheet = book.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", title)[:31] or "Sheet1")
    sheet.freeze_panes = "A2"
    for column, header in enumerate(headers, start=1):
        width = sum(2 if ord(sign) > 0x2E80 else 1 for sign in header)
        sheet.column_dimensions[get_column_letter(column)].width = min(40, max(10, width + 2))
    sheet.append([_xlsx_cell(sheet, header, bold=True) for header in headers])
    for row in rows:
        sheet.append([_xlsx_cell(sheet, cell) for cell in row])


def _xlsx_cell(sheet: Any, cell: Cell, *, bold: bool = False) -> Any:
    if not isinstance(cell, str):
        return cell
    written = UNWRITABLE.sub("", cell)
    if len(written) > LONGEST_XLSX_CELL:
        raise ValueError(f"A cell of {len(written)} characters does not fit into a workbook.")
    made = WriteOnlyCell(sheet, value=written)
    made.data_type = "s"  # openpyxl takes what begins with = for a formula
    if written.startswith(RUNS):
        made.quotePrefix = True  # and Excel does when it saves the sheet as CSV and opens it again
    if written.isdigit():
        made.number_format = "@"  # a code keeps its leading zero when somebody edits it
    if bold:
        made.font = Font(bold=True)
    if bold or "\n" in written:
        made.alignment = Alignment(wrap_text=True, vertical="top")
    return made
