"""What a browser does for people: a passkey from first to last, nothing blocked. Axe goes over their pages with all others'."""

import re

import pytest
from django.core import mail
from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 390, "height": 844}
AUTHENTICATOR = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


def listened(context: BrowserContext) -> tuple[Page, list[str]]:
    """A page, and what its console complains of: a blocked script, a style the policy refuses."""
    page, said = context.new_page(), []
    page.on("console", lambda message: said.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    return page, said


def digits() -> str:
    return re.search(r"(?m)^(\d{6})$", mail.outbox[-1].body).group(1)


def test_registering_then_coming_back_by_passkey_and_opening_the_desk_with_it(browser: Browser, site: str, cast):
    page, said = listened(browser.new_context(locale="ja-JP", viewport=PHONE))
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    page.goto(f"{site}/accounts/signup/")
    page.get_by_label("メールアドレス").fill("hana@morino.example")
    page.get_by_label("表示する名前").fill("花田 はな")
    page.get_by_role("button", name="6けたの数字を送る").click()
    page.get_by_label("メールの6けたの数字").fill(digits())
    page.get_by_role("button", name="次へ進む").click()
    page.wait_for_url("**/my/")
    page.goto(f"{site}/accounts/ways-in/passkeys/new/")
    page.get_by_role("button", name="加える").click()
    page.wait_for_url("**/ways-in/")
    page.goto(f"{site}/my/")
    page.get_by_role("button", name="ログアウト").click()
    page.wait_for_url(f"{site}/")
    page.goto(f"{site}/accounts/login/")
    page.get_by_role("button", name="この端末の顔・指紋・暗証番号で入る").click()
    page.wait_for_url("**/my/")
    page.goto(f"{site}/sure/?next=/my/profile/")  # a passkey is two factors: nothing more is asked
    assert page.url == f"{site}/my/profile/"
    assert said == []
