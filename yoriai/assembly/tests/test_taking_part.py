"""Phones in the hall and voices from home, through the real doors."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from yoriai.assembly import actions
from yoriai.assembly.models import Session
from yoriai.assembly.tests.evening import a_session, cards, team
from yoriai.assembly.views import voice as doors
from yoriai.kernel.models import Actor
from yoriai.people.models import Guest
from yoriai.voices.models import Statement, Vote


@pytest.fixture
def session(cast):
    return a_session(cast)


@pytest.fixture
def phone(session) -> Client:
    client = Client()
    assert client.post(f"/s/{session.code}/", {"nickname": "すずめ"}).status_code == 302
    return client


def text_of(response) -> str:
    assert response.status_code == 200, response.status_code
    return response.content.decode().replace("<wbr>", "")


def test_a_nickname_is_enough_and_none_is_too(cast, session, client):
    """R13."""
    assert "ニックネーム" in text_of(client.get(f"/s/{session.code}/"))
    response = client.post(f"/s/{session.code}/", {})
    assert response.status_code == 302
    cookie = response.cookies["guest"]
    assert cookie["httponly"] and cookie["samesite"] == "Lax"
    guest = Guest.objects.get()
    assert guest.actor.name == "" and cookie.value not in guest.token_hash


def test_kind_age_and_ward_may_be_said_and_mark_the_card(cast, session, client):
    """R15: city staff take part as participants, marked."""
    client.post(
        f"/s/{session.code}/", {"nickname": "あおい", "sort": "section", "age_band": "40", "area": cast.ward.pk}
    )
    client.post(f"/s/{session.code}/card/", {"text": "庁舎の会議室が夜あいています", "sort": "see"})
    card = Statement.objects.get()
    assert card.said_as.startswith("市の職員") and card.by.name == "あおい" and card.door == "hall"


def test_a_card_is_written_and_stands_on_the_table(cast, session, phone):
    response = phone.post(
        f"/s/{session.code}/card/",
        {"text": "朝の散歩で見守れます", "sort": "could", "may_be_quoted": "on"},
        follow=True,
    )
    card = Statement.objects.get()
    assert (card.title, card.sort, card.may_be_quoted, card.door) == ("朝の散歩で見守れます", "could", True, "hall")
    assert card.code in text_of(response)


def test_a_request_to_the_city_gets_a_hint_first_and_may_stay_as_it_is(cast, session, phone):
    """R16."""
    words = {"text": "市役所は街灯をもっと増やしてほしい。", "sort": "see"}
    page = text_of(phone.post(f"/s/{session.code}/card/", words))
    assert "わたしたちにできること" in page and words["text"] in page
    assert not Statement.objects.exists()
    phone.post(f"/s/{session.code}/card/", words | {"keep": "1"})
    assert Statement.objects.get().title == words["text"]


@pytest.mark.parametrize(("text", "status"), [("", 422), ("　", 422), ("あ" * 201, 422), ("あ" * 200, 302)])
def test_what_was_typed_is_kept_when_it_is_not_accepted(cast, session, phone, text, status):
    response = phone.post(f"/s/{session.code}/card/", {"text": text, "sort": "will"})
    assert response.status_code == status
    if status == 422 and text.strip():
        assert text in response.content.decode()


def test_cards_are_answered_one_at_a_time_until_all_are(cast, session, phone):
    written = cards(cast, session, "ひとつめ", "ふたつめ")
    seen = set()
    for at in (1, 2):
        page = text_of(phone.get(f"/s/{session.code}/"))
        card = next(c for c in written if c.title in page and f'value="{c.code}"' in page)
        assert f"2枚中 {at}枚目" in page or f"{at}" in page
        seen.add(card.code)
        answer = phone.post(f"/s/{session.code}/answers/", {"card": card.code, "answer": "agree"})
        assert answer.status_code == 302
    assert seen == {c.code for c in written}
    assert "すべてのカードに答えました" in text_of(phone.get(f"/s/{session.code}/"))
    assert [v.value for v in Vote.objects.all()] == [1, 1]


def test_an_answer_can_be_changed_from_the_list(cast, session, phone):
    card = cards(cast, session, "ひとつめ")[0]
    phone.post(f"/s/{session.code}/answers/", {"card": card.code, "answer": "agree"})
    page = text_of(phone.get(f"/s/{session.code}/answers/"))
    assert f"?card={card.code}" in page and "「そう思う」と答えました" in page
    assert card.title in text_of(phone.get(f"/s/{session.code}/?card={card.code}"))
    phone.post(f"/s/{session.code}/answers/", {"card": card.code, "answer": "disagree"})
    assert Vote.objects.get().value == -1


def test_the_two_sides_weigh_the_same_and_the_third_is_there(cast, session, phone):
    cards(cast, session, "ひとつめ")
    page = text_of(phone.get(f"/s/{session.code}/"))
    for value in ("agree", "disagree", "pass"):
        assert f'name="answer" value="{value}"' in page


def test_an_account_needs_no_nickname_and_speaks_in_the_hat_it_chooses(cast, session, client_of):
    client = client_of(cast.salesman)
    assert "ニックネーム" not in text_of(client.get(f"/s/{session.code}/"))
    client.post(
        f"/s/{session.code}/card/", {"text": "配達の車にステッカーを貼れます", "sort": "could", "hat": cast.company.pk}
    )
    assert Statement.objects.get().by == cast.company


def test_nobody_speaks_in_a_hat_that_is_not_theirs(cast, session, client_of):
    """threats.md, foreign ids."""
    response = client_of(cast.salesman).post(
        f"/s/{session.code}/card/", {"text": "なりすまし", "sort": "could", "hat": cast.section.pk}
    )
    assert response.status_code == 422 and not Statement.objects.exists()


def test_from_home_one_speaks_and_answers_by_a_door_of_its_own(cast, session, client):
    assert client.post(f"/sessions/{session.code}/voice/", {"nickname": "いえ"}).status_code == 302
    card = cards(cast, session, "ひとつめ")[0]
    client.post(f"/sessions/{session.code}/voice/answers/", {"card": card.code, "answer": "pass"})
    client.post(f"/sessions/{session.code}/voice/card/", {"text": "家から見えること", "sort": "see"})
    assert Vote.objects.get().door == "home"
    assert Statement.objects.get(number=None).door == "home"


def test_the_code_of_the_hall_dies_with_its_hours_and_home_stays_open(cast, session, phone):
    late = timezone.now() - dt.timedelta(hours=8)
    Session.objects.filter(pk=session.pk).update(starts=late, ends=late + dt.timedelta(hours=2))
    page = text_of(phone.get(f"/s/{session.code}/"))
    assert f"/sessions/{session.code}/voice/" in page and 'name="answer"' not in page
    assert phone.post(f"/s/{session.code}/card/", {"text": "おそい", "sort": "see"}).status_code == 302
    assert not Statement.objects.exists()
    assert phone.get(f"/sessions/{session.code}/voice/").status_code == 200


@pytest.mark.parametrize("state", ["called", "closed", "cancelled"])
def test_before_and_after_the_door_says_so_and_takes_nothing(cast, client, state):
    session = a_session(cast, state)
    for base in (f"/s/{session.code}/", f"/sessions/{session.code}/voice/"):
        assert 'name="nickname"' not in text_of(client.get(base))
        assert client.post(base, {"nickname": "だれ"}).status_code == 200
    assert not Guest.objects.exists()


def test_a_card_of_another_session_is_not_answered_here(cast, session, phone):
    """threats.md, foreign ids."""
    other = a_session(cast, forum=session.assembly)
    foreign = cards(cast, other, "よその話")[0]
    assert phone.post(f"/s/{session.code}/answers/", {"card": foreign.code, "answer": "agree"}).status_code == 404
    blank = actions.print_cards(session, 1, by=team(cast))[0]
    assert phone.post(f"/s/{session.code}/answers/", {"card": blank.code, "answer": "agree"}).status_code == 404
    assert not Vote.objects.exists()


def test_a_phone_that_floods_cards_is_asked_to_wait_and_loses_no_words(cast, session, phone):
    """threats.md, flooding."""
    for number in range(doors.CARDS_A_DEVICE):
        phone.post(f"/s/{session.code}/card/", {"text": f"{number}枚目", "sort": "see"})
    response = phone.post(f"/s/{session.code}/card/", {"text": "あふれた一枚", "sort": "see"})
    assert response.status_code == 422 and "あふれた一枚" in response.content.decode()
    assert Statement.objects.count() == doors.CARDS_A_DEVICE


def test_new_devices_from_one_place_are_slowed(cast, session, monkeypatch):
    """threats.md, flooding: sign-up floods."""
    monkeypatch.setattr(doors, "ENTRIES_A_PLACE", 3)
    statuses = [Client().post(f"/s/{session.code}/", {"nickname": str(n)}).status_code for n in range(5)]
    assert statuses == [302, 302, 302, 422, 422]
    assert Guest.objects.count() == 3


def test_the_counts_are_a_fragment_and_move_with_each_answer(cast, session, phone):
    card = cards(cast, session, "ひとつめ")[0]
    assert "答え0件" in text_of(phone.get(f"/s/{session.code}/counts/"))
    phone.post(f"/s/{session.code}/answers/", {"card": card.code, "answer": "agree"})
    page = text_of(phone.get(f"/s/{session.code}/counts/"))
    assert "答え1件" in page and "カード1枚" in page and "<html" not in page
    region = text_of(phone.get(f"/s/{session.code}/"))
    assert f'data-live-from="/s/{session.code}/counts/"' in region and f"/live/{session.code}?ticket=" in region


def test_the_screen_shows_question_code_and_the_newest_cards_and_works_without_javascript(
    cast, session, client, settings
):
    cards(cast, session, "ひとつめ", "ふたつめ", "みっつめ", "よっつめ")
    page = text_of(client.get(f"/s/{session.code}/screen/"))
    assert session.code in page and "<svg" in page and "よっつめ" in page and "ひとつめ" not in page
    assert '<noscript><meta http-equiv="refresh"' in page
    assert "<html" not in text_of(client.get(f"/s/{session.code}/screen/now/"))


def test_a_wrong_answer_word_is_refused(cast, session, phone):
    card = cards(cast, session, "ひとつめ")[0]
    response = phone.post(f"/s/{session.code}/answers/", {"card": card.code, "answer": "2"})
    assert response.status_code == 409 and not Vote.objects.exists()


def test_a_guest_has_no_more_power_than_a_guest(cast, session, phone):
    for path in ("desk/", "entry/", "summing-up/", "closing/", "sheets/", "second-look/", "desk/doors/"):
        response = phone.get(f"/sessions/{session.code}/{path}")
        assert response.status_code == 302 and "login" in response["Location"], path
    assert Actor.objects.filter(kind="guest").count() == 1
