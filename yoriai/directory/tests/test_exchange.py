"""力になれます・力を貸してください: the forms, the lists, and their end."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from yoriai.directory import actions
from yoriai.directory.models import ContactBy, Entry, Need, Offer, Pause
from yoriai.directory.notices.exchange import ended_by_itself
from yoriai.directory.queries.exchange import paused
from yoriai.kernel.models import Record
from yoriai.kernel.policy import NotAllowed


def words(answer):
    """The page without the marks where a line may break."""
    return re.sub("<wbr>|\u200b", "", answer.content.decode())


SAME = {"title": "いす", "resource": "things", "contact_by": "introduction"}


@pytest.fixture
def worker(cast):
    return cast.who(cast.worker, cast.npo)


def shown(model, by, title="いすを20脚", resource="things", **facts):
    made = actions.add_entry(model(), by=by, title=title, resource=resource, **facts)
    return actions.show_entry(made, by=by)


def test_an_offer_is_written_looked_at_and_shown(cast, client_of, worker):
    client = client_of(cast.worker)
    client.post("/offers/new/", {**SAME, "hat": cast.npo.pk, "quantity": "20脚", "season": "いつでも"})
    made = Offer.objects.get()
    assert (made.by, made.state, made.contact_by, made.quantity) == (cast.npo, "draft", ContactBy.INTRODUCTION, "20脚")
    client.post(f"/items/{made.code}/state/", {"verb": "show"})
    assert "いす" in words(client_of(cast.outsider).get("/offers/"))


def test_contact_data_is_kept_for_introductions_unless_its_owner_chooses_otherwise(cast, client_of):
    page = client_of(cast.worker).get("/needs/new/").content.decode()
    chosen = page[page.index('value="introduction"') :][:60]
    assert "selected" in chosen or "checked" in chosen


def test_a_day_that_has_passed_is_refused_and_what_was_typed_stays(cast, client_of):
    answer = client_of(cast.worker).post("/needs/new/", {**SAME, "closes": "2020-01-01"})
    assert answer.status_code == 422
    assert "2020-01-01" in answer.content.decode()
    assert not Need.objects.exists()


def test_a_list_shows_what_is_open_and_neither_drafts_nor_what_has_ended(client, worker):
    shown(Offer, worker, "机を貸せます")
    actions.add_entry(Offer(), by=worker, title="まだ下書き", resource="things")
    actions.end_entry(shown(Offer, worker, "もう終わり"), by=worker)
    shown(Need, worker, "人手がほしい", "people")
    page = words(client.get("/offers/"))
    assert [word in page for word in ("机を貸せます", "まだ下書き", "もう終わり", "人手がほしい")] == [
        True,
        False,
        False,
        False,
    ]


def test_a_list_is_narrowed_by_theme_area_and_resource(cast, client, worker):
    shown(Need, worker, "夜の見守り", "people", themes=[cast.themes[0]], areas=[cast.ward])
    shown(Need, worker, "鍋がほしい", "things", areas=[cast.north])
    for query, there in [
        ("theme=mimamori", (True, False)),
        (f"area={cast.ward.code}", (True, False)),
        (f"area={cast.city_area.code}", (True, True)),
        ("resource=things", (False, True)),
        (f"area={cast.ward.code}&resource=things", (False, False)),
    ]:
        page = words(client.get(f"/needs/?{query}"))
        assert ("夜の見守り" in page, "鍋がほしい" in page) == there, query


@pytest.mark.parametrize("query", ["theme=no", "area='--", "resource=<svg onload=x>", "older=!!", "theme=%00"])
def test_a_filter_nobody_made_narrows_nothing_and_breaks_nothing(client, worker, query):
    shown(Offer, worker, "机を貸せます")
    answer = client.get(f"/offers/?{query}")
    assert answer.status_code == 200
    assert "<svg onload" not in answer.content.decode()


@pytest.mark.parametrize("kind", ["offers", "needs"])
def test_an_empty_list_says_what_one_can_do(client, db, kind):
    page = client.get(f"/{kind}/").content.decode()
    assert f"/{kind}/new/" in page
    assert 'class="empty"' in page


def test_a_list_asks_the_same_number_of_questions_however_long_it_is(client, worker):
    counts = []
    for number in range(1, 51):
        shown(Offer, worker, f"机 {number}")
        if number in (1, 3, 50):
            with CaptureQueriesContext(
                connection,
            ) as asked:
                client.get(f"/offers/?n={number}")
            counts.append(len(asked))
    assert counts == [counts[0]] * 3


def test_it_ends_by_itself_after_its_last_day_and_not_on_it(worker):
    today = timezone.localdate()
    over = shown(Offer, worker, closes=today - dt.timedelta(days=1))
    still = shown(Need, worker, closes=today)
    open_end = shown(Need, worker)
    assert actions.end_past(today) == 1
    states = [type(entry).objects.get(pk=entry.pk).state for entry in (over, still, open_end)]
    assert states == [Entry.State.ENDED, Entry.State.SHOWN, Entry.State.SHOWN]
    assert Record.objects.get(verb="offer.ended").person is None
    assert actions.end_past(today) == 0


def test_a_rest_is_taken_by_whoever_speaks_for_the_body_and_ends_by_day_or_by_word(cast, worker):
    today, now = timezone.localdate(), timezone.now()
    actions.pause(by=worker, until=today)
    actions.pause(by=worker, until=today)
    assert [row.actor for row in paused(today)] == [cast.npo]
    assert not paused(today + dt.timedelta(days=1)).exists()
    actions.resume(by=worker, now=now)
    assert not paused(today).exists()
    assert Pause.objects.get().ended == now


def test_nobody_takes_a_rest_for_somebody_else(cast, worker):
    with pytest.raises(NotAllowed):
        cast.who(cast.outsider).wearing(cast.npo)
    with pytest.raises(NotAllowed):
        actions.pause(by=None)


def test_its_owner_hears_that_it_ended_by_itself_and_not_what_they_ended(worker):
    own = actions.end_entry(shown(Offer, worker), by=worker)
    over = shown(Offer, worker, closes=timezone.localdate() - dt.timedelta(days=1))
    actions.end_past(timezone.localdate())
    heard = {
        item.pk: [notice.to for notice in ended_by_itself(Record.objects.get(verb="offer.ended", item=item.pk))]
        for item in (own, over)
    }
    assert heard == {own.pk: [], over.pk: [over.by]}
