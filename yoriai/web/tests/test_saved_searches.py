"""Saved searches: what is new is told once, what was there before is not, and one press stops it."""

import datetime as dt

import pytest
from django.utils import timezone

from yoriai.directory import actions as directory
from yoriai.directory.models import Activity
from yoriai.kernel.models import Item, Record, Visibility
from yoriai.kernel.policy import NotAllowed, NotPossible
from yoriai.people.actions import tell
from yoriai.people.models import Outgoing
from yoriai.web import actions
from yoriai.web.models import SavedHit, SavedSearch
from yoriai.web.queries import searches_due
from yoriai.web.saved import stop_token

NOW = timezone.now()


@pytest.fixture
def write(cast):
    """A shown activity of the NPO's with this title."""
    by = cast.who(cast.worker, cast.npo)

    def shown(title, **facts):
        return directory.show_entry(directory.add_entry(Activity(), by=by, title=title, **facts), by=by)

    return shown


@pytest.fixture
def kept(cast, write):
    """The resident hears of 見守り; one thing was there before."""
    write("見守りの会")
    return actions.save_search("見守り", by=cast.who(cast.resident))


def told():
    """The letters of the newest match."""
    return tell(Record.objects.filter(verb="search.matched").latest("pk"))


def test_what_was_there_before_is_not_told(kept):
    assert actions.look_for(kept.pk, now=NOW) == []
    assert not Record.objects.filter(verb="search.matched").exists()


def test_what_is_new_is_told_once_with_the_week_s_notices(cast, kept, write):
    new = write("夜の見守り")
    write("花だん")
    assert actions.look_for(kept.pk, now=NOW) == [new.pk]
    (row,) = told()
    assert (row.to, row.way, row.singly) == (cast.resident, Outgoing.Way.MAIL, False)
    assert new.title in row.text and new.get_absolute_url() in row.text and "/searches/stop/" in row.text
    assert actions.look_for(kept.pk, now=NOW) == []
    told()
    assert Outgoing.objects.filter(to=cast.resident, subject__contains="見守り").count() == 1


def test_a_draft_is_told_when_it_is_shown_however_old_it_is(cast, kept):
    by = cast.who(cast.worker, cast.npo)
    draft = directory.add_entry(Activity(), by=by, title="朝の見守り")
    assert actions.look_for(kept.pk, now=NOW) == []
    directory.show_entry(draft, by=by)
    assert actions.look_for(kept.pk, now=NOW) == [draft.pk]


def test_what_was_made_invisible_meanwhile_is_not_told(kept, write):
    new = write("夜の見守り")
    actions.look_for(kept.pk, now=NOW)
    Item.objects.filter(pk=new.pk).update(visibility=Visibility.HIDDEN)
    assert told() == []


def test_it_is_narrowed_as_it_was(cast, write):
    kept = actions.save_search("見守り", kind="event", area=cast.ward, by=cast.who(cast.resident))
    write("夜の見守り", areas=[cast.ward])
    assert actions.look_for(kept.pk, now=NOW) == []


def test_twice_is_once_and_fifty_are_enough(cast, kept):
    who = cast.who(cast.resident)
    assert actions.save_search(" 見守り ", by=who) == kept
    for number in range(49):
        actions.save_search(f"ことば{number}", by=who)
    with pytest.raises(NotPossible):
        actions.save_search("多すぎ", by=who)
    with pytest.raises(NotPossible):
        actions.save_search("　", by=who)
    assert SavedSearch.objects.count() == 50


def test_only_with_an_account_and_only_one_s_own(cast, kept, client, client_of):
    with pytest.raises(NotAllowed):
        actions.forget_search(kept, by=cast.who(cast.outsider))
    assert client_of(cast.outsider).post(f"/searches/{kept.pk}/removal/").status_code == 404
    assert client.get("/searches/new/?q=x").status_code == 302
    assert SavedSearch.objects.filter(pk=kept.pk).exists()


def test_one_press_on_the_link_stops_it_and_looking_does_not(client, kept):
    address = f"/searches/stop/{stop_token(kept)}/"
    assert client.get(address).status_code == 200 and SavedSearch.objects.exists()
    assert client.post(address).status_code == 200 and not SavedSearch.objects.exists()
    assert client.get(address).status_code == 200
    assert client.get("/searches/stop/xxx/").status_code == 404
    assert not SavedHit.objects.exists()


def test_it_is_saved_from_the_page_of_a_search(cast, client_of):
    client = client_of(cast.resident)
    assert "/searches/new/?q=" in client.get("/search/?q=見守り&kind=event").content.decode()
    client.post("/searches/new/?q=見守り&kind=event")
    assert list(SavedSearch.objects.values_list("q", "kind", "actor")) == [("見守り", "event", cast.resident.pk)]
    assert "見守り・催し" in client.get("/searches/").content.decode()


def test_each_is_due_once_a_day_and_none_of_those_who_left(cast, kept):
    assert searches_due(NOW) == []
    assert searches_due(NOW + dt.timedelta(hours=21)) == [kept.pk]
    cast.resident.left = NOW
    cast.resident.save()
    assert actions.end_searches() > 0
