"""Is this XLSX safe to hand to a parser? Asked before openpyxl sees a byte of it. And the parts of any other ZIP.

A workbook is a zip of XML: a few kilobytes can unpack to gigabytes, or to a million elements in one row. Every part is
streamed once and refused where it is larger, longer or denser than any real table, or declares entities.
"""

import re
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO

from .reasons import Unreadable
from .records import Limits

PARTS = 5_000
RATIO = 200  # unpacked to packed; real sheets stay under 100
RATIO_COUNTS_FROM = 10_000_000  # bytes: below this any ratio is harmless
ELEMENTS = 500_000  # tags in a row without the end of a row or of a shared string; a full row of Excel has 130,000
STRINGS = 3_000_000
CHUNK = 1 << 20
END = re.compile(rb"</(?:\w+:)?(?:row|si)>")
ENTITIES = re.compile(rb"<!DOCTYPE|<!ENTITY|\x00")


def require_harmless(file: IO[bytes], limits: Limits) -> None:
    """Raise Unreadable (unzips_too_large, cell_too_long, not_a_workbook, encrypted) unless every part is what a table
    needs. Leaves the file at its start."""
    with zipfile.ZipFile(file) as archive:
        parts = _sized(archive, limits)
        for part in parts:
            if "/media/" not in part.filename and part.filename.endswith((".xml", ".rels")):
                with archive.open(part) as xml:
                    _require_sparse(xml, limits)
    file.seek(0)


def _sized(archive: zipfile.ZipFile, limits: Limits) -> list[zipfile.ZipInfo]:
    """The parts of an archive, none of them locked, together no larger than is accepted by what the archive says."""
    parts = archive.infolist()
    if any(part.flag_bits & 1 for part in parts):
        raise Unreadable("encrypted")
    packed = sum(part.compress_size for part in parts)
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > PARTS or unpacked > limits.unzipped:
        raise Unreadable("unzips_too_large")
    if unpacked > RATIO_COUNTS_FROM and unpacked > packed * RATIO:
        raise Unreadable("unzips_too_large")
    return parts


def parts(file: IO[bytes], limits: Limits) -> Iterator[tuple[str, IO[bytes]]]:
    """The files of any ZIP, each by its bare name and unpacked into a file without a name, which lives until the next
    one is asked for. Where a part says it lies (../../etc) does not matter: nothing is ever written under its name.

    Raises Unreadable (unzips_too_large, encrypted) and what zipfile raises of a damaged archive.
    """
    with zipfile.ZipFile(file) as archive:
        left = limits.unzipped
        for part in _sized(archive, limits):
            name = PurePosixPath(part.filename.replace("\\", "/")).name
            if part.is_dir() or not name or name.startswith("."):
                continue
            with tempfile.SpooledTemporaryFile(CHUNK * 4) as spool, archive.open(part) as packed:
                while chunk := packed.read(CHUNK):
                    left -= len(chunk)  # what the archive says of its sizes may be wrong
                    if left < 0:
                        raise Unreadable("unzips_too_large")
                    spool.write(chunk)
                spool.seek(0)
                yield name, spool


def _require_sparse(xml: IO[bytes], limits: Limits) -> None:
    """One part, streamed: no entities, no endless tag or text, no crowd of elements outside rows and strings."""
    elements = strings = gap = 0
    tail = b""
    while chunk := xml.read(CHUNK):
        if ENTITIES.search(tail + chunk):
            raise Unreadable("not_a_workbook")
        head, *others = END.split(chunk)
        elements += head.count(b"<")
        for piece in others:
            elements = max(elements if elements > ELEMENTS else 0, piece.count(b"<"))
        strings += chunk.count(b"<si>") + chunk.count(b"<si ") + chunk.count(b"<si/")
        if elements > ELEMENTS or strings > STRINGS:
            raise Unreadable("unzips_too_large")
        first, last = chunk.find(b">"), chunk.rfind(b">")
        gap += len(chunk) if first < 0 else first
        if gap > max(CHUNK, limits.cell * 6):
            raise Unreadable("cell_too_long", line=1, limit=limits.cell)
        if first >= 0:
            gap = len(chunk) - last - 1
        tail = chunk[-16:]
