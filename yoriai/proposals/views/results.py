"""Results in one go: a table with what each proposal comes to, a letter to look at, one yes; and the letters themselves."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from yoriai.engines.schemes import digest
from yoriai.people.forms.drafts import keeps, resumed
from yoriai.people.gate import office, reader, somebody
from yoriai.proposals import actions, policy
from yoriai.proposals import printing_panel as printing
from yoriai.proposals.finding import given, own_proposal, ranked_scheme
from yoriai.proposals.forms.panel import OUTCOMES, HandInForm, ResultForm
from yoriai.proposals.models import Scheme, Verdict
from yoriai.proposals.queries import panel
from yoriai.proposals.queries.reviews import round_of
from yoriai.proposals.queries.sheets import carriers
from yoriai.proposals.views.steps import STEPS
from yoriai.proposals.wording import TIES

PDF = "application/pdf"


def _forms(scheme: Scheme, data: Any) -> list[tuple[panel.Ranked, ResultForm]]:
    """Every proposal that waits for a result, the best of its round first, with its form."""
    names = {verb: str(STEPS[verb].button) for verbs in OUTCOMES.values() for verb in verbs}
    return [
        (row, ResultForm(data, proposal=row.proposal, names=names))
        for one, rows in panel.ranking(scheme, OUTCOMES)
        for row in rows
        if round_of(row.proposal).key == one.key
    ]


@office
@never_cache
@keeps
def results(request: HttpRequest, code: str) -> HttpResponse:
    """First the table; then, with every letter to look at, the one yes to exactly that. Nothing is kept before it."""
    scheme, who = ranked_scheme(request, code), somebody(request)
    forms = [(row, resumed(request, form)) for row, form in _forms(scheme, given(request))]
    right = bool(forms) and forms[0][1].is_bound and all(form.is_valid() for _row, form in forms)
    decided = [(row, form) for row, form in forms if right and form.verb]
    seen, sure = _seen(decided), "sure" in request.POST
    looked = sure and bool(decided) and request.POST.get("seen") == seen
    asked = HandInForm(request.POST) if looked else HandInForm()
    if asked.done(lambda: actions.decide_all([(f.proposal, f.verb, f.texts | f.words) for _row, f in decided], by=who)):
        messages.success(request, _("The results are out, and every group is told."))
        return redirect("proposals:review", code)
    context = {"scheme": scheme, "forms": forms, "decided": [form for _row, form in decided], "asked": asked}
    context |= {"empty": right and not decided, "changed": sure and not looked, "seen": seen}
    return _results_page(request, context, wrong=asked.went_wrong or (bool(request.POST) and not decided))


def _seen(decided: list[tuple[panel.Ranked, ResultForm]]) -> str:
    """The digest of what would go out, counts too: the one yes covers what was looked at."""
    counts = {row.proposal.code: [str(total) for _member, total in row.tally.totals] for row, _form in decided}
    return digest([[form.proposal.code, form.verb, form.texts, counts[form.proposal.code]] for _row, form in decided])


def _results_page(request: HttpRequest, context: dict[str, Any], *, wrong: bool) -> HttpResponse:
    context["tie"] = TIES[context["scheme"].the_plan.rules.tie]
    return render(request, "proposals/results.html", context, status=422 if wrong else 200)


@office
@require_POST
def letter_tried(request: HttpRequest, code: str) -> HttpResponse:
    """A letter as it would go out, from what stands in the table; nothing is kept."""
    scheme = ranked_scheme(request, code)
    found = [form for _row, form in _forms(scheme, request.POST) if form.proposal.code == request.GET.get("of")]
    if not found or not found[0].is_valid() or not found[0].verb:
        raise Http404
    one = found[0]
    verdict = Verdict(proposal=one.proposal, outcome=_outcome(one), count=printing.count_now(one.proposal), **one.texts)
    return HttpResponse(printing.verdict_letter(verdict, one.proposal.by, tried=True), content_type=PDF)


def _outcome(form: ResultForm) -> str:
    return next(move.target for move in printing.MOVES if (move.source, move.verb) == (form.proposal.state, form.verb))


@require_safe
@never_cache
def letter(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """審査結果のお知らせ (F8): to the party whose hat the reader wears; the office prints that of any."""
    found, who = own_proposal(request, code), reader(request)
    if who is None or not policy.can_read_letter(who, found):
        raise Http404
    verdict = get_object_or_404(
        Verdict.objects.select_related("proposal__scheme", "proposal__by"), pk=pk, proposal=found
    )
    wanted = request.GET.get("to", "")
    parties = [actor for actor in carriers(found) if policy.can_run(who) or who.wears(actor.pk)]
    to = next((actor for actor in parties if str(actor.pk) == wanted), parties[0])
    answer = HttpResponse(printing.verdict_letter(verdict, to), content_type=PDF)
    answer["Content-Disposition"] = f'inline; filename="{found.code}-result.pdf"'
    return answer
