"""A survey closes by itself after its last day, and a question is changed in its place (R74)."""

import datetime as dt

import pytest
from django.utils import timezone

from yoriai.directory import actions
from yoriai.directory.models import Organisation, Survey, SurveyQuestion
from yoriai.kernel.models import Ask, Record
from yoriai.kernel.policy import NotAllowed, NotPossible
from yoriai.people.actions import tell

TODAY = dt.date(2026, 11, 29)


@pytest.fixture
def office(cast):
    """The officer in the office's hat."""
    return cast.who(cast.officer, cast.section)


@pytest.fixture
def draft(cast, office):
    """Two questions; one body will be asked."""
    Organisation(actor=cast.npo, by=cast.npo, title="そらのま", state="shown").save()
    survey = actions.add_survey("冬の調査", by=office)
    actions.add_question(survey, by=office, text="一つめ", kind="text")
    actions.add_question(survey, by=office, text="二つめ", kind="choice", options="はい\nいいえ")
    return survey


def test_it_is_open_on_its_last_day_and_closed_on_the_next(cast, office, draft):
    survey = actions.open_survey(draft, TODAY, by=office)
    assert (actions.close_past_surveys(TODAY), Survey.objects.get().state) == (0, "open")
    assert actions.close_past_surveys(TODAY + dt.timedelta(days=1)) == 1
    assert actions.close_past_surveys(TODAY + dt.timedelta(days=1)) == 0
    assert (Survey.objects.get().state, Ask.objects.get(what="survey").state) == ("closed", "closed")
    closed = Record.objects.get(verb="survey.closed", item=survey.item)
    assert closed.person is None
    assert [row.to for row in tell(closed)] == [cast.officer]


def test_whoever_closes_it_by_hand_is_not_told_of_it(office, draft):
    actions.close_survey(actions.open_survey(draft, TODAY, by=office), by=office)
    assert tell(Record.objects.get(verb="survey.closed")) == []


def test_a_draft_and_a_survey_that_was_closed_are_left_alone(office, draft):
    assert actions.close_past_surveys(TODAY + dt.timedelta(days=900)) == 0
    assert Survey.objects.get().state == "draft"


def test_a_question_is_changed_where_it_stands(client_of, cast, draft):
    first, client = draft.questions.all()[0], client_of(cast.officer)
    address = f"/desk/surveys/{draft.code}/questions/{first.pk}/"
    assert "一つめ" in client.get(address).content.decode()
    assert client.post(address, {"text": "はじめに", "kind": "choice", "options": "一つ"}).status_code == 422
    assert client.post(address, {"text": "はじめに", "kind": "choice", "options": "はい\nいいえ"}).status_code == 302
    rows = [(row.text, row.kind, row.options) for row in draft.questions.all()]
    assert rows == [("はじめに", "choice", "はい\nいいえ"), ("二つめ", "choice", "はい\nいいえ")]


def test_once_it_is_out_a_question_stands_still(client_of, cast, office, draft):
    first = draft.questions.all()[0]
    actions.open_survey(draft, timezone.localdate(), by=office)
    with pytest.raises(NotPossible):
        actions.change_question(first, by=office, text="ちがう問い")
    address = f"/desk/surveys/{draft.code}/questions/{first.pk}/"
    assert client_of(cast.officer).post(address, {"text": "ちがう問い", "kind": "text"}).status_code == 422
    assert SurveyQuestion.objects.get(pk=first.pk).text == "一つめ"


def test_nobody_but_the_office_changes_a_question(client_of, cast, draft):
    first = draft.questions.all()[0]
    with pytest.raises(NotAllowed):
        actions.change_question(first, by=cast.who(cast.worker, cast.npo), text="ちがう問い")
    assert client_of(cast.worker).get(f"/desk/surveys/{draft.code}/questions/{first.pk}/").status_code == 404
