"""The project at work: duties as milestones, the log with photos, money, what we are short of, other projects. One page."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from yoriai.kernel.models import Theme
from yoriai.people.gate import reader, signed_in, somebody
from yoriai.proposals import actions, policy
from yoriai.proposals.finding import framed, given
from yoriai.proposals.forms.work import ExpenseForm, LogForm, NeedForm, TieForm
from yoriai.proposals.models import Duty, Expense, LogEntry, Proposal
from yoriai.proposals.queries import work as query
from yoriai.proposals.queries.pages import projects
from yoriai.proposals.queries.sheets import duties_of
from yoriai.proposals.views.agreements import say, working_proposal
from yoriai.ui.paging import page


@require_safe
@never_cache
def work(request: HttpRequest, code: str) -> HttpResponse:
    """One page with clear parts."""
    return _page(request, working_proposal(request, code, "agreed"))


def _page(request: HttpRequest, found: Proposal, form: Any = None, **forms: Any) -> HttpResponse:
    """The page; a form that was not accepted stands in its part as it was sent."""
    who = reader(request)
    may = policy.can_work(who, found)
    context: dict[str, Any] = {
        "duties": duties_of(found),
        "today": timezone.localdate(),
        "accounts": query.accounts(found),
        "log": page(LogEntry.objects.filter(proposal=found).select_related("by"), request, by="on"),
        "needs": query.short_of(found, who),
        "ties": query.tied_projects(found, who),
        "may_work": may,
        "may_ask": policy.can_ask_for_need(who, found),
        "midway": policy.can_write(who, found, "F10"),
    }
    blank = {"log_form": LogForm(), "expense_form": ExpenseForm(proposal=found)} if may else {}
    return framed(request, "work", found, "work", form=form, **(context | blank | forms))


@signed_in
@never_cache
def new_log(request: HttpRequest, code: str) -> HttpResponse:
    """A line of the log."""
    found, who = _at_work(request, code), somebody(request)
    form = LogForm(given(request), request.FILES or None)
    if form.done(lambda: actions.add_log(found, by=who, **form.cleaned_data)):
        messages.success(request, _("Kept."))
        return redirect("proposals:work", code)
    return _page(request, found, form, log_form=form)


def _at_work(request: HttpRequest, code: str) -> Proposal:
    found = working_proposal(request, code, "agreed")
    if not policy.can_work(reader(request), found):
        raise Http404
    return found


@signed_in
@never_cache
def new_expense(request: HttpRequest, code: str) -> HttpResponse:
    """Money spent."""
    found, who = _at_work(request, code), somebody(request)
    form = ExpenseForm(given(request), proposal=found)
    if form.done(lambda: actions.add_expense(found, by=who, **form.cleaned_data)):
        messages.success(request, _("Kept."))
        return redirect("proposals:work", code)
    return _page(request, found, form, expense_form=form)


@require_safe
@never_cache
def expenses(request: HttpRequest, code: str) -> HttpResponse:
    """Every line of money spent, as it was noted."""
    found = working_proposal(request, code, "agreed")
    rows = page(Expense.objects.filter(proposal=found).select_related("line", "by"), request)
    may = policy.can_work(reader(request), found)
    return framed(request, "expenses", found, "work", page=rows, may_work=may)


@signed_in
@require_POST
def expense_gone(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """A line that was wrong."""
    row = get_object_or_404(Expense, pk=pk, proposal=_at_work(request, code))
    actions.take_out_expense(row, by=somebody(request))
    messages.success(request, _("The line is taken out."))
    return redirect("proposals:expenses", code)


@signed_in
@require_POST
def log_gone(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """A line that was wrong."""
    row = get_object_or_404(LogEntry, pk=pk, proposal=_at_work(request, code))
    actions.take_out_log(row, by=somebody(request))
    messages.success(request, _("The line is taken out."))
    return redirect("proposals:work", code)


@require_safe
@never_cache
def log_photo(request: HttpRequest, code: str, pk: int) -> FileResponse:
    """The photo of a line, for those who take part."""
    found = working_proposal(request, code, "agreed")
    row = get_object_or_404(LogEntry.objects.exclude(picture=""), pk=pk, proposal=found)
    return FileResponse(row.picture.open(), content_type="image/jpeg")


@signed_in
@require_POST
def duty_tick(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Done, or not after all."""
    found = _at_work(request, code)
    duty = get_object_or_404(Duty, pk=pk, proposal=found)
    act = actions.reopen_duty if request.POST.get("back") else actions.finish_duty
    act(duty, by=somebody(request))
    return redirect("proposals:work", code)


@signed_in
@never_cache
def new_need(request: HttpRequest, code: str) -> HttpResponse:
    """What we are short of, said in public."""
    found, who = working_proposal(request, code, "agreed"), somebody(request)
    if not policy.can_ask_for_need(who, found):
        raise Http404
    form = NeedForm(given(request))
    if form.done(lambda: actions.open_need(found, by=who, **form.cleaned_data)):
        messages.success(request, _("It stands on the list of what is needed, and on your project's page."))
        return redirect("proposals:work", code)
    return framed(request, "new_need", found, "work", form=form)


@signed_in
@never_cache
def new_tie(request: HttpRequest, code: str) -> HttpResponse:
    """Tie it to another project; those of the same themes stand first."""
    found, who = _at_work(request, code), somebody(request)
    others = projects().exclude(pk=found.pk)
    form = TieForm(given(request), others=others)
    if form.done(lambda: actions.tie(found, form.cleaned_data["other"], form.cleaned_data["kind"], by=who)):
        messages.success(request, _("Tied together."))
        return redirect("proposals:work", code)
    near = others.filter(themes__in=Theme.objects.filter(items=found.pk)).distinct()[:6]
    return framed(request, "new_tie", found, "work", form=form, near=near)


@signed_in
@require_POST
def tie_gone(request: HttpRequest, code: str, other: str) -> HttpResponse:
    """No longer tied."""
    found = _at_work(request, code)
    row = get_object_or_404(projects(), code=other)
    say(request, lambda: actions.untie(found, row, by=somebody(request)))
    return redirect("proposals:work", code)
