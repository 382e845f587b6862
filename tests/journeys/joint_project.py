"""What the year of a joint project shares: each person's own browser on its pages, a step taken, what an outsider finds."""

import datetime as dt
import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

from django.utils import timezone
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.journeys.conftest import DESK, PHONE
from yoriai.proposals import actions
from yoriai.proposals.models import Proposal, Scheme
from yoriai.proposals.tests.walk import ANSWERS, Walk

GROUP, SECTION, OFFICE = "提案した団体", "担当課", "事務局"
THEME = "冬の歩道を、みんなで"
TITLE = "坂の上まで、雪の朝の当番"
# In words of its own: the demo tells of a project like it.
SAID = {key: f"坂の上では、{text}" for key, text in ANSWERS["F2"].items()} | {"title": TITLE}
IDEA = ANSWERS["F1"] | {"idea": "坂の上の高校生と町内会で、朝の雪をかきます。"}
# What nobody but those on its sides reads before it is adopted.
INSIDE = {*SAID.values(), *ANSWERS["F5"].values(), IDEA["contact"], IDEA["idea"]}


def put(page: Page, **said: Any) -> None:
    """Fill what the form on the page asks, by the names of its boxes: words, one of several, a tick."""
    for name, value in said.items():
        box = page.locator(f"main [name='{name}']:not([type=hidden])")
        sort = box.first.evaluate("box => box.type")
        if sort == "radio":
            box.and_(page.locator(f"[value='{value}']")).check()
        elif sort == "checkbox":
            box.set_checked(value)
        elif sort == "select-one":
            box.select_option(label=value)
        else:
            box.fill(value)


def press(page: Page, words: str) -> None:
    """A button of the page's own part."""
    page.get_by_role("main").get_by_role("button", name=words, exact=True).first.click()


def follow(page: Page, words: str) -> None:
    """A link of the page's own part."""
    page.get_by_role("main").get_by_role("link", name=words, exact=True).first.click()


def told(page: Page, words: str) -> None:
    """The page says so."""
    expect(page.get_by_text(words).first).to_be_visible()


def plain(text: str) -> str:
    """Without the blanks of a layout."""
    return re.sub(r"[\s\u200b]", "", text)


def bare(page: str) -> str:
    """The words of a page without its marks and readings."""
    return plain(re.sub(r"<rt>.*?</rt>|<[^>]+>", "", page))


def paper(page: Page, address: str) -> str:
    """The words of a sheet as whoever prints it gets them."""
    answer = page.request.get(address)
    assert answer.ok, address
    return plain("".join(sheet.extract_text() for sheet in PdfReader(BytesIO(answer.body())).pages))


class OnItsPages(Walk):
    """The scheme, with the theme set by the section on its own page before it opens."""

    def __init__(self, town: Any, set_theme: Callable[[Scheme], None]) -> None:
        self.set_theme = set_theme
        super().__init__(town, whole=True)

    def _ready(self) -> Scheme:
        scheme = actions.draw_up(self.plan, by=self.office)
        self.set_theme(scheme)
        return scheme


class Year:
    """One project through its year. `worker`, `student`, `section`, `office`, `member`, `outsider`: the browser of each."""

    def __init__(self, town: Any, seat: Any) -> None:
        self.town = town
        self.worker = seat(town.worker, DESK)
        self.student = seat(town.student, PHONE)
        self.section = seat(town.ward_officer, DESK)
        self.office = seat(town.officer, DESK)
        self.outsider = seat(town.outsider, DESK)
        self.code = ""
        for page in (self.worker, self.student, self.section, self.office, self.outsider):
            page.set_default_timeout(20_000)
        self.walk = OnItsPages(town, self.theme_sheet)

    def theme_sheet(self, scheme: Scheme) -> None:
        """The office asks the section for a theme; the section writes its sheet and shows it."""
        self.office.goto(f"/schemes/{scheme.code}/desk/themes/")
        self.office.get_by_label(self.town.ward_office.name, exact=True).check()
        put(self.office, due=(timezone.localdate() + dt.timedelta(days=9)).isoformat())
        press(self.office, "お願いする")
        self.section.goto(f"/schemes/{scheme.code}/themes/asked/")
        self.section.locator("main a[href$='/themes/new/']").click()
        put(self.section, section=self.town.ward_office.name, title=THEME, background="歩道の除雪が追いつかない")
        put(self.section, wanted="地域の力を生かす提案", city_can="道具を貸す")
        press(self.section, "下書きとして保存する")
        press(self.section, "公開する")
        told(self.section, THEME)
        assert scheme.set_themes.get().state == "shown"

    @property
    def proposal(self) -> Proposal:
        """As it stands now."""
        return Proposal.objects.select_related("scheme", "by").get(code=self.code)

    def at(self, rest: str = "") -> str:
        """A page of it."""
        return f"/proposals/{self.code}/{rest}"

    def step(self, page: Page, words: str, **said: Any) -> None:
        """The button on its page, the page of the step, what it asks, the button there."""
        page.goto(self.at())
        follow(page, words)
        put(page, **said)
        press(page, words)
        told(page, "手続きが済みました。")

    def brings(self, page: Page, *kinds: str) -> None:
        """Papers of the group, one after the other."""
        page.goto(self.at("papers/"))
        for kind in kinds:
            page.locator(f"[name=kind][value={kind}]").check()
            file = {"name": f"{kind}.pdf", "mimeType": "application/pdf", "buffer": f"%PDF-1.4 {kind}".encode()}
            page.locator("[name=file]").set_input_files(file)  # type: ignore[arg-type]
            press(page, "この書類を加える")
            told(page, f"{kind}.pdf")

    def asked(self, page: Page, what: str) -> None:
        """What waits for this person stands on their own page; from there to where it is answered."""
        page.goto("/my/")
        card = page.get_by_role("article").filter(has_text=what).filter(has_text=self.proposal.title)
        card.get_by_role("link").first.click()
        follow(page, "答えるページへ")

    def stands(self, state: str, turn: str, *, until: bool = True) -> None:
        """The group's page says where it is, whose turn it is and until when."""
        self.worker.goto(self.at())
        expect(self.worker.locator("main .kind", has_text=state).first).to_be_visible()
        now = self.worker.get_by_role("region", name="いま、どこまで来たか")
        expect(now).to_contain_text(f"いまは、{turn}の番です。")
        due = self.proposal.due
        assert (due is not None) == until, due
        if due is not None:
            expect(now.locator(f"time[datetime='{due.isoformat()}']")).to_be_visible()

    def nothing_outside(self) -> None:
        """For an outsider there is no such page, and nowhere a word of it."""
        for rest in ("", "history/", "sheets/F2/", "talks/", "scores/"):
            assert self.outsider.request.get(self.at(rest)).status == 404, rest
        self.no_word_of_it(but=())

    def only_the_list(self) -> None:
        """After the list: number, name and class, and not who."""
        self.outsider.goto(self.at())
        told(self.outsider, "受付番号 1")
        told(self.outsider, "テーマ設定型")
        told(self.outsider, "中身は団体のものです。")
        expect(self.outsider.get_by_text(self.town.npo.name)).to_have_count(0)
        self.no_word_of_it(but=(TITLE,))

    def no_word_of_it(self, *, but: tuple[str, ...]) -> None:
        """In no place where everybody looks."""
        scheme = self.proposal.scheme
        for place in (self.at(), "/proposals/", f"/schemes/{scheme.code}/", "/search/?q=坂の上", "/feed.atom"):
            text = bare(self.outsider.request.get(place).text())
            for hidden in INSIDE - set(but):
                assert plain(hidden) not in text, (place, hidden)
