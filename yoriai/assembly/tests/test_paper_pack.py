"""The print pack of a session (R12, R15: paper and telephone are equal ways in) and the 控え of a card."""

import datetime as dt
from dataclasses import replace

import pytest

from yoriai.assembly.paper.pack import (
    PARTS,
    Evening,
    Step,
    big_qr_pdf,
    call_list_pdf,
    cards_pdf,
    pack_pdf,
    run_sheet_pdf,
    sign_in_pdf,
    table_signs_pdf,
    tally_pdf,
    tickets_pdf,
)
from yoriai.assembly.paper.writers_copy import TypedCard, WritersCopy, writers_copy_pdf
from yoriai.ui.paper.calls import Call
from yoriai.ui.tests.paper_reading import (
    FLOODS,
    HOSTILE,
    PRINTED,
    WRITTEN,
    alternatives,
    bookmarks,
    pages,
    reading,
    squeezed,
    tags,
    text_of,
)

SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def codes(count):
    return ["K7" + "".join(SIGNS[number // 32**place % 32] for place in (3, 2, 1, 0)) for number in range(count)]


def an_evening(**facts):
    told = {
        "assembly": "長町のこれから会議",
        "number": 7,
        "question": "ひとり暮らしの\u200bお年よりを、\u200b町ぐるみで\u200bどう\u200b見守る？",
        "starts": dt.datetime(2026, 11, 25, 18, 30),
        "ends": dt.datetime(2026, 11, 25, 20, 30),
        "place": "長町コミュニティセンター 大広間",
        "code": "P7K2M4",
        "base_url": "https://yoriai.morino.example",
        "phone": "000-000-0000",
        "fax": "000-000-0001",
    }
    return Evening(**{**told, **facts})


QUESTION = "ひとり暮らしのお年よりを、町ぐるみでどう見守る？"


def test_each_card_carries_its_code_twice_and_a_qr_that_opens_it():
    cards = cards_pdf(an_evening(cards=codes(20)))
    text = text_of(cards)
    assert [text.count(code) for code in codes(20)] == [2] * 20
    assert alternatives(cards) == [f"カード {code} のその後を見るQRコード" for code in codes(20)]
    assert pages(cards) == 3


def test_eight_cards_stand_on_a_sheet_and_180_on_23():
    cards = cards_pdf(an_evening(cards=codes(180)))
    assert pages(cards) == 23
    first = squeezed(reading(cards).pages[0].extract_text())
    for words in (
        "見えること",
        "できること",
        "やること",
        "かわら版にのせてよい",
        "やることの連絡をしてよい",
        "半券",
        "つくえ",
    ):
        assert first.count(words) == (16 if words == "やること" else 8), words
    assert first.count("このカードがその後どうなったか、ここで見られます") == 8
    assert first.count("000-000-0000") == 8
    assert first.count(QUESTION) == 8


def test_a_card_asks_for_no_address_and_no_number():
    text = text_of(cards_pdf(an_evening(cards=codes(1))))
    assert [word for word in ("住所", "氏名", "性別", "生年月日") if word in text] == []


def test_a_question_without_end_leaves_the_card_whole():
    long = cards_pdf(an_evening(cards=codes(8), question="とても長い問いです。" * 300))
    assert pages(long) == 1
    assert text_of(long).count("かわら版にのせてよい") == 8


def test_the_sign_in_sheet_asks_for_a_nickname_and_the_kind_only():
    text = text_of(sign_in_pdf(an_evening(kinds=["市民", "町内会"], sign_in_rows=30)))
    assert "ニックネームでかまいません" in text
    assert text.count("市民町内会") == 30
    assert "はじめて" in text and "年代（任意）" in text
    assert "住所や電話番号はいりません" in text


def test_the_big_qr_says_that_a_card_is_the_same():
    sheet = big_qr_pdf(an_evening())
    text = text_of(sheet)
    assert "スマホがなくても、カードに書けば同じです" in text
    assert "P7K2M4" in text and "yoriai.morino.example/s/P7K2M4" in text and QUESTION in text
    assert alternatives(sheet) == ["この会のページを開くQRコード。番号 P7K2M4"]
    assert pages(sheet) == 1


def test_a_table_sign_is_one_sheet_a_table_and_read_once():
    signs = table_signs_pdf(an_evening(tables=["1", "2", "あおば"]))
    assert pages(signs) == 3
    assert "あおば" in squeezed(reading(signs).pages[2].extract_text())
    assert (
        text_of(signs).count(QUESTION) == 6
    )  # both halves are printed; the turned one is no part of the tagged reading


def test_the_tally_sheet_counts_three_answers_a_card_and_heads_by_kind():
    text = text_of(tally_pdf(an_evening(statements=[("K7ABCD", "朝なら手伝える。")], kinds=["市民", "市役所"])))
    assert "そう思うそう思わないわからない" in text
    assert "K7ABCD朝なら手伝える。" in text
    assert text.index("人数（立場べつ）") < text.index("市役所")


def test_the_run_sheet_tells_when_what_who_with_which_tools_and_what_the_closing_asks():
    steps = [Step(dt.datetime(2026, 11, 25, 19, 20), 15, "カードを書く", "みんな", "ペン")]
    sheet = run_sheet_pdf(an_evening(steps=steps, things=["ペン60本"]))
    text = text_of(sheet)
    assert "19:20カードを書く15みんなペン" in text
    assert "午後6時30分～午後8時30分" in text
    for words in ("次の一歩", "今回は決めない", "次回", "ペン60本"):
        assert words in text
    assert tags(sheet).count("TH") == 6


def test_the_call_list_has_a_row_for_each_person_and_empty_ones():
    calls = [
        Call("髙橋 勇", "phone", "000-000-0101", "次の会は12月16日です。", "K7ABCD"),
        Call("外山 そと", "fax", "000-000-0102", "かわら版を送ります。"),
    ]
    text = text_of(call_list_pdf(an_evening(calls=calls)))
    assert "髙橋勇カードK7ABCD電話000-000-0101次の会は12月16日です。" in text
    assert "外山そとFAX000-000-0102かわら版を送ります。" in text


def test_the_whole_pack_is_one_file_with_a_bookmark_a_part():
    pack = pack_pdf(an_evening(cards=codes(9), tickets=["ABCDEFGH"], tables=["1", "2"]))
    assert bookmarks(pack) == [
        "進行表",
        "受付名簿",
        "入口のQR",
        "つくえの番号",
        "意見カード",
        "参加券",
        "集計表",
        "電話・FAX連絡表",
    ]
    assert len(PARTS) == 8


def test_an_evening_with_nothing_planned_prints_sheets_to_write_on():
    bare = an_evening(tables=["1"])
    assert [pages(pack_pdf(bare, [part])) for part in PARTS] == [1, 3, 1, 1, 1, 1, 2, 1]
    assert pages(table_signs_pdf(an_evening())) == 1


def flooded(written):
    """An evening with the text in every field."""
    return an_evening(
        assembly=written[:60],
        question=written,
        place=written[:300],
        cards=codes(1),
        tables=[written[:40]],
        kinds=[written[:40]],
        sign_in_rows=3,
        steps=[Step(dt.datetime(2026, 11, 25, 19, 0), 5, written[:2000], written[:300], written[:300])],
        statements=[("K7ABCD", written[:2000])],
        things=[written[:100]],
        calls=[Call(written[:100], "post", written[:300], written[:2000])],
        phone=written[:30],
    )


def test_whatever_the_hall_writes_is_printed_as_text():
    """Threats: injection (typst), stored script."""
    steps = [Step(dt.datetime(2026, 11, 25, 19, 0), 5, written) for written in WRITTEN]
    text = text_of(run_sheet_pdf(an_evening(steps=steps)))
    assert [printed for printed in PRINTED if squeezed(printed)[:40] not in text] == []


@pytest.mark.parametrize("name", HOSTILE | FLOODS)
def test_no_text_breaks_a_sheet_of_the_pack(name):
    written, _printed = (HOSTILE | FLOODS)[name]
    assert bookmarks(pack_pdf(flooded(written)))[0] == "進行表"


def a_copy(**facts):
    told = {
        "code": "P7K2M4",
        "kind": "できること",
        "words": "新聞受けがたまっていたら、声をかける。",
        "typed": dt.date(2026, 11, 25),
        "table": "3",
        "nickname": "かも",
        "unread": ["三行目の名前"],
    }
    card = TypedCard(**{**told, **facts})
    return WritersCopy(
        "第7回 長町のこれから会議",
        QUESTION,
        dt.date(2026, 11, 25),
        [card],
        "https://yoriai.morino.example",
        "000-000-0000",
    )


def test_the_copy_gives_back_what_was_typed_and_what_could_not_be_read():
    copy = writers_copy_pdf(a_copy())
    text = text_of(copy)
    for words in ("P7K2M4", "新聞受けがたまっていたら、声をかける。", "三行目の名前", "のせません", "電話000-000-0000"):
        assert words in text
    assert alternatives(copy) == ["カード P7K2M4 のその後を見るQRコード"]
    assert "のせてよい（印がありました）" in text_of(writers_copy_pdf(a_copy(may_print=True)))


def test_the_copy_prints_whatever_the_cards_say():
    cards = [replace(a_copy().cards[0], words=written, nickname=written[:30], unread=[written]) for written in WRITTEN]
    text = text_of(writers_copy_pdf(replace(a_copy(), cards=cards)))
    assert [printed for printed in PRINTED if text.count(squeezed(printed)) < 2] == []


@pytest.mark.parametrize("name", FLOODS)
def test_the_copy_of_a_flood_flows_on(name):
    written, printed = FLOODS[name]
    assert squeezed(printed) in text_of(writers_copy_pdf(a_copy(words=written)))


def test_twenty_four_tickets_stand_on_a_sheet_each_with_a_qr_of_its_own():
    tickets = ["ABCD" + code[2:] for code in codes(50)]
    sheets = tickets_pdf(an_evening(tickets=tickets))
    assert pages(sheets) == 3
    text = text_of(sheets)
    assert [text.count(f"{code[:4]}-{code[4:]}") for code in tickets] == [1] * 50
    assert len(alternatives(sheets)) == 50
    assert squeezed(reading(sheets).pages[0].extract_text()).count("一人一枚、一回だけ使えます") == 24
