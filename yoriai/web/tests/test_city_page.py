"""/city/: the office changes the city's facts."""

import pytest

from yoriai.kernel.city.models import City
from yoriai.kernel.models import Record


def test_the_office_changes_the_facts_and_everybody_sees_them(cast, client, client_of):
    officer = client_of(cast.officer)
    page = officer.get("/city/")
    assert page.status_code == 200
    facts = page.context["form"].initial
    response = officer.post("/city/", {**facts, "phone": "000-123-4567", "mark": "M3 3 L30,30"})
    assert response.headers["Location"] == "/city/"
    city = City.objects.get()
    assert (city.phone, city.mark) == ("000-123-4567", "M3 3L30 30")
    assert Record.objects.get(verb="city.changed").person == cast.officer
    assert "000-123-4567" in client.get("/themes/").content.decode()
    assert 'd="M3 3L30 30"' in client.get("/mark.svg").content.decode()


@pytest.mark.parametrize("name", ["resident", "facilitator", "ward_officer", "outsider", "supporter"])
def test_nobody_else_finds_the_page(cast, client_of, name):
    client = client_of(getattr(cast, name))
    assert client.get("/city/").status_code == 404
    assert client.post("/city/", {"phone": "1"}).status_code == 404
    assert City.objects.get().phone == "000-000-0000"


def test_the_office_gives_its_second_factor_first(cast, client_of):
    assert client_of(cast.officer, sure=False).get("/city/").headers["Location"].startswith("/sure/")


def test_a_colour_nobody_can_read_is_kept_on_the_page_and_out_of_the_city(cast, client_of):
    officer = client_of(cast.officer)
    facts = officer.get("/city/").context["form"].initial
    response = officer.post("/city/", {**facts, "link_colour": "#ffe066"})
    assert response.status_code == 422
    assert 'value="#ffe066"' in response.content.decode()
    assert City.objects.get().link_colour == "#1f3f8f"
