"""A form that came back as Word or Excel file: which one it is, and what stands in its boxes. Nothing else in the file is looked at.

The file is anybody's: it is asked for its kind, its size and for macros before a parser sees it (`engines.tables.unzipping`).
"""

import datetime as dt
import re
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import openpyxl
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from yoriai.engines.office_files import Unfit, kind_of
from yoriai.engines.tables.reasons import Unreadable
from yoriai.engines.tables.records import CONTROLS, Limits
from yoriai.engines.tables.unzipping import require_harmless
from yoriai.proposals.paper.form import KEY, MARK, TABLE, Mark

LIMITS = Limits(size=5_000_000, unzipped=40_000_000, rows=400, columns=40, cell=40_000)
PDF, WORD = b"%PDF-", "word/document.xml"
UNFIT = {"locked": "old_excel", "macros": "macro", "bomb": "unzips_too_large"}


@dataclass
class Returned:
    """What was read: the mark, (version, text) by key, the rows of each table as texts, and the digest each was made with."""

    mark: Mark
    said: dict[str, tuple[int, str]] = field(default_factory=dict)
    tables: dict[str, list[list[str]]] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)


def read_form(content: bytes) -> Returned:
    """The form in the file. Raises Unreadable: empty, too_large, old_excel, a_picture, not_a_form, macro, unzips_too_large."""
    kind = _kind(content)
    try:
        return _taken(_word(content)) if kind == "docx" else _taken(_excel(content), ANSWER_AFTER)
    except Unreadable:
        raise
    except Exception as fault:  # a parser raises whatever it stumbles over
        raise Unreadable("not_a_form") from fault


def _kind(content: bytes) -> str:
    """Word or Excel, told by what is in the file and not by its name."""
    if not content:
        raise Unreadable("empty")
    if len(content) > LIMITS.size:
        raise Unreadable("too_large", limit=LIMITS.size // 1_000_000)
    if content.startswith((PDF, b"\xff\xd8\xff", b"\x89PNG")):
        raise Unreadable("a_picture")
    try:
        kind = kind_of(content)
    except Unfit as no:
        raise Unreadable(UNFIT.get(no.reason, "not_a_form")) from no
    require_harmless(BytesIO(content), LIMITS)
    return kind


# In the workbook the answer stands behind the key, the question and how to write it.
ANSWER_AFTER = 3
# A table of cells; a cell alone is a paragraph outside any table.
Rows = list[list[str]]


def _word(content: bytes) -> Iterator[Rows]:
    """Paragraphs and tables of the body in their order. Fields, pictures, notes and headers are not looked at."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        body = parse_xml(archive.read(WORD)).find(qn("w:body"))
    for table in body.iter(qn("w:tbl")):
        yield [[_cell(cell) for cell in row.iter(qn("w:tc"))] for row in table.iter(qn("w:tr"))]
    yield [[_text(line)] for line in body.findall(qn("w:p"))]


def _cell(cell: Any) -> str:
    return "\n".join(_text(line) for line in cell.iter(qn("w:p"))).strip("\n")


def _text(line: Any) -> str:
    """What stands in a paragraph; what was struck out under track changes does not count."""
    found = []
    for one in line.iter(qn("w:t"), qn("w:br"), qn("w:tab"), qn("w:cr")):
        found.append(one.text or "" if one.tag == qn("w:t") else "\t" if one.tag == qn("w:tab") else "\n")
    return "".join(found)


def _excel(content: bytes) -> Iterator[Rows]:
    with warnings.catch_warnings():  # openpyxl warns about decorations it leaves out
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
    for sheet in book.worksheets[:12]:
        sheet.reset_dimensions()
        yield [
            [_shown(value) for value in row]
            for row in sheet.iter_rows(values_only=True, max_row=LIMITS.rows, max_col=LIMITS.columns)
        ]


def _shown(value: Any) -> str:
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None or isinstance(value, bool) else str(value)


def _taken(pieces: Iterator[Rows], after: int = 0) -> Returned:
    """after: in which cell behind its key an answer stands; 0: in the cells up to the next key."""
    mark: re.Match[str] | None = None
    said: dict[str, tuple[int, str]] = {}
    tables: dict[str, Rows] = {}
    digests: dict[str, str] = {}
    for rows in pieces:
        rows = [[CONTROLS.sub("", cell)[: LIMITS.cell] for cell in row] for row in rows[: LIMITS.rows]]
        flat = [cell for row in rows for cell in row]
        mark = mark or next((found for cell in flat if (found := MARK.search(cell))), None)
        if (name := _table_of(rows)) is not None:
            tables.setdefault(name[0], name[2])
            digests.setdefault(name[0], name[1])
            continue
        said |= {key: value for key, value in _boxes(rows, after) if key not in said}
    if mark is None:
        raise Unreadable("not_a_form")
    return Returned(Mark(mark[1], mark[2], mark[3]), said, tables, digests)


def _table_of(rows: Rows) -> tuple[str, str, Rows] | None:
    """(which table, the digest it was made with, its lines) where a row holds its mark."""
    for place, row in enumerate(rows):
        for column, cell in enumerate(row):
            if found := TABLE.search(cell):
                start = column + (cell.strip() == found[0])
                lines = [[one.strip() for one in line[start:]] for line in rows[place + 1 :]]
                return found[1], found[2] or "", [line for line in lines if any(line)]
    return None


def _boxes(rows: Rows, after: int) -> Iterator[tuple[str, tuple[int, str]]]:
    """(key, (version, text)) of every box."""
    key, version = "", 0
    texts: list[str] = []
    for row in rows:
        for column, cell in enumerate(row):
            if found := KEY.search(cell):
                if key:
                    yield key, (version, "\n".join(texts))
                key, version = found[1], int(found[2])
                texts = [row[column + after].strip()] if after and column + after < len(row) else []
            elif key and not after and cell.strip():
                texts.append(cell.strip())
    if key:
        yield key, (version, "\n".join(texts))
