"""調査票: the questions on A4, to be filled in with a pen and sent back to the office."""

from django.conf import settings

from yoriai.directory.models import Survey, SurveyQuestion
from yoriai.engines.japanese.dates import era_date
from yoriai.kernel.city.queries import city
from yoriai.ui.paper.press import render
from yoriai.ui.paper.text import Exact


def questionnaire_pdf(survey: Survey) -> bytes:
    """The sheets, in Japanese like all paper."""
    here = city()
    assert here is not None, "there is a city before there are surveys"
    data = {
        "title": survey.title,
        "summary": survey.summary,
        "due": era_date(survey.due) if survey.due else "",
        "questions": [_drawn(question) for question in survey.questions.all()],
        "sender": f"{here.name} {here.office}",
        "phone": Exact(here.phone),
        "fax": Exact(here.fax),
        "hours": here.hours,
        "office": str(here.office),
        "page": Exact((settings.BASE_URL + survey.get_absolute_url()).partition("://")[2]),
    }
    return render("directory/paper/questionnaire.typ", data)


def _drawn(question: SurveyQuestion) -> dict[str, object]:
    return {
        "text": question.text,
        "kind": Exact(question.kind),
        "choices": question.choices,
        "needed": question.needed,
    }
