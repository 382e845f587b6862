"""Components: the drawing and the words say the same, and nothing needs an inline style."""

import datetime as dt
import re

import pytest
from django.template import Context, Template
from django.test import RequestFactory

from yoriai.ui import cards, samples, threads

INLINE = re.compile(r"\sstyle=|\son\w+=|<style|javascript:", re.I)


def render(source: str, **context: object) -> str:
    """A template's text with this context."""
    return Template(source).render(Context({"request": RequestFactory().get("/"), **context}))


def test_a_thread_says_in_words_what_it_draws():
    page = render('{% include "ui/components/thread.html" with knots=knots label="話" %}', knots=samples.STORY)
    assert re.findall(r'<li class="(\w+)"', page) == ["done", "done", "now", "ahead"]
    assert re.findall(r'class="(?:unseen|state)">（?([^<（）]+)', page) == [
        "終わったこと",
        "終わったこと",
        "いまここ",
        "これから",
    ]


def test_the_page_one_is_on_is_no_link_in_its_own_thread():
    knot = threads.Knot("これ", "here", "/here/")
    page = render('{% include "ui/components/thread.html" with knots=knots %}', knots=[knot])
    assert "/here/" not in page
    assert 'aria-current="page"' in page


def test_steps_are_done_up_to_now():
    assert [step.state for step in threads.steps("abc", 1)] == ["done", "now", "ahead"]
    assert [step.state for step in threads.steps("abc", -1)] == ["ahead"] * 3
    assert [step.state for step in threads.steps("abc", 3)] == ["done"] * 3


@pytest.mark.parametrize(("at", "of"), [(1, 1), (5, 12), (12, 12), (1, 0), (7, 200)])
def test_a_deck_tells_where_one_is(at, of):
    page = render("{% deck at of %}", at=at, of=of)
    assert f"{of}枚中 {at}枚目" in page
    assert not INLINE.search(page)


def test_a_card_takes_a_dict_and_leaves_out_what_is_not_there():
    page = render("{% card thing %}", thing={"title": "空き教室を、昼の集まりに", "url": "/x/", "unknown": "y"})
    assert '<a href="/x/">' in page
    assert "kind" not in page


def test_a_card_shows_nothing_as_markup():
    """threats.md: stored script in a title, a name, a place."""
    bad = "<svg onload=alert(1)>"
    thing = {"title": bad, "kind": bad, "who": bad, "where": bad, "areas": (bad,), "summary": bad, "when": bad}
    assert "<svg onload" not in render("{% card thing %}", thing=thing)


def test_what_could_be_is_dashed_and_what_will_be_is_filled():
    shapes = [cards.card({"title": "x", "icon": icon}).shape for icon in ("could", "will", "result")]
    assert shapes == ["could", "will", ""]


def test_a_table_stays_a_table_when_it_is_drawn_as_cards():
    page = render("{% table 'やること' columns rows %}", columns=["何", "だれ"], rows=[["声かけ", "<b>町内会</b>"]])
    assert '<td role="cell" data-label="だれ">&lt;b&gt;町内会&lt;/b&gt;</td>' in page
    assert '<th role="rowheader" scope="row">声かけ</th>' in page


def test_three_answers_weigh_the_same_and_none_is_chosen_beforehand():
    page = render('{% include "ui/components/trio.html" %}')
    assert re.findall(r'value="(\w+)"', page) == ["agree", "disagree", "pass"]
    assert "aria-pressed" not in page


def test_a_qr_code_is_drawn_here_with_no_style_and_has_words():
    page = render("{% qr 'https://yoriai.example/s/P7K2M4' code='P7K2M4' %}")
    assert 'aria-label="https://yoriai.example/s/P7K2M4 のQRコード"' in page
    assert "P7K2M4</p>" in page
    assert not INLINE.search(page)


def test_an_alarm_is_told_at_once_and_a_notice_is_not():
    assert 'role="alert"' in render("{% notice 'alarm' %}x{% endnotice %}")
    assert "role=" not in render("{% notice 'good' %}x{% endnotice %}")


def test_a_title_with_a_comma_breaks_there_first():
    page = render("{% clauses text %}", text="見守りを、<b>どう</b>する？")
    assert re.sub("<wbr>", "", page) == (
        '<span class="clause">見守りを、</span><span class="clause">&lt;b&gt;どう&lt;/b&gt;する？</span>'
    )


def test_a_confirmation_is_a_page_with_a_way_back():
    context = {
        "question": "取り下げますか",
        "consequences": ["だれにも見えなくなります。"],
        "verb": "取り下げる",
        "back": "/x/",
    }
    page = render('{% include "ui/sure.html" %}', **context)
    assert 'href="/x/">何もせずにもどる' in page
    assert "だれにも見えなくなります。" in page


def test_dates_on_cards_are_marked_for_machines():
    page = render("{% card thing %}", thing={"title": "x", "when": dt.date(2026, 11, 25)})
    assert '<time datetime="2026-11-25">令和8年11月25日（水）</time>' in page
