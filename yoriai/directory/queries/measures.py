"""支援のしくみ: what was said of it, and which are due for the yearly look (R59)."""

import datetime as dt

from django.db.models import Exists, OuterRef, QuerySet

from yoriai.directory.models import Entry, Feedback, Measure, Review
from yoriai.directory.queries.entries import YEAR
from yoriai.kernel.actors.who import Who
from yoriai.kernel.models import Ask

MOST_SHOWN = 20


def said_of(measure: Measure, who: Who | None) -> "QuerySet[Feedback]":
    """What those said who used it, the newest first: what was made invisible or taken back is not there."""
    rows = Feedback.objects.visible_to(who).filter(measure=measure, state=Feedback.State.SAID)
    return rows.select_related("by", "measure__by").order_by("-pk")


def reviews_of(measure: Measure) -> "QuerySet[Review]":
    """The yearly looks, the newest first."""
    return Review.objects.filter(measure=measure).select_related("by").order_by("-year")


def to_ask_review(now: dt.datetime) -> "QuerySet[Measure]":
    """Shown for a year, and neither looked at again nor asked about in that time."""
    looked = Review.objects.filter(measure=OuterRef("pk"), at__gte=now - YEAR)
    asked = Ask.objects.filter(item=OuterRef("pk"), what="review", created__gte=now - YEAR)
    rows = Measure.objects.filter(state=Entry.State.SHOWN, created__lt=now - YEAR)
    return rows.filter(~Exists(looked), ~Exists(asked)).select_related("by")
