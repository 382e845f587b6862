"""ふりかえり (F12): one's own sheet first; once all are in side by side; the talk; each side's yes to the summary."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from yoriai.kernel.actors.who import Who
from yoriai.kernel.models import Actor
from yoriai.people.gate import office, reader, signed_in, somebody
from yoriai.people.policy import is_office
from yoriai.proposals import actions, policy
from yoriai.proposals.finding import framed, given
from yoriai.proposals.forms.work import LookBackForm, ReviewForm
from yoriai.proposals.models import LookBack, Proposal, Review
from yoriai.proposals.printing import look_back_pdf_of
from yoriai.proposals.queries import work as query
from yoriai.proposals.queries.agreements import signers
from yoriai.proposals.views.agreements import as_file, say, working_proposal

SINCE = "looking_back"


@require_safe
@never_cache
def look_back(request: HttpRequest, code: str) -> HttpResponse:
    """Who has handed in; one's own sheet; all of them once all are in."""
    found, who = working_proposal(request, code, SINCE), reader(request)
    return framed(request, "look_back", found, "look_back", **_context(found, who))


def _context(found: Proposal, who: Who | None) -> dict[str, Any]:
    rows = query.look_backs(found, who, signers(found), inside=True)
    every = query.every_sheet_is_in(found)
    context: dict[str, Any] = {"parties": _parties(found, who), "every": every, "rows": rows}
    return context | (_together(found, who, rows) if every else {})


def _parties(found: Proposal, who: Who | None) -> list[tuple[Actor, bool, bool]]:
    """(party, whether its sheet is in, whether this reader may write it)."""
    in_ = LookBack.objects.filter(proposal=found, handed_in__isnull=False)
    have = set(in_.values_list("actor_id", flat=True))
    return [(one, one.pk in have, one.pk not in have and _may_write(who, found, one)) for one in signers(found)]


def _together(found: Proposal, who: Who | None, rows: list[LookBack]) -> dict[str, Any]:
    """What there is once every sheet is in."""
    review = Review.objects.filter(proposal=found).first()
    return {
        "beside": query.side_by_side(rows),
        "review": review,
        "may_talk": is_office(who) and found.state == SINCE,
        "to_agree": [row.actor for row in rows if _waits_for_yes(row, who)] if review else [],
        "agreed": [row.actor for row in rows if row.public_since],
    }


def _may_write(who: Who | None, found: Proposal, actor: Actor) -> bool:
    return policy.can_look_back(who, found) and who is not None and who.wears(actor.pk)


def _waits_for_yes(row: LookBack, who: Who | None) -> bool:
    return row.public_since is None and who is not None and who.wears(row.actor_id)


@signed_in
@never_cache
def look_back_sheet(request: HttpRequest, code: str, actor: int) -> HttpResponse:
    """One's own sheet. Keeping it is not handing it in."""
    found, who = working_proposal(request, code, SINCE), somebody(request)
    party = next((one for one in signers(found) if one.pk == actor and _may_write(who, found, one)), None)
    row = LookBack.objects.filter(proposal=found, actor=actor).first()
    if party is None or (row is not None and row.handed_in):
        raise Http404
    form = LookBackForm(given(request), sheet=row, actor=party, mine=[party])
    if form.done(lambda: _kept(found, party, form, who, hand_in="hand_in" in request.POST)):
        messages.success(request, _("Handed in.") if "hand_in" in request.POST else _("Kept. Only your side reads it."))
        return redirect("proposals:look_back", code)
    return framed(request, "look_back_sheet", found, "look_back", form=form, party=party)


def _kept(found: Proposal, party: Actor, form: LookBackForm, who: Who, *, hand_in: bool) -> None:
    """Kept in any case; handed in only if nothing is missing."""
    row = actions.put_look_back(found, party, by=who, marks=form.marks, **form.texts)
    if hand_in:
        actions.hand_in_look_back(row, by=who)


@office
@never_cache
def look_back_talk(request: HttpRequest, code: str) -> HttpResponse:
    """The talk of all sides with a coordinator."""
    found, who = working_proposal(request, code, SINCE), somebody(request)
    if not query.every_sheet_is_in(found) or found.state != SINCE:
        raise Http404
    form = ReviewForm(given(request), instance=Review.objects.filter(proposal=found).first())
    if form.done(lambda: actions.note_review(found, by=who, **form.cleaned_data)):
        messages.success(request, _("Kept. Every side is asked whether the summary may be public."))
        return redirect("proposals:look_back", code)
    return framed(request, "look_back_talk", found, "look_back", form=form)


@signed_in
@require_POST
def look_back_yes(request: HttpRequest, code: str) -> HttpResponse:
    """One side's yes to the summary being public."""
    found, who = working_proposal(request, code, SINCE), somebody(request)
    wanted = request.POST.get("actor", "")
    party = next((one for one in signers(found) if str(one.pk) == wanted and who.wears(one.pk)), None)
    if party is None:
        raise Http404
    if say(request, lambda: actions.agree_to_summary(found, party, by=who)):
        messages.success(request, _("Thank you. Everybody reads it once every side has said yes."))
    return redirect("proposals:look_back", code)


@require_safe
@never_cache
def look_back_file(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """A sheet as paper, for whoever may read it."""
    found, who = working_proposal(request, code, SINCE), reader(request)
    rows = query.look_backs(found, who, signers(found), inside=True)
    row = next((one for one in rows if one.pk == pk), None)
    if row is None:
        raise Http404
    return as_file(look_back_pdf_of(found, row, row.actor), f"{found.code}-F12-{row.pk}.pdf")


@require_safe
@never_cache
def look_back_blank(request: HttpRequest, code: str) -> HttpResponse:
    """A blank sheet to fill in by hand."""
    found = working_proposal(request, code, SINCE)
    return as_file(look_back_pdf_of(found, None, None), f"{found.code}-F12.pdf")
