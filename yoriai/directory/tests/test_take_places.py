import pytest

from yoriai.directory.actions import put_place, take_places
from yoriai.directory.models import Place
from yoriai.engines.tables.headers import aliases_for
from yoriai.engines.tables.reading import read
from yoriai.kernel.city.queries import the_office
from yoriai.kernel.models import Record
from yoriai.kernel.policy import NotAllowed

HALLS = """都道府県コ―ド又は市区町村コ―ド,NO,名称,名称_カナ,住所,緯度,経度,電話番号,\
利用可能曜日,開始時間,終了時間,説明,バリアフリー情報,URL,備考
042021,1,長町集会所,ナガマチシュウカイジョ,杜野市長町一丁目1,38.2282,140.8853,(000)000-0003,月火水,09:00,21:00,だれでも使えます,段差なし,https://morino.example/,鍵は会長
042021,2,加茂集会所,カモシュウカイジョ,杜野市加茂2,140.8673,38.3241,,,,,,,,
,,,,,,,,,,,,,,
"""


def table(text):
    return read(text.encode(), "halls.csv", [aliases_for("places")])


def test_a_row_becomes_a_place_with_everything_it_says(cast):
    report = take_places(table(HALLS), by=the_office(), source="杜野市オープンデータ (CC BY 4.0)")
    assert (report.taken, report.skipped) == (2, [])
    hall = Place.objects.get(title="長町集会所")
    assert (hall.reading, hall.address, hall.phone) == ("ながまちしゅうかいじょ", "杜野市長町一丁目1", "000-000-0003")
    assert (hall.hours, hall.accessibility, hall.website) == (
        "月火水 9:00〜21:00",
        "段差なし",
        "https://morino.example/",
    )
    assert (hall.summary, hall.source) == ("だれでも使えます\n鍵は会長", "杜野市オープンデータ (CC BY 4.0)")
    assert set(hall.areas.values_list("name", flat=True)) == {"長町一丁目", "長町区", "杜野市"}


def test_what_was_put_right_is_flagged(cast):
    report = take_places(table(HALLS), by=the_office())
    assert [(line, reason.code) for line, reason in report.flagged] == [(3, "position_swapped")]
    assert Place.objects.get(title="加茂集会所").latitude == 38.3241


def test_the_same_file_twice_changes_nothing(cast):
    take_places(table(HALLS), by=the_office())
    before = list(Place.objects.order_by("pk").values())
    again = take_places(table(HALLS), by=the_office())
    assert (again.taken, again.updated, again.unchanged) == (0, 0, 2)
    assert list(Place.objects.order_by("pk").values()) == before
    assert Record.objects.filter(verb="places.imported").count() == 1


def test_a_new_name_at_the_same_address_is_the_same_place(cast):
    take_places(table(HALLS), by=the_office())
    renamed = take_places(table(HALLS.replace("長町集会所", "長町ふれあい館")), by=the_office())
    assert (renamed.updated, renamed.unchanged, Place.objects.count()) == (1, 1, 2)


def test_an_id_that_belongs_to_quite_another_place_overwrites_nothing(cast):
    """Some cities number every file from 1."""
    take_places(table(HALLS), by=the_office())
    parks = "市区町村コード,NO,名称,住所,緯度,経度\n042021,1,森の里公園,杜野市森の里9,38.3302,140.8533\n"
    for taken in (1, 0):
        assert take_places(table(parks), by=the_office()).taken == taken
    assert set(Place.objects.values_list("title", flat=True)) == {"長町集会所", "加茂集会所", "森の里公園"}
    assert take_places(table(HALLS), by=the_office()).unchanged == 2


def test_a_blank_cell_leaves_what_is_known(cast):
    take_places(table(HALLS), by=the_office())
    take_places(table(HALLS.replace("(000)000-0003", "")), by=the_office())
    assert Place.objects.get(title="長町集会所").phone == "000-000-0003"


def test_rows_without_ids_are_known_by_their_words(cast):
    listed = "会場名,集合場所\n浜野海岸,トイレの前\n浜野海岸,トイレの前\n,\n"
    assert take_places(table(listed), by=the_office()).taken == 2
    again = take_places(table(listed), by=the_office())
    assert (again.taken, again.unchanged) == (0, 2)
    assert Place.objects.filter(summary="集合場所：トイレの前").count() == 2


def test_rows_without_a_name_stay_out(cast):
    report = take_places(table("名称,住所\n,杜野市長町\n同上,杜野市加茂\n"), by=the_office())
    assert [line for line, _reason in report.skipped] == [2, 3]
    assert not Place.objects.exists()


def test_a_place_finds_its_areas_once_they_are_known(cast):
    take_places(table(HALLS.replace("38.2282,140.8853", "38.3302,140.8533")), by=the_office())
    take_places(table(HALLS), by=the_office())
    assert "長町一丁目" in Place.objects.get(title="長町集会所").areas.values_list("name", flat=True)


def test_a_script_in_a_cell_stays_letters(cast, client):
    take_places(table("名称,説明\n<svg onload=alert(1)>,<img src=x onerror=alert(1)>\n"), by=the_office())
    page = client.get(Place.objects.get().get_absolute_url()).content.decode()
    assert "<svg onload" not in page
    assert "<img src=x" not in page


@pytest.mark.parametrize("name", ["resident", "facilitator", "outsider"])
def test_only_the_office_takes_places_in(cast, name):
    with pytest.raises(NotAllowed):
        take_places(table(HALLS), by=cast.who(getattr(cast, name)))
    assert not Place.objects.exists()


def test_put_again_elsewhere_a_place_moves(cast):
    put_place("k", by=the_office(), areas=[cast.towns[0]], title="集会所")
    moved = put_place("k", by=the_office(), areas=[cast.towns[2]], title="集会所")
    assert moved[1] == "updated"
    assert "加茂" in moved[0].areas.values_list("name", flat=True)
    assert put_place("k", by=the_office(), areas=[cast.towns[2]], title="集会所")[1] == "unchanged"
