"""The screen in the hall, on the platform as it is served: it moves when somebody answers, and without JavaScript by reload."""

import re
import signal
import subprocess
import urllib.request
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from yoriai.run.tests.processes import ROOT, environment, free_ports, kill_tree, until, yoriai

pytestmark = [pytest.mark.slow, pytest.mark.browser]


def answers(address: str) -> bool:
    """Whether a door answers well."""
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """`yoriai demo`: pages, live process, worker and database of its own; its address."""
    data, port = tmp_path_factory.mktemp("hall") / "d", free_ports()
    address = f"http://127.0.0.1:{port}"
    more = {"PORT": str(port), "WEB_WORKERS": "1"}
    process = subprocess.Popen(yoriai("demo"), env=environment(data, **more), cwd=ROOT)
    try:
        live = f"http://127.0.0.1:{port + 1}/healthz"
        until(lambda: process.poll() is not None or (answers(f"{address}/readyz") and answers(live)))
        assert process.poll() is None
        yield address
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=60) == 0
    finally:
        kill_tree(str(data))


def page_of(browser: Browser, demo: str, **how: object) -> Page:
    """Somebody's own browser in the hall."""
    page = browser.new_context(base_url=demo, locale="ja-JP", **how).new_page()  # type: ignore[arg-type]
    page.set_default_timeout(20_000)
    return page


def hall_of(page: Page) -> str:
    """The address on tonight's wall, from the front page."""
    page.goto("/")
    address = page.get_by_role("link", name="参加する").get_attribute("href")
    assert address
    return address


def counted(screen: Page) -> int:
    """The answers the screen tells."""
    found = re.search(r"答え(\d+)件", screen.locator(".hall-counts").inner_text())
    assert found
    return int(found[1])


def one_more(screen: Page, than: int) -> None:
    """The screen tells one answer more."""
    expect(screen.locator(".hall-counts")).to_contain_text(f"答え{than + 1}件", timeout=20_000)


def begins(phone: Page, hall: str) -> None:
    """A phone comes in without a name."""
    phone.goto(hall)
    phone.get_by_role("button", name="はじめる").click()
    expect(phone.get_by_role("button", name="そう思う", exact=True)).to_be_visible()


def test_the_screen_moves_when_somebody_answers_or_writes(browser, demo):
    screen, phone = page_of(browser, demo, viewport={"width": 1920, "height": 1080}), page_of(browser, demo)
    hall = hall_of(phone)
    screen.goto(f"{hall}screen/")
    screen.evaluate("window.never_left = true")
    before = counted(screen)
    begins(phone, hall)
    phone.get_by_role("button", name="そう思う", exact=True).click()
    one_more(screen, before)
    phone.get_by_role("link", name="自分のひとことを書く").click()
    phone.locator("[name=text]").fill("夜、まどの明かりを見ている。")
    phone.get_by_role("button", name="カードを出す").click()
    expect(screen.get_by_text("夜、まどの明かりを見ている。")).to_be_visible(timeout=20_000)
    assert screen.evaluate("window.never_left")
    for page in (screen, phone):
        page.context.close()


def test_without_javascript_a_reload_shows_the_same(browser, demo):
    screen = page_of(browser, demo, java_script_enabled=False)
    phone = page_of(browser, demo, java_script_enabled=False)
    hall = hall_of(phone)
    screen.goto(f"{hall}screen/")
    before = counted(screen)
    begins(phone, hall)
    phone.get_by_role("button", name="そう思わない").click()
    expect(phone.get_by_text("2枚目")).to_be_visible()
    screen.reload()
    assert counted(screen) == before + 1
    assert screen.locator("meta[http-equiv=refresh]").get_attribute("content") == "20"  # and it does so by itself
    for page in (screen, phone):
        page.context.close()
