"""What can stand on the map: places, and what has a position of its own or is held at a place."""

import datetime as dt
import math
from dataclasses import dataclass
from typing import Any

from django.core.cache import caches
from django.db.models import Q
from django.utils import timezone

from yoriai.directory.models import Entry, Event, Organisation, Place
from yoriai.directory.queries.calendar import Narrowed
from yoriai.kernel.actors.who import Who
from yoriai.kernel.areas.queries import polygons_of
from yoriai.kernel.items.models import Item
from yoriai.kernel.items.registry import KINDS, happening_kinds, listed_kinds
from yoriai.kernel.models import Area

MOST = 50_000
SNAP = 0.0005  # degrees, about 50 m: neighbours snap to the same points, so that no gap opens between them
KEPT = 60 * 60
DEGREE = 111.32  # kilometres
HOME = "place"

Row = tuple[int, str, str, float, float]  # id, code, kind, latitude, longitude


@dataclass(frozen=True, slots=True)
class Spot:
    """A point to measure from: a town, or where somebody is. name: for the page."""

    latitude: float
    longitude: float
    name: str = ""


def pins(who: Who | None, narrowed: Narrowed, kind: str = "", *, now: dt.datetime | None = None) -> list[Row]:
    """Everything with a position that this reader may see, the newest first. Meetings only while they are to come."""
    now = now or timezone.now()
    columns = ("pk", "code", "kind", "latitude", "longitude")
    rows: list[Row] = []
    for model in (Place, Organisation, Event):
        if kind in ("", model.KIND):
            found = narrowed.of_items(model.objects.visible_to(who)).filter(
                latitude__isnull=False, longitude__isnull=False
            )
            rows += _current(found, now).values_list(*columns)[:MOST]
    if kind != HOME:
        own = {row[0] for row in rows}
        held = narrowed.of_items(Item.objects.visible_to(who)).filter(kind__in=[kind] if kind else listed_kinds())
        held = _current(held.filter(where__as_place__latitude__isnull=False), now)
        at = ("pk", "code", "kind", "where__as_place__latitude", "where__as_place__longitude")
        rows += [row for row in held.values_list(*at)[:MOST] if row[0] not in own]
    return sorted(rows, key=lambda row: -row[0])


def _current(rows: Any, now: dt.datetime) -> Any:
    """Without drafts of one's own and meetings that are over."""
    over = Q(kind__in=[*happening_kinds(), Event.KIND]) & (Q(when__lt=now - dt.timedelta(hours=12)) | Q(when=None))
    return rows.exclude(over).exclude(state__in=[Entry.State.DRAFT, Entry.State.WAITING])


def by_distance(rows: list[Row], spot: Spot) -> list[tuple[Row, float]]:
    """The rows with their distance in kilometres, the nearest first."""
    return sorted(((row, kilometres(spot, row[3], row[4])) for row in rows), key=lambda pair: (pair[1], -pair[0][0]))


def kilometres(spot: Spot, latitude: float, longitude: float) -> float:
    """Near enough for a city: a degree of longitude is shorter by the cosine of the latitude."""
    east = (longitude - spot.longitude) * math.cos(math.radians(spot.latitude))
    return math.hypot(latitude - spot.latitude, east) * DEGREE


def packed(rows: list[Row]) -> dict[str, Any]:
    """The pins as short as they go: from south to north, latitudes as differences, in hundred-thousandths of a degree.

    kinds: [name, label]; k: the kind of each pin, one sign; y, x: positions; c: codes of six signs, one after the other.
    """
    ordered = sorted(rows, key=lambda row: (row[3], row[4]))
    kinds = sorted({row[2] for row in ordered})
    place = {name: chr(48 + number) for number, name in enumerate(kinds)}
    ys = [round(row[3] * 1e5) for row in ordered]
    return {
        "kinds": [[name, str(KINDS[name].label)] for name in kinds],
        "k": "".join(place[row[2]] for row in ordered),
        "y": [y - before for before, y in zip([0, *ys], ys, strict=False)],
        "x": [round(row[4] * 1e5) for row in ordered],
        "c": "".join(row[1] for row in ordered),
    }


def outlines() -> list[dict[str, Any]]:
    """The wards (where there are none, whatever has an outline) with coarse outlines; kept for an hour."""
    kept: list[dict[str, Any]] | None = caches["fragments"].get("outlines")
    if kept is None:
        areas = Area.objects.filter(outline__isnull=False)
        wards = list(areas.filter(kind=Area.Kind.WARD)) or list(areas.exclude(kind=Area.Kind.TOWN))
        kept = [{"name": area.name, "rings": _coarse(area)} for area in wards]
        caches["fragments"].set("outlines", kept, KEPT)
    return kept


def _coarse(area: Area) -> list[list[list[float]]]:
    """Rings of [latitude, longitude]; islands that shrink to nothing are left out."""
    rings = []
    for polygon in polygons_of(area.outline):
        for ring in polygon:
            snapped: list[list[float]] = []
            for longitude, latitude in ring:
                point = [round(round(latitude / SNAP) * SNAP, 4), round(round(longitude / SNAP) * SNAP, 4)]
                if not snapped or snapped[-1] != point:
                    snapped.append(point)
            if len(snapped) > 3:
                rings.append(snapped)
    return rings


def town(name: str) -> Spot | None:
    """The town or district of this name, or that begins with it; of several the first by code."""
    rows = Area.objects.filter(latitude__isnull=False, longitude__isnull=False).defer("outline").order_by("code")
    found = (
        rows.filter(name=name).first() or rows.filter(Q(name__startswith=name) | Q(reading__startswith=name)).first()
    )
    if found is None or found.latitude is None or found.longitude is None:
        return None
    return Spot(found.latitude, found.longitude, found.name)
