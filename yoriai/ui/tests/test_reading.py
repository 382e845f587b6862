"""Furigana and line breaks: escaped, kept, and only for whoever asked (R51, やさしい日本語)."""

from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from yoriai.engines.japanese.readings import current_reader
from yoriai.ui import reading


def shown(text: str, *, furigana: bool) -> str:
    """The text as a template shows it to a reader with or without furigana."""
    request = RequestFactory().get("/")
    request.furigana = furigana
    return Template("{% ruby text %}").render(Context({"request": request, "text": text}))


def test_readings_stand_above_the_kanji_for_whoever_asked():
    assert shown("新聞の配達", furigana=True) == (
        "<ruby>新聞<rt>しんぶん</rt></ruby>の<ruby>配達<rt>はいたつ</rt></ruby>"
    )


def test_without_furigana_the_text_breaks_between_phrases_only():
    assert (
        shown("新聞の配達の人と、町内会がつながる。", furigana=False)
        == "新聞の<wbr>配達の<wbr>人と、<wbr>町内会が<wbr>つながる。"
    )


def test_markup_in_a_text_stays_text():
    """threats.md: stored script in a card, a name, a title."""
    for furigana in (True, False):
        page = shown("<img src=x onerror=alert(1)>見守り", furigana=furigana)
        assert "<img" not in page.replace("<wbr>", "")
        assert "onerror" in page.replace("<wbr>", "")


def test_what_is_no_text_and_what_is_very_long_is_shown_as_it_is():
    assert [str(reading.shown(value, furigana=True)) for value in (None, "", 12)] == ["", "", "12"]
    assert str(reading.shown("<" * 5000, furigana=True)) == "&lt;" * 5000


def test_the_rest_of_the_page_gets_readings_too_and_nothing_else_changes():
    page = (
        "<title>市民</title><p class='a>市'>市民<b>会議</b> &lt;b&gt;&amp;</p><ruby>声<rt>こえ</rt></ruby>"
        '<textarea>市民 <b></textarea><select><option>市民</select><svg><text>市</text></svg><!-- 市 --><input value="市民">かな'
    )
    assert reading.annotated(page, current_reader()) == (
        "<title>市民</title><p class='a>市'><ruby>市民<rt>しみん</rt></ruby><b><ruby>会議<rt>かいぎ</rt></ruby></b> &lt;b&gt;&amp;</p>"
        "<ruby>声<rt>こえ</rt></ruby>"
        '<textarea>市民 <b></textarea><select><option>市民</select><svg><text>市</text></svg><!-- 市 --><input value="市民">かな'
    )


def test_a_text_with_kanji_and_markup_stays_escaped():
    assert "<svg" not in reading.annotated("<p>見守り&lt;svg onload=alert(1)&gt;</p>", current_reader())


def test_only_whoever_asked_has_readings_on_the_page(db, client):
    assert "<rt>" not in client.get("/offline/").content.decode()
    client.cookies["furigana"] = "on"
    response = client.get("/offline/")
    assert "<span><ruby>紙<rt>かみ</rt></ruby>の" in response.content.decode()
    assert int(response["Content-Length"]) == len(response.content)


def test_what_is_not_a_page_is_left_alone(db, client):
    client.cookies["furigana"] = "on"
    assert "<ruby>" not in client.get("/manifest.webmanifest").content.decode()


def test_on_an_english_page_japanese_words_say_that_they_are():
    """WCAG 3.1.2: a voice that reads aloud must know."""
    with translation.override("en"):
        assert shown("見守り", furigana=False) == '<span lang="ja">見守り</span>'
        assert shown("Hello", furigana=False) == "Hello"
