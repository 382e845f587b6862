"""The calendar: a month, a week, or a list, narrowed by theme, area, organiser or help on the day."""

import datetime as dt
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from yoriai.directory.models import Support
from yoriai.directory.queries.calendar import (
    Happening,
    Narrowed,
    areas_to_choose,
    happenings,
    midnight,
    themes_to_choose,
)
from yoriai.engines.calendar.repeats import weeks
from yoriai.kernel.models import Actor, Area, Theme
from yoriai.people.gate import reader
from yoriai.ui.whole_page import whole_page

VIEWS = ("month", "week", "list")
LIST_DAYS = 31


@dataclass(frozen=True, slots=True)
class Asked:
    """A calendar as its address says it. on: a day of the month or week shown, the first day of the list."""

    view: str
    on: dt.date
    narrowed: Narrowed

    @classmethod
    def of(cls, given: QueryDict, today: dt.date) -> "Asked":
        """Reads the address; what makes no sense is left out."""
        view, support, by = given.get("view", ""), given.get("support", ""), given.get("by", "")
        return cls(
            view=view if view in VIEWS else "month",
            on=_day(given.get("on", ""), today),
            narrowed=Narrowed(
                theme=one_of(Theme.objects.all(), "code", given.get("theme", "")),
                area=one_of(Area.objects.defer("outline"), "code", given.get("area", "")),
                by=one_of(
                    Actor.objects.exclude(kind=Actor.Kind.GUEST), "pk", by if by.isascii() and by.isdigit() else ""
                ),
                support=support if support in Support.values else "",
            ),
        )

    @property
    def kept(self) -> dict[str, str]:
        """What narrows it, for addresses."""
        n = self.narrowed
        facts = {"theme": n.theme and n.theme.code, "area": n.area and n.area.code, "by": n.by and str(n.by.pk)}
        return {name: value for name, value in {**facts, "support": n.support}.items() if value}

    def address(self, **changes: Any) -> str:
        """The query string of this calendar with another view or day."""
        other = replace(self, **changes)
        return "?" + urlencode({"view": other.view, "on": other.on.isoformat(), **other.kept})

    @property
    def span(self) -> tuple[dt.date, dt.date]:
        """The first day shown, and the day after the last."""
        if self.view == "month":
            page = weeks(self.on.year, self.on.month)
            return page[0][0], page[-1][-1] + dt.timedelta(days=1)
        if self.view == "week":
            first = self.on - dt.timedelta(days=(self.on.weekday() + 1) % 7)
            return first, first + dt.timedelta(days=7)
        return self.on, self.on + dt.timedelta(days=LIST_DAYS)

    @property
    def neighbours(self) -> tuple[str, str]:
        """The addresses of the page before and after."""
        first, until = self.span
        if self.view == "month":
            before = self.on.replace(day=1) - dt.timedelta(days=1)
            after = self.on.replace(day=28) + dt.timedelta(days=4)
            return self.address(on=before.replace(day=1)), self.address(on=after.replace(day=1))
        return self.address(on=first - (until - first)), self.address(on=until)


@dataclass(slots=True)
class Day:
    """One day of the page."""

    date: dt.date
    inside: bool
    today: bool
    what: list[Happening]


@whole_page
def calendar(request: HttpRequest) -> HttpResponse:
    """What is on."""
    today = timezone.localdate()
    asked = Asked.of(request.GET, today)
    first, until = asked.span
    found = happenings(reader(request), midnight(first), midnight(until), asked.narrowed)
    by_day = {day: list(ones) for day, ones in groupby(found, key=lambda one: one.day)}
    dates = [first + dt.timedelta(days=number) for number in range((until - first).days)]
    month = asked.on.month if asked.view == "month" else None
    shown = [Day(date, month in (None, date.month), date == today, by_day.get(date, [])) for date in dates]
    ics = request.build_absolute_uri(subscription(asked.narrowed))
    more = {"days": shown, "any": bool(found), "ics": ics}
    return render(request, "directory/calendar.html", {**_frame(asked, today), **more})


def _frame(asked: Asked, today: dt.date) -> dict[str, Any]:
    before, after = asked.neighbours
    return {
        "asked": asked,
        "last": asked.span[1] - dt.timedelta(days=1),
        "narrowed": asked.narrowed,
        "views": [(view, asked.address(view=view)) for view in VIEWS],
        "before": before,
        "after": after,
        "now": asked.address(on=today),
        "without_by": "?" + urlencode({"view": asked.view, **{k: v for k, v in asked.kept.items() if k != "by"}}),
        "themes": themes_to_choose(),
        "areas": areas_to_choose(asked.narrowed.area),
        "supports": Support.choices,
    }


def subscription(narrowed: Narrowed) -> str:
    """The address of the calendar to subscribe to that is nearest to what is shown."""
    if narrowed.by is not None:
        return reverse("directory:who_calendar", args=[narrowed.by.pk])
    if narrowed.theme is not None:
        return reverse("directory:theme_calendar", args=[narrowed.theme.code])
    if narrowed.area is not None:
        return reverse("directory:area_calendar", args=[narrowed.area.code])
    return reverse("directory:calendar_feed")


def _day(text: str, otherwise: dt.date) -> dt.date:
    """The day of the address, within a century around; months before and after it stay in reach."""
    try:
        day = dt.date.fromisoformat(text[:10])
    except ValueError:
        return otherwise
    return day if 2000 <= day.year <= 2099 else otherwise


def one_of(rows: Any, name: str, value: str) -> Any:
    """The row of this code or id; None for one nobody knows."""
    value = value.replace("\0", "")[:80]
    return rows.filter(**{name: value}).first() if value and (name != "pk" or len(value) < 19) else None
