"""電話・FAX・郵送 list as a spreadsheet (XLSX): goes out to the office, is ticked off, and can come back by its code column."""

import re
from collections.abc import Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from yoriai.ui.paper.calls import WAYS, Call
from yoriai.ui.paper.text import clean

COLUMNS = (
    ("済", 7),
    ("番号", 10),
    ("名前", 22),
    ("方法", 8),
    ("電話・FAX・あて先", 30),
    ("ひとことで伝えること", 48),
    ("聞いたこと", 36),
    ("日時・だれが", 18),
)
ANSWERS = "済,不在,あとで"
_FORMULA = re.compile("[=+\\-@\t\r＝＋－＠]")
_NUMBER = re.compile(r"\+?[\d\s()\-]*\d")


def guarded(text: str) -> str:
    """The text with an apostrophe before whatever a spreadsheet could take for a formula, here or once saved as CSV.

    Plain telephone numbers stay as they are.
    """
    text = clean(text).replace("\u200b", "")
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def calls_xlsx(calls: Sequence[Call], *, title: str) -> bytes:
    """The list as XLSX, one row a call, ready to print on A4 landscape. Every cell is text; column 済 offers its answers."""
    book = Workbook()
    book.properties.title = clean(title)
    book.properties.language = "ja-JP"
    page = book.active
    assert isinstance(page, Worksheet)
    page.title = "電話・FAX・郵送"
    page.append([name for name, _ in COLUMNS])
    for call in calls:
        page.append([""] * len(COLUMNS))
        row = page.max_row
        texts = ("", call.code, call.name, WAYS[call.way], call.number, call.sentence, "", "")
        for column, text in enumerate(texts, start=1):
            cell = page.cell(row, column)
            cell.value = guarded(text)
            cell.data_type = "s"
            cell.number_format = "@"
    _dress(page, title)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _dress(page: Worksheet, title: str) -> None:
    """Widths, heading, lines, tick list and print set-up."""
    line = Side(style="thin", color="999999")
    for column, (_, width) in enumerate(COLUMNS, start=1):
        page.column_dimensions[get_column_letter(column)].width = width
    for row in page.iter_rows():
        for cell in row:
            cell.font = Font(name="游ゴシック", size=11, bold=cell.row == 1)
            cell.alignment = Alignment(wrap_text=True, vertical="center")
            cell.border = Border(left=line, right=line, top=line, bottom=line)
            if cell.row == 1:
                cell.fill = PatternFill("solid", fgColor="EEEEEE")
    ticks = DataValidation(type="list", formula1=f'"{ANSWERS}"', allow_blank=True)
    page.add_data_validation(ticks)
    ticks.add(f"A2:A{max(page.max_row, 2)}")
    page.freeze_panes = "A2"
    page.print_title_rows = "1:1"
    page.page_setup.paperSize = "9"
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    head, foot = page.HeaderFooter.oddHeader, page.HeaderFooter.oddFooter
    assert head is not None and foot is not None
    head.left.text, foot.center.text = clean(title).replace("&", "&&"), "&P / &N"
