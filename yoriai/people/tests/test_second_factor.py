"""Whoever runs things shows twice who they are: app, passkey or printed code. Nobody else is asked."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client

from yoriai.kernel.models import Record
from yoriai.kernel.policy import NotAllowed
from yoriai.people import actions
from yoriai.people.middleware import SURE_FOR
from yoriai.people.models import Session

AGAIN = "/accounts/factor/again/"


def now_digits(secret):
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


@pytest.fixture
def officer(cast, client_of):
    """The officer, signed in by mail alone."""
    return client_of(cast.officer, sure=False)


def sign_in_by_mail(client, address):
    client.post("/accounts/login/", {"login": address})
    code = re.search(r"(?m)^(\d{6})$", mail.outbox[-1].body).group(1)
    return client.post("/accounts/login/code/confirm/", {"code": code})


def test_pages_of_the_office_ask_for_it_and_lead_back(cast, officer):
    assert officer.get("/desk/").url == "/sure/?next=%2Fdesk%2F"


def test_a_printed_code_opens_them_once(cast, officer, client_of):
    codes = actions.print_codes(cast.officer.user, by=None)
    assert officer.post(AGAIN, {"code": codes[0], "next": "/desk/"}).url == "/desk/"
    assert officer.get("/desk/").status_code == 200
    other = client_of(cast.officer, sure=False)
    other.post(AGAIN, {"code": codes[0]})
    assert other.get("/desk/").status_code == 302
    other.post(AGAIN, {"code": f"{codes[1][:4]} {codes[1][4:]}"})
    assert other.get("/desk/").status_code == 200


def test_printing_anew_ends_the_earlier_codes(cast, officer):
    old = actions.print_codes(cast.officer.user, by=None)
    actions.print_codes(cast.officer.user, by=cast.who(cast.officer))
    officer.post(AGAIN, {"code": old[0]})
    assert officer.get("/desk/").status_code == 302


def test_printed_codes_are_guessed_slowly(cast, officer, settings):
    settings.ACCOUNT_RATE_LIMITS = False
    codes = actions.print_codes(cast.officer.user, by=None)
    for _try in range(11):
        officer.post(AGAIN, {"code": "00000000"})
    officer.post(AGAIN, {"code": codes[0]})
    assert officer.get("/desk/").status_code == 302


@pytest.mark.parametrize("who", ["outsider", "ward_officer", "facilitator", "resident"])
def test_nobody_outside_the_office_prints_codes(cast, client_of, who):
    person = getattr(cast, who)
    with pytest.raises(NotAllowed):
        actions.print_codes(cast.officer.user, by=cast.who(person))
    assert client_of(person).post("/desk/codes/", {"email": "ishizaki@morino.example"}).status_code == 404
    assert not Authenticator.objects.exists()


def test_the_office_prints_codes_at_its_counter_and_the_record_holds_none_of_them(cast, client_of):
    answer = client_of(cast.officer).post("/desk/codes/", {"email": "CHIBA@morino.example"})
    page = answer.content.decode()
    codes = [a + b for a, b in re.findall(r"(\d{4}) (\d{4})</li>", page)]
    assert len(set(codes)) == 10
    assert "no-store" in answer.headers["Cache-Control"]
    record = Record.objects.get(verb="codes.printed")
    assert (record.person, record.data) == (cast.officer, {"actor": cast.ward_officer.pk})


def test_the_console_prints_codes_for_the_first_officer(cast, capsys):
    call_command("print_codes", "ishizaki@morino.example")
    assert len(capsys.readouterr().out.split()) == 10
    with pytest.raises(CommandError):
        call_command("print_codes", "nobody@morino.example")


def test_what_was_shown_in_the_morning_no_longer_counts_the_next_day(cast, officer):
    codes = actions.print_codes(cast.officer.user, by=None)
    officer.post(AGAIN, {"code": codes[0]})
    session = officer.session
    session["account_authentication_methods"][-1]["at"] = time.time() - SURE_FOR - 1
    session.save()
    assert officer.get("/desk/").status_code == 302


def test_an_app_is_asked_for_while_signing_in(cast):
    secret = generate_totp_secret()
    TOTP.activate(cast.officer.user, secret)
    client = Client()
    assert sign_in_by_mail(client, "ishizaki@morino.example").url == "/accounts/factor/"
    assert client.get("/my/").status_code == 302
    client.post("/accounts/factor/", {"code": "000000"})
    assert client.get("/my/").status_code == 302
    client.post("/accounts/factor/", {"code": now_digits(secret)})
    assert client.get("/desk/").status_code == 200


def test_an_app_s_digits_work_once(cast):
    secret = generate_totp_secret()
    TOTP.activate(cast.officer.user, secret)
    used = now_digits(secret)
    for expected in (200, 302):
        client = Client()
        sign_in_by_mail(client, "ishizaki@morino.example")
        client.post("/accounts/factor/", {"code": used})
        assert client.get("/desk/").status_code == expected


def test_a_passkey_on_the_telephone_locks_nobody_out_of_the_library_s_machine(cast):
    """A resident with a passkey still comes in by mail alone; only running things needs more."""
    data = {"name": "スマホ", "credential": {}}
    Authenticator.objects.create(user=cast.resident.user, type=Authenticator.Type.WEBAUTHN, data=data)
    client = Client()
    assert sign_in_by_mail(client, "sakura@morino.example").url == "/my/"
    assert client.get("/my/").status_code == 200


def test_secrets_of_second_factors_are_not_kept_in_the_clear(cast):
    secret = generate_totp_secret()
    TOTP.activate(cast.officer.user, secret)
    codes = actions.print_codes(cast.officer.user, by=None)
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in kept
    assert not any(code in kept for code in codes)


def test_when_the_platform_s_key_has_changed_no_digits_fit(cast, officer, settings):
    actions.print_codes(cast.officer.user, by=None)
    settings.SECRET_KEY = "another key"
    rows = Authenticator.objects.get(user=cast.officer.user).wrap()
    assert rows.generate_codes() != rows.generate_codes()  # a secret nobody knows, anew each time


@pytest.mark.django_db(transaction=True)
def test_setting_up_an_app_signs_out_every_other_browser_and_tells_the_owner(cast, officer, client_of):
    other = client_of(cast.officer, sure=False)
    stranger = client_of(cast.outsider)
    page = officer.get("/accounts/ways-in/app/new/")
    secret = page.context["form"].secret
    officer.post("/accounts/ways-in/app/new/", {"code": now_digits(secret)})
    assert Authenticator.objects.filter(user=cast.officer.user, type="totp").exists()
    assert other.get("/my/").status_code == 302
    assert officer.get("/my/").status_code == 200
    assert stranger.get("/my/").status_code == 200
    assert mail.outbox[-1].to == ["ishizaki@morino.example"]
    assert Session.objects.filter(user=cast.officer.user).count() == 1


def test_an_app_cannot_be_taken_away_or_added_without_showing_the_factor_there_is(cast, officer):
    """A stolen session alone does not change the locks."""
    actions.print_codes(cast.officer.user, by=None)
    TOTP.activate(cast.officer.user, generate_totp_secret())
    assert officer.get("/accounts/ways-in/passkeys/new/").status_code == 302
    officer.post("/accounts/ways-in/app/remove/")
    assert Authenticator.objects.filter(user=cast.officer.user, type="totp").exists()


def test_somebody_else_s_passkey_cannot_be_removed(cast, client_of):
    data = {"name": "スマホ", "credential": {}}
    key = Authenticator.objects.create(user=cast.resident.user, type=Authenticator.Type.WEBAUTHN, data=data)
    assert client_of(cast.outsider).post(f"/accounts/ways-in/passkeys/{key.pk}/remove/").status_code == 404
    assert Authenticator.objects.filter(pk=key.pk).exists()


def test_the_demo_s_shortcut_does_not_exist_outside_the_demo(cast, officer, settings):
    settings.DEMO = False
    assert officer.post("/demo/sure/").status_code == 404
    assert officer.get("/demo/outbox/").status_code == 404
    settings.DEMO = True
    assert officer.post("/demo/sure/", {"next": "/desk/"}).url == "/desk/"
    assert officer.get("/desk/").status_code == 200


@pytest.mark.parametrize(
    ("host", "told", "way"),
    [
        ("127.0.0.1:8000", True, "http://localhost:8000/accounts/login/"),
        ("[::1]:8000", True, "http://localhost:8000/accounts/login/"),
        ("192.0.2.7", True, ""),
        ("localhost:8000", False, ""),
        ("yoriai.morino.example", False, ""),
    ],
)
def test_a_site_opened_by_a_number_says_that_passkeys_need_its_name(db, client, settings, host, told, way):
    settings.ALLOWED_HOSTS = ["*"]
    page = client.get("/accounts/login/?", headers={"host": host}).content.decode().replace("<wbr>", "")
    assert ("サイトを名前で開いたとき" in page) == told
    assert (f'href="{way}"' in page) == bool(way) if way else "//localhost" not in page
