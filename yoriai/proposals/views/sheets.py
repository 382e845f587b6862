"""The sheets of a proposal: read, written together, frozen."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from yoriai.engines.schemes import compare
from yoriai.people.forms.drafts import keeps, resumed
from yoriai.people.gate import reader, signed_in, somebody
from yoriai.proposals import actions, policy
from yoriai.proposals.finding import framed, given, missing_here, own_proposal
from yoriai.proposals.forms.sheets import RemarkForm, SheetForm
from yoriai.proposals.models import Document, FormerAnswer, Proposal, Remark
from yoriai.proposals.queries.handing_in import OF_THE_WORK, forms_of_now
from yoriai.proposals.queries.sheets import Sheet, duties_of, promised, sheet
from yoriai.proposals.queries.versions import since_before
from yoriai.proposals.queries.work import accounts
from yoriai.proposals.wording import PAPERS
from yoriai.ui.forms import small_number

REPORT, PROPOSAL_ITSELF = "F13", "F2"


@require_safe
@never_cache
def sheets(request: HttpRequest, code: str) -> HttpResponse:
    """Every sheet the scheme has: which can be written now, and what was handed in when."""
    found, who = own_proposal(request, code), reader(request)
    forms = [
        (form, policy.can_write(who, found, form.code)) for form in found.scheme.the_plan.forms if form.code != "F9"
    ]
    now = forms_of_now(found)
    documents = Document.objects.filter(proposal=found).select_related("hat").defer("content")
    papers = policy.papers_open_to(who, found)
    missing = missing_here(found) if policy.can_write(who, found, "F2") else []
    context: dict[str, Any] = {"documents": documents, "missing": missing, "papers": papers}
    context |= {
        "now": [row for row in forms if row[0].code in now],
        "other": [row for row in forms if row[0].code not in now],
    }
    context["may_have_receipt"] = policy.can_have_receipt(who, found)
    return framed(request, "sheets", found, "sheets", **context)


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
    named = [(found.scheme.the_plan.field(clash.key).label, clash) for clash in clashes]
    return framed(request, "sheet", found, "sheets", form=form, clashes=named, **around(found, who, one))


def around(found: Proposal, who: Any, one: Sheet) -> dict[str, Any]:
    """What stands around the questions: words beside them; for those who do it, beside a report what was promised, who took what
    upon themselves, and (F13) budget against spending."""
    works = policy.can_read_work(who, found)
    money = accounts(found) if one.form.code == REPORT and works else None
    context = {"sheet": one, "remarks": remarks_of(found), "word": RemarkForm(sheet=one), "accounts": money}
    if one.form.code in OF_THE_WORK and works:
        context |= {"promised": promised(found, policy.readable(who, found)), "duties": duties_of(found)}
    return context


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
@require_POST
@never_cache
def remark(request: HttpRequest, code: str) -> HttpResponse:
    """A word beside a question, or that one has been seen to. What cannot be taken comes back with the sheet."""
    found, who = own_proposal(request, code), somebody(request)
    one = sheet(found, request.POST.get("form") or PROPOSAL_ITSELF, policy.readable(who, found))
    if one is None:
        raise Http404
    if settled := small_number(request.POST.get("settled", "")):
        actions.settle_remark(get_object_or_404(Remark, pk=settled, proposal=found), by=who)
        return redirect("proposals:sheet", code, one.form.code)
    form = RemarkForm(request.POST, sheet=one)
    if form.done(lambda: actions.remark(found, by=who, **form.cleaned_data)):
        return redirect("proposals:sheet", code, one.form.code)
    return framed(request, "sheet_read", found, "sheets", form=form, **around(found, who, one) | {"word": form})


@require_safe
@never_cache
def document(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """A sheet as it was handed in, as far as this reader may read it."""
    found = own_proposal(request, code)
    row = get_object_or_404(Document.objects.select_related("person", "hat"), pk=pk, proposal=found)
    may = policy.readable(reader(request), found)
    questions = [one for one in row.content["questions"] if one["shown"] in may]
    money = row.content.get("accounts") if policy.can_read_work(reader(request), found) else None
    open_to = policy.papers_open_to(reader(request), found)
    papers = [(one, PAPERS[one["kind"]]) for one in row.content.get("papers", []) if one["kind"] in open_to]
    context: dict[str, Any] = {"document": row, "questions": questions, "money": money, "papers": papers}
    context["may_have_receipt"] = policy.can_have_receipt(reader(request), found)
    context["changed"] = since_before(row, may)
    return framed(request, "document", found, "sheets", **context)


@require_safe
@never_cache
def versions(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """Who wrote which words of an answer when."""
    found, who = own_proposal(request, code), reader(request)
    field = next((one for one in found.scheme.the_plan.fields if one.key == key), None)
    if field is None or field.shown not in policy.readable(who, found):
        raise Http404
    now = found.answers.filter(key=key).select_related("person", "hat").first()
    former = FormerAnswer.objects.filter(answer__proposal=found, answer__key=key).select_related("person", "hat")
    every = [*former.order_by("version"), *([now] if now else [])]
    return side_by_side(request, found, field.label, every, lambda one: [(field.label, one.text)])


def side_by_side(
    request: HttpRequest, found: Proposal, label: str, every: list[Any], parts: Callable[[Any], list[tuple[str, str]]]
) -> HttpResponse:
    """The last two of these versions beside each other, or those asked for, and who wrote each when; the newest stands."""
    new, old = chosen(request, "new", every, -1), chosen(request, "old", every, -2)
    rows = compare(parts(old), parts(new)) if old and new and old != new else []
    context: dict[str, Any] = {
        "label": label,
        "former": every[-2::-1],
        "now": every[-1] if every else None,
        "every": every,
    }
    return framed(request, "versions", found, "sheets", rows=rows, old=old, new=new, **context)


def chosen(request: HttpRequest, name: str, every: list[Any], otherwise: int) -> Any:
    """The version the address asks for, else the one at this place from the end; None where there are not so many."""
    wanted = small_number(request.GET.get(name, ""))
    one = next((row for row in every if row.version == wanted), None)
    return one or (every[otherwise] if len(every) >= -otherwise else None)
