"""An entry belongs to whoever made it (R11): drafts, showing, changing, ending, and the second pair of eyes."""

import pytest

from yoriai.directory import actions, policy
from yoriai.directory.models import Activity, ContactBy, Entry, Organisation, Party
from yoriai.directory.queries.pages import facts_of, mix_of
from yoriai.kernel.models import Actor, Ask, Item, Record
from yoriai.kernel.policy import NotAllowed, NotPossible
from yoriai.kernel.search.queries import search
from yoriai.people.models import Representation


@pytest.fixture
def npo(cast):
    """The NPO's one worker, in the NPO's hat."""
    return cast.who(cast.worker, cast.npo)


@pytest.fixture
def breakfast(cast, npo):
    """A draft of the NPO's."""
    return actions.add_entry(
        Activity(), by=npo, title="土曜の朝ごはん", days="毎週土曜", contact="000-000-0010", areas=[cast.towns[0]],
        themes=[cast.themes[1]],
    )  # fmt: skip


def test_a_draft_is_seen_by_those_who_speak_for_its_owner_and_by_nobody_else(cast, npo, breakfast):
    assert Activity.objects.visible_to(npo).filter(pk=breakfast.pk).exists()
    for other in (cast.resident, cast.officer, cast.outsider):
        assert not Activity.objects.visible_to(cast.who(other)).filter(pk=breakfast.pk).exists()
    assert not Activity.objects.visible_to(None).exists()
    assert search("朝ごはん", None).total == 0


def test_a_shown_entry_is_found_by_its_facts_and_not_by_its_telephone(npo, breakfast):
    actions.show_entry(breakfast, by=npo)
    assert search("毎週土曜", None).ids == [breakfast.pk]
    assert search("000-000-0010", None).total == 0


def test_showing_says_so_in_a_record_and_opens_it_to_all(npo, breakfast):
    actions.show_entry(breakfast, by=npo)
    assert Item.objects.public().filter(pk=breakfast.pk).exists()
    assert Record.objects.filter(item=breakfast.pk).order_by("id").values_list("verb", flat=True)[::1] == [
        "activity.added",
        "activity.shown",
    ]


@pytest.mark.parametrize("person", ["resident", "officer", "supporter", "outsider", "salesman"])
def test_nobody_else_changes_shows_or_ends_it_the_office_neither(cast, breakfast, person):
    other = cast.who(getattr(cast, person))
    for act in (actions.show_entry, actions.end_entry, actions.take_back_entry):
        with pytest.raises(NotAllowed):
            act(breakfast, by=other)
    with pytest.raises(NotAllowed):
        actions.change_entry(breakfast, by=other, title="別の題")
    breakfast.refresh_from_db()
    assert (breakfast.title, breakfast.state) == ("土曜の朝ごはん", Entry.State.DRAFT)


def test_a_change_raises_the_version_and_the_same_facts_again_do_nothing(cast, npo, breakfast):
    before = breakfast.version
    changed = actions.change_entry(breakfast, by=npo, days="毎週日曜", areas=[cast.towns[0]])
    assert (changed.version, changed.days) == (before + 1, "毎週日曜")
    again = actions.change_entry(breakfast, by=npo, days="毎週日曜", themes=[cast.themes[1]])
    assert again.version == before + 1


def test_what_has_ended_stays_at_its_address_and_may_begin_again(npo, breakfast):
    ended = actions.end_entry(actions.show_entry(breakfast, by=npo), by=npo)
    assert Item.objects.public().get(pk=breakfast.pk).state == Entry.State.ENDED
    assert actions.show_entry(ended, by=npo).state == Entry.State.SHOWN


def test_moves_outside_the_table_are_refused(npo, breakfast):
    with pytest.raises(NotAllowed):
        actions.end_entry(breakfast, by=npo)
    shown = actions.show_entry(breakfast, by=npo)
    with pytest.raises(NotAllowed):
        actions.show_entry(shown, by=npo)
    with pytest.raises(NotPossible):
        actions.show_entry(breakfast, by=npo)  # a page that was open since before


def test_an_organisation_has_one_page_made_by_whoever_speaks_for_it(cast, npo):
    page = actions.add_page(cast.npo, by=cast.who(cast.worker), summary="居場所")
    assert (page.title, page.by, page.actor) == (cast.npo.name, cast.npo, cast.npo)
    with pytest.raises(NotPossible):
        actions.add_page(cast.npo, by=npo)
    for other in (cast.resident, cast.officer):
        with pytest.raises(NotAllowed):
            actions.add_page(cast.npo, by=cast.who(other))


@pytest.fixture
def two(cast, npo):
    """An NPO that wants two to look, with a second member."""
    second = Actor.objects.get(pk=cast.student.pk)
    Representation.objects.create(person=second, body=cast.npo, accepted="2026-01-01T00:00Z")
    page = actions.add_page(cast.npo, by=npo)
    Organisation.objects.filter(pk=page.pk).update(needs_two=True)
    return second


def test_where_two_must_look_one_person_alone_shows_nothing(cast, npo, two, breakfast):
    waiting = actions.show_entry(breakfast, by=npo)
    assert waiting.state == Entry.State.WAITING
    assert not Item.objects.public().filter(pk=breakfast.pk).exists()
    assert not policy.can_agree(npo, waiting, cast.worker.pk)
    with pytest.raises(NotAllowed):
        actions.agree_entry(waiting, by=npo)


def test_the_second_person_shows_it_and_the_ask_is_answered(cast, npo, two, breakfast):
    actions.show_entry(breakfast, by=npo)
    shown = actions.agree_entry(breakfast, by=cast.who(two, cast.npo))
    assert shown.state == Entry.State.SHOWN
    assert Ask.objects.get(what="second_look").state == Ask.State.ANSWERED


def test_taking_back_closes_the_ask(npo, two, breakfast):
    waiting = actions.show_entry(breakfast, by=npo)
    assert actions.take_back_entry(waiting, by=npo).state == Entry.State.DRAFT
    assert Ask.objects.get(what="second_look").state == Ask.State.CLOSED


def test_what_is_kept_for_introductions_is_on_the_owner_s_own_view_only(npo, breakfast):
    kept = actions.change_entry(breakfast, by=npo, contact_by=ContactBy.INTRODUCTION)
    assert "contact" not in {fact.name for fact in facts_of(kept)}
    assert "contact" in {fact.name for fact in facts_of(kept, whole=True)}


def test_a_party_stands_there_by_name_only_with_its_own_consent(cast, npo, breakfast):
    Party.objects.create(item_id=breakfast.pk, actor=cast.npo, role="場所")
    Party.objects.create(item_id=breakfast.pk, actor=cast.company, role="配る", place=1)
    Party.objects.create(item_id=breakfast.pk, name="ひみつの店", kind=Actor.Kind.COMPANY, place=2)
    assert [name for _party, name in mix_of(breakfast, None).parties] == [cast.npo.name, "企業", "企業"]
    assert mix_of(breakfast, None).kinds == [("NPO", 1), ("企業", 2)]
