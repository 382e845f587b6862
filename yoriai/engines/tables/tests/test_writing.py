"""What goes out can be opened safely, in old programs too, and comes back as it went."""

import csv
import datetime as dt
import io

import openpyxl
import pytest

from yoriai.engines.tables.reading import read
from yoriai.engines.tables.writing import Cell, Substitutes, csv_pieces, guarded, to_csv, to_xlsx

RISKS = ["=1+1", "+SUM(A1)", "-cmd|' /C calc'!A0", "@SUM(1)", "\t=1", "\r=1", "\n=1", "＝1+1", "－1+x", "＠x", "＋x"]


def test_a_csv_has_the_mark_and_the_line_ends_that_excel_needs() -> None:
    assert to_csv(["名称", "数"], [["あ,い", 3], [None, True]]) == '\ufeff名称,数\r\n"あ,い",3\r\n,1\r\n'.encode()


@pytest.mark.parametrize("risk", RISKS)
def test_a_cell_that_would_run_is_guarded_and_comes_back_as_it_was(risk: str) -> None:
    out = to_csv(["a", "b"], [[risk, "x"]])
    (row,) = list(csv.reader(io.StringIO(out.decode("utf-8-sig"), newline="")))[1:]
    assert row[0] == f"'{risk}"
    (back,) = read(out).rows
    assert back.cells["a"] == risk.replace("\r", "\n")


@pytest.mark.parametrize(
    ("cell", "written"),
    [(-5, "-5"), ("-5", "-5"), ("+38.2", "+38.2"), (-1.5, "-1.5"), ("a=b", "a=b"), ("", ""), ("-5+x", "'-5+x")],
)
def test_numbers_and_plain_words_are_not_guarded(cell: Cell, written: str) -> None:
    assert guarded(cell) == written


def test_headers_are_guarded_too() -> None:
    assert to_csv(["=1"], []) == b"\xef\xbb\xbf'=1\r\n"


def test_dates_and_times_are_iso() -> None:
    row = [dt.date(2026, 6, 6), dt.time(9, 5), dt.datetime(2026, 6, 6, 9, 5), dt.time(9, 5, 7)]
    assert to_csv(["a", "b", "c", "d"], [row]).splitlines()[1] == b"2026-06-06,09:05,2026-06-06T09:05,09:05:07"


def test_cp932_writes_the_signs_it_knows_and_a_geta_for_the_others_and_tells() -> None:
    substitutes = Substitutes()
    text = "髙﨑① 10〜11 10～11 −5度 — ¥100 𠮷野 😀 辻\U000e0100"
    out = b"".join(csv_pieces(["名称"], [[text], ["𠮷"]], "cp932", substitutes))
    assert out.decode("cp932") == "名称\r\n髙﨑① 10～11 10～11 －5度 ― ￥100 〓野 〓 辻\r\n〓\r\n"
    assert substitutes.signs == {"𠮷": 2, "😀": 1, "\U000e0100": 1}


def test_cp932_joins_a_loose_voicing_mark_and_leaves_names_alone() -> None:
    assert to_csv(["a"], [["か\u3099 は\u309a 神"]], "cp932").decode("cp932") == "a\r\nが ぱ 神\r\n"


def test_control_characters_and_half_signs_never_go_out() -> None:
    assert to_csv(["a"], [["x\x00\x1b\ud800y"]]) == b"\xef\xbb\xbfa\r\nxy\r\n"
    (row,) = read(to_xlsx(["a", "b"], [["x\x00\x1b\ud800y", "z"]])).rows
    assert row.cells["a"] == "xy"


def test_a_workbook_comes_back_with_its_kinds_and_no_formula() -> None:
    rows: list[list[Cell]] = [[risk, 3, dt.date(2026, 6, 6), dt.time(13, 30), "041009"] for risk in RISKS]
    out = to_xlsx(["a", "数", "日", "時", "コード"], rows, title="公共施設/一覧")
    sheet = openpyxl.load_workbook(io.BytesIO(out)).active
    assert sheet.title == "公共施設 一覧"
    assert [cell.data_type for cell in sheet["A"]] == ["s"] * (len(RISKS) + 1)
    assert all(cell.quotePrefix for cell in sheet["A"][1:])
    back = list(read(out).rows)
    assert [row.cells["a"] for row in back] == [risk.replace("\r", "\n") for risk in RISKS]
    assert (back[0].cells["日"], back[0].cells["時"], back[0].cells["コード"]) == ("2026-06-06", "13:30", "041009")
    assert dict(back[0].kinds) == {"数": "number", "日": "date", "時": "time"}


def test_a_cell_longer_than_excel_holds_is_an_error_and_not_cut() -> None:
    with pytest.raises(ValueError, match="32768"):
        to_xlsx(["a"], [["x" * 32_768]])


def test_rows_go_out_one_by_one() -> None:
    asked: list[int] = []

    def rows():  # type: ignore[no-untyped-def]
        for number in range(3):
            asked.append(number)
            yield [number]

    pieces = csv_pieces(["n"], rows())
    assert [next(pieces), next(pieces), next(pieces)] == [b"\xef\xbb\xbf", b"n\r\n", b"0\r\n"]
    assert asked == [0]
