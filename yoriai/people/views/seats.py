"""Organisations and seats: found, invite, accept, leave, hand over, give back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from yoriai.kernel.items.codes import clean
from yoriai.kernel.models import Actor
from yoriai.people import actions, limits
from yoriai.people.forms.people import ChangeBodyForm, InviteForm, LetterForm, OrganisationForm, SecretForm, WhyForm
from yoriai.people.gate import reader, signed_in, somebody, sure_if_hidden
from yoriai.people.letters import letter_on_paper, spaced
from yoriai.people.models import Invitation, Representation
from yoriai.people.policy import can_accept, can_found, can_speak_for
from yoriai.people.queries import invitation_of, members_of, open_invitations, seats_for


def letter_page(request: HttpRequest, letter: Invitation, secret: str) -> HttpResponse:
    """Where an invitation was made: gone by mail, or its code shown once, to print."""
    if letter.email:
        messages.success(request, _("The letter is on its way to %(mail)s.") % {"mail": letter.email})
        return redirect("people:organisation", letter.body_id)
    return render(request, "people/letter_once.html", {"letter": letter, "secret": secret, "code": spaced(secret)})


def body_or_404(request: HttpRequest, pk: int) -> Actor:
    """A body the reader speaks for; any other does not exist for them."""
    body = get_object_or_404(Actor, pk=pk)
    if not somebody(request).wears(body.pk) or body.is_human:
        raise Http404
    return body


@signed_in
@never_cache
def new(request: HttpRequest) -> HttpResponse:
    """Found an organisation."""
    who = somebody(request)
    form = OrganisationForm(request.POST or None, with_section=can_found(who, Actor.Kind.SECTION))
    if form.is_valid():
        body = actions.found(by=who, **form.cleaned_data)
        messages.success(request, _("The organisation is there. You can invite others now."))
        return redirect("people:organisation", body.pk)
    context = {"form": form, "submit": _("Found it"), "back": reverse("people:my")}
    return render(request, "people/organisation_new.html", context, status=422 if form.errors else 200)


@signed_in
@never_cache
def organisation(request: HttpRequest, pk: int) -> HttpResponse:
    """Who sits there, who is invited, and the ways to change it. Only for its members."""
    body, who = body_or_404(request, pk), somebody(request)
    members = list(members_of(body))
    context = {"body": body, "members": members, "invited": open_invitations(body), "may": can_speak_for(who, body)}
    mine = next((seat for seat in members if seat.person_id == who.person.pk), None)
    return render(request, "people/organisation.html", {**context, "mine": mine, "alone": len(members) == 1})


@signed_in
@never_cache
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Name and area."""
    body = body_or_404(request, pk)
    form = ChangeBodyForm(
        request.POST or None, initial={"name": body.name, "reading": body.reading, "area": body.area_id}
    )
    if form.is_valid():
        actions.change_body(body, by=somebody(request), **form.cleaned_data)
        return redirect("people:organisation", body.pk)
    context = {"form": form, "body": body, "submit": _("Keep"), "back": reverse("people:organisation", args=[pk])}
    return render(request, "people/organisation_change.html", context, status=422 if form.errors else 200)


@signed_in
@never_cache
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    """Invite somebody, by mail or on paper."""
    body = body_or_404(request, pk)
    form = InviteForm(request.POST or None, body=body)
    if request.method == "POST" and form.is_valid():
        limits.slow(f"invitations of {somebody(request).person.pk}", 40, 24 * 60 * 60)
        return letter_page(request, *actions.invite(body, by=somebody(request), **form.cleaned_data))
    context = {
        "form": form,
        "body": body,
        "submit": _("Make the letter"),
        "back": reverse("people:organisation", args=[pk]),
    }
    return render(request, "people/invite.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter opens nothing any more."""
    letter = get_object_or_404(Invitation, pk=pk, body__in=somebody(request).hats)
    actions.withdraw(letter, by=somebody(request))
    messages.success(request, _("The invitation is withdrawn."))
    return redirect("people:organisation", letter.body_id)


@require_POST
@never_cache
def paper(request: HttpRequest) -> HttpResponse:
    """The letter as PDF, from the page that shows its code once."""
    secret = request.POST.get("secret", "")
    letter = invitation_of(secret)
    if letter is None or reader(request) is None:
        raise Http404
    answer = HttpResponse(letter_on_paper(letter, secret), content_type="application/pdf")
    answer["Content-Disposition"] = 'attachment; filename="invitation.pdf"'
    return answer


@never_cache
def invitation_code(request: HttpRequest) -> HttpResponse:
    """Type the code of a letter."""
    form = SecretForm(request.POST or None)
    if form.is_valid():
        limits.slow(f"invitation {limits.address(request)}", 20, 15 * 60)
        letter = invitation_of(form.cleaned_data["secret"])
        if letter is not None:
            return redirect("people:invitation", clean(form.cleaned_data["secret"]))
        form.add_error("secret", _("There is no letter with this code. Please compare it sign by sign."))
    context = {"form": form, "submit": _("Go on")}
    return render(request, "people/invitation_code.html", context, status=422 if form.errors else 200)


@never_cache
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Somebody is asked to act for a body: read it, sign in, accept."""
    limits.slow(f"invitation {limits.address(request)}", 60, 15 * 60)
    letter = invitation_of(secret)
    if letter is None:
        raise Http404
    if request.method == "POST":
        seat = actions.accept(letter, by=somebody(request))
        messages.success(request, _("You act for %(body)s now.") % {"body": seat.body})
        return redirect("people:my")
    return render(request, "people/invitation.html", {"letter": letter, "open": can_accept(reader(request), letter)})


def seat_or_404(request: HttpRequest, pk: int) -> Representation:
    """A seat the reader has to do with."""
    return get_object_or_404(seats_for(somebody(request)), pk=pk, ended=None)


@signed_in
@sure_if_hidden
@never_cache
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """引継ぎ in one step: say who comes next; the seat changes hands when they accept."""
    seat = seat_or_404(request, pk)
    form = LetterForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return letter_page(request, *actions.hand_over(seat, by=somebody(request), **form.cleaned_data))
    back = reverse("people:organisation", args=[seat.body_id])
    context = {"form": form, "seat": seat, "submit": _("Make the letter"), "back": back}
    return render(request, "people/hand_over.html", context, status=422 if form.errors else 200)


@signed_in
@sure_if_hidden
@never_cache
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave a seat, or take it from somebody."""
    seat = seat_or_404(request, pk)
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.end(seat, by=somebody(request), why=form.cleaned_data["why"])
        messages.success(request, _("The seat is free."))
        return redirect("people:my")
    return render(request, "people/seat_end.html", {"form": form, "seat": seat, "back": reverse("people:my")})


@signed_in
@sure_if_hidden
@never_cache
def give_back(request: HttpRequest, pk: int) -> HttpResponse:
    """The last one gives the organisation's seat back to the office."""
    seat = seat_or_404(request, pk)
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.give_back(seat, by=somebody(request), why=form.cleaned_data["why"])
        messages.success(request, _("The office keeps it until somebody takes it on. Thank you."))
        return redirect("people:my")
    return render(request, "people/seat_give_back.html", {"form": form, "seat": seat, "back": reverse("people:my")})
