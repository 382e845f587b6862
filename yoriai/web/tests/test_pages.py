import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from yoriai.directory.models import Place
from yoriai.kernel.items.actions import add_item, save_item
from yoriai.kernel.models import Visibility
from yoriai.web.actions import count_items


def many(cast, number, **facts):
    return [
        add_item(Place(title=f"集会所 {n}", by=cast.office, **facts), themes=[cast.themes[0]], areas=[cast.towns[0]])
        for n in range(number)
    ]


def words_of(client, address):
    """The page as text, without the marks where a line may break."""
    return client.get(address).content.decode().replace("<wbr>", "")


def pages(cast):
    return [
        "/",
        "/themes/",
        f"/themes/{cast.themes[0].code}/",
        "/areas/",
        f"/areas/{cast.ward.code}/",
        "/items/",
        "/search/?q=集会所",
    ]


def test_every_front_page_answers_when_the_city_is_empty(cast, client):
    for address in pages(cast):
        assert client.get(address).status_code == 200, address


@pytest.mark.parametrize("number", range(7))
def test_a_page_asks_as_often_with_one_thing_as_with_fifty(cast, client, settings, number):
    settings.CACHES = {name: {"BACKEND": "django.core.cache.backends.dummy.DummyCache"} for name in settings.CACHES}
    address = pages(cast)[number]
    counted = []
    for more in (1, 2, 47):
        many(cast, more)
        count_items()
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        counted.append(len(queries))
    assert counted[0] == counted[1] == counted[2]
    assert counted[0] <= 12


def test_what_is_meant_for_a_team_stands_on_no_front_page(cast, client):
    many(cast, 1, visibility=Visibility.AUDIENCE)
    count_items()
    for address in pages(cast):
        assert "集会所 0" not in words_of(client, address), address


def test_a_stranger_gets_the_kept_page_and_whoever_wrote_gets_the_new_one(cast, client):
    thing = many(cast, 1)[0]
    assert "集会所 0" in words_of(client, "/items/")
    thing.title = "新しい名前"
    save_item(thing, "title")
    assert "新しい名前" not in words_of(client, "/items/")
    client.cookies["fresh"] = "1"
    assert "新しい名前" in words_of(client, "/items/")


def test_a_kept_page_carries_no_cookie_and_no_token(cast, client):
    for address in pages(cast):
        response = client.get(address)
        assert not response.cookies, address
        assert b"csrfmiddlewaretoken" not in response.content, address


def test_two_languages_and_furigana_are_different_pages(cast, client):
    japanese = client.get("/themes/").content
    client.cookies["django_language"] = "en"
    assert client.get("/themes/").content != japanese
    client.cookies.clear()
    assert client.get("/themes/").content == japanese


def test_the_address_of_a_thing_by_its_code_leads_to_its_page(cast, client):
    thing = many(cast, 1)[0]
    assert client.get(f"/items/{thing.code}/").headers["Location"] == f"/places/{thing.code}/"
    assert client.get(f"/places/{thing.code}/").status_code == 200
    hidden = many(cast, 1, visibility=Visibility.AUDIENCE)[0]
    for address in (
        f"/items/{hidden.code}/",
        f"/places/{hidden.code}/",
        f"/items/{hidden.code}/story/",
        "/items/ZZZZZ9/",
    ):
        assert client.get(address).status_code == 404, address


def test_older_and_newer_walk_the_whole_list_once(cast, client):
    many(cast, 45)
    seen, address = [], "/items/?kind=place"
    while address:
        response = client.get(address)
        page = response.context["page"]
        seen += [row.pk for row in page.rows]
        address = "/items/" + page.older if page.older else ""
    assert len(seen) == 45
    assert seen == sorted(seen, reverse=True)


@pytest.mark.parametrize(
    "query", ["page=0", "page=99999999999", "page=x", "kind=nothing", "theme=%00", "area='", "q=%00", "q=" + "あ" * 500]
)
def test_a_broken_address_is_a_search_like_any_other(cast, client, query):
    assert client.get(f"/search/?q=集会所&{query}").status_code == 200


def test_a_search_gives_back_what_was_typed_as_text(cast, client):
    page = client.get("/search/", {"q": "<svg onload=alert(1)>"}).content.decode()
    assert "<svg onload" not in page
    assert "&lt;svg onload=alert(1)&gt;" in page


def test_ready_says_what_is_missing(cast, client):
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json() == {"database": True, "migrations": True, "worker": False}
    assert client.get("/healthz").content == b"ok\n"


def test_ready_tells_of_a_scanner_that_does_not_answer_where_one_is_set(cast, client, settings):
    settings.CLAMD = "unix:/nowhere/clamd.ctl"
    assert client.get("/readyz").json()["scanner"] is False
