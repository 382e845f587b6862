"""担当者ページ: the tray of paper, for the office only. Photos are shown to nobody else."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from yoriai.directory import actions, policy
from yoriai.directory.forms.entries import EntryForm
from yoriai.directory.forms.intake import PicturesForm, RefusalForm, SenderForm, TakeInForm, WishForm, YesForm
from yoriai.directory.models import Paper, PaperPage
from yoriai.directory.paper.receipt import receipt_pdf
from yoriai.directory.printing import receipt_of
from yoriai.directory.queries.bodies import bodies_named
from yoriai.directory.queries.intake import entry_of, tray, typed
from yoriai.directory.views.sorts import SORTS
from yoriai.kernel.items.registry import KINDS
from yoriai.people.forms.drafts import keeps, resumed
from yoriai.people.gate import office, reader, somebody
from yoriai.ui.paging import page

FORMS = {"yes": YesForm, "wish": WishForm, "refuse": RefusalForm}
ACTS: dict[str, Callable[..., Paper]] = {"yes": actions.note_yes, "wish": actions.wish, "refuse": actions.refuse_paper}


@office
@never_cache
def intake(request: HttpRequest) -> HttpResponse:
    """What still waits for something, or the sheets of one state; the newest first."""
    state = request.GET.get("state", "")
    context = {"page": page(tray(state), request), "states": Paper.State.choices, "state": state, "kinds": KINDS}
    return render(request, "directory/intake.html", context)


@office
@never_cache
def take_in(request: HttpRequest) -> HttpResponse:
    """One more sheet."""
    form = TakeInForm(_given(request), request.FILES or None, kinds=list(SORTS))
    made = form.accepts(lambda: actions.take_in(by=somebody(request), **form.cleaned_data))
    if made is not None:
        return redirect("directory:paper", made.pk)
    return render(request, "directory/take_in.html", {"form": form}, status=422 if form.went_wrong else 200)


@office
@never_cache
@keeps
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """A sheet with its pictures, and beside them the next step: whose it is, typing, the receipt, their answer."""
    found = _paper(pk)
    step = _whose if found.sender is None else _typing if _to_type(request, found) else _answer
    return step(request, found)


def _paper(pk: int) -> Paper:
    rows = Paper.objects.select_related("sender", "item", "typed_by", "answered_by").prefetch_related("pages")
    paper: Paper = get_object_or_404(rows, pk=pk)
    return paper


def _to_type(request: HttpRequest, found: Paper) -> bool:
    again = request.GET.get("again") == "1" and policy.can_type(reader(request), found)
    return found.state == Paper.State.ARRIVED or again


def _given(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _shown(request: HttpRequest, found: Paper, template: str, *forms: Any, **context: Any) -> HttpResponse:
    """The page with the pictures; 422 where one of the forms was refused."""
    context |= {"paper": found, "kind": KINDS[found.kind], "pictures": PicturesForm(), "refusal": RefusalForm()}
    context["may_type"] = policy.can_type(reader(request), found)
    wrong = any(form is not None and form.went_wrong for form in forms)
    return render(request, template, context, status=422 if wrong else 200)


def _whose(request: HttpRequest, found: Paper) -> HttpResponse:
    words = request.GET.get("q", "").replace("\0", "").strip()[:120]
    form = SenderForm(_given(request), candidates=bodies_named(words), initial={"name": words})
    if form.done(lambda: actions.put_sender(found, by=somebody(request), **form.facts)):
        return redirect("directory:paper", found.pk)
    return _shown(request, found, "directory/paper_whose.html", form, form=form, words=words)


def _typing(request: HttpRequest, found: Paper) -> HttpResponse:
    form = _typing_form(request, found)
    entry = entry_of(found) or SORTS[found.kind].model()
    if form.accepts(lambda: actions.type_in(found, entry, by=somebody(request), **form.facts)):
        messages.success(request, _("Typed in. Now the receipt goes back to its sender."))
        return redirect("directory:paper", found.pk)
    return _shown(request, found, "directory/paper_type.html", form, form=resumed(request, form))


def _typing_form(request: HttpRequest, found: Paper) -> EntryForm:
    assert found.sender is not None
    initial = {"title": found.sender.name} if found.kind == "organisation" and found.item is None else {}
    return SORTS[found.kind].form(
        _given(request), who=somebody(request), instance=entry_of(found), owner=found.sender, initial=initial
    )


def _answer(request: HttpRequest, found: Paper) -> HttpResponse:
    """The receipt, and what came back."""
    verb, by = request.POST.get("verb", ""), somebody(request)
    forms = {name: form(request.POST if name == verb else None, prefix=name) for name, form in FORMS.items()}
    if verb in ACTS and forms[verb].done(lambda: ACTS[verb](found, **forms[verb].cleaned_data, by=by)):
        messages.success(request, _("Noted."))
        return redirect("directory:paper", found.pk)
    context = {"forms": forms, "verb": verb, "days": settings.PAPER_DAYS, **_typed(found)}
    return _shown(request, found, "directory/paper_answer.html", *forms.values(), **context)


def _typed(found: Paper) -> dict[str, Any]:
    entry = entry_of(found)
    still_open = found.state in (Paper.State.TYPED, Paper.State.SENT)
    return {"entry": entry, "facts": typed(entry) if entry else [], "open": still_open}


@office
@require_POST
def sent(request: HttpRequest, pk: int) -> HttpResponse:
    """控え: it is on its way."""
    actions.send_receipt(_paper(pk), by=somebody(request))
    messages.success(request, _("Noted: the receipt is on its way."))
    return redirect("directory:paper", pk)


@office
@require_POST
def set_aside(request: HttpRequest, pk: int) -> HttpResponse:
    """It is nobody's entry."""
    form = RefusalForm(request.POST)
    if form.done(lambda: actions.refuse_paper(_paper(pk), form.cleaned_data["said"], by=somebody(request))):
        messages.success(request, _("Put away. Its picture is deleted in some days."))
        return redirect("directory:intake")
    messages.error(request, _("Please say why; a short sentence is enough."))
    return redirect("directory:paper", pk)


@office
@require_POST
def pictures(request: HttpRequest, pk: int) -> HttpResponse:
    """One more page of the same sheet."""
    form = PicturesForm(request.POST, request.FILES)
    if form.done(lambda: actions.add_pictures(_paper(pk), form.cleaned_data["pictures"], by=somebody(request))):
        messages.success(request, _("The page is kept beside the others."))
    else:
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
    return redirect("directory:paper", pk)


@office
@never_cache
@require_safe
def picture(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """A page, for the office only."""
    row = get_object_or_404(PaperPage, pk=number, paper=pk)
    with row.picture.open() as file:
        return HttpResponse(file.read(), content_type="image/jpeg")


@office
@never_cache
@require_safe
def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """控え as a PDF, for printing and for the fax."""
    found = _paper(pk)
    if found.item is None:
        raise Http404
    answer = HttpResponse(receipt_pdf(receipt_of(found)), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{found.code}.pdf"'
    return answer
