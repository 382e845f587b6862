"""様式 as files: blank ones for everybody, filled ones for who may read them, and back again with a look before anything is kept."""

from typing import Any

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from yoriai.kernel.actors.who import Who
from yoriai.people.gate import reader, signed_in, somebody
from yoriai.proposals import policy
from yoriai.proposals.finding import framed, given, own_proposal, the_scheme
from yoriai.proposals.forms.about import IdeaForm, TagsForm
from yoriai.proposals.forms.returned import FormFileForm, data_of, preview_of, ticked
from yoriai.proposals.forms.sheets import SheetForm, too_long
from yoriai.proposals.models import Proposal, Scheme
from yoriai.proposals.paper.form import KIND, NAME
from yoriai.proposals.paper.form_reading import Returned
from yoriai.proposals.printing_forms import FIRST, blank_form, filled_form, has_paper, receipt_of
from yoriai.proposals.queries.agreements import signers
from yoriai.proposals.queries.receipts import handed_in_last
from yoriai.proposals.queries.schemes import blank
from yoriai.proposals.queries.sheets import Sheet, sheet
from yoriai.proposals.views.proposals import begun_from, first_sheet, takes_none
from yoriai.proposals.views.schemes import the_scheme as shown_scheme

OFFICE_FILE = "application/vnd.openxmlformats-officedocument."
KEPT = 600
SORTS = {
    "pdf": "application/pdf",
    "docx": f"{OFFICE_FILE}wordprocessingml.document",
    "xlsx": f"{OFFICE_FILE}spreadsheetml.sheet",
}


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    way = "inline" if kind == "pdf" else "attachment"
    heads = {"Content-Disposition": f'{way}; filename="{name}.{kind}"'}
    return HttpResponse(content, content_type=SORTS[kind], headers=heads)


@require_safe
def form_file(request: HttpRequest, code: str, form: str, kind: str) -> HttpResponse:
    """A blank form, for whoever may see the scheme. Set once in a while and not for everybody who asks."""
    found = shown_scheme(request, code)
    empty = blank(found.the_plan, form)
    if empty is None or not has_paper(empty):
        raise Http404
    kept = f"form:{found.code}:{found.version}:{form}:{kind}"
    made = cache.get_or_set(kept, lambda: blank_form(found, empty, kind), KEPT)
    assert isinstance(made, bytes)
    return _file(made, f"{found.code}-{form}", kind)


@require_safe
@never_cache
def sheet_file(request: HttpRequest, code: str, form_code: str, kind: str) -> HttpResponse:
    """A sheet as it stands, as far as this reader may read it."""
    found = own_proposal(request, code)
    one = sheet(found, form_code, policy.readable(reader(request), found))
    if one is None or kind not in SORTS or not (one.questions or one.form.budget or one.form.roles):
        raise Http404
    return _file(filled_form(found, one, kind), f"{found.code}-{form_code}", kind)


@signed_in
@never_cache
def sheet_back(request: HttpRequest, code: str, form_code: str) -> HttpResponse:
    """A filled form has come back: what was read, beside what stands there. The page of the sheet itself takes it in."""
    found, who = own_proposal(request, code), somebody(request)
    one = _to_write(found, form_code, who)
    form = FormFileForm(given(request), request.FILES or None, scheme=found.scheme, code=form_code, proposal=found)
    context: dict[str, Any] = {"sheet": one, "on_paper": not who.wears(found.by_id)}
    if form.is_bound and form.is_valid():
        context["preview"] = preview_of(one, form.cleaned_data["file"], signers(found))
        context["again"] = FormFileForm(scheme=found.scheme, code=form_code)
        return framed(request, "sheet_returned", found, "sheets", **context)
    return framed(request, "sheet_back", found, "sheets", form=form, **context)


def _to_write(found: Proposal, form_code: str, who: Who) -> Sheet:
    """The sheet as its writer reads it. Raises Http404 where it cannot be written now."""
    one = sheet(found, form_code, policy.readable(who, found))
    if one is None or not policy.can_write(who, found, one.form.code):
        raise Http404
    return one


@signed_in
@require_POST
@never_cache
def idea_back(request: HttpRequest, code: str) -> HttpResponse:
    """A filled idea sheet: what was read stands in the boxes of the page, to look at and to send."""
    scheme, who = the_scheme(request, code), somebody(request)
    if not policy.can_begin(who, scheme):
        return takes_none(request, scheme)
    file, one = FormFileForm(request.POST, request.FILES, scheme=scheme, code=FIRST), first_sheet(scheme)
    came_from, start = begun_from(request, scheme)
    found = file.cleaned_data["file"] if file.is_valid() else None
    start |= told(found, scheme) if found else {}
    context: dict[str, Any] = {"scheme": scheme, "sheet": one, "file": file, "came_from": came_from}
    context |= {"form": IdeaForm(who=who, scheme=scheme, initial=start), "tags": TagsForm(initial=start)}
    context |= {"said": read_into(one, found) if found else SheetForm(one), "from_file": found is not None}
    return render(request, "proposals/idea.html", context, status=200 if found else 422)


def told(found: Returned, scheme: Scheme) -> dict[str, str]:
    """The name and the class that stand on the sheet."""
    kinds = {kind.name: kind.key for kind in scheme.the_plan.types}
    chosen = found.said.get(KIND, (0, ""))[1]
    names = ticked(chosen, list(kinds)) or [chosen]
    kind = kinds.get(names[0], "") if len(names) == 1 else ""
    said = {"title": found.said.get(NAME, (0, ""))[1].replace("\n", " "), "type": kind}
    return {name: value for name, value in said.items() if value}


def read_into(one: Sheet, found: Returned) -> SheetForm:
    """The questions with what was read in them, each doubt said at its line."""
    form = SheetForm(one, data_of(one, found))
    form.is_valid()
    for question in one.questions:
        key = question.field.key
        words = too_long(question.field, str(form.cleaned_data.get(key) or ""))
        if words:
            form.add_error(key, words)
    return form


@require_safe
@never_cache
def receipt(request: HttpRequest, code: str) -> HttpResponse:
    """控え of what was handed in last: its own group and the office."""
    found = own_proposal(request, code)
    documents = handed_in_last(found) if policy.can_have_receipt(reader(request), found) else []
    if not documents:
        raise Http404
    return _file(receipt_of(found, documents), f"{found.code}-receipt", "pdf")
