"""Calendars for other programs (RFC 5545): everything, a theme, an area, an organiser, one event."""

import datetime as dt
import re
from collections.abc import Iterable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe
from icalendar import Calendar
from icalendar import Event as Entry

from yoriai.directory.models import Event
from yoriai.directory.queries.calendar import Happening, Narrowed, days_to_export, happenings
from yoriai.directory.views.sorts import seen
from yoriai.kernel.city.queries import city
from yoriai.kernel.models import Actor, Area, Theme
from yoriai.ui.whole_page import whole_page

BACK, AHEAD = dt.timedelta(days=90), dt.timedelta(days=550)
# What no calendar program can read, whatever somebody pasted into a title.
CONTROLS = re.compile("[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def _plain(text: str) -> str:
    return CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def calendar(days: Iterable[Happening], name: str) -> bytes:
    """The calendar as bytes. A day keeps its UID when it is moved; a cancelled one stays, with STATUS:CANCELLED."""
    made = Calendar()
    made.add("prodid", "-//Yoriai//Calendar//JA")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", _plain(name))
    made.add("x-wr-timezone", settings.TIME_ZONE)
    made.add("refresh-interval", dt.timedelta(hours=6), parameters={"VALUE": "DURATION"})
    here = city()
    home = f"{here.area.code}.yoriai" if here else "yoriai"
    for day in days:
        made.add_component(_entry(day, home))
    written: bytes = made.to_ical()
    return written


def _entry(day: Happening, home: str) -> Entry:
    thing, made = day.thing, Entry()
    made.add("uid", f"{day.uid}@{home}")
    made.add("dtstamp", thing.changed.astimezone(dt.UTC))
    made.add("last-modified", thing.changed.astimezone(dt.UTC))
    made.add("sequence", thing.version)
    title = _plain(thing.title)
    made.add("summary", _("[Cancelled] %(title)s") % {"title": title} if day.cancelled else title)
    made.add("status", "CANCELLED" if day.cancelled else "CONFIRMED")
    _when(made, day)
    made.add("url", settings.BASE_URL + thing.get_absolute_url())
    _told(made, day)
    return made


def _told(made: Entry, day: Happening) -> None:
    """What it is about, and where."""
    words = [day.why, day.note, day.thing.summary, settings.BASE_URL + day.thing.get_absolute_url()]
    made.add("description", "\n".join(_plain(part) for part in words if part))
    if day.where:
        made.add("location", _plain(day.where))
    if position := _position(day.thing):
        made.add("geo", position)


def _when(made: Entry, day: Happening) -> None:
    """A whole day is a date, its end the day after the last one; everything else is a moment in UTC, which nobody can misread."""
    if day.all_day:
        made.add("dtstart", day.day)
        made.add("dtend", timezone.localdate(day.ends or day.starts) + dt.timedelta(days=1))
        return
    made.add("dtstart", day.starts.astimezone(dt.UTC))
    if day.ends is not None and day.ends > day.starts:
        made.add("dtend", day.ends.astimezone(dt.UTC))


def _position(thing: object) -> tuple[float, float] | None:
    latitude, longitude = getattr(thing, "latitude", None), getattr(thing, "longitude", None)
    return (latitude, longitude) if latitude is not None and longitude is not None else None


def _answer(days: Iterable[Happening], name: str, file: str) -> HttpResponse:
    with override(settings.LANGUAGE_CODE):
        answer = HttpResponse(calendar(days, name), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'inline; filename="{file}.ics"'
    answer["Cache-Control"] = "no-cache"
    return answer


def _listed(narrowed: Narrowed, name: str, file: str) -> HttpResponse:
    """What everybody may see; a calendar program signs in nowhere."""
    now = timezone.now()
    return _answer(happenings(None, now - BACK, now + AHEAD, narrowed), name, file)


@require_safe
@whole_page
def everything(request: HttpRequest) -> HttpResponse:
    """All that is on in the city."""
    with override(settings.LANGUAGE_CODE):
        name = _("What is on in %(city)s") % {"city": city() or ""}
    return _listed(Narrowed(), name, "calendar")


@require_safe
@whole_page
def theme(request: HttpRequest, code: str) -> HttpResponse:
    """What is on about a theme and what lies under it."""
    found = get_object_or_404(Theme, code=code)
    return _listed(Narrowed(theme=found), found.name, found.code)


@require_safe
@whole_page
def area(request: HttpRequest, code: str) -> HttpResponse:
    """What is on in an area."""
    found = get_object_or_404(Area.objects.defer("outline"), code=code)
    return _listed(Narrowed(area=found), found.name, "area")


@require_safe
@whole_page
def organiser(request: HttpRequest, pk: int) -> HttpResponse:
    """What an organisation or a person puts on. A guest is a device and has no page."""
    found = get_object_or_404(Actor.objects.exclude(kind=Actor.Kind.GUEST), pk=pk)
    return _listed(Narrowed(by=found), found.shown_name, f"who-{found.pk}")


@require_safe
@whole_page
def event(request: HttpRequest, code: str) -> HttpResponse:
    """Every day of one event, to take over into one's own calendar."""
    found = seen(request, "event", code)
    assert isinstance(found, Event)
    return _answer(days_to_export(found), found.title, found.code)
