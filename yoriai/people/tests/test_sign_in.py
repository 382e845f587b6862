"""Six digits by mail: in, and nobody else; the same answer for every address; no passwords anywhere."""

import datetime as dt
import re

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import SESSION_KEY
from django.core import mail
from django.test import Client
from django.utils import timezone

from yoriai.people import actions
from yoriai.people.models import Session, User

LOGIN, CODE, SIGNUP, CONFIRM = (
    "/accounts/login/",
    "/accounts/login/code/confirm/",
    "/accounts/signup/",
    "/accounts/mail/confirm/",
)


def digits():
    """The six digits of the newest mail."""
    return re.search(r"(?m)^(\d{6})$", mail.outbox[-1].body).group(1)


def ask_for_code(client, address="sakura@morino.example"):
    return client.post(LOGIN, {"login": address}, follow=True)


def signed_in(client):
    return SESSION_KEY in client.session


def test_registering_takes_a_mail_address_and_a_japanese_name(db, client):
    client.post(SIGNUP, {"email": "Yoshida@Morino.example", "name": "𠮷田 髙子", "reading": "よしだ たかこ"})
    assert not signed_in(client)
    client.post(CONFIRM, {"code": digits()})
    assert signed_in(client)
    user = User.objects.get(email="yoshida@morino.example")
    assert (user.actor.name, user.actor.reading, user.actor.kind) == ("𠮷田 髙子", "よしだ たかこ", "person")
    assert not user.has_usable_password()


def test_a_name_with_markup_is_shown_as_it_was_typed(db, client):
    """Stored script."""
    name = "<svg onload=alert(1)>{{ 7|add:1 }}"
    client.post(SIGNUP, {"email": "x@morino.example", "name": name})
    client.post(CONFIRM, {"code": digits()})
    page = client.get("/my/").content.decode()
    assert "<svg onload" not in page
    assert "&lt;svg onload=alert(1)&gt;{{ 7|add:1 }}" in page


@pytest.mark.parametrize("name", ["", "   ", "あ" * 121])
def test_registering_without_a_usable_name_says_so_and_keeps_what_was_typed(db, client, name):
    answer = client.post(SIGNUP, {"email": "hana@morino.example", "name": name})
    assert "hana@morino.example" in answer.content.decode()
    assert answer.context["form"].errors["name"]
    assert not User.objects.exists()


def test_the_digits_of_the_mail_sign_in(cast, client):
    ask_for_code(client)
    client.post(CODE, {"code": digits()})
    assert client.session[SESSION_KEY] == str(cast.resident.user.pk)


def test_digits_typed_in_full_width_are_as_good(cast, client):
    ask_for_code(client)
    client.post(CODE, {"code": "".join(chr(0xFF10 + int(sign)) for sign in digits()) + "　"})
    assert signed_in(client)


def test_wrong_digits_are_told_so_and_after_five_they_are_worth_nothing(cast, client):
    ask_for_code(client)
    right = digits()
    wrong = "000000" if right != "000000" else "111111"
    for _try in range(5):
        client.post(CODE, {"code": wrong})
    client.post(CODE, {"code": right})
    assert not signed_in(client)


def test_parallel_guesses_from_one_session_are_counted_together(cast, client):
    """allauth's own count lies in the session, where a second request overwrites the first's: ours lies in the table."""
    ask_for_code(client)
    right = digits()
    before = dict(client.session.items())
    for _try in range(12):
        client.post(CODE, {"code": "000000" if right != "000000" else "111111"})
        session = client.session
        session.update(before)
        session.save()
    client.post(CODE, {"code": right})
    assert not signed_in(client)


def test_digits_work_once(cast, client):
    ask_for_code(client)
    used = digits()
    before = client.session.session_key
    client.post(CODE, {"code": used})
    assert client.session.session_key != before  # a session somebody planted is worth nothing after signing in
    other = Client()
    other.post(CODE, {"code": used})
    assert not signed_in(other)
    client.post("/accounts/logout/")
    client.post(CODE, {"code": used})
    assert not signed_in(client)


def test_digits_are_worth_nothing_in_another_browser(cast, client):
    ask_for_code(client)
    thief = Client()
    ask_for_code(thief, "toyama@morino.example")
    code_of_sakura = re.search(r"(?m)^(\d{6})$", mail.outbox[0].body).group(1)
    code_of_thief = digits()
    if code_of_sakura != code_of_thief:
        thief.post(CODE, {"code": code_of_sakura})
        assert not signed_in(thief)


def test_digits_end_after_a_quarter_of_an_hour(cast, client):
    ask_for_code(client)
    session = client.session
    session["account_login"]["state"]["stages"]["login_by_code"]["data"]["at"] -= 16 * 60
    session.save()
    client.post(CODE, {"code": digits()})
    assert not signed_in(client)


def test_new_digits_end_the_old_ones(cast, client):
    ask_for_code(client)
    old = digits()
    client.post(CODE, {"action": "resend"})
    if digits() != old:
        client.post(CODE, {"code": old})
        assert not signed_in(client)
    client.post(CODE, {"code": digits()})
    assert signed_in(client)


def without_tokens(page, address):
    return re.sub(r'value="\w{64}"', "", page.content.decode()).replace(address, "…")


@pytest.mark.parametrize(("door", "field"), [(LOGIN, "login"), (SIGNUP, "email")])
def test_an_address_with_an_account_and_one_without_look_the_same(cast, door, field):
    """No enumeration: the page is the same, one mail goes out either way."""
    pages = []
    for address in ("sakura@morino.example", "nobody@morino.example"):
        client = Client()
        answer = client.post(door, {field: address, "name": "だれか"}, follow=True)
        pages.append((answer.redirect_chain, without_tokens(answer, address)))
        assert mail.outbox[-1].to == [address]
    assert pages[0] == pages[1]
    assert len(mail.outbox) == 2


def test_registering_with_somebody_s_address_changes_nothing_for_them(cast, client):
    client.post(SIGNUP, {"email": "sakura@morino.example", "name": "にせもの"})
    assert cast.resident.user.actor.name == "大友 さくら"
    assert User.objects.filter(email="sakura@morino.example").count() == 1
    assert not re.search(r"(?m)^\d{6}$", mail.outbox[-1].body)


def test_mail_to_one_address_is_slowed(cast, settings):
    settings.ACCOUNT_RATE_LIMITS = False  # allauth's own count is one process's
    answers = [Client().post(LOGIN, {"login": "sakura@morino.example"}).status_code for _try in range(9)]
    assert answers == [302] * 8 + [409]
    assert len(mail.outbox) == 8


def test_a_mail_server_that_is_down_gives_a_sentence_and_no_traceback(cast, client, monkeypatch):
    def refuse(self, messages):
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
    assert client.post(LOGIN, {"login": "sakura@morino.example"}).status_code == 409


@pytest.mark.parametrize(
    "door", ["password/change/", "password/set/", "password/reset/", "password/reset/done/", "3rdparty/"]
)
def test_there_are_no_passwords(cast, client_of, door):
    assert client_of(cast.resident).get(f"/accounts/{door}").status_code == 404


def test_a_password_in_the_database_signs_nobody_in(cast, client):
    user = cast.resident.user
    user.set_password("himitsu-123")
    user.save()
    client.post(LOGIN, {"login": user.email, "password": "himitsu-123"})
    assert not signed_in(client)


@pytest.mark.parametrize("next_page", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_nobody_is_led_away_after_signing_in(cast, client, next_page):
    client.post(LOGIN, {"login": "sakura@morino.example", "next": next_page})
    answer = client.post(CODE, {"code": digits(), "next": next_page})
    assert answer.url == "/my/"


def test_signing_in_leads_back_to_where_one_was_going(cast, client):
    answer = client.get("/my/profile/")
    assert answer.url == "/accounts/login/?next=%2Fmy%2Fprofile%2F"
    client.post(answer.url, {"login": "sakura@morino.example", "next": "/my/profile/"})
    assert client.post(CODE, {"code": digits(), "next": "/my/profile/"}).url == "/my/profile/"


def test_every_form_of_signing_in_wants_its_token(cast):
    """CSRF."""
    client = Client(enforce_csrf_checks=True)
    for door in (LOGIN, SIGNUP, "/accounts/logout/", "/my/leaving/", "/accounts/login/passkey/"):
        assert client.post(door, {"login": "sakura@morino.example"}).status_code == 403
    assert not mail.outbox


def test_accounts_nobody_confirmed_are_gone_after_two_days_and_others_stay(cast, client):
    client.post(SIGNUP, {"email": "mistyped@morino.example", "name": "うっかり"})
    people = User.objects.count()
    now = timezone.now()
    assert actions.end_unconfirmed(now - dt.timedelta(days=2)) == 0
    assert actions.end_unconfirmed(now + dt.timedelta(seconds=1)) == 1
    assert User.objects.count() == people - 1
    assert not EmailAddress.objects.filter(email="mistyped@morino.example").exists()


def test_a_session_knows_its_account(cast, client_of):
    client_of(cast.resident)
    assert Session.objects.get().user == cast.resident.user


def test_another_mail_address_counts_only_when_its_digits_were_typed(cast, client_of):
    client = client_of(cast.resident)
    client.post("/accounts/mail/", {"email": "sakura2@morino.example", "action_add": "1"})
    cast.resident.user.refresh_from_db()
    assert cast.resident.user.email == "sakura@morino.example"
    client.post(CONFIRM, {"code": digits()})
    cast.resident.user.refresh_from_db()
    assert cast.resident.user.email == "sakura2@morino.example"


def test_somebody_else_s_mail_address_cannot_be_taken(cast, client_of):
    client = client_of(cast.outsider)
    client.post("/accounts/mail/", {"email": "sakura@morino.example", "action_add": "1"})
    codes = re.findall(r"(?m)^(\d{6})$", "\n".join(m.body for m in mail.outbox))
    for code in codes:
        client.post(CONFIRM, {"code": code})
    cast.outsider.user.refresh_from_db()
    assert cast.outsider.user.email == "toyama@morino.example"
