"""A resident in the hall, with a phone and no account: from the QR code on the screen to the counts."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESK
from yoriai.assembly.models import Session
from yoriai.voices.models import Statement, Vote

pytestmark = [pytest.mark.slow, pytest.mark.browser]

MINE = "朝、カーテンが開いたら、手をふる。"
REQUEST = "市役所は、見守りの人をもっとふやしてほしい。"


@pytest.fixture
def tonight(town) -> Session:
    """The evening that is going on."""
    return Session.objects.get(state=Session.State.OPEN)


def code_on_the_wall(screen: Page, session: Session) -> str:
    """The address the phone's camera reads from the screen of the hall."""
    screen.goto(f"/s/{session.code}/screen/")
    words = screen.locator(".qr [role=img]").get_attribute("aria-label") or ""
    return words.removesuffix(" のQRコード")


def enters(phone: Page, address: str, nickname: str) -> None:
    """From the code to the first card."""
    phone.goto(address)
    phone.get_by_label("ニックネーム").fill(nickname)
    phone.get_by_label("今日の立場").select_option("市民")
    phone.get_by_label("年代").select_option("60〜74歳")
    phone.get_by_label("住んでいるところ").select_option("長町区")
    phone.get_by_role("button", name="はじめる").click()
    expect(phone.get_by_role("button", name="そう思う", exact=True)).to_be_visible()


def writes(phone: Page, words: str) -> None:
    """A card of one's own, as something we could do."""
    phone.get_by_role("link", name="自分のひとことを書く").click()
    phone.get_by_label("ひとこと").fill(words)
    phone.get_by_label("できること").check()
    phone.get_by_role("button", name="カードを出す").click()


def test_a_resident_takes_part_by_phone(town, tonight, seat):
    """R20, R23: no account, one card at a time, the counts move; what was written is found again by its code."""
    phone = seat()
    enters(phone, code_on_the_wall(seat(size=DESK), tonight), "さんぽ")
    before = phone.locator(".say").inner_text()
    phone.get_by_role("button", name="そう思う", exact=True).click()
    expect(phone.locator(".say")).not_to_have_text(before)
    phone.get_by_role("button", name="そう思わない").click()
    expect(phone.get_by_text("3枚目")).to_be_visible()
    writes(phone, MINE)
    said = phone.get_by_text("カードを出しました。番号は").inner_text()
    code = re.search(r"番号は ([2-9A-HJ-NP-Z]{6}) です", said)
    assert code, said
    phone.get_by_role("link", name="みんなの答え").click()
    mine = phone.locator("li.card").filter(has_text=MINE)
    expect(mine).to_contain_text("さんぽ")
    expect(mine).to_contain_text("答えは、まだありません")

    other = seat()
    enters(other, f"/s/{tonight.code}/", "となり")
    other.goto(f"/s/{tonight.code}/?card={code[1]}")
    expect(other.get_by_text(MINE)).to_be_visible()
    other.get_by_role("button", name="そう思う", exact=True).click()
    expect(other.get_by_text("カード19枚")).to_be_visible()

    phone.reload()
    expect(mine).to_contain_text("そう思う 1")
    phone.goto(f"/c/{code[1]}/")
    expect(phone.get_by_text(MINE).first).to_be_visible()
    card = Statement.objects.get(code=code[1])
    assert (card.door, card.sort, card.said_as, card.by.name) == ("hall", "could", "60〜74歳", "さんぽ")
    assert Vote.objects.filter(by=card.by).count() == 2


def test_a_request_to_the_city_gets_a_hint_and_may_stay_a_request(town, tonight, seat):
    """R16: kindly, and nobody is kept from saying it."""
    phone = seat()
    enters(phone, f"/s/{tonight.code}/", "")
    writes(phone, REQUEST)
    expect(phone.get_by_text("「わたしたちにできること」として書くと？")).to_be_visible()
    expect(phone.get_by_label("ひとこと")).to_have_value(REQUEST)
    phone.get_by_role("button", name="このまま出す").click()
    expect(phone.get_by_text("カードを出しました。")).to_be_visible()
    assert Statement.objects.filter(about=tonight, title=REQUEST).exists()


def test_what_a_device_wrote_becomes_its_owners_who_registers_later(town, tonight, seat):
    """A guest is a device; whoever registers on it takes along what they wrote, if they say so."""
    from tests.journeys.ways_in import sign_in_by_mail

    phone = seat()
    enters(phone, f"/s/{tonight.code}/", "さくら")
    writes(phone, MINE)
    expect(phone.get_by_text("カードを出しました。")).to_be_visible()
    sign_in_by_mail(phone, "sakura@morino.example")
    phone.get_by_role("button", name="自分です。自分のものにする").click()
    expect(phone.get_by_text(MINE)).to_be_visible()
    assert Statement.objects.get(title=MINE).by == town.resident
