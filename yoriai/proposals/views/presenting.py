"""The presentations in public: order by lot, the clock in the hall, what was asked."""

import datetime as dt

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from yoriai.kernel.actors.who import Who
from yoriai.people.gate import reader, signed_in, somebody
from yoriai.proposals import actions, policy
from yoriai.proposals.finding import framed, given, own_proposal, the_proposal, the_scheme
from yoriai.proposals.forms.panel import QuestionForm, WordForm
from yoriai.proposals.lifecycle import ON_STAGE
from yoriai.proposals.models import Proposal, Scheme
from yoriai.proposals.queries.presenting import Day, days

# A clock that was started longer ago than this is another day's.
STALE = dt.timedelta(hours=6)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def presentations(request: HttpRequest, code: str) -> HttpResponse:
    """Day, order, times; the office writes the word, and everybody can draw the lot again."""
    scheme, who = the_scheme(request, code), reader(request)
    draws = policy.can_run(who)
    if request.method == "POST" and not draws:
        raise Http404
    every = days(scheme, who, ON_STAGE)
    asked = [(day, _word(request, day)) for day in every]
    sent = [form for _day, form in asked if form.is_bound]
    if request.method == "POST" and not sent:
        raise Http404
    if sent and who is not None and sent[0].done(lambda: _drawn(every, sent[0], who)):
        messages.success(request, _("The order is drawn. Everybody reads the word and can check it."))
        return redirect("proposals:presentations", code)
    context = {"scheme": scheme, "days": asked, "draws": draws, "rules": scheme.the_plan.rules}
    context["sample"] = next(((slot, day.words[-1][0]) for day in every for slot in day.slots if slot.mark), None)
    return render(request, "proposals/presentations.html", context, status=422 if sent and sent[0].went_wrong else 200)


def _word(request: HttpRequest, day: Day) -> WordForm:
    """The form of one day, with names of its own; bound for the day it was sent for."""
    mine = request.POST.get("day") == day.on.isoformat()
    return WordForm(request.POST if mine else None, auto_id=f"lot_{day.on.isoformat()}_%s")


def _drawn(every: list[Day], form: WordForm, who: Who) -> list[Proposal]:
    of_day = [slot.proposal for day in every if day.on == form.cleaned_data["day"] for slot in day.slots]
    return actions.draw_lots(of_day, form.cleaned_data["word"], by=who)


@require_safe
@never_cache
def timer(request: HttpRequest, code: str) -> HttpResponse:
    """The screen in the hall: until when the talk goes, until when there are questions. Started by opening it with `?start`."""
    found = the_proposal(request, code)
    if found.state not in ON_STAGE:
        raise Http404
    if "start" in request.GET:
        return redirect(f"{reverse('proposals:timer', args=[code])}?from={int(timezone.now().timestamp())}")
    began, rules = _began(request.GET.get("from", "")), found.scheme.the_plan.rules
    talk_ends = began and began + dt.timedelta(minutes=rules.talk_minutes)
    ends = talk_ends and talk_ends + dt.timedelta(minutes=rules.question_minutes)
    context = {"proposal": found, "began": began, "talk_ends": talk_ends, "ends": ends, "rules": rules}
    return render(request, "proposals/timer.html", context | {"next": _next(found.scheme, found, request)})


def _began(words: str) -> dt.datetime | None:
    """The moment in the address; nothing for one that is no moment, or lies far from now."""
    if not (words.isascii() and words.isdecimal() and len(words) <= 11):
        return None
    began = dt.datetime.fromtimestamp(int(words), dt.UTC)
    return began if abs(timezone.now() - began) < STALE else None


def _next(scheme: Scheme, found: Proposal, request: HttpRequest) -> Proposal | None:
    slots = [slot.proposal for day in days(scheme, reader(request), ON_STAGE) for slot in day.slots]
    at = next((place for place, proposal in enumerate(slots) if proposal == found), len(slots))
    return slots[at + 1] if at + 1 < len(slots) else None


@signed_in
@never_cache
def questions(request: HttpRequest, code: str) -> HttpResponse:
    """What was asked and answered: written down by the office, read by every side."""
    found, who = own_proposal(request, code), somebody(request)
    writes = policy.can_note_question(who, found)
    if request.method == "POST" and not writes:
        raise Http404
    form = QuestionForm(given(request)) if writes else None
    if form is not None and form.done(lambda: actions.note_question(found, by=who, **form.cleaned_data)):
        messages.success(request, _("Kept."))
        return redirect("proposals:questions", code)
    return framed(request, "questions", found, "", form=form, questions=found.panel_questions.all())
