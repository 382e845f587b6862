"""What both kinds of file come down to: numbered rows of text cells, within limits, kept off the heap."""

import io
import json
import re
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from .reasons import Reason, Unreadable

KEPT_IN_MEMORY = 4_000_000  # bytes of rows; more goes to an unlinked temporary file
ROWS_AT_ONCE = 500

# Control characters but tab, line feed and carriage return; byte-order marks in mid-file; bidirectional overrides,
# which make a name show as another one.
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Limits:
    """What is accepted of one file; lengths in characters, sizes in bytes."""

    size: int = 200_000_000
    unzipped: int = 400_000_000
    rows: int = 500_000
    columns: int = 16_384
    cell: int = 100_000


@dataclass(frozen=True, slots=True)
class Record:
    """One row as it stands in the file. line: its number as a spreadsheet shows it. kinds: the columns whose cell is no
    text but a "date", "datetime", "time", "number", "bool" or "error" of XLSX. across: its only cell is merged over
    several columns."""

    line: int
    cells: list[str]
    kinds: Mapping[int, str] = field(default_factory=dict)
    doubts: tuple[Reason, ...] = ()
    across: bool = False


def open_source(source: Path | str | bytes | IO[bytes], limits: Limits) -> IO[bytes]:
    """The file opened for reading from its start; one that is open already is closed with it.

    Raises Unreadable: cannot_open, empty, too_large.
    """
    try:
        file = _opened(source)
        size = file.seek(0, io.SEEK_END)
        file.seek(0)
    except (OSError, ValueError) as fault:
        raise Unreadable("cannot_open") from fault
    if size > limits.size:
        file.close()
        raise Unreadable("too_large", limit=limits.size // 1_000_000)
    if not size:
        file.close()
        raise Unreadable("empty")
    return file


def _opened(source: Path | str | bytes | IO[bytes]) -> IO[bytes]:
    if isinstance(source, bytes):
        return io.BytesIO(source)
    return Path(source).open("rb") if isinstance(source, str | Path) else source


class Spool:
    """Records written once and read as often as wanted, each reader at its own place.

    So a file is read to its end before its first row is used (never half an import) in memory that does not grow.
    """

    def __init__(self) -> None:
        self.count = 0
        self._file = tempfile.SpooledTemporaryFile(KEPT_IN_MEMORY)  # noqa: SIM115 (lives as long as its table)

    def append(self, record: Record) -> None:
        """Keep one more record."""
        doubts = [(doubt.code, dict(doubt.params)) for doubt in record.doubts]
        row = [record.line, record.cells, list(record.kinds.items()), doubts, record.across]
        self._file.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")
        self.count += 1

    def __iter__(self) -> Iterator[Record]:
        place = 0
        while True:
            self._file.seek(place)
            lines = [line for _ in range(ROWS_AT_ONCE) if (line := self._file.readline())]
            place = self._file.tell()
            for kept in lines:
                line, cells, kinds, doubts, across = json.loads(kept)
                yield Record(line, cells, dict(kinds), tuple(Reason(code, params) for code, params in doubts), across)
            if len(lines) < ROWS_AT_ONCE:
                return
