"""Text on its way to paper."""

import pytest

from yoriai.ui.paper.glyphs import drawable
from yoriai.ui.paper.text import Exact, clean, printable, prose, ready, unprintable
from yoriai.ui.tests.paper_reading import FLOODS, HOSTILE, squeezed


@pytest.mark.parametrize("name", HOSTILE | FLOODS)
def test_what_people_write_is_kept_but_for_what_cannot_be_printed(name):
    written, printed = (HOSTILE | FLOODS)[name]
    assert squeezed(printable(written)) == squeezed(printed)


def test_the_fonts_draw_the_kanji_of_names():
    assert [sign for sign in "𠮷髙﨑德濵邉邊齋齊桒〇々〆ヶ①㈱～－￥" if ord(sign) not in drawable()] == []


def test_a_preview_can_name_what_will_not_print():
    assert unprintable("😀 ありがとう नमस्ते 😀") == "😀नमस्ते"
    assert unprintable("𠮷田さん\n葛󠄀城さん") == ""


def test_letters_written_in_parts_become_one_and_kanji_of_names_stay_what_they_are():
    assert clean("か\u3099Vie\u0323\u0302t") == "がViệt"
    assert clean("神\ufa19﨑") == "神\ufa19﨑"


def test_line_ends_of_every_system_become_one_kind():
    assert clean("一\r\n二\r三\u2028四\n\n\n\n五") == "一\n二\n三\n四\n\n五"


def test_a_plain_text_stays_a_string():
    assert prose("町ぐるみで") == "町ぐるみで"


def test_phrases_come_apart_with_their_marks_outside():
    assert prose("「たまった」に\u200b気づく。") == [
        {"o": "「", "c": "たまった」に", "e": "", "w": 6},
        {"o": "", "c": "気づく", "e": "。", "w": 3},
    ]


def test_readings_stand_with_their_words_and_a_break_moves_behind_the_word():
    def reader(text):
        return [("新聞", "しんぶん"), ("を", ""), ("読", "よ"), ("む。", "")]

    assert prose("新\u200b聞を読む。", reader) == [
        {"o": "", "c": [("新聞", "しんぶん")], "e": "", "w": 2},
        {"o": "", "c": [("を", ""), ("読", "よ"), ("む", "")], "e": "。", "w": 3},
    ]


def test_readings_of_another_text_are_not_printed():
    assert prose("市民会議", lambda text: [("市民", "しみん")]) == [{"o": "", "c": "市民会議", "e": "", "w": 4}]


def test_what_is_exact_carries_no_readings_and_the_rest_does():
    def reader(text):
        return [(text, "よみ")]

    assert ready({"number": Exact("000\0-電話"), "rest": ["か", 3, None, ""]}, reader) == {
        "number": "000-電話",
        "rest": [[{"o": "", "c": [("か", "よみ")], "e": "", "w": 1}], 3, None, ""],
    }
