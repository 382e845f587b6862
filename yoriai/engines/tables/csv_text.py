"""Rows of a CSV or tab-separated text: which encoding, which delimiter, where a row ends."""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from typing import IO

from .reasons import Unreadable
from .records import Limits, Record

CHUNK = 1 << 20
SAMPLE_ROWS = 50
SAMPLE = 1 << 16
LONGEST_LINE = 1_000_000
ENCODINGS = ("utf-8-sig", "utf-8", "cp932")
# What Python's cp932 makes of the bytes 80, A0, FD, FE and FF, which no Japanese file holds.
NO_CP932 = re.compile("[\x80\xa0\uf8f1-\uf8f3]")


def encoding_of(file: IO[bytes]) -> str:
    """The first of utf-8-sig (with its mark), utf-8 and cp932 that reads every byte. Leaves the file at its start.

    Raises Unreadable("encoding", line=…) with the line the best of them stopped at.
    """
    start = file.read(3)
    if start[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):  # Excel's "Unicode text"
        candidates: tuple[str, ...] = ("utf-16",)
    elif start == codecs.BOM_UTF8:
        candidates = ENCODINGS[:1]
    else:
        candidates = ENCODINGS[1:]
    furthest = 1
    for encoding in candidates:
        line = _first_unreadable_line(file, encoding)
        if not line and not (encoding == "cp932" and _is_mistaken_for_cp932(file)):
            file.seek(0)
            return encoding
        furthest = max(furthest, line)
    raise Unreadable("encoding", line=furthest)


def _first_unreadable_line(file: IO[bytes], encoding: str) -> int:
    """The line with the first byte this encoding cannot read; 0 where it reads them all."""
    decoder = codecs.getincrementaldecoder(encoding)()
    line = 1
    file.seek(0)
    while chunk := file.read(CHUNK):
        try:
            text = decoder.decode(chunk)
        except UnicodeDecodeError as fault:
            return line + chunk.count(b"\n", 0, max(0, fault.start))
        if encoding == "cp932" and (hit := NO_CP932.search(text)):
            return line + text.count("\n", 0, hit.start())
        line += chunk.count(b"\n")
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return line
    return 0


def _is_mistaken_for_cp932(file: IO[bytes]) -> bool:
    """Damaged UTF-8 and sound EUC-JP are readable as cp932 too, as nonsense that would be taken silently."""
    file.seek(0)
    sample = file.read(SAMPLE)
    text = sample.decode("cp932", "ignore")
    foreign = sum(char > "\x7f" for char in text) or 1
    if sum(char in "縺繧繝莉蜿荳" for char in text) > foreign * 0.15:  # how the lead bytes of UTF-8 show
        return True
    half_kana = sum("\uff61" <= char <= "\uff9f" for char in text)
    return half_kana > foreign * 0.5 and not _first_unreadable_line(file, "euc_jp")


def records(file: IO[bytes], encoding: str, limits: Limits, delimiters: str = ",\t") -> Iterator[Record]:
    """The rows of a text whose encoding is known to be sound, blank ones too. Closes nothing.

    Raises Unreadable: not_text, cell_too_long, quote_not_closed, too_many_columns, too_many_rows.
    """
    _require_text(file, encoding)
    delimiter = _delimiter(file, encoding, delimiters)
    text = io.TextIOWrapper(file, encoding, newline="")
    try:
        lines = _Lines(text)
        reader = csv.reader(lines, delimiter=delimiter)
        line = 0
        while True:
            line += 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except (csv.Error, _LineTooLong):
                # The csv module's own limit of a cell (131,072 characters) or ours of a line.
                raise Unreadable("cell_too_long", line=line, limit=limits.cell) from None
            if lines.ended:  # it asked for another line within a row
                raise Unreadable("quote_not_closed", line=line)
            if len(cells) > limits.columns:
                raise Unreadable("too_many_columns", line=line, limit=limits.columns)
            if max(map(len, cells), default=0) > limits.cell:
                raise Unreadable("cell_too_long", line=line, limit=limits.cell)
            if line > limits.rows:
                raise Unreadable("too_many_rows", limit=limits.rows)
            yield Record(line, [_unguarded(cell) for cell in cells])
    finally:
        text.detach()


def _unguarded(cell: str) -> str:
    """Without the apostrophe that exports (ours too, see writing.py) put before a cell that would run as a formula."""
    return cell[1:] if len(cell) > 1 and cell[0] == "'" and cell[1] in "=+-@\t\r\n＝＋－＠" else cell


class _LineTooLong(Exception):
    pass


class _Lines:
    """The lines of a text, none longer than a limit; `ended` once it was asked for more than there are."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text
        self.ended = False

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._text.readline(LONGEST_LINE)
        if not line:
            self.ended = True
            raise StopIteration
        if len(line) >= LONGEST_LINE:
            raise _LineTooLong
        return line


def _require_text(file: IO[bytes], encoding: str) -> None:
    """Raise Unreadable("not_text") for bytes that happen to be readable: pictures, programs, pages."""
    sample = file.read(SAMPLE).decode(encoding, "ignore")
    file.seek(0)
    controls = sum(char < " " and char not in "\t\r\n" for char in sample)
    if controls > max(2, len(sample) // 50):
        raise Unreadable("not_text")
    if sample.lstrip("\ufeff \t\r\n")[:15].casefold().startswith(("<!doctype", "<html", "<?xml", "<table", "%pdf-")):
        raise Unreadable("not_text")


def _delimiter(file: IO[bytes], encoding: str, candidates: str) -> str:
    """A comma, a tab or another candidate: the one that cuts more of the first rows into equally many cells, more cells on a draw."""
    sample = file.read(SAMPLE).decode(encoding, "ignore")
    file.seek(0)
    best = (0, 0, "")
    for delimiter in sorted(candidates):
        widths: Counter[int] = Counter()
        try:
            for row in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter):
                widths[len(row)] += len(row) > 1
                if widths.total() >= SAMPLE_ROWS:
                    break
        except csv.Error:
            pass
        width, times = max(widths.items(), key=lambda pair: pair[1], default=(1, 0))
        best = max(best, (times, width if times else 0, delimiter))
    return best[2]
