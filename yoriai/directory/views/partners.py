"""引き合わせ: one's own offers and needs with their suggestions; passing over; taking a rest."""

import datetime as dt

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from yoriai.directory import actions, policy
from yoriai.directory.queries.exchange import MODELS, open_of, rests_of
from yoriai.directory.queries.suggestions import open_pairs, suggestions_for
from yoriai.kernel.models import Actor
from yoriai.people.gate import signed_in, somebody, way_back


@signed_in
@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Everything of all one's hats."""
    who, today = somebody(request), timezone.localdate()
    entries = open_of(who)
    found = suggestions_for(entries, today)
    rows = [(entry, found[entry.pk]) for entry in entries if entry.kind in MODELS or found[entry.pk]]
    return render(request, "directory/exchange_mine.html", {"rows": rows, "rests": rests_of(who, today)})


@signed_in
@require_POST
def pass_over(request: HttpRequest, pk: int) -> HttpResponse:
    """見送る: one tap, and nobody hears of it."""
    row = get_object_or_404(open_pairs(timezone.localdate()), pk=pk)
    if not policy.can_edit(somebody(request), row.item):
        raise Http404
    actions.pass_over(row, by=somebody(request).wearing(row.item.by))
    messages.success(request, _("You do not see it again. They hear nothing of it."))
    return redirect(way_back(request, row.item.get_absolute_url()))


@signed_in
@require_POST
def rest(request: HttpRequest, pk: int) -> HttpResponse:
    """今は手いっぱい, or no longer."""
    who = somebody(request)
    by = who.wearing(get_object_or_404(Actor.objects.filter(pk__in=who.hats), pk=pk))
    if request.POST.get("verb") == "resume":
        actions.resume(by=by, now=timezone.now())
        messages.success(request, _("You may be suggested again."))
    else:
        actions.pause(by=by, until=_day(request.POST.get("until", "")))
        messages.success(request, _("You are suggested to nobody now. Nobody sees that."))
    return redirect("directory:exchange")


def _day(text: str) -> dt.date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None
