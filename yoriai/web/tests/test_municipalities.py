import pytest

from yoriai.engines.tables.reading import read
from yoriai.engines.tables.reasons import Unreadable
from yoriai.kernel.policy import NotPossible
from yoriai.web.municipalities import Municipality, find, from_lines, in_lines

WARDS = ["青葉区", "宮城野区", "若林区", "太白区", "泉区"]


def table(text, name="codes.csv"):
    return read(text.encode(), name)


@pytest.fixture
def country(shared):
    return read(shared / "ja/localgov-codes-cc0.csv", "localgov-codes-cc0.csv")


def test_sendai_is_found_with_its_five_wards_in_the_real_list(country):
    city, *wards = find(country, "仙台市")
    assert city == Municipality("041009", "仙台市", "せんだいし", 38.26805556, 140.8697222)
    assert [ward.name for ward in wards] == WARDS
    assert [ward.code for ward in wards] == ["041017", "041025", "041033", "041041", "041050"]
    assert wards[1].reading == "みやぎのく"


@pytest.mark.parametrize(
    ("name", "number", "first"),
    [("川崎市", 7, "川崎区"), ("相模原市", 3, "緑区"), ("横浜市", 18, "鶴見区"), ("堺市", 7, "堺区")],
)
def test_the_wards_of_one_city_are_not_those_of_its_neighbour(country, name, number, first):
    found = find(country, name)
    assert (len(found) - 1, found[1].name) == (number, first)


def test_a_city_without_wards_is_found_alone(country):
    assert [place.name for place in find(country, "焼津市")] == ["焼津市"]


def test_of_two_cities_of_one_name_the_code_says_which(country):
    with pytest.raises(NotPossible, match=r"132063、342084"):
        find(country, "府中市")
    assert find(country, "府中市", "342084")[0].code == "342084"


def test_a_city_the_list_does_not_hold_is_said_to_be_missing(country):
    with pytest.raises(NotPossible, match="杜野市"):
        find(country, "杜野市")


@pytest.mark.parametrize(
    "text",
    [
        "団体コード,都道府県名,市区町村名,市区町村名_カナ\n041009,宮城県,仙台市,ｾﾝﾀﾞｲｼ\n041017,宮城県,仙台市青葉区,ｾﾝﾀﾞｲｼｱｵﾊﾞｸ\n042021,宮城県,石巻市,ｲｼﾉﾏｷｼ\n",
        "全国地方公共団体コード,市町村名,区名,区名_カナ\n041009,仙台市,,\n041017,仙台市,青葉区,アオバク\n",
        "市区町村コード\t市区町村名\t市区町村名_カナ\n04100\t仙台市\tセンダイシ\n04101\t仙台市　青葉区\tセンダイシ アオバク\n",
    ],
)
def test_any_list_will_do_whose_columns_have_the_usual_names(text):
    city, ward = find(table(text), "仙台市")
    assert (city.code, ward.code, ward.name) == ("041009", "041017", "青葉区")
    assert ward.reading in ("あおばく", "")


def test_a_table_of_something_else_is_refused():
    with pytest.raises(Unreadable):
        find(table("日付,人数\n2026-11-23,60\n"), "仙台市")


def test_what_was_found_can_be_read_back_from_its_lines(country):
    found = find(country, "仙台市")
    assert [(place.code, place.name, place.reading) for place in from_lines(in_lines(found))] == [
        (place.code, place.name, place.reading) for place in found
    ]
    assert from_lines(in_lines(found))[0].latitude == pytest.approx(38.26805, abs=1e-4)


def test_lines_typed_by_hand_may_be_wide_and_without_a_point():
    assert from_lines("０４１００９，仙台市、センダイシ\n\n04101,青葉区") == [
        Municipality("041009", "仙台市", "せんだいし"),
        Municipality("041017", "青葉区"),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "at least"),
        ("041009", "Line 1"),
        ("041009,仙台市\n041018,青葉区", "Line 2"),
        ("041009,仙台市\n041009,青葉区", "two lines"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(text, said):
    from django.utils import translation

    with translation.override("en"), pytest.raises(NotPossible, match=said):
        from_lines(text)
