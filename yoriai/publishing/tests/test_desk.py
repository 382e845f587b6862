"""The desk of a result: written, agreed, shown, corrected, withdrawn through its pages."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from yoriai.kernel.items.actions import add_item
from yoriai.kernel.models import Actor
from yoriai.people.models import Follow, Outgoing
from yoriai.publishing import actions
from yoriai.publishing.models import Result
from yoriai.publishing.queries import shown_edition
from yoriai.publishing.tests.conftest import plain, read
from yoriai.voices.models import Statement


def at(name, evening, *rest):
    return reverse(f"publishing:{name}", args=[evening.session.code, *rest])


def post(client, page, **data):
    return client.post(page, data)


def test_the_result_is_begun_with_one_button(evening, client_of):
    client = client_of(evening.cast.worker)
    assert "書きはじめる" in client.get(at("desk", evening)).text
    assert post(client, at("begin", evening)).status_code == 302
    page = client.get(at("desk", evening)).text
    assert "50人が話しました。できることは1、やることは2。" in page
    assert "見出しが書かれていません。" in page


def test_saving_keeps_every_text(evening, draft, client_of):
    client = client_of(evening.cast.worker)
    texts = draft.draft.texts | {"headline": "新しい見出し", "version": 2}
    assert post(client, at("desk", evening), **texts).status_code == 302
    assert draft.draft.texts == draft.draft.texts | {"headline": "新しい見出し"}


def test_the_second_of_two_editors_sees_both_texts_and_can_save_the_joined_one(evening, draft, client_of):
    texts = draft.draft.texts
    client = client_of(evening.cast.officer)
    actions.edit_result(draft, {"body": "市民の本文"}, by=evening.citizen, version=2)
    refused = post(client, at("desk", evening), **(texts | {"body": "市の本文", "version": 2}))
    assert refused.status_code == 409
    assert "市民の本文" in refused.text
    assert "市の本文" in refused.text
    assert 'name="version" value="3"' in refused.text
    post(client, at("desk", evening), **(texts | {"body": "二つを合わせた本文", "version": 3}))
    assert draft.draft.body == "二つを合わせた本文"


def test_a_text_that_is_too_long_is_refused_and_what_was_typed_is_kept(evening, draft, client_of):
    long = "あ" * 2001
    answer = post(
        client_of(evening.cast.worker), at("desk", evening), **(draft.draft.texts | {"easy": long, "version": 2})
    )
    assert answer.status_code == 422
    assert long in answer.text


def test_lengths_are_counted_on_the_server_without_saving(evening, draft, client_of):
    answer = post(
        client_of(evening.cast.worker),
        at("lengths", evening),
        headline="あ" * 31,
        radio="十人です。",
        easy="ご確認いただけますと幸いです。",
    )
    assert "31字（1字多い）" in answer.text
    assert "秒" in answer.text
    assert "ていねいすぎる言い方です。" in answer.text
    assert draft.drafts.count() == 2


def test_the_page_of_the_keys_shows_exactly_the_text_and_who_has_agreed(evening, draft, client_of):
    actions.turn_key(draft, "citizen", by=evening.citizen, digest=read(draft))
    page = plain(client_of(evening.cast.officer).get(at("keys", evening)).text)
    for words in (
        "たまった新聞に気づいたら、声をかける。",
        "はじめに、困っていることを出し合いました。",
        "沢田 みどり",
        "決裁日",
        "文書番号",
    ):
        assert words in page
    assert f'value="{read(draft)}"' in page


def test_two_people_agree_through_their_pages_and_then_it_is_shown(evening, draft, client_of):
    citizen, staff = client_of(evening.cast.worker), client_of(evening.cast.officer)
    post(citizen, at("keys", evening), digest=read(draft), side="citizen")
    post(
        staff,
        at("keys", evening),
        digest=read(draft),
        side="staff",
        decided_on="2026-11-20",
        document_number="杜協第9号",
    )
    assert Result.objects.get(pk=draft.pk).state == "released"
    assert draft.keys.get(side="staff").decided_on == dt.date(2026, 11, 20)
    assert post(citizen, at("publication", evening), channels=["web", "feed"]).status_code == 302
    assert shown_edition(draft).number == 1


def test_a_key_for_a_text_changed_meanwhile_is_refused_with_a_sentence(evening, draft, client_of):
    old = read(draft)
    actions.edit_result(draft, {"body": "別の本文"}, by=evening.staff, version=2)
    client = client_of(evening.cast.worker)
    post(client, at("keys", evening), digest=old, side="citizen")
    assert "文章が変わりました" in client.get(at("keys", evening)).text
    assert not draft.keys.exists()


def test_a_key_is_taken_back_on_the_same_page(evening, draft, client_of):
    key = actions.turn_key(draft, "citizen", by=evening.citizen, digest=read(draft))
    client = client_of(evening.cast.worker)
    assert "わたしの確認を取り消す" in client.get(at("keys", evening)).text
    post(client, at("key", evening, key.pk))
    assert not draft.keys.filter(taken_back=None).exists()


def test_every_channel_has_a_preview_and_its_lengths_before_anything_is_shown(evening, released, client_of):
    page = client_of(evening.cast.worker).get(at("publication", evening)).text
    for name in (
        "kawaraban.pdf",
        "kawaraban-large.pdf",
        "kawaraban.docx",
        "minutes.pdf",
        "minutes.docx",
        "radio.pdf",
        "radio.txt",
    ):
        assert at("preview_file", evening, name) in page
    assert at("preview", evening) in page
    assert "約" in page
    assert "よりあい かわら版 第1号　たまった新聞に気づいたら、声をかける。" in page


def test_the_log_tells_what_went_where(evening, public, client_of):
    page = client_of(evening.cast.officer).get(at("publication", evening)).text
    for words in ("Webページ", "ラジオ原稿", "沢田 みどり", "発信の記録"):
        assert words in page


def test_withdrawing_asks_once_more_and_needs_a_reason(evening, public, client_of):
    client = client_of(evening.cast.officer)
    assert "取り下げますか" in client.get(at("withdrawal", evening)).text
    assert post(client, at("withdrawal", evening), reason="").status_code == 422
    assert post(client, at("withdrawal", evening), reason="人数の誤り").status_code == 302
    assert Result.objects.get(pk=public.pk).state == "withdrawn"


def test_a_correction_is_begun_and_ended_through_the_pages(evening, public, client_of):
    client = client_of(evening.cast.officer)
    assert post(client, at("correction", evening), note="誤字").status_code == 302
    assert "誤字" in client.get(at("desk", evening)).text
    post(client, at("end_of_correction", evening))
    assert Result.objects.get(pk=public.pk).state == "published"


def test_a_withdrawn_result_goes_back_to_the_draft_with_a_note(evening, public, client_of):
    actions.withdraw(public, "誤り", by=evening.staff)
    client = client_of(evening.cast.worker)
    assert "誤り" in client.get(at("keys", evening)).text
    post(client, at("revision", evening), note="人数を直しました")
    assert Result.objects.get(pk=public.pk).draft.correction == "人数を直しました"


def test_voices_are_added_left_out_and_withdrawn_on_the_page(evening, draft, client_of):
    client = client_of(evening.cast.worker)
    post(client, at("quotes", evening), card=evening.cards[3].code)
    added = draft.quotes.get(statement=evening.cards[3])
    post(client, at("quotes", evening), text="来てよかった。", said_as="30代", consent="on")
    assert draft.quotes.filter(text="来てよかった。").exists()
    refused = post(client, at("quotes", evening), text="聞いていない言葉", said_as="")
    assert refused.status_code == 422
    assert not draft.quotes.filter(text="聞いていない言葉").exists()
    post(client, at("quote", evening, added.pk))
    assert draft.quotes.get(pk=added.pk).left_out is not None
    post(client, at("quote", evening, draft.quotes.first().pk), withdraw="1")
    assert draft.quotes.exclude(withdrawn=None).count() == 1


def test_a_card_nobody_may_quote_is_not_offered(evening, draft, client_of):
    page = client_of(evening.cast.worker).get(at("desk", evening)).text
    assert "新聞受けでわかることがある。" in page
    assert "この言葉は、載せないでください。" not in page


def test_the_call_list_names_people_and_only_the_reception_or_the_office_gets_their_numbers(evening, public, client_of):
    Outgoing.objects.create(
        to=evening.cast.head, way="by_hand", subject="かわら版", text="第1号が出ました", item=public.item
    )
    facilitator, officer = client_of(evening.cast.facilitator), client_of(evening.cast.officer)
    page = facilitator.get(at("calls", evening)).text
    assert "髙橋 勇" in page
    assert "000-000-0002" not in page
    assert post(facilitator, at("calls_sheet", evening, "xlsx")).status_code == 404
    assert post(officer, at("calls_sheet", evening, "xlsx")).status_code == 200
    assert post(officer, at("calls_sheet", evening, "pdf")).content.startswith(b"%PDF")


@pytest.mark.parametrize("name", ["desk", "keys", "publication", "calls"])
def test_a_page_of_the_desk_costs_the_same_with_many_cards_and_followers(evening, public, client_of, name):
    def queries():
        client = client_of(evening.cast.worker)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(at(name, evening)).status_code == 200
        return len(asked)

    queries()  # what is kept for every page is asked for once
    few = queries()
    for number in range(30):
        card = {
            "title": f"カード{number}",
            "about": evening.session.item,
            "by": evening.cast.reader,
            "state": "written",
        }
        add_item(Statement(may_be_quoted=True, number=100 + number, **card))
        person = Actor.objects.create(kind="person", name=f"人{number}")
        Follow.objects.create(actor=person)
        Outgoing.objects.create(to=person, way="by_hand", subject="x", text="x", item=public.item)
    assert queries() == few
