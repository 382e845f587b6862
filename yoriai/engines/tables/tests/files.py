"""Small invented files, as bytes."""

import io
import zipfile
from collections.abc import Sequence
from typing import Any

import openpyxl


def xlsx(*rows: Sequence[Any], merges: Sequence[str] = (), formats: dict[str, str] | None = None) -> bytes:
    """A workbook of one sheet; formats: number formats by cell, {"A2": "000000"}."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    for area in merges:
        sheet.merge_cells(area)
    for cell, form in (formats or {}).items():
        sheet[cell].number_format = form
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    """A workbook as bytes."""
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def with_part(workbook: bytes, name: str, content: bytes) -> bytes:
    """The workbook with one of its parts replaced."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, content if part == name else old.read(part))
    return file.getvalue()


def part(workbook: bytes, name: str) -> bytes:
    """One part of a workbook."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        return archive.read(name)
