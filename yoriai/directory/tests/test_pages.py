"""The doors of entries, as people meet them."""

import pytest

from yoriai.directory import actions
from yoriai.directory.models import Activity, Entry, Organisation


@pytest.fixture
def shown(cast):
    """An activity of the NPO's that everybody sees."""
    by = cast.who(cast.worker, cast.npo)
    made = actions.add_entry(Activity(), by=by, title="土曜の朝ごはん", joining="まず食べに来てください。")
    return actions.show_entry(made, by=by)


def test_a_stranger_reads_what_it_is_and_what_one_can_do(client, shown):
    page = client.get(shown.get_absolute_url()).content.decode()
    assert "土曜の朝ごはん" in page and "まず食べに来てください。" in page and "あなたにできること" in page
    assert "未確認" in page
    assert "csrfmiddlewaretoken" not in page


def test_a_worker_adds_an_activity_for_her_organisation_and_shows_it(cast, client_of):
    client = client_of(cast.worker)
    answer = client.post(
        "/activities/new/",
        {"title": "朝の会", "hat": cast.npo.pk, "contact_by": "shown", "themes": [cast.themes[1].pk]},
    )
    made = Activity.objects.get(title="朝の会")
    assert (answer.url, made.by, made.state) == (made.get_absolute_url(), cast.npo, Entry.State.DRAFT)
    client.post(f"/items/{made.code}/state/", {"verb": "show"})
    made.refresh_from_db()
    assert made.state == Entry.State.SHOWN


def test_what_was_typed_is_kept_when_the_title_is_missing(cast, client_of):
    answer = client_of(cast.worker).post("/activities/new/", {"title": "", "days": "毎週木曜", "contact_by": "shown"})
    assert answer.status_code == 422
    assert "毎週木曜" in answer.content.decode()
    assert not Activity.objects.exists()


def test_a_change_is_the_owner_s_and_for_others_there_is_no_such_page(cast, client_of, shown):
    address = f"/items/{shown.code}/facts/"
    assert client_of(cast.outsider).get(address).status_code == 404
    assert client_of(cast.officer).post(address, {"title": "市が直した"}).status_code == 404
    client_of(cast.worker).post(address, {"title": "日曜の朝ごはん", "contact_by": "shown"})
    shown.refresh_from_db()
    assert shown.title == "日曜の朝ごはん"


def test_a_body_s_page_is_made_once_and_found_again(cast, client_of):
    client, address = client_of(cast.worker), f"/organisations/new/{cast.npo.pk}/"
    client.post(address, {"title": cast.npo.name, "contact_by": "shown"})
    page = Organisation.objects.get(actor=cast.npo)
    assert client.get(address).url == page.get_absolute_url()
    assert client_of(cast.outsider).get(address).status_code == 404


@pytest.mark.parametrize("verb", ["", "agree", "nonsense", "take_back"])
def test_a_verb_that_leads_nowhere_changes_nothing(cast, client_of, shown, verb):
    client_of(cast.worker).post(f"/items/{shown.code}/state/", {"verb": verb})
    shown.refresh_from_db()
    assert shown.state == Entry.State.SHOWN


def test_a_town_the_entry_lies_in_stays_when_something_else_is_changed(cast, client_of, shown):
    by, town = cast.who(cast.worker, cast.npo), cast.towns[0]
    actions.change_entry(shown, by=by, areas=[town])
    client = client_of(cast.worker)
    assert f'value="{town.pk}" id="id_areas_' in client.get(f"/items/{shown.code}/facts/").content.decode()
    client.post(f"/items/{shown.code}/facts/", {"title": "朝の会", "contact_by": "shown", "areas": [town.pk]})
    assert town in shown.areas.all()


def test_the_page_of_a_draft_says_that_it_is_one(cast, client_of):
    draft = actions.add_entry(Activity(), by=cast.who(cast.worker, cast.npo), title="まだ書きかけ")
    assert "下書き" in client_of(cast.worker).get(draft.get_absolute_url()).content.decode()
