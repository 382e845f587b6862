"""Where a point lies."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from yoriai.engines.tables.geo import Polygon, bbox_of, contains
from yoriai.kernel.areas.models import Area

NEAR = 1500  # metres to the point of a town, for a place to count as lying in it
DEGREE = 111_320  # metres


@dataclass(slots=True)
class Ground:
    """The outlines and points of the city's areas, loaded once for many questions."""

    outlines: list[tuple[Area, tuple[float, float, float, float], list[Polygon]]] = field(default_factory=list)
    towns: list[Area] = field(default_factory=list)

    def area_at(self, latitude: float, longitude: float) -> Area | None:
        """The town nearest to the point, else the area whose outline holds it; None for a point outside the city.

        In a city with outlines a town counts only within the same one.
        """
        within = self._within(latitude, longitude)
        if within is None and self.outlines:
            return None
        towns = [town for town in self.towns if within is None or town.path.startswith(within.path)]
        nearest = min(towns, key=lambda town: _metres(town, latitude, longitude), default=None)
        near = nearest is not None and _metres(nearest, latitude, longitude) <= NEAR
        return nearest if near else within

    def _within(self, latitude: float, longitude: float) -> Area | None:
        """The deepest area whose outline holds the point."""
        held = [
            area
            for area, (west, south, east, north), polygons in self.outlines
            if west <= longitude <= east and south <= latitude <= north and contains(polygons, (longitude, latitude))
        ]
        return max(held, key=lambda area: area.path.count("/"), default=None)


def innermost(areas: Iterable[Area]) -> list[Area]:
    """Areas without those that only stand there because another lies in them."""
    rows = list(areas)
    return [area for area in rows if not any(o.path.startswith(area.path) and o != area for o in rows)]


def ground() -> Ground:
    """The city's ground, in two queries."""
    made = Ground(towns=list(Area.objects.filter(kind=Area.Kind.TOWN, latitude__isnull=False).defer("outline")))
    for area in Area.objects.filter(outline__isnull=False):
        polygons = polygons_of(area.outline)
        if polygons:
            made.outlines.append((area, bbox_of(polygons), polygons))
    return made


def polygons_of(outline: Any) -> list[Polygon]:
    """The polygons of an area's outline (GeoJSON)."""
    coordinates = [outline["coordinates"]] if outline["type"] == "Polygon" else outline["coordinates"]
    return [[[(point[0], point[1]) for point in ring] for ring in polygon] for polygon in coordinates]


def _metres(area: Area, latitude: float, longitude: float) -> float:
    """Near enough for a city: a degree of longitude is shorter by the cosine of the latitude."""
    assert area.latitude is not None and area.longitude is not None
    east = (area.longitude - longitude) * math.cos(math.radians(latitude))
    return math.hypot(area.latitude - latitude, east) * DEGREE
