"""調査 (R74), for the office: the questions, sending it out, who has answered, typing in, closing, publishing."""

from collections.abc import Callable

from django.contrib import messages
from django.forms.models import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from yoriai.directory import actions
from yoriai.directory.forms.surveys import OpenForm, QuestionForm, SurveyForm, answers_form
from yoriai.directory.models import Survey, SurveyQuestion
from yoriai.directory.queries.surveys import asked_bodies, standing_of
from yoriai.directory.views.surveys import the_survey
from yoriai.kernel.policy import NotPossible
from yoriai.people.forms.drafts import keeps, resumed
from yoriai.people.gate import office, somebody


@office
@never_cache
def desk(request: HttpRequest, code: str) -> HttpResponse:
    """The questions while it is a draft; then who has answered."""
    found, verb, by = the_survey(request, code), request.POST.get("verb"), somebody(request)
    about = SurveyForm(request.POST if verb == "about" else None, initial=model_to_dict(found, ["title", "summary"]))
    question = QuestionForm(request.POST if verb == "question" else None, prefix="question")
    sending = OpenForm(request.POST if verb == "open" else None)
    if (
        about.done(lambda: actions.change_survey(found, **about.cleaned_data, by=by))
        or question.done(lambda: actions.add_question(found, by=by, **question.cleaned_data))
        or sending.done(lambda: actions.open_survey(found, sending.cleaned_data["due"], by=by))
    ):
        messages.success(request, _("Kept."))
        return redirect("directory:survey_desk", code)
    context = {"survey": found, "about": about, "question": question, "sending": sending, **_state_of(found)}
    wrong = about.errors or question.errors or sending.errors
    return render(request, "directory/survey_desk.html", context, status=422 if wrong else 200)


def _state_of(found: Survey) -> dict[str, object]:
    if found.state == Survey.State.DRAFT:
        return {"questions": found.questions.all(), "asked": asked_bodies().count()}
    rows = standing_of(found)
    return {"standing": rows, "asked": len(rows), "answered": sum(answer is not None for _body, answer in rows)}


@office
@never_cache
def question(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Its words, changed in its place; or one place up, or out."""
    row = get_object_or_404(SurveyQuestion, pk=pk, survey=the_survey(request, code))
    by, act = somebody(request), MOVES.get(request.POST.get("verb", ""))
    form = QuestionForm(request.POST if request.method == "POST" and act is None else None, instance=row)
    try:
        if act is not None:
            act(row, by=by)
    except NotPossible as no:
        messages.error(request, str(no))
    if act is not None or form.done(lambda: actions.change_question(row, by=by, **form.cleaned_data)):
        return redirect("directory:survey_desk", code)
    context = {"survey": row.survey, "form": form, "submit": _("Keep")}
    context["back"] = reverse("directory:survey_desk", args=[code])
    return render(request, "directory/survey_question.html", context, status=422 if form.errors else 200)


MOVES: dict[str, Callable[..., object]] = {"up": actions.raise_question, "remove": actions.remove_question}
VERBS: dict[str, Callable[..., Survey]] = {"close": actions.close_survey, "publish": actions.publish_survey}


@office
@require_POST
def state(request: HttpRequest, code: str) -> HttpResponse:
    """Close it, or publish what came of it."""
    found, act = the_survey(request, code), VERBS.get(request.POST.get("verb", ""))
    try:
        if act is not None:
            act(found, by=somebody(request))
    except NotPossible as no:
        messages.error(request, str(no))
    return redirect("directory:survey_desk", code)


@office
@never_cache
@keeps
def typed(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """What a body said on paper or by telephone."""
    found, body = the_survey(request, code), get_object_or_404(asked_bodies(), pk=pk)
    before = found.answers.filter(body=body).first()
    form = answers_form(list(found.questions.all()), request.POST or None, before, typed=True)
    if form.done(lambda: actions.type_answer(found, body, form.values, by=somebody(request), **form.facts)):
        messages.success(request, _("Kept."))
        return redirect("directory:survey_desk", code)
    context = {"survey": found, "body": body, "form": resumed(request, form)}
    return render(request, "directory/survey_typed.html", context, status=422 if form.errors else 200)
