"""The かわら版 on paper (R19, R22): it fills its sheet, little or much; everybody can read it."""

import datetime as dt
from collections import Counter
from dataclasses import replace
from functools import cache

import pytest

from yoriai.engines.japanese.dates import era_date
from yoriai.engines.japanese.ruby import pieces
from yoriai.publishing.paper.kawaraban import Commitment, Figure, Homework, Meeting, Voice, kawaraban_pdf
from yoriai.publishing.paper.sample import ISSUE, LITTLE, MUCH
from yoriai.ui.tests.paper_reading import (
    FLOODS,
    HOSTILE,
    PRINTED,
    WRITTEN,
    alternatives,
    bookmarks,
    fonts,
    pages,
    reading,
    squeezed,
    tags,
    text_of,
)


@cache
def printed(name, edition="plain", stamps=0, furigana=False):
    """The usual, the little or the much of an issue, set once."""
    issue = {"usual": ISSUE, "little": LITTLE, "much": MUCH}[name]
    return kawaraban_pdf(issue, edition=edition, stamps=stamps, reader=pieces if furigana else None)


def lowest(pdf: bytes, page: int = 0) -> float:
    """Millimetres from the foot of the sheet to its lowest text above the page number's line."""
    places = []
    reading(pdf).pages[page].extract_text(
        visitor_text=lambda text, cm, tm, font, size: places.append(cm[1 + 4] + cm[3] * tm[5]) if text.strip() else None
    )
    return min(place for place in places if place > 13 / 25.4 * 72) / 72 * 25.4


def test_the_front_says_what_matters_who_does_what_and_where_to_call():
    text = text_of(printed("usual"))
    for words in (
        f"第7号{squeezed(era_date(ISSUE.date))}",
        "発行長町のこれから会議運営チーム・杜野市",
        "新聞受けの「たまった」に気づいたら、声をかける。",
        "やること新聞がたまっていたら声をかける長町北町内会・杜野新聞販売店11月から",
        "できること空き教室を昼の集まりに市民センター相談中",
        "知らない人と6人も話せた。また来ます。（学生）",
        "参加した人54人",
        "雪かき隊変えた人が集まらず、来月もう一度話します。",
        "次の一歩12月のはじめに",
        "次回令和8年12月16日（水）午後6時30分長町コミュニティセンター",
    ):
        assert words in text
    assert text.index("電話000-000-0000") < text.index("FAX000-000-0001")


def test_the_paper_is_an_ordered_tagged_document():
    paper = printed("usual")
    kinds = tags(paper)
    assert (kinds.count("H1"), kinds.count("Table"), kinds.count("TH")) == (1, 1, 4)
    assert bookmarks(paper) == ["よりあい かわら版"]
    assert alternatives(paper) == [f"この号のページを開くQRコード。{ISSUE.address}"]
    assert fonts(paper) == {"NotoSansCJKjp-Regular", "NotoSansCJKjp-Bold"}


@pytest.mark.parametrize("name", ["usual", "little", "much"])
def test_the_front_is_filled_to_its_foot(name):
    assert lowest(printed(name)) < 30


def test_a_little_leaves_room_for_an_answer_and_a_lot_goes_on_the_back():
    answer = "わたしからも、ひとこと"
    assert (pages(printed("little")), answer in text_of(printed("little"))) == (1, True)
    assert (pages(printed("usual")), answer in text_of(printed("usual"))) == (1, False)
    assert pages(printed("much")) == 2


def test_the_next_date_stands_on_the_front_however_long_the_paper_is():
    for paper in (
        printed("much"),
        printed("much", edition="large"),
        kawaraban_pdf(replace(MUCH, body=["話し合いの話です。" * 60] * 30)),
    ):
        assert pages(paper) > 1
        assert "次回令和8年12月16日（水）" in squeezed(reading(paper).pages[0].extract_text())


def test_everything_of_a_full_issue_is_told():
    """R16: what went to the city is told openly, with the reason; later changes are corrections."""
    for paper in (printed("much"), printed("much", edition="large")):
        text = text_of(paper)
        for words in (*MUCH.body, *MUCH.seen, *MUCH.to_city[0], *MUCH.corrections, MUCH.easy, MUCH.note, MUCH.term[1]):
            assert squeezed(words) in text


def test_the_large_edition_is_set_in_18_points():
    letters = Counter()

    def count(text, cm, tm, font, size):
        letters[size] += len(text.strip())

    for page in reading(printed("much", edition="large")).pages:
        page.extract_text(visitor_text=count)
    assert letters.most_common(1)[0][0] == 18


def test_a_paper_to_be_passed_round_has_a_box_for_each_household():
    paper = printed("usual", stamps=10)
    assert "回覧見たら印" in text_of(paper)
    assert "回覧見たら印" not in text_of(printed("usual"))
    assert pages(paper) == 1


def test_furigana_stands_over_texts_and_labels():
    text = text_of(printed("usual", furigana=True))
    for above in ("しんぶん", "はいたつ", "さんか", "じかい", "でんわ"):
        assert above in text


def test_without_a_next_meeting_the_paper_says_why():
    text = text_of(kawaraban_pdf(replace(ISSUE, meeting=None, no_meeting="会場が決まりしだい、お知らせします。")))
    assert "次回会場が決まりしだい、お知らせします。" in text


def test_names_with_rare_kanji_are_drawn():
    paper = kawaraban_pdf(replace(ISSUE, next_step="𠮷田さん、髙橋さん、石﨑さんがつくります。"))
    assert "𠮷田さん、髙橋さん、石﨑さんがつくります。" in text_of(paper)


def test_an_empty_issue_is_still_a_paper():
    bare = replace(LITTLE, commitments=[], lead="", fax="", office="", hours="", meeting=None)
    assert pages(kawaraban_pdf(bare)) == 1


def test_whatever_is_written_prints_as_text():
    """Threats: injection (typst), stored script."""
    issue = replace(
        MUCH,
        commitments=[Commitment("will", written, written, "12月") for written in WRITTEN],
        voices=[Voice(written, written) for written in WRITTEN],
        seen=WRITTEN,
        to_city=[(written, written) for written in WRITTEN],
        body=WRITTEN,
        corrections=WRITTEN,
    )
    text = text_of(kawaraban_pdf(issue))
    assert [printed for printed in PRINTED if text.count(squeezed(printed)) < 5] == []


@pytest.mark.parametrize("name", HOSTILE | FLOODS)
def test_no_text_breaks_the_sheet_in_any_field(name):
    written = (HOSTILE | FLOODS)[name][0]
    short = written[:100]
    issue = replace(
        LITTLE,
        title=short,
        headline=short,
        lead=short,
        question=short,
        session=short,
        publishers=[short],
        commitments=[Commitment("will", short, short, short)],
        figures=[Figure(short, 3, short)],
        homework_title=short,
        homework=[Homework(short, "done", short)],
        next_step=short,
        body=[written, "おわり"],
        easy=short,
        term=(short, short),
        note=short,
        meeting=Meeting(dt.datetime(2026, 12, 16, 9, 0), short, short),
        office=short,
        phone=written[:30],
    )
    assert "おわり" in text_of(kawaraban_pdf(issue))
