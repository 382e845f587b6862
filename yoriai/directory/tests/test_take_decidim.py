import pytest

from yoriai.directory.actions import take_decidim
from yoriai.directory.models import Activity, Event, Organisation
from yoriai.engines.tables.decidim import read_decidim
from yoriai.engines.tables.tests.test_decidim import PARTS, zipped
from yoriai.kernel.city.queries import the_office
from yoriai.kernel.models import Actor
from yoriai.kernel.policy import NotAllowed
from yoriai.voices.models import Comment, Statement


def take(by=None, parts=PARTS):
    return take_decidim(read_decidim(zipped(parts)), by=by or the_office(), source="杜野市の Decidim")


def everything():
    models = (Activity, Event, Organisation, Statement, Comment, Actor)
    return {model.__name__: list(model._base_manager.order_by("pk").values()) for model in models}


def test_groups_meetings_proposals_and_comments_become_what_they_are_here(cast, client):
    report = take()
    group = Organisation.objects.get(title="川の会")
    meeting = Event.objects.get(title="川の集い")
    card = Statement.objects.get(title="川に橋を")
    assert (group.source, group.actor.kind) == ("杜野市の Decidim", "group")
    assert (meeting.occurrences.count(), meeting.capacity) == (1, 40)
    assert "ここに橋を。" in card.summary
    assert "採用" in card.summary
    assert (card.by, card.created.year, card.visibility) == (group.actor, 2025, "public")
    assert client.get(card.get_absolute_url()).status_code == 200
    space = Activity.objects.get()
    assert (card.about_id, space.title) == (space.pk, "kawa")
    assert client.get(f"/items/{space.code}/voices/").status_code == 200
    assert list(card.item.links_out.values_list("kind", "target__title")) == [("raised_at", "川の集い")]
    told = [(c.text, c.by.name, c.created.day) for c in Comment.objects.order_by("pk")]
    assert told == [("（賛成）賛成です", "川の会", 2), ("（反対）=1+1 でも", "", 2)]
    assert report.taken == 6


def test_nobody_is_named_who_is_a_person_in_decidim(cast):
    take()
    assert not Actor.objects.filter(name__in=["山田", "佐藤", "匿名"]).exists()


def test_what_its_author_has_withdrawn_stays_out_with_its_reason(cast):
    report = take()
    reasons = {(line, reason.code, reason.params["part"]) for line, reason in report.skipped}
    assert (3, "Its author has withdrawn it.", "proposals") in reasons
    assert not Statement.objects.filter(title="Park").exists()


def test_the_same_archive_twice_changes_nothing(cast):
    first = take()
    before = everything()
    again = take()
    assert (again.taken, again.updated, again.unchanged) == (0, 0, first.taken)
    assert everything() == before


def test_an_archive_with_less_in_it_still_goes_in(cast):
    parts = {name: text for name, text in PARTS.items() if "comments" in name or name.endswith("-proposals.csv")}
    assert take(parts=parts).taken == 4


@pytest.mark.parametrize("name", ["resident", "facilitator", "outsider"])
def test_only_the_office_takes_an_archive_in(cast, name):
    with pytest.raises(NotAllowed):
        take(by=cast.who(getattr(cast, name)))
    assert not Statement.objects.exists()
