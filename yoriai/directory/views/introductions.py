"""引き合わせ: asking for it, answering, reading how to reach each other, telling what became of it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from yoriai.directory import actions, policy
from yoriai.directory.forms.introductions import AskForm, ConnectForm, OutcomeForm, YesForm
from yoriai.directory.models import Entry, Introduction
from yoriai.directory.queries import introductions as known
from yoriai.directory.views.sorts import SORTS, seen
from yoriai.kernel.actors.who import Who
from yoriai.kernel.items.models import Item
from yoriai.people.forms.drafts import keeps, resumed
from yoriai.people.gate import reader, signed_in, somebody


def _shown(request: HttpRequest, code: str) -> Entry:
    """The entry of this code that everybody may see and that is not one's own."""
    item = get_object_or_404(Item.objects.visible_to(reader(request)), code=code, kind__in=SORTS)
    entry = seen(request, item.kind, code)
    if not entry.is_shown or somebody(request).wears(entry.by_id):
        raise Http404
    return entry


@signed_in
@never_cache
@keeps
def ask(request: HttpRequest, code: str) -> HttpResponse:
    """Ask to be introduced to whoever stands behind an entry."""
    about = _shown(request, code)
    mine = request.GET.get("for", "")
    initial = {"answers": known.answers_of(about, somebody(request)).filter(code=mine).first()}
    form = AskForm(request.POST or None, about=about, who=somebody(request), initial=initial)
    made = form.accepts(lambda: actions.ask_introduction(about, by=form.asker, now=timezone.now(), **form.facts))
    return _asked(request, form, about, made)


@signed_in
@never_cache
@keeps
def connect(request: HttpRequest, code: str, other: str) -> HttpResponse:
    """As a connector: bring the owners of two entries together."""
    about, answers, by = _shown(request, code), _shown(request, other), known.connecting_hat(reader(request))
    if by is None or not policy.can_ask_introduction(by, about, answers):
        raise Http404
    form = ConnectForm(request.POST or None)
    made = form.accepts(
        lambda: actions.ask_introduction(about, by=by, now=timezone.now(), answers=answers, **form.cleaned_data)
    )
    return _asked(request, form, about, made, answers=answers)


def _asked(request: HttpRequest, form: Any, about: Entry, made: Introduction | None, **more: Any) -> HttpResponse:
    if made:
        messages.success(request, _("They are asked. You hear of it as soon as there is an answer."))
        return redirect(made)
    context = {"form": resumed(request, form), "about": about, **more}
    return render(request, "directory/introduction_new.html", context, status=422 if form.went_wrong else 200)


def _found(request: HttpRequest, code: str) -> tuple[Introduction, Who]:
    """The introduction, for those who have a part in it; for everybody else there is none."""
    rows = Introduction.objects.visible_to(reader(request)).select_related("one", "other", "connector", "about", "by")
    found: Introduction = get_object_or_404(rows.select_related("answers"), code=code)
    by = known.part_of(found, somebody(request))
    if by.actor.pk not in (found.one_id, found.other_id, found.connector_id):
        raise Http404
    return found, by


@signed_in
@never_cache
@require_safe
def introduction(request: HttpRequest, code: str) -> HttpResponse:
    """Who, about what, who has said yes; how to reach the other once both have; what became of it."""
    found, by = _found(request, code)
    return render(request, "directory/introduction.html", _context(found, by))


def _context(found: Introduction, by: Who, form: Any = None) -> dict[str, Any]:
    asked = policy.can_answer_introduction(by, found) and known.is_asked(found, by.actor)
    yes = (
        YesForm(initial={"contact": known.usual_contact(by.actor, known.own_entry(found, by.actor))}) if asked else None
    )
    context = {"introduction": found, "page": known.page_of(found, by), "yes": yes, "outcome": _outcome(found, by)}
    if form is not None:
        context["yes" if isinstance(form, YesForm) else "outcome"] = form
    return context


def _outcome(found: Introduction, by: Who, sent: Any = None) -> OutcomeForm | None:
    verbs = [verb for verb in OutcomeForm.VERBS if policy.can_tell_outcome(by, found, verb)]
    gives = any(item and item.kind == "offer" and by.wears(item.by_id) for item in (found.about, found.answers))
    return OutcomeForm(sent, verbs=verbs, gives=gives) if verbs else None


@signed_in
@require_POST
def answer(request: HttpRequest, code: str) -> HttpResponse:
    """Yes with a way to be reached, or not this time."""
    found, by = _found(request, code)
    if request.POST.get("verb") == "decline":
        actions.decline_introduction(found, by=by)
        messages.success(request, _("You let it pass. They are told kindly, without a reason."))
        return redirect(found)
    form = YesForm(request.POST)
    if form.done(lambda: actions.agree_introduction(found, by=by, **form.cleaned_data)):
        messages.success(request, _("You have said yes."))
        return redirect(found)
    return render(request, "directory/introduction.html", _context(found, by, form), status=422)


@signed_in
@require_POST
def outcome(request: HttpRequest, code: str) -> HttpResponse:
    """What became of it."""
    found, by = _found(request, code)
    form = _outcome(found, by, request.POST)
    if form is None:
        raise Http404
    if form.done(lambda: actions.tell_outcome(found, by=by, **form.cleaned_data)):
        messages.success(request, _("Thank you for telling."))
        return redirect(found)
    return render(request, "directory/introduction.html", _context(found, by, form), status=422)
