import pytest

from yoriai.engines.japanese.counting import seconds_to_read, spoken_characters, spoken_text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("11月25日（水）午後6時30分～8時", "じゅういち月にじゅうご日、水曜日、午後ろく時さんじゅっ分からはち時"),
        ("電話022-214-1234", "電話ぜろにーにーのにーいちよんのいちにーさんよん"),
        ("NPOの30人", "エヌピーオーのさんじゅう人"),
        ("市立図書館と私立高校", "いちりつ図書館とわたくしりつ高校"),
        ("徳島（とくしま）の港（さくら号）", "徳島の港（さくら号）"),
        ("〒980-0811", "ゆうびんばんごうきゅうはちぜろのぜろはちいちいち"),
        ("お茶&お菓子", "お茶アンドお菓子"),
        ("話し合いました。", "話し合いました。"),
        ("", ""),
    ],
)
def test_figures_letters_and_signs_are_said(plain, text, said):
    assert spoken_text(text, plain) == said


def test_characters_are_counted_as_spoken(plain):
    assert spoken_characters("「30人」 が\n来た。", plain) == len("さんじゅう人が来た。")


def test_three_hundred_characters_take_a_minute_and_a_paragraph_a_second(plain):
    assert seconds_to_read("あ" * 300, plain) == 61
    assert seconds_to_read("あ" * 150 + "\n\n" + "あ" * 150, plain) == 62


def test_nothing_takes_no_time(plain):
    assert seconds_to_read(" \n ", plain) == 0
