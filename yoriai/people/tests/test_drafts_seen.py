"""書きかけ in a browser (R45): kept while one types, on leaving, and as soon as the network is back."""

import re

import pytest
from django.conf import settings as given
from playwright.sync_api import BrowserContext, Page, expect

from yoriai.people.models import Draft

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.django_db(transaction=True)]
KEPT = "途中まで保存しました"


@pytest.fixture
def sakura(site, cast, client_of, new_context) -> BrowserContext:
    """The browser of a resident who is signed in."""
    context = new_context()
    ticket = client_of(cast.resident).cookies[given.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": given.SESSION_COOKIE_NAME, "value": ticket, "url": site}])
    context.set_default_timeout(8000)
    return context


def opened(context: BrowserContext, site: str) -> Page:
    page = context.new_page()
    page.goto(f"{site}/activities/new/")
    return page


def line(page: Page):
    return page.locator("[data-keeps]")


def test_two_seconds_after_the_last_key_it_is_kept_and_comes_back(sakura, site):
    page = opened(sakura, site)
    page.get_by_label("題名").press_sequentially("朝ごはん")
    expect(line(page)).to_contain_text(KEPT, timeout=6000)
    page.reload()
    expect(page.get_by_label("題名")).to_have_value("朝ごはん")
    expect(page.get_by_text("まで書いていたものを、もどしました")).to_be_visible()
    page.get_by_role("button", name="はじめから書きなおす").click()
    expect(page.get_by_label("題名")).to_have_value("")


def test_whoever_leaves_in_the_middle_of_a_word_finds_it_again(sakura, site):
    page = opened(sakura, site)
    page.get_by_label("題名").press_sequentially("朝ご")
    page.goto(f"{site}/rules/")
    page.wait_for_timeout(500)
    expect(opened(sakura, site).get_by_label("題名")).to_have_value("朝ご")


def test_without_a_network_it_says_so_and_keeps_it_when_the_network_is_back(sakura, site):
    page = opened(sakura, site)
    sakura.set_offline(True)
    page.get_by_label("題名").fill("朝ごはん")
    expect(line(page)).to_contain_text("まだ保存できていません", timeout=6000)
    sakura.set_offline(False)
    expect(line(page)).to_contain_text(KEPT, timeout=6000)


def test_two_windows_both_keep_theirs_and_the_older_says_so(sakura, site, cast):
    first, second = opened(sakura, site), opened(sakura, site)
    first.get_by_label("題名").fill("前の画面")
    expect(line(first)).to_contain_text(KEPT, timeout=6000)
    second.get_by_label("題名").fill("後の画面")
    expect(line(second)).to_contain_text("別の画面では", timeout=6000)
    again = opened(sakura, site)
    expect(again.get_by_label("題名")).to_have_value("後の画面")
    again.get_by_role("link", name="別の画面で").click()
    expect(again.get_by_label("題名")).to_have_value("前の画面")


def test_what_was_sent_is_not_brought_back(sakura, site, cast):
    page = opened(sakura, site)
    page.get_by_label("題名").fill("朝ごはん")
    expect(line(page)).to_contain_text(KEPT, timeout=6000)
    page.get_by_role("button", name="下書きにする").click()
    page.wait_for_url(re.compile(r"/activities/\w{6}/$"))
    assert not Draft.objects.exists()


def test_the_button_does_the_same_without_javascript(site, cast, client_of, new_context):
    context = new_context(java_script_enabled=False)
    ticket = client_of(cast.resident).cookies[given.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": given.SESSION_COOKIE_NAME, "value": ticket, "url": site}])
    page = opened(context, site)
    page.get_by_label("要約").fill("子どもに")
    page.get_by_role("button", name="途中まで保存する").click()
    expect(page.get_by_label("要約")).to_have_value("子どもに")
    expect(page.get_by_text(KEPT)).to_be_visible()
