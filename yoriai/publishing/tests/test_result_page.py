"""The page everybody sees, and who sees nothing (R21, R22, R42)."""

import re

import pytest
from django.test import Client

from yoriai.assembly.models import Commitment
from yoriai.kernel.items.actions import add_item
from yoriai.kernel.links.actions import link
from yoriai.kernel.models import Link
from yoriai.kernel.moderation.actions import hide
from yoriai.publishing import actions
from yoriai.publishing.models import Result
from yoriai.publishing.tests.conftest import agreed, plain, shown


def page_of(result, client=None):
    return (client or Client()).get(f"/results/{result.code}/")


def test_everybody_reads_the_headline_who_does_what_the_voices_and_what_comes_next(public):
    page = plain(page_of(public).text)
    for words in (
        "よりあい かわら版",
        "たまった新聞に気づいたら、声をかける。",
        "新聞がたまっていたら声をかける",
        "長町北町内会・杜野新聞販売店",
        "役所に頼むより、まず隣にあいさつするのが早いとわかった。",
        "3社から60キロ届きました。",
        "12軒で試して、12月に様子を持ち寄ります。",
        "市の道路の管理なので、市の広聴に届けました",
        "000-000-0000",
    ):
        assert words in page


def test_the_mix_of_who_took_part_is_told_by_kind(public):
    """R42."""
    page = plain(page_of(public).text)
    assert re.search(r"<span>学生</span> <b class=\"num\">8</b>", page)
    assert "うち はじめて15人" in page


def test_each_number_leads_to_its_list(public, evening):
    page = page_of(public).text
    targets = re.findall(r'<ul class="figures">.*?</ul>', page, re.DOTALL)[0]
    for address in re.findall(r'href="#(\w+)"', targets):
        assert f'id="{address}"' in page
    assert f"/sessions/{evening.session.code}/cards/" in targets


def test_the_story_leads_to_what_came_before(public, evening):
    page = page_of(public).text
    assert "この話のこれまでとその後" in page
    assert evening.session.get_absolute_url() in page


def test_a_correction_stands_on_the_page(evening, public):
    actions.correct(public, "50人を51人に直しました", by=evening.citizen)
    actions.publish(agreed(evening, Result.objects.get(pk=public.pk)), ["web"], by=evening.staff)
    page = plain(page_of(public).text)
    assert "訂正（第2版）" in page
    assert "50人を51人に直しました" in page


def test_only_files_of_open_channels_are_offered(evening):
    result = shown(evening, ["web", "paper"])
    page = page_of(result).text
    assert f"/results/{result.code}/kawaraban.pdf" in page
    assert "radio.pdf" not in page


def test_a_draft_is_not_there_for_anybody_but_the_team(evening, draft, client_of):
    assert page_of(draft).status_code == 404
    assert page_of(draft, client_of(evening.cast.outsider)).status_code == 404
    assert page_of(draft, client_of(evening.cast.worker)).url == f"/sessions/{evening.session.code}/result/"


def test_whoever_is_asked_for_a_key_is_led_to_it(evening, draft, client_of):
    actions.ask_for_keys(draft, by=evening.citizen)
    assert page_of(draft, client_of(evening.cast.officer)).url == f"/sessions/{evening.session.code}/result/keys/"


def test_an_agreed_result_that_is_not_shown_yet_is_not_there_either(released):
    assert page_of(released).status_code == 404


def test_while_a_correction_is_written_readers_see_the_shown_edition(evening, public):
    actions.correct(public, "誤字", by=evening.citizen)
    actions.edit_result(public, {"headline": "まだ見せない見出し"}, by=evening.citizen, version=3)
    page = plain(page_of(public).text)
    assert "たまった新聞に気づいたら、声をかける。" in page
    assert "まだ見せない見出し" not in page


def test_a_withdrawn_result_is_gone_and_whoever_has_the_address_reads_why(evening, public):
    actions.withdraw(public, "人数に誤りがありました", by=evening.staff)
    answer = page_of(public)
    assert answer.status_code == 410
    assert "人数に誤りがありました" in plain(answer.text)
    assert "たまった新聞" not in plain(answer.text)


def test_a_draft_withdrawn_before_it_was_shown_is_simply_not_there(evening, draft):
    actions.withdraw(draft, "出さないことにしました", by=evening.staff)
    assert page_of(draft).status_code == 404


def test_what_the_office_has_hidden_is_not_there(evening, public):
    hide(public.item, by=evening.who(evening.cast.officer, hat=evening.cast.section), reason="personal", text="番号")
    assert page_of(public).status_code == 404


def test_a_withdrawn_voice_is_gone_from_the_page(evening, public):
    actions.withdraw_quote(public.quotes.get(text__contains="6人も話せた"), by=evening.staff)
    page = plain(page_of(public).text)
    assert "6人も話せた" not in page
    assert "ステッカーを貼る" in page


def test_a_card_whose_writer_did_not_allow_it_is_not_quoted_in_the_thread_of_the_page_either(evening, draft):
    link(evening.cards[4].item, evening.seen.item, Link.Kind.JOINED, by=evening.cast.team)
    result = agreed(evening, draft)
    actions.publish(result, ["web"], by=evening.citizen)
    page = plain(page_of(result).text)
    assert "この言葉は、載せないでください。" not in page
    assert "役所に頼むより" in page


def test_furigana_stands_above_the_kanji_for_who_asks_for_it(public):
    client = Client()
    client.cookies["furigana"] = "on"
    assert "<rt>しんぶん</rt>" in page_of(public, client).text


@pytest.mark.parametrize("more", [0, 30])
def test_a_long_table_costs_no_more_queries(evening, more, django_assert_num_queries):
    for number in range(more):
        add_item(
            Commitment(session=evening.session, by=evening.cast.npo, title=f"やること{number}", due=evening.will.due)
        )
    result = shown(evening, ["web", "feed", "paper"])
    page_of(result)
    with django_assert_num_queries(9):
        Client(headers={"cookie": "fresh=1"}).get(f"/results/{result.code}/")
