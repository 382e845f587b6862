import pytest

from yoriai.engines.japanese.plain import plain_hints


def seen(text):
    return [(hint.code, hint.excerpt) for hint in plain_hints(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("あした、みんなで公園を掃除します。手伝ってください。", []),
        ("バスとテレビとトイレ。ありがとうございます。お茶をください。", []),
        ("ワークショップで話します。", [("loan-word", "ワークショップ")]),
        ("会議が開催されます。", [("passive", "され")]),
        ("だれでも食べられます。", []),
        ("きのう決められたこと。", [("passive", "決められ")]),
        ("参加させていただきます。", [("honorific", "させていただきます")]),
        ("ご連絡いただけますか。", [("honorific", "ご連絡いただけます")]),
        ("お待ちになってください。", [("honorific", "お待ちになっ")]),
        ("行かなければなりません。", [("double-negative", "なければなりません")]),
        ("できないわけではありません。", [("double-negative", "ないわけではありません")]),
        ("言わざるを得ない。", [("double-negative", "ざるを得ない")]),
        ("ここは、みんなのたのしい会議資料配布時間です。", [("noun-chain", "会議資料配布時間")]),
    ],
)
def test_each_hint_points_at_its_words(text, expected):
    assert seen(text) == expected


def test_a_long_sentence_is_pointed_at_and_a_short_one_beside_it_not():
    long = "きのうはみんなで公園に集まって、花を植えて、お茶を飲んで、それから長い時間いろいろな話をしました。"
    assert seen("みじかい文です。" + long) == [("long-sentence", long)]


def test_a_sentence_full_of_kanji_is_pointed_at():
    assert ("many-kanji", "災害時要配慮者避難支援計画策定。") in seen("災害時要配慮者避難支援計画策定。")


def test_positions_point_into_the_text():
    text = "はじめに。\n会議が開催されます。ワークショップもあります。"
    assert all(text[hint.start : hint.end] == hint.excerpt for hint in plain_hints(text))
    assert len(plain_hints(text)) == 2
