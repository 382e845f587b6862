"""変更・中止 (F11): one side asks, with how it was and how it shall be; the other answers."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from yoriai.people.gate import reader, signed_in, somebody
from yoriai.proposals import actions, policy
from yoriai.proposals.finding import framed, given
from yoriai.proposals.forms.agreements import ChangeForm, StopForm
from yoriai.proposals.models import Pending, Proposal
from yoriai.proposals.printing import change_pdf_of
from yoriai.proposals.queries.work import answered_changes, waiting_change
from yoriai.proposals.views.agreements import as_file, say, working_proposal


@signed_in
@never_cache
def change(request: HttpRequest, code: str) -> HttpResponse:
    """Ask for a change, or see the one that waits."""
    found, who = working_proposal(request, code, "agreed"), somebody(request)
    form = ChangeForm(given(request)) if _may_ask(request, found, "ask_change") else None
    if form is not None and form.done(lambda: actions.ask_change(found, by=who, **form.cleaned_data)):
        messages.success(request, _("The other side is asked."))
        return redirect("proposals:change", code)
    return _page(request, found, "change", form)


@signed_in
@never_cache
def stop(request: HttpRequest, code: str) -> HttpResponse:
    """Ask to end it early, with how the accounts are settled."""
    found, who = working_proposal(request, code, "agreed"), somebody(request)
    form = StopForm(given(request)) if _may_ask(request, found, "stop") else None
    if form is not None and form.done(lambda: actions.ask_stop(found, by=who, **form.cleaned_data)):
        messages.success(request, _("The other side is asked."))
        return redirect("proposals:stop", code)
    return _page(request, found, "stop", form)


def _may_ask(request: HttpRequest, found: Proposal, verb: str) -> bool:
    return policy.can_move(reader(request), found, verb) and waiting_change(found) is None


def _page(request: HttpRequest, found: Proposal, sort: str, form: Any) -> HttpResponse:
    who, waits = reader(request), waiting_change(found)
    if waits is not None:
        waits.proposal = found
    context: dict[str, Any] = {
        "sort": sort,
        "waits": waits,
        "may_agree": waits is not None and policy.can_agree_to_change(who, waits),
        "may_drop": waits is not None and policy.can_drop_change(who, waits),
        "own": waits is not None and policy.asked_by_own_side(who, waits),
        "answered": answered_changes(found, sort),
    }
    return framed(request, "change", found, "agreement", form=form, **context)


@signed_in
@require_POST
def change_answer(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Yes, or it stays as it is."""
    found = working_proposal(request, code, "agreed")
    row = get_object_or_404(Pending, pk=pk, proposal=found)
    yes = request.POST.get("answer") == "yes"
    if say(request, lambda: actions.answer_pending(row, by=somebody(request), yes=yes)):
        messages.success(request, _("Agreed. It is part of the agreement now.") if yes else _("It stays as it was."))
    return redirect("proposals:stop" if row.sort == Pending.Sort.STOP else "proposals:change", code)


@require_safe
@never_cache
def change_file(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The sheet F11 as paper."""
    found = working_proposal(request, code, "agreed")
    row = get_object_or_404(Pending.objects.select_related("asked_by", "answered_by"), pk=pk, proposal=found)
    return as_file(change_pdf_of(found, row), f"{found.code}-F11-{row.pk}.pdf")
