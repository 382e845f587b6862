"""The map in a real browser: pins joined and opened by mouse and by keyboard, and the list where there is no JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from yoriai.directory.models import Place
from yoriai.kernel.items.actions import add_item
from yoriai.web.demo.cast import make_cast
from yoriai.web.demo.ground import ground


@pytest.fixture
def town(transactional_db):
    """The ground of 杜野市, and forty places close together."""
    cast = make_cast()
    ground(cast)
    for number in range(40):
        add_item(Place(title=f"小さな場所{number}", by=cast.section, latitude=38.228 + number / 1e4, longitude=140.885))
    return cast


@pytest.mark.slow
@pytest.mark.browser
def test_forty_places_are_one_pin_that_comes_closer_and_a_few_are_cards(town, site, new_context):
    page = new_context(base_url=site).new_page()
    said = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto("/map/")
    many = page.get_by_role("button", name=re.compile("^4[0-9] 件$"))
    expect(many).to_be_visible()
    expect(page.locator(".ward-name")).to_have_count(3)
    many.focus()
    page.keyboard.press("Enter")
    expect(many).not_to_be_visible()
    page.goto("/map/?area=049030")
    page.locator(".pin").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="ここにあるもの")).to_be_focused()
    expect(page.locator("#here .card").first).to_be_visible()
    assert said == []


@pytest.mark.slow
@pytest.mark.browser
def test_whoever_does_not_tell_where_they_are_is_told_what_else_there_is(town, site, new_context):
    page = new_context(base_url=site, permissions=[]).new_page()
    page.goto("/map/")
    page.get_by_role("button", name="いまいる場所から近い順").click()
    expect(page.locator("#map-says")).to_contain_text("町の名前を書いてください")


@pytest.mark.slow
@pytest.mark.browser
def test_the_position_of_a_press_is_rounded_and_the_nearest_come_first(town, site, new_context):
    here = {"latitude": 38.240112, "longitude": 140.957234}
    page = new_context(base_url=site, geolocation=here, permissions=["geolocation"]).new_page()
    page.goto("/map/")
    page.get_by_role("button", name="いまいる場所から近い順").click()
    page.wait_for_url("**/map/?near=38.240%2C140.957")
    expect(page.locator("section .list .card").first).to_contain_text("浜野")


@pytest.mark.slow
@pytest.mark.browser
def test_without_javascript_the_list_is_there_and_no_empty_box(town, site, new_context):
    page = new_context(base_url=site, java_script_enabled=False).new_page()
    page.goto("/map/")
    expect(page.locator("#map")).to_be_hidden()
    expect(page.locator(".list .card")).to_have_count(20)
