"""Areas with an outline: GeoJSON in, shapes by code, simpler shapes without gaps, is a point inside.

Points are (longitude, latitude) in degrees, as GeoJSON has them. A ring is closed: its last point is its first.
"""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from .headers import fold
from .reasons import Reason, Unreadable
from .records import Limits, open_source

Point = tuple[float, float]
Ring = list[Point]
Polygon = list[Ring]  # the outline, then the holes

MOST_POINTS = 500_000
SIZE = 100_000_000
CODES = ("lgcode", "全国地方公共団体コード", "N03_007", "団体コード", "code", "市区町村コード", "町字ID", "KEY_CODE")
NAMES = ("ward", "name", "名称", "区", "N03_004", "地域名", "町丁目", "S_NAME", "市区町村名")


@dataclass(frozen=True, slots=True)
class Shape:
    """One area: its code as text ("" where it has none), its name, its polygons (islands are more than one)."""

    code: str
    name: str
    polygons: list[Polygon]
    properties: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Shapes:
    """The areas of a file in the order they first appear, and what was left out of it."""

    shapes: list[Shape]
    notes: tuple[Reason, ...]


def read_geojson(source: Path | str | bytes) -> Shapes:
    """The polygons of a GeoJSON file; features with the same code become one area. Axes in the wrong order (latitude
    first, seen in Japan as x under 50 and y over 100) are put right and noted.

    Raises Unreadable, and nothing else: not_geojson, no_polygon, encoding, too_large, empty, cannot_open.
    """
    with open_source(source, Limits(size=SIZE)) as file:
        raw = file.read()
    try:
        data = json.loads(raw.decode("utf-8-sig"), parse_constant=_refuse)
        features = data["features"] if data["type"] == "FeatureCollection" else [data]
        merged: dict[tuple[str, str], Shape] = {}
        left_out = points = 0
        for feature in features:
            geometry = feature["geometry"] if feature["type"] == "Feature" else feature
            polygons = _polygons(geometry)
            if not polygons:
                left_out += 1
                continue
            points += sum(len(ring) for polygon in polygons for ring in polygon)
            if points > MOST_POINTS:
                raise Unreadable("too_large", limit=SIZE // 1_000_000)
            properties = feature.get("properties") or {}
            code, name = _property(properties, CODES), _property(properties, NAMES)
            key = (code, "" if code else name or f"#{len(merged)}")
            shape = merged.setdefault(key, Shape(code, name, [], properties))
            shape.polygons.extend(polygons)
    except UnicodeDecodeError as fault:
        raise Unreadable("encoding", line=raw.count(b"\n", 0, fault.start) + 1) from fault
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError, OverflowError) as fault:
        raise Unreadable("not_geojson") from fault
    if not merged:
        raise Unreadable("no_polygon")
    notes = [Reason("shapes_left_out", {"count": left_out})] if left_out else []
    shapes = list(merged.values())
    if _swapped(shapes):
        shapes = [Shape(one.code, one.name, _turned(one.polygons), one.properties) for one in shapes]
        notes.append(Reason("position_swapped"))
    return Shapes(shapes, tuple(notes))


def _refuse(constant: str) -> float:
    raise ValueError(constant)  # NaN and Infinity, which JSON does not have


def _polygons(geometry: Any) -> list[Polygon]:
    if geometry is None:
        return []
    if geometry["type"] == "Polygon":
        return [_polygon(geometry["coordinates"])]
    if geometry["type"] == "MultiPolygon":
        return [_polygon(rings) for rings in geometry["coordinates"]]
    if geometry["type"] == "GeometryCollection":
        return [polygon for one in geometry["geometries"] for polygon in _polygons(one)]
    return []


def _polygon(rings: Any) -> Polygon:
    polygon = []
    for ring in rings:
        points = [(float(point[0]), float(point[1])) for point in ring]
        if not all(abs(x) <= 180 and abs(y) <= 180 for x, y in points):
            raise ValueError("no degrees")
        if points and points[0] != points[-1]:
            points.append(points[0])
        if len(points) < 4:
            raise ValueError("no ring")
        polygon.append(points)
    if not polygon:
        raise ValueError("no outline")
    return polygon


def _property(properties: Mapping[str, Any], names: Iterable[str]) -> str:
    folded = {fold(str(name)): value for name, value in properties.items()}
    for name in names:
        value = folded.get(fold(name))
        if value not in (None, ""):
            return str(value).strip()
    return ""


def _swapped(shapes: Iterable[Shape]) -> bool:
    west, south, east, north = bbox_of(polygon for shape in shapes for polygon in shape.polygons)
    return 20 <= west <= east <= 46 and 122 <= south <= north <= 154.5


def _turned(polygons: Iterable[Polygon]) -> list[Polygon]:
    return [[[(y, x) for x, y in ring] for ring in polygon] for polygon in polygons]


def bbox_of(polygons: Iterable[Polygon]) -> tuple[float, float, float, float]:
    """West, south, east and north of all outlines together."""
    points = [point for polygon in polygons for point in polygon[0]]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def contains(polygons: Iterable[Polygon], point: Point) -> bool:
    """Whether the point lies in one of the polygons and in none of its holes."""
    return any(
        _in_ring(polygon[0], point) and not any(_in_ring(hole, point) for hole in polygon[1:]) for polygon in polygons
    )


def _in_ring(ring: Ring, point: Point) -> bool:
    x, y = point
    inside = False
    for (x1, y1), (x2, y2) in pairwise(ring):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def centroid(polygons: Sequence[Polygon]) -> Point:
    """The point the areas balance on, holes taken off. In a crescent it may lie outside."""
    total = sum_x = sum_y = 0.0
    origin_x, origin_y = polygons[0][0][0]  # near numbers keep their digits
    for polygon in polygons:
        for place, ring in enumerate(polygon):
            area = cx = cy = 0.0
            for (x1, y1), (x2, y2) in pairwise(ring):
                x1, y1, x2, y2 = x1 - origin_x, y1 - origin_y, x2 - origin_x, y2 - origin_y
                cross = x1 * y2 - x2 * y1
                area, cx, cy = area + cross, cx + (x1 + x2) * cross, cy + (y1 + y2) * cross
            sign = math.copysign(1.0, area) * (1 if place == 0 else -1)
            total, sum_x, sum_y = total + sign * area, sum_x + sign * cx, sum_y + sign * cy
    if not total:
        west, south, east, north = bbox_of(polygons)
        return (west + east) / 2, (south + north) / 2
    return origin_x + sum_x / (3 * total), origin_y + sum_y / (3 * total)
