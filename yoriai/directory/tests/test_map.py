"""The map and its list: what has a position, from near to far, packed for a phone."""

import gzip
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from yoriai.directory.models import Place
from yoriai.directory.queries.calendar import Narrowed
from yoriai.directory.queries.pins import Spot, kilometres, outlines, packed, pins
from yoriai.kernel.areas.actions import put_area
from yoriai.kernel.items.actions import add_item
from yoriai.kernel.models import Visibility
from yoriai.settings import tile_hosts


@pytest.fixture
def places(cast):
    """Two places in different towns."""
    near = Place(title="長町の集会所", by=cast.section, latitude=38.2282, longitude=140.8853)
    far = Place(title="浜の児童館", by=cast.section, latitude=38.2401, longitude=140.9572)
    return [add_item(near, areas=[cast.towns[0]]), add_item(far, areas=[cast.towns[4]])]


def unpacked(facts):
    """(kind, latitude, longitude, code) of each pin, as the page's script reads them."""
    y, found = 0, []
    for number, x in enumerate(facts["x"]):
        y += facts["y"][number]
        kind = facts["kinds"][ord(facts["k"][number]) - 48][0]
        found.append((kind, y / 1e5, x / 1e5, facts["c"][number * 6 : number * 6 + 6]))
    return found


def test_packed_pins_come_out_as_they_went_in(places):
    rows = pins(None, Narrowed())
    assert set(unpacked(packed(rows))) == {(row[2], row[3], row[4], row[1]) for row in rows}
    assert len(rows) == 2


def test_without_pins_the_pack_is_empty(db):
    assert packed([]) == {"kinds": [], "k": "", "y": [], "x": [], "c": ""}


def test_an_event_stands_where_its_place_is_until_it_is_over(make, places):
    coming, over = make(3, where=places[0]), make(-3, where=places[0])
    codes = {row[1]: row[3] for row in pins(None, Narrowed(), "event")}
    assert codes == {coming.code: 38.2282}
    assert over.code not in codes


def test_what_was_made_invisible_is_on_no_map(places):
    Place.objects.filter(pk=places[0].pk).update(visibility=Visibility.HIDDEN)
    assert [row[0] for row in pins(None, Narrowed())] == [places[1].pk]


def test_it_is_narrowed_by_kind_theme_and_area(cast, places):
    assert [row[0] for row in pins(None, Narrowed(area=cast.ward))] == [places[0].pk]
    assert pins(None, Narrowed(theme=cast.themes[0])) == []
    assert pins(None, Narrowed(), "organisation") == []


def test_the_list_goes_from_near_to_far(client, places):
    page = client.get("/map/?town=浜野").content.decode()
    assert page.index("児童館") < page.index("集会所")
    page = client.get("/map/?near=38.228,140.885").content.decode()
    assert page.index("集会所") < page.index("児童館")
    assert kilometres(Spot(38.228, 140.885), 38.228, 140.885) == 0
    assert 6 < kilometres(Spot(38.2282, 140.8853), 38.2401, 140.9572) < 7


@pytest.mark.parametrize(
    "query",
    ["?near=x,y", "?near=nan,1", "?town=%00", "?page=99999999", "?kind=zz&theme=zz", "?near=1"],
)
def test_an_address_that_makes_no_sense_is_the_plain_map(client, places, query):
    assert client.get(f"/map/{query}").status_code == 200


def test_the_pins_come_compressed_and_twice_the_same(client, places):
    for _time in range(2):
        answer = client.get("/map/pins.json", headers={"Accept-Encoding": "gzip"})
        body = gzip.decompress(answer.content) if answer.get("Content-Encoding") == "gzip" else answer.content
        assert len(unpacked(json.loads(body))) == 2
    assert json.loads(client.get("/map/ground.json").content) == {"areas": []}


def test_a_press_on_the_map_shows_the_cards_of_what_may_be_seen(client, places):
    Place.objects.filter(pk=places[0].pk).update(visibility=Visibility.HIDDEN)
    codes = ",".join([*(place.code for place in places), "zzzzzz", "' OR 1"])
    page = client.get(f"/map/here/?codes={codes}").content.decode()
    assert "児童館" in page and "集会所" not in page


def test_outlines_are_coarse_and_neighbours_keep_their_common_points(cast):
    corner = [140.87001, 38.26001]
    for ward, other in ((cast.ward, [140.80, 38.20]), (cast.north, [140.95, 38.35])):
        ring = [corner, other, [other[0], 38.27], [140.88, 38.25], corner]
        outline = {"type": "Polygon", "coordinates": [ring]}
        put_area(ward.code, kind=ward.kind, name=ward.name, parent=cast.city_area, outline=outline)
    rings = [area["rings"][0] for area in outlines()]
    assert [ring[0] for ring in rings] == [[38.26, 140.87]] * 2


def test_the_map_asks_the_same_number_of_questions_for_two_places_and_for_fifty(cast, client, places):
    def asked(query):
        with CaptureQueriesContext(connection) as questions:
            client.get(f"/map/{query}")
        return len(questions)

    client.get("/map/")
    few = asked("?page=1")
    for number in range(50):
        add_item(Place(title=f"場所{number}", by=cast.section, latitude=38.2 + number / 1000, longitude=140.9))
    client.get("/map/?kind=")
    assert asked("?kind=&page=1") == few <= 8


def test_only_the_named_tile_server_is_opened_and_none_by_default(settings):
    assert tile_hosts("") == []
    assert tile_hosts("https://tiles.example.jp/xyz/{z}/{x}/{y}.png") == ["https://tiles.example.jp"]
    assert tile_hosts("https://{s}.tile.example/{z}") == [f"https://{sign}.tile.example" for sign in "abc"]
    assert [source for source in settings.SECURE_CSP["img-src"] if str(source).startswith("http")] == []
