"""Fewer points for a map on a phone: Douglas-Peucker, on borders and not on areas, so that neighbours stay neighbours.

Each ring is cut where three or more areas meet; the pieces (borders) are simplified once and used by both sides.
"""

from collections.abc import Sequence
from itertools import pairwise

from .geo import Point, Ring, Shape


def simplify(shapes: Sequence[Shape], tolerance: float) -> list[Shape]:
    """The shapes with no point further than `tolerance` degrees from where the border ran (0.0005 is about 50 m).

    Islands smaller than that lose no more than their detail: a ring keeps at least four points.
    """
    knots = _knots([ring for shape in shapes for polygon in shape.polygons for ring in polygon])
    simplified: dict[tuple[Point, ...], list[Point]] = {}
    return [
        Shape(
            shape.code,
            shape.name,
            [[_ring(ring, knots, tolerance, simplified) for ring in polygon] for polygon in shape.polygons],
            shape.properties,
        )
        for shape in shapes
    ]


def _knots(rings: Sequence[Ring]) -> set[Point]:
    """The points where borders meet: those with other than two neighbours."""
    neighbours: dict[Point, set[Point]] = {}
    for ring in rings:
        for before, here in pairwise(ring):
            if before != here:
                neighbours.setdefault(before, set()).add(here)
                neighbours.setdefault(here, set()).add(before)
    return {point for point, others in neighbours.items() if len(others) != 2}


def _ring(ring: Ring, knots: set[Point], tolerance: float, simplified: dict[tuple[Point, ...], list[Point]]) -> Ring:
    points = ring[:-1]
    cuts = [place for place, point in enumerate(points) if point in knots]
    if len(cuts) < 2:
        # A ring of its own, or hung on one knot: cut at its knot or lowest point, and at the point furthest from there.
        first = cuts[0] if cuts else points.index(min(points))
        far = max(range(len(points)), key=lambda place: _distance2(points[place], points[first], points[first]))
        cuts = sorted({first, far})
    made: Ring = []
    for place, cut in enumerate(cuts):
        following = cuts[(place + 1) % len(cuts)]
        border = points[cut : following + 1] if following > cut else points[cut:] + points[: following + 1]
        made.extend(_border(border, tolerance, simplified)[:-1])
    made.append(made[0])
    return made if len(made) >= 4 else _corners(ring)


def _border(border: list[Point], tolerance: float, simplified: dict[tuple[Point, ...], list[Point]]) -> list[Point]:
    """One border simplified, in its own direction; both sides get the same points."""
    backwards = (border[-1], border[-2]) < (border[0], border[1])
    forward = tuple(reversed(border)) if backwards else tuple(border)
    if forward not in simplified:
        simplified[forward] = douglas_peucker(forward, tolerance)
    kept = simplified[forward]
    return kept[::-1] if backwards else kept


def _corners(ring: Ring) -> Ring:
    """A ring that would fall together: its ends and the point furthest from the line between them."""
    first = ring[0]
    far = max(ring, key=lambda point: _distance2(point, first, first))
    side = max(ring, key=lambda point: _distance2(point, first, far))
    return [first, far, side, first] if len({first, far, side}) == 3 else ring


def douglas_peucker(line: Sequence[Point], tolerance: float) -> list[Point]:
    """The line with only those points without which it would be off by more than `tolerance`; both ends stay."""
    keep = {0, len(line) - 1}
    spans = [(0, len(line) - 1)]
    while spans:
        first, last = spans.pop()
        if last - first < 2:
            continue
        far = max(range(first + 1, last), key=lambda place: _distance2(line[place], line[first], line[last]))
        if _distance2(line[far], line[first], line[last]) > tolerance * tolerance:
            keep.add(far)
            spans += [(first, far), (far, last)]
    return [line[place] for place in sorted(keep)]


def _distance2(point: Point, start: Point, end: Point) -> float:
    """The square of the distance from a point to a line that has ends."""
    x, y = point[0] - start[0], point[1] - start[1]
    dx, dy = end[0] - start[0], end[1] - start[1]
    if dx or dy:
        along = max(0.0, min(1.0, (x * dx + y * dy) / (dx * dx + dy * dy)))
        x, y = x - along * dx, y - along * dy
    return x * x + y * y
