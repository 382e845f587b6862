"""Dates as they are said: 令和8年11月25日（水）午後6時30分 in Japanese, 2026-11-25 (Wed) 18:30 in English."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext

from yoriai.engines.japanese import dates as japanese
from yoriai.engines.japanese.dates import era_year

__all__ = [
    "as_given",
    "clock",
    "era_year",
    "fiscal_year",
    "full_date",
    "full_time",
    "local_date",
    "short_date",
    "short_time",
    "since",
    "span",
    "year_words",
]

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def local_date(when: dt.date | dt.datetime) -> dt.date:
    """The day in the city's own time."""
    if isinstance(when, dt.datetime):
        return (timezone.localtime(when) if timezone.is_aware(when) else when).date()
    return when


def in_japanese() -> bool:
    """Whether this page is in Japanese."""
    return (get_language() or "ja") == "ja"


def fiscal_year(when: dt.date | dt.datetime) -> str:
    """令和8年度: the year that begins in April; in English fiscal year 2026."""
    year = japanese.fiscal_year(local_date(when))
    return japanese.fiscal_year_name(year) if in_japanese() else gettext("fiscal year %(year)d") % {"year": year}


def year_words(year: int) -> str:
    """令和8年; in English 2026. A year in which the era changed has its later name."""
    return era_year(dt.date(year, 12, 31)) if in_japanese() else str(year)


def full_date(when: dt.date | dt.datetime, *, western: bool = False) -> str:
    """令和8年11月25日（水）, with `western` 2026年11月25日（水）; in English 2026-11-25 (Wed)."""
    day = local_date(when)
    if not in_japanese():
        return f"{day.isoformat()} ({DAYS[day.weekday()]})"
    return f"{day.year}年{short_date(day)}" if western else japanese.era_date(day)


def as_given(when: dt.date) -> str:
    """A day as a day, a moment with its time of day."""
    return full_time(when) if isinstance(when, dt.datetime) else full_date(when)


def short_date(when: dt.date | dt.datetime) -> str:
    """11月25日（水）; in English 11-25 (Wed)."""
    day = local_date(when)
    if not in_japanese():
        return f"{day:%m-%d} ({DAYS[day.weekday()]})"
    return f"{day.month}月{day.day}日（{japanese.WEEKDAYS[day.weekday()]}）"


def clock(when: dt.datetime | dt.time) -> str:
    """午後6時30分, 正午; in English 18:30."""
    if isinstance(when, dt.datetime):
        when = (timezone.localtime(when) if timezone.is_aware(when) else when).time()
    if not in_japanese():
        return f"{when:%H:%M}"
    if (when.hour, when.minute) == (12, 0):
        return "正午"
    half = "午前" if when.hour < 12 else "午後"
    minutes = f"{when.minute}分" if when.minute else ""
    return f"{half}{when.hour % 12}時{minutes}"


def full_time(when: dt.datetime, *, western: bool = False) -> str:
    """令和8年11月25日（水）午後6時30分; in English 2026-11-25 (Wed) 18:30."""
    space = "" if in_japanese() else " "
    return full_date(when, western=western) + space + clock(when)


def short_time(when: dt.datetime) -> str:
    """11月25日（水）午後6時30分; in English 11-25 (Wed) 18:30."""
    return short_date(when) + ("" if in_japanese() else " ") + clock(when)


def span(starts: dt.datetime, ends: dt.datetime | None, *, all_day: bool = False) -> str:
    """午後6時～8時30分: from when to when on one day, the second half of the day named once; 終日 in words."""
    if all_day:
        return gettext("the whole day")
    if ends is None:
        return clock(starts)
    until = clock(ends)
    if in_japanese() and clock(starts)[:2] == until[:2]:
        until = until[2:]
    return f"{clock(starts)}～{until}" if in_japanese() else f"{clock(starts)}–{until}"


def since(when: dt.datetime, now: dt.datetime | None = None) -> str:
    """How long ago, in one step: just now, 5 minutes, 3 hours, 2 days; from the eighth day on, the date."""
    seconds = int(((now or timezone.now()) - when).total_seconds())
    if seconds < 60:
        return gettext("just now")
    minutes, hours, days = seconds // 60, seconds // 3600, seconds // 86400
    if minutes < 60:
        return ngettext("%(count)d minute ago", "%(count)d minutes ago", minutes) % {"count": minutes}
    if hours < 24:
        return ngettext("%(count)d hour ago", "%(count)d hours ago", hours) % {"count": hours}
    if days < 8:
        return ngettext("%(count)d day ago", "%(count)d days ago", days) % {"count": days}
    return full_date(when)
