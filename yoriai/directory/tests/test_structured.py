import datetime as dt
import json
import re

import pytest
from django.utils import timezone

from yoriai.directory import actions
from yoriai.directory.models import Event, Occurrence
from yoriai.directory.queries.structured import structured
from yoriai.kernel.city.queries import the_office

BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.S)


@pytest.fixture
def by(cast):
    return cast.who(cast.worker, cast.npo)


def said(client, item):
    (block,) = BLOCK.findall(client.get(item.get_absolute_url()).content.decode())
    return json.loads(block)


def test_a_page_says_to_machines_what_it_says_to_people(cast, client, by):
    page = actions.show_entry(actions.add_page(cast.npo, by=by, phone="000-000-0010", address="杜野市長町1"), by=by)
    told = said(client, page)
    assert (told["@type"], told["name"], told["telephone"]) == ("NGO", cast.npo.name, "000-000-0010")
    assert told["url"].endswith(page.get_absolute_url())
    place, _end = actions.put_place("k", by=the_office(), title="集会所", latitude=38.2, longitude=140.9)
    assert said(client, place)["geo"] == {"@type": "GeoCoordinates", "latitude": 38.2, "longitude": 140.9}


def test_nothing_in_it_can_end_the_block(cast, client, by):
    page = actions.add_page(cast.npo, by=by, summary="</script><script>alert(1)</script><!--")
    page = actions.show_entry(page, by=by)
    assert said(client, page)["description"].startswith("</script>")
    assert "<script>alert" not in client.get(page.get_absolute_url()).content.decode()


def test_contacts_for_introductions_only_and_drafts_are_not_in_it(cast, client, by, client_of):
    page = actions.add_page(cast.npo, by=by, phone="000-000-0010", contact_by="introduction")
    assert structured(page) is None
    assert not BLOCK.search(client_of(cast.worker).get(page.get_absolute_url()).content.decode())
    assert "telephone" not in said(client, actions.show_entry(page, by=by))


def test_an_event_tells_its_days_and_where(cast, by):
    event = actions.show_entry(actions.add_entry(Event(), by=by, title="朝の市", price="無料", meets_at="広場"), by=by)
    for day in (16, 17):
        Occurrence.objects.create(event=event, starts=timezone.make_aware(dt.datetime(2027, 5, day, 9)))
    told = structured(event)
    assert (told["startDate"], told["endDate"]) == ("2027-05-16T09:00:00+09:00", "2027-05-17T09:00:00+09:00")
    assert (len(told["subEvent"]), told["isAccessibleForFree"], told["location"]["name"]) == (2, True, "広場")
