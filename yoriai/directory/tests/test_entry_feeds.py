"""更新情報 of entries: valid Atom of what is shown now, by theme, area, organisation and kind."""

import datetime as dt
from xml.etree import ElementTree

import pytest

from yoriai.directory.actions import add_entry, add_page, end_entry, show_entry
from yoriai.directory.models import Activity, Need

ATOM = "{http://www.w3.org/2005/Atom}"


def read(client, address="/entries.atom"):
    answer = client.get(address)
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(answer.content)


def titles(client, address="/entries.atom"):
    return [entry.findtext(f"{ATOM}title") for entry in read(client, address).findall(f"{ATOM}entry")]


@pytest.fixture
def told(cast):
    """A need of the NPO, an activity of the resident, a draft, something that ended."""
    by = cast.who(cast.worker, cast.npo)
    show_entry(add_entry(Need(), by=by, title="雪かき", themes=[cast.themes[0]], areas=[cast.ward]), by=by)
    mine = cast.who(cast.resident)
    show_entry(
        add_entry(Activity(), by=mine, title="朝ごはん", summary="<b>毎週</b>土曜", themes=[cast.themes[1]]), by=mine
    )
    add_entry(Need(), by=by, title="下書き", themes=[cast.themes[0]], areas=[cast.ward])
    end_entry(show_entry(add_entry(Need(), by=by, title="終わった", themes=[cast.themes[0]]), by=by), by=by)
    return cast


def test_it_holds_what_is_shown_now_the_newest_first(told, client):
    assert titles(client) == ["朝ごはん", "雪かき"]


def test_by_theme_area_organisation_and_kind(told, client):
    cast = told
    assert titles(client, f"/themes/{cast.themes[0].code}/entries.atom") == ["雪かき"]
    assert titles(client, f"/areas/{cast.ward.code}/entries.atom") == ["雪かき"]
    assert titles(client, f"/who/{cast.npo.pk}/entries.atom") == ["雪かき"]
    assert titles(client, "/entries/activity.atom") == ["朝ごはん"]
    for nothing in ("/entries/statement.atom", "/themes/nowhere/entries.atom", "/who/99999/entries.atom"):
        assert client.get(nothing).status_code == 404


def test_it_is_valid_and_its_ids_stay(told, client):
    feed = read(client)
    for name in ("id", "title", "updated"):
        assert feed.findtext(f"{ATOM}{name}")
    ids = [entry.findtext(f"{ATOM}id") for entry in feed.findall(f"{ATOM}entry")]
    assert all(each.startswith("urn:uuid:") for each in ids)
    assert ids == [entry.findtext(f"{ATOM}id") for entry in read(client, "/entries.atom?again").findall(f"{ATOM}entry")]
    assert all(dt.datetime.fromisoformat(e.findtext(f"{ATOM}updated")).tzinfo for e in feed.findall(f"{ATOM}entry"))


def test_markup_in_a_summary_stays_text(told, client):
    assert read(client).find(f"{ATOM}entry").findtext(f"{ATOM}summary") == "&lt;b&gt;毎週&lt;/b&gt;土曜"


def test_the_pages_name_their_feeds(told, client):
    cast = told
    page = add_page(cast.company, by=cast.who(cast.salesman, cast.company))
    show_entry(page, by=cast.who(cast.salesman, cast.company))
    for address, feed in (
        ("/items/", "/entries.atom"),
        ("/cases/", "/entries/case.atom"),
        ("/needs/", "/entries/need.atom"),
        (f"/themes/{cast.themes[0].code}/", f"/themes/{cast.themes[0].code}/entries.atom"),
        (f"/areas/{cast.ward.code}/", f"/areas/{cast.ward.code}/entries.atom"),
        (page.get_absolute_url(), f"/who/{cast.company.pk}/entries.atom"),
    ):
        assert f'href="{feed}"' in client.get(address).content.decode()


@pytest.mark.parametrize("number", [1, 3, 50])
def test_the_same_queries_however_much_is_told(cast, client, number, django_assert_num_queries):
    by = cast.who(cast.worker, cast.npo)
    for each in range(number):
        show_entry(add_entry(Activity(), by=by, title=str(each), themes=[cast.themes[0]]), by=by)
    with django_assert_num_queries(2):
        client.get("/entries.atom")
