"""Advice and partners: what was talked over, who carries it with us, the answer of whoever was asked."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from yoriai.directory.models import Party
from yoriai.directory.queries.bodies import bodies_named
from yoriai.kernel.actors.who import Who
from yoriai.kernel.models import Actor
from yoriai.people.forms.drafts import keeps, resumed
from yoriai.people.gate import office, reader, signed_in, somebody
from yoriai.proposals import actions, policy
from yoriai.proposals.finding import framed, given, own_proposal, sure_if_of_the_city, the_proposal
from yoriai.proposals.forms.partners import ConsultationForm, InvitationForm, PartnerForm
from yoriai.proposals.forms.steps import NewCompanionForm
from yoriai.proposals.models import Proposal
from yoriai.proposals.policy import both_sides, early
from yoriai.proposals.queries.advice import booking_of, unnoted_hours
from yoriai.proposals.queries.partners import likely_partners
from yoriai.proposals.queries.sheets import sheet

GOES_ALONG = (
    gettext_lazy("They read it from now on, and go along with the group. The group and both of them are told."),
    gettext_lazy("Whoever went along before no longer reads it, unless they take part in another way."),
)


@require_safe
@never_cache
def partners(request: HttpRequest, code: str) -> HttpResponse:
    """The companion, what was advised and what is to be done, who carries it."""
    found, who = own_proposal(request, code), reader(request)
    booked = booking_of(found)
    context: dict[str, Any] = {
        "parties": Party.objects.filter(item=found.pk).select_related("actor").order_by("place"),
        "consultations": found.consultations.select_related("by", "homework_done__by"),
        "booking": booked,
        "may_book": early.can_open_booking(who, found, booked),
        "may_tick": early.can_tick_homework(who, found),
        "may_seek": early.can_seek(who, found),
        "may_invite": policy.can_invite_partner(who, found),
        "may_note": policy.can_accompany(who, found),
        "may_note_answers": both_sides.can_note_invitation(who, found),
    }
    return framed(request, "partners", found, "partners", **context)


@office
@never_cache
def companion(request: HttpRequest, code: str) -> HttpResponse:
    """伴走者: who goes along with the group from now on; whoever did before hands it over."""
    found, who = own_proposal(request, code), somebody(request)
    if not early.can_name_companion(who, found):
        raise Http404
    form = NewCompanionForm(given(request), proposal=found, who=who)
    if form.done(lambda: actions.name_companion(found, form.cleaned_data["companion"], by=who)):
        messages.success(request, _("Done."))
        return redirect(found)
    context: dict[str, Any] = {"form": form, "proposal": found, "back": found.get_absolute_url()}
    context |= {
        "question": _("Who goes along with the group?"),
        "consequences": GOES_ALONG,
        "verb": _("Name the companion"),
    }
    return render(request, "proposals/step.html", context, status=422 if form.went_wrong else 200)


@signed_in
@sure_if_of_the_city
@never_cache
@keeps
def consultation(request: HttpRequest, code: str) -> HttpResponse:
    """Note what was talked over, or an appointment."""
    found, who = own_proposal(request, code), somebody(request)
    if not policy.can_accompany(who, found):
        raise Http404
    booked = unnoted_hours(found)
    form = resumed(request, ConsultationForm(given(request), booked=booked))
    if form.done(lambda: actions.note_consultation(found, by=who, booking=form.of(booked), **form.facts)):
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


@office
@never_cache
def partner_on_paper(request: HttpRequest, code: str, actor: int) -> HttpResponse:
    """The office notes the answer on paper of whoever was asked to carry it."""
    found, who = own_proposal(request, code), somebody(request)
    party = get_object_or_404(Party.objects.select_related("actor"), item=found.pk, actor=actor, agreed=None)
    form = InvitationForm(given(request), noted=True)
    if form.done(lambda: _answered(found, form, who, party.actor)):
        messages.success(request, _("Noted."))
        return redirect("proposals:partners", code)
    back = reverse("proposals:partners", args=[code])
    return framed(request, "partner_on_paper", found, "partners", form=form, party=party, back=back)


def _asked(request: HttpRequest, code: str) -> tuple[Proposal, Who]:
    """The proposal and the reader who is asked to carry it. Raises Http404 for everybody else."""
    found, who = the_proposal(request, code), somebody(request)
    if not both_sides.asked_to_carry(who, found):
        raise Http404
    return found, who


def _answered(found: Proposal, form: InvitationForm, who: Who, actor: Actor | None = None) -> None:
    actions.answer_invitation(found, by=who, actor=actor, **form.facts)
