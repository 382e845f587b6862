"""調査 (R74), for everybody: the list, the page with its numbers, the answer of a body, the sheet of paper."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache

from yoriai.directory import actions, policy
from yoriai.directory.forms.surveys import NewSurveyForm, answers_form
from yoriai.directory.models import Survey
from yoriai.directory.paper.questionnaire import questionnaire_pdf
from yoriai.directory.queries.surveys import asked_bodies, numbers_of, rows_of
from yoriai.engines.tables.writing import to_csv
from yoriai.kernel.actors.who import Who
from yoriai.people.forms.drafts import keeps, resumed
from yoriai.people.gate import office, reader, signed_in, somebody
from yoriai.ui.whole_page import whole_page

MOST = 50


@whole_page
def surveys(request: HttpRequest) -> HttpResponse:
    """What is being asked and what was found out, the newest first; for the office its drafts too."""
    rows = Survey.objects.visible_to(reader(request)).order_by("-pk")[:MOST]
    return render(request, "directory/surveys.html", {"surveys": rows, "runs": policy.can_run_surveys(reader(request))})


@office
@never_cache
@keeps
def new(request: HttpRequest) -> HttpResponse:
    """A draft, with the questions of the template or with none."""
    form = NewSurveyForm(request.POST or None)
    made = form.accepts(
        lambda: actions.add_survey(
            form.cleaned_data["title"],
            form.cleaned_data["summary"],
            by=somebody(request),
            from_template=form.cleaned_data["begin"] == "template",
        )
    )
    if made:
        return redirect("directory:survey_desk", made.code)
    context = {"form": resumed(request, form), "submit": _("Make it"), "back": reverse("directory:surveys")}
    return render(request, "directory/survey_new.html", context, status=422 if form.went_wrong else 200)


@whole_page
def survey(request: HttpRequest, code: str) -> HttpResponse:
    """What is asked; once it is published, what was answered."""
    found, who = the_survey(request, code), reader(request)
    numbers = numbers_of(found) if found.state == Survey.State.PUBLISHED else None
    context = {"survey": found, "numbers": numbers, "runs": policy.can_run_surveys(who)}
    return render(request, "directory/survey.html", {**context, "questions": found.questions.all()})


def numbers(request: HttpRequest, code: str) -> HttpResponse:
    """The numbers as a table; there is none before they are published."""
    found = the_survey(request, code)
    if found.state != Survey.State.PUBLISHED:
        raise Http404
    made = to_csv([_("Question"), pgettext("survey", "Answer"), _("Number")], rows_of(numbers_of(found)))
    headers = {"Content-Disposition": f'attachment; filename="survey-{found.code}.csv"'}
    return HttpResponse(made, content_type="text/csv; charset=utf-8", headers=headers)


def questionnaire(request: HttpRequest, code: str) -> HttpResponse:
    """The questions on A4, for post, fax and the table of an office."""
    found = the_survey(request, code)
    headers = {"Content-Disposition": f'inline; filename="survey-{found.code}.pdf"'}
    return HttpResponse(questionnaire_pdf(found), content_type="application/pdf", headers=headers)


@signed_in
@never_cache
@keeps
def answer(request: HttpRequest, code: str) -> HttpResponse:
    """The answer of a body this person speaks for; `?body=` chooses among several."""
    found, who = the_survey(request, code), somebody(request)
    if found.state == Survey.State.DRAFT:
        raise Http404
    bodies = list(asked_bodies().filter(pk__in=who.hats))
    by = _hat(request, who, [body.pk for body in bodies])
    context = {"survey": found, "bodies": bodies, "by": by}
    if by is None or found.state != Survey.State.OPEN:
        return render(request, "directory/survey_answer.html", context, status=409 if request.POST else 200)
    before = found.answers.filter(body=by.actor).first()
    form = answers_form(list(found.questions.all()), request.POST or None, before)
    if form.done(lambda: actions.answer_survey(found, form.values, by=by, **form.facts)):
        messages.success(request, _("Thank you, it is kept. You can change it until the survey is closed."))
        return redirect(found)
    context |= {"form": resumed(request, form, about=by.actor.pk), "before": before}
    return render(request, "directory/survey_answer.html", context, status=422 if form.errors else 200)


def _hat(request: HttpRequest, who: Who, bodies: list[int]) -> Who | None:
    """In the hat named in the address, else in the one worn, else in the first; None: none of theirs was asked."""
    asked = request.GET.get("body", "")
    chosen = int(asked) if asked.isascii() and asked.isdigit() else who.actor.pk
    if asked and chosen not in bodies:
        raise Http404
    if not bodies:
        return None
    body = asked_bodies().get(pk=chosen if chosen in bodies else bodies[0])
    return who.wearing(body)


def the_survey(request: HttpRequest, code: str) -> Survey:
    """The survey of this code, among what its reader may see."""
    found: Survey = get_object_or_404(Survey.objects.visible_to(reader(request)).select_related("by"), code=code)
    return found
