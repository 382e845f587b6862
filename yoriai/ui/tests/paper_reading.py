"""For tests of paper: reading PDF files back, and texts that have broken others."""

import re
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ContentStream, IndirectObject

ADDRESS = "https://example.invalid/" + "a" * 300

# What people might write, each with what must stand on the paper: itself, or what is left of it.
HOSTILE = {
    "a typst import": ('#import "x"', '#import "x"'),
    "typst code": ('#{sys.inputs}#read("/settings.py")', '#{sys.inputs}#read("/settings.py")'),
    "mathematics": ("$ x^2 $ と $", "$ x^2 $ と $"),
    "markup": (
        "*bold* _soft_ `raw` = 見出し - 一覧 @ref <label> \\ ~ //",
        "*bold* _soft_ `raw` = 見出し - 一覧 @ref <label> \\ ~ //",
    ),
    "an escape": (r"\u{0} \u{1F600} \#", r"\u{0} \u{1F600} \#"),
    "NUL and controls": ("あ\0い\x07う\x1bえ\x7fお\x9dか", "あいうえおか"),
    "a script": ("<svg onload=alert(1)>", "<svg onload=alert(1)>"),
    "quotes and JSON": ('"}],"x":[{"', '"}],"x":[{"'),
    "direction marks": ("お\u202e金\u2066を\u200fくれる", "お金をくれる"),
    "an emoji": ("ありがとう😀👍🏽", "ありがとう〓"),
    "a script without type": ("नेपाल から", "〓 から"),
    "half a surrogate": ("あ\ud83dい", "あい"),
    "a private sign": ("外字\ue000です", "外字〓です"),
    "rare kanji": ("𠮷田 髙橋 石﨑 葛󠄀", "𠮷田 髙橋 石﨑 葛󠄀"),
    "a long address": (ADDRESS, ADDRESS),
    "piled marks": ("か" + "\u0301" * 200, "か" + "\u0301" * 4),
    "nothing but blanks": (" \u3000\t ", ""),
}
FLOODS = {
    "one mark without end": ("！" * 500, "！" * 500),
    "ten thousand signs": ("あ" * 10_000, "あ" * 10_000),
    "ten thousand letters": ("w" * 10_000, "w" * 10_000),
    "a thousand lines": ("行\n" * 1_000, "行" * 1_000),
}
WRITTEN = [written for written, _printed in HOSTILE.values()]
PRINTED = [printed for _written, printed in HOSTILE.values()]


def reading(pdf: bytes) -> PdfReader:
    """The file opened."""
    return PdfReader(BytesIO(pdf))


def text_of(pdf: bytes) -> str:
    """All text, without blanks, line ends, break marks and the page numbers at the foot."""
    lines = "\n".join(page.extract_text() for page in reading(pdf).pages)
    text = squeezed(re.sub(r"(?m)^.*\d+／\d+ ページ\s*$", "", lines))
    assert '(o:"' not in text, "a template shows data without `ja`"
    return text


def colours_of_letters(pdf: bytes) -> set[tuple[float, ...]]:
    """Every colour a letter is drawn in that is no grey: what is said in it is lost on a grey copy."""
    found: set[tuple[float, ...]] = set()
    book = reading(pdf)
    for page in book.pages:
        _letters(page.get_contents(), page.get("/Resources"), book, found)
    return found


def _letters(content: Any, resources: Any, book: PdfReader, found: set[tuple[float, ...]]) -> None:
    if content is None:
        return
    fill: tuple[float, ...] = (0.0,)
    kept = []
    for said, operator in ContentStream(content, book).operations:
        if operator == b"q":
            kept.append(fill)
        elif operator == b"Q":
            fill = kept.pop()
        elif operator in (b"g", b"rg", b"k", b"sc", b"scn"):
            fill = tuple(round(float(one), 3) for one in said if isinstance(one, int | float))
        elif operator in (b"Tj", b"TJ", b"'", b'"') and len(set(fill)) > 1:
            found.add(fill)
        elif operator == b"Do":
            form = resources["/XObject"][said[0]].get_object()
            if form.get("/Subtype") == "/Form":
                _letters(form, form.get("/Resources", resources), book, found)


def squeezed(text: str) -> str:
    """The text without anything one cannot see."""
    return re.sub(r"[\s\u200b]", "", text)


def bookmarks(pdf: bytes) -> list[str]:
    """The names of the top-level bookmarks."""
    return [entry.title for entry in reading(pdf).outline if not isinstance(entry, list)]


def pages(pdf: bytes) -> int:
    """How many pages."""
    return len(reading(pdf).pages)


def elements(pdf: bytes) -> list[dict[str, object]]:
    """The elements of the structure tree, in reading order."""
    found: list[dict[str, object]] = []

    def walk(node: object) -> None:
        node = node.get_object() if isinstance(node, IndirectObject) else node
        if isinstance(node, list):
            for child in node:
                walk(child)
        elif isinstance(node, dict):
            if "/S" in node:
                found.append(node)
            walk(node.get("/K"))

    walk(reading(pdf).trailer["/Root"]["/StructTreeRoot"])
    return found


def tags(pdf: bytes) -> list[str]:
    """The kinds of the elements."""
    return [str(element["/S"])[1:] for element in elements(pdf)]


def alternatives(pdf: bytes) -> list[str]:
    """The words read out instead of pictures."""
    return [str(element["/Alt"]) for element in elements(pdf) if "/Alt" in element]


def artifacts(pdf: bytes) -> int:
    """How many pieces of the pages are marked as no part of the reading order."""
    return sum(page.get_contents().get_data().count(b"/Artifact") for page in reading(pdf).pages)


def fonts(pdf: bytes) -> set[str]:
    """The names of the embedded fonts, without their subset's prefix."""
    return {
        str(font.get_object()["/BaseFont"]).split("+")[1].removesuffix("-Identity-H")
        for page in reading(pdf).pages
        for font in page["/Resources"].get("/Font", {}).values()
    }
