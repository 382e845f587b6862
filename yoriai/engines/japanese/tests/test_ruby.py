import pytest

from yoriai.engines.japanese.ruby import RubyPiece, pieces, ruby, to_html


def written(text, reader):
    return "".join(f"{base}[{above}]" if above else base for base, above in ruby(text, reader))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("集まります", "集[あつ]まります"),
        ("取り組みを話し合う", "取[と]り組[く]みを話[はな]し合[あ]う"),
        ("お年寄りの見守り", "お年寄[としよ]りの見[み]守[まも]り"),
        ("子ども達と人々", "子[こ]ども達[たち]と人々[ひとびと]"),
        ("旭ケ丘の〆切", "旭ケ丘[あさひがおか]の〆切[しめきり]"),
        ("11月25日に30人", "11月[がつ]25日[にち]に30人[にん]"),
        ("1人でNPOへ", "1人でNPOへ"),
        ("十日に三人", "十日[とおか]に三[さん]人[にん]"),
        ("市民サポートセンター", "市民[しみん]サポートセンター"),
        ("髙橋さん", "髙橋[たかはし]さん"),
        ("（水）「話」", "（水[みず]）「話[はなし]」"),
        ("", ""),
    ],
)
def test_the_reading_stands_above_the_kanji_only(plain, text, expected):
    assert written(text, plain) == expected


def test_a_place_carries_the_reading_of_the_city(city):
    assert ruby("愛子で", city) == [RubyPiece("愛子", "あやし"), RubyPiece("で", None)]


def test_pairs_for_paper_hold_an_empty_reading(plain):
    assert pieces("新聞が", plain) == [("新聞", "しんぶん"), ("が", "")]


def test_the_bases_joined_are_the_text(city):
    text = "令和８年、愛子で「取り組み」<b>\n㍿ｶﾞ徳島（とくしま）😀"
    assert "".join(base for base, _ in ruby(text, city)) == text


def test_html_is_escaped(plain):
    assert to_html(ruby("<b>新聞&", plain)) == "&lt;b&gt;<ruby>新聞<rt>しんぶん</rt></ruby>&amp;"


def test_html_in_a_reading_is_escaped():
    assert to_html([RubyPiece("新", '<i>"')]) == "<ruby>新<rt>&lt;i&gt;&quot;</rt></ruby>"
