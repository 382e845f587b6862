"""CSV and tab-separated files: encodings, delimiters, line breaks, ragged rows, damage."""

from pathlib import Path

import pytest

from yoriai.engines.tables.headers import aliases_for
from yoriai.engines.tables.reading import Table, read
from yoriai.engines.tables.reasons import Unreadable
from yoriai.engines.tables.records import Limits


def cells(table: Table) -> list[dict[str, str]]:
    return [dict(row.cells) for row in table.rows]


def codes(table: Table) -> list[str]:
    return [note.code for note in table.notes]


def refusal(source: bytes | Path, **limits: int) -> str:
    with pytest.raises(Unreadable) as refused:
        read(source, "file", limits=Limits(**limits))
    return refused.value.reason.code


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "cp932", "utf-16"])
def test_each_encoding_reads_the_same_and_is_told(encoding: str) -> None:
    table = read("名称,住所\r\n髙橋集会所,杜野市青葉1\r\n".encode(encoding), "places.csv")
    assert table.encoding == encoding
    assert cells(table) == [{"名称": "髙橋集会所", "住所": "杜野市青葉1"}]
    assert codes(table) == []


def test_a_path_and_bytes_read_the_same(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"a,b\n1,2\n")
    assert cells(read(path)) == cells(read(str(path))) == cells(read(path.read_bytes())) == [{"a": "1", "b": "2"}]


def test_bytes_in_no_encoding_are_refused_with_their_line() -> None:
    with pytest.raises(Unreadable) as refused:
        read("a,b\nあ,い\n".encode() + b"\xff\xfe,x\n")
    assert (refused.value.reason.code, refused.value.reason.params) == ("encoding", {"line": 3})


def test_utf8_cut_within_a_sign_is_not_taken_for_cp932() -> None:
    assert refusal("名称,住所\n寄り合い所,杜野市あおば町一丁目\n".encode()[:-2]) == "encoding"


def test_euc_jp_is_not_taken_for_cp932_half_width_kana() -> None:
    assert refusal("名称,住所\n寄り合い所の集会室,杜野市あおば町一丁目\n".encode("euc_jp")) == "encoding"


def test_half_width_kana_in_cp932_are_read() -> None:
    assert cells(read("ﾒｲｼｮｳ,住所\nﾖﾘｱｲｼﾞｮ,杜野市\n".encode("cp932"))) == [{"ﾒｲｼｮｳ": "ﾖﾘｱｲｼﾞｮ", "住所": "杜野市"}]


def test_tabs_are_found_where_they_divide_and_commas_stay_in_the_text() -> None:
    table = read(b"name\ttext\na\tone, two\nb\tthree\n")
    assert cells(table) == [{"name": "a", "text": "one, two"}, {"name": "b", "text": "three"}]


def test_semicolons_do_not_divide() -> None:
    assert read(b"a;b\n1;2\n").headers == ("a;b",)


def test_one_column_without_any_delimiter() -> None:
    assert cells(read("意見\nバスがほしい\n".encode())) == [{"意見": "バスがほしい"}]


def test_line_breaks_within_a_cell_are_kept_as_one_kind_and_the_row_number_is_the_spreadsheets() -> None:
    table = read('id,text\r\n1,"一行目\r\n二行目"\r\n\r\n2,次\r\n'.encode())
    assert [(row.line, row.cells["text"]) for row in table.rows] == [(2, "一行目\n二行目"), (4, "次")]


def test_a_header_with_a_line_break_becomes_one_line() -> None:
    assert read('"市区町村\nコード", 名称\n1,a\n'.encode()).headers == ("市区町村コード", "名称")


def test_trailing_empty_columns_and_blank_rows_are_left_out() -> None:
    table = read("名称,住所,,,\nあ,い,,,\n,,,,\n　,,,,\n".encode())
    assert (table.headers, cells(table), len(table)) == (("名称", "住所"), [{"名称": "あ", "住所": "い"}], 1)


def test_a_column_with_values_but_no_name_is_called_by_its_letter_and_noted() -> None:
    table = read("名称,,住所\nあ,x,い\n".encode())
    assert (table.headers, codes(table)) == (("名称", "(B)", "住所"), ["header_blank"])


def test_a_name_that_stands_twice_keeps_both_columns() -> None:
    table = read(b"URL,name,URL\nu1,n,u2\n")
    assert (cells(table), codes(table)) == ([{"URL": "u1", "name": "n", "URL (2)": "u2"}], ["header_repeated"])


def test_a_shorter_row_is_filled_with_blanks_and_counted() -> None:
    table = read(b"a,b,c\n1,2,3\n4\n")
    assert cells(table)[1] == {"a": "4", "b": "", "c": ""}
    assert codes(table) == ["rows_shorter"]


def test_a_longer_row_is_doubted_because_its_cells_may_be_shifted() -> None:
    rows = list(read("名称,住所\nあ,い\nう,え,お\n".encode()).rows)
    assert [[doubt.code for doubt in row.doubts] for row in rows] == [[], ["row_longer"]]


def test_a_property_row_is_the_header_and_a_row_with_only_its_number_is_blank() -> None:
    table = read("#lang,ja\n#property,名称,緯度\n1,集会所,38.2\n2,,\n".encode(), aliases=[aliases_for("places")])
    assert cells(table) == [{"#property": "1", "名称": "集会所", "緯度": "38.2"}]
    assert codes(table) == ["rows_before_header"]


def test_rows_that_describe_the_types_below_a_property_row_are_left_out() -> None:
    table = read("#property,名称\n#object_type_xsd,string\n1,集会所\n".encode())
    assert (len(table), codes(table)) == (1, ["declaration_rows"])


def test_titles_above_the_header_are_left_out_and_noted() -> None:
    source = "杜野市 公共施設一覧\n\n令和7年4月1日現在,,\n名称,住所,電話番号\nあ,い,う\n".encode()
    for aliases in ([], [aliases_for("places")]):
        table = read(source, aliases=aliases)
        assert table.headers == ("名称", "住所", "電話番号")
        assert [(note.code, note.params) for note in table.notes] == [("rows_before_header", {"count": 2})]
        assert [row.line for row in table.rows] == [5]


def test_control_characters_and_bidirectional_marks_are_removed_and_noted() -> None:
    table = read("名称,住所\nあ\x00い\u202eう,\x1bえ\n".encode())
    assert cells(table) == [{"名称": "あいう", "住所": "え"}]
    assert [note.params for note in table.notes] == [{"count": 2}]


def test_the_end_mark_of_old_systems_is_no_row() -> None:
    assert len(read(b"a,b\r\n1,2\r\n\x1a")) == 1


def test_the_apostrophe_of_a_guarded_cell_is_taken_off() -> None:
    assert cells(read(b"a,b\n'=1+1,'quoted'\n")) == [{"a": "=1+1", "b": "'quoted'"}]


def test_a_quotation_mark_that_is_never_closed_is_refused_because_it_swallows_rows() -> None:
    with pytest.raises(Unreadable) as refused:
        read(b'a,b\n1,"open\n2,x\n3,y\n')
    assert (refused.value.reason.code, refused.value.reason.params) == ("quote_not_closed", {"line": 2})


def test_a_last_row_without_a_line_break_is_whole() -> None:
    assert cells(read(b'a,b\n1,"x"')) == [{"a": "1", "b": "x"}]


def test_files_that_are_no_tables_are_refused() -> None:
    assert refusal(b"") == "empty"
    assert refusal(b" \n\n,,\n") == "no_header"
    assert refusal(Path("/nowhere/at/all.csv")) == "cannot_open"
    assert refusal(b"\x89PNG\r\n\x1a\n" + bytes(50)) == "not_text"
    assert refusal(b"a,b\n" + bytes(500)) == "not_text"
    assert refusal(b"<!DOCTYPE html><html><body>a,b") == "not_text"


def test_a_table_of_columns_without_rows_is_a_table() -> None:
    table = read("名称,住所\n".encode())
    assert (table.headers, list(table.rows), len(table)) == (("名称", "住所"), [], 0)


def test_limits_are_told_with_their_number() -> None:
    assert refusal(b"a,b\n1,2\n", size=5) == "too_large"
    assert refusal(b"a,b\n1,2\n3,4\n", rows=2) == "too_many_rows"
    assert refusal(b"a,b,c\n", columns=2) == "too_many_columns"
    assert refusal(b"a,b\nlonger,2\n", cell=5) == "cell_too_long"


def test_rows_can_be_read_again_and_by_two_readers_at_once() -> None:
    table = read("".join(["n\n", *(f"{number}\n" for number in range(1200))]).encode())
    ours = table.rows
    first = [next(ours).cells["n"] for _ in range(700)]
    assert [row.cells["n"] for row in table.rows] == [str(number) for number in range(1200)]
    assert first + [row.cells["n"] for row in ours] == [str(number) for number in range(1200)]
