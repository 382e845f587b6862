"""Where an organisation wants two people to look (R53): what is shown changes only when the second has agreed."""

import pytest

from yoriai.directory import actions
from yoriai.directory.models import Activity, Organisation, PendingChange
from yoriai.directory.queries.changes import lines_of
from yoriai.kernel.models import Ask
from yoriai.kernel.policy import NotAllowed
from yoriai.people.models import Representation


@pytest.fixture
def npo(cast):
    """The NPO's one worker, in the NPO's hat."""
    return cast.who(cast.worker, cast.npo)


@pytest.fixture
def second(cast):
    """A second member of the NPO's, in its hat."""
    Representation.objects.create(person=cast.student, body=cast.npo, accepted="2026-01-01T00:00Z")
    return cast.who(cast.student, cast.npo)


@pytest.fixture
def shown(cast, npo):
    """An activity everybody sees."""
    made = actions.add_entry(
        Activity(), by=npo, title="朝ごはん", days="土曜", themes=[cast.themes[0]], areas=[cast.towns[0]]
    )
    return actions.show_entry(made, by=npo)


@pytest.fixture
def two(cast, npo, second, shown):
    """From now on two must look."""
    actions.add_page(cast.npo, by=npo)
    Organisation.objects.filter(actor=cast.npo).update(needs_two=True)


def test_a_change_waits_and_the_page_stays_as_it_is(client, cast, npo, two, shown):
    actions.change_entry(shown, by=npo, days="日曜", themes=[cast.themes[1]])
    shown.refresh_from_db()
    assert shown.days == "土曜" and list(shown.themes.all()) == [cast.themes[0]]
    assert "日曜" not in client.get(shown.get_absolute_url()).content.decode()
    assert Ask.objects.get(what="second_look").state == Ask.State.ASKED


def test_the_second_person_sees_before_and_after_and_agrees(cast, npo, two, second, shown):
    actions.change_entry(shown, by=npo, days="日曜", themes=[cast.themes[1]], areas=[cast.towns[1]])
    lines = {str(line.label): (line.before, line.after) for line in lines_of(shown, PendingChange.objects.get())}
    assert ("土曜", "日曜") in lines.values()
    changed = actions.agree_change(shown, by=second)
    assert changed.days == "日曜"
    assert list(changed.themes.all()) == [cast.themes[1]]
    assert cast.towns[1] in changed.areas.all() and cast.towns[0] not in changed.areas.all()
    assert not PendingChange.objects.exists()
    assert Ask.objects.get(what="second_look").state == Ask.State.ANSWERED


def test_whoever_wrote_it_cannot_agree_and_nobody_outside_can(cast, npo, two, shown):
    actions.change_entry(shown, by=npo, days="日曜")
    for who in (npo, cast.who(cast.officer, cast.section), cast.who(cast.resident)):
        with pytest.raises(NotAllowed):
            actions.agree_change(shown, by=who)
    with pytest.raises(NotAllowed):
        actions.drop_change(shown, by=cast.who(cast.resident))


def test_a_newer_change_takes_the_place_of_the_older_and_is_its_writer_s(npo, two, second, shown):
    actions.change_entry(shown, by=npo, days="日曜")
    actions.change_entry(shown, by=second, days="月曜")
    waiting = PendingChange.objects.get()
    assert (waiting.by, waiting.facts) == (second.person, {"days": "月曜"})
    assert actions.agree_change(shown, by=npo).days == "月曜"


def test_a_change_let_go_leaves_everything(npo, two, shown):
    actions.change_entry(shown, by=npo, days="日曜")
    actions.drop_change(shown, by=npo)
    assert not PendingChange.objects.exists()
    assert Ask.objects.get(what="second_look").state == Ask.State.CLOSED


def test_nothing_waits_where_nothing_differs(npo, two, shown):
    actions.change_entry(shown, by=npo, days="土曜")
    assert not PendingChange.objects.exists()


def test_turning_the_rule_off_needs_the_second_person_too(cast, npo, two):
    page = Organisation.objects.get(actor=cast.npo)
    actions.show_entry(page, by=npo)
    Organisation.objects.filter(pk=page.pk).update(state="shown")
    page.refresh_from_db()
    actions.change_entry(page, by=npo, needs_two=False)
    page.refresh_from_db()
    assert page.needs_two


def test_with_one_seat_left_the_rule_rests(npo, two, cast, shown):
    Representation.objects.filter(person=cast.student, body=cast.npo).delete()
    assert actions.change_entry(shown, by=npo, days="日曜").days == "日曜"


def test_both_people_go_through_their_pages(cast, client_of, two, shown):
    client_of(cast.worker).post(f"/items/{shown.code}/facts/", {"title": "朝ごはんの会", "contact_by": "shown"})
    address = f"/items/{shown.code}/second-look/"
    mine, theirs = client_of(cast.worker).get(address), client_of(cast.student).get(address)
    assert "agree_change" not in mine.content.decode() and "agree_change" in theirs.content.decode()
    assert client_of(cast.resident).get(address).status_code == 404
    client_of(cast.student).post(f"/items/{shown.code}/state/", {"verb": "agree_change"})
    shown.refresh_from_db()
    assert shown.title == "朝ごはんの会"
    assert client_of(cast.student).get(address).status_code == 302
