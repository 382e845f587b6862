"""What a browser shows: no fault axe can find, nothing blocked, nothing cut off, and it works by keyboard and without scripts."""

import pytest
from playwright.sync_api import Page
from pytest_playwright_axe import Axe

pytestmark = [pytest.mark.slow, pytest.mark.browser]

PAGES = ["", "home/", "story/", "vote/", "screen/"]
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}


def opened(new_context, site: str, path: str, **cookies: str) -> Page:
    """A page of the components with these settings."""
    context = new_context()
    context.add_cookies([{"name": name, "value": value, "url": site} for name, value in cookies.items()])
    page = context.new_page()
    page.goto(site + path)
    return page


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(("theme", "size"), [("light", PHONE), ("dark", DESK)])
def test_axe_finds_nothing(new_context, site, name, theme, size):
    """threats.md does not name it, the law does: JIS X 8341-3, WCAG 2.2 AA."""
    page = opened(new_context, site, f"/components/{name}", theme=theme)
    page.set_viewport_size(size)
    found = Axe(use_minified_file=True).run(page, html_report_generated=False, json_report_generated=False)
    assert [(fault["id"], fault["nodes"][0]["html"][:120]) for fault in found["violations"]] == []


def test_the_policy_blocks_nothing_of_ours_and_no_script_fails(new_context, site):
    context = new_context()
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    for name in PAGES:
        page.goto(f"{site}/components/{name}")
        page.wait_for_load_state("load")
    assert said == []


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_cut_off_on_a_phone_with_the_largest_letters_and_furigana(new_context, site, name):
    page = opened(new_context, site, f"/components/{name}", size="larger", furigana="on")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_furigana_does_not_move_the_lines(new_context, site):
    page = opened(new_context, site, "/components/story/", furigana="on")
    steps = page.evaluate(
        """() => {
          const text = document.querySelector(".prose p"), lines = new Set();
          const walk = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
          while (walk.nextNode()) {
            if (walk.currentNode.parentElement.localName === "rt") continue;
            const range = document.createRange();
            range.selectNodeContents(walk.currentNode);
            for (const box of range.getClientRects()) lines.add(Math.round(box.bottom));
          }
          const sorted = [...lines].sort((a, b) => a - b);
          return sorted.slice(1).map((bottom, at) => bottom - sorted[at]);
        }"""
    )
    assert len(steps) >= 2
    assert max(steps) - min(steps) <= 1


@pytest.mark.parametrize("size", ["normal", "larger"])
def test_what_is_pressed_is_as_large_as_a_fingertip(new_context, site, size):
    page = opened(new_context, site, "/components/", size=size)
    small = page.evaluate(
        """() => [...document.querySelectorAll("button, summary, .btn, .tool, .bar-nav a, .tabs a, select, label.tick, textarea")]
          .filter((each) => each.offsetParent && each.getBoundingClientRect().height < 43.5)
          .map((each) => each.outerHTML.slice(0, 80))"""
    )
    assert small == []


def test_the_switches_work_without_scripts(new_context, site):
    page = new_context(java_script_enabled=False).new_page()
    page.set_viewport_size(DESK)
    page.goto(f"{site}/components/home/")
    page.get_by_role("button", name="ふりがな", exact=True).first.click()
    assert page.url == f"{site}/components/home/"
    assert page.locator("html[data-furigana] h1 rt").first.inner_text() == "ぐ"


def test_the_first_tab_leads_past_the_bar(new_context, site):
    page = opened(new_context, site, "/components/home/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_enter_goes_to_the_next_field_but_not_while_a_word_is_converted(new_context, site):
    page = opened(new_context, site, "/components/")
    page.locator("#id_name").focus()
    page.evaluate(
        """document.activeElement.dispatchEvent(
          new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true, isComposing: true }))"""
    )
    assert page.evaluate("document.activeElement.id") == "id_name"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "id_mail"


def test_the_address_can_be_copied(new_context, site):
    page = opened(new_context, site, "/components/story/")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site)
    page.get_by_role("button", name="アドレスを写す").click()
    page.get_by_role("status").filter(has_text="写しました").wait_for(state="attached")
    assert page.evaluate("navigator.clipboard.readText()") == "https://yoriai.example/commitments/P7K2M4/"


def test_a_live_region_fetches_itself_anew_when_its_version_changes(new_context, site):
    page = new_context().new_page()
    body = (
        f'<div data-live="{site}/stream" data-live-from="{site}/region">0</div>'
        f'<script type="module" src="{site}/static/ui/js/live.js"></script>'
    )
    page.route("**/bench", lambda route: route.fulfill(content_type="text/html", body=body))
    page.route("**/stream", lambda route: route.fulfill(content_type="text/event-stream", body="data: 7\n\n"))
    page.route("**/region", lambda route: route.fulfill(content_type="text/html", body="<p>41</p>"))
    page.goto(f"{site}/bench")
    page.get_by_text("41").wait_for()
