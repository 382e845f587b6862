"""The press, the letter and the one-time codes (R24, R39: paper is a door like any other)."""

import datetime as dt
import re
from pathlib import Path

import pytest

from yoriai.ui.paper.codes import CodeSheet, code_sheet_pdf
from yoriai.ui.paper.letter import Letter, letter_pdf
from yoriai.ui.paper.press import ROOT
from yoriai.ui.tests.paper_reading import (
    FLOODS,
    PRINTED,
    WRITTEN,
    alternatives,
    artifacts,
    bookmarks,
    fonts,
    pages,
    reading,
    squeezed,
    tags,
    text_of,
)


def a_letter(**facts):
    told = {
        "date": dt.date(2026, 12, 1),
        "to": "髙橋 勇",
        "sender": "長町のこれから会議 運営チーム",
        "title": "その後を聞かせてください",
        "paragraphs": ["新聞がたまっていたら声をかける。", "いま、どんなようすでしょうか。"],
        "phone": "000-000-0000",
        "fax": "000-000-0001",
        "address": "https://yoriai.morino.example/c/P7K2M4",
    }
    return Letter(**{**told, **facts})


def test_a_letter_reads_back_with_telephone_before_fax():
    text = text_of(letter_pdf(a_letter(facts=[("次の会", "令和8年12月16日")])))
    for words in ("髙橋勇様", "その後を聞かせてください", "いま、どんなようすでしょうか。", "次の会令和8年12月16日"):
        assert words in text
    assert text.index("電話000-000-0000") < text.index("FAX000-000-0001")


def test_a_sheet_is_tagged_titled_japanese_and_declares_pdf_ua():
    file = reading(letter_pdf(a_letter()))
    root = file.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/Lang"] == "ja-JP"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert file.metadata.title == "その後を聞かせてください"
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()


def test_headings_are_headings_and_a_qr_says_what_it_opens():
    letter = letter_pdf(a_letter())
    assert tags(letter).count("H1") == 1
    assert bookmarks(letter) == ["その後を聞かせてください"]
    assert alternatives(letter) == ["QRコード。開くページは https://yoriai.morino.example/c/P7K2M4"]


def test_regular_and_a_real_bold_are_embedded_and_nothing_else():
    assert fonts(letter_pdf(a_letter())) == {"NotoSansCJKjp-Regular", "NotoSansCJKjp-Bold"}


def test_the_same_data_gives_the_same_bytes():
    assert letter_pdf(a_letter()) == letter_pdf(a_letter())


def test_furigana_is_drawn_and_left_out_of_the_reading_order():
    def reader(text):
        return [(part, "しんぶん" if part == "新聞" else "") for part in re.split("(新聞)", text)]

    letter = letter_pdf(a_letter(), reader=reader)
    assert "しんぶん" in text_of(letter)
    assert artifacts(letter) == artifacts(letter_pdf(a_letter())) + 2  # 新聞, and our 電話


def test_whatever_is_written_prints_as_text():
    """Threats: injection (typst), stored script."""
    text = text_of(letter_pdf(a_letter(paragraphs=WRITTEN, to=WRITTEN[0], title=WRITTEN[2], phone=WRITTEN[5])))
    assert [printed for printed in PRINTED if squeezed(printed) not in text] == []


@pytest.mark.parametrize("written", WRITTEN)
def test_no_title_breaks_a_sheet(written):
    assert pages(letter_pdf(a_letter(title=written))) == 1


@pytest.mark.parametrize("name", FLOODS)
def test_a_flood_flows_over_as_many_sheets_as_it_needs(name):
    written, printed = FLOODS[name]
    text = text_of(letter_pdf(a_letter(paragraphs=["はじめ", written, "おわり"])))
    assert squeezed(printed) in text and "おわり" in text


def test_a_word_without_end_stays_on_the_sheet():
    written, _printed = FLOODS["ten thousand letters"]
    file = reading(letter_pdf(a_letter(paragraphs=[written])))
    rights = []
    for page in file.pages:
        page.extract_text(visitor_text=lambda text, cm, tm, font, size: rights.append(cm[4] + tm[4]) if text else None)
    assert max(rights) < 210 / 25.4 * 72 - 40
    assert pages(letter_pdf(a_letter(paragraphs=[written]))) > 1


def test_no_template_runs_text_or_fetches_anything():
    """Data never becomes source, and a closed network is enough."""
    for path in sorted(Path(ROOT).rglob("*.typ")):
        source = path.read_text()
        assert re.findall(r"\beval\(|\bread\(|@preview|@local|plugin\(", source) == [], path.name


def test_the_sheet_of_codes_numbers_them_and_says_how_to_keep_it():
    codes = [f"{number:04}-{number * 7 % 10000:04}" for number in range(1001, 1011)]
    sheet = code_sheet_pdf(
        CodeSheet("石﨑 葵（市民協働課）", "よりあい 杜野市", dt.date(2026, 11, 24), codes, "000-000-0000")
    )
    text = text_of(sheet)
    assert [text.count(code) for code in codes] == [1] * 10
    assert "1" + codes[0] in text and "10" + codes[9] in text
    assert "石﨑葵（市民協働課）" in text and "かぎと同じ" in text
    assert pages(sheet) == 1
