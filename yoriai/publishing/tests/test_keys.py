"""二人で確かめて公開: two people, one citizen and one of the staff, agree to exactly the same text."""

import datetime as dt

import pytest
from django.utils import timezone

from yoriai.assembly.models import Headcount, Session
from yoriai.kernel.models import Ask, Item, Record
from yoriai.kernel.policy import NotAllowed, NotPossible
from yoriai.people.models import Representation
from yoriai.publishing import actions
from yoriai.publishing.content import digest
from yoriai.publishing.models import Edition, Result
from yoriai.publishing.queries import content_of
from yoriai.publishing.tests.conftest import agreed, read


def waiting(result):
    return set(
        Ask.objects.filter(what="second_key", item=result.item, state="asked").values_list("asked__name", flat=True)
    )


def test_one_key_releases_nothing_and_asks_the_other_side_by_a_date(evening, draft):
    actions.turn_key(draft, "citizen", by=evening.citizen, digest=read(draft))
    assert Result.objects.get(pk=draft.pk).state == "draft"
    assert waiting(draft) == {"石﨑 葵"}
    assert Ask.objects.get(what="second_key", state="asked").due == timezone.localdate() + dt.timedelta(days=3)


def test_the_second_key_freezes_exactly_what_both_read(evening, draft):
    content = content_of(draft)
    result = agreed(evening, draft)
    edition = result.editions.get()
    assert (result.state, edition.number, edition.content) == ("released", 1, content)
    assert edition.digest == digest(content)
    assert set(edition.keys.values_list("side", "by__name")) == {("citizen", "沢田 みどり"), ("staff", "石﨑 葵")}
    assert waiting(result) == set()


def test_the_staffs_key_carries_the_date_of_the_decision_and_the_document_number(released):
    key = released.keys.get(side="staff")
    assert (key.decided_on, key.document_number) == (dt.date(2026, 11, 20), "杜協第123号")


def test_the_citizens_key_carries_none(evening, draft):
    key = actions.turn_key(
        draft, "citizen", by=evening.citizen, digest=read(draft), decided_on=dt.date(2026, 11, 20), document_number="12"
    )
    assert (key.decided_on, key.document_number) == (None, "")


def test_a_key_of_the_other_side_cannot_be_turned(evening, draft):
    with pytest.raises(NotAllowed):
        actions.turn_key(draft, "staff", by=evening.citizen, digest=read(draft))
    assert not draft.keys.exists()


def test_the_same_side_turns_one_key_only(evening, draft):
    actions.turn_key(draft, "citizen", by=evening.citizen, digest=read(draft))
    with pytest.raises(NotPossible):
        actions.turn_key(draft, "citizen", by=evening.who(evening.cast.facilitator), digest=read(draft))
    assert draft.keys.count() == 1


def test_a_key_for_a_text_that_has_changed_since_it_was_read_is_refused(evening, draft):
    old = read(draft)
    actions.edit_result(draft, {"body": "別の本文"}, by=evening.staff, version=2)
    with pytest.raises(NotPossible):
        actions.turn_key(draft, "citizen", by=evening.citizen, digest=old)
    assert not draft.keys.exists()


def test_when_the_numbers_change_after_the_first_key_it_counts_no_more(evening, draft):
    actions.turn_key(draft, "citizen", by=evening.citizen, digest=read(draft))
    Headcount.objects.filter(session=evening.session, kind="person").update(people=32)
    actions.turn_key(draft, "staff", by=evening.staff, digest=read(draft))
    assert Result.objects.get(pk=draft.pk).state == "draft"
    assert draft.keys.get(side="citizen").taken_back is not None


def test_a_key_can_be_taken_back_by_whoever_turned_it_until_the_second_is_turned(evening, draft):
    key = actions.turn_key(draft, "citizen", by=evening.citizen, digest=read(draft))
    with pytest.raises(NotAllowed):
        actions.take_back_key(key, by=evening.staff)
    actions.take_back_key(key, by=evening.citizen)
    assert waiting(draft) == set()
    result = agreed(evening, draft)
    with pytest.raises(NotAllowed):
        actions.take_back_key(result.keys.get(side="citizen", taken_back=None), by=evening.citizen)


def test_what_is_missing_is_said_and_no_key_turns(evening):
    result = actions.draft_result(evening.session, by=evening.citizen)
    actions.edit_result(result, {"headline": "あ" * 31, "next_step": ""}, by=evening.citizen, version=1)
    with pytest.raises(NotPossible) as refused:
        actions.turn_key(result, "citizen", by=evening.citizen, digest=read(result))
    assert "30" in str(refused.value)
    assert actions.missing(result) == ["見出しが30字をこえています。", "次の一歩が書かれていません。"]


def test_no_key_turns_before_the_session_is_closed(evening, draft):
    Item.objects.filter(pk=evening.session.pk).update(state=Session.State.SUMMING_UP)
    with pytest.raises(NotPossible):
        actions.turn_key(Result.objects.get(pk=draft.pk), "citizen", by=evening.citizen, digest=read(draft))


def test_asking_for_the_keys_asks_both_sides_but_the_one_who_asks(evening, draft):
    actions.ask_for_keys(draft, by=evening.citizen)
    assert waiting(draft) == {"佐々木 道", "石﨑 葵"}


def test_a_deputy_turns_no_key_while_the_side_has_time(evening, draft):
    actions.turn_key(draft, "citizen", by=evening.citizen, digest=read(draft))
    with pytest.raises(NotAllowed):
        actions.turn_key(draft, "staff", by=evening.who(evening.cast.ward_officer), digest=read(draft))


def test_a_key_not_turned_in_three_days_passes_to_the_sides_deputy(evening, draft):
    actions.turn_key(draft, "citizen", by=evening.citizen, digest=read(draft))
    now = timezone.now()
    assert actions.pass_keys_on(now + dt.timedelta(days=2)) == []
    asked = actions.pass_keys_on(now + dt.timedelta(days=3, minutes=1))
    assert [ask.asked for ask in asked] == [evening.cast.ward_officer]
    assert actions.pass_keys_on(now + dt.timedelta(days=3, minutes=2)) == []
    assert Record.objects.filter(verb="result.key_passed_on").count() == 1
    key = actions.turn_key(draft, "staff", by=evening.who(evening.cast.ward_officer), digest=read(draft))
    assert key.as_deputy
    assert Result.objects.get(pk=draft.pk).state == "released"


def test_whoever_was_asked_first_may_still_turn_it(evening, draft):
    actions.turn_key(draft, "citizen", by=evening.citizen, digest=read(draft))
    actions.pass_keys_on(timezone.now() + dt.timedelta(days=4))
    actions.turn_key(draft, "staff", by=evening.staff, digest=read(draft))
    assert Result.objects.get(pk=draft.pk).state == "released"
    assert waiting(draft) == set()


def test_nothing_passes_on_once_the_text_was_changed_again(evening, draft):
    actions.turn_key(draft, "citizen", by=evening.citizen, digest=read(draft))
    actions.edit_result(draft, {"body": "別の本文"}, by=evening.staff, version=2)
    assert actions.pass_keys_on(timezone.now() + dt.timedelta(days=4)) == []


def test_with_the_setting_any_two_two_citizens_release_but_one_alone_does_not(evening, draft, settings):
    settings.RELEASE_BY = "any_two"
    actions.turn_key(draft, "citizen", by=evening.citizen, digest=read(draft))
    with pytest.raises(NotPossible):
        actions.turn_key(draft, "staff", by=evening.citizen, digest=read(draft))
    actions.turn_key(draft, "staff", by=evening.who(evening.cast.facilitator), digest=read(draft))
    assert Result.objects.get(pk=draft.pk).state == "released"


def test_somebody_whose_seat_has_ended_turns_no_key(evening, draft):
    Representation.objects.filter(person=evening.cast.officer, body=evening.cast.team).update(ended=timezone.now())
    with pytest.raises(NotAllowed):
        actions.turn_key(draft, "staff", by=evening.who(evening.cast.officer), digest=read(draft))


def test_what_was_agreed_but_never_shown_goes_back_to_the_draft_and_leaves_no_edition(evening, released):
    actions.revise(released, by=evening.staff)
    assert Result.objects.get(pk=released.pk).state == "draft"
    assert not Edition.objects.filter(result=released).exists()
    result = agreed(evening, Result.objects.get(pk=released.pk))
    assert result.editions.get().number == 1
