"""収支予算書 and 役割分担表: tables that are written as a whole. What somebody else put there meanwhile stands beside one's own."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from yoriai.people.forms.drafts import keeps, resumed
from yoriai.people.gate import reader, signed_in, somebody
from yoriai.proposals import actions, policy
from yoriai.proposals.finding import framed, given, own_proposal
from yoriai.proposals.forms.sheets import BudgetForms, TableHead, duty_forms
from yoriai.proposals.models import Proposal
from yoriai.proposals.queries.agreements import signers
from yoriai.proposals.queries.handing_in import what_is_missing
from yoriai.proposals.queries.sheets import Sheet, budget_as_data, duties_as_data, overtaken, sheet, table_digest
from yoriai.proposals.queries.versions import versions_of_table
from yoriai.proposals.sentences import missing_in_words
from yoriai.proposals.views.sheets import side_by_side


@signed_in
@never_cache
@keeps
def budget(request: HttpRequest, code: str) -> HttpResponse:
    """収支予算書: it need not add up while it is written; what does not is said at once, at its line."""
    found, who, one = _table(request, code, "budget")
    lines, seen = BudgetForms(one.budget, given(request)), request.POST.get("seen", "")
    _resumed(request, lines.forms)
    if lines.accepts(lambda: actions.put_budget(found, lines.lines, by=who, seen=seen)):
        messages.success(request, _("Kept."))
        return redirect("proposals:budget", code)
    wrong = lines.faults
    if not lines.city.is_bound:
        faults = [fault for fault in what_is_missing(found) if fault.where == one.form.code]
        lines.point_out(faults)
        wrong = [(_box(fault.facts), missing_in_words(fault)[1]) for fault in faults]
    return _page(request, "budget", found, one, budget_as_data(one.budget), lines=lines, wrong=wrong)


def _resumed(request: HttpRequest, forms: Iterable[Any]) -> None:
    for form in forms:
        resumed(request, form)


def _box(facts: dict[str, Any]) -> str:
    """The id of the box of this line's amount; empty for what is about the whole."""
    return f"id_{facts['side']}-{facts['line'] - 1}-amount" if "side" in facts else ""


@signed_in
@never_cache
@keeps
def duties(request: HttpRequest, code: str) -> HttpResponse:
    """役割分担表: what, until when, who leads, who helps, with what."""
    found, who, one = _table(request, code, "roles")
    actors, seen = signers(found), request.POST.get("seen", "")
    rows, head = duty_forms(one.duties, actors, given(request)), TableHead(given(request))
    _resumed(request, rows.forms)
    if (
        rows.is_bound
        and rows.is_valid()
        and head.done(lambda: actions.put_duties(found, _rows(rows), by=who, seen=seen))
    ):
        messages.success(request, _("Kept."))
        return redirect("proposals:duties", code)
    return _page(request, "duties", found, one, duties_as_data(one.duties), rows=rows, head=head, actors=actors)


def _rows(rows: Any) -> list[dict[str, Any]]:
    return [form.row for form in rows.forms if (form.has_changed() or form.initial) and form.row]


def _page(
    request: HttpRequest, template: str, found: Proposal, one: Sheet, now: list[dict[str, Any]], **context: Any
) -> HttpResponse:
    """The table; beside one that was sent and not taken, what stands there, where that is no longer what its writer had seen."""
    sent = request.method == "POST"
    context |= {"digest": table_digest(now), "changed": sent and overtaken(request.POST.get("seen", ""), now)}
    answer = framed(request, template, found, "sheets", sheet=one, **context)
    answer.status_code = 422 if sent else 200
    return answer


def _table(request: HttpRequest, code: str, which: str) -> tuple[Proposal, Any, Sheet]:
    """The proposal, who writes, and the form that carries this table. Raises Http404 where it cannot be written now."""
    found, who = own_proposal(request, code), somebody(request)
    form = next((form for form in found.scheme.the_plan.forms if getattr(form, which)), None)
    if form is None or not policy.can_write(who, found, form.code):
        raise Http404
    one = sheet(found, form.code, policy.readable(who, found))
    assert one is not None
    return found, who, one


@require_safe
@never_cache
def budget_versions(request: HttpRequest, code: str) -> HttpResponse:
    """Who left the budget how and when, two versions beside each other."""
    return _versions(request, code, "budget")


@require_safe
@never_cache
def duty_versions(request: HttpRequest, code: str) -> HttpResponse:
    """The same of the table of roles."""
    return _versions(request, code, "roles")


def _versions(request: HttpRequest, code: str, which: str) -> HttpResponse:
    found, who = own_proposal(request, code), reader(request)
    form = next((form for form in found.scheme.the_plan.forms if getattr(form, which)), None)
    if form is None or "parties" not in policy.readable(who, found):
        raise Http404
    return side_by_side(request, found, form.name, versions_of_table(found, which), lambda one: one.parts)
