"""Pieces of pages that are kept: never stale for whoever comes next, never the same for readers who may see different things."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from yoriai.assembly import actions
from yoriai.assembly.tests.evening import a_session, cards, team
from yoriai.kernel.items.actions import save_item
from yoriai.kernel.models import Item, Visibility
from yoriai.kernel.moderation.actions import hide, lift
from yoriai.voices.actions import comment


@pytest.fixture
def point(cast):
    """A できること made of two cards, with a やること that came of it."""
    session = a_session(cast)
    two = cards(cast, session, "新聞受けでわかる", "雪の朝に声をかける")
    made = actions.add_point(session, "could", "配達の人とつながる", two, by=team(cast))
    due = timezone.localdate() + dt.timedelta(days=9)
    actions.add_commitment(session, "団地を回る", by=team(cast), due=due, owner=cast.company, points=[made])
    return made


@pytest.fixture
def words(client_of):
    """What a signed-in person reads at an address, whoever read it before them."""

    def read(person, address: str) -> str:
        response = client_of(person).get(address)
        assert response.status_code == 200, (address, response.status_code)
        return response.content.decode().replace("<wbr>", "")

    return read


def test_a_changed_thing_is_changed_in_every_thread_at_once(cast, point, words):
    card = point.links_in.first().source
    addresses = (f"/points/{point.code}/", f"/c/{card.code}/")
    assert all("団地を回る" in words(cast.resident, address) for address in addresses)
    will = Item.objects.get(title="団地を回る")
    will.title = "団地を三回まわる"
    save_item(will, "title")
    for address in addresses:
        page = words(cast.resident, address)
        assert "団地を三回まわる" in page and "団地を回る" not in page, address


def test_what_is_made_invisible_leaves_every_thread_at_once_and_comes_back(cast, point, words):
    address = f"/points/{point.code}/"
    assert "雪の朝に声をかける" in words(cast.resident, address)
    card = Item.objects.get(title="雪の朝に声をかける")
    hidden = hide(card, by=cast.who(cast.officer), reason="abuse", text="人を傷つけることば")
    assert "雪の朝に声をかける" not in words(cast.resident, address)
    lift(hidden, by=cast.who(cast.officer))
    assert "雪の朝に声をかける" in words(cast.resident, address)


def test_one_reader_never_gets_the_thread_kept_for_another(cast, point, words):
    address = f"/points/{point.code}/"
    Item.objects.filter(title="団地を回る").update(visibility=Visibility.AUDIENCE)
    assert "団地を回る" in words(cast.salesman, address)  # the company's own
    assert "団地を回る" not in words(cast.outsider, address)
    assert "団地を回る" in words(cast.salesman, address)


def test_the_thread_is_kept_in_each_language_and_with_furigana_apart(cast, point, client_of):
    address = f"/points/{point.code}/"
    reader = client_of(cast.resident)
    japanese = reader.get(address).content.decode()
    reader.cookies["furigana"] = "on"
    assert "<rt>" not in japanese and "<rt>" in reader.get(address).content.decode()
    del reader.cookies["furigana"]
    reader.cookies["django_language"] = "en"
    assert "this page" in reader.get(address).content.decode() and "this page" not in japanese


def test_the_thing_itself_is_marked_in_its_own_thread_only(cast, point, words):
    card = point.links_in.earliest("pk").source
    mine, theirs = words(cast.resident, f"/points/{point.code}/"), words(cast.resident, f"/c/{card.code}/")
    for page, here, elsewhere in ((mine, point, f"/c/{card.code}/"), (theirs, card, f"/points/{point.code}/")):
        thread = page[page.index('<ol class="thread"') : page.index("</ol>", page.index('<ol class="thread"'))]
        assert thread.count('aria-current="page"') == 1
        assert here.get_absolute_url() not in thread and elsewhere in thread


def test_comments_are_there_for_everybody_as_soon_as_they_are_written_or_made_invisible(cast, point, words):
    address = f"/points/{point.code}/"
    first = comment(point, "よい考えですね", by=cast.who(cast.student))
    assert first.text in words(cast.resident, address)
    second = comment(point, "電話は000-000-0009", by=cast.who(cast.student))
    assert second.text in words(cast.resident, address)
    hide(point.item, by=cast.who(cast.officer), reason="personal", text="電話番号", part=f"comment:{second.pk}")
    page = words(cast.resident, address)
    assert first.text in page and second.text not in page


def test_a_session_shows_a_new_point_and_a_joined_card_at_once(cast, point, words):
    address = f"/sessions/{point.session.code}/"
    assert "カード2枚から" in words(cast.resident, address)
    third = cards(cast, point.session, "回覧板に一言")[0]
    actions.join_cards(point, [third], by=team(cast))
    actions.add_point(point.session, "see", "朝がさびしい", by=team(cast))
    page = words(cast.resident, address)
    assert "カード3枚から" in page and "朝がさびしい" in page


def test_a_page_whose_pieces_are_kept_asks_no_more_for_long_threads_and_many_comments(cast, client_of):
    reader = client_of(cast.resident)
    asked = []
    for number in (1, 30):
        session = a_session(cast)
        made = cards(cast, session, *[f"{n}枚目のカード" for n in range(number)])
        point = actions.add_point(session, "could", "配達の人とつながる", made, by=team(cast))
        for n in range(number):
            comment(point, f"ことば {n}", by=cast.who(cast.student))
        cache.clear()  # the city is kept for ten seconds: not for one of the two only
        reader.get(f"/points/{point.code}/")
        with CaptureQueriesContext(connection) as queries:
            reader.get(f"/points/{point.code}/")
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 8
