"""Coming in without a password: six digits by mail, a passkey, and a second factor for those who run things (R13)."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import DESK
from tests.journeys.ways_in import add_device, app_digits, begin_by_mail, digits_for, give_device, sign_in_by_mail
from yoriai.people.actions import print_codes
from yoriai.people.models import User

pytestmark = [pytest.mark.slow, pytest.mark.browser]


def test_somebody_new_registers_with_a_name_and_six_digits(town, seat):
    page = seat()
    page.goto("/")
    page.get_by_role("link", name="ログイン").first.click()
    page.get_by_role("link", name="登録する").click()
    page.get_by_label("表示する名前").fill("新田 あらた")
    page.get_by_label("よみ").fill("にった あらた")
    page.get_by_label("メールアドレス").fill("arata@morino.example")
    page.get_by_role("button", name="6けたの数字を送る").click()
    page.get_by_label("メールの6けたの数字").fill("000000")
    page.get_by_role("button", name="次へ進む").click()
    expect(page.get_by_text("数字がちがいます。").first).to_be_visible()
    page.get_by_label("メールの6けたの数字").fill(digits_for("arata@morino.example"))
    page.get_by_role("button", name="次へ進む").click()
    expect(page).to_have_url(re.compile("/my/"))
    assert User.objects.get(email="arata@morino.example").actor.name == "新田 あらた"
    page.goto("/accounts/logout/")
    page.get_by_role("main").get_by_role("button", name="ログアウト").click()
    page.goto("/my/")
    expect(page.get_by_role("button", name="6けたの数字を送る")).to_be_visible()


def test_a_device_once_added_signs_its_owner_in(town, seat):
    page = seat()
    give_device(page)
    sign_in_by_mail(page, "sakura@morino.example")
    add_device(page)
    page.context.clear_cookies()
    page.goto("/accounts/login/?next=/my/")
    page.get_by_role("button", name="この端末の顔・指紋・暗証番号で入る").click()
    expect(page).to_have_url(re.compile("/my/"))
    expect(page.get_by_text("大友 さくら").first).to_be_visible()


def test_a_passkey_opens_the_desk_and_six_digits_alone_do_not(town, seat):
    page = seat(size=DESK)
    give_device(page)
    sign_in_by_mail(page, "ishizaki@morino.example")
    page.goto("/desk/by-hand/")
    expect(page.get_by_role("heading", name="もう一度、ご本人の確認")).to_be_visible()
    expect(page.get_by_text("伝える相手は、いまいません。")).to_have_count(0)
    add_device(page)
    page.context.clear_cookies()
    sign_in_by_mail(page, "ishizaki@morino.example")
    page.goto("/desk/by-hand/")
    page.get_by_role("link", name="この端末の顔・指紋・暗証番号で入る").click()
    page.get_by_role("button", name="この端末の顔・指紋・暗証番号で入る").click()
    expect(page).to_have_url(re.compile("/desk/by-hand/"))
    expect(page.get_by_role("heading", level=1)).to_have_text("電話・FAX・郵送")


def test_an_app_with_digits_is_asked_for_at_every_sign_in(town, seat):
    page = seat(size=DESK)
    sign_in_by_mail(page, "ishizaki@morino.example")
    page.goto("/accounts/ways-in/app/new/")
    secret = page.locator("figcaption .code").inner_text()
    page.get_by_label("アプリの6けたの数字").fill(app_digits(secret))
    page.get_by_role("button", name="設定する").click()
    expect(page.get_by_text("認証アプリを設定しました。")).to_be_visible()
    page.context.clear_cookies()
    begin_by_mail(page, "ishizaki@morino.example", to="/desk/")
    page.get_by_label("アプリの数字、または紙のコード").fill(app_digits(secret, ahead=1))
    page.get_by_role("button", name="次へ進む").click()
    expect(page.get_by_role("heading", name="担当者ページ", exact=True)).to_be_visible()


def test_a_code_printed_at_the_counter_opens_the_desk(town, seat):
    codes = print_codes(town.officer.user, by=None)
    page = seat(size=DESK)
    sign_in_by_mail(page, "ishizaki@morino.example")
    page.goto("/desk/")
    page.get_by_role("link", name="アプリの数字、または紙のコードで").click()
    page.get_by_label("アプリの数字、または紙のコード").fill(codes[0])
    page.get_by_role("button", name="次へ進む").click()
    expect(page.get_by_role("heading", name="担当者ページ", exact=True)).to_be_visible()
