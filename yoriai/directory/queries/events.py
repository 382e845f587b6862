"""Questions about events, their days and who comes."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from yoriai.directory.models import Event, Occurrence, SignUp
from yoriai.kernel.actors.who import Who
from yoriai.kernel.models import Actor
from yoriai.people.models import Contact, Outgoing

Booked, Waiting = SignUp.State.BOOKED, SignUp.State.WAITING
# What somebody told for an event is kept this long after its day.
KEPT = dt.timedelta(days=7)


def with_seats(event: Event) -> "QuerySet[Occurrence]":
    """The days with how many people come (`booked`) and wait (`waiting`)."""
    days = Occurrence.objects.filter(event=event).order_by("starts", "pk")
    return days.annotate(
        booked=Coalesce(Sum("sign_ups__people", filter=Q(sign_ups__state=Booked)), 0),
        waiting=Coalesce(Sum("sign_ups__people", filter=Q(sign_ups__state=Waiting)), 0),
    )


def over_at(now: dt.datetime) -> Q:
    """Days that are over: the end has passed, or the start where no end is known."""
    return Q(ends__lt=now) | Q(ends=None, starts__lt=now)


def next_day(event: Event, now: dt.datetime) -> Occurrence | None:
    """The next day that takes place, the one going on included."""
    return event.occurrences.filter(~over_at(now), cancelled=None).order_by("starts").first()


def booked_on(day: Occurrence) -> int:
    """How many people have a seat on this day."""
    return SignUp.objects.filter(occurrence=day, state=Booked).aggregate(all=Coalesce(Sum("people"), 0))["all"]  # type: ignore[no-any-return]


@dataclass(slots=True)
class DayLine:
    """One day on the page. free: seats left, None without a limit; open: whether one can sign up now; mine: my own seat."""

    day: Occurrence
    booked: int
    waiting: int
    free: int | None
    open: bool
    over: bool
    mine: SignUp | None = None


def days_of(event: Event, who: Who | None, now: dt.datetime) -> list[DayLine]:
    """Every day of the event as its page shows it, in two queries."""
    mine: dict[int, SignUp] = {}
    if who is not None and who.signed_in:
        held = SignUp.objects.filter(occurrence__event=event, actor=who.person).exclude(state=SignUp.State.LEFT)
        mine = {seat.occurrence_id: seat for seat in held}
    return [_line(event, day, mine.get(day.pk), now) for day in with_seats(event)]


def _line(event: Event, day: Occurrence, mine: SignUp | None, now: dt.datetime) -> DayLine:
    booked, waiting = day.booked, day.waiting  # type: ignore[attr-defined]
    free = None if event.capacity is None else max(event.capacity - booked, 0)
    open_now = event.sign_up == Event.SignUpBy.HERE and closed_why(event, day, now) is None
    return DayLine(day, booked, waiting, free, open_now and event.is_shown, (day.ends or day.starts) < now, mine)


def closed_why(event: Event, day: Occurrence, now: dt.datetime) -> str | None:
    """Why nobody can sign up for this day any more: "cancelled", "begun", "late"; None while one can."""
    if day.cancelled is not None:
        return "cancelled"
    if day.starts <= now:
        return "begun"
    return "late" if event.apply_until is not None and event.apply_until < now else None


def upcoming(event: Event, now: dt.datetime | None = None) -> "QuerySet[Occurrence]":
    """The days still to come that are not cancelled."""
    return event.occurrences.filter(~over_at(now or timezone.now()), cancelled=None).order_by("starts")


def seats_of(event: Event) -> "QuerySet[SignUp]":
    """Who comes and who waits, day by day, in the order they signed up."""
    seats = SignUp.objects.filter(occurrence__event=event).exclude(state=SignUp.State.LEFT)
    return seats.select_related("occurrence", "actor").order_by("occurrence__starts", "state", "pk")


def seats_held_by(person: Actor, now: dt.datetime) -> "QuerySet[SignUp]":
    """One's own seats on days to come, cancelled ones too: starts from the person."""
    mine = SignUp.objects.filter(actor=person).exclude(state=SignUp.State.LEFT)
    mine = mine.exclude(Q(occurrence__ends__lt=now) | Q(occurrence__ends=None, occurrence__starts__lt=now))
    return mine.select_related("occurrence__event").order_by("occurrence__starts", "pk")


def contacts_of(event: Event) -> dict[int, str]:
    """How guests can be reached about this event, by the id of their actor."""
    kept = Contact.objects.filter(item_id=event.pk, purpose="sign_up")
    return dict(kept.values_list("actor_id", "value"))


def to_telephone(event: Event) -> "QuerySet[Outgoing]":
    """Those who must be told by telephone: they have no mail, and nobody has reached them yet."""
    coming = SignUp.objects.filter(occurrence__event=event).values("actor")
    waiting = Outgoing.objects.filter(item_id=event.pk, to__in=coming, way=Outgoing.Way.BY_HAND, sent=None)
    return waiting.select_related("to").order_by("pk")


def past_keeping(now: dt.datetime) -> "QuerySet[SignUp]":
    """Sign-ups whose day is so long over that they are deleted."""
    long_ago = now - KEPT
    return SignUp.objects.filter(
        Q(occurrence__ends__lt=long_ago) | Q(occurrence__ends=None, occurrence__starts__lt=long_ago)
    )


def past_their_day(now: dt.datetime) -> "QuerySet[Event]":
    """Shown events whose next day may have passed."""
    return Event.objects.filter(state=Event.State.SHOWN, when__lt=now).order_by("when")
