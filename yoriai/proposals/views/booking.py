"""相談の予約: hours offered by the office and companions, one tap for the group, a file for the calendar, homework ticked."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from yoriai.kernel.actors.who import Who
from yoriai.kernel.city.queries import city
from yoriai.people.gate import reader, signed_in, somebody, sure_if_hidden
from yoriai.people.policy import is_office
from yoriai.proposals import actions
from yoriai.proposals.calendar_file import calendar_of
from yoriai.proposals.finding import asked_first, framed, own_proposal, the_scheme
from yoriai.proposals.forms.advice import SlotForm
from yoriai.proposals.models import Consultation, Proposal, Scheme, Slot
from yoriai.proposals.policy import early
from yoriai.proposals.queries import advice as of
from yoriai.proposals.views.agreements import say
from yoriai.ui.dates import full_time


@signed_in
@sure_if_hidden
@never_cache
def slots(request: HttpRequest, code: str) -> HttpResponse:
    """The hours one offers, who has booked them, and one more."""
    scheme, who = _offering(request, code)
    form = SlotForm(request.POST if request.method == "POST" else None)
    if form.done(lambda: actions.offer_slot(scheme, by=who, **form.facts)):
        messages.success(request, _("The hour is offered. Groups with an idea see it now."))
        return redirect("proposals:slots", code)
    rows = of.slots_of(scheme, timezone.now(), None if is_office(who) else who.person)
    may = {
        "may_offer": early.can_offer_now(who, scheme),
        "may_withdraw": {slot.pk for slot in rows if early.can_withdraw_slot(who, slot)},
    }
    context = {"scheme": scheme, "form": form, "slots": rows, "now": timezone.now(), **may}
    return render(request, "proposals/slots.html", context, status=422 if form.went_wrong else 200)


def _offering(request: HttpRequest, code: str) -> tuple[Scheme, Who]:
    """The scheme and somebody who offers hours in it. Raises Http404."""
    scheme, who = the_scheme(request, code), somebody(request)
    if not early.can_offer_slots(who, scheme):
        raise Http404
    return scheme, who


@signed_in
@sure_if_hidden
@never_cache
def slot_withdrawn(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """It cannot be held; whoever booked it is told."""
    scheme, who = _offering(request, code)
    slot = get_object_or_404(Slot, pk=pk, scheme=scheme)
    if not early.can_withdraw_slot(who, slot):
        raise Http404
    if request.method != "POST":
        question = _("Take the hour of %(at)s back?") % {"at": full_time(slot.starts)}
        then, back = (
            _("Whoever has booked it is told, and chooses another one."),
            reverse("proposals:slots", args=[code]),
        )
        return asked_first(request, question, then, verb=_("Take this hour back"), back=back)
    actions.withdraw_slot(slot, by=who)
    messages.success(request, _("Taken back. Whoever had booked it is told."))
    return redirect("proposals:slots", code)


@signed_in
@never_cache
def booking(request: HttpRequest, code: str) -> HttpResponse:
    """The hour one has, and those that are free: one tap takes one, and gives the other back."""
    found, who = own_proposal(request, code), somebody(request)
    mine, may_book = of.booking_of(found), early.can_book(who, found)
    if not early.can_open_booking(who, found, mine):
        raise Http404
    if request.method == "POST" and may_book:
        slot = get_object_or_404(Slot, pk=_number(request.POST.get("slot")), scheme=found.scheme_id)
        booked = _("It is booked. Both of you get a notice.")
        return _done(request, found, lambda: actions.book(slot, found, by=who), booked)
    now = timezone.now()
    may_move = mine is None or early.still_changes(who, mine, now)
    may: dict[str, Any] = {"may_book": may_book, "may_cancel": mine and may_move, "may_move": may_move}
    free = of.free_slots(found.scheme, now) if may_book and may_move else []
    return framed(request, "booking", found, "partners", booking=mine, free=free, **may, city=city())


def _number(said: str | None) -> int:
    if not said or not said.isdecimal() or len(said) > 9:
        raise Http404
    return int(said)


def _done(request: HttpRequest, found: Proposal, act: Any, words: str) -> HttpResponse:
    if say(request, act):
        messages.success(request, words)
    return redirect("proposals:booking", found.code)


@signed_in
@require_POST
def booking_cancelled(request: HttpRequest, code: str) -> HttpResponse:
    """The group gives it back."""
    found, who = own_proposal(request, code), somebody(request)
    row = of.booking_of(found)
    if row is None or not early.can_cancel_booking(who, found):
        raise Http404
    return _done(request, found, lambda: actions.cancel_booking(row, by=who), _("Given back. You can choose another."))


@require_safe
@never_cache
def booking_calendar(request: HttpRequest, code: str) -> HttpResponse:
    """The hour for one's calendar: for the group, whoever offered it, the office and the companion."""
    row = of.booking_for(reader(request), code) or of.booking_of(own_proposal(request, code))
    if row is None:
        raise Http404
    answer = HttpResponse(calendar_of(row), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="advice.ics"'
    return answer


@signed_in
@require_POST
def homework(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Ticked as done, or opened again."""
    found, who = own_proposal(request, code), somebody(request)
    row = get_object_or_404(Consultation.objects.select_related("proposal"), pk=pk, proposal=found)
    if not early.can_tick_homework(who, found):
        raise Http404
    actions.tick_homework(row, by=who, done="open" not in request.POST)
    return redirect(found)
