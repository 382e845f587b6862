"""A seat, the waiting list, moving up, giving back, and that what was told is gone afterwards."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections
from django.db.models import Sum
from django.utils import timezone

from yoriai.directory import actions, policy
from yoriai.directory.actions.sign_ups import Guest
from yoriai.directory.models import Occurrence, SignUp
from yoriai.directory.tests.test_events import told
from yoriai.directory.tests.when import NOON, in_days
from yoriai.kernel.actors.who import Who
from yoriai.kernel.models import Actor, Record
from yoriai.kernel.policy import NotAllowed, NotPossible
from yoriai.people.actions import leave
from yoriai.people.models import Contact, Outgoing
from yoriai.web.demo.cast import make_cast


def guest(number=1):
    return Guest(f"客{number}", Contact.Way.MAIL, f"guest{number}@example.jp")


def states(day):
    return list(SignUp.objects.filter(occurrence=day).order_by("pk").values_list("state", flat=True))


@pytest.fixture
def day(make):
    """The one day of an event with two seats."""
    return make(4, capacity=2).occurrences.get()


def test_the_third_of_two_seats_waits(cast, day):
    for number in range(3):
        actions.sign_up(day, by=None, guest=guest(number))
    assert states(day) == ["booked", "booked", "waiting"]


def test_pressing_twice_is_once(cast, day):
    who = cast.who(cast.resident)
    assert actions.sign_up(day, by=who) == actions.sign_up(day, by=who)
    actions.sign_up(day, by=None, guest=guest())
    with pytest.raises(NotPossible):
        actions.sign_up(day, by=None, guest=guest())
    assert states(day) == ["booked", "booked"]


def test_a_group_larger_than_the_room_is_told_so_and_one_larger_than_what_is_left_waits(day):
    with pytest.raises(NotPossible):
        actions.sign_up(day, by=None, people=3, guest=guest())
    actions.sign_up(day, by=None, guest=guest(1))
    assert actions.sign_up(day, by=None, people=2, guest=guest(2)).state == "waiting"
    assert actions.sign_up(day, by=None, people=1, guest=guest(3)).state == "booked"


def test_giving_back_moves_up_the_first_who_fits_and_tells_them_once(cast, day):
    first = actions.sign_up(day, by=None, guest=guest(1))
    actions.sign_up(day, by=None, guest=guest(2))
    actions.sign_up(day, by=None, people=2, guest=guest(3))
    actions.sign_up(day, by=None, guest=guest(4))
    actions.give_back(first, by=None)
    assert states(day) == ["left", "booked", "waiting", "booked"]
    rows = told("event.moved_up")
    assert {name: row.singly for name, row in rows.items()} == {"客4": True}
    told("event.moved_up")
    assert Outgoing.objects.filter(to__name="客4", subject__startswith="席がとれました").count() == 1
    with pytest.raises(NotPossible):
        actions.give_back(first, by=None)


def test_more_seats_move_those_who_wait(day, npo):
    for number in range(4):
        actions.sign_up(day, by=None, guest=guest(number))
    actions.change_event(day.event, by=npo, capacity=3)
    assert states(day) == ["booked", "booked", "booked", "waiting"]
    actions.change_event(day.event, by=npo, capacity=None)
    assert states(day).count("booked") == 4


def test_nobody_moves_up_on_a_cancelled_day(day, npo):
    seats = [actions.sign_up(day, by=None, guest=guest(number)) for number in range(3)]
    actions.cancel_days(day.event, "雪", by=npo)
    actions.give_back(seats[0], by=None)
    assert states(day) == ["left", "booked", "waiting"]


@pytest.mark.parametrize(
    "facts", [{"sign_up": "none"}, {"sign_up": "elsewhere"}, {"apply_until": NOON - dt.timedelta(days=1)}]
)
def test_one_signs_up_only_where_and_while_it_is_open(make, facts):
    day = make(4, **facts).occurrences.get()
    with pytest.raises((NotAllowed, NotPossible)):
        actions.sign_up(day, by=None, guest=guest())
    assert not SignUp.objects.exists()


def test_what_has_begun_or_is_a_draft_takes_nobody(make, npo):
    begun = make(-1, 5).occurrences.first()
    draft = actions.add_event(by=npo, days=in_days(3), title="下書き", sign_up="here").occurrences.get()
    for day in (begun, draft):
        with pytest.raises((NotAllowed, NotPossible)):
            actions.sign_up(day, by=None, guest=guest())


def test_without_an_account_a_name_and_one_contact_are_asked_for(day):
    for bad in (None, Guest("", "mail", "a@b.jp"), Guest("客", "mail", " "), Guest("客", "post", "杜野市1")):
        with pytest.raises((NotAllowed, NotPossible)):
            actions.sign_up(day, by=None, guest=bad)
    assert not Actor.objects.filter(kind="guest").exists()


def test_the_confirmation_goes_by_mail_and_nobody_telephones_to_confirm(cast, day):
    actions.sign_up(day, by=None, guest=guest())
    (row,) = told("event.signed_up").values()
    assert (row.way, row.singly) == (Outgoing.Way.MAIL, True)
    assert "/sign-ups/" in row.text
    actions.sign_up(day, by=None, guest=Guest("電話の人", Contact.Way.PHONE, "000-111-2222"))
    assert told("event.signed_up") == {}


def test_only_whoever_speaks_for_the_organiser_and_is_sure_sees_the_list_and_each_look_is_recorded(cast, day, npo):
    actions.sign_up(day, by=None, needs="車いすの席", guest=guest())
    for person in (cast.resident, cast.officer, cast.outsider):
        with pytest.raises(NotAllowed):
            actions.look_at_people(day.event, by=cast.who(person))
    assert not policy.can_see_people(cast.who(cast.worker, cast.npo, sure=False), day.event)
    assert [seat.needs for seat in actions.look_at_people(day.event, by=npo)] == ["車いすの席"]
    assert Record.objects.get(verb="sign_ups.looked_at").person == cast.worker


def test_only_oneself_or_the_organiser_gives_a_seat_back(cast, day, npo):
    seat = actions.sign_up(day, by=cast.who(cast.resident))
    for person in (cast.student, cast.officer):
        with pytest.raises(NotAllowed):
            actions.give_back(seat, by=cast.who(person))
    assert actions.give_back(seat, by=npo).state == "left"


def test_what_a_guest_told_is_gone_a_week_after_the_day_and_the_number_stays(cast, day):
    actions.sign_up(day, by=None, people=2, needs="手話", guest=guest())
    later = NOON + dt.timedelta(days=4, hours=3)
    assert actions.end_sign_ups(later + dt.timedelta(days=6)) == 0
    assert Contact.objects.get(purpose="sign_up").ends == timezone.localdate(day.ends) + dt.timedelta(days=7)
    assert actions.end_sign_ups(later + dt.timedelta(days=7)) == 1
    assert not SignUp.objects.exists()
    assert Record.objects.get(verb="sign_ups.ended").data == {"people": 2}
    assert not Actor.objects.filter(name="客1").exists()
    assert Actor.objects.filter(pk=cast.resident.pk, left=None).exists()


def test_whoever_closes_their_account_gives_the_seat_to_the_next(cast, day):
    leaving = actions.sign_up(day, by=cast.who(cast.resident), people=2, needs="手話")
    actions.sign_up(day, by=None, guest=guest())
    leave(by=cast.who(cast.resident))
    actions.end_sign_ups(timezone.now())
    leaving.refresh_from_db()
    assert (leaving.state, leaving.needs) == ("left", "")
    assert states(day) == ["left", "booked"]


def at_once(acts):
    """What each act came to, all begun at the same moment on connections of their own."""
    start = Barrier(len(acts))

    def run(act):
        start.wait(timeout=60)
        try:
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@pytest.mark.slow
def test_twenty_people_at_the_same_moment_take_five_seats_and_no_more(transactional_db):
    cast = make_cast()
    by = cast.who(cast.worker, cast.npo)
    event = actions.add_event(by=by, days=in_days(3), title="人気の会", sign_up="here", capacity=5)
    day = actions.show_entry(event, by=by).occurrences.get()
    seats = at_once(
        [lambda n=n: actions.sign_up(Occurrence.objects.get(pk=day.pk), by=None, guest=guest(n)) for n in range(20)]
    )
    assert sorted(seat.state for seat in seats) == ["booked"] * 5 + ["waiting"] * 15
    resident = Who.alone(cast.resident)
    at_once([lambda: actions.sign_up(Occurrence.objects.get(pk=day.pk), by=resident)] * 10)
    assert SignUp.objects.filter(actor=cast.resident).count() == 1
    back = SignUp.objects.filter(occurrence=day, state="booked")
    at_once([lambda seat=seat: actions.give_back(seat, by=None) for seat in back])
    booked = SignUp.objects.filter(occurrence=day, state="booked")
    assert booked.aggregate(n=Sum("people"))["n"] == 5
    assert Record.objects.filter(verb="event.moved_up").count() == 5
