"""Where a photo was taken, taken out of photos that lie inside a paper: a PDF, a Word or an Excel file.

Nothing is drawn anew and no length changes, so that the places a PDF counts still hold and a photo keeps its turn. What is blanked is
the GPS part of each Exif block (CIPA DC-008, "GPS Info IFD Pointer", tag 0x8825), and coordinates in an XMP packet beside it.
"""

import io
import re
import zipfile

EXIF = re.compile(rb"Exif\x00\x00(?=II\*\x00|MM\x00\*)")
GPS_POINTER = 0x8825
ENTRY = 12  # bytes of an entry of a directory: tag, type, count, value or where it lies
SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8}  # bytes of a value by its type
MOST_ENTRIES = 64  # a GPS part has 32 tags at most
XMP = re.compile(rb"(exif:GPS(?:Latitude|Longitude)(?:=[\"']|>))([^\"'<]{1,40})")
PICTURES = (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp", ".heic")


def without_positions(data: bytes) -> bytes:
    """These bytes, as long as before, with every position of a photo in them blanked."""
    found = [match.end() for match in EXIF.finditer(data)]
    if not found and not XMP.search(data):
        return data
    kept = bytearray(data)
    for start in found:
        _blank(kept, start)
    return XMP.sub(lambda match: match[1] + b" " * len(match[2]), bytes(kept))


def _blank(data: bytearray, start: int) -> None:
    """Blank the GPS directory of the TIFF block that begins here: its entries, and the values that lie beside them."""
    order = "little" if data[start : start + 2] == b"II" else "big"

    def number(at: int, size: int) -> int:
        return int.from_bytes(data[start + at : start + at + size], order)  # type: ignore[arg-type]

    def blank(at: int, size: int) -> None:
        at += start
        if start < at and at + size <= len(data):
            data[at : at + size] = bytes(size)

    first = number(4, 4)
    for entry in range(first + 2, first + 2 + ENTRY * min(number(first, 2), MOST_ENTRIES), ENTRY):
        if number(entry, 2) != GPS_POINTER:
            continue
        there = number(entry + 8, 4)
        for one in range(there + 2, there + 2 + ENTRY * min(number(there, 2), MOST_ENTRIES), ENTRY):
            size = SIZES.get(number(one + 2, 2), 1) * min(number(one + 4, 4), 4096)
            if size > 4:
                blank(number(one + 8, 4), size)
            blank(one, ENTRY)


def without_positions_inside(data: bytes) -> bytes:
    """A DOCX or XLSX with the positions of the photos in it blanked; itself where there are none."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        mended = {}
        for part in archive.infolist():
            if part.filename.lower().endswith(PICTURES):
                before = archive.read(part)
                after = without_positions(before)
                if after != before:
                    mended[part.filename] = after
        if not mended:
            return data
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as anew:
            for part in archive.infolist():
                anew.writestr(part, mended.get(part.filename) or archive.read(part), compress_type=part.compress_type)
        return out.getvalue()
