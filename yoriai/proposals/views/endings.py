"""次のステップ, a case out of what is there, 開示用一式, papers kept long enough."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from yoriai.kernel.actors.who import Who
from yoriai.people.gate import office, reader, signed_in, somebody
from yoriai.proposals import actions, policy
from yoriai.proposals.finding import framed, own_proposal
from yoriai.proposals.models import Bundle, Exit, Proposal
from yoriai.proposals.queries.again import next_year_of, no_class_for
from yoriai.proposals.queries.cases import case_of
from yoriai.proposals.queries.disclosure import the_whole
from yoriai.proposals.queries.keeping import keeping, kept_long_enough, terms
from yoriai.proposals.queries.schemes import taking_ideas
from yoriai.proposals.queries.work import checklist
from yoriai.proposals.views.agreements import as_file, say, working_proposal
from yoriai.ui.paging import page

FORMS = {Bundle.Sort.DISCLOSURE_PDF: _("PDF (A4)"), Bundle.Sort.DISCLOSURE_XLSX: _("Excel (XLSX)")}


@require_safe
@never_cache
def next_step(request: HttpRequest, code: str) -> HttpResponse:
    """How it goes on, its small checklist, the case."""
    found, who = working_proposal(request, code, "completed"), reader(request)
    way_out, case = getattr(found, "exit", None), case_of(found)
    lines = [(key, words, key in way_out.ticked) for key, words in checklist(way_out.sort)] if way_out else []
    context = {
        "way_out": way_out,
        "lines": lines,
        "may_tick": policy.can_tick_exit(who, found),
        **_next_year(found, who),
        "may_go": policy.can_move(who, found, "go_on"),
        "may_draft": case is None and policy.can_draft_case(who, found),
        "case": case if case is not None and type(case).objects.visible_to(who).filter(pk=case.pk).exists() else None,
    }
    return framed(request, "next_step", found, "next_step", form=None, **context)


def _next_year(found: Proposal, who: Who | None) -> dict[str, Any]:
    """The year its group may propose now, where it goes on as a joint project; where no class takes projects as far, what else there is."""
    goes_on = found.state == "onward" and found.exit.sort == Exit.Sort.CONTINUE
    schemes = taking_ideas(who) if goes_on and policy.can_begin_again(who, found) else []
    return {"next_year": next_year_of(found), "no_next_year": no_class_for(found, schemes)} if schemes else {}


@signed_in
@require_POST
def exit_tick(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """A line of the checklist, done or not after all."""
    found = working_proposal(request, code, "completed")
    if not policy.can_tick_exit(reader(request), found):
        raise Http404
    say(request, lambda: actions.tick(found, key, by=somebody(request)))
    return redirect("proposals:next_step", code)


@signed_in
@require_POST
def new_case(request: HttpRequest, code: str) -> HttpResponse:
    """A draft of a case, to be looked over."""
    found = working_proposal(request, code, "completed")
    if not policy.can_draft_case(reader(request), found):
        raise Http404
    case = actions.draft_case(found, by=somebody(request))
    messages.success(request, gettext("The draft is made. The other parties are asked whether they may be named."))
    return redirect(case)


@office
@never_cache
def disclosure(request: HttpRequest, code: str) -> HttpResponse:
    """What there is of it, what is marked, until when it is kept; asked for as PDF or XLSX, which a job makes."""
    found = own_proposal(request, code)
    form = request.POST.get("form", "")
    if request.method == "POST" and form in Bundle.OF_A_PROPOSAL:
        actions.ask_bundle(found.scheme, form, by=somebody(request), proposal=found)
        return redirect("proposals:disclosure", code)
    whole = the_whole(found)
    context = {"whole": whole, "term": keeping(found), "marked": _marked(found, whole.papers), "files": _files(found)}
    return framed(request, "disclosure", found, "history", form=None, **context)


def _files(found: Proposal) -> list[tuple[str, Any, Bundle | None]]:
    rows = {row.sort: row for row in found.bundles.defer("content")}
    return [(sort, words, rows.get(sort)) for sort, words in FORMS.items()]


@office
@require_POST
@never_cache
def disclosure_file(request: HttpRequest, code: str) -> HttpResponse:
    """The file the job has made. Who takes it out is kept. Raises Http404 where there is none (any more)."""
    found, form = own_proposal(request, code), request.POST.get("form", "")
    row = found.bundles.filter(sort=form, made__isnull=False).first()
    if row is None or row.content is None:
        raise Http404
    actions.note_disclosure(found, by=somebody(request), form=form)
    return as_file(bytes(row.content), f"{found.code}-{timezone.localdate(row.made):%Y%m%d}.{form}")


def _marked(found: Proposal, papers: list) -> int:  # type: ignore[type-arg]
    return sum(bool(fact.mask) for one in papers for fact in one.facts) + sum(bool(one.person) for one in papers)


@office
@never_cache
def kept(request: HttpRequest) -> HttpResponse:
    """Papers that have been kept for as long as they had to be. Nothing is deleted by itself."""
    today = timezone.localdate()
    shown = page(kept_long_enough(today), request)
    rows = [(row, terms(row, row.ended)) for row in shown.rows]  # type: ignore[attr-defined]
    return render(
        request, "proposals/kept.html", {"page": shown, "rows": [(row, one, one.over(today)) for row, one in rows]}
    )
