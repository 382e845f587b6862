"""Forms filled in as people fill them in: by openpyxl and python-docx, knowing the words on the sheet and nothing of its marks."""

from io import BytesIO

import docx
import openpyxl


def in_excel(content: bytes, said: dict[str, str], tables: dict[str, list[list[object]]] | None = None) -> bytes:
    """said: words of the question → what is written beside it; tables: name of the sheet → lines below its head, the first ones over."""
    book = openpyxl.load_workbook(BytesIO(content))
    for sheet in book.worksheets:
        for row in sheet.iter_rows(min_row=4):
            label = str(row[1].value or "").removesuffix("【必ず】")
            if label in said:
                row[3].value = said[label]
                row[3].data_type = "s"  # the cell is one for text: a sign = typed into it begins no formula
        for number, line in enumerate((tables or {}).get(sheet.title, []), start=4):
            for column, value in enumerate(line, start=2):
                sheet.cell(number, column).value = value
    return _saved(book)


def in_word(content: bytes, said: dict[str, str], tables: list[list[list[str]]] = ()) -> bytes:
    """The same in Word: the box beside the label or below it; tables: the lines of each table that has a head, in order."""
    document = docx.Document(BytesIO(content))
    with_heads = [table for table in document.tables if len(table.columns) > 2]
    for table in document.tables:
        cells = [cell for row in table.rows for cell in dict.fromkeys(row.cells)]
        for place, cell in enumerate(cells):
            label = cell.paragraphs[0].text.partition("{{")[0].removesuffix("【必ず】")
            if label in said:
                cells[place + 1].text = said[label]
    for table, lines in zip(with_heads, tables, strict=False):
        for row, line in zip(table.rows[1:], lines, strict=False):
            for cell, text in zip(row.cells, line, strict=True):
                cell.text = text
    return _saved(document)


def _saved(made) -> bytes:
    file = BytesIO()
    made.save(file)
    return file.getvalue()
