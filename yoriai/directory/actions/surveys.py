"""調査 (R74): made, opened, answered, closed, published. Answers are one row a body, changeable until it is closed."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from yoriai.directory.lifecycle import SURVEY
from yoriai.directory.models import Survey, SurveyAnswer, SurveyQuestion
from yoriai.directory.policy import can_answer_survey, can_run_surveys
from yoriai.directory.queries.surveys import LEAST, asked_bodies
from yoriai.directory.survey_template import template_rows
from yoriai.kernel.actors.who import Who
from yoriai.kernel.asks.actions import ask, close_asks
from yoriai.kernel.city.queries import the_office
from yoriai.kernel.items.actions import add_item, locked, save_item
from yoriai.kernel.items.models import Visibility
from yoriai.kernel.models import Actor
from yoriai.kernel.policy import NotPossible, require
from yoriai.kernel.records.actions import record

OVER = _("No answers are taken any more.")


@transaction.atomic
def add_survey(title: str, summary: str = "", *, by: Who, from_template: bool = False) -> Survey:
    """A draft, empty or with the questions of the template. Only the office sees it."""
    require(can_run_surveys(by))
    office = the_office().actor
    survey = Survey(title=title, summary=summary, by=office, state=Survey.State.DRAFT, visibility=Visibility.AUDIENCE)
    add_item(survey, audience=[office])
    if from_template:
        rows = [SurveyQuestion(survey=survey, place=place, **row) for place, row in enumerate(template_rows())]
        SurveyQuestion.objects.bulk_create(rows)
    record("survey.added", by=by, item=survey, inside=True)
    return survey


@transaction.atomic
def change_survey(survey: Survey, title: str, summary: str = "", *, by: Who) -> Survey:
    """What it is called and what it is for."""
    survey = _draft(survey, by)
    survey.title, survey.summary = title, summary
    save_item(survey, "title", "summary")
    record("survey.changed", by=by, item=survey, inside=True)
    return survey


@transaction.atomic
def add_question(survey: Survey, *, by: Who, **facts: Any) -> SurveyQuestion:
    """One more question at the end. facts: text, kind, options, needed."""
    survey = _draft(survey, by)
    last = survey.questions.aggregate(last=Max("place"))["last"]
    made = SurveyQuestion.objects.create(survey=survey, place=0 if last is None else last + 1, **facts)
    record("survey.question_added", by=by, item=survey, inside=True, question=made.pk)
    return made


@transaction.atomic
def change_question(question: SurveyQuestion, *, by: Who, **facts: Any) -> SurveyQuestion:
    """The same question in other words, in its place. facts: text, kind, options, needed."""
    survey = _draft(question.survey, by)
    row = SurveyQuestion.objects.select_for_update().get(pk=question.pk)
    changed = [name for name, value in facts.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, facts[name])
    if changed:
        row.save(update_fields=changed)
        record("survey.question_changed", by=by, item=survey, inside=True, question=row.pk, fields=changed)
    return row


@transaction.atomic
def raise_question(question: SurveyQuestion, *, by: Who) -> None:
    """One place up."""
    survey = _draft(question.survey, by)
    rows = list(survey.questions.all())
    at = next((at for at, row in enumerate(rows) if row.pk == question.pk), 0)
    if at:
        rows[at - 1], rows[at] = rows[at], rows[at - 1]
    for place, row in enumerate(rows):
        row.place = place
    SurveyQuestion.objects.bulk_update(rows, ["place"])
    record("survey.question_moved", by=by, item=survey, inside=True, question=question.pk)


@transaction.atomic
def remove_question(question: SurveyQuestion, *, by: Who) -> None:
    """Not asked after all."""
    survey = _draft(question.survey, by)
    record("survey.question_removed", by=by, item=survey, inside=True, text=question.text)
    question.delete()


@transaction.atomic
def open_survey(survey: Survey, due: dt.date, *, by: Who) -> Survey:
    """Ask every body with a shown page, by a day. Whoever has no mail stands in the office's list for telephone and post."""
    survey = _draft(survey, by)
    if not survey.questions.exists():
        raise NotPossible(_("Please add at least one question first."))
    survey.state, survey.due, survey.visibility = SURVEY.after(survey.state, "open"), due, Visibility.PUBLIC
    save_item(survey, "state", "due", "visibility")
    for body in asked_bodies():
        ask("survey", survey, body, by=by, text=survey.summary, due=due)
    record("survey.opened", by=by, item=survey)
    return survey


@transaction.atomic
def answer_survey(survey: Survey, values: Mapping[str, Any], *, by: Who, may_be_quoted: bool = False) -> SurveyAnswer:
    """The body's own answer, in its hat; a second one takes the first one's place, whoever typed it."""
    require(can_answer_survey(by, survey))
    return _keep(survey, by.actor, values, by, SurveyAnswer.Way.WEB, may_be_quoted)


@transaction.atomic
def type_answer(
    survey: Survey, body: Actor, values: Mapping[str, Any], *, by: Who, way: str, may_be_quoted: bool = False
) -> SurveyAnswer:
    """What a body said on paper or by telephone. Raises NotPossible where it has answered by itself."""
    require(can_run_surveys(by))
    survey = locked(survey)
    if survey.answers.filter(body=body, way=SurveyAnswer.Way.WEB).exists():
        raise NotPossible(_("They have answered themselves already. Only they can change it."))
    return _keep(survey, body, values, by, way, may_be_quoted)


@transaction.atomic
def close_survey(survey: Survey, *, by: Who | None) -> Survey:
    """No more answers, and nobody is reminded any more. by=None: its last day has passed."""
    require(by is None or can_run_surveys(by))
    survey = locked(survey)
    survey.state = SURVEY.after(survey.state, "close")
    save_item(survey, "state")
    close_asks("survey", survey, by=by)
    record("survey.closed", by=by, item=survey)
    return survey


@transaction.atomic
def close_past_surveys(today: dt.date) -> int:
    """Close those whose last day has passed; a day was promised, and nobody has to think of it. Returns how many."""
    past = list(Survey.objects.filter(state=Survey.State.OPEN, due__lt=today))
    for survey in past:
        close_survey(survey, by=None)
    return len(past)


@transaction.atomic
def publish_survey(survey: Survey, *, by: Who) -> Survey:
    """Everybody reads the numbers. Raises NotPossible for so few answers that the numbers would tell who said what."""
    require(can_run_surveys(by))
    survey = locked(survey)
    survey.state = SURVEY.after(survey.state, "publish")
    if survey.answers.count() < LEAST:
        raise NotPossible(_("With so few answers, the numbers would tell who said what."))
    save_item(survey, "state")
    record("survey.published", by=by, item=survey)
    return survey


def _draft(survey: Survey, by: Who) -> Survey:
    require(can_run_surveys(by))
    survey = locked(survey)
    if survey.state != Survey.State.DRAFT:
        raise NotPossible(_("It has been sent out already; its questions stand still now."))
    return survey


def _keep(
    survey: Survey, body: Actor, values: Mapping[str, Any], by: Who, way: str, may_be_quoted: bool
) -> SurveyAnswer:
    survey = locked(survey)
    if survey.state != Survey.State.OPEN:
        raise NotPossible(OVER)
    if not asked_bodies().filter(pk=body.pk).exists():
        raise NotPossible(_("This survey is for organisations with a page here."))
    known = {str(pk) for pk in survey.questions.values_list("pk", flat=True)}
    kept = {name: value for name, value in values.items() if name in known and value not in (None, "", [])}
    made, _new = SurveyAnswer.objects.update_or_create(
        survey=survey,
        body=body,
        defaults={"values": kept, "way": way, "by": by.person, "may_be_quoted": may_be_quoted},
    )
    close_asks("survey", survey, by=by, asked=[body.pk])
    record("survey.answered", by=by, item=survey, inside=True, body=body.pk, way=way)
    return made
