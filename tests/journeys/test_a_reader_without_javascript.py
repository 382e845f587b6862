"""A reader whose browser runs no scripts: from the front page to the story and back, by links and plain forms."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import DESK, PHONE

pytestmark = [pytest.mark.slow, pytest.mark.browser]


def test_a_reader_without_javascript_follows_a_story_both_ways(town, seat):
    page = seat(size=PHONE, java_script_enabled=False)
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("どう見守る？")
    page.get_by_role("link", name="ごみ出し・町の美化").first.click()
    expect(page.get_by_role("heading", name="取り組んでいる人・団体")).to_be_visible()
    page.get_by_role("link", name="すべて（新しい順）").click()
    page.get_by_role("link", name="ごみ出しがむずかしい人を、町でどう支える？").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("ごみ出しがむずかしい人を、町でどう支える？")
    page.get_by_role("link", name="結果を読む").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("「ごみ出しの10分」から始める助け合い")
    page.get_by_role("link", name="登校前の10分、ごみ出しを手伝う").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("登校前の10分、ごみ出しを手伝う")
    story = page.get_by_role("list", name="最初の声から、いまの成果まで")
    story.get_by_role("link", name="生徒会で、登校前の10分").first.click()
    expect(page.get_by_text("生徒会で、登校前の10分ごみ出しを12月から始めます。").first).to_be_visible()
    page.get_by_role("link", name="話のすべてを、図と一覧で見る").click()
    after = page.get_by_role("list", name="その後").first
    after.get_by_role("link", name="登校前の10分、ごみ出しを手伝う").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("登校前の10分、ごみ出しを手伝う")


def test_a_reader_without_javascript_searches_and_turns_the_switches(town, seat):
    page = seat(size=DESK, java_script_enabled=False)
    page.goto("/")
    page.get_by_role("searchbox").fill("ゴミ")
    page.get_by_role("banner").get_by_role("button", name="さがす").click()
    expect(page.get_by_role("status")).to_contain_text("件 見つかりました")
    page.get_by_role("navigation", name="種類").get_by_role("link", name="やること").click()
    page.get_by_role("link", name="登校前の10分、ごみ出しを手伝う").click()
    where = page.url
    page.get_by_text("見やすく", exact=True).click()
    page.get_by_role("button", name="もっと大きい").click()
    expect(page.locator("html[data-size=larger]")).to_be_attached()
    page.get_by_role("button", name="ふりがな", exact=True).first.click()
    expect(page.locator("h1 rt").first).to_have_text("とうこう")
    page.locator("details.looks summary").click()
    page.get_by_role("button", name="English").click()
    expect(page.locator("html[lang=en][data-size=larger]")).to_be_attached()
    assert page.url == where


def test_without_javascript_one_can_sign_in_and_comment(town, seat):
    from tests.journeys.ways_in import sign_in_by_mail

    page = seat(java_script_enabled=False)
    sign_in_by_mail(page, "sakura@morino.example", to="/items/?kind=commitment")
    page.get_by_role("link", name="登校前の10分、ごみ出しを手伝う").first.click()
    page.get_by_role("link", name="コメントを書く").click()
    page.get_by_label("コメント").fill("うちの前も、お願いできますか。")
    page.get_by_role("button", name="送る").click()
    expect(page.get_by_text("うちの前も、お願いできますか。")).to_be_visible()
