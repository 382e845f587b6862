"""まとめ: cards on one side, points on the other; できること becomes やること."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from yoriai.assembly import actions, policy, queries
from yoriai.assembly.desk.frame import framed, given
from yoriai.assembly.finding import acting, commitment_of, steered, steered_point, who_of
from yoriai.assembly.forms.points import CommitmentForm, FollowUpForm, JoinForm, PointForm, SendForm
from yoriai.assembly.models import Commitment, Point, Session
from yoriai.people.gate import signed_in, sure
from yoriai.voices.models import Statement


@sure
@never_cache
def summing_up(request: HttpRequest, code: str) -> HttpResponse:
    """Tick cards, say in one sentence what they share; or put them to a sentence there is."""
    session = steered(request, code)
    form = JoinForm(given(request), session=session)
    if form.done(lambda: form.carry_out(acting(request))):
        return redirect(request.get_full_path())
    return framed(request, "summing_up", session, "summing_up", form=form, **_on_the_table(request, session))


def _on_the_table(request: HttpRequest, session: Session) -> dict[str, Any]:
    """The cards asked for (one sort, or those joined too) and what has been made of them."""
    who = acting(request)
    asked = request.GET.get("sort", "")
    sort = asked if asked in Statement.Sort.values else ""
    return {
        "sort": sort,
        "sorts": [("", _("All")), *Statement.Sort.choices],
        "cards": queries.table_cards(session, sort=sort, all_of_them="all" in request.GET),
        "points": list(queries.points_of(session, who)),
        "commitments": queries.commitments_of(session, who),
        "ticked": set(request.POST.getlist("cards")),
        "may": policy.can_sum_up(who, session),
    }


@sure
@never_cache
def point(request: HttpRequest, code: str) -> HttpResponse:
    """One point: its words, its cards, where it goes."""
    found = steered_point(request, code)
    initial = {name: getattr(found, name) for name in ("sort", "title", "summary")}
    form = PointForm(given(request), initial=initial)
    if form.done(lambda: actions.change_point(found, by=acting(request), **form.cleaned_data)):
        return redirect("assembly:summing_up", found.session.code)
    context = {"point": found, "cards": queries.joined_cards(found), "send_form": SendForm()}
    may = policy.can_sum_up(who_of(request), found.session)
    return framed(request, "point", found.session, "summing_up", form=form, may=may, **context)


@sure
@require_POST
def loosened(request: HttpRequest, code: str) -> HttpResponse:
    """Untie the ticked cards."""
    found = steered_point(request, code)
    cards = queries.joined_cards(found).filter(code__in=request.POST.getlist("cards"))
    actions.unjoin_cards(found, cards, by=acting(request))
    return redirect("assembly:point_desk", code)


@sure
@require_POST
def removed(request: HttpRequest, code: str) -> HttpResponse:
    """Take the point away; its cards are free again."""
    found = steered_point(request, code)
    actions.remove_point(found, by=acting(request))
    return redirect("assembly:summing_up", found.session.code)


@sure
@require_POST
def sent(request: HttpRequest, code: str) -> HttpResponse:
    """To the city's 広聴, openly (R16)."""
    found = steered_point(request, code)
    form = SendForm(request.POST)
    if form.accepts(lambda: actions.send_to_city(found, form.cleaned_data["why"], by=acting(request))):
        messages.success(request, _("Sent. The office is asked for an answer within thirty days."))
        return redirect("assembly:point_desk", code)
    initial = {name: getattr(found, name) for name in ("sort", "title", "summary")}
    context = {"point": found, "cards": queries.joined_cards(found), "send_form": form, "may": True}
    response = framed(request, "point", found.session, "summing_up", form=PointForm(initial=initial), **context)
    response.status_code = 422
    return response


@sure
@never_cache
def new_commitment(request: HttpRequest, code: str) -> HttpResponse:
    """やること: who, what, by when."""
    session = steered(request, code)
    asked = request.GET.get("point", "")
    points = list(Point.objects.filter(session=session, code=asked.upper())) if asked else []
    form = CommitmentForm(given(request), initial={"title": points[0].title} if points else None)
    made = form.accepts(lambda: form.carry_out(session, points, acting(request)))
    if made:
        messages.success(request, _("“%(what)s” is on the list of what somebody will do.") % {"what": made.title})
        return redirect("assembly:summing_up", code)
    may = policy.can_sum_up(who_of(request), session)
    return framed(request, "commitment", session, "summing_up", form=form, points=points, may=may)


@signed_in
@never_cache
def follow_up(request: HttpRequest, code: str) -> HttpResponse:
    """その後: told by the owner, or typed by the team from the telephone."""
    found = commitment_of(request, code)
    who = acting(request)
    form = FollowUpForm(given(request), prefix=code if f"{code}-state" in request.POST else None)
    if form.done(lambda: _told(found, form, request)):
        messages.success(request, _("Thank you. It stands on the page now."))
        to_desk = "desk" in request.POST and policy.can_steer(who, found)
        return redirect("assembly:follow_ups", found.session.assembly.code) if to_desk else redirect(found)
    context = {"commitment": found, "form": form, "may": policy.can_tell(who, found), "own": who.wears(found.by_id)}
    return render(request, "assembly/follow_up.html", context, status=422 if form.went_wrong else 200)


def _told(found: Commitment, form: FollowUpForm, request: HttpRequest) -> object:
    who = acting(request)
    own = who.wears(found.by_id)
    by = who.wearing(found.by) if own else who
    return actions.follow_up(found, by=by, by_phone=not own, **form.cleaned_data)
