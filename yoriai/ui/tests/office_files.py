"""DOCX and XLSX made by hand, in order and not."""

import io
import zipfile

from yoriai.engines.office_files import CONTENTS, MAIN

RELATIONS = (
    '<Relationships><Relationship Id="r1" Type="{type}" Target="{target}" TargetMode="External"/></Relationships>'
)
TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def made(kind="docx", *more, leave=(), **changed):
    """The bytes of one. more: (name, content) of further parts; changed: contents=…; leave: names of parts left out."""
    part, sort = MAIN[kind]
    contents = changed.get("contents", f"<Types><Override ContentType='{sort}'/></Types>")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in ((CONTENTS, contents), (part, "<w:document/>"), *more):
            if name not in leave:
                archive.writestr(name, content)
    return out.getvalue()


def relation(type_, target="http://evil.example/x"):
    """A part that names another one outside of the file."""
    return "word/_rels/document.xml.rels", RELATIONS.format(type=TYPE + type_, target=target)


def packed_oddly():
    """A DOCX with a part packed as no Office packs it, and broken: Python's unpacker has an error of its own for that."""
    out = io.BytesIO(made())
    with zipfile.ZipFile(out, "a", zipfile.ZIP_LZMA) as archive:
        archive.writestr("word/media/x.bin", bytes(100))
        at = archive.getinfo("word/media/x.bin").header_offset
    broken = bytearray(out.getvalue())
    start = at + 30 + len("word/media/x.bin")
    broken[start + 4 : start + 9] = b"\xff" * 5  # the properties of the packer
    return bytes(broken)
