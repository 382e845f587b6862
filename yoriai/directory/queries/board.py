"""The open offers and needs, and the halls, gatherings and projects they may go together with, as the engine of matching reads them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.utils import timezone

from yoriai.directory.models import Entry, Offer, Organisation
from yoriai.directory.queries.exchange import MODELS, paused
from yoriai.engines.matching.ends import Area as Place
from yoriai.engines.matching.ends import End, Ground, Side
from yoriai.engines.matching.filled import amount_of, months_of
from yoriai.kernel.items.registry import matched_kinds
from yoriai.kernel.models import Area, Item, ItemArea, ItemTheme, Theme

# What stands beside the offers and needs, and how many of it at most: the newest, of gatherings the next, so that the job has an
# end in any city.
BESIDE = {"venue": 2000, "gathering": 500, "project": 2000}
VENUE = "place"  # the resource of a need that a venue may serve


def the_board(today: dt.date) -> tuple[dict[str, list[End]], Ground]:
    """By what they are matched as: everything open of everybody who has not their hands full, and the city's ground. Ten queries."""
    resting = set(paused(today).values_list("actor_id", flat=True))
    found: dict[str, list[Any]] = {"exchange": [], **{matched: _beside(matched, today) for matched in BESIDE}}
    for model in MODELS.values():
        found["exchange"] += model.objects.public().filter(state=Entry.State.SHOWN, by__left=None).select_related("by")
    found = {matched: [row for row in rows if row.by_id not in resting] for matched, rows in found.items()}
    rows = [row for some in found.values() for row in some]
    themes, areas, fields = _themes(rows), _areas(rows), _fields()
    ends = {
        matched: [_end(row, matched, themes[row.pk], areas[row.pk], fields.get(row.by_id, ())) for row in some]
        for matched, some in found.items()
    }
    return ends, ground()


def live(matched: str, today: dt.date, prefix: str = "") -> Q:
    """What is open to others today, as a condition on items or on what points to one by `prefix`."""
    said = Q(pk__in=[])
    for kind in matched_kinds(matched):
        said |= Q(**{f"{prefix}kind": kind.name, f"{prefix}state__in": kind.live})
    if matched == "gathering":
        said &= Q(**{f"{prefix}when__gte": timezone.make_aware(dt.datetime.combine(today, dt.time.min))})
    return said & Q(**{f"{prefix}visibility": "public"})


def ground() -> Ground:
    """The city's areas, with their points."""
    rows = Area.objects.values_list("pk", "parent_id", "latitude", "longitude")
    return Ground.of(Place(str(pk), str(parent or ""), north, east) for pk, parent, north, east in rows)


def _beside(matched: str, today: dt.date) -> list[Item]:
    rows = Item.objects.filter(live(matched, today), by__left=None).select_related("by").defer("search")
    return list(rows.order_by("when" if matched == "gathering" else "-pk")[: BESIDE[matched]])


def _end(row: Any, matched: str, themes: tuple[str, ...], areas: tuple[str, ...], fields: tuple[str, ...]) -> End:
    facts: dict[str, Any] = {"key": str(row.pk), "themes": themes, "areas": areas, "written": row.created.date()}
    facts |= {"side": Side.BOTH, "text": _text(row.title, row.summary)}
    if matched == "venue":
        # A hall is nobody: who runs it makes it neither like nor unlike, and all halls may be shown though one city runs them.
        return End(**facts | {"side": Side.OFFER, "resource": VENUE, "actor": f"venue {row.pk}", "written": None})
    facts |= {"actor": str(row.by_id), "actor_kind": row.by.kind, "fields": fields, "home": str(row.by.area_id or "")}
    if matched != "exchange":
        return End(**facts)
    amount, unit = amount_of(row.quantity)
    return End(
        **facts
        | {
            "side": Side.OFFER if row.kind == Offer.KIND else Side.NEED,
            "text": _text(row.title, row.summary, row.conditions),
            "resource": row.resource,
            "months": months_of(row.season),
            "last_day": row.closes,
            "amount": amount,
            "unit": unit,
        }
    )


def _text(*parts: str) -> str:
    return "\n".join(part for part in parts if part)


def _themes(rows: Iterable[Any]) -> defaultdict[int, tuple[str, ...]]:
    found: defaultdict[int, tuple[str, ...]] = defaultdict(tuple)
    of = ItemTheme.objects.filter(item__in=[row.pk for row in rows]).order_by("pk")
    for item, code in of.values_list("item_id", "theme__code"):
        found[item] += (code,)
    return found


def _areas(rows: Iterable[Any]) -> defaultdict[int, tuple[str, ...]]:
    """Only the innermost: an item stands in the lists of all areas above, and the whole city is no place."""
    paths: defaultdict[int, list[str]] = defaultdict(list)
    of = ItemArea.objects.filter(item__in=[row.pk for row in rows]).exclude(area__kind=Area.Kind.CITY)
    for item, path in of.values_list("item_id", "area__path"):
        paths[item].append(path)
    found: defaultdict[int, tuple[str, ...]] = defaultdict(tuple)
    for item, some in paths.items():
        inner = [one for one in some if not any(other != one and other.startswith(one) for other in some)]
        found[item] = tuple(path.rstrip("/").rpartition("/")[2] for path in sorted(inner))
    return found


def _fields() -> dict[int, tuple[str, ...]]:
    """What the organisations work on, by the themes of their pages."""
    found: defaultdict[int, tuple[str, ...]] = defaultdict(tuple)
    pages = Organisation.objects.public().filter(state=Entry.State.SHOWN)
    of = ItemTheme.objects.filter(item__in=pages.values("pk")).order_by("pk")
    for owner, code in of.values_list("item__by_id", "theme__code"):
        found[owner] += (code,)
    return found


def theme_names() -> dict[str, str]:
    """The names of the themes by their codes."""
    return dict(Theme.objects.values_list("code", "name"))


def area_names() -> dict[str, str]:
    """The names of the areas by their ids, as the engine writes them."""
    return {str(pk): name for pk, name in Area.objects.values_list("pk", "name")}
