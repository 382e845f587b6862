"""How the publication rules were applied, and what still waits."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncMonth

from yoriai.kernel.moderation.models import Appeal, Hiding, Report

MONTHS = 24


@dataclass(frozen=True, slots=True)
class Month:
    """How often in one month: reported, made invisible, shown again."""

    month: dt.datetime
    reported: int
    hidden: int
    lifted: int


def open_reports() -> "QuerySet[Report]":
    """Reports nobody has looked at yet."""
    return Report.objects.filter(settled=None).select_related("item", "by")


def hidings() -> "QuerySet[Hiding]":
    """Everything ever made invisible."""
    return Hiding.objects.select_related("item", "item__by")


def open_appeals() -> "QuerySet[Appeal]":
    """Authors waiting for another look, the oldest first."""
    waiting = Appeal.objects.filter(answered=None, hiding__lifted=None)
    return waiting.select_related("hiding__item", "by").order_by("pk")


def applied_by_month() -> list[Month]:
    """The last two years, newest month first; months without any are left out."""
    counts = [_by_month(Report, "created"), _by_month(Hiding, "created"), _by_month(Hiding, "lifted")]
    months = sorted(set().union(*counts), reverse=True)[:MONTHS]
    return [Month(month, *(count.get(month, 0) for count in counts)) for month in months]


def _by_month(model: type[Report] | type[Hiding], field: str) -> dict[dt.datetime, int]:
    rows = model._default_manager.exclude(**{field: None}).annotate(month=TruncMonth(field)).order_by()
    return dict(rows.values_list("month").annotate(Count("pk")))
