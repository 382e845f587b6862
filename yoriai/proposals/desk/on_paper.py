"""紙・FAX・電話で届いたアイデア: the office types it for a group that may have no account; it ends with the 控え that goes back."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from yoriai.directory.queries.bodies import bodies_named
from yoriai.kernel.actors.who import Who
from yoriai.people.forms.drafts import keeps, resumed
from yoriai.people.gate import office, reader, somebody
from yoriai.proposals import actions, policy
from yoriai.proposals.finding import framed, given, own_proposal, the_scheme
from yoriai.proposals.forms.on_paper import PaperFromForm, PaperIdeaForm
from yoriai.proposals.forms.sheets import SheetForm
from yoriai.proposals.models import Document, Proposal, Scheme
from yoriai.proposals.policy import early
from yoriai.proposals.views.agreements import file_of
from yoriai.proposals.views.proposals import first_sheet


@office
@never_cache
@keeps
def type_idea(request: HttpRequest, code: str) -> HttpResponse:
    """Whose, how it came, what stands on it. `?q=`: the name that is looked for."""
    scheme, who = the_scheme(request, code), somebody(request)
    if not early.can_type_idea(who, scheme):
        raise Http404
    words = request.GET.get("q", "").replace("\0", "").strip()[:120]
    sender, form, said = _forms(request, scheme, words)
    if form.is_bound and all([sender.is_valid(), form.is_valid(), said.is_valid()]):
        made = form.accepts(lambda: _typed(scheme, sender, form, said, who))
        if made is not None:
            messages.success(request, _("Typed in. Now the copy goes back to whoever wrote it."))
            return redirect("proposals:typed_idea", made.code)
    context = {"scheme": scheme, "sender": sender, "form": form, "said": said, "words": words}
    wrong = sender.went_wrong or form.went_wrong or said.went_wrong
    return render(request, "proposals/type_idea.html", context, status=422 if wrong else 200)


def _forms(request: HttpRequest, scheme: Scheme, words: str) -> tuple[PaperFromForm, PaperIdeaForm, SheetForm]:
    data, files = given(request), request.FILES or None
    found = bodies_named(words)
    sender = PaperFromForm(data, files, candidates=found, initial={} if found else {"name": words})
    form, said = PaperIdeaForm(data, scheme=scheme), SheetForm(first_sheet(scheme), data)
    return resumed(request, sender), resumed(request, form), resumed(request, said)


def _typed(scheme: Scheme, sender: PaperFromForm, form: PaperIdeaForm, said: SheetForm, who: Who) -> Proposal:
    return actions.type_idea(scheme, said.texts, by=who, **sender.facts, **form.facts)


@office
@require_safe
@never_cache
def typed_idea(request: HttpRequest, code: str) -> HttpResponse:
    """The last page: the 控え to print, and the way on."""
    found = own_proposal(request, code)
    document = get_object_or_404(Document.objects.exclude(way=""), proposal=found, form="F1")
    return framed(request, "typed_idea", found, "sheets", document=document)


@require_safe
@never_cache
def scan(request: HttpRequest, code: str, pk: int) -> FileResponse:
    """The paper that was typed: its own group and the office."""
    found = own_proposal(request, code)
    if not policy.can_have_receipt(reader(request), found):
        raise Http404
    row: Any = get_object_or_404(Document.objects.exclude(scan=""), pk=pk, proposal=found)
    actions.note_reading(row, by=somebody(request))
    return file_of(row.scan, f"{found.code}-{row.pk}")
