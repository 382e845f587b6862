"""The paper evening: no network in the hall until nine, and by ten next morning the かわら版 (R12, R19, R20, R24, R38).

One evening from its question to the stub in somebody's wallet: prepared, printed, typed in by two people at once, summed up,
closed, told, agreed by two, shown everywhere.
"""

import re
from io import BytesIO

import pytest
from django.utils import timezone
from openpyxl import load_workbook
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.journeys.conftest import DESK
from yoriai.assembly.models import Session
from yoriai.people.models import Follow
from yoriai.voices.models import Statement

pytestmark = [pytest.mark.slow, pytest.mark.browser]

QUESTION = "雪の朝、だれが、どこから雪をかく？"
HEADLINE = "雪の朝の10分、まず三けんから"
STACK = 32  # cards each of the two has before them
CODE = re.compile(r"(?<![0-9A-Z])[2-9A-HJ-NP-Z]{6}(?![0-9A-Z])")
WILL = "雪の朝、角のベンチを七時までに掘る"


def pdf_text(page: Page, address: str) -> str:
    """The words of a sheet as whoever prints it gets them, without the blanks of its layout."""
    answer = page.request.get(address)
    assert answer.ok, address
    words = "".join(sheet.extract_text() for sheet in PdfReader(BytesIO(answer.body())).pages)
    return re.sub(r"[\s\u200b]", "", words)


def prepare(page: Page) -> Session:
    """A question, a place and a time; announced; 64 cards with their codes."""
    page.goto("/desk/")
    page.get_by_role("link", name="長町のこれから会議").first.click()
    page.get_by_role("link", name="新しい回を準備する").click()
    page.get_by_label("この回の問い").fill(QUESTION)
    page.get_by_label("日", exact=False).and_(page.locator("[type=date]")).fill(timezone.localdate().isoformat())
    page.locator("[name=begins]").fill("18:30")
    page.locator("[name=ends]").fill("20:30")
    page.locator("[name=place]").fill("長町コミュニティセンター")
    page.get_by_label("雪かき").check()
    page.get_by_role("button", name="準備する").click()
    page.get_by_role("button", name="お知らせする").click()
    page.get_by_role("link", name="印刷").first.click()
    page.get_by_label("カードの枚数").fill(str(2 * STACK))
    page.get_by_role("button", name="カードを作る").click()
    expect(page.get_by_text("カードの番号ができました。")).to_be_visible()
    return Session.objects.get(title=QUESTION)


def stack_of(page: Page) -> list[str]:
    """The codes on the printed cards, in the order of the paper; each stands on the card and on its stub."""
    link = page.get_by_role("link", name="意見カード").get_attribute("href") or ""
    sheets = PdfReader(BytesIO(page.request.get(link).body())).pages
    found = [code for sheet in sheets for code in dict.fromkeys(CODE.findall(sheet.extract_text()))]
    return list(dict.fromkeys(found))


def type_in(benches: list[tuple[Page, list[str]]], paper: dict[str, str]) -> None:
    """Two people, each with half of the stack, at the same time. The screen asks for the code that lies on top."""
    for place in range(STACK):
        for page, codes in benches:
            expect(page.locator("form[data-cards] [name=code]")).to_have_value(codes[place])
            expect(page.locator("form[data-cards] [name=text]")).to_be_focused()
            page.keyboard.type(paper[codes[place]])
            page.keyboard.press("Control+Enter")
    for page, codes in benches:
        expect(page.get_by_text(paper[codes[-1]])).to_be_visible()


def sum_up(page: Page, session: Session, paper: dict[str, str]) -> None:
    """Three cards become できること, and a neighbourhood says what it will do."""
    page.goto(f"/sessions/{session.code}/desk/")
    page.get_by_role("button", name="まとめに入る").click()
    page.get_by_role("link", name="まとめ", exact=True).first.click()
    for words in list(paper.values())[:3]:
        page.get_by_label(words).check()
    page.get_by_label("ひとことで言うと").fill("角のベンチを、雪の朝の待ち合わせにする")
    page.get_by_role("button", name="選んだカードをまとめる").click()
    page.get_by_role("link", name="角のベンチを、雪の朝の待ち合わせにする").click()
    page.get_by_role("link", name="やることにする").click()
    page.locator("[name=title]").fill(WILL)
    page.locator("[name=name]").fill("長町北町内会")
    page.get_by_role("button", name="やることに加える").click()
    expect(page.get_by_text(f"「{WILL}」を、やることに加えました。")).to_be_visible()


def close(page: Page, session: Session) -> None:
    """Numbers from the sign-in sheet, and the next step."""
    page.goto(f"/sessions/{session.code}/desk/headcounts/")
    page.get_by_label("町内会・自治会：人数").fill("22")
    page.get_by_label("町内会・自治会：はじめての人数").fill("9")
    page.get_by_role("button", name="保存する").click()
    page.goto(f"/sessions/{session.code}/closing/")
    page.get_by_label("次の一歩").fill("一か月後に、雪の朝のことを話す。")
    page.get_by_label("日どりがまだ決まらないわけ").fill("集会所の空きを見てから決めます。")
    page.get_by_role("button", name="閉会する").click()
    expect(page.get_by_text("閉会しました。")).to_be_visible()


def write(page: Page) -> None:
    """One text for every outlet."""
    page.goto("/desk/")
    page.locator("li").filter(has_text=QUESTION).get_by_role("link", name="結果を書く").click()
    page.get_by_role("button", name="書きはじめる").click()
    page.get_by_label("見出し").fill(HEADLINE)
    page.get_by_label("この回をひとことで").fill("雪の朝は声をかけ合う朝。角のベンチから始めます。")
    page.get_by_label("本文").fill("六十四枚のカードは、ほとんどが「声」の話でした。")
    page.get_by_role("button", name="すべて保存する").click()
    expect(page.get_by_text("足りないものはありません。")).to_be_visible()


def agree(page: Page, session: Session) -> None:
    """One's own key for exactly this text."""
    page.goto(f"/sessions/{session.code}/result/keys/")
    expect(page.get_by_role("heading", name=HEADLINE)).to_be_visible()
    page.get_by_role("button", name="読んで、確かめました").click()


def test_from_the_question_to_the_stub(town, seat, worker_round):
    # The association's chairman hears of everything in the ward; he has no mail.
    Follow.objects.create(actor=town.head, area=town.ward)
    # In the afternoon, with a network.
    facilitator = seat(town.facilitator, DESK)
    session = prepare(facilitator)
    codes = stack_of(facilitator)
    cards = Statement.objects.filter(about=session)
    assert sorted(codes) == sorted(cards.values_list("code", flat=True))
    paper = {code: f"雪の朝の声その{number}。" for number, code in enumerate(codes, 1)}
    # From half past six to nine there is none, and nothing is missed.
    facilitator.evaluate("navigator.serviceWorker.ready.then(() => 1)")
    facilitator.context.set_offline(True)
    facilitator.goto("/desk/")
    expect(facilitator.get_by_text("いま、つながっていません")).to_be_visible()
    facilitator.context.set_offline(False)
    # Nine o'clock: two people, one stack each.
    facilitator.goto(f"/sessions/{session.code}/desk/")
    facilitator.get_by_role("button", name="開会する").click()
    officer = seat(town.officer, DESK)
    facilitator.goto(f"/sessions/{session.code}/entry/")
    officer.goto(f"/sessions/{session.code}/entry/?card={codes[STACK]}")
    type_in([(facilitator, codes[:STACK]), (officer, codes[STACK:])], paper)
    assert {card.code: card.title for card in cards.filter(state="written")} == paper
    assert {card.typed_by for card in cards} == {town.facilitator, town.officer}
    sum_up(facilitator, session, paper)
    close(facilitator, session)
    write(facilitator)
    # Two keys by two people, one of each side.
    agree(facilitator, session)
    expect(facilitator.get_by_text("もう一方の側に、確かめるようお願いしました。")).to_be_visible()
    agree(officer, session)
    expect(officer.get_by_text("二人で確かめました。公開できます。")).to_be_visible()
    officer.get_by_role("button", name="公開する").click()
    expect(officer.get_by_text("か所に出しました。")).to_be_visible()
    worker_round()
    told_everywhere(seat(size=DESK), session)
    called_by_hand(officer, session)
    kept_in_the_wallet(seat(), codes[0], paper[codes[0]])


def told_everywhere(reader: Page, session: Session) -> None:
    """The page, the feed, the newsletter, the proceedings, the radio: one text."""
    reader.goto(f"/sessions/{session.code}/")
    reader.get_by_role("link", name="結果を読む").click()
    expect(reader.get_by_role("heading", level=1)).to_have_text(HEADLINE)
    expect(reader.get_by_text(WILL).first).to_be_visible()
    page, feed = reader.url, reader.request.get("/feed.atom").text()
    assert HEADLINE in feed
    assert page.removesuffix("/").rpartition("/")[2] in feed
    for name in ("kawaraban.pdf", "minutes.pdf", "radio.pdf"):
        words = pdf_text(reader, page + name)
        assert WILL in words, name
    assert HEADLINE in pdf_text(reader, page + "kawaraban.pdf")
    assert reader.request.get(page + "kawaraban.docx").ok


def called_by_hand(officer: Page, session: Session) -> None:
    """Whoever has no mail stands on the list with a telephone number; the sheet is there for Excel."""
    officer.goto(f"/sessions/{session.code}/result/calls/")
    expect(officer.get_by_text("髙橋 勇").first).to_be_visible()
    with officer.expect_download() as file:
        officer.get_by_role("button", name="Excel").click()
    rows = load_workbook(BytesIO(file.value.path().read_bytes())).active.iter_rows(values_only=True)
    assert any("髙橋 勇" in map(str, row) and "000-000-0002" in map(str, row) for row in rows)


def kept_in_the_wallet(phone: Page, code: str, words: str) -> None:
    """The stub somebody took home shows what became of their own card."""
    phone.goto("/c/")
    phone.get_by_label("半券の番号").fill(code.lower())
    phone.get_by_role("button", name="見る").click()
    expect(phone.get_by_text(words).first).to_be_visible()
    story = phone.get_by_role("list", name="このカードから、その後まで")
    for step in ("角のベンチを、雪の朝の待ち合わせにする", WILL, HEADLINE):
        expect(story.get_by_role("link", name=step).first).to_be_visible()
