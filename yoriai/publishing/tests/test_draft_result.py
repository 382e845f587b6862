"""A new draft is filled from the session (R22)."""

import pytest

from yoriai.assembly.models import Headcount, Session
from yoriai.engines.japanese.counting import seconds_to_read
from yoriai.kernel.models import Item, Record
from yoriai.kernel.policy import NotAllowed, NotPossible
from yoriai.publishing import actions
from yoriai.publishing.models import Result
from yoriai.publishing.queries import content_of
from yoriai.voices.models import Door, SetAside


def test_the_headline_is_left_to_the_editors_and_the_rest_is_filled_from_the_session(evening):
    result = actions.draft_result(evening.session, by=evening.citizen)
    assert result.draft.headline == ""
    assert result.draft.lead == "50人が話しました。できることは1、やることは2。"
    assert result.draft.next_step == "12軒で試して、12月に様子を持ち寄ります。"
    assert result.issue == 1


def test_numbers_are_told_by_kind_with_first_timers_and_by_door(evening):
    """R15, R14."""
    numbers = content_of(actions.draft_result(evening.session, by=evening.citizen))["numbers"]
    assert (numbers["people"], numbers["first_time"], numbers["cards"], numbers["voices"]) == (50, 21, 5, 6)
    assert numbers["by_kind"][0] == ["person", 31, 15]
    assert numbers["cards_by_door"] == [["hall", 2], ["paper", 3]]
    assert numbers["voices_by_door"] == [["hall", 6]]


def test_numbers_are_counted_anew_until_two_keys_freeze_them(evening):
    result = actions.draft_result(evening.session, by=evening.citizen)
    Headcount.objects.filter(session=evening.session, kind="person").update(people=40)
    assert content_of(result)["numbers"]["people"] == 59


def test_a_door_set_aside_is_told_openly_and_not_counted(evening):
    SetAside.objects.create(
        about=evening.session.item, door=Door.HALL, reason="一度に100件が届いたため", by=evening.cast.team
    )
    numbers = content_of(actions.draft_result(evening.session, by=evening.citizen))["numbers"]
    assert (numbers["cards"], numbers["voices"]) == (3, 0)
    assert numbers["set_aside"] == [{"door": "hall", "reason": "一度に100件が届いたため", "cards": 2, "voices": 6}]


def test_only_cards_whose_writers_allowed_it_are_quoted_those_most_people_agreed_with_first(evening):
    result = actions.draft_result(evening.session, by=evening.citizen)
    assert [quote.statement for quote in result.quotes.all()] == [evening.cards[0], evening.cards[2], evening.cards[1]]
    assert all(quote.statement.may_be_quoted for quote in result.quotes.all())


def test_homework_is_what_owners_said_had_become_of_last_time_and_nobody_is_named_for_silence(evening):
    """R20."""
    homework = content_of(actions.draft_result(evening.session, by=evening.citizen))["homework"]
    assert [(row["title"], row["state"], row["words"]) for row in homework] == [
        ("子ども食堂に米を届ける", "done", "3社から60キロ届きました。")
    ]


def test_the_radio_draft_tells_facts_in_full_sentences(evening):
    radio = actions.draft_result(evening.session, by=evening.citizen).draft.radio
    assert radio.splitlines() == [
        "杜野市「長町のこれから会議」からのお知らせです。"
        "11月18日、水曜日、午後6時30分から、50人が集まり、「ひとり暮らしのお年よりを、町ぐるみでどう見守る？」を話し合いました。",
        "長町北町内会は、「新聞がたまっていたら声をかける」に取り組みます。",
        "次回は、12月16日、水曜日、午後6時30分から、長町コミュニティセンターで開きます。どなたでも参加できます。",
        "お問い合わせは、杜野市、市民協働課、電話000-000-0000です。くり返します。電話番号は、000-000-0000です。",
    ]


def test_the_radio_draft_tells_no_more_than_a_minute_holds(evening):
    radio = actions.draft_result(evening.session, by=evening.citizen).draft.radio
    assert seconds_to_read(radio) <= 60
    assert evening.mine.title not in radio


def test_the_same_result_is_found_when_it_is_begun_twice(evening):
    first = actions.draft_result(evening.session, by=evening.citizen)
    assert actions.draft_result(evening.session, by=evening.staff) == first
    assert Result.objects.count() == 1


def test_a_result_is_written_after_the_evening_only(evening):
    Item.objects.filter(pk=evening.session.pk).update(state=Session.State.OPEN)
    with pytest.raises(NotPossible):
        actions.draft_result(evening.session, by=evening.citizen)
    assert not Result.objects.exists()


def test_an_outsider_begins_nothing(evening):
    with pytest.raises(NotAllowed):
        actions.draft_result(evening.session, by=evening.who(evening.cast.outsider))
    assert not Result.objects.exists()


def test_a_draft_is_seen_by_the_team_and_by_nobody_else(evening):
    result = actions.draft_result(evening.session, by=evening.citizen)
    assert Result.objects.visible_to(evening.staff).filter(pk=result.pk).exists()
    assert not Result.objects.visible_to(evening.who(evening.cast.outsider)).filter(pk=result.pk).exists()
    assert not Result.objects.visible_to(None).filter(pk=result.pk).exists()


def test_beginning_is_recorded_with_person_and_hat(evening):
    actions.draft_result(evening.session, by=evening.citizen)
    noted = Record.objects.get(verb="result.drafted")
    assert (noted.person, noted.hat) == (evening.cast.worker, evening.cast.team)
