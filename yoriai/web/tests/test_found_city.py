"""One's own city: from an empty database to a first officer at their desk."""

import pytest
from django.utils import translation

from yoriai.kernel.city.models import City
from yoriai.kernel.models import Actor, Area, Item, Record, Theme
from yoriai.kernel.policy import NotPossible
from yoriai.people.models import Representation, User
from yoriai.web.actions import found_city
from yoriai.web.municipalities import from_lines
from yoriai.web.tests.founding import FACTS, GROUND, OFFICER, OPTIONS, found, nothing_was_written, run, sign_in

pytestmark = pytest.mark.django_db
WARDS = ["青葉区", "宮城野区", "若林区", "太白区", "泉区"]
DEMO_WORDS = ("杜野", "架空", "長町", "demo", "デモ", "そらのま", "加茂")


def test_a_whole_city_by_one_command_from_the_real_list(shared, client, settings):
    """R43; issue 2: wards from a code file, first officers, empty of demo."""
    run(codes=str(shared / "ja/localgov-codes-cc0.csv"), **OPTIONS)
    city = City.objects.select_related("area", "office").get()
    assert (city.name, city.reading, city.area.code, city.is_demo) == ("仙台市", "せんだいし", "041009", False)
    assert list(Area.objects.filter(kind="ward").order_by("code").values_list("name", flat=True)) == WARDS
    assert set(Area.objects.filter(kind="ward").values_list("parent", flat=True)) == {city.area_id}
    assert (city.office.kind, city.office.name) == (Actor.Kind.SECTION, "市民協働推進課")
    assert not Item.objects.exists()
    assert sign_in(client, "aoi@city.example").headers["Location"] == "/my/"
    assert client.get("/my/").status_code == 200
    assert client.get("/desk/").headers["Location"].startswith("/sure/")


def test_no_page_of_a_new_city_knows_the_demo(client):
    found()
    addresses = [
        "/",
        "/themes/",
        "/areas/",
        "/areas/041017/",
        "/items/",
        "/search/?q=町",
        "/accounts/login/",
        "/accounts/signup/",
    ]
    addresses += ["/rules/", "/assemblies/", "/manifest.webmanifest", "/mark.svg", "/offline/", "/display/"]
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200, address
        page = response.content.decode()
        assert [word for word in DEMO_WORDS if word in page] == [], address
    assert "仙台市" in client.get("/").content.decode()
    assert client.get("/demo/outbox/").status_code == 404
    assert client.get("/components/").status_code == 404


def test_the_starting_themes_are_there_each_in_its_vocabulary():
    found()
    counted = {name: Theme.objects.filter(vocabulary=name).count() for name in ("problem", "field", "law", "plan")}
    assert counted == {"problem": 16, "field": 7, "law": 20, "plan": 0}


def test_what_happened_is_recorded_without_mail_or_telephone():
    found()
    rows = {row.verb: row.data for row in Record.objects.all()}
    assert set(rows) == {"city.founded", "seat.accepted"}
    assert "000-000" not in str(rows) and "@" not in str(rows)


def test_the_same_city_founded_again_is_left_as_it_is():
    first = found()
    before = [model.objects.count() for model in (Area, Theme, Actor, User, Representation, Record)]
    assert found(phone="111-111-1111").phone == first.phone
    assert [model.objects.count() for model in (Area, Theme, Actor, User, Representation, Record)] == before


def test_a_second_city_is_refused_and_changes_nothing():
    found()
    other = from_lines("042021,石巻市")
    with pytest.raises(NotPossible):
        found_city(other, [OFFICER], **{**FACTS, "name": "石巻市"})
    assert City.objects.get().name == "仙台市"
    assert not Area.objects.filter(code="042021").exists()


@pytest.mark.parametrize(
    "facts",
    [
        {"thread_colour": "#ffe066"},
        {"link_colour": "red"},
        {"mark": '"><script>'},
        {"section": " "},
        {"name": "石巻市"},
        {"phone": ""},
    ],
)
def test_whatever_is_wrong_nothing_is_written(facts):
    with pytest.raises(NotPossible):
        found(**facts)
    assert nothing_was_written()


def test_a_city_without_anybody_who_can_sign_in_is_refused():
    with pytest.raises(NotPossible):
        found_city(from_lines(GROUND), [], **FACTS)
    assert nothing_was_written()


def test_a_colour_nobody_can_read_is_refused_with_the_reason_and_one_that_will_do():
    with translation.override("en"), pytest.raises(NotPossible, match=r"contrast 1\.\d, at least 4\.5.*#[0-9a-f]{6}"):
        found(link_colour="#ffe066")


def test_somebody_who_has_an_account_already_keeps_it():
    from yoriai.people.actions import sign_up

    user = sign_up("aoi@city.example", name="葵")
    found()
    assert User.objects.get() == user
    assert Representation.objects.get().person == user.actor
