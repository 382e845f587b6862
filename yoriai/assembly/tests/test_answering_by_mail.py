"""An owner who left nothing but a mail address tells what became of it through the link of the mail."""

import datetime as dt

import pytest
from django.core import mail, signing
from django.db.models import QuerySet
from django.test import Client
from django.utils import timezone

from yoriai.assembly import actions
from yoriai.assembly.actions.commitments import KEPT_AFTER, Reach
from yoriai.assembly.models import Commitment, FollowUp
from yoriai.assembly.tests.evening import a_session, team
from yoriai.kernel.asks.actions import remind_of_asks
from yoriai.kernel.models import Ask, Record
from yoriai.people.actions import end_contacts, send_letter, tell
from yoriai.people.models import Contact, Outgoing
from yoriai.people.queries import ANSWER, answer_key

TODAY = timezone.localdate


def promised(cast, name: str = "うめ", *, way: str = "mail", value: str = "ume@morino.example") -> Commitment:
    made = actions.add_commitment(
        a_session(cast), "いすを二つ出す", by=team(cast), due=TODAY(), name=name, reach=Reach(way, value)
    )
    Commitment.objects.filter(pk=made.pk).update(due=TODAY() - dt.timedelta(days=1))
    return made


def asked(made: Commitment) -> Ask:
    actions.ask_what_became(TODAY())
    return Ask.objects.get(item=made.pk)


def sent(verb: str = "ask.asked") -> "mail.EmailMessage":
    rows = tell(Record.objects.filter(verb=verb).latest("id"))
    send_letter(rows[0].pk)
    return mail.outbox[-1]


def kept(made: Commitment) -> "QuerySet[Contact]":
    return Contact.objects.filter(item=made.pk)


@pytest.fixture
def made(cast) -> Commitment:
    return promised(cast)


@pytest.fixture
def door(made) -> str:
    return f"/commitments/{made.code}/answer/{answer_key(asked(made))}/"


def test_the_mail_carries_a_link_that_answers_without_an_account(made, settings, client):
    asked(made)
    letter = sent()
    assert letter.to == ["ume@morino.example"]
    (link,) = [line for line in letter.body.splitlines() if "/answer/" in line]
    page = client.get(link.removeprefix(settings.BASE_URL)).content.decode()
    assert "いすを二つ出す" in page.replace("<wbr>", "") and 'value="done"' in page
    response = client.post(link.removeprefix(settings.BASE_URL), {"state": "done", "words": "二つ出しました"})
    assert response.status_code == 302
    told = FollowUp.objects.get()
    assert (told.state, told.words, told.by.name, told.typed_by) == ("done", "二つ出しました", "うめ", None)


def test_the_reminder_carries_it_too(made):
    asked(made)
    remind_of_asks(TODAY() + dt.timedelta(days=30))
    assert f"/commitments/{made.code}/answer/" in sent("ask.reminded").body


def test_opening_the_link_answers_nothing_for_mail_programs_open_links_by_themselves(made, door, client):
    """threats.md, CSRF: a GET must not write."""
    for ask in (client.get, client.head):
        assert ask(door).status_code == 200
    assert not FollowUp.objects.exists() and Ask.objects.get().state == "asked"
    assert Client(enforce_csrf_checks=True).post(door, {"state": "done"}).status_code == 403


@pytest.mark.parametrize("state", ["done", "let_go"])
def test_with_the_end_of_it_the_address_is_deleted(made, door, client, state):
    client.post(door, {"state": state})
    assert not kept(made).exists()


def test_while_it_goes_on_the_address_is_kept_to_ask_once_more_and_then_deleted(made, door, client):
    client.post(door, {"state": "under_way"})
    assert kept(made).get().purpose == "follow_up"
    end_contacts(TODAY() + KEPT_AFTER + dt.timedelta(days=1))
    assert not kept(made).exists()


def test_a_link_is_good_once(made, door, client):
    assert client.post(door, {"state": "under_way"}).status_code == 302
    again = client.post(door, {"state": "done"})
    assert again.status_code == 410 and FollowUp.objects.count() == 1
    assert client.get(door).status_code == 410


def test_a_link_ends_by_itself(made, door, client, monkeypatch):
    monkeypatch.setattr("yoriai.people.queries.ANSWER_WITHIN", dt.timedelta(0))
    assert client.post(door, {"state": "done"}).status_code == 410
    assert not FollowUp.objects.exists()


def test_a_link_nobody_signed_or_of_another_purpose_opens_nothing(made, door, client):
    """threats.md, foreign ids."""
    ask = Ask.objects.get()
    for key in ("x", door.split("/")[-2] + "x", signing.dumps([ask.pk, ask.asked_id], salt="people.stop")):
        assert client.post(f"/commitments/{made.code}/answer/{key}/", {"state": "done"}).status_code == 410
    other = Ask.objects.create(what="city_reply", item=made.item, asker=ask.asker, asked=ask.asked)
    assert client.get(f"/commitments/{made.code}/answer/{answer_key(other)}/").status_code == 410
    assert not FollowUp.objects.exists()


def test_a_link_of_one_promise_does_not_tell_of_another(cast, made, door, client):
    """threats.md, foreign ids."""
    other = promised(cast, "まつ", value="matsu@morino.example")
    key = door.split("/")[-2]
    assert client.post(f"/commitments/{other.code}/answer/{key}/", {"state": "done"}).status_code == 410
    assert signing.loads(key, salt=ANSWER) == [Ask.objects.get(item=made.pk).pk, made.by_id, 0]
    assert not FollowUp.objects.exists()


def test_the_key_is_kept_nowhere_and_the_office_never_reads_it(cast, made):
    """threats.md, also met: signed links saved inside text."""
    asked(made)
    sent()
    assert "/answer/" not in Outgoing.objects.get().text
    phoned = promised(cast, "まつ", way="phone", value="000-000-0009")
    asked(phoned)
    (row,) = tell(Record.objects.filter(verb="ask.asked").latest("id"))
    assert row.way == "by_hand" and "/answer/" not in row.text


def test_an_owner_with_an_account_is_led_to_the_page_of_their_own(cast):
    made = actions.add_commitment(a_session(cast), "見回る", by=team(cast), due=TODAY(), owner=cast.resident)
    Commitment.objects.filter(pk=made.pk).update(due=TODAY() - dt.timedelta(days=1))
    asked(made)
    assert "/answer/" not in sent().body


def test_an_answer_without_a_choice_is_asked_for_again(made, door, client):
    assert client.post(door, {"words": "ええと"}).status_code == 422
    assert not FollowUp.objects.exists()
