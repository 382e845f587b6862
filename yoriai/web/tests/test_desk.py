import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from yoriai.assembly import actions as assembly
from yoriai.assembly.models import Session
from yoriai.kernel.asks.actions import ask
from yoriai.web.demo import evenings
from yoriai.web.waiting import evenings_of, places_for


@pytest.fixture
def hall(cast):
    return evenings.forum(cast)


def evening(cast, hall, question="だれが、雪をかくか", hours=30):
    starts = timezone.now() + dt.timedelta(hours=hours)
    return assembly.prepare_session(
        hall, question, by=cast.who(cast.facilitator), starts=starts, ends=starts + dt.timedelta(hours=2), room="和室"
    )


def steps(cast, person, at=None):
    with translation.override("en"):
        return [(str(e.step), e.address) for e in evenings_of(cast.who(person), at or timezone.now())]


def test_somebody_who_runs_nothing_has_no_desk(cast, client_of):
    assert client_of(cast.resident).get("/desk/").status_code == 404
    assert client_of(cast.outsider).get("/desk/").status_code == 404
    assert client_of(cast.salesman).get("/desk/").status_code == 404


def test_a_stranger_is_asked_to_sign_in_and_a_team_member_for_the_second_factor(cast, client, client_of):
    assert client.get("/desk/").headers["Location"].startswith("/accounts/login/")
    assert client_of(cast.facilitator, sure=False).get("/desk/").headers["Location"].startswith("/sure/")


def test_the_team_sees_its_evenings_and_nothing_of_the_office(cast, client_of, hall):
    evening(cast, hall)
    response = client_of(cast.facilitator).get("/desk/")
    assert response.status_code == 200
    assert "だれが、雪をかくか" in response.content.decode().replace("<wbr>", "")
    assert response.context["waiting"].places == []
    assert f'href="/assemblies/{hall.code}/desk/"' in response.content.decode()
    assert "/desk/by-hand/" not in response.content.decode()


def test_the_office_has_a_link_to_each_of_its_pages(cast, client_of):
    page = client_of(cast.officer).get("/desk/").content.decode()
    for name in ("people:by_hand", "people:reports", "people:late", "people:codes", "assembly:foundation", "city"):
        assert f'href="{reverse(name)}"' in page, name


def test_every_link_of_the_office_opens(cast, client_of):
    client = client_of(cast.officer)
    for place in places_for(cast.who(cast.officer)):
        assert client.get(place.address).status_code == 200, place.address


def test_without_the_second_factor_the_office_has_no_pages(cast):
    assert places_for(cast.who(cast.officer, sure=False)) == []


def test_another_section_sees_no_page_of_the_office(cast, client_of):
    assert client_of(cast.ward_officer).get("/desk/").context["waiting"].places == []


def test_each_state_has_its_next_sensible_step(cast, hall):
    by = cast.who(cast.facilitator)
    session = evening(cast, hall)
    address = f"/sessions/{session.code}/"
    assert steps(cast, cast.facilitator) == [("Prepare it", f"{address}desk/facts/")]
    session = assembly.call_session(session, by=by)
    assert steps(cast, cast.facilitator) == [("Prepare it", f"{address}desk/pack/")]
    assert steps(cast, cast.facilitator, session.starts) == [("Open it", f"{address}desk/")]
    session = assembly.open_session(session, by=by)
    assert steps(cast, cast.facilitator) == [("Type in the cards", f"{address}entry/")]
    session = assembly.sum_up(session, by=by)
    assert steps(cast, cast.facilitator) == [("Sum up", f"{address}summing-up/")]
    assembly.close_session(
        session, by=by, not_decided_why="もう一度話す", contact="市民協働課", no_date_why="場所を探す"
    )
    assert steps(cast, cast.facilitator) == [("Write the result", f"{address}result/")]


def test_an_evening_that_was_called_off_and_one_of_another_team_wait_for_nobody(cast, hall):
    session = assembly.call_session(evening(cast, hall), by=cast.who(cast.facilitator))
    assert steps(cast, cast.judge) == []
    assembly.cancel_session(session, "台風のため", by=cast.who(cast.facilitator))
    assert steps(cast, cast.facilitator) == []


def test_what_goes_on_stands_before_what_is_being_prepared(cast, hall):
    evening(cast, hall, "あと")
    first = assembly.call_session(evening(cast, hall, "いま", hours=60), by=cast.who(cast.facilitator))
    assembly.open_session(first, by=cast.who(cast.facilitator))
    assert [e.session.title for e in evenings_of(cast.who(cast.facilitator), timezone.now())] == ["いま", "あと"]


def test_the_desk_asks_as_often_with_one_evening_as_with_many(cast, client_of, hall):
    client, counted = client_of(cast.officer), []
    for more in (1, 2, 9):
        for number in range(more):
            session = evening(cast, hall, f"問い {more}-{number}")
            ask("city_reply", session, cast.officer, by=cast.who(cast.facilitator))
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/desk/").status_code == 200
        counted.append(len(queries))
    assert counted[0] == counted[1] == counted[2]
    assert counted[0] <= 14
    assert Session.objects.count() == 12


def test_the_bar_leads_to_the_desk_only_for_those_who_have_one(cast, client, client_of):
    assert 'href="/desk/"' in client_of(cast.facilitator).get("/themes/").content.decode()
    assert 'href="/desk/"' not in client_of(cast.resident).get("/themes/").content.decode()
    assert 'href="/desk/"' not in client.get("/themes/").content.decode()
