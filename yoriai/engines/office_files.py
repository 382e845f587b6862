"""Is this a Word or an Excel file that may be kept and handed on? Asked of its content; its name says nothing.

A DOCX or XLSX is a zip of XML. It is refused where it carries a program, is locked, unpacks to more than any paper, or has
parts that lead out of it. Nothing of it is written anywhere.

python -m yoriai.engines.office_files kiyaku.docx
"""

import io
import re
import sys
import zipfile
import zlib
from pathlib import Path
from typing import Literal
from xml.parsers import expat  # no DTD is ever read, and nothing is fetched

MOST_PARTS = 2_000
MOST_UNPACKED = 200_000_000  # bytes; a paper of twenty megabytes is mostly pictures, which do not pack
RATIO = 200  # unpacked to packed; real papers stay under 100
RATIO_COUNTS_FROM = 10_000_000  # bytes: below this any ratio is harmless
CHUNK = 1 << 20
ZIP, OLD = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
CONTENTS = "[Content_Types].xml"
MAIN: dict[Literal["docx", "xlsx"], tuple[str, str]] = {
    "docx": (
        "word/document.xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    ),
    "xlsx": ("xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"),
}
# A macro of today, one of 1992, and a control that runs when the page is opened.
PROGRAMS = re.compile(r"(^|/)(vbaproject\.bin|vbadata\.xml)$|/(macrosheets|dialogsheets|activex)/", re.IGNORECASE)
PROGRAM_TYPES = re.compile(r"macroEnabled|vbaProject", re.IGNORECASE)
ENTITIES = re.compile(rb"<!DOCTYPE|<!ENTITY|\x00")
# A link a person presses may lead out; what a program fetches by itself when the paper is opened may not.
PRESSED = "hyperlink"


class Unfit(ValueError):
    """It is not kept. `reason`: kind, locked, macros, bomb, parts."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def may_be_office_file(data: bytes) -> bool:
    """Whether it begins as one, of today or of twenty years ago."""
    return data.startswith((ZIP, OLD))


def kind_of(data: bytes) -> Literal["docx", "xlsx"]:
    """Which of the two it is. Raises Unfit."""
    if data.startswith(OLD):  # .doc and .xls, and today's files under a password
        raise Unfit("locked")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = _sized(archive)
            contents = _elements(_read(archive, CONTENTS)) if CONTENTS in names else []
            sorts = {facts["ContentType"] for facts in contents if "ContentType" in facts}
            if any(PROGRAMS.search(name) for name in names) or any(PROGRAM_TYPES.search(sort) for sort in sorts):
                raise Unfit("macros")
            found = [kind for kind, (part, sort) in MAIN.items() if part in names and sort in sorts]
            if len(found) != 1:
                raise Unfit("kind")
            for name in names:
                _unpacked(archive, name)
            return found[0]
    except (zipfile.BadZipFile, RuntimeError, OSError, EOFError, zlib.error, ValueError) as wrong:
        if isinstance(wrong, Unfit):
            raise
        raise Unfit("kind") from None


def _sized(archive: zipfile.ZipFile) -> list[str]:
    """The names of its parts: not too many, none locked, none twice, none that leads out of the file, together not too large."""
    parts = archive.infolist()
    if any(part.flag_bits & 1 for part in parts):
        raise Unfit("locked")
    # Office packs so and no other way; what else Python can unpack breaks in ways of its own.
    if any(part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in parts):
        raise Unfit("parts")
    unpacked, packed = sum(part.file_size for part in parts), sum(part.compress_size for part in parts)
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED:
        raise Unfit("bomb")
    if unpacked > RATIO_COUNTS_FROM and unpacked > packed * RATIO:
        raise Unfit("bomb")
    names = [part.filename for part in parts]
    if len({name.lower() for name in names}) != len(names) or any(_leads_out(part.orig_filename) for part in parts):
        raise Unfit("parts")
    return names


def _leads_out(name: str) -> bool:
    ways = name.split("/")
    return name.startswith("/") or ".." in ways or any(sign in name for sign in ("\\", ":", "\x00"))


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    """A part that says what the others are: short, and without entities."""
    with archive.open(name) as part:
        text = part.read(CHUNK)
        if part.read(1):
            raise Unfit("bomb")
    if ENTITIES.search(text):
        raise Unfit("parts")
    return text


def _elements(text: bytes) -> list[dict[str, str]]:
    """The attributes of each element as Word reads them: references resolved, names without their prefix. Raises Unfit."""
    found: list[dict[str, str]] = []
    reader = expat.ParserCreate(namespace_separator=" ")
    reader.StartElementHandler = lambda _name, facts: found.append(
        {name.rpartition(" ")[2]: value for name, value in facts.items()}
    )
    reader.StartDoctypeDeclHandler = _refused
    try:
        reader.Parse(text, True)
    except (expat.ExpatError, LookupError):
        raise Unfit("parts") from None
    return found


def _refused(*_facts: object) -> None:
    raise Unfit("parts")


def _unpacked(archive: zipfile.ZipFile, name: str) -> None:
    """One part read to its end, so that what the archive says of its size is true; a list of relations is looked at."""
    if name.lower().endswith(".rels"):
        for facts in _elements(_read(archive, name)):
            outside = facts.get("TargetMode", "Internal").strip() != "Internal"
            if outside and facts.get("Type", "").rpartition("/")[2] != PRESSED:
                raise Unfit("parts")
        return
    with archive.open(name) as part:
        while part.read(CHUNK):
            pass


if __name__ == "__main__":
    try:
        sys.stdout.write(f"{kind_of(Path(sys.argv[1]).read_bytes())}\n")
    except Unfit as no:
        sys.exit(no.reason)
