"""Floods, bombs and damage: refused with a code or read whole, in bounded memory, and never anything else."""

import io
import random
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from yoriai.engines.tables.geo import read_geojson
from yoriai.engines.tables.headers import aliases_for, match
from yoriai.engines.tables.reading import read
from yoriai.engines.tables.reasons import SENTENCES, Unreadable
from yoriai.engines.tables.records import Limits
from yoriai.engines.tables.report import Report
from yoriai.engines.tables.rows.events import read_events
from yoriai.engines.tables.tests.files import part, with_part, xlsx

SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
HEAD = b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'


def refusal(source: bytes | Path, limits: Limits | None = None) -> str:
    with pytest.raises(Unreadable) as refused:
        read(source, limits=limits)
    return refused.value.reason.code


def many_places(path: Path, rows: int, words: int = 10) -> Path:
    with path.open("w", encoding="utf-8") as file:
        file.write("ID,名称,住所,説明\n")
        for number in range(rows):
            file.write(f"{number},第{number}集会所,杜野市青葉{number},{'とても長い説明。' * words}\n")
    return path


def test_a_hundred_thousand_rows_are_read(tmp_path: Path) -> None:
    table = read(many_places(tmp_path / "big.csv", 100_000), aliases=[aliases_for("places")])
    assert len(table) == sum(bool(row.cells["説明"]) for row in table.rows) == 100_000


def test_the_memory_a_table_takes_is_bounded(tmp_path: Path) -> None:
    path = many_places(tmp_path / "big.csv", 10_000, words=100)
    tracemalloc.start()
    try:
        assert sum(1 for _ in read(path).rows) == 10_000
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert path.stat().st_size > 20_000_000
    assert peak < 12_000_000


def test_one_cell_of_fifty_megabytes_is_refused() -> None:
    assert refusal(b"a,b\n1," + b"x" * 50_000_000 + b"\n") == "cell_too_long"


def test_one_quoted_cell_of_fifty_megabytes_in_many_lines_is_refused() -> None:
    assert refusal(b'a,b\n1,"' + b"xxxxxxxxx\n" * 5_000_000 + b'"\n') == "cell_too_long"


def test_one_row_of_a_million_commas_is_refused() -> None:
    assert refusal(b"a,b\n" + b"," * 900_000 + b"\n") == "too_many_columns"


def test_a_workbook_that_unpacks_to_a_thousand_times_its_size_is_refused_before_it_is_unpacked() -> None:
    book = xlsx(["a", "b"], ["1", "2"])
    file = io.BytesIO(book)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/media/x.bin", "w") as bomb:
        for _ in range(60):
            bomb.write(bytes(1_000_000))
    assert file.tell() < 100_000
    assert refusal(file.getvalue()) == "unzips_too_large"


def test_a_part_packed_far_denser_than_any_table_is_refused() -> None:
    assert refusal(with_part(xlsx(["a"], ["1"]), "xl/styles.xml", b" " * 20_000_000)) == "unzips_too_large"


def test_a_million_elements_in_one_row_are_refused() -> None:
    row = HEAD + b'<row r="1">' + b"<c/>" * 600_000 + b"</row></sheetData></worksheet>"
    assert refusal(with_part(xlsx(["a"], ["1"]), SHEET, row)) == "unzips_too_large"


def test_a_million_merged_cells_are_refused() -> None:
    merges = b"".join(b'<mergeCell ref="A%d:A%d"/>' % (line, line + 1) for line in range(1, 600_000))
    sheet = HEAD + b"</sheetData><mergeCells>" + merges + b"</mergeCells></worksheet>"
    assert refusal(with_part(xlsx(["a"], ["1"]), SHEET, sheet)) == "unzips_too_large"


def test_a_cell_of_megabytes_in_a_workbook_is_refused() -> None:
    noise = random.Random(1).randbytes(2_000_000).hex().encode()
    cell = HEAD + b'<row r="1"><c r="A1" t="inlineStr"><is><t>' + noise + b"</t></is></c></row></sheetData></worksheet>"
    assert refusal(with_part(xlsx(["a"], ["1"]), SHEET, cell)) == "cell_too_long"


def test_patterns_over_sheets_take_no_longer_than_the_sheet_is_long() -> None:
    """A tag full of references, and blanks behind formulas: a careless pattern would hang here."""
    tag = HEAD + b'<row r="1"><c ' + b' r="A1"' * 100_000 + b"></c></row></sheetData></worksheet>"
    assert refusal(with_part(xlsx(["a"], ["1"]), SHEET, tag)) == "not_a_workbook"
    blanks = b'<row r="1"><c r="A1"><f>1</f>' + b" " * 900_000 + b"<x/></c></row>"
    sheet = HEAD + blanks + b"</sheetData></worksheet>"
    assert refusal(with_part(xlsx(["a"], ["1"]), SHEET, sheet)) == "no_header"


def refused_or_read(source: bytes, limits: Limits | None = None) -> str:
    """What becomes of the bytes: a code, or "read" with every row read and matched. Any other exception fails."""
    try:
        table = read(source, "x", [aliases_for("places")], limits=limits)
    except Unreadable as refused:
        assert refused.reason.code in SENTENCES
        assert str(refused)
        return refused.reason.code
    for row in table.rows:
        assert set(row.cells) == set(table.headers)
        assert set(row.kinds) <= set(table.headers)
    match(table.headers, aliases_for("places"))
    return "read"


@pytest.mark.parametrize("seed", range(8))
def test_random_bytes_are_refused_or_read_and_nothing_else(seed: int) -> None:
    chance = random.Random(seed)
    alphabets = [bytes(range(256)), b'a,"\n\r\t\x00;', "あ,\n\"'=ー\ufeff".encode(), "あ,\n髙".encode("cp932")]
    starts = [b"", b"\xef\xbb\xbf", b"\xff\xfe", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"#property,"]
    for _ in range(300):
        alphabet = chance.choice(alphabets)
        body = bytes(chance.choices(alphabet, k=chance.randrange(200)))
        refused_or_read(chance.choice(starts) + body)


@pytest.mark.parametrize("seed", range(4))
def test_damaged_workbooks_are_refused_or_read_and_nothing_else(seed: int) -> None:
    chance = random.Random(seed)
    book = xlsx(["名称", "緯度", "日"], ["集会所", 38.2, "=1+1"], ["い", None, "x"], merges=["A2:A3"])
    names = zipfile.ZipFile(io.BytesIO(book)).namelist()
    for _ in range(60):
        if chance.random() < 0.5:
            harmed = bytearray(book)
            for _ in range(chance.randrange(1, 8)):
                harmed[chance.randrange(len(harmed))] = chance.randrange(256)
            refused_or_read(bytes(harmed))
        else:
            name = chance.choice(names)
            content = bytearray(part(book, name))
            for _ in range(chance.randrange(1, 6)):
                content[chance.randrange(len(content))] = chance.choice(b'<>"/ 0123456789AZ=&\x00\xff')
            refused_or_read(with_part(book, name, bytes(content)), Limits(rows=1000))


@pytest.mark.parametrize("seed", range(3))
def test_damaged_geojson_is_refused_or_read_and_nothing_else(seed: int) -> None:
    chance = random.Random(seed)
    sound = b'{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"lgcode":"041017"},"geometry":'
    sound += b'{"type":"Polygon","coordinates":[[[140.0,38.0],[141.0,38.0],[141.0,39.0],[140.0,38.0]]]}}]}'
    for _ in range(300):
        harmed = bytearray(sound)
        for _ in range(chance.randrange(1, 6)):
            place = chance.randrange(len(harmed))
            if chance.random() < 0.5:
                harmed[place : place + chance.randrange(12)] = b""
            else:
                harmed[place] = chance.choice(b'[]{}",:0123456789eE-nul\xff')
        try:
            read_geojson(bytes(harmed))
        except Unreadable as refused:
            assert refused.reason.code in SENTENCES


def said(source: bytes) -> str:
    """The sentence a person is told."""
    with pytest.raises(Unreadable) as refused:
        read(source, aliases=[aliases_for("events")])
    return str(refused.value)


def test_what_is_put_in_place_of_a_table_is_answered_with_a_sentence() -> None:
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("readme.txt", "no workbook")
    assert said(other.getvalue()) == "The file is not an Excel workbook (.xlsx), or it is damaged."
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    entities = with_part(xlsx(["a"], ["1"]), SHEET, bomb + b"<worksheet><sheetData>&b;</sheetData></worksheet>")
    assert said(entities) == "The file is not an Excel workbook (.xlsx), or it is damaged."
    cell = "行事,期日\n".encode() + b"x" * 5_000_000 + b",2026/5/1\n"
    assert said(cell).startswith("A cell in row 2 is longer than 100000 characters")
    assert said(b"PK\x03\x04") == "The file is not an Excel workbook (.xlsx), or it is damaged."
    assert said(b"\n\n,,\n") == "No row with column names was found."


def test_formulas_without_results_run_nowhere_and_are_told() -> None:
    """A bomb of formulas, each of which doubles the one before: nothing here computes any."""
    rows = [
        ["行事", "期日"],
        ["祭", '=REPT("x",32767)'],
        *[[f'=A{line}&A{line}&HYPERLINK("http://a.example")', "2026/5/1"] for line in range(2, 60)],
    ]
    table = read(xlsx(*rows), aliases=[aliases_for("events")])
    assert [note.code for note in table.notes] == ["formula_not_computed"]
    report = Report()
    events = list(read_events(table, report))
    assert [event.title for _line, event in events] == ["祭"]
    assert {reason.code for _line, reason in report.skipped} == {"value_missing"}
