"""threats.md: races. One body answers several times at the same moment, also while the survey is being closed."""

import pytest

from tests.laying_out import laid_out
from tests.security.test_races import at_once
from yoriai.directory import actions
from yoriai.directory.models import Survey, SurveyAnswer
from yoriai.web.demo.cast import make_cast
from yoriai.web.demo.fill import fill


@pytest.fixture
def town(transactional_db):
    """The demo, in tables that every thread sees."""
    laid_out("town", fill)
    return make_cast()


def test_a_body_that_answers_three_times_at_once_has_answered_once(town):
    survey, by = Survey.objects.get(state="open"), town.who(town.worker, town.npo)
    question = survey.questions.all()[1]
    acts = [lambda n=n: actions.answer_survey(survey, {str(question.pk): n}, by=by) for n in (1, 2, 3)]
    assert at_once(*acts) == ["done", "done", "done"]
    assert SurveyAnswer.objects.filter(survey=survey, body=town.npo).count() == 1


def test_an_answer_and_the_closing_at_once_never_leave_an_answer_after_the_closing(town):
    survey, office = Survey.objects.get(state="open"), town.who(town.officer, town.section)
    by = town.who(town.worker, town.npo)
    came = at_once(lambda: actions.answer_survey(survey, {}, by=by), lambda: actions.close_survey(survey, by=office))
    assert "done" in came
    assert SurveyAnswer.objects.filter(survey=survey).count() == came.count("done") - 1
