"""Whatever is brought as a table: a clear sentence, nothing kept, nothing half done."""

import io
import sys
import time
import zipfile
from itertools import pairwise

import pytest
from openpyxl import Workbook

from yoriai.directory.models import Case, Event, Organisation, Place
from yoriai.engines.tables.reasons import Unreadable
from yoriai.web.imports import KINDS, open_file
from yoriai.web.sentences import sentence
from yoriai.web.uploads import LIMITS

NAMES = "abcdefghij"
ENTITIES = "".join(f'<!ENTITY {name} "{("&" + before + ";") * 10}">' for before, name in pairwise(NAMES))
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LAUGHS = (
    f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "ああああああああああ">{ENTITIES}]><worksheet xmlns="{SHEET}">'
    '<sheetData><row><c t="inlineStr"><is><t>&j;</t></is></c></row></sheetData></worksheet>'
)


def zipped(parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def workbook(*rows):
    book, file = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(file)
    return file.getvalue()


def laughing():
    """A workbook whose sheet is an entity of an entity of an entity."""
    parts = {}
    with zipfile.ZipFile(io.BytesIO(workbook(["名称"], ["集会所"]))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return zipped(parts | {"xl/worksheets/sheet1.xml": LAUGHS})


BAD = {
    "100,000 rows": lambda: ("名称,イベント名,団体名,題名,開始日\n" + "あ,い,う,え,2027-05-01\n" * 100_000).encode(),
    "a zip renamed xlsx": lambda: zipped(
        {"readme.txt": "これは表ではありません。", "photo.jpg": b"\xff\xd8\xff" * 1000}
    ),
    "a bomb of entities": laughing,
    "one cell of 5 MB": lambda: ("名称,イベント名,団体名,題名\n" + "あ" * 1_700_000 + ",い,う,え\n").encode(),
    "one cell of 5 MB in quotes": lambda: (
        '名称,イベント名,団体名,題名\n"' + "あ\n" * 1_200_000 + '",い,う,え\n'
    ).encode(),
    "a quote never closed": lambda: ('名称,イベント名,団体名,題名\n"あ,い,う,え\n' + "か,き,く,け\n" * 5).encode(),
}


@pytest.mark.parametrize("kind", ["events", "organizations", "places", "cases", "decidim"])
@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_one_clear_sentence_in_no_time(db, kind, name):
    content, start = BAD[name](), time.perf_counter()
    with pytest.raises(Unreadable) as refused:
        open_file(KINDS[kind], content, "file.xlsx", LIMITS)
    said = sentence(refused.value.reason)
    sys.stdout.write(f"{kind:14} {name:28} {time.perf_counter() - start:5.2f} s  {said}\n")  # for docs/benchmarks.md
    assert said.endswith(("。", "。）")) or said.count("：") == 1
    assert "Traceback" not in said
    assert not any(model.objects.exists() for model in (Case, Event, Organisation, Place))


def test_formulas_without_a_result_are_blank_and_told():
    book = workbook(["名称", "住所"], ["集会所", '=REPT("あ",99999999)'], ["=A2&A2&A2", "杜野市"])
    opened = open_file(KINDS["places"], book, "halls.xlsx", LIMITS)
    assert [row.cells["住所"] for row in opened.table.rows] == ["", "杜野市"]
    assert any("計算" in note or "数式" in note for note in opened.notes)
