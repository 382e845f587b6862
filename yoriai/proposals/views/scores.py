"""The reading desk of a member: what was handed in beside the sheet; kept as it is, handed in once, frozen."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from yoriai.kernel.actors.who import Who
from yoriai.people.forms.drafts import keeps, resumed
from yoriai.people.gate import signed_in, somebody
from yoriai.proposals import actions, policy
from yoriai.proposals.finding import framed, given, the_proposal
from yoriai.proposals.forms.panel import HandInForm, ScoreForm
from yoriai.proposals.lifecycle import OFFICE
from yoriai.proposals.models import PanelSeat, Proposal, ScoreSheet
from yoriai.proposals.queries import panel
from yoriai.proposals.queries.again import year_before
from yoriai.proposals.queries.agreements import signers
from yoriai.proposals.queries.reviews import count_of, round_of
from yoriai.proposals.wording import TIES


def on_desk(request: HttpRequest, code: str) -> tuple[Proposal, Who]:
    """A proposal before the panel, for those who judge it and for the office. Raises Http404 for everybody else."""
    found, who = the_proposal(request, code), somebody(request)
    if not policy.can_sit_down(who, found):
        raise Http404
    return found, who


@signed_in
@never_cache
@keeps
def scores(request: HttpRequest, code: str) -> HttpResponse:
    """Member: who is concerned first, then sheets and form. Office: who has handed in what, and the count."""
    found, who = on_desk(request, code)
    seat, one = policy.seat_of(who, found), round_of(found)
    sheet = panel.sheet_of(found, seat, one.key) if seat else None
    writes = seat is not None and policy.can_score(who, found) and (sheet is None or sheet.submitted is None)
    form = resumed(request, ScoreForm(one, sheet, given(request))) if writes else None
    if form is not None and seat is not None and form.done(lambda: _kept(found, seat, form, who)):
        return _onward(request, code)
    context: dict[str, Any] = {"seat": seat, "sheet": sheet, "round": one, "read": _read(found, who, seat, writes)}
    context |= {"may_say": policy.can_say_interest(who, found), "own": panel.total_of(sheet, one) if sheet else ""}
    context["former"] = panel.own_former(found, seat, one) if seat else []
    return framed(request, "scores", found, "scores", form=form, **context, **_count(found, who))


def _kept(found: Proposal, seat: PanelSeat, form: ScoreForm, who: Who) -> ScoreSheet:
    return actions.put_scores(found, seat, form.scores, by=who, opinion=form.cleaned_data["opinion"])


def _onward(request: HttpRequest, code: str) -> HttpResponse:
    if "hand_in" in request.POST:
        return redirect("proposals:sheet_handed_in", code)
    messages.success(request, _("Kept. Nobody else reads it before you hand it in."))
    return redirect("proposals:scores", code)


def _read(found: Proposal, who: Who, seat: PanelSeat | None, writes: bool) -> dict[str, Any]:
    """The sheets; a member who has not yet said whether something ties them reads who is concerned, and nothing else."""
    asked = seat is not None and writes and not panel.said_free(found, seat)
    concerned = [*signers(found), *([found.companion] if found.companion else [])] if asked else []
    frozen = [] if asked else panel.frozen_sheets(found, policy.readable(who, found))
    questions = [] if asked else list(found.panel_questions.all())
    before = None if asked else year_before(found, lambda one: policy.readable(who, one))
    papers = bool(policy.papers_open_to(who, found))
    context = {"asked": asked, "concerned": concerned, "frozen": frozen, "questions": questions}
    return context | {"papers": papers, "before": before}


def _count(found: Proposal, who: Who) -> dict[str, Any]:
    """The count for whoever may see it, and each sheet for the office and the chair."""
    one = round_of(found)
    if not policy.can_see_count(who, found, one.key):
        return {}
    each = panel.seated(found, one) if policy.can_see_each_sheet(who, found, one.key) else []
    reopens = {row.sheet.pk for row in each if row.sheet and policy.can_reopen_sheet(who, row.sheet)}
    context = {"counted": panel.counted(count_of(found), one, found.scheme), "each": each, "reopens": reopens}
    office = OFFICE in policy.sides(who, found)
    free = [row for row in each if row.interest is None and (row.sheet is None or row.sheet.submitted is None)]
    types = {row.seat.pk for row in free if policy.can_type_sheet(who, found, row.sheet)}
    return context | {"office": office, "types": types, "decided_tie": panel.tie_of(found, policy.OPEN_TO_SCORES)}


@signed_in
@require_POST
def begun(request: HttpRequest, code: str) -> HttpResponse:
    """関係はありません: the sheet is open."""
    found, who = on_desk(request, code)
    actions.begin_sheet(found, by=who)
    return redirect("proposals:scores", code)


@signed_in
@never_cache
def handing_in(request: HttpRequest, code: str) -> HttpResponse:
    """Frozen from then on: said before the button."""
    found, who = on_desk(request, code)
    seat, one = policy.seat_of(who, found), round_of(found)
    sheet = panel.sheet_of(found, seat, one.key) if seat else None
    if sheet is not None and sheet.submitted and request.method == "POST":
        return redirect("proposals:scores", code)  # a second tap
    if sheet is None or sheet.submitted or not policy.can_score(who, found):
        raise Http404
    form = HandInForm(given(request))
    if form.done(lambda: actions.hand_in_sheet(found, by=who)):
        messages.success(request, _("Thank you. Your sheet is in."))
        return redirect("proposals:scores", code)
    return sure(request, found, form, **_words(found, panel.total_of(sheet, one)))


def _words(found: Proposal, total: str) -> dict[str, Any]:
    then = [_("It no longer changes. In the deliberation the chair can open it once more.")]
    if total:
        then.insert(0, _("Your total is %(total)s of 100.") % {"total": total})
    return {"question": _("Hand your sheet in?"), "consequences": then, "verb": _("Hand it in")}


def sure(request: HttpRequest, found: Proposal, form: Any, **context: Any) -> HttpResponse:
    """A question before something that stays."""
    context |= {"form": form, "back": reverse("proposals:scores", args=[found.code]), "proposal": found}
    return render(request, "proposals/step.html", context, status=422 if form.went_wrong else 200)


def count_in_words(found: Proposal, verb: str) -> list[str]:
    """What stands above the button of a result: the mean and the line, the rank, what decides between equals."""
    if verb not in actions.RESULTS:
        return []
    shown = panel.counted(count_of(found), round_of(found), found.scheme)
    if not shown.mean:
        words = _("%(has)s of at least %(quorum)s sheets are in. The count begins with the last of these.")
        return [words % {"has": len(shown.totals), "quorum": shown.quorum}]
    said = [_("The mean is %(mean)s of 100; the line is %(line)s.") % {"mean": shown.mean, "line": shown.line}]
    ranked = panel.rank_of(found, policy.OPEN_TO_SCORES)
    if ranked is not None:
        rank, shared, of = ranked
        said.append(_("Rank %(rank)d of %(of)d as it stands.") % {"rank": rank, "of": of})
        said += [str(TIES[found.scheme.the_plan.rules.tie])] if shared else []
    return said
