"""A form as Excel workbook: one question a row, its key in a hidden column, all but the answers locked; a sheet for each table."""

from io import BytesIO
from typing import Any

import openpyxl
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.datavalidation import DataValidation

from yoriai.engines.tables.writing import RUNS, UNWRITABLE
from yoriai.proposals.paper.form import Box, FormPaper, Lines

HEADS = ("問い", "書き方", "答え（この列に書いてください）")
THIN = Side(style="thin", color="999999")
FRAME = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
GREY = PatternFill("solid", fgColor="EEEEEE")
# Excel knows a list of choices by one text of at most 255 signs, cut at commas.
LONGEST_LIST = 250
BLANKS = 20


def form_xlsx(paper: FormPaper) -> bytes:
    """The form as XLSX."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    if paper.boxes:
        _questions(book.create_sheet("様式"), paper)
    for one in paper.tables:
        _lines(book.create_sheet(one.title[:31]), paper, one)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _questions(sheet: Any, paper: FormPaper) -> None:
    _head(sheet, paper, (4, 30, 34, 70))
    for column, head in enumerate(HEADS, start=2):
        _put(sheet, 3, column, head, bold=True).fill = GREY
    for number, box in enumerate(paper.boxes, start=4):
        _put(sheet, number, 1, box.marker)
        _put(sheet, number, 2, box.label + ("【必ず】" if box.needed else ""), bold=True).fill = GREY
        _put(sheet, number, 3, "／".join(part for part in (box.rule, "・".join(box.options)) if part))
        cell = _put(sheet, number, 4, box.text, open_=True)
        sheet.row_dimensions[number].height = 24 if box.sort != "text" else max(60, 20 * (len(box.text) // 34 + 2))
        _check(sheet, cell, box)


def _lines(sheet: Any, paper: FormPaper, one: Lines) -> None:
    _head(sheet, paper, (4, *(max(10, width / 2) for width in one.widths)))
    _put(sheet, 3, 1, one.marker)
    for column, head in enumerate(one.heads, start=2):
        _put(sheet, 3, column, head, bold=True).fill = GREY
    for number, row in enumerate([*one.rows, *([("",) * len(one.heads)] * BLANKS)], start=4):
        for column, text in enumerate(row, start=2):
            _put(sheet, number, column, text, open_=True)
    _put(sheet, 2, 2, f"{sheet.cell(2, 2).value}　{one.about}" if one.about else sheet.cell(2, 2).value)


def _head(sheet: Any, paper: FormPaper, widths: tuple[float, ...]) -> None:
    """The first two rows, the columns, the lock (without a password: against slips of the hand and nothing else)."""
    for letter, width in zip("ABCDEFGHIJ", widths, strict=False):
        sheet.column_dimensions[letter].width = width
    sheet.column_dimensions["A"].hidden = True
    _put(sheet, 1, 1, str(paper.mark))
    _put(sheet, 1, 2, f"{paper.mark.form}　{paper.name}　{paper.title}", bold=True).font = Font(bold=True, size=14)
    until = f"締切 {paper.until}　" if paper.until else ""
    _put(sheet, 2, 2, f"{until}{paper.scheme}　様式 {paper.code}　電話 {paper.phone}　FAX {paper.fax}")
    for row in (1, 2):
        for column in range(2, len(widths) + 1):
            sheet.cell(row, column).border, sheet.cell(row, column).alignment = Border(), Alignment(vertical="center")
    sheet.freeze_panes = "B4"
    sheet.protection.sheet = True
    sheet.protection.formatRows = sheet.protection.formatColumns = sheet.protection.insertRows = False
    sheet.page_setup.paperSize, sheet.page_setup.orientation = 9, "portrait"
    sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage = 0, True


def _put(sheet: Any, row: int, column: int, text: str | None, *, bold: bool = False, open_: bool = False) -> Any:
    """A cell of words: nothing in it is ever a formula."""
    cell = sheet.cell(row, column)
    written = UNWRITABLE.sub("", text or "")
    if written:
        cell.value, cell.data_type = written, "s"
    cell.quotePrefix = written.startswith(RUNS)
    cell.number_format = "@" if open_ else "General"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.font, cell.border, cell.protection = Font(bold=bold), FRAME, Protection(locked=not open_)
    return cell


def _check(sheet: Any, cell: Any, box: Box) -> None:
    """Choices as a list, a limit as a warning that lets one go on: nothing that was written is lost."""
    listed = ",".join(box.options)
    if box.sort == "choice" and len(listed) < LONGEST_LIST and not any("," in one or '"' in one for one in box.options):
        rule = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True)
    elif box.most and box.sort in ("line", "text"):
        rule = DataValidation(type="textLength", operator="lessThanOrEqual", formula1=str(box.most), allow_blank=True)
        rule.errorStyle, rule.errorTitle, rule.error = "warning", "長さ", f"{box.most}字までです。"
    else:
        return
    sheet.add_data_validation(rule)
    rule.add(cell)
