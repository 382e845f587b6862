"""The papers of the group: the list, adding, taking away, opening. A file is reached by this door alone."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from yoriai.people.gate import reader, signed_in, somebody
from yoriai.proposals import actions, policy
from yoriai.proposals.finding import asked_first, framed, given, own_proposal
from yoriai.proposals.forms.papers import PaperForm
from yoriai.proposals.lifecycle import OFFICE, PROPOSER
from yoriai.proposals.models import Paper, Proposal
from yoriai.proposals.queries import papers as query


def _papers_of(request: HttpRequest, code: str) -> tuple[Proposal, frozenset[str]]:
    """The proposal, and the kinds of papers this reader may read. Raises Http404 where there is none."""
    found = own_proposal(request, code)
    kinds = policy.papers_open_to(reader(request), found)
    if not kinds:
        raise Http404
    return found, kinds


@never_cache
def papers(request: HttpRequest, code: str) -> HttpResponse:
    """What is there and what is asked for; the form of one more, while the proposal may still be written."""
    (found, kinds), who = _papers_of(request, code), reader(request)
    may_add, mine = policy.can_add_paper(who, found), policy.sides(who, found)
    if request.method == "POST" and not may_add:
        raise Http404
    sent = (given(request), request.FILES or None)
    form = PaperForm(*sent, proposal=found, for_others=OFFICE in mine and PROPOSER not in mine) if may_add else None
    if form is not None and form.done(lambda: actions.add_paper(found, by=somebody(request), **form.cleaned_data)):
        messages.success(request, _("The paper is kept."))
        return redirect("proposals:papers", code)
    told = policy.can_see_readers(who, found)
    context = {"piles": query.piles(found, kinds, told=told), "told": told, "names_panel": OFFICE in mine}
    return framed(request, "papers", found, "sheets", form=form, **context)


@require_safe
@never_cache
def paper(request: HttpRequest, code: str, pk: int) -> FileResponse:
    """The file, handed over and never shown inside a page; that it was opened is kept."""
    found, kinds = _papers_of(request, code)
    row = get_object_or_404(Paper.objects.exclude(file="").filter(kind__in=kinds), pk=pk, proposal=found)
    row.proposal = found
    if not policy.can_read_paper(reader(request), row):
        raise Http404
    actions.read_paper(row, by=somebody(request))
    return FileResponse(row.file.open(), as_attachment=True, filename=row.name, content_type=row.content_type)


@signed_in
@never_cache
def paper_gone(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Taken away: the file leaves, that it was there stays."""
    found, kinds = _papers_of(request, code)
    row = get_object_or_404(Paper, pk=pk, proposal=found, kind__in=kinds)
    if not policy.can_add_paper(reader(request), found):
        raise Http404
    back = reverse("proposals:papers", args=[code])
    if request.method != "POST":
        question = _("Take “%(name)s” away?") % {"name": row.name}
        then = _("The file is deleted. That it was here, and who took it away, stays.")
        return asked_first(request, question, then, verb=_("Take this paper away"), back=back)
    actions.take_paper_away(row, by=somebody(request))
    messages.success(request, _("The paper is taken away."))
    return redirect(back)
