"""What is on, between two moments: days of events, and other things whose `when` is a meeting."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from yoriai.directory.models import Entry, Event, Occurrence
from yoriai.kernel.actors.who import Who
from yoriai.kernel.items.models import Item
from yoriai.kernel.items.registry import happening_kinds
from yoriai.kernel.models import Actor, Area, Theme

MOST = 2000
CANCELLED = "cancelled"  # the state of a meeting that does not take place, whatever its kind


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Only what concerns these; None and empty: everything."""

    theme: Theme | None = None
    area: Area | None = None
    by: Actor | None = None
    support: str = ""

    def of_items(self, rows: "QuerySet[Any]") -> "QuerySet[Any]":
        """Items about the theme or what lies under it, in the area, by the actor."""
        if self.theme is not None:
            rows = rows.filter(themes__in=Theme.objects.within(self.theme)).distinct()
        if self.area is not None:
            rows = rows.filter(areas=self.area)
        return rows.filter(by=self.by) if self.by is not None else rows


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing on one day. `uid` stays the same when it is moved; `thing` is the item, with its place loaded."""

    thing: Item
    uid: str
    starts: dt.datetime
    ends: dt.datetime | None = None
    all_day: bool = False
    note: str = ""
    cancelled: bool = False
    why: str = ""
    support: list[str] = field(default_factory=list)
    meets_at: str = ""

    @property
    def day(self) -> dt.date:
        """The day in the city's own time."""
        return timezone.localdate(self.starts)

    @property
    def where(self) -> str:
        """The place and the words beside it."""
        return "　".join(part for part in (str(self.thing.where) if self.thing.where else "", self.meets_at) if part)


def midnight(day: dt.date) -> dt.datetime:
    """The moment the day begins in the city."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))


def happenings(
    who: Who | None, first: dt.datetime, until: dt.datetime, narrowed: Narrowed | None = None, *, most: int = MOST
) -> list[Happening]:
    """What begins from `first` on and before `until`, as this reader may see it, the earliest first. Two queries."""
    narrowed = narrowed or Narrowed()
    events = narrowed.of_items(Event.objects.visible_to(who)).filter(state__in=[Entry.State.SHOWN, Entry.State.ENDED])
    if narrowed.support:
        events = events.filter(support__contains=[narrowed.support])
    found = [of_day(day) for day in _days(events).filter(starts__gte=first, starts__lt=until).order_by("starts")[:most]]
    if not narrowed.support:
        others = narrowed.of_items(Item.objects.visible_to(who)).filter(kind__in=happening_kinds())
        others = others.filter(when__gte=first, when__lt=until).select_related("where").order_by("when")[:most]
        found += [_of_item(item) for item in others]
    return sorted(found, key=lambda one: (one.starts, one.uid))[:most]


def _days(events: "QuerySet[Event]") -> "QuerySet[Occurrence]":
    return Occurrence.objects.filter(event__in=events.order_by().values("pk")).select_related("event__where")


def days_to_export(event: Event) -> list[Happening]:
    """Every day of one event."""
    return [of_day(day) for day in Occurrence.objects.filter(event=event).select_related("event__where")[:MOST]]


def of_day(day: Occurrence) -> Happening:
    """A day of an event."""
    event = day.event
    return Happening(
        thing=event,
        uid=f"{event.code}-{day.pk}",
        starts=day.starts,
        ends=day.ends,
        all_day=day.all_day,
        note=day.note,
        cancelled=day.cancelled is not None,
        why=day.cancelled_why,
        support=event.support,
        meets_at=event.meets_at,
    )


def _of_item(item: Item) -> Happening:
    assert item.when is not None
    return Happening(thing=item, uid=item.code, starts=item.when, cancelled=item.state == CANCELLED)


def this_week(who: Who | None, now: dt.datetime, narrowed: Narrowed | None = None, *, most: int = 6) -> list[Happening]:
    """The next seven days, for front pages; what was cancelled stays in, so that nobody goes there in vain."""
    return happenings(who, now, midnight(timezone.localdate(now) + dt.timedelta(days=7)), narrowed, most=most)


def themes_to_choose() -> "QuerySet[Theme]":
    """The themes a calendar or map can be narrowed to."""
    return Theme.objects.problems()


def areas_to_choose(chosen: Area | None) -> "QuerySet[Area]":
    """The wards, and the area chosen already where it is a smaller one."""
    wards = Q(kind=Area.Kind.WARD) | Q(pk=chosen.pk if chosen else None)
    return Area.objects.filter(wards).defer("outline").order_by("code")
