"""Advice and partners: what was talked over, who carries it with us, the answer of whoever was asked."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from yoriai.directory.models import Party
from yoriai.directory.queries.bodies import bodies_named
from yoriai.kernel.actors.who import Who
from yoriai.kernel.models import Actor, Ask
from yoriai.people.forms.drafts import keeps, resumed
from yoriai.people.gate import reader, signed_in, somebody
from yoriai.proposals import actions, policy
from yoriai.proposals.finding import framed, given, own_proposal, the_proposal
from yoriai.proposals.forms.partners import ConsultationForm, InvitationForm, PartnerForm
from yoriai.proposals.models import Proposal
from yoriai.proposals.queries.partners import likely_partners
from yoriai.proposals.queries.sheets import sheet


@require_safe
@never_cache
def partners(request: HttpRequest, code: str) -> HttpResponse:
    """The companion, what was advised and what is to be done, who carries it."""
    found, who = own_proposal(request, code), reader(request)
    context: dict[str, Any] = {
        "parties": Party.objects.filter(item=found.pk).select_related("actor").order_by("place"),
        "consultations": found.consultations.select_related("by"),
        "may_invite": policy.can_invite_partner(who, found),
        "may_note": policy.can_accompany(who, found),
    }
    return framed(request, "partners", found, "partners", **context)


@signed_in
@never_cache
@keeps
def consultation(request: HttpRequest, code: str) -> HttpResponse:
    """Note what was talked over, or an appointment."""
    found, who = own_proposal(request, code), somebody(request)
    if not policy.can_accompany(who, found):
        raise Http404
    form = resumed(request, ConsultationForm(given(request)))
    if form.done(lambda: actions.note_consultation(found, by=who, **form.facts)):
        messages.success(request, _("Kept."))
        return redirect("proposals:partners", code)
    return framed(request, "consultation", found, "partners", form=form)


@signed_in
@never_cache
def new_partner(request: HttpRequest, code: str) -> HttpResponse:
    """Look for somebody by name, or among those who work on the same things, and ask them."""
    found, who = own_proposal(request, code), somebody(request)
    if not policy.can_invite_partner(who, found):
        raise Http404
    words = request.GET.get("q", "").replace("\0", "").strip()[:120]
    form = PartnerForm(given(request), candidates=_named(words))
    if form.done(lambda: _invited(found, form, who)):
        messages.success(request, _("They are asked. They can read the proposal before they answer."))
        return redirect("proposals:partners", code)
    likely = [] if words else likely_partners(found)
    return framed(request, "new_partner", found, "partners", form=form, words=words, likely=likely)


def _named(words: str) -> QuerySet[Actor]:
    return Actor.objects.filter(pk__in=[actor.pk for actor in bodies_named(words)])


def _invited(found: Proposal, form: PartnerForm, who: Who) -> Party:
    return actions.invite_partner(found, form.cleaned_data["actor"], by=who, role=form.cleaned_data["role"])


@signed_in
@never_cache
def invitation(request: HttpRequest, code: str) -> HttpResponse:
    """The answer of whoever was asked to carry it. They have read it as far as it is written."""
    found, who = _asked(request, code)
    form = InvitationForm(given(request))
    if form.done(lambda: _answered(found, form, who)):
        messages.success(request, _("Thank you. Your answer is kept."))
        return redirect("proposals:proposals" if form.cleaned_data["answer"] == "no" else found)
    return framed(request, "invitation", found, "proposal", form=form, sheet=sheet(found, "F1", {"public", "parties"}))


def _asked(request: HttpRequest, code: str) -> tuple[Proposal, Who]:
    """The proposal and the reader who is asked to carry it. Raises Http404 for everybody else."""
    found, who = the_proposal(request, code), somebody(request)
    if not Ask.objects.filter(what="join_proposal", item=found.pk, asked__in=who.hats, state=Ask.State.ASKED).exists():
        raise Http404
    return found, who


def _answered(found: Proposal, form: InvitationForm, who: Who) -> None:
    yes = form.cleaned_data["answer"] == "yes"
    actions.answer_invitation(found, by=who, yes=yes, words=form.cleaned_data["words"])
