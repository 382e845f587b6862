"""Leaving: the person is blanked, the civic record stays. And a guest who stays keeps what they wrote."""

import datetime as dt

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.core import mail
from django.db import connection, models

from yoriai.directory.models import Place
from yoriai.kernel.asks.actions import ask
from yoriai.kernel.items.actions import add_item
from yoriai.kernel.models import Item, Record
from yoriai.kernel.policy import NotPossible
from yoriai.people import actions
from yoriai.people.guests import GUEST_COOKIE, enter, guest_of
from yoriai.people.models import Contact, Guest, Invitation, Outgoing, Representation, User
from yoriai.people.queries import who_is
from yoriai.voices.models import Comment, Statement, Vote

PERSONAL = ["大友", "おおとも", "sakura@morino.example", "000-000-7777"]


def rows_with(words):
    """(table, column) of every text in the database that still holds one of the words, sessions and jobs included."""
    found = set()
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            for field in model._meta.local_fields:
                if isinstance(field, models.CharField | models.TextField | models.JSONField | models.EmailField):
                    like = " OR ".join([f'"{field.column}"::text LIKE %s'] * len(words))
                    cursor.execute(
                        f'SELECT 1 FROM "{model._meta.db_table}" WHERE {like} LIMIT 1', [f"%{w}%" for w in words]
                    )
                    if cursor.fetchone():
                        found.add((model._meta.db_table, field.column))
    return found


@pytest.fixture
def full_life(cast, client_of):
    """A resident who has used everything."""
    client = client_of(cast.resident)
    who = cast.who(cast.resident)
    item = add_item(Place(title="長町集会所", by=cast.resident), themes=[cast.themes[0]])
    Comment.objects.create(item=item, by=cast.resident, text="明るくてよい所です")
    EmailAddress.objects.create(user=cast.resident.user, email=cast.resident.user.email, verified=True, primary=True)
    actions.print_codes(cast.resident.user, by=None)
    actions.put_contact(cast.resident, "phone", "000-000-7777", purpose="notices", ends=dt.date(2030, 1, 1))
    actions.follow(cast.themes[0], by=who)
    Outgoing.objects.create(to=cast.resident, way="mail", subject="大友さんへ", text="文")
    actions.invite(cast.npo, by=cast.who(cast.worker), email="sakura@morino.example")
    body = actions.found("group", "森のえほん会", by=who)
    asked = ask("join", item, cast.worker, by=who, text="いっしょに", due=dt.date(2030, 1, 1))
    actions.tell(Record.objects.get(verb="ask.asked", data__ask=asked.pk))
    client.get("/my/")
    return client, item, body


def test_nothing_personal_is_left_and_nothing_civic_is_broken(cast, full_life):
    client, item, _body = full_life
    assert len(rows_with(PERSONAL)) >= 6  # what must be gone is there
    assert client.post("/my/leaving/").status_code == 302
    assert rows_with(PERSONAL) == set()
    cast.resident.refresh_from_db()
    assert (cast.resident.name, cast.resident.left is not None) == ("", True)
    assert Place.objects.get(pk=item.pk).by == cast.resident
    assert Comment.objects.get(by=cast.resident).text == "明るくてよい所です"
    assert Record.objects.filter(verb="account.closed", person=cast.resident).exists()
    assert "大友" not in client.get(item.get_absolute_url()).content.decode()


def test_everything_that_hangs_on_the_account_is_gone(cast, full_life):
    client, _item, _body = full_life
    client.post("/my/leaving/")
    assert not User.objects.filter(actor=cast.resident).exists()
    assert not EmailAddress.objects.filter(email="sakura@morino.example").exists()
    assert not Authenticator.objects.exists()
    assert not Contact.objects.filter(actor=cast.resident).exists()
    assert not Invitation.objects.exists()
    assert not Representation.objects.filter(person=cast.resident, ended=None).exists()
    assert client.get("/my/").status_code == 302


def test_what_shows_the_name_is_shown_anew(cast, full_life):
    client, item, _body = full_life
    before = Item.objects.get(pk=item.pk).version
    client.post("/my/leaving/")
    assert Item.objects.get(pk=item.pk).version > before


def test_looking_at_the_page_closes_nothing(cast, client_of):
    assert client_of(cast.resident).get("/my/leaving/").status_code == 200
    assert User.objects.filter(actor=cast.resident).exists()


def test_other_browsers_of_the_account_are_out_too(cast, client_of):
    other, third = client_of(cast.resident), client_of(cast.outsider)
    client_of(cast.resident).post("/my/leaving/")
    assert other.get("/my/").status_code == 302
    assert third.get("/my/").status_code == 200


def test_the_mail_address_is_free_again(cast, client_of, client):
    client_of(cast.resident).post("/my/leaving/")
    client.post("/accounts/signup/", {"email": "sakura@morino.example", "name": "さくら"})
    assert User.objects.get(email="sakura@morino.example").actor != cast.resident
    assert "数字" in mail.outbox[-1].subject


def test_the_last_one_of_the_office_hands_over_first(cast):
    with pytest.raises(NotPossible):
        actions.leave(by=cast.who(cast.officer))
    assert User.objects.filter(actor=cast.officer).exists()


@pytest.fixture
def device(cast):
    """A device that took part in the hall: two cards, two answers, a mail address for what becomes of it."""
    guest, secret = enter("ゆうこ")
    session = add_item(Place(title="長町集会所", by=cast.section))
    cards = [add_item(Statement(title=f"ひとこと{n}", by=guest.actor, about=session, state="written")) for n in (1, 2)]
    for card in cards:
        Vote.objects.create(statement=card, by=guest.actor, value=1, door="hall")
    return guest, secret, cards


def test_a_guest_who_registers_is_offered_what_the_device_wrote_and_gets_it_by_saying_yes(cast, client_of, device):
    _guest, secret, cards = device
    client = client_of(cast.resident)
    client.cookies[GUEST_COOKIE] = secret
    assert "「ゆうこ」" in client.get("/my/").content.decode()
    assert Statement.objects.filter(by=cast.resident).count() == 0  # never by itself: devices are shared
    answer = client.post("/my/guest/")
    assert set(Statement.objects.filter(by=cast.resident)) == set(cards)
    assert Vote.objects.filter(by=cast.resident).count() == 2
    assert answer.cookies[GUEST_COOKIE].value == ""
    assert guest_of(secret) is None
    assert "ゆうこ" not in client.get("/my/").content.decode()


def test_what_both_answered_is_counted_once_with_the_account_s_word(cast, device):
    guest, _secret, cards = device
    Vote.objects.create(statement=cards[0], by=cast.resident, value=-1, door="home")
    actions.keep_what_i_wrote(guest, by=cast.who(cast.resident))
    assert dict(Vote.objects.values_list("statement", "value")) == {cards[0].pk: -1, cards[1].pk: 1}
    assert set(Vote.objects.values_list("by", flat=True)) == {cast.resident.pk}


def test_records_stay_as_they_were_written(cast, device):
    guest, _secret, _cards = device
    guest_actor = guest.actor
    seen = Record.objects.create(verb="card.written", person=guest_actor, hat=guest_actor)
    actions.keep_what_i_wrote(guest, by=cast.who(cast.resident))
    seen.refresh_from_db()
    guest_actor.refresh_from_db()
    assert seen.person == guest_actor
    assert (guest_actor.name, guest_actor.left is not None) == ("", True)


def test_nobody_gets_another_device_s_words_without_its_secret(cast, client_of, device):
    guest, secret, _cards = device
    client = client_of(cast.outsider)
    assert client.post("/my/guest/").status_code == 404
    client.cookies[GUEST_COOKIE] = secret[:-1] + ("A" if secret[-1] != "A" else "B")
    assert client.post("/my/guest/").status_code == 404
    assert Guest.objects.filter(pk=guest.pk).exists()


def test_a_guest_sees_what_the_device_wrote_and_how_to_keep_it(cast, client, device):
    _guest, secret, _cards = device
    client.cookies[GUEST_COOKIE] = secret
    page = client.get("/my/").content.decode()
    assert "ひとこと1" in page and "/accounts/signup/" in page
    Outgoing.objects.create(to=_guest.actor, way="page", subject="あなたのカードのその後", text="やることになりました")
    assert "やることになりました" in client.get("/my/").content.decode().replace("<wbr>", "")  # no notice ends nowhere
    assert who_is(_guest.actor, signed_in=False).hats == {_guest.actor.pk}
    assert client.get("/my/profile/").status_code == 302
