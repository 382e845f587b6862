"""Notices and mails are written in the language of the account that reads them (R13)."""

import pytest
from django.core import mail
from django.test import Client
from django.utils.translation import override

from yoriai.assembly.tests.evening import a_forum, a_session
from yoriai.kernel.models import Record
from yoriai.people import actions
from yoriai.people.actions import follow, tell
from yoriai.people.letters import follow_mail, follow_token
from yoriai.people.models import Outgoing, User
from yoriai.people.queries import language_at, language_of


@pytest.fixture
def lan(cast):
    """Somebody who reads English."""
    User.objects.filter(actor=cast.reader).update(language="en")
    return cast.reader


def test_each_follower_reads_of_one_evening_in_their_own_language(cast, lan):
    forum = a_forum(cast)
    for person in (lan, cast.resident):
        follow(forum.item, by=cast.who(person))
    a_session(cast, "called", forum=forum)
    with override("ja"):
        tell(Record.objects.filter(verb="session.called").latest("id"))
    texts = dict(Outgoing.objects.values_list("to__name", "text"))
    assert "Anybody may come" in texts[lan.name] and "だれでも" not in texts[lan.name]
    assert "Anybody may come" not in texts[cast.resident.name]
    assert Outgoing.objects.count() == 2


def test_the_mail_around_it_speaks_the_same_language(cast, lan):
    for person, words in ((lan, "No more of these mails"), (cast.resident, "メール")):
        row = Outgoing.objects.create(to=person, way="mail", subject="題", text="文", singly=True)
        actions.send_letter(row.pk)
        assert words in mail.outbox[-1].body


def test_a_body_s_members_each_read_their_own(cast, lan):
    from yoriai.kernel.asks.actions import ask

    forum = a_forum(cast)
    User.objects.filter(actor=cast.editor).update(language="en")
    asked = ask("any", forum, cast.team, by=cast.who(cast.resident), text="見てください")
    tell(Record.objects.get(verb="ask.asked", data__ask=asked.pk))
    subjects = dict(Outgoing.objects.values_list("to__name", "subject"))
    assert subjects[cast.editor.name].startswith("You are asked")
    assert not subjects[cast.worker.name].startswith("You are asked")


def test_the_six_digits_come_in_the_account_s_language_whatever_the_page_s(cast, lan):
    Client().post("/accounts/login/", {"login": lan.user.email}, headers={"accept-language": "ja"})
    assert "digits" in mail.outbox[-1].body
    Client().post("/accounts/login/", {"login": cast.resident.user.email}, headers={"accept-language": "en"})
    assert mail.outbox[-1].to == [cast.resident.user.email] and "digits" not in mail.outbox[-1].body


def test_an_address_without_an_account_gets_the_language_of_the_page(db, client):
    client.post("/accounts/login/", {"login": "nobody@morino.example"}, headers={"accept-language": "en"})
    assert mail.outbox[-1].body.isascii() or "account" in mail.outbox[-1].body


def test_invitations_and_confirmations_know_an_account_s_language(cast, lan):
    letter, _secret = actions.invite(cast.npo, by=cast.who(cast.worker), email=lan.user.email, role="会計")
    actions.send_invitation(letter.pk)
    assert "asks you to act for" in mail.outbox[-1].body and "令和" not in mail.outbox[-1].body
    written = follow_mail(follow_token("theme", "mimamori", lan.user.email), "見守り")
    assert written is not None and written.subject.startswith("Please confirm")


def test_a_language_nobody_writes_in_falls_back_to_the_city_s(cast):
    User.objects.filter(actor=cast.resident).update(language="xx")
    cast.resident.user.refresh_from_db()
    assert (language_of(cast.resident), language_of(cast.npo), language_at("nobody@x.example")) == ("ja", "ja", "")
