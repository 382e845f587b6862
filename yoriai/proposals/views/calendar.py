"""年間の予定: the year of a scheme by its days, on a page and for calendar programs."""

import datetime as dt
import re
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import override
from django.views.decorators.http import require_safe
from icalendar import Calendar
from icalendar import Event as ICalEvent

from yoriai.kernel.city.queries import city
from yoriai.people.gate import reader
from yoriai.proposals import policy
from yoriai.proposals.models import Scheme
from yoriai.proposals.queries import calendar as of
from yoriai.proposals.views.schemes import the_scheme
from yoriai.ui import display
from yoriai.ui.fragments import piece
from yoriai.ui.whole_page import whole_page

# What no calendar program can read, whatever somebody called their thing.
CONTROLS = re.compile("[\x00-\x1f\x7f\ufffe\uffff]")


@require_safe
@whole_page
def calendar(request: HttpRequest, code: str) -> HttpResponse:
    """The public dates; for the office every date that waits, past ones first."""
    found, today = the_scheme(request, code), timezone.localdate()
    runs = policy.can_run(reader(request))
    days = _days(found, today, runs=runs)
    # A piece, for a hundred and fifty dates take longer to write than everything else of the page.
    shown = piece("proposals/scheme_days.html", days, display.of(request), **days)
    context = {"scheme": found, "runs": runs, "days": shown, "undated": of.undated(found)}
    answer = render(request, "proposals/scheme_calendar.html", context)
    if runs:
        add_never_cache_headers(answer)
    return answer


def _days(found: Scheme, today: dt.date, *, runs: bool) -> dict[str, Any]:
    """What stands on each day, and what is past its day."""
    inside = of.office_entries(found) if runs else []
    ahead = [one for one in inside if not one.is_late(today)]
    entries = of.phase_entries(found) + ahead if runs else of.public_entries(found)
    return {"late": of.overdue(inside, today), "months": of.by_month(entries, today), "today": today}


@require_safe
@whole_page
def calendar_file(request: HttpRequest, code: str) -> HttpResponse:
    """The public dates for a calendar program, which signs in nowhere."""
    found = the_scheme(request, code)
    with override(settings.LANGUAGE_CODE):
        content = _written(found)
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'inline; filename="scheme-{found.code}.ics"'
    answer["Cache-Control"] = "no-cache"
    return answer


def _written(scheme: Scheme) -> bytes:
    here, made = city(), Calendar()
    made.add("prodid", "-//Yoriai//Scheme//JA")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", _plain(scheme.title))
    made.add("x-wr-timezone", settings.TIME_ZONE)
    home = f"{here.area.code}.yoriai" if here else "yoriai"
    for entry in of.public_entries(scheme):
        made.add_component(_event(entry, scheme, home))
    written: bytes = made.to_ical()
    return written


def _plain(text: str) -> str:
    return CONTROLS.sub(" ", text)


def _event(entry: of.Entry, scheme: Scheme, home: str) -> ICalEvent:
    """A whole day; a part of the year has its first and its last day as two entries, for nobody wants a bar of three months."""
    one = ICalEvent()
    one.add("uid", f"{scheme.code}-{entry.key}@{home}")
    one.add("dtstamp", scheme.changed.astimezone(dt.UTC))
    one.add("sequence", scheme.version)
    one.add("dtstart", entry.on)
    one.add("dtend", entry.on + dt.timedelta(days=1))
    one.add("summary", _plain(f"{entry.words}（{scheme.title}）"))
    names = [name for name, _url in entry.names]
    one.add("description", "\n".join([_plain(part) for part in (entry.note, *names) if part]))
    one.add("url", settings.BASE_URL + scheme.get_absolute_url())
    return one
