"""申しこみ: a seat or a place on the waiting list, given back by a link, moved up by itself, deleted after the day."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yoriai.directory.lifecycle import SIGN_UP
from yoriai.directory.models import Event, Occurrence, SignUp
from yoriai.directory.policy import can_give_back, can_see_people, can_sign_up
from yoriai.directory.queries.events import KEPT, booked_on, closed_why, past_keeping, seats_of, upcoming
from yoriai.kernel.actors.actions import add_guest, blank_actor
from yoriai.kernel.actors.who import Who
from yoriai.kernel.items.actions import locked
from yoriai.kernel.models import Actor, Item
from yoriai.kernel.policy import NotPossible, require
from yoriai.kernel.records.actions import record
from yoriai.people.actions import put_contact
from yoriai.people.models import Contact

CLOSED = {
    "cancelled": _("This day was cancelled."),
    "begun": _("This day has begun already."),
    "late": _("The day to sign up until has passed. Please ask the organiser."),
}


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody without an account: a name, and one way to be reached (`Contact.Way`: mail or phone), for this event alone."""

    name: str
    way: str
    value: str


@transaction.atomic
def sign_up(
    day: Occurrence,
    *,
    by: Who | None,
    people: int = 1,
    needs: str = "",
    guest: Guest | None = None,
    now: dt.datetime | None = None,
) -> SignUp:
    """A seat for so many people, or a place on the waiting list where there are not enough. Pressed twice is once.

    guest: for somebody without an account, also when the organiser writes down who telephoned; without it `by` comes.
    """
    now = now or timezone.now()
    event = locked(day.event)  # one after the other: no seat is given twice
    require(can_sign_up(by, event), _("One does not sign up for this here."))
    day = event.occurrences.get(pk=day.pk)
    if why := closed_why(event, day, now):
        raise NotPossible(CLOSED[why])
    if event.capacity is not None and people > event.capacity:
        raise NotPossible(_("There are only %(seats)d seats.") % {"seats": event.capacity})
    if guest is None:
        require(by is not None and by.signed_in, _("Please give a name and one way to reach you."))
        assert by is not None
        held = SignUp.objects.filter(occurrence=day, actor=by.person).exclude(state=SignUp.State.LEFT).first()
        if held is not None:
            return held
    actor = _guest(guest, event, day) if guest else by.person  # type: ignore[union-attr]
    free = event.capacity is None or people <= event.capacity - booked_on(day)
    state = SignUp.State.BOOKED if free else SignUp.State.WAITING
    seat = SignUp.objects.create(occurrence=day, actor=actor, people=people, state=state, needs=needs.strip()[:400])
    speaks = by if by is not None and by.signed_in else Who.alone(actor, signed_in=False)
    record("event.signed_up", by=speaks, item=event, inside=True, sign_up=seat.pk)
    return seat


def _guest(guest: Guest, event: Event, day: Occurrence) -> Actor:
    """A guest of their own, known to this event only. The same name and contact a second time is a slip of the finger."""
    name, value = " ".join(guest.name.split()), " ".join(guest.value.split())
    if not name or not value or guest.way not in (Contact.Way.MAIL, Contact.Way.PHONE):
        raise NotPossible(_("Please give a name and one way to reach you."))
    twice = SignUp.objects.filter(
        occurrence=day, actor__name=name[:120], actor__contacts__value__iexact=value, actor__contacts__item=event.pk
    ).exclude(state=SignUp.State.LEFT)
    if twice.exists():
        raise NotPossible(_("You have signed up for this day already. Look at the mail you got, or ask the organiser."))
    actor = add_guest(name)
    ends = timezone.localdate(day.ends or day.starts) + KEPT
    put_contact(actor, guest.way, value, purpose="sign_up", ends=ends, item=Item.objects.get(pk=event.pk))
    return actor


@transaction.atomic
def give_back(seat: SignUp, *, by: Who | None) -> SignUp:
    """The seat is free again, and the next on the list moves up. by=None: by the link, which the caller has checked."""
    require(can_give_back(by, seat))
    event = locked(seat.occurrence.event)
    seat = SignUp.objects.select_related("occurrence", "actor").get(pk=seat.pk)
    seat.state = SIGN_UP.after(seat.state, "give_back")
    seat.needs = ""
    seat.save(update_fields=["state", "needs"])
    speaks = by or Who.alone(seat.actor, signed_in=False)
    record("event.seat_given_back", by=speaks, item=event, inside=True, sign_up=seat.pk)
    fill_seats(event)
    return seat


def fill_seats(event: Event, *, now: dt.datetime | None = None) -> list[SignUp]:
    """Whoever waits moves up, in the order they came, as far as their number fits. The caller holds the event's row."""
    now = now or timezone.now()
    moved = []
    waiting = SignUp.objects.filter(occurrence__in=upcoming(event, now), state=SignUp.State.WAITING)
    left: dict[int, int] = {}
    for seat in waiting.select_related("occurrence").order_by("pk"):
        day = seat.occurrence
        if event.capacity is not None and day.pk not in left:
            left[day.pk] = event.capacity - booked_on(day)
        if day.starts <= now or (event.capacity is not None and seat.people > left[day.pk]):
            continue
        if event.capacity is not None:
            left[day.pk] -= seat.people
        seat.state = SIGN_UP.after(seat.state, "move_up")
        seat.save(update_fields=["state"])
        record("event.moved_up", by=None, item=event, inside=True, sign_up=seat.pk)
        moved.append(seat)
    return moved


@transaction.atomic
def look_at_people(event: Event, *, by: Who) -> list[SignUp]:
    """Who comes, with contact data and what they need: for the organiser, and each look is recorded."""
    require(can_see_people(by, event), _("Only those who speak for the organiser see this."))
    seats = list(seats_of(event))
    record("sign_ups.looked_at", by=by.wearing(event.by), item=event, inside=True, count=len(seats))
    return seats


@transaction.atomic
def end_sign_ups(now: dt.datetime) -> int:
    """Delete the sign-ups of days long over; their numbers stay in the record, guests lose their names. Returns how many.

    Whoever has closed their account comes no more: the seat is free for the next.
    """
    held = SignUp.objects.exclude(state=SignUp.State.LEFT).filter(actor__left__isnull=False)
    for seat in held.select_related("occurrence__event"):
        give_back(seat, by=None)
    past = past_keeping(now)
    booked = past.filter(state=SignUp.State.BOOKED).values("occurrence__event").annotate(seats=Sum("people"))
    for pk, people in list(booked.values_list("occurrence__event", "seats")):
        record("sign_ups.ended", by=None, item=Item.objects.filter(pk=pk).first(), inside=True, people=people)
    guests = list(Actor.objects.filter(sign_ups__in=past, kind=Actor.Kind.GUEST, guest=None).distinct())
    count, _models = SignUp.objects.filter(pk__in=past.values("pk")).delete()
    for actor in guests:
        if not actor.sign_ups.exists():
            blank_actor(actor)
    return count
