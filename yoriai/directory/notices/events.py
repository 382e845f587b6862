"""Who is told of what happens to an event: whoever signed up, at once; whoever follows it, with the week."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from yoriai.directory.models import Event, Occurrence, SignUp
from yoriai.directory.queries.seat_links import seat_page
from yoriai.kernel.models import Record
from yoriai.kernel.records.registry import Notice, hears
from yoriai.people.queries import followers_of, mail_address
from yoriai.ui.dates import full_date, full_time


def _when(day: Occurrence) -> str:
    return full_date(day.starts) if day.all_day else full_time(day.starts)


def _where(event: Event) -> str:
    return "　".join(
        part for part in (str(event.where) if event.where else "", event.meets_at, event.online_url) if part
    )


def _event(happened: Record) -> Event | None:
    return Event.objects.select_related("where").filter(pk=happened.item_id or 0).first()


def _seat(happened: Record) -> SignUp | None:
    rows = SignUp.objects.select_related("actor", "occurrence__event__where")
    return rows.filter(pk=happened.data.get("sign_up")).first()


@hears("event.signed_up")
def signed_up(happened: Record) -> Iterator[Notice]:
    """When and where, and the link to give the seat back. Only by mail: whoever has none has just read it on the page."""
    seat = _seat(happened)
    if seat is None or seat.state == SignUp.State.LEFT or not mail_address(seat.actor, happened.item):
        return
    event, day = seat.occurrence.event, seat.occurrence
    booked = seat.state == SignUp.State.BOOKED
    text = (
        _("You have a seat (%(people)d).\n%(when)s\n%(where)s\nIf you cannot come, give it back here: %(page)s")
        if booked
        else _(
            "It is full. You are on the waiting list (%(people)d), and hear from us when a seat is free.\n"
            "%(when)s\n%(where)s\nIf you no longer want it: %(page)s"
        )
    ) % {"people": seat.people, "when": _when(day), "where": _where(event), "page": seat_page(seat)}
    subject = _("Signed up: %(title)s") if booked else _("On the waiting list: %(title)s")
    yield Notice(seat.actor, subject % {"title": event.title}, text, event, singly=True)


@hears("event.moved_up")
def moved_up(happened: Record) -> Iterator[Notice]:
    """A seat is free: told at once, by telephone where there is no mail."""
    seat = _seat(happened)
    if seat is None or seat.state != SignUp.State.BOOKED:
        return
    event = seat.occurrence.event
    text = _("A seat is free, and it is yours (%(people)d).\n%(when)s\n%(where)s\nIf you cannot come: %(page)s") % {
        "people": seat.people,
        "when": _when(seat.occurrence),
        "where": _where(event),
        "page": seat_page(seat),
    }
    yield Notice(seat.actor, _("You have a seat: %(title)s") % {"title": event.title}, text, event, singly=True)


def _those_coming(event: Event, days: Iterable[int]) -> "Iterator[tuple[SignUp, list[Occurrence]]]":
    """Each person once, with all the days in question."""
    rows = SignUp.objects.filter(occurrence__event=event, occurrence__in=list(days)).exclude(state=SignUp.State.LEFT)
    by_actor: dict[int, list[SignUp]] = {}
    for seat in rows.select_related("actor", "occurrence").order_by("occurrence__starts", "pk"):
        by_actor.setdefault(seat.actor_id, []).append(seat)
    for seats in by_actor.values():
        yield seats[0], [seat.occurrence for seat in seats]


@hears("event.cancelled")
def cancelled(happened: Record) -> Iterator[Notice]:
    """中止. Whoever signed up hears of their own days at once; whoever follows it hears it with the week's notices."""
    event = _event(happened)
    if event is None:
        return
    days = list(Occurrence.objects.filter(event=event, pk__in=happened.data["days"]))
    subject = _("Cancelled: %(title)s") % {"title": event.title}
    for seat, theirs in _those_coming(event, happened.data["days"]):
        yield Notice(seat.actor, subject, _gone(theirs, happened.data["why"]), event, singly=True)
    if event.is_shown:
        for follower in followers_of(event):
            yield Notice(follower, subject, _gone(days, happened.data["why"]), event)


def _gone(days: list[Occurrence], why: str) -> str:
    lines = "\n".join(_when(day) for day in days)
    return _("It does not take place:\n%(days)s\nReason: %(why)s") % {"days": lines, "why": why}


@hears("event.day_moved")
def day_moved(happened: Record) -> Iterator[Notice]:
    """Another time: told at once to whoever signed up for that day."""
    event = _event(happened)
    day = Occurrence.objects.filter(event=event, pk=happened.data["day"]).first()
    if event is None or day is None:
        return
    for seat, _days in _those_coming(event, [day.pk]):
        text = _("The time has changed. It is now:\n%(when)s\n%(where)s\nIf you cannot come then: %(page)s") % {
            "when": _when(day),
            "where": _where(event),
            "page": seat_page(seat),
        }
        yield Notice(seat.actor, _("Another time: %(title)s") % {"title": event.title}, text, event, singly=True)


@hears("event.shown")
def shown(happened: Record) -> Iterator[Notice]:
    """A new event: whoever follows its themes, its areas or its organiser's page hears of it with the week's notices."""
    event = _event(happened)
    first = event.occurrences.filter(cancelled=None).order_by("starts").first() if event and event.is_shown else None
    if event is None or first is None:
        return
    text = "\n".join(part for part in (event.title, _when(first), _where(event)) if part)
    for follower in followers_of(event):
        yield Notice(follower, _("Something is on: %(title)s") % {"title": event.title}, text, event)
