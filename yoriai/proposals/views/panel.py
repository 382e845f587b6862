"""The panel as a whole: who stands too near, a sheet from paper, the one re-opening, the list of a round with its ranks."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from yoriai.engines.schemes import Round
from yoriai.kernel.actors.who import Who
from yoriai.people.forms.drafts import keeps, resumed
from yoriai.people.gate import signed_in, somebody, sure_if_hidden
from yoriai.proposals import actions, policy
from yoriai.proposals.finding import framed, given, the_scheme
from yoriai.proposals.forms.panel import InterestForm, InterestOfForm, ReopenForm, ScoreForm
from yoriai.proposals.models import PanelSeat, Proposal, Scheme, ScoreSheet
from yoriai.proposals.queries import panel
from yoriai.proposals.queries.nearness import unsaid
from yoriai.proposals.queries.office import A_PAGE
from yoriai.proposals.queries.reviews import round_of
from yoriai.proposals.views.scores import on_desk, sure
from yoriai.proposals.wording import TIES
from yoriai.ui import display
from yoriai.ui.fragments import piece
from yoriai.ui.paging import Page, page, part_of


@signed_in
@never_cache
def interest(request: HttpRequest, code: str) -> HttpResponse:
    """利害関係: said by the member; by the office for one who telephones."""
    found, who = on_desk(request, code)
    own = policy.seat_of(who, found)
    if not policy.can_say_interest(who, found):
        raise Http404
    form = InterestForm(given(request)) if own else InterestOfForm(given(request), seats=_free(found))
    if form.done(lambda: _declared(found, own, form, who)):
        messages.success(request, _("Kept. This proposal is judged without the member."))
        return redirect("proposals:review", found.scheme.code) if own else redirect("proposals:scores", code)
    return sure(request, found, form, **_near_words(own is not None))


def _free(found: Proposal) -> Any:
    seats = PanelSeat.objects.filter(scheme=found.scheme_id, ended=None).select_related("actor")
    return seats.exclude(interests__proposal=found)


def _declared(found: Proposal, own: PanelSeat | None, form: Any, who: Who) -> object:
    seat = own or form.cleaned_data["seat"]
    return actions.declare_interest(found, seat, form.cleaned_data["why"], by=who)


OWN_NEARNESS = (
    gettext_lazy("You no longer see this proposal, its sheets or its totals before the result."),
    gettext_lazy(
        "What you scored so far does not count. Nobody thinks less of you: saying so is what makes the result fair."
    ),
)
NEARNESS_OF = (
    gettext_lazy(
        "They no longer see this proposal, its sheets or its totals before the result; their sheet does not count."
    ),
)


def _near_words(own: bool) -> dict[str, Any]:
    if own:
        question, verb = _("Do you stand near to this proposal?"), _("I stand near to it")
        return {"question": question, "consequences": OWN_NEARNESS, "verb": verb}
    question = _("Which member stands near to this proposal?")
    return {"question": question, "consequences": NEARNESS_OF, "verb": _("Keep")}


@signed_in
@never_cache
@keeps
def from_paper(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """A member's sheet typed from paper by the office: it counts once the member has handed it in."""
    found, who = on_desk(request, code)
    seat, one = get_object_or_404(_free(found), pk=pk), round_of(found)
    sheet = panel.sheet_of(found, seat, one.key)
    if not policy.can_type_sheet(who, found, sheet):
        raise Http404
    form = resumed(request, ScoreForm(one, sheet, given(request)))
    if form.done(lambda: actions.put_scores(found, seat, form.scores, by=who, opinion=form.cleaned_data["opinion"])):
        messages.success(request, _("Kept. It counts once the member has looked at it and handed it in."))
        return redirect("proposals:scores", code)
    return framed(request, "sheet_from_paper", found, "scores", form=form, seat=seat, round=one)


@signed_in
@never_cache
def reopening(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """In the deliberation, once, by the chair."""
    found, who = on_desk(request, code)
    sheet = get_object_or_404(ScoreSheet.objects.select_related("proposal", "seat__actor"), pk=pk, proposal=found)
    if not policy.can_reopen_sheet(who, sheet):
        raise Http404
    form = ReopenForm(given(request))
    if form.done(lambda: actions.reopen_sheet(sheet, form.cleaned_data["why"], by=who)):
        messages.success(request, _("The sheet is open again. The member is asked to look at it."))
        return redirect("proposals:scores", code)
    question = _("Open the sheet of %(who)s once more?") % {"who": sheet.seat.actor}
    then = [_("Both versions and your reason stay; the office and the chair read them."), _("This can be done once.")]
    return sure(request, found, form, question=question, consequences=then, verb=_("Open it once more"))


@require_safe
@signed_in
@sure_if_hidden
@never_cache
def review(request: HttpRequest, code: str) -> HttpResponse:
    """What a member judges and how far they are; for the office every round with its ranks."""
    scheme, who = the_scheme(request, code), somebody(request)
    seat, runs = policy.panel_seat(who, scheme), policy.can_see_ranking(who, scheme)
    if seat is None and not policy.can_run(who):
        raise Http404
    context: dict[str, Any] = {"scheme": scheme, "seat": seat, "runs": runs}
    if seat is not None:
        context |= _own_list(request, scheme, seat)
    if runs:
        context |= {"rounds": _ranks(request, scheme), "tie": TIES[scheme.the_plan.rules.tie]}
    return render(request, "proposals/review.html", context)


def _ranks(request: HttpRequest, scheme: Scheme) -> list[tuple[Round, Page[panel.Ranked], SafeString]]:
    found, looks = panel.ranking(scheme, policy.SEEN_BY_PANEL), display.of(request)
    words = {state.value: str(state.label) for state in Proposal.State}
    parts = [(one, part_of(rows, request, one.key, size=A_PAGE)) for one, rows in found]
    return [(one, part, _table(one.name, [_line(row, words) for row in part.rows], looks)) for one, part in parts]


def _line(row: panel.Ranked, words: dict[str, str]) -> dict[str, Any]:
    """A row of the table by what it shows."""
    of = {"code": row.proposal.code, "number": row.proposal.number, "title": row.proposal.title}
    counted = {"rank": row.rank, "shared": row.shared, "mean": row.mean, "handed_in": row.handed_in}
    return {**of, **counted, "judges": row.judges, "stands": words[row.proposal.state]}


def _table(name: str, rows: list[dict[str, Any]], looks: display.Display) -> SafeString:
    """As a piece: in a deliberation the same table is opened again and again."""
    return piece("proposals/ranks.html", (name, rows), looks, name=name, rows=rows)


def _own_list(request: HttpRequest, scheme: Scheme, seat: PanelSeat) -> dict[str, Any]:
    now = sorted(panel.desk_of(scheme, policy.OPEN_TO_SCORES, seat), key=lambda row: row.done)
    judged = panel.judged(scheme, policy.SEEN_BY_PANEL.difference(policy.OPEN_TO_SCORES), seat).only(*panel.NAMED)
    parts = {
        "now": part_of(now, request, "now", size=A_PAGE),
        "before": page(judged, request, by="number", size=A_PAGE, upward=True),
        "done": sum(row.done for row in now),
    }
    return parts | {"all": len(now), "unsaid": unsaid(scheme, seat).count()}
