"""A form as Word document: a table, each box found again by a hidden word beside its label, whatever Word or LibreOffice did to it."""

import datetime as dt
from typing import Any

from docx.document import Document
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.oxml import OxmlElement
from docx.shared import Mm, Pt
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph

from yoriai.proposals.paper.form import FormPaper, Lines, Placed, placed
from yoriai.ui.paper.docx_parts import (
    as_bytes,
    framed,
    heading,
    new_document,
    paragraph,
    qr_picture,
    shade,
    table,
    words,
    write,
)

WIDTHS = (50, 124)
# Word sets a little wider than typst: so much less of each box keeps a short form on one page.
TIGHT = 0.8


def form_docx(paper: FormPaper, made: dt.datetime) -> bytes:
    """The form as DOCX."""
    document = new_document(f"{paper.mark.form} {paper.name} {paper.code}", author=paper.sender, made=made)
    document.sections[0].top_margin = document.sections[0].bottom_margin = Mm(12)
    line = paragraph(document, f"{paper.scheme}　様式 {paper.code}")
    hidden(line, str(paper.mark))
    top = heading(document, f"{paper.mark.form}　{paper.name}", 1, size=17)
    top.paragraph_format.space_before = Pt(0)
    if paper.about:
        paragraph(document, paper.about)
    if paper.title:
        table(document, (), [("事業名", paper.title), ("団体・相手", paper.carriers)], WIDTHS)
    if paper.boxes:
        _boxes(document, placed(paper))
    for one in paper.tables:
        _lines(document, one)
    _foot(document, paper)
    return as_bytes(document)


def hidden(line: Paragraph, text: str) -> None:
    """A word nobody sees or prints; it is copied and kept like any other."""
    line.add_run(text).font.hidden = True


def _boxes(document: Document, rows: list[Placed]) -> None:
    made = document.add_table(rows=0, cols=2, style="Table Grid")
    made.autofit = False
    for column, width in enumerate(WIDTHS):
        made.columns[column].width = Mm(width)
    for one in rows:
        row = _row(made, one.height if one.beside else 0)
        label, answer = row.cells
        if not one.beside:
            label = label.merge(answer)
            answer = _merged(_row(made, one.height * TIGHT))
        _label(label, one)
        for number, text in enumerate(words(one.box.shown).split("\n")):
            write(answer.paragraphs[0] if number == 0 else answer.add_paragraph(), text)
    document.add_paragraph().paragraph_format.line_spacing = Pt(5)


def _row(made: Any, height: float) -> _Row:
    row: _Row = made.add_row()
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    if height:
        row.height, row.height_rule = Mm(height), WD_ROW_HEIGHT_RULE.AT_LEAST
    for cell, width in zip(row.cells, WIDTHS, strict=True):
        cell.width = Mm(width)
    return row


def _merged(row: _Row) -> _Cell:
    made: _Cell = row.cells[0].merge(row.cells[1])
    return made


def _label(cell: _Cell, one: Placed) -> None:
    """The label, under it the limit; the key, hidden."""
    line = cell.paragraphs[0]
    line.paragraph_format.keep_with_next = True
    write(line, one.box.label + ("【必ず】" if one.box.needed else ""), bold=True)
    hidden(line, one.box.marker)
    if one.box.rule:
        write(cell.add_paragraph() if one.beside else line, f"{'' if one.beside else '　'}{one.box.rule}", size=9)
    for each in cell.paragraphs:
        each.paragraph_format.space_after = Pt(0)
    shade(cell)


def _lines(document: Document, one: Lines) -> None:
    heading(document, one.title, 2)
    made = table(document, one.heads, one.all_rows, one.widths)
    hidden(made.rows[0].cells[0].paragraphs[0], one.marker)
    for row in made.rows[1:]:
        row.height, row.height_rule = Mm(7), WD_ROW_HEIGHT_RULE.AT_LEAST
    if one.about:
        paragraph(document, one.about)


def _foot(document: Document, paper: FormPaper) -> None:
    place, picture = framed(document)
    write(place.paragraphs[0], "出し方" + (f"　締切 {paper.until}" if paper.until else ""), bold=True)
    paragraph(place, "窓口・郵送・FAX・電話、どれでもけっこうです。このファイルは、下のページからも送れます。")
    reach = f"電話 {paper.phone}" + (f"　FAX {paper.fax}" if paper.fax else "")
    paragraph(place, f"{reach}　{paper.office}{f'（{paper.hours}）' if paper.hours else ''}")
    paragraph(place, paper.address)
    qr_picture(picture.paragraphs[0], paper.address, f"QRコード。開くページは {paper.address}", size=22)
