"""同点: which proposals have the same mean, and the decision between them."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from yoriai.engines.schemes import Round
from yoriai.kernel.actors.who import Who
from yoriai.people.gate import signed_in, somebody, sure_if_hidden
from yoriai.proposals import actions, policy
from yoriai.proposals.finding import given, the_scheme
from yoriai.proposals.forms.ties import LotForm, OrderForm
from yoriai.proposals.models import Proposal, Scheme
from yoriai.proposals.policy.ties import can_break_tie, can_see_ties, sees_counts
from yoriai.proposals.queries import panel
from yoriai.proposals.wording import TIES


@require_safe
@signed_in
@sure_if_hidden
@never_cache
def ties(request: HttpRequest, code: str) -> HttpResponse:
    """Every group of equals, and what was decided; of what the chair stands near to nothing."""
    scheme, who = the_scheme(request, code), somebody(request)
    groups = [(one, rows, _may(who, scheme, rows)) for one, rows in _groups(scheme, who)]
    context = {"scheme": scheme, "groups": groups, "tie": TIES[scheme.the_plan.rules.tie]}
    return render(request, "proposals/ties.html", context)


def _groups(scheme: Scheme, who: Who) -> list[tuple[Round, list[panel.Ranked]]]:
    if not can_see_ties(who, scheme):
        raise Http404
    found, sees = panel.ties(scheme, policy.OPEN_TO_SCORES), sees_counts(who, scheme)
    return [(one, rows) for one, rows in found if all(sees(row.proposal, one.key) for row in rows)]


def _may(who: Who, scheme: Scheme, rows: list[panel.Ranked]) -> bool:
    return can_break_tie(who, scheme, [row.proposal.pk for row in rows])


@signed_in
@sure_if_hidden
@never_cache
def tie(request: HttpRequest, code: str, round_key: str, first: str) -> HttpResponse:
    """The order between equals. first: code of one of them."""
    scheme, who = the_scheme(request, code), somebody(request)
    one, rows = _group(scheme, who, round_key, first)
    lot = scheme.the_plan.rules.tie == "lot"
    form = (LotForm if lot else OrderForm)(given(request), proposals=[row.proposal for row in rows])
    if form.done(lambda: actions.break_tie(scheme, one, form.order, form.cleaned_data["why"], by=who)):
        messages.success(request, _("Kept, with who, when and why."))
        return redirect("proposals:ties", code)
    context: dict[str, Any] = {
        "form": form,
        "proposal": rows[0].proposal,
        "back": reverse("proposals:ties", args=[code]),
    }
    context |= {"question": _("Which comes first?"), "verb": _("Draw it") if lot else _("Keep this order")}
    context["consequences"] = [_drawn_from(rows), _("It stands beside the count, and the ranks follow it.")]
    return render(request, "proposals/step.html", context, status=422 if form.went_wrong else 200)


def _group(scheme: Scheme, who: Who, round_key: str, first: str) -> tuple[Round, list[panel.Ranked]]:
    for one, rows in _groups(scheme, who):
        if one.key == round_key and any(row.proposal.code == first for row in rows) and _may(who, scheme, rows):
            return one, rows
    raise Http404


def _drawn_from(rows: list[panel.Ranked]) -> str:
    words = _("These have the same mean, %(mean)s of 100: %(names)s.")
    return words % {"mean": rows[0].mean, "names": "、".join(_named(row.proposal) for row in rows)}


def _named(proposal: Proposal) -> str:
    return f"{proposal.number}　{proposal.title}"
