"""Channels, withdrawal, correction: nothing shown changes silently (R22)."""

import pytest

from yoriai.kernel.models import Item, Link, Record, Visibility
from yoriai.kernel.moderation.actions import hide, lift
from yoriai.kernel.policy import NotAllowed, NotPossible
from yoriai.people.models import Outgoing
from yoriai.publishing import actions
from yoriai.publishing.models import Publication, Result
from yoriai.publishing.queries import shown_edition
from yoriai.publishing.tests.conftest import EVERYWHERE, agreed, item_of


def open_on(result):
    return list(Publication.objects.filter(edition__result=result, ended=None).values_list("channel", flat=True))


def test_a_published_result_can_be_seen_by_everybody_and_is_told_in_the_threads_of_its_evening(evening, public):
    assert Result.objects.visible_to(None).filter(pk=public.pk).exists()
    told = set(Link.objects.filter(target=public.pk, kind="told_in").values_list("source", flat=True))
    assert {evening.session.pk, evening.will.pk, evening.could.pk, evening.to_city.pk, evening.cards[0].pk} <= told
    assert evening.cards[4].pk not in told


def test_themes_and_areas_are_the_sessions(evening, public):
    assert list(public.themes.all()) == evening.cast.themes[:1]
    assert list(public.areas.all()) == [evening.cast.city_area, evening.cast.ward]


def test_the_log_says_what_went_where_by_whom_in_which_edition(evening, public):
    assert list(public.editions.get().publications.values_list("channel", "by__name")) == [
        (channel, "沢田 みどり") for channel in EVERYWHERE
    ]


def test_nothing_is_shown_before_both_keys_are_turned(evening, draft):
    with pytest.raises(NotPossible):
        actions.publish(draft, ["web"], by=evening.citizen)
    assert not Publication.objects.exists()


def test_the_web_page_comes_first(evening, released):
    with pytest.raises(NotPossible):
        actions.publish(released, ["paper"], by=evening.citizen)
    assert not Publication.objects.exists()


def test_publishing_twice_on_the_same_channel_is_refused_and_on_another_added(evening, released):
    actions.publish(released, ["web"], by=evening.citizen)
    with pytest.raises(NotPossible):
        actions.publish(released, ["web"], by=evening.staff)
    actions.publish(released, ["web", "feed"], by=evening.staff)
    assert open_on(released) == ["web", "feed"]
    assert [row.data["channels"] for row in Record.objects.filter(verb="result.published").order_by("pk")] == [
        ["web"],
        ["feed"],
    ]


def test_an_unknown_channel_and_no_channel_are_refused(evening, released):
    for channels in (["web", "fax"], []):
        with pytest.raises(NotPossible):
            actions.publish(released, channels, by=evening.citizen)


@pytest.mark.parametrize("person", ["worker", "officer"])
def test_either_side_alone_withdraws_at_once_from_every_channel(evening, public, person):
    actions.withdraw(public, "人数に誤りがありました", by=evening.who(getattr(evening.cast, person)))
    result = Result.objects.get(pk=public.pk)
    assert (result.state, result.withdrawn_why, open_on(result)) == ("withdrawn", "人数に誤りがありました", [])
    assert not Result.objects.visible_to(None).filter(pk=public.pk).exists()
    assert set(public.editions.get().publications.values_list("ended_why", flat=True)) == {"人数に誤りがありました"}


def test_a_withdrawal_needs_a_reason(evening, public):
    with pytest.raises(NotPossible):
        actions.withdraw(public, "  ", by=evening.citizen)
    assert "web" in open_on(public)


def test_what_was_not_sent_yet_is_not_sent_after_a_withdrawal(evening, public):
    noted = Record.objects.get(verb="result.published")
    waiting = Outgoing.objects.create(
        to=evening.cast.reader, way="mail", subject="かわら版", text="…", item=public.item, record=noted
    )
    actions.withdraw(public, "誤り", by=evening.staff)
    assert not Outgoing.objects.filter(pk=waiting.pk).exists()


def test_an_outsider_withdraws_nothing(evening, public):
    with pytest.raises(NotAllowed):
        actions.withdraw(public, "いやだから", by=evening.who(evening.cast.outsider))
    assert "web" in open_on(public)


def test_a_correction_leaves_what_is_shown_until_the_corrected_edition_is_shown(evening, public):
    actions.correct(public, "人数を50人から51人に直しました", by=evening.citizen)
    actions.edit_result(public, {"lead": "51人が話しました。"}, by=evening.citizen, version=3)
    assert shown_edition(public).number == 1
    assert item_of(public).summary.startswith("50人")
    result = agreed(evening, Result.objects.get(pk=public.pk))
    assert shown_edition(public).number == 1
    actions.publish(result, ["web"], by=evening.staff)
    edition = shown_edition(public)
    assert (edition.number, edition.correction) == (2, "人数を50人から51人に直しました")
    assert item_of(public).summary == "51人が話しました。"


def test_a_corrected_edition_takes_the_place_of_the_old_one_everywhere_it_can_be_looked_at(evening, public):
    actions.correct(public, "誤字", by=evening.citizen)
    result = agreed(evening, Result.objects.get(pk=public.pk))
    actions.publish(result, ["web"], by=evening.staff)
    standing = set(
        Publication.objects.filter(edition__result=public, ended=None).values_list("edition__number", "channel")
    )
    assert standing == {(2, channel) for channel in EVERYWHERE if channel not in ("mail", "by_hand")}
    assert public.editions.get(number=1).content["texts"]["lead"].startswith("50人")


def test_a_correction_is_never_silent(evening, public):
    with pytest.raises(NotPossible):
        actions.correct(public, " ", by=evening.citizen)
    actions.correct(public, "誤字", by=evening.citizen)
    actions.edit_result(public, {"correction": ""}, by=evening.citizen, version=3)
    assert actions.missing(Result.objects.get(pk=public.pk)) == [
        "何を直したのかを書いてください。だまって直すことはしません。"
    ]


def test_without_a_correction_after_all_the_shown_texts_are_taken_up_again(evening, public):
    actions.correct(public, "誤字", by=evening.citizen)
    actions.edit_result(public, {"headline": "別の見出し"}, by=evening.citizen, version=3)
    actions.keep(public, by=evening.staff)
    result = Result.objects.get(pk=public.pk)
    assert (result.state, result.draft.headline, result.draft.correction) == (
        "published",
        "たまった新聞に気づいたら、声をかける。",
        "",
    )


def test_a_withdrawn_result_comes_back_only_with_a_word_on_what_was_wrong(evening, public):
    actions.withdraw(public, "誤り", by=evening.staff)
    with pytest.raises(NotPossible):
        actions.revise(public, by=evening.citizen)
    actions.revise(public, by=evening.citizen, note="人数を直しました")
    result = agreed(evening, Result.objects.get(pk=public.pk))
    actions.publish(result, ["web"], by=evening.citizen)
    assert (shown_edition(public).number, open_on(public)) == (2, ["web"])


def test_what_the_office_has_hidden_cannot_be_published_past_it(evening, public):
    office = evening.who(evening.cast.officer, hat=evening.cast.section)
    hide(public.item, by=office, reason="personal", text="電話番号")
    assert shown_edition(public) is None
    actions.correct(Result.objects.get(pk=public.pk), "電話番号を消しました", by=evening.citizen)
    result = agreed(evening, Result.objects.get(pk=public.pk))
    with pytest.raises(NotPossible):
        actions.publish(result, ["web"], by=evening.citizen)


def test_a_result_withdrawn_while_hidden_does_not_come_back_when_the_hiding_is_lifted(evening, public):
    office = evening.who(evening.cast.officer, hat=evening.cast.section)
    hiding = hide(public.item, by=office, reason="personal", text="電話番号")
    actions.withdraw(Result.objects.get(pk=public.pk), "電話番号がありました", by=evening.citizen)
    lift(hiding, by=office)
    assert Item.objects.get(pk=public.pk).visibility == Visibility.AUDIENCE


def test_nobody_finds_the_words_of_a_correction_before_it_is_shown(evening, public):
    actions.correct(public, "誤字", by=evening.citizen)
    actions.edit_result(public, {"body": "まだ見せない灯台のことば"}, by=evening.citizen, version=3)
    assert "灯台" not in Result.objects.get(pk=public.pk).search_text()
    assert "新聞" in Result.objects.get(pk=public.pk).search_text()
