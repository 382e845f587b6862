"""The bar and the foot are kept for all who read in the same way: nothing of one reader or page may stand on another's."""

import re

import pytest
from django.utils.html import escape

from yoriai.kernel.city.actions import put_city


def bar_of(response) -> str:
    page = response.content.decode()
    return page[page.index('<header class="bar') : page.index("</header>")]


def nexts(response) -> set[str]:
    """Where the switches lead back to."""
    return set(re.findall(r'name="next" value="([^"]*)"', bar_of(response)))


def current(response) -> list[str]:
    """The links of the bar that say they are this page."""
    return re.findall(r'href="([^"]*)" aria-current="page"', bar_of(response))


@pytest.fixture
def resident(cast, client_of):
    return client_of(cast.resident)


def test_the_switches_lead_back_to_the_page_they_stand_on(cast, resident):
    for _again in range(2):
        for address in ("/items/", "/themes/?a=1&amp;b=2", "/display/"):
            assert nexts(resident.get(address.replace("&amp;", "&"))) == {address}


def test_a_link_of_the_bar_says_so_on_its_own_page_and_nowhere_else(cast, resident):
    for address, link in (
        ("/items/", ["/items/"]),
        ("/themes/", ["/themes/"]),
        ("/display/", []),
        ("/items/", ["/items/"]),
    ):
        assert current(resident.get(address)) == link


def test_what_was_searched_for_stands_in_the_bar_of_that_page_only(cast, resident):
    assert 'value="防災"' in bar_of(resident.get("/search/?q=防災"))
    assert "防災" not in bar_of(resident.get("/search/?q=協働"))
    assert 'name="q" value=""' in bar_of(resident.get("/items/"))


@pytest.mark.parametrize("typed", ['"><script>', "\ue000address\ue001", "\ue000words\ue001", "&amp;", "'"])
def test_no_words_and_no_address_break_out_of_the_bar(cast, resident, typed):
    response = resident.get("/search/", {"q": typed})
    page = bar_of(response)
    assert "<script>" not in page
    (shown,) = re.findall(r'name="q" value="([^"]*)"', page)
    assert shown == escape(typed)
    (back,) = nexts(response)
    assert back.startswith("/search/?q=") and not {"<", "\ue000", "'"} & set(back)


def test_a_stranger_a_resident_and_somebody_with_a_desk_have_bars_of_their_own(cast, client, client_of):
    for _again in range(2):
        strange, own, desk = (
            bar_of(reader.get("/display/")) for reader in (client, client_of(cast.resident), client_of(cast.officer))
        )
        assert "/accounts/login/" in strange and "/my/" not in strange and "/desk/" not in strange
        assert "/my/" in own and "/accounts/login/" not in own and "/desk/" not in own
        assert "/my/" in desk and "/desk/" in desk


def test_every_way_of_reading_has_a_bar_of_its_own(cast, resident):
    plain = bar_of(resident.get("/display/"))
    resident.cookies["size"] = "large"
    large = bar_of(resident.get("/display/"))
    del resident.cookies["size"]
    resident.cookies["django_language"] = "en"
    english = bar_of(resident.get("/display/"))
    assert len({plain, large, english}) == 3
    assert 'value="large" aria-pressed="true"' in large and 'value="large" aria-pressed="false"' in plain


def test_what_the_city_changes_is_in_the_bar_and_the_foot_at_once(cast, resident):
    assert "000-000-7777" not in resident.get("/items/").content.decode()
    put_city(name="桜川市", phone="000-000-7777")
    page = resident.get("/items/").content.decode()
    assert "桜川市" in page and "000-000-7777" in page
