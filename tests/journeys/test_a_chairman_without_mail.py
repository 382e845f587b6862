"""会長 without mail: he says what he will do, leaves a telephone number, is rung up, and his answer stands on the page (R52)."""

import datetime as dt

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESK
from yoriai.assembly.actions import ask_what_became
from yoriai.assembly.models import Session
from yoriai.people.models import Contact, Outgoing

pytestmark = [pytest.mark.slow, pytest.mark.browser]

WILL = "朝の散歩で、三けんの新聞受けを見る"
NUMBER = "000-000-0099"


def promise(page: Page, session: Session) -> None:
    """At the summing up, for somebody who stands beside the table and gives his number. The date is today's, so as to pass."""
    page.goto(f"/sessions/{session.code}/summing-up/")
    page.get_by_role("link", name="やることを加える").click()
    page.locator("[name=title]").fill(WILL)
    page.locator("[name=name]").fill("北町の会長")
    page.get_by_role("button", name="やることに加える").click()
    expect(page.get_by_role("alert")).to_be_visible()  # nobody could ask him how it went
    page.locator("[name=way]").select_option("電話")
    page.locator("[name=value]").fill(NUMBER)
    page.locator("[name=due]").fill(timezone.localdate().isoformat())
    page.get_by_role("button", name="やることに加える").click()
    expect(page.get_by_text(f"「{WILL}」を、やることに加えました。")).to_be_visible()


def rung_up(officer: Page) -> None:
    """The office's list: what to ask, the number (the look is recorded), the line ticked off."""
    officer.goto("/desk/")
    officer.get_by_role("link", name="電話・FAX・郵送").click()
    officer.get_by_role("listitem").filter(has_text="北町の会長").get_by_role("link").click()
    expect(officer.get_by_text(WILL).first).to_be_visible()
    expect(officer.get_by_text(NUMBER)).not_to_be_visible()
    officer.get_by_role("button", name="連絡先を見る").click()
    expect(officer.get_by_text(NUMBER)).to_be_visible()
    officer.get_by_label("どうでしたか").fill("電話で話した")
    officer.get_by_role("button", name="済みにする").click()
    expect(officer.get_by_text("済みにしました。")).to_be_visible()
    expect(officer.get_by_role("listitem").filter(has_text="北町の会長")).to_have_count(0)


def typed(page: Page, session: Session) -> None:
    """What he said on the telephone: one choice, a few words, kept."""
    page.goto(f"/assemblies/{session.assembly.code}/follow-ups/")
    row = page.get_by_role("listitem").filter(has_text=WILL)
    row.get_by_label("やった").check()
    row.get_by_label("ひとこと").fill("毎朝できた。雪の日は二けん。")
    row.get_by_role("button", name="保存する").click()
    expect(page.get_by_text("ありがとうございます。")).to_be_visible()


def test_a_chairman_without_mail_says_what_he_will_do_and_what_became_of_it(town, seat, worker_round):
    session = Session.objects.get(state=Session.State.OPEN)
    page = seat(town.facilitator, DESK)
    promise(page, session)
    ask_what_became(timezone.localdate() + dt.timedelta(days=1))
    worker_round()
    line = Outgoing.objects.get(to__name="北町の会長")
    rung_up(seat(town.officer, DESK))
    typed(page, session)
    reader = seat()
    reader.goto(line.item.get_absolute_url())
    expect(reader.get_by_text("毎朝できた。雪の日は二けん。")).to_be_visible()
    expect(reader.get_by_text("電話で聞きました")).to_be_visible()
    assert NUMBER not in reader.content()
    line.refresh_from_db()
    assert (line.sent_by, line.outcome) == (town.officer, "電話で話した")
    assert not Contact.objects.filter(value=NUMBER).exists()  # it was kept for this one question
