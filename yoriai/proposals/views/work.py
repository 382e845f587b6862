"""The project at work: duties as milestones, the log with photos, money, what we are short of, other projects. One page."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from yoriai.kernel.actors.who import Who
from yoriai.kernel.models import Theme
from yoriai.people.gate import reader, signed_in, somebody
from yoriai.proposals import actions, policy
from yoriai.proposals.finding import asked_first, framed, given, the_proposal
from yoriai.proposals.forms.work import ExpenseForm, LogForm, NeedForm, TieForm
from yoriai.proposals.lifecycle import SINCE_AGREED
from yoriai.proposals.models import Duty, Expense, LogEntry, Proposal
from yoriai.proposals.queries import work as query
from yoriai.proposals.queries.pages import has_begun, projects
from yoriai.proposals.queries.sheets import duties_of
from yoriai.proposals.views.agreements import say, working_proposal
from yoriai.ui.paging import page
from yoriai.ui.whole_page import whole_page


@require_safe
@never_cache
def work(request: HttpRequest, code: str) -> HttpResponse:
    """One page with clear parts."""
    return _page(request, working_proposal(request, code, "agreed"))


@require_safe
@whole_page
def project_log(request: HttpRequest, code: str) -> HttpResponse:
    """For everybody: every line of the log, from the agreement on."""
    found = the_proposal(request, code)
    if found.state not in SINCE_AGREED:
        raise Http404
    rows = page(LogEntry.objects.filter(proposal=found), request, by="on")
    return render(request, "proposals/project_log.html", {"proposal": found, "page": rows})


def _page(request: HttpRequest, found: Proposal, form: Any = None, **forms: Any) -> HttpResponse:
    """The page; a form that was not accepted stands in its part as it was sent."""
    who, may = reader(request), _may(reader(request), found)
    context: dict[str, Any] = {
        "duties": duties_of(found),
        "today": timezone.localdate(),
        "accounts": query.accounts(found),
        "log": page(LogEntry.objects.filter(proposal=found).select_related("by", "shown_by"), request, by="on"),
        "needs": query.short_of(found, who),
        "ties": query.tied_projects(found, who),
    }
    blank = {"log_form": LogForm(), "expense_form": ExpenseForm(proposal=found)} if may["may_work"] else {}
    return framed(request, "work", found, "work", form=form, **(context | may | blank | forms))


def _may(who: Who | None, found: Proposal) -> dict[str, Any]:
    return {
        "may_work": policy.can_work(who, found),
        "may_hide": policy.can_hide_photo(who, found),
        "may_ask": policy.can_ask_for_need(who, found),
        "midway": policy.can_write(who, found, "F10"),
        "may_report": policy.can_move(who, found, "report_midway"),
        "verbs": policy.verbs(who, found),
    }


@signed_in
@never_cache
def new_log(request: HttpRequest, code: str) -> HttpResponse:
    """A line of the log."""
    found, who = _at_work(request, code), somebody(request)
    form = LogForm(given(request), request.FILES or None)
    if form.done(lambda: actions.add_log(found, by=who, **form.sent)):
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
    if form.done(lambda: actions.add_expense(found, by=who, **form.sent)):
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


STAYS_IN_RECORDS = gettext_lazy("That it stood here stays in the records.")


@signed_in
@never_cache
def expense_gone(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """A line that was wrong."""
    row = get_object_or_404(Expense, pk=pk, proposal=_at_work(request, code))
    if request.method != "POST":
        back, verb = reverse("proposals:expenses", args=[code]), _("Take this line out")
        return asked_first(
            request, _("Take “%(words)s” out?") % {"words": row.words}, STAYS_IN_RECORDS, verb=verb, back=back
        )
    actions.take_out_expense(row, by=somebody(request))
    messages.success(request, _("The line is taken out."))
    return redirect("proposals:expenses", code)


@signed_in
@never_cache
def log_gone(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """A line that was wrong."""
    row = get_object_or_404(LogEntry, pk=pk, proposal=_at_work(request, code))
    if request.method != "POST":
        then = (_("The photo is deleted with it."), STAYS_IN_RECORDS) if row.picture else (STAYS_IN_RECORDS,)
        question, back = _("Take “%(words)s” out?") % {"words": row.text[:80]}, reverse("proposals:work", args=[code])
        return asked_first(request, question, *then, verb=_("Take this line out"), back=back)
    actions.take_out_log(row, by=somebody(request))
    messages.success(request, _("The line is taken out."))
    return redirect("proposals:work", code)


@require_safe
@never_cache
def log_photo(request: HttpRequest, code: str, pk: int) -> FileResponse:
    """The photo of a line: for those who take part, and for everybody where those in it have agreed."""
    found = the_proposal(request, code)
    rows = LogEntry.objects.filter(proposal=found).exclude(picture="")
    if not policy.can_read_work(reader(request), found):
        rows = rows.filter(shown_since__isnull=False)
    if not found.is_adopted or not has_begun(found, "agreed"):
        raise Http404
    row = get_object_or_404(rows, pk=pk)
    return FileResponse(row.picture.open(), content_type="image/jpeg")


def _showing(request: HttpRequest, code: str) -> HttpResponse:
    """The page before a photo is shown to everybody."""
    then = (
        _("Everybody can see the photo on the project's page, also on the internet."),
        _("Only show it if everybody recognisable in it has agreed; for children, their parents."),
    )
    verb, back = _("Everybody in it has agreed: show it"), reverse("proposals:work", args=[code])
    return asked_first(request, _("Show this photo to everybody?"), *then, verb=verb, back=back, danger=False)


@signed_in
@never_cache
def log_shown(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Everybody in the photo has agreed, or somebody no longer does."""
    found, back = working_proposal(request, code, "agreed"), "back" in request.POST
    may = policy.can_hide_photo if back else policy.can_work
    if not may(somebody(request), found):
        raise Http404
    row = get_object_or_404(LogEntry.objects.exclude(picture=""), pk=pk, proposal=found)
    if request.method != "POST":
        return _showing(request, code)
    act = actions.keep_photo_inside if back else actions.show_photo
    act(row, by=somebody(request))
    return redirect("proposals:work", code)


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
