"""調査 (R74): made, sent, answered, closed, published."""

import datetime as dt

import pytest
from django.utils import timezone

from yoriai.directory import actions
from yoriai.directory.models import Organisation, Survey, SurveyAnswer
from yoriai.directory.paper.questionnaire import questionnaire_pdf
from yoriai.directory.queries.surveys import asked_bodies, numbers_of
from yoriai.kernel.lifecycle import Lifecycle
from yoriai.kernel.models import Actor, Ask, Record
from yoriai.kernel.policy import NotAllowed, NotPossible
from yoriai.people.actions import tell

SECRET = "会計の人が、ひとりで抱えています。"


@pytest.fixture
def office(cast):
    """The officer in the office's hat."""
    return cast.who(cast.officer, cast.section)


@pytest.fixture
def pages(cast):
    """The association, the company and the students have pages; the neighbourhood, without an account, too."""
    for person, body in ((cast.worker, cast.npo), (cast.salesman, cast.company), (cast.student, cast.students)):
        by = cast.who(person, body)
        actions.show_entry(actions.add_page(body, by=by), by=by)
    Organisation(actor=cast.neighbourhood, by=cast.neighbourhood, title="長町北町内会", state="shown").save()


@pytest.fixture
def draft(office, pages):
    """Four questions, one of each kind."""
    survey = actions.add_survey("夏の調査", "夏のことをうかがいます。", by=office)
    actions.add_question(survey, by=office, text="集まりますか", kind="choice", options="はい\nいいえ", needed=True)
    actions.add_question(survey, by=office, text="どこで", kind="several", options="集会所\n学校")
    actions.add_question(survey, by=office, text="何人", kind="number")
    actions.add_question(survey, by=office, text="困ったこと", kind="text")
    return survey


@pytest.fixture
def survey(draft, office):
    """Sent out, due in two weeks."""
    return actions.open_survey(draft, timezone.localdate() + dt.timedelta(days=14), by=office)


def values(survey, *given):
    """The answers, one a question."""
    return {str(question.pk): value for question, value in zip(survey.questions.all(), given, strict=False)}


def sent(survey, *given, **more):
    """The same as a form sends them."""
    return {f"q{pk}": value for pk, value in values(survey, *given).items()} | more


def answered_by_all(cast, survey):
    """Three bodies answer; one allows its words to be read."""
    for person, body, choice, words, quoted in (
        (cast.worker, cast.npo, "はい", "部屋が取れません。", True),
        (cast.salesman, cast.company, "はい", SECRET, False),
        (cast.student, cast.students, "いいえ", "", False),
    ):
        given = values(survey, choice, ["集会所"], 12, words)
        actions.answer_survey(survey, given, by=cast.who(person, body), may_be_quoted=quoted)


def test_a_draft_is_seen_by_the_office_alone(client, client_of, cast, draft):
    for address in (f"/surveys/{draft.code}/", f"/surveys/{draft.code}/questionnaire.pdf"):
        assert client.get(address).status_code == 404
        assert client_of(cast.worker).get(address).status_code == 404
        assert client_of(cast.officer).get(address).status_code == 200
    assert client_of(cast.worker).get(f"/surveys/{draft.code}/answer/").status_code == 404
    assert "夏の調査" not in client.get("/surveys/").content.decode()


@pytest.mark.parametrize("person", ["resident", "worker", "supporter", "facilitator", "outsider"])
def test_nobody_but_the_office_makes_sends_types_closes_or_publishes(cast, draft, person):
    who, question = cast.who(getattr(cast, person)), draft.questions.all()[1]
    for act in (
        lambda: actions.add_survey("私の調査", by=who),
        lambda: actions.change_survey(draft, "別の題", by=who),
        lambda: actions.add_question(draft, by=who, text="?", kind="text"),
        lambda: actions.raise_question(question, by=who),
        lambda: actions.remove_question(question, by=who),
        lambda: actions.open_survey(draft, timezone.localdate(), by=who),
        lambda: actions.type_answer(draft, cast.npo, {}, by=who, way="paper"),
        lambda: actions.close_survey(draft, by=who),
        lambda: actions.publish_survey(draft, by=who),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_the_officer_without_the_second_factor_makes_none(cast):
    with pytest.raises(NotAllowed):
        actions.add_survey("題", by=cast.who(cast.officer, cast.section, sure=False))


@pytest.mark.parametrize(
    ("address", "method"),
    [("", "get"), ("state/", "post"), ("questions/1/", "post"), ("answers/1/", "get")],
)
def test_the_office_s_pages_are_not_there_for_others(client_of, cast, draft, address, method):
    assert getattr(client_of(cast.worker), method)(f"/desk/surveys/{draft.code}/{address}").status_code == 404


def test_opening_asks_every_organisation_with_a_page_and_no_section_of_the_city(cast, survey):
    asked = set(Ask.objects.filter(what="survey", state="asked").values_list("asked__name", flat=True))
    assert asked == {cast.npo.name, cast.company.name, cast.students.name, cast.neighbourhood.name}
    assert Ask.objects.filter(what="survey", due=survey.due).count() == 4


def test_it_comes_by_mail_and_without_mail_it_stands_in_the_office_s_list(cast, survey):
    ways = {}
    for asked in Record.objects.filter(verb="ask.asked", data__what="survey"):
        ways |= {row.to: row.way for row in tell(asked)}
    assert ways[cast.worker] == "mail" and ways[cast.neighbourhood] == "by_hand"


def test_once_it_is_out_its_questions_stand_still(office, survey):
    for act in (
        lambda: actions.add_question(survey, by=office, text="もう一つ", kind="text"),
        lambda: actions.remove_question(survey.questions.all()[0], by=office),
        lambda: actions.change_survey(survey, "別の題", by=office),
    ):
        with pytest.raises(NotPossible):
            act()
    assert survey.questions.count() == 4


def test_a_survey_without_a_question_is_not_sent_out(office):
    with pytest.raises(NotPossible):
        actions.open_survey(actions.add_survey("からの調査", by=office), timezone.localdate(), by=office)


def test_whoever_speaks_for_a_body_answers_and_changes_it_until_it_is_closed(cast, client_of, survey):
    client, address = client_of(cast.worker), f"/surveys/{survey.code}/answer/"
    assert cast.npo.name in client.get(address).content.decode()
    assert client.post(address, sent(survey, "はい", ["集会所"], "12", "部屋")).status_code == 302
    assert "部屋" in client.get(address).content.decode()
    assert client.post(address, sent(survey, "いいえ")).status_code == 302
    answer = SurveyAnswer.objects.get()
    assert answer.body == cast.npo and answer.by == cast.worker and answer.values == values(survey, "いいえ")
    assert not Ask.objects.filter(what="survey", asked=cast.npo, state="asked").exists()


def test_what_is_missing_is_said_at_the_field_and_nothing_is_lost(cast, client_of, survey):
    page = client_of(cast.worker).post(f"/surveys/{survey.code}/answer/", sent(survey, "", [], "-3", SECRET))
    text = page.content.decode()
    assert page.status_code == 422 and SECRET in text and "-3" in text and text.count("aria-invalid") >= 2
    assert not SurveyAnswer.objects.exists()


def test_a_choice_that_was_not_offered_is_refused(cast, client_of, survey):
    page = client_of(cast.worker).post(f"/surveys/{survey.code}/answer/", sent(survey, "たぶん"))
    assert page.status_code == 422 and not SurveyAnswer.objects.exists()


def test_nobody_answers_for_a_body_they_do_not_speak_for(cast, client, client_of, survey):
    address = f"/surveys/{survey.code}/answer/"
    assert client_of(cast.worker).post(f"{address}?body={cast.company.pk}", sent(survey, "はい")).status_code == 404
    assert client_of(cast.resident).post(address, sent(survey, "はい")).status_code == 409
    assert client.get(address).status_code == 302
    with pytest.raises(NotAllowed):
        actions.answer_survey(survey, {}, by=cast.who(cast.resident))
    with pytest.raises(NotPossible):
        actions.answer_survey(survey, {}, by=cast.who(cast.supporter, cast.support_centre))
    assert not SurveyAnswer.objects.exists()


def test_the_office_types_in_what_came_by_telephone_and_who_typed_it_is_kept(cast, client_of, survey):
    client, address = client_of(cast.officer), f"/desk/surveys/{survey.code}/answers/{cast.neighbourhood.pk}/"
    assert client.post(address, sent(survey, "はい")).status_code == 422  # how it came is missing
    assert client.post(address, sent(survey, "はい", way="phone")).status_code == 302
    answer = SurveyAnswer.objects.get()
    assert (answer.body, answer.by, answer.way) == (cast.neighbourhood, cast.officer, "phone")
    assert str(cast.officer) in client.get(f"/desk/surveys/{survey.code}/").content.decode()


def test_the_office_does_not_write_over_what_a_body_said_itself_but_the_body_may(cast, office, survey):
    actions.type_answer(survey, cast.npo, values(survey, "はい"), by=office, way="paper")
    actions.answer_survey(survey, values(survey, "いいえ"), by=cast.who(cast.worker, cast.npo))
    with pytest.raises(NotPossible):
        actions.type_answer(survey, cast.npo, values(survey, "はい"), by=office, way="paper")
    assert SurveyAnswer.objects.get().values == values(survey, "いいえ")


def test_closed_it_takes_no_answer_and_reminds_nobody(cast, client_of, office, survey):
    survey = actions.close_survey(survey, by=office)
    for act in (
        lambda: actions.answer_survey(survey, values(survey, "はい"), by=cast.who(cast.worker, cast.npo)),
        lambda: actions.type_answer(survey, cast.neighbourhood, {}, by=office, way="paper"),
    ):
        with pytest.raises(NotPossible):
            act()
    assert client_of(cast.worker).post(f"/surveys/{survey.code}/answer/", sent(survey, "はい")).status_code == 409
    assert not Ask.objects.filter(what="survey", state="asked").exists()


def test_a_survey_with_two_answers_is_not_published(cast, office, survey):
    for person, body in ((cast.worker, cast.npo), (cast.salesman, cast.company)):
        actions.answer_survey(survey, values(survey, "はい"), by=cast.who(person, body))
    with pytest.raises(NotPossible):
        actions.publish_survey(actions.close_survey(survey, by=office), by=office)
    survey.refresh_from_db()
    assert survey.state == Survey.State.CLOSED


def test_before_they_are_published_nobody_reads_numbers(cast, client, client_of, office, survey):
    answered_by_all(cast, survey)
    for state in ("open", "closed"):
        if state == "closed":
            actions.close_survey(survey, by=office)
        assert "<rect" not in client.get(f"/surveys/{survey.code}/").content.decode()
        assert client_of(cast.officer).get(f"/surveys/{survey.code}/numbers.csv").status_code == 404


def test_the_page_tells_how_many_and_never_which(cast, client, office, survey):
    answered_by_all(cast, survey)
    actions.publish_survey(actions.close_survey(survey, by=office), by=office)
    page = client.get(f"/surveys/{survey.code}/").content.decode()
    table = client.get(f"/surveys/{survey.code}/numbers.csv").content
    assert 'width="67"' in page and "部屋が取れません。" in page and "style=" not in page
    assert table.startswith(b"\xef\xbb\xbf") and "はい,2" in table.decode("utf-8-sig")
    for hidden in (SECRET, cast.npo.name, cast.company.name, cast.students.name, "NPO", "企業"):
        assert hidden not in page.partition("<main")[2].partition("</main")[0] and hidden not in table.decode()


def test_a_kind_is_named_only_where_three_of_it_answered(cast, office, survey):
    answered_by_all(cast, survey)
    assert numbers_of(survey).kinds == []
    Actor.objects.filter(pk__in=[cast.company.pk, cast.students.pk]).update(kind=Actor.Kind.NPO)
    numbers = numbers_of(survey)
    assert [(bar.label, bar.count) for bar in numbers.kinds] == [(str(Actor.Kind.NPO.label), 3)]
    assert numbers.questions[3].words == [(str(Actor.Kind.NPO.label), "部屋が取れません。")]


def test_the_middle_of_two_numbers_is_not_shown(cast, survey):
    for person, body in ((cast.worker, cast.npo), (cast.salesman, cast.company)):
        actions.answer_survey(survey, values(survey, "はい", [], 9), by=cast.who(person, body))
    assert numbers_of(survey).questions[2].middle is None


def test_counting_costs_the_same_for_one_answer_and_for_many(cast, survey, django_assert_num_queries):
    for person, body in ((cast.worker, cast.npo), (cast.salesman, cast.company), (cast.student, cast.students)):
        actions.answer_survey(survey, values(survey, "はい"), by=cast.who(person, body))
        with django_assert_num_queries(2):
            numbers_of(survey)


def test_the_template_has_twelve_questions_that_choose_among_two_at_least(office):
    questions = list(actions.add_survey("年の調査", by=office, from_template=True).questions.all())
    assert len(questions) == 12 and all(len(q.choices) > 1 for q in questions if q.chooses)
    assert "団体" in questions[0].text  # in Japanese, whoever makes it


def test_the_office_makes_orders_and_sends_one_on_its_pages(cast, client_of, pages):
    client = client_of(cast.officer)
    assert client.post("/surveys/new/", {"title": "", "begin": "empty"}).status_code == 422
    client.post("/surveys/new/", {"title": "冬の調査", "begin": "empty"})
    survey = Survey.objects.get()
    desk = f"/desk/surveys/{survey.code}/"
    asked = {"verb": "question", "question-text": "はじめに", "question-kind": "choice"}
    assert client.post(desk, {**asked, "question-options": "一つだけ"}).status_code == 422
    client.post(desk, {**asked, "question-options": "はい\nいいえ"})
    client.post(desk, {"verb": "question", "question-text": "つぎに", "question-kind": "text"})
    client.post(f"{desk}questions/{survey.questions.all()[1].pk}/", {"verb": "up"})
    assert [q.text for q in survey.questions.all()] == ["つぎに", "はじめに"]
    client.post(f"{desk}questions/{survey.questions.all()[0].pk}/", {"verb": "remove"})
    assert client.post(desk, {"verb": "open", "due": "2020-01-01"}).status_code == 422
    client.post(desk, {"verb": "open", "due": (timezone.localdate() + dt.timedelta(days=9)).isoformat()})
    survey.refresh_from_db()
    assert survey.state == Survey.State.OPEN and asked_bodies().count() == 4
    client.post(f"{desk}state/", {"verb": "close"})
    client.post(f"{desk}state/", {"verb": "publish"})  # nobody has answered
    survey.refresh_from_db()
    assert survey.state == Survey.State.CLOSED


def test_what_was_typed_is_shown_as_text_everywhere(cast, client, client_of, office, survey):
    answered_by_all(cast, survey)
    by = cast.who(cast.worker, cast.npo)
    actions.answer_survey(survey, values(survey, "はい", [], 1, "<script>x</script>"), by=by, may_be_quoted=True)
    actions.publish_survey(actions.close_survey(survey, by=office), by=office)
    assert "<script>x" not in client.get(f"/surveys/{survey.code}/").content.decode()


def test_the_questionnaire_is_a_pdf(survey):
    assert questionnaire_pdf(survey).startswith(b"%PDF")


def test_its_moves_stand_in_a_table():
    from yoriai.directory.lifecycle import SURVEY

    assert isinstance(SURVEY, Lifecycle) and not SURVEY.allows("published", "open")
