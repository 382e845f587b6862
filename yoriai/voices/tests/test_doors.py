"""The stub, comments, and cards about things that have no evening."""

import pytest
from django.utils import timezone

from yoriai.assembly import actions as evening
from yoriai.assembly.tests.evening import a_session, cards, team
from yoriai.directory.models import Place
from yoriai.kernel.items.actions import add_item
from yoriai.kernel.moderation.actions import hide
from yoriai.people.models import Guest
from yoriai.voices import views
from yoriai.voices.models import Comment, Statement, Vote


@pytest.fixture
def session(cast):
    return a_session(cast)


@pytest.fixture
def place(cast):
    return add_item(Place(title="長町の広場", by=cast.section))


def text_of(response) -> str:
    assert response.status_code == 200, response.status_code
    return response.content.decode().replace("<wbr>", "")


def test_the_stub_shows_the_card_what_it_became_and_what_came_of_it(cast, session, client):
    card = cards(cast, session, "新聞受けでわかる")[0]
    point = evening.add_point(session, "could", "配達の人とつながる", [card], by=team(cast))
    made = evening.add_commitment(
        session, "声をかける", by=team(cast), due=timezone.localdate(), owner=cast.company, points=[point]
    )
    page = text_of(client.get(f"/c/{card.code}/"))
    for words in (card.title, point.title, made.title, session.title):
        assert words in page
    assert text_of(client.get(f"/c/{card.code.lower()}/"))


def test_nothing_personal_stands_on_the_stub(cast, session, client):
    card = evening.print_cards(session, 1, by=team(cast))[0]
    evening.write_card(card, session, "見守り", by=team(cast), nickname="ひみつの名前", wants_copy=True)
    page = text_of(client.get(f"/c/{card.code}/"))
    assert "ひみつの名前" not in page and cast.facilitator.name not in page


def test_a_printed_code_that_was_not_typed_in_says_so(cast, session, client):
    card = evening.print_cards(session, 1, by=team(cast))[0]
    assert "まだ書きうつされていません" in text_of(client.get(f"/c/{card.code}/"))
    evening.give_up_card(card, session, by=team(cast))
    assert "まだ書きうつされていません" in text_of(client.get(f"/c/{card.code}/"))


def test_an_unknown_code_and_a_hidden_card_look_the_same(cast, session, client):
    """threats.md: guessed codes; absent and forbidden look the same."""
    card = cards(cast, session, "ひどいことば")[0]
    hide(card, by=cast.who(cast.officer), reason="abuse", text="人を傷つける")
    hidden, unknown = client.get(f"/c/{card.code}/"), client.get("/c/ZZZZZZ/")
    assert hidden.status_code == unknown.status_code == 404
    assert hidden.content.decode().replace(card.code, "") == unknown.content.decode().replace("ZZZZZZ", "")


def test_guessing_codes_is_slowed_and_a_known_stub_still_opens(cast, session, client, monkeypatch):
    """threats.md, flooding."""
    monkeypatch.setattr(views, "GUESSES", 3)
    card = cards(cast, session, "見守り")[0]
    statuses = [client.get(f"/c/ZZZZZ{sign}/").status_code for sign in "23456"]
    assert statuses == [404, 404, 404, 409, 409]
    assert client.get(f"/c/{card.code}/").status_code == 200


@pytest.mark.parametrize("typed", ["p7k2m4", "Ｐ７Ｋ２Ｍ４", " P7K-2M4 "])
def test_a_code_may_be_typed_in_any_width_and_case(db, client, typed):
    response = client.get("/c/", {"code": typed})
    assert response.status_code == 302 and response["Location"] == "/c/P7K2M4/"


@pytest.mark.parametrize("typed", ["", "P7K2M", "P7K2M0", "<svg onload=alert(1)>", "P7K2M4P7K2M4"])
def test_what_is_no_code_is_said_at_the_field(db, client, typed):
    response = client.get("/c/", {"code": typed})
    assert response.status_code == 422
    assert "<svg onload" not in response.content.decode()


def test_a_card_is_answered_on_its_own_page_while_it_is_open(cast, session, client_of):
    card = cards(cast, session, "見守り")[0]
    client = client_of(cast.resident)
    assert 'name="answer"' in text_of(client.get(f"/c/{card.code}/"))
    client.post(f"/c/{card.code}/answer/", {"answer": "agree"})
    assert Vote.objects.get().by == cast.resident
    evening.close_session(
        evening.sum_up(session, by=team(cast)), by=team(cast), next_step="つづける", no_date_why="未定"
    )
    assert 'name="answer"' not in text_of(client.get(f"/c/{card.code}/"))
    assert client.post(f"/c/{card.code}/answer/", {"answer": "disagree"}).status_code == 403
    assert Vote.objects.get().value == 1


def test_a_comment_is_written_by_whoever_signed_in(cast, session, client, client_of):
    path = f"/items/{session.code}/comments/"
    assert client.get(path).status_code == 302
    response = client_of(cast.resident).post(path, {"text": "行きます"})
    assert response.status_code == 302 and response["Location"] == f"/sessions/{session.code}/"
    assert Comment.objects.get().by == cast.resident
    empty = client_of(cast.resident).post(path, {"text": " "})
    assert empty.status_code == 422


def test_a_comment_on_what_one_may_not_see_is_not_possible(cast, client_of):
    draft = a_session(cast, "draft")
    assert client_of(cast.resident).post(f"/items/{draft.code}/comments/", {"text": "見えた？"}).status_code == 404
    assert not Comment.objects.exists()


def test_cards_may_be_written_about_any_thing_and_sessions_have_their_own_door(cast, session, place, client_of):
    client = client_of(cast.resident)
    client.post(f"/items/{place.code}/voices/", {"text": "ここは夕方が明るい", "sort": "see"})
    card = Statement.objects.get()
    assert (card.about_id, card.door) == (place.pk, "home")
    assert "ここは夕方が明るい" in text_of(client.get(f"/items/{place.code}/voices/"))
    assert client.get(f"/items/{session.code}/voices/")["Location"] == f"/sessions/{session.code}/"


def test_a_reader_without_a_cookie_reads_cards_and_writes_none(cast, place, client):
    assert client.post(f"/items/{place.code}/voices/", {"text": "だれ", "sort": "see"}).status_code == 200
    assert not Statement.objects.exists() and not Guest.objects.exists()
