"""The sheets of a proposal: read, written together, frozen."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from yoriai.people.forms.drafts import keeps, resumed
from yoriai.people.gate import reader, signed_in, somebody
from yoriai.proposals import actions, policy
from yoriai.proposals.finding import framed, given, own_proposal
from yoriai.proposals.forms.sheets import BudgetForms, SheetForm, duty_forms
from yoriai.proposals.models import Document, FormerAnswer, Proposal, Remark
from yoriai.proposals.queries.agreements import signers
from yoriai.proposals.queries.handing_in import what_is_missing
from yoriai.proposals.queries.sheets import Sheet, sheet
from yoriai.proposals.queries.work import accounts
from yoriai.proposals.sentences import missing_in_words

REPORT = "F13"


@require_safe
@never_cache
def sheets(request: HttpRequest, code: str) -> HttpResponse:
    """Every sheet the scheme has: which can be written now, and what was handed in when."""
    found, who = own_proposal(request, code), reader(request)
    forms = [
        (form, policy.can_write(who, found, form.code)) for form in found.scheme.the_plan.forms if form.code != "F9"
    ]
    documents = Document.objects.filter(proposal=found).select_related("hat").defer("content")
    missing = (
        [missing_in_words(fault) for fault in what_is_missing(found)] if policy.can_write(who, found, "F2") else []
    )
    return framed(request, "sheets", found, "sheets", forms=forms, documents=documents, missing=missing)


@signed_in
@never_cache
@keeps
def one_sheet(request: HttpRequest, code: str, form_code: str) -> HttpResponse:
    """A sheet with its questions; kept as it is, gaps and all. What somebody else wrote meanwhile stands beside one's own words."""
    found, who = own_proposal(request, code), somebody(request)
    one = sheet(found, form_code, policy.readable(who, found))
    if one is None:
        raise Http404
    if not policy.can_write(who, found, form_code):
        return framed(request, "sheet_read", found, "sheets", **around(found, who, one))
    form, clashes = resumed(request, SheetForm(one, given(request))), []
    if form.is_bound and form.is_valid():
        clashes = actions.put_answers(found, form_code, form.texts, by=who, seen=form.seen)
        if not clashes:
            messages.success(request, _("Kept."))
            return redirect("proposals:sheet", code, form_code)
        form = beside(found, form_code, form, who)
    return framed(request, "sheet", found, "sheets", form=form, clashes=clashes, **around(found, who, one))


def around(found: Proposal, who: Any, one: Sheet) -> dict[str, Any]:
    """What stands around the questions: words beside them; beside the report (F13) budget against spending, for those who do it."""
    money = accounts(found) if one.form.code == REPORT and policy.can_read_work(who, found) else None
    return {"sheet": one, "remarks": remarks_of(found), "budget_url": one.form.budget, "accounts": money}


def beside(found: Proposal, form_code: str, form: SheetForm, who: Any) -> SheetForm:
    """The form as it was sent, with the newest versions in hand: sending it again is choosing one's own words."""
    now = sheet(found, form_code, policy.readable(who, found))
    assert now is not None
    newest = {f"seen_{one.field.key}": one.answer.version if one.answer else 0 for one in now.questions}
    again = SheetForm(now, data={**{name: form.data.get(name) for name in form.data}, **newest})
    again.is_valid()
    return again


def remarks_of(found: Proposal) -> dict[str, list[Remark]]:
    """Open words beside questions, by key."""
    by_key: dict[str, list[Remark]] = {}
    for row in Remark.objects.filter(proposal=found, settled=None).select_related("by").order_by("id"):
        by_key.setdefault(row.key, []).append(row)
    return by_key


@signed_in
@never_cache
def budget(request: HttpRequest, code: str) -> HttpResponse:
    """収支予算書: it need not add up while it is written; what does not is said at once."""
    found, who, one = _table(request, code, "budget")
    lines = BudgetForms(one.budget, given(request))
    if request.method == "POST" and lines.is_valid():
        actions.put_budget(found, lines.lines, by=who)
        messages.success(request, _("Kept."))
        return redirect("proposals:budget", code)
    wrong = [words for form, words in map(missing_in_words, what_is_missing(found)) if form == one.form.code]
    answer = framed(request, "budget", found, "sheets", lines=lines, wrong=wrong, sheet=one)
    answer.status_code = 422 if request.method == "POST" else 200
    return answer


@signed_in
@never_cache
def duties(request: HttpRequest, code: str) -> HttpResponse:
    """役割分担表: what, until when, who leads, who helps, with what."""
    found, who, one = _table(request, code, "roles")
    rows = duty_forms(one.duties, signers(found), given(request))
    if request.method == "POST" and rows.is_valid():
        actions.put_duties(
            found, [form.row for form in rows.forms if form.has_changed() or form.initial if form.row], by=who
        )
        messages.success(request, _("Kept."))
        return redirect("proposals:duties", code)
    answer = framed(request, "duties", found, "sheets", rows=rows, actors=signers(found), sheet=one)
    answer.status_code = 422 if rows.is_bound else 200
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


@signed_in
@never_cache
def remark(request: HttpRequest, code: str) -> HttpResponse:
    """A word beside a question."""
    found, who = own_proposal(request, code), somebody(request)
    back = redirect("proposals:sheet", code, request.POST.get("form", "F2")[:8])
    if request.POST.get("settled", "").isdecimal():
        row = get_object_or_404(Remark, pk=request.POST["settled"], proposal=found)
        actions.settle_remark(row, by=who)
        return back
    actions.remark(found, request.POST.get("key", "")[:40], request.POST.get("text", ""), by=who)
    return back


@require_safe
@never_cache
def document(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """A sheet as it was handed in, as far as this reader may read it."""
    found = own_proposal(request, code)
    row = get_object_or_404(Document.objects.select_related("person", "hat"), pk=pk, proposal=found)
    may = policy.readable(reader(request), found)
    questions = [one for one in row.content["questions"] if one["shown"] in may]
    money = row.content.get("accounts") if policy.can_read_work(reader(request), found) else None
    return framed(request, "document", found, "sheets", document=row, questions=questions, money=money)


@require_safe
@never_cache
def versions(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """Who wrote which words of an answer when."""
    found, who = own_proposal(request, code), reader(request)
    field = next((one for one in found.scheme.the_plan.fields if one.key == key), None)
    if field is None or field.shown not in policy.readable(who, found):
        raise Http404
    former = (
        FormerAnswer.objects.filter(answer__proposal=found, answer__key=key)
        .select_related("person", "hat")
        .order_by("-version")
    )
    now = found.answers.filter(key=key).select_related("person", "hat").first()
    return framed(request, "versions", found, "sheets", field=field, former=former, now=now)
