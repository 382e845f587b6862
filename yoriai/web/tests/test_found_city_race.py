"""Two people who set up the city at the same moment."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from yoriai.kernel.city.models import City
from yoriai.kernel.models import Actor, Area
from yoriai.kernel.policy import Refusal
from yoriai.people.models import Representation
from yoriai.web.actions import Officer, found_city, make_setup_code
from yoriai.web.municipalities import from_lines
from yoriai.web.tests.founding import FACTS


@pytest.mark.django_db(transaction=True)
def test_of_two_cities_founded_at_once_one_is_there_whole_and_nothing_of_the_other():
    secret = make_setup_code()

    def found(city):
        code, name, mail = city
        try:
            return found_city(
                from_lines(f"{code},{name}"), [Officer(mail, name)], **{**FACTS, "name": name}, secret=secret
            ).name
        except Refusal:
            return None
        finally:
            connection.close()

    cities = [("041009", "仙台市", "a@city.example"), ("042021", "石巻市", "b@city.example")] * 2
    with ThreadPoolExecutor(len(cities)) as people:
        came = list(people.map(found, cities))
    (name,) = {one for one in came if one}
    assert City.objects.get().name == name
    assert Area.objects.get().name == name
    assert Actor.objects.filter(kind="section").count() == 1
    assert Representation.objects.get().person.name == name
