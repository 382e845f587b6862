"""Hours for advice as a group and as those who offer them see them; homework that is open; which sections have answered."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, F, Prefetch, Q
from django.utils import timezone

from yoriai.kernel.actors.who import Who
from yoriai.kernel.models import Actor, Ask
from yoriai.proposals.lifecycle import THEME_SHEET
from yoriai.proposals.models import Booking, Consultation, Proposal, Scheme, SchemeTheme, Slot

MOST_SLOTS = 60
# Hours that are over stand on the desk so long, and so many of them at most.
PAST, MOST_PAST = dt.timedelta(days=30), 30


def free_slots(scheme: Scheme, now: dt.datetime) -> list[Slot]:
    """Hours with a free seat, the next first. One query."""
    taken = Count("bookings", filter=Q(bookings__cancelled=None))
    rows = Slot.objects.filter(scheme=scheme, withdrawn=None, starts__gt=now).annotate(taken=taken)
    return list(rows.filter(taken__lt=F("seats")).select_related("by").order_by("starts", "id")[:MOST_SLOTS])


def slots_of(scheme: Scheme, now: dt.datetime, by: Actor | None = None) -> list[Slot]:
    """Hours to come, then the newest of the last weeks, of one who offers them or of all, each with who has booked it. Four queries."""
    rows = Slot.objects.filter(scheme=scheme, withdrawn=None, starts__gt=now - PAST)
    rows = rows if by is None else rows.filter(by=by)
    booked = Booking.objects.filter(cancelled=None).select_related("proposal__by").order_by("seat")
    rows = rows.select_related("by").prefetch_related(Prefetch("bookings", booked, to_attr="booked"))
    to_come = rows.filter(starts__gt=now).order_by("starts", "id")[:MOST_SLOTS]
    return [*to_come, *rows.filter(starts__lte=now).order_by("-starts", "-id")[:MOST_PAST]]


def unnoted_hours(proposal: Proposal) -> list[Booking]:
    """The hours it had or has, of which nobody has noted anything: the newest that has begun first, then those to come. One query."""
    rows = Booking.objects.filter(proposal=proposal, cancelled=None, consultation=None).select_related("slot__by")
    now = timezone.now()
    found = sorted(rows, key=lambda row: abs(row.slot.starts - now))
    return sorted(found, key=lambda row: row.slot.starts > now)


def booking_of(proposal: Proposal) -> Booking | None:
    """The hour the group has, or had and of which nobody has noted anything."""
    rows = Booking.objects.filter(proposal=proposal, cancelled=None, consultation=None)
    return rows.select_related("slot__by", "proposal").order_by("-slot__starts").first()


def booking_for(who: Who | None, code: str) -> Booking | None:
    """The booking of this proposal in an hour this reader offers; they need not read the proposal for it."""
    if who is None or not who.signed_in:
        return None
    rows = Booking.objects.filter(proposal__code=code, slot__by=who.person, cancelled=None, consultation=None)
    return rows.select_related("slot", "proposal").order_by("-slot__starts").first()


def open_homework(proposal: Proposal) -> list[Consultation]:
    """What was to be done until next time and is not ticked, the oldest first. One query."""
    rows = Consultation.objects.filter(proposal=proposal, homework_done=None).exclude(homework="")
    return list(rows.order_by("at", "id"))


@dataclass(frozen=True, slots=True)
class Asked:
    """A section that is asked for a theme: its ask, how many sheets it has written, what it said."""

    ask: Ask
    sheets: int

    @property
    def waits(self) -> bool:
        """Whether nothing has come back."""
        return self.ask.state == Ask.State.ASKED and not self.sheets


def asked_sections(scheme: Scheme) -> list[Asked]:
    """Every section that was asked, those that have not answered first. Two queries."""
    asks = Ask.objects.filter(what=THEME_SHEET, item=scheme.pk).exclude(state=Ask.State.CLOSED)
    newest = {ask.asked_id: ask for ask in asks.select_related("asked").order_by("id")}
    rows = SchemeTheme.objects.filter(scheme=scheme, by__in=newest).order_by()
    sheets = dict(rows.values_list("by").annotate(Count("pk")))
    found = [Asked(ask, sheets.get(section, 0)) for section, ask in newest.items()]
    return sorted(found, key=lambda one: (not one.waits, one.ask.pk))


def asked_about(scheme: Scheme, who: Who | None) -> bool:
    """Whether a section of this reader is asked for a theme of the scheme."""
    if who is None or not who.runs:
        return False
    rows = Ask.objects.filter(what=THEME_SHEET, item=scheme.pk, asked__in=who.hats)
    return rows.exclude(state=Ask.State.CLOSED).exists()
