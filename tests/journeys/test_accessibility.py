"""Every page through axe in a real browser: on a phone in light, at a desk in dark (JIS X 8341-3, WCAG 2.2 AA).

Contrast hangs on the light and structure on the width, so that two looks of the four say what all four would.

Beside axe: nothing of ours is blocked by the policy, no script fails, nothing is wider than the phone.
"""

import re
from collections.abc import Iterable

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_playwright_axe.axe import MIN_AXE_PATH

from tests.atlas import NO_PAGES, ON_THE_WAY, PAGES, address_of, names, signposts
from tests.journeys.conftest import DESK, PHONE
from tests.journeys.ways_in import add_device, app_digits, begin_by_mail, give_device, sign_in_by_mail
from tests.laying_out import laid_out
from yoriai.web.actions import make_setup_code

AXE = MIN_AXE_PATH.read_text(encoding="utf-8")
LOOKS = [("light", PHONE), ("dark", DESK)]
# Without `preload`, which fetches every stylesheet once more on every page for one rule (a screen held one way up): tests/house reads
# that off the stylesheets.
RUN = """async () => (await axe.run(document, {resultTypes: ["violations"], preload: false})).violations
  .map((fault) => fault.id + ": " + fault.nodes[0].html.slice(0, 160))"""
# What can be pressed and lies under something else: whoever clicks it presses the other thing.
COVERED = """() => [...document.querySelectorAll("a[href], button, summary, select, textarea, input:not([type=hidden])")]
  .filter((each) => each.checkVisibility({visibilityProperty: true}) && !each.closest(".unseen, .skip"))
  .filter((each) => {
    each.scrollIntoView({block: "center", behavior: "instant"});
    const box = each.getClientRects()[0];
    if (!box || box.width < 2) return false;
    const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return top && !each.contains(top) && top.closest("label")?.control !== each;
  })
  .map((each) => "covered: " + each.outerHTML.slice(0, 160))"""


def faults_of(page: Page, address: str, answers: Iterable[int] = (200,), turn: int | None = None) -> list[str]:
    """Go there and look in every light and width; axe in all of them, or only in the look whose turn it is."""
    said: list[str] = []
    heard = {
        "console": lambda message: said.append(message.text) if message.type == "error" else None,
        "pageerror": lambda error: said.append(str(error)),
    }
    for event, hear in heard.items():
        page.on(event, hear)
    try:
        found = _faults_at(page, address, answers, turn)
    finally:
        for event, hear in heard.items():
            page.remove_listener(event, hear)
    return [f"{address}: {fault}" for fault in [*found, *said] if "Failed to load resource" not in fault]


def _faults_at(page: Page, address: str, answers: Iterable[int], turn: int | None) -> list[str]:
    answer = page.goto(address)
    assert answer is not None
    if answer.status not in answers:
        return [f"answers {answer.status}"]
    return seen(page, turn) if page.url.endswith(address) else [f"leads to {page.url}"]


def seen(page: Page, turn: int | None = None) -> list[str]:
    """The faults of the page as it stands. turn: axe, which takes a second, looks in one of the looks only."""
    found: dict[str, list[str]] = {}
    page.evaluate(AXE)
    # By turns from the one or from the other: the window is as the page before has left it.
    for number, (light, size) in sorted(enumerate(LOOKS), reverse=bool(turn and turn % 2)):
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=light)
        wider = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        looks = turn is None or turn % len(LOOKS) == number
        for fault in (page.evaluate(RUN) if looks else []) + ["wider than the window"] * wider:
            found.setdefault(fault, []).append(f"{light} {size['width']}")
        if size is DESK:
            found |= {fault: ["by mouse"] for fault in page.evaluate(COVERED)}
    return [f"{fault} ({', '.join(looks)})" for fault, looks in found.items()]


def test_every_address_is_visited_or_named_as_no_page():
    visited = {line.split()[0] for lines in PAGES.values() for line in lines}
    assert set(names()) == visited | ON_THE_WAY | NO_PAGES
    assert not (visited | ON_THE_WAY) & NO_PAGES


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.parametrize("person", PAGES)
def test_axe_finds_nothing_on_the_pages_of(person, town, seat):
    signs = laid_out("signs", lambda: signposts(town))
    page = seat(getattr(town, person, None), sure=person != "resident")
    if person == "guest":
        page.goto(reverse("assembly:hall", args=[signs["TONIGHT"]]))
        page.get_by_role("button", name="はじめる").click()
    faults = []
    # Many pages are built of the same pieces: each is looked at once, in one light and width or the other by turns.
    for turn, line in enumerate(PAGES[person]):
        faults += faults_of(page, address_of(line, signs), (200, 410, 422), turn)
    if faults:
        pytest.fail("\n".join(faults), pytrace=False)


def told(faults: list[str]) -> None:
    """Fail with every fault on a line of its own."""
    if faults:
        pytest.fail("\n".join(faults), pytrace=False)


@pytest.mark.slow
@pytest.mark.browser
def test_axe_finds_nothing_while_a_city_is_founded(transactional_db, site, new_context):
    page = new_context(base_url=site).new_page()
    page.goto("/setup/")
    faults = seen(page)
    page.get_by_label("コード").fill(make_setup_code())
    page.get_by_role("button", name="次へ進む").click()
    page.get_by_label("市の名前").wait_for()
    faults += seen(page)
    page.get_by_role("button", name="この市を始める").click()
    page.get_by_role("alert").wait_for()
    told(faults + seen(page))


@pytest.mark.slow
@pytest.mark.browser
def test_axe_finds_nothing_on_the_way_in(town, seat):
    page = seat()
    page.goto("/accounts/signup/")
    page.get_by_role("button", name="6けたの数字を送る").click()
    page.get_by_role("alert").wait_for()
    faults = seen(page)
    page.get_by_label("表示する名前").fill("新田 あらた")
    page.get_by_label("メールアドレス").fill("arata@morino.example")
    page.get_by_role("button", name="6けたの数字を送る").click()
    page.get_by_label("メールの6けたの数字").wait_for()
    faults += seen(page)
    page = seat()
    page.goto("/accounts/login/")
    page.get_by_label("メールアドレス").fill("sakura@morino.example")
    page.get_by_role("button", name="6けたの数字を送る").click()
    page.get_by_label("メールの6けたの数字").wait_for()
    told(faults + seen(page))


@pytest.mark.slow
@pytest.mark.browser
def test_axe_finds_nothing_where_devices_and_apps_are_made_known(town, seat):
    page = seat()
    give_device(page)
    sign_in_by_mail(page, "ishizaki@morino.example")
    faults = faults_of(page, reverse("mfa_add_webauthn"))
    add_device(page)
    faults += faults_of(page, reverse("mfa_index"))
    remove = reverse("mfa_remove_webauthn", args=[Authenticator.objects.get().pk])
    page.goto(remove)
    faults += seen(page)
    page.get_by_role("button", name="この端末の顔・指紋・暗証番号で入る").click()
    expect(page).to_have_url(re.compile(remove))
    faults += seen(page)
    faults += faults_of(page, reverse("mfa_activate_totp"))
    secret = page.locator("figcaption .code").inner_text()
    page.get_by_label("アプリの6けたの数字").fill(app_digits(secret))
    page.get_by_role("button", name="設定する").click()
    expect(page.get_by_text("認証アプリを設定しました。")).to_be_visible()
    faults += faults_of(page, reverse("mfa_deactivate_totp"))
    faults += faults_of(page, reverse("mfa_reauthenticate"))
    page = seat()
    begin_by_mail(page, "ishizaki@morino.example")
    page.get_by_label("アプリの数字、または紙のコード").wait_for()
    faults += seen(page)
    told(faults)


@pytest.mark.slow
@pytest.mark.browser
def test_axe_finds_nothing_where_contact_data_are_shown(town, seat):
    signs = laid_out("signs", lambda: signposts(town))
    page = seat(town.worker)
    page.goto(reverse("assembly:reception", args=[signs["TONIGHT"]]))
    page.get_by_role("button", name="連絡先を見る").click()
    faults = seen(page)
    page = seat(town.officer)
    page.goto(reverse("people:by_hand_line", args=[signs["LINE"]]))
    page.get_by_role("button", name="連絡先を見る").click()
    page.get_by_text("000-000-0002").wait_for()
    told(faults + seen(page))
