"""Events and their days: written out once, then each day can be moved or cancelled alone."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yoriai.directory.actions.entries import add_entry, change_entry, end_entry
from yoriai.directory.actions.sign_ups import fill_seats
from yoriai.directory.models import Entry, Event, Occurrence
from yoriai.directory.policy import can_edit
from yoriai.directory.queries.entries import needs_two
from yoriai.directory.queries.events import next_day, over_at, upcoming
from yoriai.engines.calendar.repeats import MOST
from yoriai.kernel.actors.who import Who
from yoriai.kernel.items.actions import locked, save_item, touch
from yoriai.kernel.policy import NotPossible, require
from yoriai.kernel.records.actions import record


class Span(NamedTuple):
    """When a day of an event begins and ends, in the city's time; all_day: from midnight to a minute before the next."""

    starts: dt.datetime
    ends: dt.datetime | None = None
    all_day: bool = False


@transaction.atomic
def add_event(*, by: Who, days: Sequence[Span], **facts: Any) -> Event:
    """A new event as a draft, with its days. facts: see add_entry."""
    if not days:
        raise NotPossible(_("Please give at least one day."))
    event = add_entry(Event(), by=by, **facts)
    return add_days(event, days, by=by)


@transaction.atomic
def change_event(event: Event, *, by: Who, **facts: Any) -> Event:
    """Change its facts; where there are more seats now, those who wait move up."""
    event = change_entry(event, by=by, **facts)
    fill_seats(event)
    return event


@transaction.atomic
def add_days(event: Event, days: Iterable[Span], *, by: Who) -> Event:
    """Further days. One that begins at the same moment as another is that one."""
    require(can_edit(by, event))
    event = _changeable(event)
    rows = [Occurrence(event=event, starts=day.starts, ends=day.ends, all_day=day.all_day) for day in days]
    if event.occurrences.count() + len(rows) > MOST:
        raise NotPossible(_("These are more than %(most)d days. Make another event for the rest.") % {"most": MOST})
    Occurrence.objects.bulk_create(rows, ignore_conflicts=True)
    record("event.days_added", by=by, item=event, count=len(rows))
    return _renew(event, timezone.now())


@transaction.atomic
def change_day(day: Occurrence, span: Span, *, note: str = "", by: Who) -> Occurrence:
    """Another time for this day alone, or a note. Whoever signed up hears of a new time at once."""
    require(can_edit(by, day.event))
    event = _changeable(day.event)
    day = event.occurrences.get(pk=day.pk)
    if day.cancelled is not None:
        raise NotPossible(_("This day was cancelled. Add another one instead."))
    if event.occurrences.filter(starts=span.starts).exclude(pk=day.pk).exists():
        raise NotPossible(_("There is a day that begins at this moment already."))
    before, moved = day.starts, (day.starts, day.ends) != (span.starts, span.ends)
    day.starts, day.ends, day.all_day, day.note = span.starts, span.ends, span.all_day, " ".join(note.split())[:200]
    day.save(update_fields=["starts", "ends", "all_day", "note"])
    verb = "event.day_moved" if moved else "event.day_changed"
    record(verb, by=by, item=event, day=day.pk, before=before.isoformat())
    _renew(event, timezone.now())
    return day


@transaction.atomic
def cancel_days(event: Event, why: str, *, by: Who, day: Occurrence | None = None) -> list[Occurrence]:
    """中止: this day, or every day to come. It stays on the page with its reason; whoever signed up is told at once.

    One person of the organiser is enough, also where two must look at what is shown: somebody may be on the way.
    """
    require(can_edit(by, event))
    why = " ".join(why.split())[:200]
    if not why:
        raise NotPossible(_("Please say why; a short sentence is enough."))
    event, now = locked(event), timezone.now()
    days = list(upcoming(event, now).filter(pk=day.pk) if day else upcoming(event, now))
    if not days:
        raise NotPossible(_("There is no day left to cancel."))
    event.occurrences.filter(pk__in=[each.pk for each in days]).update(cancelled=now, cancelled_why=why)
    record("event.cancelled", by=by, item=event, days=[each.pk for each in days], why=why)
    _renew(event, now)
    return days


@transaction.atomic
def renew_event(event: Event, *, now: dt.datetime) -> Event:
    """Its next day, after one has passed; the event has ended once the last one has."""
    event = locked(event)
    days = event.occurrences
    if event.state == Entry.State.SHOWN and days.exists() and not days.exclude(over_at(now)).exists():
        return end_entry(event, by=None)
    return _renew(event, now)


def _changeable(event: Event) -> Event:
    event = locked(event)
    if event.state == Entry.State.SHOWN and needs_two(event):
        raise NotPossible(
            _("Two people look at what is shown in your name. Take the page back first, change it, and show it again.")
        )
    return event


def _renew(event: Event, now: dt.datetime) -> Event:
    """`when` is the next day's start; where none is left, the last one's. What shows the days is shown anew."""
    following = next_day(event, now) or event.occurrences.order_by("starts").last()
    starts = following.starts if following else None
    if event.when == starts:
        touch(event)
        event.version += 1
        return event
    event.when = starts
    return save_item(event, "when")
