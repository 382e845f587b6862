"""What a browser shows of people: a passkey from first to last, nothing axe can find, nothing cut off, nothing blocked."""

import datetime as dt
import re

import pytest
from django.core import mail
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_playwright_axe import Axe

from yoriai.directory.models import Place
from yoriai.kernel.asks.actions import ask
from yoriai.kernel.items.actions import add_item
from yoriai.kernel.moderation import actions as moderation
from yoriai.people import actions
from yoriai.people.models import Outgoing, Representation

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
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


@pytest.fixture
def pages(cast) -> dict[str, list[str]]:
    """Every page of people with something on it, by who reads it."""
    mine = add_item(Place(title="駅前のあき家を、雪の日の休みどころに", by=cast.resident))
    theirs = add_item(Place(title="名前の出ている書きこみ", by=cast.worker))
    asked = ask("join", mine, cast.resident, by=cast.who(cast.worker, cast.npo), text="見学に", due=dt.date(2026, 1, 5))
    Outgoing.objects.create(to=cast.resident, way="page", subject="結果が出ました", text="読めます", item=mine)
    line = Outgoing.objects.create(to=cast.head, way="by_hand", subject="結果が出ました", text="お電話で", item=mine)
    moderation.report(mine, by=None, reason="abuse", text="となりの家のこと")
    hiding = moderation.hide(theirs, by=cast.who(cast.officer), reason="personal", text="お名前が出ていたため")
    moderation.appeal(hiding, "架空の名前です", by=cast.who(cast.worker))
    for thing in (cast.themes[0], cast.ward, mine):
        actions.follow(thing, by=cast.who(cast.resident))
    seat = Representation.objects.get(person=cast.worker, body=cast.npo)
    _letter, secret = actions.invite(cast.npo, by=cast.who(cast.worker), role="理事")
    empty = actions.found("group", "森のえほん会", by=cast.who(cast.judge))
    actions.give_back(Representation.objects.get(body=empty, ended=None), by=cast.who(cast.judge))
    return {
        "resident": [
            "/my/", "/my/written/", "/my/letters/", "/my/follows/", "/my/profile/", "/my/leaving/", f"/asks/{asked.pk}/",
            "/accounts/ways-in/", "/accounts/ways-in/passkeys/new/", "/accounts/ways-in/app/new/", "/accounts/mail/",
            "/accounts/logout/", "/my/organisations/new/", f"/follow/item/{mine.code}/", f"/invitation/{secret}/",
        ],
        "officer": [
            "/desk/", "/desk/rules/", f"/desk/rules/{mine.code}/", f"/desk/rules/hidden/{hiding.pk}/", "/desk/late/",
            "/desk/bodies/", f"/desk/bodies/{empty.pk}/", "/desk/codes/", "/desk/by-hand/", f"/desk/by-hand/{line.pk}/",
        ],
        "worker": [
            f"/my/organisations/{cast.npo.pk}/", f"/my/organisations/{cast.npo.pk}/profile/",
            f"/my/organisations/{cast.npo.pk}/invitation/",
            f"/items/{theirs.code}/appeal/", f"/seats/{seat.pk}/hand-over/", f"/seats/{seat.pk}/end/", f"/seats/{seat.pk}/return/",
        ],
        "nobody": [
            "/accounts/login/", "/accounts/signup/", "/rules/", f"/items/{mine.code}/report/", f"/who/{cast.npo.pk}/",
            f"/follow/item/{mine.code}/", "/invitation/", f"/invitation/{secret}/", "/demo/outbox/",
        ],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("who", "theme", "size"),
    [("resident", "light", PHONE), ("officer", "dark", DESK), ("worker", "dark", PHONE), ("nobody", "light", DESK)],
)
def test_axe_finds_nothing_and_nothing_is_cut_off(browser, site, cast, client_of, pages, who, theme, size):
    context = browser.new_context(locale="ja-JP", viewport=size)
    context.add_cookies([{"name": "theme", "value": theme, "url": site}])
    if who != "nobody":
        session = client_of(getattr(cast, who)).cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": session, "url": site}])
    page, said = listened(context)
    faults = []
    for path in pages[who]:
        assert page.goto(site + path).status == 200
        assert page.url == site + path
        found = Axe(use_minified_file=True).run(page, html_report_generated=False, json_report_generated=False)
        faults += [(path, fault["id"], fault["nodes"][0]["html"][:100]) for fault in found["violations"]]
        if page.evaluate("document.documentElement.scrollWidth - innerWidth") > 0:
            faults.append((path, "cut off", ""))
    assert faults == []
    assert said == []
