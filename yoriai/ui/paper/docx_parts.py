"""The parts a Word document of ours is built from: A4, Japanese fonts, real headings and tables, furigana, a QR with its words."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from yoriai.ui.paper.qr import qr_png
from yoriai.ui.paper.text import BREAK, Reader, clean

FONT = "游ゴシック"
FALLBACK = "Noto Sans CJK JP"
INK = RGBColor(0x1D, 0x1C, 0x1A)
SIZES = {
    "Normal": 10.5,
    "Heading 1": 26,
    "Heading 2": 14,
    "Heading 3": 11.5,
    "Quote": 10.5,
    "List Bullet": 10.5,
    "Footer": 9,
}


def words(text: str) -> str:
    """A text as Word gets it: cleaned, without the phrase breaks that only typst understands."""
    return clean(text).replace(BREAK, "")


def new_document(title: str, *, author: str, made: datetime, scale: float = 1.0, furigana: bool = False) -> Document:
    """An empty A4 document with our fonts and its title, author and language set; `scale` enlarges every style.

    Lines stand at an exact distance, since 游ゴシック alone sets them very wide; with furigana Word chooses it.
    """
    document = docx.Document()
    about = document.core_properties
    about.title, about.author, about.last_modified_by = _property(title), _property(author), _property(author)
    about.comments = ""
    about.language, about.created, about.modified = "ja-JP", made, made
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(18)
    page.top_margin = page.bottom_margin = Mm(16)
    for name, size in SIZES.items():
        _dress(document.styles[name], size * scale, furigana)
    _speak_japanese(document)
    _page_number(document)
    return document


def _property(text: str) -> str:
    """One line of at most 255 characters: more the file format does not take."""
    return words(text).replace("\n", " ")[:255]


def _dress(style: Any, size: float, furigana: bool) -> None:
    """One font for Latin and Japanese letters (the template's theme fonts would win otherwise), upright, in ink."""
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for name in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(name), FONT)
    style.font.size, style.font.italic, style.font.color.rgb = Pt(size), False, INK
    lines = style.paragraph_format
    lines.line_spacing = 1.0 if furigana else Pt(size * (1.3 if style.name.startswith("Heading") else 1.5))
    if style.name.startswith("Heading"):
        style.font.bold = True
        lines.space_before, lines.space_after, lines.keep_with_next = Pt(size * 0.75), Pt(size * 0.25), True
    else:
        lines.space_before, lines.space_after = Pt(0), Pt(3)
    if style.name == "Heading 2":
        _border(style, "w:bottom", size=8, color="1D1C1A", space=1)
    if style.name == "Quote":
        _border(style, "w:left", size=18, color="999999", space=8)
        style.paragraph_format.left_indent = Mm(4)


def _border(style: Any, side: str, *, size: int, color: str, space: int) -> None:
    """A line at one side of the style's paragraphs; `size` in eighths of a point."""
    lines, line = OxmlElement("w:pBdr"), OxmlElement(side)
    for name, value in (("w:val", "single"), ("w:sz", size), ("w:space", space), ("w:color", color)):
        line.set(qn(name), str(value))
    lines.append(line)
    properties = style.element.get_or_add_pPr()
    properties.insert_element_before(lines, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl")


def _speak_japanese(document: Document) -> None:
    """Japanese as the document's language, and the font to take where 游ゴシック is absent."""
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "ja-JP")
    for part in document.part.package.iter_parts():
        if str(part.partname) == "/word/fontTable.xml":
            font = f'<w:font w:name="{FONT}"><w:altName w:val="{FALLBACK}"/><w:charset w:val="80"/></w:font>'
            part._blob = part.blob.replace(b"</w:fonts>", f"{font}</w:fonts>".encode())


def _page_number(document: Document) -> None:
    line = document.sections[0].footer.paragraphs[0]
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = line.add_run()
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._r.append(element)


def heading(
    place: Document | _Cell, text: str, level: int, reader: Reader | None = None, *, size: float = 0
) -> Paragraph:
    """A real heading, level 1 to 3; `size` in points where it differs from its style."""
    return write(place.add_paragraph("", f"Heading {level}"), text, reader, size=size)


def paragraph(
    place: Document | _Cell, text: str, reader: Reader | None = None, *, style: str | None = None, bold: bool = False
) -> Paragraph:
    """A paragraph of text people wrote."""
    return write(place.add_paragraph("", style), text, reader, bold=bold)


def write(
    line: Paragraph, text: str, reader: Reader | None = None, *, bold: bool = False, size: float = 0
) -> Paragraph:
    """Adds a text to a paragraph; with a reader, as Word's own furigana."""
    plain = words(text)
    pieces = [(clean(base), clean(above)) for base, above in reader(plain)] if reader else [(plain, "")]
    if "".join(base for base, _ in pieces) != plain:
        pieces = [(plain, "")]
    for base, above in pieces:
        run = line.add_run("" if above else base)
        run.bold = bold or None
        if size:
            run.font.size = Pt(size)
        if above:
            run._r.append(_ruby(base, above, size or _size(line)))
    return line


def _size(line: Paragraph) -> float:
    style = line.style
    size = style.font.size if style is not None else None
    return size.pt if size is not None else SIZES["Normal"]


def _ruby(base: str, above: str, size: float) -> Any:
    """Word's furigana element; sizes in half points."""
    half = round(size * 2)
    ruby = OxmlElement("w:ruby")
    about = OxmlElement("w:rubyPr")
    values = (
        ("w:rubyAlign", "distributeSpace"),
        ("w:hps", half // 2),
        ("w:hpsRaise", half - 2),
        ("w:hpsBaseText", half),
        ("w:lid", "ja-JP"),
    )
    for name, value in values:
        element = OxmlElement(name)
        element.set(qn("w:val"), str(value))
        about.append(element)
    ruby.append(about)
    for name, text, points in (("w:rt", above, half // 2), ("w:rubyBase", base, half)):
        holder, run, properties, height, letters = (OxmlElement(tag) for tag in (name, "w:r", "w:rPr", "w:sz", "w:t"))
        height.set(qn("w:val"), str(points))
        letters.text = text
        properties.append(height)
        run.append(properties)
        run.append(letters)
        holder.append(run)
        ruby.append(holder)
    return ruby


def table(
    document: Document,
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    reader: Reader | None = None,
) -> Table:
    """A real table, `widths` in millimetres. Its head row is marked and repeats; without one, the first column is the head."""
    made: Table = document.add_table(rows=0, cols=len(widths), style="Table Grid")
    made.autofit = False
    for column, width in enumerate(widths):
        made.columns[column].width = Mm(width)
    for number, texts in enumerate(([head] if head else []) + [list(row) for row in rows]):
        row = made.add_row()  # type: ignore[no-untyped-call]
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for column, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            cell.width = Mm(widths[column])
            is_head = number == 0 if head else column == 0
            write(cell.paragraphs[0], text, reader, bold=is_head)
            cell.paragraphs[0].paragraph_format.space_after = Pt(1)
            if is_head:
                shade(cell)
    if head:
        mark = OxmlElement("w:tblHeader")
        made.rows[0]._tr.get_or_add_trPr().append(mark)
    _gap(document)
    return made


def _gap(document: Document) -> None:
    """A little white after a table, which has no margin of its own."""
    lines = document.add_paragraph().paragraph_format
    lines.line_spacing, lines.space_after = Pt(5), Pt(0)


def framed(document: Document) -> tuple[_Cell, _Cell]:
    """A frame that stays on one page: a wide place for words and a narrow one for the QR."""
    _gap(document)
    frame = document.add_table(rows=1, cols=2, style="Table Grid")
    frame.autofit = False
    row = frame.rows[0]
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for column, width in enumerate((142, 32)):
        frame.columns[column].width = row.cells[column].width = Mm(width)
    words_place, qr_place = row.cells
    return words_place, qr_place


def shade(cell: _Cell) -> None:
    """A light grey ground, for heads and labels."""
    shade = OxmlElement("w:shd")
    for name, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", "EEEEEE")):
        shade.set(qn(name), value)
    cell._tc.get_or_add_tcPr().append(shade)


def qr_picture(line: Paragraph, address: str, alt: str, size: float = 24) -> None:
    """The QR of an address with the words read out instead of it; size in millimetres."""
    line.paragraph_format.line_spacing = 1.0  # an exact distance would cut the picture off
    line.paragraph_format.space_before = Pt(3)
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    picture = line.add_run().add_picture(BytesIO(qr_png(address)), width=Mm(size))
    about = picture._inline.docPr
    about.set("descr", alt)
    about.set("title", "QRコード")


def picture(document: Document, jpeg: bytes, alt: str, ratio: float) -> None:
    """A photo with the words read out instead of it, at most 150 mm wide and 95 mm high."""
    line = document.add_paragraph()
    line.paragraph_format.line_spacing = 1.0
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    drawn = line.add_run().add_picture(BytesIO(jpeg), width=Mm(min(150, 95 * ratio)))
    drawn._inline.docPr.set("descr", words(alt))


def as_bytes(document: Document) -> bytes:
    """The document as a DOCX file."""
    out = BytesIO()
    document.save(out)
    return out.getvalue()
