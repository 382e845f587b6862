"""Outlines of areas: read, joined by code, simplified without gaps, asked for points."""

import json
from typing import Any

import pytest

from yoriai.engines.tables.geo import Shape, bbox_of, centroid, contains, read_geojson
from yoriai.engines.tables.reasons import Unreadable
from yoriai.engines.tables.simplifying import douglas_peucker, simplify

SQUARE = [[140.0, 38.0], [141.0, 38.0], [141.0, 39.0], [140.0, 39.0], [140.0, 38.0]]
HOLE = [[140.4, 38.4], [140.6, 38.4], [140.6, 38.6], [140.4, 38.6], [140.4, 38.4]]
ISLAND = [[142.0, 38.0], [142.5, 38.0], [142.5, 38.5], [142.0, 38.0]]


def collection(*features: tuple[dict[str, Any], str, Any]) -> bytes:
    made = [
        {"type": "Feature", "properties": properties, "geometry": {"type": kind, "coordinates": coordinates}}
        for properties, kind, coordinates in features
    ]
    return json.dumps({"type": "FeatureCollection", "features": made}).encode()


def refusal(source: bytes) -> str:
    with pytest.raises(Unreadable) as refused:
        read_geojson(source)
    return refused.value.reason.code


def test_features_with_one_code_are_one_area() -> None:
    read = read_geojson(
        collection(
            ({"lgcode": "041017", "ward": "青空区"}, "Polygon", [SQUARE]),
            ({"lgcode": "041025", "ward": "海辺区"}, "Polygon", [ISLAND]),
            ({"lgcode": "041017", "ward": "青空区"}, "MultiPolygon", [[ISLAND]]),
        )
    )
    assert [(shape.code, shape.name, len(shape.polygons)) for shape in read.shapes] == [
        ("041017", "青空区", 2),
        ("041025", "海辺区", 1),
    ]
    assert read.notes == ()


def test_areas_without_a_code_are_told_apart_by_name_and_else_stay_single() -> None:
    read = read_geojson(
        collection(({"name": "a"}, "Polygon", [SQUARE]), ({}, "Polygon", [SQUARE]), ({}, "Polygon", [ISLAND]))
    )
    assert [(shape.code, shape.name) for shape in read.shapes] == [("", "a"), ("", ""), ("", "")]


def test_what_is_no_area_is_left_out_and_counted() -> None:
    read = read_geojson(collection(({}, "Point", [140.0, 38.0]), ({"name": "a"}, "Polygon", [SQUARE])))
    assert [(note.code, note.params) for note in read.notes] == [("shapes_left_out", {"count": 1})]


def test_swapped_axes_are_put_right_and_noted() -> None:
    read = read_geojson(collection(({"name": "a"}, "Polygon", [[[y, x] for x, y in SQUARE]])))
    assert bbox_of(read.shapes[0].polygons) == (140.0, 38.0, 141.0, 39.0)
    assert [note.code for note in read.notes] == ["position_swapped"]


def test_a_ring_left_open_is_closed() -> None:
    read = read_geojson(collection(({"name": "a"}, "Polygon", [SQUARE[:-1]])))
    assert read.shapes[0].polygons[0][0][-1] == (140.0, 38.0)


@pytest.mark.parametrize(
    ("source", "code"),
    [
        (b"", "empty"),
        (b"a,b\n1,2\n", "not_geojson"),
        (b"[" * 100_000, "not_geojson"),
        (b'{"type": "FeatureCollection"}', "not_geojson"),
        (b'{"type": "FeatureCollection", "features": []}', "no_polygon"),
        (b'{"type": "FeatureCollection", "features": [3, "x", null]}', "not_geojson"),
        (collection(({}, "Polygon", [[[140, 38], [141, 38]]])), "not_geojson"),
        (collection(({}, "Polygon", [])), "not_geojson"),
        (collection(({}, "Polygon", [[[1e9, 0], [0, 0], [1, 1], [1e9, 0]]])), "not_geojson"),
        (collection(({}, "Polygon", [SQUARE])).replace(b"141.0", b"NaN"), "not_geojson"),
        (collection(({}, "Polygon", [SQUARE])).replace(b"141.0", b"1e999"), "not_geojson"),
        (collection(({}, "Polygon", [SQUARE])).replace(b"141.0", b'"east"'), "not_geojson"),
        (collection(({}, "Point", [140, 38])), "no_polygon"),
        ('{"type": "杜野"}'.encode("cp932"), "encoding"),
    ],
)
def test_damage_is_refused_with_a_code(source: bytes, code: str) -> None:
    assert refusal(source) == code


def test_a_point_in_a_hole_is_outside_and_on_an_island_inside() -> None:
    polygons = read_geojson(collection(({}, "MultiPolygon", [[SQUARE, HOLE], [ISLAND]]))).shapes[0].polygons
    assert contains(polygons, (140.1, 38.1))
    assert contains(polygons, (142.4, 38.2))
    assert not contains(polygons, (140.5, 38.5))
    assert not contains(polygons, (141.5, 38.5))


def test_the_centroid_weighs_islands_and_holes() -> None:
    square = read_geojson(collection(({}, "Polygon", [SQUARE]))).shapes[0].polygons
    assert centroid(square) == pytest.approx((140.5, 38.5))
    left_hole = [[140.1, 38.4], [140.3, 38.4], [140.3, 38.6], [140.1, 38.6], [140.1, 38.4]]
    holed = read_geojson(collection(({}, "Polygon", [SQUARE, left_hole]))).shapes[0].polygons
    assert centroid(holed) == pytest.approx((140.5 + 0.3 * 0.04 / 0.96, 38.5))


def test_a_line_keeps_its_ends_and_its_corners_only() -> None:
    line = [(0.0, 0.0), (1.0, 0.01), (2.0, 0.0), (2.0, 1.0), (2.01, 2.0), (2.0, 3.0)]
    assert douglas_peucker(line, 0.1) == [(0.0, 0.0), (2.0, 0.0), (2.0, 3.0)]
    assert douglas_peucker(line, 0.0001) == line


def test_neighbours_keep_one_border_when_they_are_simplified() -> None:
    border = [(140.5 + (0.01 if step % 2 else -0.01), 38.0 + step / 20) for step in range(21)]
    west = Shape("1", "west", [[[(140.0, 38.0), *border, (140.0, 39.0), (140.0, 38.0)]]])
    east = Shape("2", "east", [[[(141.0, 38.0), (141.0, 39.0), *reversed(border), (141.0, 38.0)]]])
    left, right = (shape.polygons[0][0] for shape in simplify([west, east], 0.05))
    assert left == [border[0], border[-1], (140.0, 39.0), (140.0, 38.0), border[0]]
    assert right == [border[-1], border[0], (141.0, 38.0), (141.0, 39.0), border[-1]]


def test_an_island_smaller_than_the_tolerance_stays_a_ring() -> None:
    ring = [(140.0, 38.0), (140.001, 38.0), (140.002, 38.001), (140.001, 38.001), (140.0, 38.0)]
    (shape,) = simplify([Shape("", "islet", [[ring]])], 1.0)
    assert len(shape.polygons[0][0]) >= 4
    assert shape.polygons[0][0][0] == shape.polygons[0][0][-1]
