"""支援のしくみ (R59): what those say who used it, the answer to them, and the yearly look."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from yoriai.directory import actions, policy
from yoriai.directory.forms.measures import FeedbackForm, ReplyForm, ReviewForm
from yoriai.directory.models import Feedback, Measure
from yoriai.directory.queries.measures import MOST_SHOWN, reviews_of, said_of
from yoriai.kernel.actors.who import Who
from yoriai.people.gate import reader, signed_in, somebody, sure_if_hidden
from yoriai.ui.dates import year_words


def the_measure(request: HttpRequest, measure: Measure) -> dict[str, Any]:
    """What only a measure has: what was said of it, and the yearly looks."""
    who = reader(request)
    said = list(said_of(measure, who)[: MOST_SHOWN + 1])
    return {
        "said": said[:MOST_SHOWN],
        "more_said": len(said) > MOST_SHOWN,
        "reviews": [(year_words(row.year), row) for row in reviews_of(measure)],
        "may_reply": policy.can_speak_as(who, measure.by),
        "may_say": who is None or not who.signed_in or policy.can_give_feedback(who, measure),
        "may_review": policy.can_review(_reviewing(who, measure), measure) if who is not None else False,
    }


def _reviewing(who: Who, measure: Measure) -> Who:
    """In the owner's hat where it is theirs, else as they are: the office."""
    return who.wearing(measure.by) if who.wears(measure.by_id) else who


def measure_of(request: HttpRequest, code: str) -> Measure:
    """The measure of this code, among what its reader may see."""
    rows = Measure.objects.visible_to(reader(request)).select_related("by")
    found: Measure = get_object_or_404(rows, code=code)
    return found


@signed_in
@never_cache
def say(request: HttpRequest, code: str) -> HttpResponse:
    """I used it: what helped, what did not."""
    found, who = measure_of(request, code), somebody(request)
    if not policy.can_give_feedback(who, found):
        raise Http404
    before = Feedback.objects.filter(measure=found, giver=who.actor, state=Feedback.State.SAID).first()
    initial = {"helped": before.summary, "missing": before.missing} if before is not None else {}
    form = FeedbackForm(request.POST or None, who=who, initial=initial)
    if form.done(
        lambda: actions.give_feedback(found, form.cleaned_data["helped"], form.cleaned_data["missing"], by=form.by)
    ):
        messages.success(request, _("Thank you. It stands on the page, and those who offer it may answer."))
        return redirect(found)
    context = {"form": form, "measure": found, "submit": _("Say it"), "back": found.get_absolute_url()}
    return render(request, "directory/feedback_new.html", context, status=422 if form.went_wrong else 200)


@never_cache
def feedback(request: HttpRequest, code: str) -> HttpResponse:
    """One voice: taken back by whoever said it, answered by those who offer it."""
    who = reader(request)
    rows = Feedback.objects.visible_to(who).filter(state=Feedback.State.SAID).select_related("by", "measure__by")
    found: Feedback = get_object_or_404(rows, code=code)
    mine, offers = policy.can_take_back_feedback(who, found), policy.can_reply_to_feedback(who, found)
    form = ReplyForm(request.POST if offers and "reply" in request.POST else None, initial={"reply": found.reply})
    if mine and request.POST.get("verb") == "take_back":
        actions.take_back_feedback(found, by=somebody(request).wearing(found.by))
        messages.success(request, _("It is gone from the page."))
        return redirect(found.measure)
    if form.done(
        lambda: actions.reply_to_feedback(found, **form.cleaned_data, by=_reviewing(somebody(request), found.measure))
    ):
        return redirect(found.measure)
    context = {"row": found, "mine": mine, "form": form if offers else None}
    return render(request, "directory/feedback.html", context, status=422 if form.went_wrong else 200)


@signed_in
@sure_if_hidden
@never_cache
def review(request: HttpRequest, code: str) -> HttpResponse:
    """The yearly look, for its owner and the office: what was said is beside the form."""
    found = measure_of(request, code)
    by = _reviewing(somebody(request), found)
    if not policy.can_review(by, found):
        raise Http404
    form = ReviewForm(request.POST or None)
    if form.done(lambda: actions.write_review(found, **form.cleaned_data, by=by)):
        messages.success(request, _("Kept. It stands on the page."))
        return redirect(found)
    context = {"form": form, "measure": found, "said": said_of(found, by), "submit": _("Keep")}
    context["back"] = reverse("directory:measure", args=[code])
    return render(request, "directory/review.html", context, status=422 if form.went_wrong else 200)
