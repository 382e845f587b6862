"""Signing up for a day, one's own seat, and the organiser's list of who comes."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from yoriai.directory import actions, policy
from yoriai.directory.forms.events import SignUpForm
from yoriai.directory.models import Event, Occurrence, SignUp
from yoriai.directory.queries.events import contacts_of, days_of, seats_of, to_telephone, with_seats
from yoriai.directory.queries.seat_links import seat_of, seat_token
from yoriai.directory.views.events import own_event
from yoriai.directory.views.sorts import seen
from yoriai.directory.views.tables import people_sheet
from yoriai.people import limits
from yoriai.people.actions import told_by_hand
from yoriai.people.gate import reader, somebody, sure
from yoriai.people.models import Outgoing

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@never_cache
def sign_up(request: HttpRequest, pk: int) -> HttpResponse:
    """A seat, or a place on the waiting list."""
    day, who = _day(request, pk), reader(request)
    known = who is not None and who.signed_in
    form = SignUpForm(request.POST or None, known=known, writes_for_others=policy.can_see_people(who, day.event))
    if form.is_valid():
        _slowed(request, form)
    seat = form.accepts(lambda: _taken(request, day, form))
    if seat:
        return redirect("directory:seat", seat_token(seat))
    line = next(line for line in days_of(day.event, who, timezone.now()) if line.day.pk == day.pk)
    context = {"event": day.event, "line": line, "form": form, "back": day.event.get_absolute_url(), "known": known}
    return render(request, "directory/sign_up.html", context, status=422 if form.went_wrong else 200)


def _day(request: HttpRequest, pk: int) -> Occurrence:
    """A day of an event one signs up for here, among what this reader may see."""
    day = get_object_or_404(Occurrence.objects.select_related("event"), pk=pk)
    event = seen(request, "event", day.event.code)
    if not isinstance(event, Event) or not policy.can_sign_up(reader(request), event):
        raise Http404
    day.event = event
    return day


def _slowed(request: HttpRequest, form: SignUpForm) -> None:
    """Nobody fills a hall with invented names, nor somebody else's mailbox."""
    limits.slow(f"sign up from {limits.address(request)}", 120, 60 * 60)
    if form.guest is not None:
        limits.slow(f"mail to {form.guest.value}", 8, 60 * 60)


def _taken(request: HttpRequest, day: Occurrence, form: SignUpForm) -> SignUp:
    data = form.cleaned_data
    return actions.sign_up(day, by=reader(request), people=data["people"], needs=data["needs"], guest=form.guest)


@never_cache
def seat(request: HttpRequest, token: str) -> HttpResponse:
    """One's own sign-up, by its link: where and when, and giving it back. Looking changes nothing."""
    found = seat_of(token)
    if found is None:
        raise Http404
    if request.method == "POST":
        actions.give_back(found, by=None)
        messages.success(request, _("You gave the seat back. Thank you for telling."))
        return redirect("directory:seat", token)
    event = found.occurrence.event
    over = (found.occurrence.ends or found.occurrence.starts) < timezone.now()
    return render(request, "directory/seat.html", {"seat": found, "event": event, "token": token, "over": over})


@sure
@never_cache
def people(request: HttpRequest, code: str) -> HttpResponse:
    """Who comes, day by day. Contact data and what people need are there after a POST, because each look is recorded."""
    event, who = own_event(request, code), somebody(request)
    whole = request.method == "POST"
    seats = actions.look_at_people(event, by=who) if whole else list(seats_of(event))
    context = {
        "event": event,
        "days": [(day, [seat for seat in seats if seat.occurrence_id == day.pk]) for day in with_seats(event)],
        "any_seats": bool(seats),
        "whole": whole,
        "contacts": contacts_of(event) if whole else {},
        "phones": to_telephone(event),
        "back": event.get_absolute_url(),
    }
    return render(request, "directory/people.html", context)


@sure
@never_cache
@require_POST
def people_file(request: HttpRequest, code: str) -> HttpResponse:
    """The same as an Excel file."""
    event = own_event(request, code)
    seats = actions.look_at_people(event, by=somebody(request))
    answer = HttpResponse(people_sheet(event, seats, contacts_of(event)), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{event.code}-people.xlsx"'
    return answer


@sure
@require_POST
def given_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody telephoned that they do not come."""
    found = get_object_or_404(SignUp.objects.select_related("occurrence__event"), pk=pk)
    event = own_event(request, found.occurrence.event.code)
    actions.give_back(found, by=somebody(request).wearing(event.by))
    messages.success(request, _("The seat is free again."))
    return redirect("directory:people", event.code)


@sure
@require_POST
def told(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody was reached by telephone."""
    row = get_object_or_404(Outgoing.objects.select_related("item"), pk=pk, item__kind="event")
    assert row.item is not None
    event = own_event(request, row.item.code)
    told_by_hand(row, request.POST.get("outcome", "") or _("Spoke on the telephone"), by=somebody(request))
    return redirect("directory:people", event.code)
