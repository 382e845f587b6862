"""The one door for files: known by content, named by us, nothing that runs, nothing that unpacks without end."""

import io
import re
import struct
import zipfile

import openpyxl
import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.house.house import shown as path_of
from tests.house.house import sources
from yoriai.engines.office_files import MOST_PARTS, OLD, Unfit, kind_of
from yoriai.kernel.policy import NotPossible
from yoriai.ui.files import PAPERS, SCANS, PaperField, know, shown_name
from yoriai.ui.tests.office_files import made, packed_oddly, relation

PDF = b"%PDF-1.7\n%%EOF"


def photo(kind="JPEG", **more):
    """A picture with the place where it was taken."""
    out, exif = io.BytesIO(), Image.Exif()
    exif[0x010F] = "SECRETPHONE"
    exif.get_ifd(0x8825).update({1: "N", 2: (38.0, 13.0, 0.0)})
    Image.new("RGB", (40, 30), "white").save(out, kind, exif=exif, **more)
    return out.getvalue()


def refusal(data, name="a.pdf", sorts=PAPERS):
    """The sentence, in English."""
    with pytest.raises(NotPossible) as no:
        know(data, name, sorts)
    return str(no.value)


def workbook():
    """A real one."""
    out, book = io.BytesIO(), openpyxl.Workbook()
    book.active.append(["会費", 24000])
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "ending", "type_"),
    [
        (PDF, "pdf", "application/pdf"),
        (photo(), "jpg", "image/jpeg"),
        (photo("PNG"), "jpg", "image/jpeg"),
        (made("docx"), "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (workbook(), "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ],
    ids=["pdf", "jpeg", "png", "docx", "xlsx"],
)
def test_a_file_is_known_by_its_content_whatever_it_is_called(data, ending, type_):
    taken = know(data, "規約.exe")
    assert (taken.shown, taken.content_type) == (f"規約.{ending}", type_)
    assert re.fullmatch(rf"[0-9a-f]{{32}}\.{ending}", taken.name)


def test_a_photo_loses_the_place_where_it_was_taken_and_a_telephone_s_own_kind_is_read():
    from pillow_heif import register_heif_opener

    register_heif_opener()
    for kind in ("JPEG", "HEIF"):
        with Image.open(io.BytesIO(know(photo(kind), "IMG_1.HEIC").read())) as kept:
            assert (kept.format, dict(kept.getexif()), dict(kept.getexif().get_ifd(0x8825))) == ("JPEG", {}, {}), kind


def placed(data):
    """The place where this photo was taken, and whose telephone took it."""
    with Image.open(io.BytesIO(data)) as opened:
        exif = opened.getexif()
        opened.load()  # it is whole still
        return dict(exif.get_ifd(0x8825)), exif.get(0x010F)


@pytest.mark.parametrize("order", [b"II", b"MM"])
def test_photos_inside_a_paper_lose_the_place_where_they_were_taken_and_the_paper_keeps_its_length(order):
    """threats.md, files: EXIF position removed."""
    exif = Image.Exif()
    exif.endian = "<" if order == b"II" else ">"
    exif[0x010F], exif[0x0112] = "SECRETPHONE", 6
    exif.get_ifd(0x8825).update({1: "N", 2: (38.0, 13.0, 41.0), 3: "E", 4: (140.0, 52.0, 1.5)})
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, "JPEG", exif=exif)
    jpeg = out.getvalue()
    assert b"Exif\0\0" + order in jpeg and placed(jpeg)[0][2] == (38.0, 13.0, 41.0)

    xmp = b'<rdf:Description exif:GPSLatitude="38,13.6N"/>'
    pdf = know(b"%PDF-1.7\nstream\n" + jpeg + xmp + b"\nendstream\n%%EOF", "a.pdf").read()
    assert len(pdf) == len(jpeg) + len(xmp) + len(b"%PDF-1.7\nstream\n\nendstream\n%%EOF")
    inside = pdf[len(b"%PDF-1.7\nstream\n") :]
    assert placed(inside) == ({}, "SECRETPHONE")
    assert b"38,13.6N" not in pdf

    paper = io.BytesIO(made("docx"))
    with zipfile.ZipFile(paper, "a") as archive:
        archive.writestr("word/media/image1.jpeg", jpeg)
        archive.writestr("word/media/image2.jpeg", b"\xff\xd8\xff\xd9")
    with zipfile.ZipFile(io.BytesIO(know(paper.getvalue(), "a.docx").read())) as kept:
        assert kept.testzip() is None and placed(kept.read("word/media/image1.jpeg")) == ({}, "SECRETPHONE")
        assert kept.read("word/media/image2.jpeg") == b"\xff\xd8\xff\xd9"


def test_a_paper_without_photos_and_one_whose_numbers_lead_nowhere_stay_as_they_are():
    for data in (PDF, PDF + b"Exif\0\0II*\0" + b"\xff" * 40, PDF + b"Exif\0\0MM\0*"):
        assert know(data, "a.pdf").read() == data
    assert know(workbook(), "a.xlsx").digest


@pytest.mark.parametrize(
    "data",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"<!doctype html><script>alert(1)</script>",
        b"MZ\x90\x00\x03 This program cannot be run in DOS mode",
        b"\x7fELF\x02\x01\x01",
        b"#!/bin/sh\nrm -rf /",
        b"GIF89a<script>",
        b"%!PS-Adobe",
        b"PK\x03\x04",
        b" %PDF-1.4",
        b"\x00",
    ],
    ids=["svg", "html", "exe", "elf", "sh", "gif", "ps", "broken zip", "blank before", "zero"],
)
def test_what_is_no_paper_is_refused_in_words_whatever_it_is_called(data):
    for name in ("kiyaku.pdf", "kiyaku.docx", "photo.jpg"):
        assert refusal(data, name).startswith(("This is not a file we can take.", "受け取れないファイルです。"))


def test_where_only_scans_are_wanted_a_word_file_is_none():
    assert refusal(made("docx"), sorts=SCANS).startswith(("This is not a file we can take. PDF and", "受け取れない"))


def test_a_zip_of_another_sort_is_no_paper():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "x")
    for data in (out.getvalue(), made("docx", contents=b"<Types/>"), made("xlsx", leave=("xl/workbook.xml",))):
        assert "docx" in refusal(data)


PREFIXED = (
    "<a-b:Relationships xmlns:a-b='r'><a-b:Relationship Type='x/{type}' TargetMode='External'/></a-b:Relationships>"
)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (made("docx", ("word/vbaProject.bin", b"x")), "macros"),
        (made("xlsx", ("xl/VBAPROJECT.BIN", b"x")), "macros"),
        (made("xlsx", ("xl/macrosheets/sheet1.xml", b"x")), "macros"),
        (made("docx", ("word/activeX/activeX1.xml", b"x")), "macros"),
        (made("docx", contents=b"<Types><Default ContentType='x.macroEnabled.main+xml'/></Types>"), "macros"),
        (made("docx", contents=b"<Types><Default ContentType='x.macro&#69;nabled.main+xml'/></Types>"), "macros"),
        (made("docx", ("../../etc/cron.d/x", b"x")), "parts"),
        (made("docx", ("/etc/passwd", b"x")), "parts"),
        (made("docx", ("..\\..\\x", b"x")), "parts"),
        (made("docx", ("C:/x", b"x")), "parts"),
        (made("docx", ("Word/Document.xml", b"another")), "parts"),
        (made("docx", relation("attachedTemplate")), "parts"),
        (made("docx", relation("oleObject", "file://///evil/share")), "parts"),
        (made("docx", relation("attached&#84;emplate")), "parts"),
        (made("docx", relation("image", "file://evil.example/x.png")), "parts"),
        (made("docx", relation("aFChunk")), "parts"),
        (made("xlsx", relation("externalLinkPath")), "parts"),
        (made("docx", ("word/_rels/settings.xml.RELS", relation("attachedTemplate")[1])), "parts"),
        (made("docx", relation("frame", "http://evil.example/&quot;>'>")), "parts"),
        (made("docx", ("word/_rels/x.rels", relation("frame")[1].replace("External", "Ext&#101;rnal"))), "parts"),
        (made("docx", ("word/_rels/x.rels", PREFIXED.format(type="frame"))), "parts"),
        (made("docx", ("word/_rels/x.rels", b"<Relationships>")), "parts"),
        (made("docx", ("word/_rels/x.rels", b"<!DOCTYPE x [<!ENTITY a 'b'>]>")), "parts"),
        (made("xlsx", *((f"xl/{number}.xml", b"") for number in range(MOST_PARTS))), "bomb"),
        (made("xlsx", ("xl/worksheets/sheet1.xml", bytes(60_000_000))), "bomb"),
        (OLD + bytes(100), "locked"),
        (packed_oddly(), "parts"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_macros_bombs_locks_and_ways_out_are_refused_each_with_its_reason(data, reason):
    with pytest.raises(Unfit) as no:
        kind_of(data)
    assert no.value.reason == reason
    assert refusal(data)


def test_a_link_a_person_presses_is_no_way_out():
    assert kind_of(made("docx", relation("hyperlink"))) == "docx"


def test_a_size_that_is_a_lie_is_found_out():
    """The archive says that a part has ten bytes; it unpacks to a million."""
    data = made("docx", ("word/media/lie.bin", bytes(1_000_000)))
    lie = data.replace(struct.pack("<L", 1_000_000), struct.pack("<L", 10))
    assert lie != data
    with pytest.raises(Unfit):
        kind_of(lie)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\midori\\会則.docx", "会則.pdf"),
        ("\u202efdp.exe", "fdp.pdf"),
        ("会\u200b則\u2066.pdf", "会則.pdf"),
        ("a\nb\r\tc.pdf", "abc.pdf"),
        ("<img src=x onerror=alert(1)>.pdf", "img src=x onerror=alert(1).pdf"),
        ("....", "file.pdf"),
        ("", "file.pdf"),
        (".htaccess", "htaccess.pdf"),
        ("が" * 300 + ".pdf", "が" * 80 + ".pdf"),
        ("か\u3099い則（案）　最終.PDF", "がい則（案）　最終.pdf"),
    ],
)
def test_a_name_is_letters_in_a_row_and_no_way(name, shown):
    assert shown_name(name, "pdf") == shown


def test_fifty_megabytes_are_refused_before_they_are_read():
    class Unread(SimpleUploadedFile):
        def read(self, *args):
            raise AssertionError("nothing of it is read")

    large = Unread("large.pdf", b"%PDF-1.4")
    large.size = 50_000_000
    with pytest.raises(forms.ValidationError, match=r"20 ?MB"):
        PaperField(sorts=PAPERS).clean(large)


def test_every_field_for_a_file_is_the_one_door():
    wrong = [
        path_of(path)
        for path in sources()
        if path.name != "files.py" and re.search(r"forms\.(File|Image)Field", path.read_text("utf-8"))
    ]
    assert wrong == []
