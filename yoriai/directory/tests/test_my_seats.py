"""One's own page tells where one has signed up, with the way to give the seat back."""

import datetime as dt

from django.utils import timezone

from yoriai.directory import actions
from yoriai.directory.models import Occurrence, SignUp
from yoriai.directory.queries.seat_links import seat_token


def test_one_s_own_seats_stand_there_with_the_way_to_give_them_back(cast, client_of, make):
    event = make(3, 10)
    first, second = event.occurrences.order_by("starts")
    seat = actions.sign_up(first, by=cast.who(cast.resident))
    actions.sign_up(second, by=cast.who(cast.student))
    told = client_of(cast.resident).get("/my/").content.decode()
    assert "居場所カフェ" in told and f"/sign-ups/{seat_token(seat)}/" in told
    client_of(cast.resident).post(f"/sign-ups/{seat_token(seat)}/")
    assert SignUp.objects.get(pk=seat.pk).state == "left"
    assert "居場所カフェ" not in client_of(cast.resident).get("/my/").content.decode()


def test_days_that_are_over_and_seats_of_others_are_not_there(cast, client_of, make):
    event = make(3)
    day = event.occurrences.get()
    actions.sign_up(day, by=cast.who(cast.student))
    assert "居場所カフェ" not in client_of(cast.resident).get("/my/").content.decode()
    past = timezone.now() - dt.timedelta(days=1)
    Occurrence.objects.filter(pk=day.pk).update(starts=past, ends=past + dt.timedelta(hours=1))
    assert "居場所カフェ" not in client_of(cast.student).get("/my/").content.decode()


def test_it_costs_the_same_for_one_seat_and_for_many(cast, client_of, make, django_assert_max_num_queries):
    client, counts = client_of(cast.resident), []
    for days in ((3,), (4, 5), tuple(range(6, 53))):
        for day in make(*days).occurrences.all():
            actions.sign_up(day, by=cast.who(cast.resident))
        client.get("/my/")
        with django_assert_max_num_queries(60) as asked:
            client.get("/my/")
        counts.append(len(asked))
    assert len(set(counts)) == 1


def test_what_people_tell_is_reached_from_where_one_looks_for_it(cast, client):
    for page in ("/", "/items/", "/search/"):
        told = client.get(page).content.decode()
        for way in ("/cases/", "/articles/", "/surveys/", "/offers/", "/needs/", "/map/"):
            assert f'href="{way}"' in told, (page, way)
