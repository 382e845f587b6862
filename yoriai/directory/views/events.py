"""Events: a new one with its days, its days one by one, cancelling, adding it to one's own calendar."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from yoriai.directory import actions
from yoriai.directory.forms.events import DayForm, DaysForm, EventForm, WhyForm
from yoriai.directory.models import Event, Occurrence
from yoriai.directory.queries.events import days_of, to_telephone, upcoming
from yoriai.directory.views.sorts import owned
from yoriai.people.forms.drafts import keeps, resumed
from yoriai.people.gate import signed_in, somebody


def own_event(request: HttpRequest, code: str) -> Event:
    """An event this person may change."""
    found = owned(request, code)
    if not isinstance(found, Event):
        raise Http404
    return found


def own_day(request: HttpRequest, pk: int) -> Occurrence:
    """A day of such an event."""
    day = get_object_or_404(Occurrence.objects.select_related("event"), pk=pk)
    day.event = own_event(request, day.event.code)
    return day


@signed_in
@never_cache
@keeps
def new(request: HttpRequest) -> HttpResponse:
    """A new draft, with its days."""
    form, days = EventForm(request.POST or None, who=somebody(request)), DaysForm(request.POST or None)
    resumed(request, form), resumed(request, days)
    sent = days.is_valid()  # both show what is wrong at once
    made = form.accepts(lambda: _made(form, days)) if sent else (form.is_valid() and None)
    if made:
        messages.success(request, _("Kept as a draft. Only you see it until you show it."))
        return redirect(made)
    context = {"form": form, "days": days, "back": reverse("people:my"), "kind": Event(kind="event").registered}
    wrong = form.went_wrong or days.went_wrong
    return render(request, "directory/event_form.html", context, status=422 if wrong else 200)


def _made(form: EventForm, days: DaysForm) -> Event:
    return actions.add_event(by=form.by, days=days.spans, **form.facts)


@signed_in
@never_cache
def days(request: HttpRequest, code: str) -> HttpResponse:
    """Its days, each with a way to change or cancel it; further ones are added here."""
    event, who = own_event(request, code), somebody(request)
    form = DaysForm(request.POST or None)
    if form.done(lambda: actions.add_days(event, form.spans, by=who.wearing(event.by))):
        messages.success(request, _("The days stand on the page."))
        return redirect("directory:days", event.code)
    lines = days_of(event, who, timezone.now())
    return _page(request, "days", event, form, lines=lines, coming=any(not line.over for line in lines))


@signed_in
@never_cache
def day(request: HttpRequest, pk: int) -> HttpResponse:
    """This day alone: another time, or a note."""
    found = own_day(request, pk)
    form = DayForm.of(found, request.POST or None)
    by, told = somebody(request).wearing(found.event.by), found.sign_ups.exclude(state="left").exists()
    if form.done(lambda: actions.change_day(found, form.span, note=form.cleaned_data["note"], by=by)):
        messages.success(request, _("Kept."))
        return redirect("directory:days", found.event.code)
    return _page(request, "day_form", found.event, form, day=found, told=told)


@signed_in
@never_cache
def cancellation(request: HttpRequest, pk: int) -> HttpResponse:
    """中止 of this day."""
    found = own_day(request, pk)
    return _cancel(request, found.event, found)


@signed_in
@never_cache
def cancellation_of_all(request: HttpRequest, code: str) -> HttpResponse:
    """中止 of every day to come."""
    return _cancel(request, own_event(request, code), None)


def _cancel(request: HttpRequest, event: Event, day: Occurrence | None) -> HttpResponse:
    form, by = WhyForm(request.POST or None), somebody(request).wearing(event.by)
    gone = form.accepts(lambda: actions.cancel_days(event, form.cleaned_data["why"], by=by, day=day))
    if gone:
        messages.success(
            request, _("It says on the page that it does not take place. Whoever signed up is told by mail.")
        )
        return redirect("directory:people", event.code) if _anybody(gone) else redirect(event)
    left = [day] if day else list(upcoming(event))
    return _page(request, "cancellation", event, form, day=day, left=left)


def _anybody(days: list[Occurrence]) -> bool:
    return any(day.sign_ups.exclude(state="left").exists() for day in days)


def _page(request: HttpRequest, name: str, event: Event, form: Any, **more: Any) -> HttpResponse:
    context = {"event": event, "form": form, "back": event.get_absolute_url(), "phones": to_telephone(event), **more}
    return render(request, f"directory/{name}.html", context, status=422 if form.went_wrong else 200)
