"""XLSX files: real cells, merged cells, formulas, several sheets, and what only looks like a workbook."""

import datetime as dt

import openpyxl
import pytest

from yoriai.engines.tables.headers import aliases_for
from yoriai.engines.tables.reading import Row, Table, read
from yoriai.engines.tables.reasons import Unreadable
from yoriai.engines.tables.records import Limits
from yoriai.engines.tables.tests.files import part, saved, with_part, xlsx

SHEET = "xl/worksheets/sheet1.xml"


def only(table: Table) -> Row:
    (row,) = table.rows
    return row


def refusal(source: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(Unreadable) as refused:
        read(source, limits=limits)
    return refused.value.reason.code


def test_real_cells_become_iso_text_with_their_kind() -> None:
    row = only(
        read(
            xlsx(
                ["日", "時", "いつ", "数", "小数", "可", "文"],
                [dt.date(2026, 6, 6), dt.time(13, 30), dt.datetime(2026, 6, 6, 9, 5), 60, 0.1 + 0.2, True, "六月"],
            )
        )
    )
    assert list(row.cells.values()) == ["2026-06-06", "13:30", "2026-06-06T09:05", "60", "0.3", "TRUE", "六月"]
    assert list(row.kinds.items()) == [
        ("日", "date"),
        ("時", "time"),
        ("いつ", "datetime"),
        ("数", "number"),
        ("小数", "number"),
        ("可", "bool"),
    ]


def test_midnight_at_the_end_of_the_day_is_24_hours() -> None:
    row = only(read(xlsx(["a", "b"], [1, dt.timedelta(hours=25)], formats={"A2": "h:mm", "B2": "[h]:mm"})))
    assert dict(row.cells) == {"a": "24:00", "b": "25:00"}
    assert dict(row.kinds) == {"a": "time", "b": "time"}


def test_a_number_shown_with_leading_zeros_keeps_them() -> None:
    row = only(read(xlsx(["コード", "数"], [41009, 41009], formats={"A2": "000000"})))
    assert dict(row.cells) == {"コード": "041009", "数": "41009"}


def test_a_long_number_is_not_written_with_an_exponent() -> None:
    assert only(read(xlsx(["法人番号", "x"], [8000020041009, 1]))).cells["法人番号"] == "8000020041009"


def test_the_number_of_a_row_is_the_one_excel_shows() -> None:
    table = read(xlsx(["名称", "住所"], ["あ", "い"], [], ["う", "え"]))
    assert [row.line for row in table.rows] == [2, 4]


def test_cells_merged_downwards_stand_in_each_row_and_sideways_only_once() -> None:
    table = read(
        xlsx(
            ["局", "課", "係", "注"],
            ["市民局", "協働課", "一係", "広い注"],
            [None, "協働課", "二係", None],
            [None, None, None, None],
            merges=["A2:A4", "D2:E2"],
        )
    )
    assert [list(row.cells.values()) for row in table.rows] == [
        ["市民局", "協働課", "一係", "広い注"],
        ["市民局", "協働課", "二係", ""],
    ]
    assert [(note.code, note.params) for note in table.notes] == [("merged_filled", {"count": 1})]


def test_a_band_of_merged_group_names_is_not_the_header() -> None:
    source = xlsx(
        ["基本", None, None, "連絡", None],
        ["名称", "住所", "方書", "電話", "FAX"],
        ["あ", "い", "う", "え", "お"],
        merges=["A1:C1", "D1:E1"],
    )
    for aliases in ([], [aliases_for("places")]):
        assert read(source, aliases=aliases).headers == ("名称", "住所", "方書", "電話", "FAX")


def test_a_formula_without_a_saved_result_is_blank_and_doubted() -> None:
    table = read(xlsx(["名称", "数"], ["あ", "=1+1"], ["い", 3]))
    assert [(row.cells["数"], [doubt.code for doubt in row.doubts]) for row in table.rows] == [
        ("", ["formula_blank"]),
        ("3", []),
    ]
    assert [note.code for note in table.notes] == ["formula_not_computed"]


def test_a_formula_with_its_result_is_read_as_the_result() -> None:
    book = xlsx(["名称", "数"], ["あ", 2])
    sheet = part(book, SHEET).replace(b"<v>2</v>", b"<f>1+1</f><v>2</v>")
    table = read(with_part(book, SHEET, sheet))
    assert (only(table).cells["数"], table.notes) == ("2", ())


def test_an_error_of_excel_is_told_by_its_kind() -> None:
    book = xlsx(["名称", "数"], ["あ", "#N/A"])
    assert dict(only(read(book)).kinds) == {"数": "error"}


def test_the_first_visible_sheet_with_rows_is_read_and_the_others_are_named() -> None:
    book = openpyxl.Workbook()
    book.active.title = "表紙"
    book.active["A1"] = "公共施設一覧"
    hidden = book.create_sheet("控え")
    hidden.append(["隠れた", "列"])
    hidden.append(["1", "2"])
    hidden.sheet_state = "hidden"
    for title in ("データ", "入力例"):
        sheet = book.create_sheet(title)
        sheet.append(["名称", "住所"])
        sheet.append([title, "い"])
    table = read(saved(book))
    assert only(table).cells["名称"] == "データ"
    assert [note.params for note in table.notes] == [{"sheet": "データ", "others": "表紙、入力例"}]
    assert only(read(saved(book), sheet="入力例")).cells["名称"] == "入力例"


def test_a_wrong_dimension_in_the_file_loses_no_cell() -> None:
    book = xlsx(["a", "b"], ["1", "2"])
    sheet = part(book, SHEET).replace(b'ref="A1:B2"', b'ref="A1"')
    assert dict(only(read(with_part(book, SHEET, sheet))).cells) == {"a": "1", "b": "2"}


def test_escaped_line_breaks_are_line_breaks() -> None:
    assert only(read(xlsx(["a", "b"], ["一_x000D_\n二", "x"]))).cells["a"] == "一\n二"


def test_an_old_excel_file_is_refused_by_its_content() -> None:
    assert refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)) == "old_excel"


def test_a_workbook_with_a_password_is_refused() -> None:
    inside = bytes(64) + "EncryptedPackage".encode("utf-16-le") + bytes(64)
    assert refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + inside) == "encrypted"


def test_a_zip_renamed_xlsx_is_refused() -> None:
    book = xlsx(["a"], ["1"])
    assert refusal(with_part(book, "[Content_Types].xml", b"<x/>")) == "not_a_workbook"
    assert refusal(book[: len(book) // 2]) == "not_a_workbook"
    assert refusal(b"PK\x03\x04 and nothing more") == "not_a_workbook"


def test_entities_in_a_workbook_are_refused() -> None:
    book = xlsx(["a"], ["1"])
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet>&a;</worksheet>'
    assert refusal(with_part(book, SHEET, bomb)) == "not_a_workbook"


def test_a_csv_named_xlsx_is_read_by_its_content() -> None:
    assert read(b"a,b\n1,2\n", "events.xlsx").encoding == "utf-8"


def test_limits_hold_for_workbooks_too() -> None:
    book = xlsx(["a", "b"], ["longer", "2"], ["3", "4"])
    assert refusal(book, Limits(cell=5)) == "cell_too_long"
    assert refusal(book, Limits(rows=2)) == "too_many_rows"
    assert refusal(book, Limits(columns=1)) == "too_many_columns"
    assert refusal(book, Limits(unzipped=100)) == "unzips_too_large"


def test_a_row_number_beyond_the_limit_is_refused() -> None:
    book = xlsx(["a", "b"], ["1", "2"])
    sheet = part(book, SHEET).replace(b'<row r="2"', b'<row r="999999999999"')
    assert refusal(with_part(book, SHEET, sheet), Limits(rows=1000)) == "too_many_rows"
