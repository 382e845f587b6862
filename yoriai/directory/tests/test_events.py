"""Events and their days: a series written out, each day moved or cancelled alone, and who hears of it."""

import datetime as dt

import pytest

from yoriai.directory import actions
from yoriai.directory.actions.sign_ups import Guest
from yoriai.directory.models import Entry, Event, Occurrence, Organisation, SignUp
from yoriai.directory.tasks.events import renew_events
from yoriai.directory.tests.when import NOON, in_days
from yoriai.kernel.models import Actor, Item, Record
from yoriai.kernel.policy import NotAllowed, NotPossible
from yoriai.people.actions import tell
from yoriai.people.models import Contact, Outgoing, Representation


def told(verb):
    """What the outbox holds for the newest record of this verb, by name."""
    record = Record.objects.filter(verb=verb).latest("pk")
    return {row.to.name: row for row in tell(record)}


def test_an_event_has_at_least_one_day(npo):
    with pytest.raises(NotPossible):
        actions.add_event(by=npo, days=[], title="いつか")
    assert not Item.objects.filter(kind="event").exists()


def test_its_next_date_is_the_first_day_to_come(make):
    event = make(-3, 4, 11)
    assert event.when == NOON + dt.timedelta(days=4)
    assert Occurrence.objects.filter(event=event).count() == 3


def test_the_same_day_twice_is_one(make, npo):
    event = make(4)
    actions.add_days(event, in_days(4, 5), by=npo)
    assert event.occurrences.count() == 2


def test_a_series_of_more_than_a_year_is_refused_whole(make, npo):
    event = make(1)
    with pytest.raises(NotPossible):
        actions.add_days(event, in_days(*range(2, 403)), by=npo)
    assert event.occurrences.count() == 1


def test_one_day_is_moved_alone_and_the_others_stay(make, npo):
    event = make(4, 11, 18)
    day = event.occurrences.all()[1]
    actions.change_day(day, in_days(12)[0], note="この日だけ日曜", by=npo)
    assert [(d.starts - NOON).days for d in event.occurrences.all()] == [4, 12, 18]
    with pytest.raises(NotPossible):
        actions.change_day(day, in_days(18)[0], by=npo)


def test_one_day_is_cancelled_alone_with_its_reason_and_the_next_one_counts(make, npo):
    event = make(4, 11)
    first = event.occurrences.first()
    actions.cancel_days(event, "大雪のため", by=npo, day=first)
    first.refresh_from_db()
    event.refresh_from_db()
    assert (first.cancelled_why, event.when) == ("大雪のため", NOON + dt.timedelta(days=11))
    with pytest.raises(NotPossible):
        actions.cancel_days(event, "もう一度", by=npo, day=first)
    with pytest.raises(NotPossible):
        actions.change_day(first, in_days(5)[0], by=npo)


def test_cancelling_needs_a_reason(make, npo):
    event = make(4)
    with pytest.raises(NotPossible):
        actions.cancel_days(event, "　", by=npo)
    assert not event.occurrences.exclude(cancelled=None).exists()


def test_cancelling_all_leaves_the_days_that_are_over(make, npo):
    event = make(-4, 4, 11)
    assert len(actions.cancel_days(event, "会場が使えなくなった", by=npo)) == 2
    assert event.occurrences.filter(cancelled=None).count() == 1


@pytest.mark.parametrize("person", ["resident", "officer", "outsider"])
def test_nobody_else_changes_its_days_the_office_neither(cast, make, person):
    event, other = make(4), cast.who(getattr(cast, person))
    day = event.occurrences.get()
    for act in (
        lambda: actions.add_days(event, in_days(5), by=other),
        lambda: actions.change_day(day, in_days(6)[0], by=other),
        lambda: actions.cancel_days(event, "x", by=other),
        lambda: actions.change_event(event, by=other, capacity=3),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert [(d.starts, d.cancelled) for d in event.occurrences.all()] == [(NOON + dt.timedelta(days=4), None)]


def test_where_two_must_look_days_are_not_changed_alone_but_cancelled_at_once(cast, make, npo):
    event = make(4)
    page = actions.add_page(cast.npo, by=npo)
    Representation.objects.create(person=cast.student, body=cast.npo, accepted=NOON)
    Organisation.objects.filter(pk=page.pk).update(needs_two=True)
    with pytest.raises(NotPossible):
        actions.add_days(event, in_days(5), by=npo)
    assert actions.cancel_days(event, "大雪のため", by=npo)


def test_after_its_last_day_it_has_ended_and_keeps_its_page(make):
    event, other = make(-2, -1), make(-1, 3)
    Event.objects.filter(pk=other.pk).update(when=NOON - dt.timedelta(days=1))
    renew_events(0)
    event.refresh_from_db()
    other.refresh_from_db()
    assert (event.state, other.state) == (Entry.State.ENDED, Entry.State.SHOWN)
    assert other.when == NOON + dt.timedelta(days=3)
    assert Item.objects.public().filter(pk=event.pk).exists()


def test_whoever_signed_up_hears_at_once_that_it_is_cancelled_and_the_phone_list_has_those_without_mail(
    cast, make, npo
):
    event = make(4, 11)
    first, second = event.occurrences.all()
    actions.sign_up(first, by=cast.who(cast.resident))
    actions.sign_up(second, by=cast.who(cast.student))
    actions.sign_up(first, by=None, guest=Guest("佐藤", Contact.Way.PHONE, "000-111-2222"))
    actions.sign_up(first, by=None, guest=Guest("鈴木", Contact.Way.MAIL, "suzuki@example.jp"))
    actions.cancel_days(event, "大雪のため", by=npo, day=first)
    rows = told("event.cancelled")
    assert {name: (row.way, row.singly) for name, row in rows.items()} == {
        cast.resident.name: (Outgoing.Way.MAIL, True),
        "佐藤": (Outgoing.Way.BY_HAND, True),
        "鈴木": (Outgoing.Way.MAIL, True),
    }
    assert "大雪のため" in rows["鈴木"].text
    assert set(told("event.cancelled")) == set(rows)
    assert Outgoing.objects.filter(subject__startswith="中止").count() == 3


def test_a_moved_day_is_told_to_those_of_that_day(cast, make, npo):
    event = make(4, 11)
    first, second = event.occurrences.all()
    actions.sign_up(first, by=cast.who(cast.resident))
    actions.sign_up(second, by=cast.who(cast.student))
    actions.change_day(first, in_days(5)[0], by=npo)
    assert set(told("event.day_moved")) == {cast.resident.name}


def test_a_note_alone_is_told_to_nobody(cast, make, npo):
    event = make(4)
    day = event.occurrences.get()
    actions.sign_up(day, by=cast.who(cast.resident))
    actions.change_day(day, in_days(4)[0], note="室内ばきを", by=npo)
    assert not Record.objects.filter(verb="event.day_moved").exists()
    assert SignUp.objects.get().actor == cast.resident
    assert Actor.objects.filter(pk=cast.resident.pk).exists()
