"""threats.md: what goes out with every answer: the policy, no framing, no sniffing, cookies nobody else can read."""

import re

import pytest
from django.test import Client

from tests.atlas import PAGES, address_of
from tests.security.conftest import all_addresses
from yoriai.people.actions import end_sessions


def test_every_answer_carries_the_policy_and_may_not_be_framed_or_guessed(client_for, signs):
    client = client_for("worker")
    for address in all_addresses(signs):
        answer = client.get(address)
        policy = answer.headers["Content-Security-Policy"]
        assert "script-src 'self'" in policy and "default-src 'none'" in policy and "unsafe" not in policy, address
        assert "frame-ancestors 'none'" in policy and "base-uri 'none'" in policy and "form-action 'self'" in policy, (
            address
        )
        assert answer.headers["X-Content-Type-Options"] == "nosniff", address
        assert answer.headers["X-Frame-Options"] == "DENY", address
        assert answer.headers["Referrer-Policy"] == "same-origin", address


def test_nothing_inline_reaches_a_browser(client_for, signs):
    """The policy would block it; that it is not there at all, no policy has to hold. Blocks of data run nowhere."""
    inline = re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/(?:ld\+)?json\")[^>]*>|<style|\sstyle=|\son[a-z]+=|javascript:",
        re.I,
    )
    for who, lines in PAGES.items():
        client = client_for(who)
        for line in lines:
            page = client.get(address_of(line, signs)).content.decode()
            page = re.sub(r"<svg.*?</svg>", "", page, flags=re.S)
            assert not inline.search(page), (line, inline.search(page))


def test_a_stranger_who_only_reads_gets_no_cookie(client_for, signs):
    """Forms carry a token and so a cookie; pages to read carry none."""
    for line in PAGES["stranger"]:
        answer = Client().get(address_of(line, signs))
        if b"csrfmiddlewaretoken" not in answer.content:
            assert not answer.cookies, line


def test_cookies_are_for_the_server_alone_and_stay_on_this_site(client_for, signs, town):
    guest = client_for("guest")
    assert guest.cookies["guest"]["httponly"] and guest.cookies["guest"]["samesite"] == "Lax"
    page = Client()
    page.get("/accounts/login/")
    page.post("/accounts/login/", {"login": "sakura@morino.example"})
    for name in ("sessionid", "csrftoken"):
        assert page.cookies[name]["httponly"], name
        assert page.cookies[name]["samesite"] == "Lax", name


def test_signing_in_begins_a_new_session_and_signing_out_ends_it(town):
    client = Client()
    client.get("/accounts/login/")
    client.post("/accounts/login/", {"login": "sakura@morino.example"})
    before = client.cookies["sessionid"].value
    client.force_login(town.resident.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    signed_in = client.cookies["sessionid"].value
    assert signed_in != before
    client.post("/accounts/logout/")
    replayed = Client()
    replayed.cookies["sessionid"] = signed_in
    assert replayed.get("/my/profile/").status_code == 302


def test_all_browsers_of_an_account_can_be_ended(client_for, town):
    """A factor changed, a device lost: who had the old cookie has nothing."""
    client = client_for("worker")
    assert client.get("/my/profile/").status_code == 200
    end_sessions(town.worker.user)
    assert client.get("/my/profile/").status_code == 302


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example"])
def test_a_host_nobody_named_is_not_answered(cast, host, settings):
    """A forged Host header would stand in links of mails."""
    settings.ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
    answer = Client().get("/accounts/login/", headers={"host": host})
    assert answer.status_code == 400
    assert b"evil.example" not in answer.content
