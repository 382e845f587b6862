"""ふりかえり (F12): one's own sheet first; once all are in side by side; the talk; each side's yes to the summary."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from yoriai.kernel.actors.who import Who
from yoriai.kernel.models import Actor
from yoriai.people.forms.drafts import keeps, resumed
from yoriai.people.gate import office, reader, signed_in, somebody
from yoriai.people.policy import is_office
from yoriai.proposals import actions
from yoriai.proposals.finding import framed, given
from yoriai.proposals.forms.work import LookBackForm, MissingForm, ReviewForm
from yoriai.proposals.models import LookBack, NoLookBack, Proposal, Review
from yoriai.proposals.policy import both_sides
from yoriai.proposals.printing import look_back_pdf_of
from yoriai.proposals.queries import work as query
from yoriai.proposals.queries.agreements import signers
from yoriai.proposals.views.agreements import as_file, say, working_proposal

SINCE = "looking_back"
GO_ON = gettext_lazy("Go on without the sheet of %(who)s?")
GO_ON_VERB = gettext_lazy("Go on without it")
GO_ON_THEN = (
    gettext_lazy("The sheet can no longer be handed in."),
    gettext_lazy("Once every other sheet is in, all sides read them."),
    gettext_lazy("Everybody reads later how many look backs did not come in; not whose, and not why."),
)


@require_safe
@never_cache
def look_back(request: HttpRequest, code: str) -> HttpResponse:
    """Who has handed in; one's own sheet; all of them once all are in."""
    found, who = working_proposal(request, code, SINCE), reader(request)
    return framed(request, "look_back", found, "look_back", **_context(found, who))


def _context(found: Proposal, who: Who | None) -> dict[str, Any]:
    every = query.every_sheet_is_in(found)
    rows = query.look_backs(found, who, every=every)
    missing = NoLookBack.objects.filter(proposal=found).select_related("actor")
    context: dict[str, Any] = {"parties": _parties(found, who), "every": every, "rows": rows, "missing": missing}
    context["may_go_on"] = both_sides.can_go_on_without(who, found)
    return context | (_together(found, who, rows) if every else {})


def _parties(found: Proposal, who: Who | None) -> list[tuple[Actor, str, bool, bool]]:
    """(party, how its sheet stands, whether this reader may write it, whether it may type one on paper)."""
    rows = {row.actor_id: row for row in LookBack.objects.filter(proposal=found)}
    closed = query.gone_on_without(found)
    listed = []
    for one in signers(found):
        row = rows.get(one.pk)
        how = "in" if row is not None and row.handed_in else "closed" if one.pk in closed else "open"
        own = how == "open" and both_sides.can_look_back(who, found, one)
        listed.append((one, how, own, how == "open" and not own and both_sides.can_type_look_back(who, found, row)))
    return listed


def _together(found: Proposal, who: Who | None, rows: list[LookBack]) -> dict[str, Any]:
    """What there is once every sheet is in."""
    review = Review.objects.filter(proposal=found).first()
    return {
        "beside": query.side_by_side(rows),
        "review": review,
        "digest": query.summary_digest(review) if review else "",
        "may_talk": is_office(who) and found.state == SINCE,
        "to_agree": [row.actor for row in rows if _waits_for_yes(row, who)] if review else [],
        "to_note": [row.actor for row in rows if not row.public_since] if review and is_office(who) else [],
        "agreed": [row.actor for row in rows if row.public_since],
    }


def _waits_for_yes(row: LookBack, who: Who | None) -> bool:
    return row.public_since is None and who is not None and who.wears(row.actor_id)


@signed_in
@never_cache
@keeps
def look_back_sheet(request: HttpRequest, code: str, actor: int) -> HttpResponse:
    """One's own sheet, or one on paper the office types. Keeping it is not handing it in."""
    found, who = working_proposal(request, code, SINCE), somebody(request)
    if request.method == "POST" and _handed_in_already(found, actor, who):
        return redirect("proposals:look_back", code)
    listed = [(one, own) for one, _how, own, typed in _parties(found, who) if one.pk == actor and (own or typed)]
    if not listed:
        raise Http404
    (party, own), row = listed[0], LookBack.objects.filter(proposal=found, actor=actor).first()
    form = resumed(request, LookBackForm(given(request), sheet=row, actor=party, mine=[party], typed=not own))
    if form.done(lambda: _kept(found, party, form, who, hand_in="hand_in" in request.POST)):
        messages.success(request, _("Handed in.") if "hand_in" in request.POST else _("Kept. Only your side reads it."))
        return redirect("proposals:look_back", code)
    return framed(request, "look_back_sheet", found, "look_back", form=form, party=party, typed=not own)


def _handed_in_already(found: Proposal, actor: int, who: Who) -> bool:
    """Whether this very person has handed this sheet in: a second tap comes back to what the first has done."""
    rows = LookBack.objects.filter(proposal=found, actor=actor, handed_in__isnull=False)
    return rows.filter(person=who.person).exists()


def _kept(found: Proposal, party: Actor, form: LookBackForm, who: Who, *, hand_in: bool) -> None:
    """Kept in any case; handed in only if nothing is missing."""
    row = actions.put_look_back(found, party, by=who, marks=form.marks, **form.texts)
    if hand_in:
        actions.hand_in_look_back(row, by=who)


@office
@never_cache
def look_back_missing(request: HttpRequest, code: str, actor: int) -> HttpResponse:
    """Go on without a sheet that never came: what happens then, and why."""
    found, who = working_proposal(request, code, SINCE), somebody(request)
    open_ = [one for one, how, _own, _typed in _parties(found, who) if one.pk == actor and how == "open"]
    if not open_ or not both_sides.can_go_on_without(who, found):
        raise Http404
    form = MissingForm(given(request))
    if form.done(lambda: actions.go_on_without(found, open_[0], form.cleaned_data["reason"], by=who)):
        messages.success(request, _("The others can be read now, once they are all in."))
        return redirect("proposals:look_back", code)
    context: dict[str, Any] = {"form": form, "back": reverse("proposals:look_back", args=[code]), "proposal": found}
    context |= {"question": GO_ON % {"who": open_[0]}, "verb": GO_ON_VERB, "consequences": GO_ON_THEN, "danger": True}
    return render(request, "ui/sure.html", context, status=422 if form.went_wrong else 200)


@office
@never_cache
@keeps
def look_back_talk(request: HttpRequest, code: str) -> HttpResponse:
    """The talk of all sides with a coordinator."""
    found, who = working_proposal(request, code, SINCE), somebody(request)
    if not query.every_sheet_is_in(found) or found.state != SINCE:
        raise Http404
    form = resumed(request, ReviewForm(given(request), instance=Review.objects.filter(proposal=found).first()))
    if form.done(lambda: actions.note_review(found, by=who, **form.cleaned_data)):
        messages.success(request, _("Kept. Every side is asked whether the summary may be public."))
        return redirect("proposals:look_back", code)
    return framed(request, "look_back_talk", found, "look_back", form=form)


@signed_in
@require_POST
def look_back_yes(request: HttpRequest, code: str) -> HttpResponse:
    """One side's yes to the summary being public."""
    found, who = working_proposal(request, code, SINCE), somebody(request)
    wanted, paper = request.POST.get("actor", ""), request.POST.get("on_paper_from", "")[:120]
    mine = [one for one in signers(found) if str(one.pk) == wanted and (who.wears(one.pk) or is_office(who))]
    if not mine or not (paper.strip() or who.wears(mine[0].pk)):
        raise Http404
    said = {"text_digest": request.POST.get("digest", ""), "on_paper_from": paper}
    if say(request, lambda: actions.agree_to_summary(found, mine[0], by=who, **said)):
        messages.success(request, _("Thank you. Everybody reads it once every side has said yes."))
    return redirect("proposals:look_back", code)


@require_safe
@never_cache
def look_back_file(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """A sheet as paper, for whoever may read it."""
    found, who = working_proposal(request, code, SINCE), reader(request)
    rows = query.look_backs(found, who, every=query.every_sheet_is_in(found))
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
