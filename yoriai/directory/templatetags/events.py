"""`{% load events %}{% days event %}`: an event's days with the seats left, as this reader may take them."""

import datetime as dt

from django import template
from django.template import Context
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from yoriai.directory.models import Article, Event, Occurrence, SignUp, Support
from yoriai.directory.queries.articles import mine
from yoriai.directory.queries.calendar import Happening
from yoriai.directory.queries.events import DayLine, days_of, seats_held_by
from yoriai.directory.queries.seat_links import seat_token
from yoriai.engines.japanese import dates as japanese
from yoriai.kernel.actors.who import Who
from yoriai.ui import dates

register = template.Library()
FIRST = 6  # days that stand open; the rest of a long series is folded


@register.simple_tag(takes_context=True)
def days(context: Context, event: Event) -> dict[str, list[DayLine]]:
    """Its days: `coming` (the first few), `later`, `over`."""
    lines: list[DayLine] | None = vars(event).get("days_shown")
    if lines is None:  # asked for in three places of one page
        lines = vars(event)["days_shown"] = days_of(event, getattr(context["request"], "who", None), timezone.now())
    coming = [line for line in lines if not line.over]
    return {"coming": coming[:FIRST], "later": coming[FIRST:], "over": [line for line in lines if line.over]}


@register.simple_tag
def my_seats(who: Who) -> list[SignUp]:
    """One's own seats and places on waiting lists, the nearest day first; of days to come."""
    return list(seats_held_by(who.person, timezone.now()))


@register.simple_tag
def my_articles(who: Who) -> list[Article]:
    """What this person is writing."""
    return list(mine(who))


@register.filter
def span(day: Occurrence | Happening) -> str:
    """午後1時～3時30分; the whole day in words."""
    return dates.span(day.starts, day.ends, all_day=day.all_day)


@register.filter
def seat_link(seat: SignUp) -> str:
    """The token of one's own seat."""
    return seat_token(seat)


@register.filter
def at(found: dict[int, str], key: int) -> str:
    """The entry of a dict by a variable's value; empty where there is none."""
    return found.get(key, "")


@register.filter
def month_name(day: dt.date) -> str:
    """令和8年11月; in English 2026-11."""
    return f"{dates.era_year(day)}{day.month}月" if get_language() == "ja" else f"{day:%Y-%m}"


@register.filter
def weekday(day: dt.date) -> str:
    """水; in English Wed."""
    return japanese.WEEKDAYS[day.weekday()] if get_language() == "ja" else dates.DAYS[day.weekday()]


@register.filter
def digital(moment: dt.datetime) -> str:
    """18:30, for the narrow cells of a month."""
    return f"{timezone.localtime(moment):%H:%M}"


@register.filter
def support_name(value: str) -> str:
    """What help on the day is called."""
    return str(dict(Support.choices).get(value, value))


@register.filter
def unlocalised(number: float) -> str:
    """38.228: for programs, whatever the language."""
    return f"{number:.5f}"


@register.filter
def distance(kilometres: float) -> str:
    """およそ400 m, 1.2 km."""
    if kilometres < 1:
        return _("about %(metres)d m") % {"metres": max(50, round(kilometres * 20) * 50)}
    return _("about %(kilometres).1f km") % {"kilometres": kilometres}
