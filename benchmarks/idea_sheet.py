"""「10 minutes on a phone」: what an idea sheet (F1) asks of whoever fills it in on a telephone, and how long that takes.

    YORIAI_DATA=… python -m benchmarks.idea_sheet

In a database of its own, filled with the demo on the first run. Chromium at 390 × 844 opens the sheet of every scheme that takes ideas,
fills it in as the demo's own sheets are filled, by taps, and sends it. Counted: questions that must and that may be answered, signs
that are typed, taps, screens of scrolling. Minutes: reckoned, not measured. Typing speed is an ASSUMPTION, stated in the row:
finished signs (kanji and kana) a minute, with conversion and mistakes; 35 for somebody slow with one finger, 70 for somebody practised.
Three seconds a tap, four a screen to read. Thinking is not in it.
"""

import os
import statistics
from dataclasses import dataclass

import django

django.setup()
# Playwright's loop runs in this thread; nothing awaits the database here.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402
from playwright.sync_api import Locator, Page, sync_playwright  # noqa: E402

from benchmarks.proposals import client_of  # noqa: E402
from benchmarks.serving import serving  # noqa: E402
from tests.chromium import chromium  # noqa: E402
from yoriai.kernel.actors.models import Actor  # noqa: E402
from yoriai.proposals.models import Proposal, Scheme  # noqa: E402
from yoriai.web.demo.cast import make_cast  # noqa: E402
from yoriai.web.demo.fill import fill  # noqa: E402

PORT = 8781
SLOW, PRACTISED = 35, 70  # signs a minute: assumed
A_TAP, A_SCREEN = 3, 4  # seconds: assumed
TEN = 10
PHONE = {"width": 390, "height": 844}
FORM = "main form.form[action*='/idea/']:not([enctype])"
BOXES = f"{FORM} :is(input, textarea, select)[name]:not([type=hidden])"


@dataclass
class Counted:
    """One sheet, as it was filled in."""

    scheme: str
    must: int
    may: int
    signs: int
    taps: int
    screens: float
    most: int

    def minutes(self, speed: int, signs: int | None = None) -> float:
        """Typing at this speed, tapping, and reading once from top to bottom."""
        typed = (self.signs if signs is None else signs) / speed * 60
        return (typed + self.taps * A_TAP + self.screens * A_SCREEN) / 60

    @property
    def row(self) -> str:
        """One row of the table."""
        slow, practised, brim = self.minutes(SLOW), self.minutes(PRACTISED), self.minutes(SLOW, self.most)
        fits = int((TEN - self.minutes(SLOW, 0)) * SLOW)
        return (
            f"| {self.scheme} | {self.must} | {self.may} | {self.signs} | {self.taps} | {self.screens:.1f} | {practised:.1f} "
            f"| {slow:.1f} | {fits} | {self.most} signs: {brim:.0f} |"
        )


def said_in(scheme: Scheme) -> dict[str, str]:
    """A sheet as the demo fills one of this scheme in: of all it has, the one of middle length."""
    keys = scheme.the_plan.form("F1").fields  # type: ignore[union-attr]
    sheets = []
    # Not those sent by this script or by a visitor: a form leaves its key.
    for proposal in Proposal.objects.filter(scheme=scheme, once=None).order_by("pk"):
        texts = {key: text for key, text in proposal.answers.values_list("key", "text") if key in keys and text}
        sheets.append(texts | {"title": proposal.title})
    sheets.sort(key=lambda texts: sum(map(len, texts.values())))
    return sheets[len(sheets) // 2] if sheets else {}


def boxes(page: Page) -> dict[str, Locator]:
    """What the form shows without anything being unfolded, by name."""
    names = page.locator(BOXES).evaluate_all("all => all.filter(one => one.checkVisibility()).map(one => one.name)")
    return {name: page.locator(f"{BOXES}[name='{name}']") for name in dict.fromkeys(names)}


def fill_in(page: Page, said: dict[str, str]) -> tuple[int, int]:
    """Everything that was said, each by a tap into its box; a choice that is asked for, by tapping. (signs, taps)."""
    signs = taps = 0
    for name, box in boxes(page).items():
        sort = box.first.evaluate("one => one.type")
        if name in said:
            box.first.tap()
            box.first.fill(said[name])
            signs, taps = signs + len(said[name]), taps + 1
        elif name == "hat" and box.count() > 1:
            box.last.check()  # for a group; it stands on oneself
            taps += 1
        elif sort == "select-one" and box.first.evaluate("one => one.required && !one.value"):
            box.first.select_option(index=1)
            taps += 2
    return signs, taps


def sheet_of(page: Page, scheme: Scheme) -> Counted:
    """Open it from the scheme's page, fill it in, send it."""
    said, plan = said_in(scheme), scheme.the_plan
    page.goto(scheme.get_absolute_url())
    page.locator(f"main a[href^='/schemes/{scheme.code}/idea/']").first.tap()
    page.wait_for_url("**/idea/**")
    shown = boxes(page)
    must, may = (page.locator(f"{FORM} .{mark}:visible").count() for mark in ("must", "may"))
    high = page.evaluate("document.documentElement.scrollHeight")
    signs, taps = fill_in(page, said)
    page.get_by_role("button", name="アイデアを送る").tap()
    page.wait_for_url("**/proposals/**")
    brim = sum(field.most for field in plan.fields if field.key in plan.form("F1").fields and field.key in shown)  # type: ignore[union-attr]
    return Counted(scheme.title, must, may, signs, taps + 2, high / PHONE["height"], brim)


def measure(person: Actor) -> list[Counted]:
    """Every scheme that takes ideas now."""
    ticket = client_of(person).cookies[settings.SESSION_COOKIE_NAME].value
    site, found = f"http://127.0.0.1:{PORT}", []
    with sync_playwright() as machine:
        browser = machine.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
        context = browser.new_context(base_url=site, viewport=PHONE, locale="ja-JP", has_touch=True, is_mobile=True)
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": ticket, "url": site}])
        page = context.new_page()
        for scheme in Scheme.objects.filter(state=Scheme.State.OPEN).order_by("pk"):
            if scheme.takes_ideas(timezone.now()):
                found.append(sheet_of(page, scheme))
        browser.close()
    return found


def main() -> None:
    """Fill, serve, measure."""
    fill()
    cast = make_cast()
    lengths = sorted(sum(map(len, said_in(scheme).values())) for scheme in Scheme.objects.all() if said_in(scheme))
    connection.close()
    with serving(PORT, "--workers", "1"):
        rows = measure(cast.worker)
    print(
        f"sheets of the demo: {lengths} signs, middle {statistics.median(lengths):.0f}; typing speed is assumed, not measured"
    )
    speeds = f"min at {PRACTISED}/min | min at {SLOW}/min | fit into {TEN} min at {SLOW}/min | to the brim, min at {SLOW}/min"
    print(f"| sheet of | must | may | signs | taps | screens | {speeds} |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    for row in rows:
        print(row.row)


if __name__ == "__main__":
    main()
