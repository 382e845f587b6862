"""紙からの転記 with no mouse: twenty cards one after the other; and the same without JavaScript."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESK
from yoriai.assembly.models import Session
from yoriai.voices.models import Statement

pytestmark = [pytest.mark.slow, pytest.mark.browser]

SORTS = ["see", "could", "will"]


@pytest.fixture
def tonight(town) -> Session:
    """The evening that is going on, with blank cards on its tables."""
    return Session.objects.get(state=Session.State.OPEN)


def blanks(session: Session) -> list[Statement]:
    """The cards nobody has typed in, in their order."""
    return list(Statement.objects.filter(about=session, state="blank").order_by("number"))


def tab_to(page: Page, what: str) -> None:
    """Tab until the cursor stands there: everything must be reached so."""
    for _step in range(80):
        if page.evaluate("what => document.activeElement.matches(what)", what):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never came to {what}")


def test_twenty_cards_are_typed_without_a_mouse(town, tonight, seat):
    """The code stands there, the cursor is in the words, Alt+1, 2, 3 choose the sort, Enter keeps the card."""
    before = blanks(tonight)[:20]
    page = seat(town.editor, DESK)
    page.goto(f"/sessions/{tonight.code}/entry/")
    for number, card in enumerate(before):
        expect(page.get_by_label("カードの番号").first).to_have_value(card.code)
        expect(page.get_by_label("書いてあること")).to_be_focused()
        page.keyboard.type(f"声その{number}。")
        page.keyboard.press(f"Alt+{number % 3 + 1}")
        page.keyboard.press("Enter")
        expect(page.get_by_label("ニックネーム")).to_be_focused()
        page.keyboard.type(f"名{number}")
        page.keyboard.press("Enter")
        expect(page.locator("[name=said_as]")).to_be_focused()
        page.keyboard.type("市民・60代")
        page.keyboard.press("Enter")
    expect(page.get_by_text("声その19。")).to_be_visible()
    typed = Statement.objects.filter(pk__in=[card.pk for card in before]).order_by("number")
    assert [(card.title, card.sort, card.by.name, card.said_as) for card in typed] == [
        (f"声その{number}。", SORTS[number % 3], f"名{number}", "市民・60代") for number in range(20)
    ]
    assert {card.typed_by for card in typed} == {town.editor}


def test_a_mistake_is_mended_and_a_card_nobody_can_read_is_given_up_without_a_mouse(town, tonight, seat):
    first, second = blanks(tonight)[:2]
    page = seat(town.editor, DESK)
    page.goto(f"/sessions/{tonight.code}/entry/")
    page.keyboard.type("まちがえた。")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_label("カードの番号").first).to_have_value(second.code)
    page.keyboard.press("Alt+b")
    expect(page.get_by_label("書いてあること")).to_have_value("まちがえた。")
    page.keyboard.press("Control+A")
    page.keyboard.type("なおした。")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("なおした。")).to_be_visible()
    expect(page.get_by_label("カードの番号").first).to_have_value(second.code)
    tab_to(page, "button[value=unreadable]")
    page.keyboard.press("Enter")
    expect(page.get_by_text("読めないもの 1枚")).to_be_visible()
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.title, first.state, second.state) == ("なおした。", "written", "unreadable")


def test_cards_are_typed_without_javascript_and_without_a_mouse(town, tonight, seat):
    """R51: every field and button is reached by Tab, radio buttons by the arrows."""
    before = blanks(tonight)[:3]
    page = seat(town.editor, DESK, java_script_enabled=False)
    page.goto(f"/sessions/{tonight.code}/entry/")
    for number, card in enumerate(before):
        expect(page.get_by_label("カードの番号").first).to_have_value(card.code)
        tab_to(page, "input[name=sort]")
        for _press in range(number + 1):
            page.keyboard.press("ArrowDown")
        tab_to(page, "textarea[name=text]")
        page.keyboard.type(f"声その{number}。")
        tab_to(page, "button[value=write]")
        page.keyboard.press("Enter")
        expect(page.get_by_text(f"声その{number}。")).to_be_visible()
    typed = Statement.objects.filter(pk__in=[card.pk for card in before]).order_by("number")
    assert [card.title for card in typed] == [f"声その{number}。" for number in range(3)]
