"""議事要旨, radio script, the telephone list on paper and as a spreadsheet, and the Word files (R22, R24, R43)."""

import datetime as dt
from dataclasses import fields, replace
from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn
from openpyxl import load_workbook

from yoriai.engines.japanese.ruby import pieces
from yoriai.publishing.paper.calls import calls_pdf
from yoriai.publishing.paper.kawaraban import Commitment
from yoriai.publishing.paper.minutes import Minutes, minutes_pdf
from yoriai.publishing.paper.radio import Line, radio_pdf, radio_txt
from yoriai.publishing.paper.sample import CALLS, ISSUE, MINUTES, MUCH, script
from yoriai.publishing.paper.sheet import calls_xlsx, guarded
from yoriai.publishing.paper.word import kawaraban_docx, minutes_docx
from yoriai.ui.paper.calls import Call
from yoriai.ui.paper.docx_parts import words
from yoriai.ui.tests.paper_reading import FLOODS, PRINTED, WRITTEN, pages, squeezed, tags, text_of


def opened(content: bytes):
    return docx.Document(BytesIO(content))


def all_text(document) -> str:
    return squeezed("".join(element.text or "" for element in document.element.body.iter(qn("w:t"))))


def test_the_minutes_tell_what_was_said_by_kind_of_speaker():
    paper = minutes_pdf(MINUTES)
    text = text_of(paper)
    for part in (
        "日時令和8年11月25日（水）午後6時30分～午後8時30分",
        "場所長町コミュニティセンター大広間",
        "54人（市民31人、町内会6人",
        "議題ひとり暮らしのお年よりを、町ぐるみでどう見守る？",
        "配布資料進行表、見守りの数字（市民協働課）",
        "会社・店・配達の人は毎日同じ家の前を通る。",
        "次の一歩12月のはじめに",
        "次回令和8年12月16日（水）午後6時30分",
        "作成者長町のこれから会議運営チーム・市民協働課",
        "杜協第123号",
    ):
        assert part in text
    assert tags(paper).count("H3") == 5
    assert pages(paper) == 1


def test_the_minutes_have_no_place_for_a_name():
    assert [field.name for field in fields(Minutes) if "speaker" in field.name or "member" in field.name] == []


def test_the_radio_script_shows_time_speaker_words_and_reading():
    told = replace(
        script(), lines=[Line(0, "編集員", "54人です。", "ごじゅうよにんです。"), Line(75, "市長", "はい。", "はい。")]
    )
    text = text_of(radio_pdf(told))
    assert "0:00編集員54人です。ごじゅうよにんです。" in text
    assert "1:15市長はい。" in text
    assert f"{told.characters}字約{told.seconds}秒" in text
    for part in (
        "番組名杜野のひるどき",
        "放送日令和8年11月27日（金）",
        "確認（市民）沢田",
        "確認（市）石﨑（市民協働課）",
    ):
        assert part in text


def test_the_radio_text_opens_in_an_office_editor_and_says_the_same():
    content = radio_txt(script())
    assert content.startswith(b"\xef\xbb\xbf") and b"\r\n" in content and b"\n" not in content.replace(b"\r\n", b"")
    text = content.decode("utf-8-sig")
    for line in script().lines:
        assert f"　　{line.words}\r\n" in text
    assert "　　（よみ）" in text and "[0:00] 市民編集員" in text


def test_the_call_list_on_paper_has_telephone_and_sentence_of_each():
    text = text_of(calls_pdf(CALLS, title="電話・FAX・郵送の連絡表", made=dt.date(2026, 11, 26)))
    assert "髙橋勇カードP7K2M4電話000-000-0101次の会は12月16日（水）、長町コミュニティセンターです。" in text
    assert "長町北町内会カードK4R7WBFAX000-000-0102かわら版第7号を送ります。" in text


def rows_of(content: bytes) -> list[list[object]]:
    return [list(row) for row in load_workbook(BytesIO(content)).active.iter_rows(values_only=True)]


def test_the_spreadsheet_has_a_row_for_each_call():
    rows = rows_of(calls_xlsx(CALLS, title="連絡表"))
    assert rows[0] == [
        "済",
        "番号",
        "名前",
        "方法",
        "電話・FAX・あて先",
        "ひとことで伝えること",
        "聞いたこと",
        "日時・だれが",
    ]
    assert [row[1:5] for row in rows[1:]] == [
        ["P7K2M4", "髙橋 勇", "電話", "000-000-0101"],
        ["K4R7WB", "長町北町内会", "FAX", "000-000-0102"],
        ["M2Q8ZD", "伊達 文子", "郵送", "杜野市長町区長町北町1-2-3"],
    ]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r+", " =", "＝", "＠", "\u202e="])
def test_no_cell_is_a_formula(start):
    """Threats: injection (CSV), also once the office saves the sheet as CSV."""
    text = f'{start}HYPERLINK("https://evil.invalid";"x")'
    book = load_workbook(BytesIO(calls_xlsx([Call(text, "phone", text, text, text)], title=text)))
    for cell in book.active[2]:
        assert cell.data_type != "f", cell.coordinate
        assert cell.value is None or cell.value[0] not in "=+-@＝＋－＠\t\r", cell.coordinate


def test_telephone_numbers_keep_their_plus():
    assert guarded("+81 22-000-0000") == "+81 22-000-0000"
    assert guarded("-1+2") == "'-1+2"
    assert guarded("000-000-0000") == "000-000-0000"


def test_the_word_paper_has_real_headings_and_a_table_with_a_head():
    document = opened(kawaraban_docx(ISSUE))
    headings = [(line.style.name, line.text) for line in document.paragraphs if line.style.name.startswith("Heading")]
    assert headings[:3] == [
        ("Heading 1", "よりあい かわら版"),
        ("Heading 2", "新聞受けの「たまった」に気づいたら、声をかける。"),
        ("Heading 2", "できること・やること"),
    ]
    table = document.tables[0]
    assert [cell.text for cell in table.rows[0].cells] == ["しるし", "何を", "だれが", "いつ"]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert [cell.text for cell in table.rows[1].cells] == [
        "やること", "新聞がたまっていたら声をかける", "長町北町内会・杜野新聞販売店", "11月から",
    ]  # fmt: skip


def test_the_word_paper_says_all_that_the_printed_one_says():
    text = all_text(opened(kawaraban_docx(MUCH)))
    for part in (
        MUCH.lead, *MUCH.body, *MUCH.seen, *MUCH.to_city[0], *MUCH.corrections, MUCH.easy, MUCH.note, MUCH.next_step,
        *(voice.words for voice in MUCH.voices), *(item.story for item in MUCH.homework), "電話 000-000-0000　FAX 000-000-0001",
    ):  # fmt: skip
        assert squeezed(part) in text


def test_a_word_file_is_a4_japanese_titled_and_its_qr_speaks():
    for content, title in (
        (kawaraban_docx(ISSUE), "よりあい かわら版 第7号"),
        (minutes_docx(MINUTES), "第7回 長町のこれから会議 議事要旨"),
    ):
        document = opened(content)
        page = document.sections[0]
        assert (round(page.page_width.mm), round(page.page_height.mm)) == (210, 297)
        assert document.core_properties.title.startswith(title)
        assert document.core_properties.language == "ja-JP"
        (picture,) = document.element.body.iter(qn("wp:docPr"))
        assert picture.get("descr") == f"この会の結果のページを開くQRコード。{ISSUE.address}"
        for name in ("Normal", "Heading 1", "Heading 2"):
            fonts = document.styles[name].element.rPr.rFonts
            assert {fonts.get(qn(f"w:{kind}")) for kind in ("ascii", "hAnsi", "eastAsia", "cs")} == {"游ゴシック"}
        assert {element.get(qn("w:eastAsia")) for element in document.styles.element.iter(qn("w:lang"))} == {"ja-JP"}


def test_a_word_paper_carries_words_own_furigana():
    document = opened(kawaraban_docx(ISSUE, reader=pieces))
    ruby = [
        (
            "".join(element.text for element in found.find(qn("w:rubyBase")).iter(qn("w:t"))),
            "".join(element.text for element in found.find(qn("w:rt")).iter(qn("w:t"))),
        )
        for found in document.element.body.iter(qn("w:ruby"))
    ]
    assert ("新聞", "しんぶん") in ruby and ("声", "こえ") in ruby


def test_the_word_minutes_tell_the_same_as_the_paper():
    text = all_text(opened(minutes_docx(MINUTES)))
    for part in (
        MINUTES.question,
        MINUTES.next_step,
        *MINUTES.summary,
        *(said for _, lines in MINUTES.opinions for said in lines),
    ):
        assert squeezed(part) in text


def test_whatever_is_written_every_outlet_prints_it_as_text():
    """Threats: injection, stored script; nothing of it is run, all of it can be read."""
    minutes = replace(MINUTES, opinions=[("市民", WRITTEN)], summary=WRITTEN)
    told = replace(script(), lines=[Line(0, "編集員", written) for written in WRITTEN])
    calls = [Call(written, "post", "杜野市", written) for written in WRITTEN]
    for paper in (minutes_pdf(minutes), radio_pdf(told), calls_pdf(calls, title="表", made=dt.date(2026, 11, 26))):
        text = text_of(paper)
        assert [printed for printed in PRINTED if squeezed(printed)[:40] not in text] == []
    issue = replace(ISSUE, commitments=[Commitment("will", written, written) for written in WRITTEN], body=WRITTEN)
    for content in (minutes_docx(minutes), kawaraban_docx(issue)):
        text = all_text(opened(content))
        assert [written for written in WRITTEN if squeezed(words(written)) not in text] == []
    assert "\0" not in radio_txt(told).decode("utf-8-sig")
    assert len(rows_of(calls_xlsx(calls, title=WRITTEN[0]))) == 1 + len(calls)


@pytest.mark.parametrize("name", FLOODS)
def test_a_flood_breaks_no_outlet(name):
    written, printed = FLOODS[name]
    minutes = replace(MINUTES, name=written[:60], opinions=[(written[:60], [written])], summary=[written[:2000]])
    assert squeezed(printed)[:900] in text_of(minutes_pdf(minutes))
    assert squeezed(words(written)) in all_text(opened(minutes_docx(minutes)))
    assert opened(kawaraban_docx(replace(ISSUE, headline=written))).core_properties.language == "ja-JP"
    told = replace(script(), title=written[:60], lines=[Line(0, written[:60], written, written + "。")])
    assert pages(radio_pdf(told)) >= 1
    call = Call(written[:200], "post", written[:200], written[:5000], written[:20])
    assert len(rows_of(calls_xlsx([call], title=written[:200]))) == 2
    assert pages(calls_pdf([call], title=written[:60], made=dt.date(2026, 11, 26))) >= 1
