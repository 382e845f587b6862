"""The public pages of an evening: what stands on them, for whom, at which cost."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from yoriai.assembly import actions
from yoriai.assembly.tests.evening import QUESTION, a_forum, a_guest, a_session, cards, team
from yoriai.kernel.moderation.actions import hide
from yoriai.voices.actions import comment, set_aside, vote
from yoriai.voices.models import Statement

STATES = ["draft", "called", "open", "summing_up", "closed", "cancelled"]


def text_of(response) -> str:
    assert response.status_code == 200, response.status_code
    return response.content.decode()


@pytest.mark.parametrize("state", STATES)
def test_the_page_of_a_session_shows_the_question_in_every_state_but_the_draft(cast, client, state):
    session = a_session(cast, state)
    response = client.get(f"/sessions/{session.code}/")
    if state == "draft":
        assert response.status_code == 404
    else:
        assert QUESTION in text_of(response).replace("<wbr>", "")


def test_a_draft_is_absent_from_every_door_and_there_for_the_team(cast, client, client_of):
    session = a_session(cast, "draft")
    for path in ("", "cards/", "voice/", "materials/1/"):
        assert client.get(f"/sessions/{session.code}/{path}").status_code == 404, path
    for path in ("desk/", "entry/"):
        assert client.get(f"/sessions/{session.code}/{path}").status_code == 302, path
    for path in ("", "card/", "answers/", "counts/", "screen/", "screen/now/"):
        assert client.get(f"/s/{session.code}/{path}").status_code == 404, path
    outsider = client_of(cast.outsider)
    for path in ("", "cards/", "desk/", "entry/", "summing-up/", "closing/"):
        assert outsider.get(f"/sessions/{session.code}/{path}").status_code == 404, path
    assert client_of(cast.facilitator).get(f"/sessions/{session.code}/").status_code == 200


def test_place_time_and_what_makes_it_easy_to_come_are_on_the_page(cast, client):
    """R21."""
    page = text_of(client.get(f"/sessions/{a_session(cast, 'called').code}/"))
    for words in ("長町コミュニティセンター 大広間", "段差なし、手話通訳あり"):
        assert words in page.replace("<wbr>", "")


def test_a_closed_session_shows_its_next_step(cast, client):
    """R20."""
    page = text_of(client.get(f"/sessions/{a_session(cast, 'closed').code}/")).replace("<wbr>", "")
    assert "新聞受けの声かけを始める" in page and "会場を探しています" in page


def test_what_came_of_it_is_tied_by_links_all_the_way(cast, client):
    session = a_session(cast)
    card = cards(cast, session, "新聞受けでわかる")[0]
    point = actions.add_point(session, "could", "配達の人とつながる", [card], by=team(cast))
    due = timezone.localdate() + dt.timedelta(days=9)
    made = actions.add_commitment(session, "声をかける", by=team(cast), due=due, owner=cast.company, points=[point])
    page = text_of(client.get(f"/sessions/{session.code}/"))
    assert f"/points/{point.code}/" in page and f"/commitments/{made.code}/" in page
    for path in (f"/c/{card.code}/", f"/points/{point.code}/", f"/commitments/{made.code}/"):
        thread = text_of(client.get(path))
        for code in (f"/c/{card.code}/", f"/points/{point.code}/", f"/commitments/{made.code}/"):
            if code != path:
                assert f'href="{code}"' in thread, (path, code)


def test_a_point_made_invisible_is_gone_from_its_session_at_once(cast, client, client_of):
    session = a_session(cast)
    point = actions.add_point(session, "could", "ひどいことば", by=team(cast))
    reader = client_of(cast.resident)
    assert "ひどいことば" in text_of(reader.get(f"/sessions/{session.code}/")).replace("<wbr>", "")
    hide(point, by=cast.who(cast.officer), reason="abuse", text="人を傷つけることば")
    assert "ひどいことば" not in text_of(reader.get(f"/sessions/{session.code}/")).replace("<wbr>", "")
    assert reader.get(f"/points/{point.code}/").status_code == 404


def test_a_card_made_invisible_is_gone_from_lists_counts_and_its_stub(cast, client_of):
    session = a_session(cast)
    card = cards(cast, session, "ひどいことば")[0]
    hide(card, by=cast.who(cast.officer), reason="abuse", text="人を傷つけることば")
    reader = client_of(cast.resident)
    for path in (f"/sessions/{session.code}/", f"/sessions/{session.code}/cards/", f"/s/{session.code}/answers/"):
        assert "ひどいことば" not in text_of(reader.get(path)).replace("<wbr>", "")
    assert "0" in text_of(reader.get(f"/s/{session.code}/counts/"))
    assert reader.get(f"/c/{card.code}/").status_code == 404


def test_a_door_set_aside_is_told_beside_the_counts(cast, client):
    session = a_session(cast)
    card = cards(cast, session, "雪かき")[0]
    vote(Statement.objects.select_related("about").get(pk=card.pk), -1, by=a_guest(), door="home")
    set_aside(session, "home", "同じ端末から2,000件", by=team(cast))
    page = text_of(client.get(f"/sessions/{session.code}/cards/"))
    assert "同じ端末から2,000件" in page and "答えは、まだありません" in page


def test_comments_stand_on_the_page_and_a_hidden_one_does_not(cast, client, client_of):
    session = a_session(cast, "called")
    kept = comment(session, "楽しみにしています", by=cast.who(cast.resident))
    hidden = comment(session, "電話番号は000-000-0009", by=cast.who(cast.student))
    hide(session.item, by=cast.who(cast.officer), reason="personal", text="電話番号", part=f"comment:{hidden.pk}")
    page = text_of(client_of(cast.outsider).get(f"/sessions/{session.code}/"))
    assert kept.text in page and hidden.text not in page


def test_who_was_there_is_shown_by_kind(cast, client):
    """R15."""
    session = a_session(cast)
    actions.put_headcounts(session, {"person": (31, 12)}, by=team(cast))
    page = text_of(client.get(f"/sessions/{session.code}/"))
    assert "<b>31</b>" in page and "はじめて12" in page


def test_the_forum_lists_its_evenings_and_names_who_called_for_it(cast, client):
    """R26."""
    forum = a_forum(cast)
    actions.add_caller(forum, "伊達 文子", by=team(cast), of="杜野市市民協働推進委員会")
    session = a_session(cast, "called", forum=forum)
    draft = a_session(cast, "draft", forum=forum, question="ひみつの問い？")
    page = text_of(client.get(f"/assemblies/{forum.code}/"))
    assert "伊達 文子" in page and session.code in page and draft.code not in page
    assert forum.code in text_of(client.get("/assemblies/"))


def test_the_steer_button_asks_the_same_rule_as_the_desk(cast, client_of):
    session = a_session(cast, "called")
    for person, there in (
        (cast.facilitator, True),
        (cast.ward_officer, True),
        (cast.resident, False),
        (cast.member, False),
    ):
        client = client_of(person)
        assert (f"/sessions/{session.code}/desk/" in text_of(client.get(f"/sessions/{session.code}/"))) == there
        assert (client.get(f"/sessions/{session.code}/desk/").status_code == 200) == there


def counted(client: Client, path: str) -> int:
    cache.clear()
    client.get(path)  # fills what is kept, the city too, which is kept for ten seconds only
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


def grown(cast, session, rows: int) -> None:
    made = cards(cast, session, *[f"{n}枚目のカード {rows}" for n in range(rows)])
    for number, card in enumerate(made):
        point = actions.add_point(session, "could", f"{number} できること {rows}", [card], by=team(cast))
        due = timezone.localdate() + dt.timedelta(days=9)
        actions.add_commitment(
            session, f"{number} やること", by=team(cast), due=due, owner=cast.company, points=[point]
        )
        comment(session, f"{number} {rows}", by=cast.who(cast.resident))


def test_the_same_number_of_queries_with_1_3_and_50_of_everything(cast, client_of):
    forum = a_forum(cast)
    client = client_of(cast.resident)
    paths = ("/sessions/{}/", "/sessions/{}/cards/", "/s/{}/answers/", "/s/{}/screen/", "/sessions/{}/voice/")
    found: dict[str, set[int]] = {path: set() for path in paths}
    for rows in (1, 3, 50):
        session = a_session(cast, forum=forum, question=f"問い{rows}？")
        grown(cast, session, rows)
        for path in paths:
            found[path].add(counted(client, path.format(session.code)))
    for path, numbers in found.items():
        if path != "/sessions/{}/":
            assert len(numbers) == 1, (path, numbers)
        assert max(numbers) <= 12, (path, numbers)
    # The first evening of a forum has no neighbour; nothing else may make a difference.
    assert max(found["/sessions/{}/"]) - min(found["/sessions/{}/"]) <= 1
