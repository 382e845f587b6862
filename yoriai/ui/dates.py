"""Dates as they are said: 令和8年11月25日（水）午後6時30分 in Japanese, 2026-11-25 (Wed) 18:30 in English."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext

# The first day of each era, newest first.
ERAS = (
    (dt.date(2019, 5, 1), "令和"),
    (dt.date(1989, 1, 8), "平成"),
    (dt.date(1926, 12, 25), "昭和"),
    (dt.date(1912, 7, 30), "大正"),
    (dt.date(1873, 1, 1), "明治"),
)
MEIJI_BEGAN = 1868
DAYS_JA, DAYS_EN = "月火水木金土日", ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def local_date(when: dt.date | dt.datetime) -> dt.date:
    """The day in the city's own time."""
    if isinstance(when, dt.datetime):
        return (timezone.localtime(when) if timezone.is_aware(when) else when).date()
    return when


def era_year(day: dt.date) -> str:
    """令和8年, 令和元年; a day before Meiji 6 keeps its western year."""
    for first, name in ERAS:
        if day >= first:
            began = MEIJI_BEGAN if name == "明治" else first.year
            year = day.year - began + 1
            return f"{name}{'元' if year == 1 else year}年"
    return f"{day.year}年"


def fiscal_year(day: dt.date) -> str:
    """令和8年度: the year that begins in April. The year in which an era begins is its 元年度, as offices write it."""
    year = day.year if day.month >= 4 else day.year - 1
    if (get_language() or "ja") != "ja":
        return gettext("fiscal year %(year)d") % {"year": year}
    return era_year(dt.date(year, 5, 1)) + "度"


def full_date(when: dt.date | dt.datetime, *, western: bool = False) -> str:
    """令和8年11月25日（水）, with `western` 2026年11月25日（水）; in English 2026-11-25 (Wed)."""
    day = local_date(when)
    if (get_language() or "ja") != "ja":
        return f"{day.isoformat()} ({DAYS_EN[day.weekday()]})"
    year = f"{day.year}年" if western else era_year(day)
    return f"{year}{day.month}月{day.day}日（{DAYS_JA[day.weekday()]}）"


def short_date(when: dt.date | dt.datetime) -> str:
    """11月25日（水）; in English 11-25 (Wed)."""
    day = local_date(when)
    if (get_language() or "ja") != "ja":
        return f"{day:%m-%d} ({DAYS_EN[day.weekday()]})"
    return f"{day.month}月{day.day}日（{DAYS_JA[day.weekday()]}）"


def clock(when: dt.datetime | dt.time) -> str:
    """午後6時30分, 正午; in English 18:30."""
    if isinstance(when, dt.datetime):
        when = (timezone.localtime(when) if timezone.is_aware(when) else when).time()
    if (get_language() or "ja") != "ja":
        return f"{when:%H:%M}"
    if (when.hour, when.minute) == (12, 0):
        return "正午"
    half = "午前" if when.hour < 12 else "午後"
    minutes = f"{when.minute}分" if when.minute else ""
    return f"{half}{when.hour % 12}時{minutes}"


def full_time(when: dt.datetime, *, western: bool = False) -> str:
    """令和8年11月25日（水）午後6時30分; in English 2026-11-25 (Wed) 18:30."""
    space = "" if (get_language() or "ja") == "ja" else " "
    return full_date(when, western=western) + space + clock(when)


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
