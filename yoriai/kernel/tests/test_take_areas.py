import json

import pytest

from yoriai.engines.tables.geo import read_geojson
from yoriai.engines.tables.headers import aliases_for
from yoriai.engines.tables.reading import read
from yoriai.engines.tables.reasons import Unreadable
from yoriai.kernel.areas.actions import put_area, take_areas, take_shapes
from yoriai.kernel.areas.queries import ground
from yoriai.kernel.city.queries import the_office
from yoriai.kernel.models import Area, Record
from yoriai.kernel.policy import NotAllowed

TOWNS = """全国地方公共団体コード,区,町丁目,小字,緯度,経度
049013,北森区,加茂,,38.3241,140.8673
049013,北森区,加茂,上ノ原,38.3250,140.8680
041017,青葉区,愛子中央,一丁目,38.2700,140.7600
"""


def table(text):
    return read(text.encode(), "towns.csv", [aliases_for("areas")])


def square(west, south, side=0.02):
    corners = [(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)]
    return [[round(west + side * x, 5), round(south + side * y, 5)] for x, y in corners]


def shapes(*features):
    made = [
        {
            "type": "Feature",
            "properties": {"lgcode": code, "ward": name},
            "geometry": {"type": "Polygon", "coordinates": [ring]},
        }
        for code, name, ring in features
    ]
    return read_geojson(json.dumps({"type": "FeatureCollection", "features": made}).encode())


def test_towns_go_under_their_ward_and_a_ward_nobody_knows_is_made(cast):
    report = take_areas(table(TOWNS), by=the_office())
    assert (report.taken, report.updated, report.unchanged, report.skipped) == (2, 1 - 1, 1, [])
    ward = Area.objects.get(code="041017")
    assert (ward.name, ward.kind, ward.parent) == ("青葉区", "ward", cast.city_area)
    town = Area.objects.get(name="愛子中央一丁目")
    assert (town.parent, town.path, town.code) == (ward, f"{ward.path}{town.pk}/", "041017-愛子中央一丁目")
    assert set(Area.objects.within(cast.north).values_list("name", flat=True)) >= {"加茂", "加茂上ノ原"}


def test_a_town_of_the_cast_is_found_again_by_ward_and_name(cast):
    take_areas(table(TOWNS), by=the_office())
    assert Area.objects.filter(name="加茂").count() == 1


def test_the_same_file_twice_changes_nothing_and_a_changed_point_is_an_update(cast):
    take_areas(table(TOWNS), by=the_office())
    before = list(Area.objects.order_by("pk").values())
    again = take_areas(table(TOWNS), by=the_office())
    assert (again.taken, again.updated, again.unchanged) == (0, 0, 3)
    assert list(Area.objects.order_by("pk").values()) == before
    moved = take_areas(table(TOWNS.replace("38.3250", "38.3260")), by=the_office())
    assert (moved.updated, moved.unchanged) == (1, 2)


def test_a_row_that_stands_twice_counts_once(cast):
    doubled = take_areas(table(TOWNS + "049013,北森区,加茂,上ノ原,38.3250,140.8680\n"), by=the_office())
    assert [(line, reason.code) for line, reason in doubled.skipped] == [(5, "row_repeated")]


def test_of_a_code_list_of_the_whole_country_only_ones_own_rows_are_taken(cast):
    take_areas(table(TOWNS), by=the_office())
    listed = "pref,cid,city,citykana,lat,lng,lgcode\n" + "\n".join(
        [
            "宮城県,4101,仙台市 青葉区,せんだいし あおばく,38.2692,140.8703,041017",
            "宮城県,4202,石巻市,いしのまきし,38.4344,141.3028,042021",
        ]
    )
    report = take_areas(table(listed), by=the_office())
    assert (report.updated, len(report.skipped)) == (1, 1)
    assert not Area.objects.filter(name="石巻市").exists()
    assert Area.objects.get(code="041017").latitude == 38.2692


def test_outlines_are_joined_by_code_and_make_the_wards_they_need(cast):
    two = shapes(("049021", "長町区", square(140.88, 38.22)), ("041017", "青葉区", square(140.7, 38.2)))
    report = take_shapes(two, by=the_office())
    assert (report.taken, report.updated) == (1, 1)
    cast.ward.refresh_from_db()
    assert cast.ward.outline["type"] == "MultiPolygon"
    made = Area.objects.get(code="041017")
    assert (made.name, made.latitude, made.longitude) == ("青葉区", pytest.approx(38.21), pytest.approx(140.71))
    again = take_shapes(two, by=the_office())
    assert (again.taken, again.updated, again.unchanged) == (0, 0, 2)


def test_a_shape_of_nobodys_is_told(cast):
    report = take_shapes(shapes(("", "どこか", square(140.0, 38.0))), by=the_office())
    assert [(line, reason.params["name"]) for line, reason in report.skipped] == [(1, "どこか")]


def test_a_point_lies_in_the_nearest_town_of_its_ward_else_in_the_ward_else_nowhere(cast):
    take_shapes(shapes(("049021", "長町区", square(140.88, 38.22, 0.1))), by=the_office())
    here = ground()
    assert here.area_at(38.2282, 140.8853) == cast.towns[0]
    assert here.area_at(38.30, 140.97).name == "長町区"
    assert here.area_at(35.0, 139.0) is None


def test_districts_find_the_area_they_belong_to(cast):
    listed = "種別,名称,よみ,上位地域\n地区,長町地区,ながまちちく,長町区\n地区,なぞ地区,,ない区\n"
    report = take_areas(table(listed), by=the_office())
    made = Area.objects.get(name="長町地区")
    assert (made.kind, made.reading, made.parent) == ("district", "ながまちちく", cast.ward)
    assert [(line, reason.params) for line, reason in report.skipped] == [(3, {"name": "ない区"})]


def test_a_file_without_names_of_areas_is_refused(cast):
    with pytest.raises(Unreadable):
        take_areas(table("緯度,経度\n38.2,140.8\n"), by=the_office())


@pytest.mark.parametrize("name", ["resident", "facilitator", "outsider"])
def test_only_the_office_takes_areas_in(cast, name):
    with pytest.raises(NotAllowed):
        take_areas(table(TOWNS), by=cast.who(getattr(cast, name)))
    with pytest.raises(NotAllowed):
        take_areas(table(TOWNS), by=cast.who(cast.officer, sure=False))
    assert not Area.objects.filter(code="041017").exists()


def test_an_import_is_recorded_once(cast):
    take_areas(table(TOWNS), by=the_office())
    take_areas(table(TOWNS), by=the_office())
    assert Record.objects.filter(verb="areas.imported").count() == 1


def test_two_thousand_towns_cost_a_handful_of_queries(cast, django_assert_max_num_queries):
    rows = "".join(f"049013,北森区,架空町{number}丁目,,38.3,140.8\n" for number in range(2000))
    with django_assert_max_num_queries(20):
        assert take_areas(table(TOWNS.splitlines()[0] + "\n" + rows), by=the_office()).taken == 2000


def test_a_name_with_a_slash_still_has_an_address(cast):
    take_areas(table("全国地方公共団体コード,区,町丁目\n049013,北森区,A/B?町\n"), by=the_office())
    assert put_area("049013-A-B-町", kind="town", name="A/B?町", parent=cast.north)[1] == "unchanged"
