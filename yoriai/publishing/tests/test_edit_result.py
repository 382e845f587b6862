"""Two editors at once lose nothing."""

import pytest

from yoriai.kernel.models import Ask, Item, Record
from yoriai.kernel.policy import NotAllowed, NotPossible
from yoriai.publishing import actions
from yoriai.publishing.models import Result
from yoriai.publishing.tests.conftest import read


def test_what_two_people_wrote_in_different_texts_is_put_together(evening):
    result = actions.draft_result(evening.session, by=evening.citizen)
    actions.edit_result(result, {"headline": "ひとこと", "body": ""}, by=evening.citizen, version=1)
    last = actions.edit_result(result, {"headline": "", "body": "本文"}, by=evening.staff, version=1)
    assert (last.headline, last.body) == ("ひとこと", "本文")


def test_what_two_people_wrote_in_the_same_text_is_given_back_to_the_second_with_both_texts(evening):
    result = actions.draft_result(evening.session, by=evening.citizen)
    actions.edit_result(result, {"headline": "市民の見出し", "lead": "市民のひとこと"}, by=evening.citizen, version=1)
    was = result.draft.lead
    with pytest.raises(actions.Overtaken) as refused:
        actions.edit_result(
            result, {"headline": "市の見出し", "lead": was, "body": "市の本文"}, by=evening.staff, version=1
        )
    assert refused.value.both == {"headline": ("市の見出し", "市民の見出し")}
    assert refused.value.merged == {"headline": "市の見出し", "lead": "市民のひとこと", "body": "市の本文"}
    assert (result.draft.headline, result.draft.body) == ("市民の見出し", "")
    saved = actions.edit_result(result, refused.value.merged, by=evening.staff, version=refused.value.version)
    assert (saved.headline, saved.lead, saved.body) == ("市の見出し", "市民のひとこと", "市の本文")


def test_every_saved_text_is_kept(evening):
    result = actions.draft_result(evening.session, by=evening.citizen)
    actions.edit_result(result, {"headline": "はじめ"}, by=evening.citizen, version=1)
    actions.edit_result(result, {"headline": "つぎ"}, by=evening.staff, version=2)
    assert list(result.drafts.order_by("number").values_list("headline", "by__name")) == [
        ("", "沢田 みどり"),
        ("はじめ", "沢田 みどり"),
        ("つぎ", "石﨑 葵"),
    ]


def test_saving_without_a_change_makes_no_draft_and_no_record(evening, draft):
    actions.edit_result(draft, {"headline": draft.draft.headline}, by=evening.citizen, version=2)
    assert draft.drafts.count() == 2
    assert Record.objects.filter(verb="result.edited").count() == 1


def test_an_edit_lets_a_turned_key_fall_and_closes_what_was_asked(evening, draft):
    actions.turn_key(draft, "citizen", by=evening.citizen, digest=read(draft))
    actions.edit_result(draft, {"body": "別の本文"}, by=evening.staff, version=2)
    assert not draft.keys.filter(taken_back=None).exists()
    assert not Ask.objects.filter(what="second_key", state="asked").exists()


def test_a_text_that_is_agreed_cannot_be_edited(evening, released):
    with pytest.raises(NotPossible):
        actions.edit_result(released, {"body": "あとから"}, by=evening.citizen, version=2)
    assert "あとから" not in released.draft.body


def test_a_text_longer_than_its_column_is_refused_with_a_sentence(evening, draft):
    with pytest.raises(NotPossible) as refused:
        actions.edit_result(draft, {"editors_note": "あ" * 1001}, by=evening.citizen, version=2)
    assert "1000" in str(refused.value)


def test_line_ends_of_a_browser_are_no_change(evening, draft):
    actions.edit_result(draft, {"body": draft.draft.body.replace("\n", "\r\n")}, by=evening.citizen, version=2)
    assert draft.drafts.count() == 2


def test_the_team_sees_the_new_headline_in_its_lists_before_anything_is_shown(draft):
    assert Item.objects.get(pk=draft.pk).title == "たまった新聞に気づいたら、声をかける。"


def test_nobody_outside_the_team_edits(evening, draft):
    for person in (evening.cast.outsider, evening.cast.member, evening.cast.resident):
        with pytest.raises(NotAllowed):
            actions.edit_result(draft, {"body": "よそから"}, by=evening.who(person), version=2)
    with pytest.raises(NotAllowed):
        actions.edit_result(draft, {"body": "よそから"}, by=evening.who(evening.cast.officer, sure=False), version=2)
    assert Result.objects.get(pk=draft.pk).draft.body != "よそから"
