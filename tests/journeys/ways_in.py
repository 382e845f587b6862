"""How people come in: six digits out of the demo's mail, a device with a passkey, an app with digits."""

import re
import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Page, expect

from yoriai.people.models import DemoMail


def digits_for(mail: str) -> str:
    """The digits of the newest mail to this address."""
    text = DemoMail.objects.filter(to=mail).latest("pk").text
    found = re.search(r"(?m)^(\d{6})$", text)
    assert found, text
    return found[1]


def begin_by_mail(page: Page, mail: str, *, to: str = "/my/") -> None:
    """The page of the address, the mail, the digits."""
    page.goto(f"/accounts/login/?next={to}")
    page.get_by_label("メールアドレス").fill(mail)
    page.get_by_role("button", name="6けたの数字を送る").click()
    page.get_by_label("メールの6けたの数字").fill(digits_for(mail))
    page.get_by_role("button", name="次へ進む").click()


def sign_in_by_mail(page: Page, mail: str, *, to: str = "/my/") -> None:
    """The same, until it has led there."""
    begin_by_mail(page, mail, to=to)
    expect(page).to_have_url(re.compile(re.escape(to)))


def give_device(page: Page) -> None:
    """A device that knows its owner's finger: Chromium's own imitation of one."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    what = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": {**what, "isUserVerified": True, "automaticPresenceSimulation": True}},
    )


def add_device(page: Page, name: str = "わたしのスマホ") -> None:
    """This device signs its owner in from now on."""
    page.goto("/accounts/ways-in/passkeys/new/")
    page.get_by_label("どの端末ですか").fill(name)
    page.get_by_role("button", name="加える").click()
    expect(page.get_by_text("この端末で入れるようになりました。")).to_be_visible()


def app_digits(secret: str, *, ahead: int = 0) -> str:
    """What an authenticator app with this secret shows now, or shows next: each is good once."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + ahead)))
