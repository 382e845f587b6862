"""The open offers and needs as the engine of matching reads them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from yoriai.directory.models import Entry, Need, Offer, Organisation
from yoriai.directory.queries.exchange import MODELS, paused
from yoriai.engines.matching.ends import Area as Place
from yoriai.engines.matching.ends import End, Ground, Side
from yoriai.engines.matching.filled import amount_of, months_of
from yoriai.kernel.models import Area, ItemArea, ItemTheme, Theme


def the_board(today: dt.date) -> tuple[list[End], Ground]:
    """Every open offer and need of everybody who has not their hands full, and the city's ground. Seven queries."""
    resting = set(paused(today).values_list("actor_id", flat=True))
    rows = [
        row
        for model in MODELS.values()
        for row in model.objects.public().filter(state=Entry.State.SHOWN, by__left=None).select_related("by")
        if row.by_id not in resting
    ]
    themes, areas, fields = _themes(rows), _areas(rows), _fields()
    return [_end(row, themes[row.pk], areas[row.pk], fields.get(row.by_id, ())) for row in rows], ground()


def ground() -> Ground:
    """The city's areas, with their points."""
    rows = Area.objects.values_list("pk", "parent_id", "latitude", "longitude")
    return Ground.of(Place(str(pk), str(parent or ""), north, east) for pk, parent, north, east in rows)


def _end(row: Offer | Need, themes: tuple[str, ...], areas: tuple[str, ...], fields: tuple[str, ...]) -> End:
    amount, unit = amount_of(row.quantity)
    return End(
        key=str(row.pk),
        side=Side.OFFER if row.kind == Offer.KIND else Side.NEED,
        text="\n".join(part for part in (row.title, row.summary, row.conditions) if part),
        actor=str(row.by_id),
        actor_kind=row.by.kind,
        fields=fields,
        home=str(row.by.area_id or ""),
        resource=row.resource,
        themes=themes,
        areas=areas,
        months=months_of(row.season),
        last_day=row.closes,
        written=row.created.date(),
        amount=amount,
        unit=unit,
    )


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
