"""Offers and needs: the open ones, the paused, and what may be shown to whom."""

import datetime as dt
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from yoriai.directory.models import Activity, Case, Entry, Need, Offer, Pause
from yoriai.kernel.actors.who import Who
from yoriai.kernel.models import Actor, ItemArea, ItemTheme

MODELS: dict[str, type[Offer] | type[Need]] = {"offer": Offer, "need": Need}
MOST_OF_ONE = 50
OTHER = {"offer": "need", "need": "offer"}


def listed(kind: str, who: Who | None, *, theme: Any = None, area: Any = None, resource: str = "") -> QuerySet[Any]:
    """What stands in the list of offers or of needs, of a theme, an area (with all below it) and a resource."""
    rows = MODELS[kind].objects.visible_to(who).filter(state=Entry.State.SHOWN)
    if theme is not None:
        rows = rows.filter(Exists(ItemTheme.objects.filter(item=OuterRef("pk"), theme=theme)))
    if area is not None:
        rows = rows.filter(Exists(ItemArea.objects.filter(item=OuterRef("pk"), area=area)))
    if resource:
        rows = rows.filter(resource=resource)
    return rows.only("pk", "version")


def past_their_day(kind: str, today: dt.date) -> QuerySet[Any]:
    """Those that end by themselves: their last day has passed."""
    return MODELS[kind].objects.filter(state=Entry.State.SHOWN, closes__lt=today).order_by("pk")


def paused(today: dt.date) -> QuerySet[Pause]:
    """今は手いっぱい today. Asked for where suggestions and introductions are made, and shown to nobody else."""
    return Pause.objects.filter(Q(until=None) | Q(until__gte=today), ended=None)


def open_of(who: Who) -> list[Entry]:
    """The newest open offers and needs, activities and cases of all hats of a person."""
    found: list[Entry] = []
    for model in (*MODELS.values(), Activity, Case):
        rows = model.objects.filter(by__in=who.hats, state=Entry.State.SHOWN).select_related("by")
        found += list(rows.order_by("-pk")[:MOST_OF_ONE])
    return sorted(found, key=lambda entry: (entry.kind not in MODELS, -entry.pk))


def rests_of(who: Who, today: dt.date) -> list[tuple[Actor, Pause | None]]:
    """Oneself and the bodies one speaks for, each with its rest."""
    rests = {row.actor_id: row for row in paused(today).filter(actor__in=who.hats)}
    bodies = Actor.objects.filter(pk__in=who.hats, left=None).order_by("pk")
    return [(body, rests.get(body.pk)) for body in bodies]
