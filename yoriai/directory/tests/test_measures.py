"""Support measures: what those say who used them, the answer, and the yearly look (R59)."""

import datetime as dt

import pytest
from django.utils import timezone

from yoriai.directory import actions
from yoriai.directory.models import Confirmation, Feedback, Measure, Review
from yoriai.kernel.models import Ask, Item, Record
from yoriai.kernel.moderation.actions import hide
from yoriai.kernel.policy import NotAllowed, NotPossible
from yoriai.people.actions import tell

NOW = timezone.now()


@pytest.fixture
def office(cast):
    """The officer in the office's hat."""
    return cast.who(cast.officer, cast.section)


@pytest.fixture
def measure(office):
    """A grant of the office's."""
    return actions.show_entry(actions.add_entry(Measure(), by=office, title="はじめの一歩の助成"), by=office)


@pytest.fixture
def said(npo, measure):
    """The association used it."""
    return actions.give_feedback(measure, "すぐに話を聞いてもらえました。", "書類が多い。", by=npo)


def a_year_old(measure):
    """Begun and last changed more than a year ago."""
    then = NOW - dt.timedelta(days=366)
    Measure.objects.filter(pk=measure.pk).update(created=then, changed=then)


def page(client, measure):
    """What is read on its page."""
    client.cookies["fresh"] = "1"
    return client.get(measure.get_absolute_url()).content.decode().replace("<wbr>", "")


def test_what_somebody_says_stands_there_at_once_in_their_own_words(client, cast, measure, said):
    told = page(client, measure)
    assert "すぐに話を聞いてもらえました。" in told and "書類が多い。" in told and cast.npo.name in told


def test_those_who_offer_it_answer_and_change_nothing_of_it(client, client_of, cast, office, measure, said):
    owner = client_of(cast.officer)
    assert owner.post(f"/feedback/{said.code}/", {"reply": "来年は2枚にします。"}).status_code == 302
    row = Feedback.objects.get()
    assert (row.summary, row.missing, row.reply) == (said.summary, said.missing, "来年は2枚にします。")
    assert "来年は2枚にします。" in page(client, measure)
    assert [r.to for r in tell(Record.objects.get(verb="feedback.replied"))] == [cast.worker]
    with pytest.raises(NotAllowed):
        actions.take_back_feedback(row, by=office)


def test_said_again_it_takes_the_place_of_the_first_and_of_the_answer_to_it(cast, npo, office, measure, said):
    actions.reply_to_feedback(said, "来年は2枚にします。", by=office)
    actions.give_feedback(measure, "", "まだ書類が多い。", by=npo)
    row = Feedback.objects.get()
    assert (row.summary, row.missing, row.reply, row.replied) == ("", "まだ書類が多い。", "", None)


def test_taken_back_its_words_are_gone(client, client_of, cast, npo, measure, said):
    client_of(cast.worker).post(f"/feedback/{said.code}/", {"verb": "take_back"})
    assert client_of(cast.worker).get(f"/feedback/{said.code}/").status_code == 404
    row = Feedback.objects.get()
    assert (row.state, row.title, row.summary, row.missing) == ("taken_back", "", "", "")
    assert "書類が多い。" not in page(client, measure)
    actions.give_feedback(measure, "やっぱりよかった。", by=npo)
    assert "やっぱりよかった。" in page(client, measure)


def test_whoever_offers_it_does_not_praise_it_and_nobody_speaks_for_others(cast, client_of, office, measure, said):
    for by in (office, cast.who(cast.officer)):
        with pytest.raises(NotAllowed):
            actions.give_feedback(measure, "よい制度です。", by=by)
    with pytest.raises(NotPossible):
        actions.give_feedback(measure, " ", " ", by=cast.who(cast.resident))
    for person in (cast.resident, cast.salesman, cast.supporter):
        client = client_of(person)
        client.post(f"/feedback/{said.code}/", {"verb": "take_back", "reply": "x"})
        assert client.get(f"/measures/{measure.code}/review/").status_code == 404
    row = Feedback.objects.get()
    assert (row.state, row.reply) == ("said", "")


def test_what_the_office_made_invisible_stays_so_when_it_is_said_again(client, cast, npo, office, measure, said):
    hide(Item.objects.get(pk=said.pk), by=office, reason="personal", text="人の名前がありました。")
    assert "書類が多い。" not in page(client, measure)
    actions.give_feedback(measure, "また同じ名前です。", by=npo)
    assert "また同じ名前です。" not in page(client, measure)


def test_a_year_on_its_owner_is_asked_once_what_was_said_and_what_changes(cast, office, measure):
    assert actions.ask_review(NOW) == 0
    a_year_old(measure)
    assert [actions.ask_review(NOW), actions.ask_review(NOW)] == [1, 0]
    asked = Ask.objects.get(what="review")
    assert asked.asked == cast.section
    assert actions.ask_still_true(NOW) == 0  # one letter a year, not two


def test_the_yearly_look_stands_on_the_page_and_says_that_it_still_holds(
    client, client_of, cast, office, measure, said
):
    a_year_old(measure)
    actions.ask_review(NOW)
    owner, year = client_of(cast.officer), timezone.localdate().year
    address = f"/measures/{measure.code}/review/"
    assert "書類が多い。" in owner.get(address).content.decode()
    assert owner.post(address, {"year": year, "text": "書類を2枚に減らします。"}).status_code == 302
    assert owner.post(address, {"year": year, "text": "書類を1枚に減らします。"}).status_code == 302
    assert Review.objects.get().text == "書類を1枚に減らします。"
    assert "書類を1枚に減らします。" in page(client, measure)
    assert Ask.objects.get(what="review").state == Ask.State.CLOSED
    assert Confirmation.objects.filter(item=measure.item, how="owner").count() == 2


def test_the_office_may_look_at_support_others_offer_without_speaking_for_them(cast, office):
    by = cast.who(cast.supporter, cast.support_centre)
    theirs = actions.show_entry(actions.add_entry(Measure(), by=by, title="印刷機の貸し出し"), by=by)
    actions.write_review(theirs, 2026, "使った人が少なく、知らせ方を変えます。", by=office)
    assert not Confirmation.objects.filter(item=theirs.item).exists()


@pytest.mark.parametrize("number", [1, 3, 50])
def test_the_page_asks_the_same_number_of_questions_however_many_spoke(
    client, cast, measure, django_assert_num_queries, number
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from yoriai.kernel.items.models import Visibility
    from yoriai.kernel.models import Actor

    def speak(count):
        for _n in range(count):
            actor = Actor.objects.create(kind="person", name=f"人{Actor.objects.count()}")
            Feedback(
                measure=measure, giver=actor, by=actor, state="said", visibility=Visibility.PUBLIC, summary="よい"
            ).save()

    speak(1)
    page(client, measure)
    with CaptureQueriesContext(connection) as first:
        page(client, measure)
    speak(number)
    with CaptureQueriesContext(connection) as then:
        page(client, measure)
    assert len(then) == len(first)
