"""電話・FAX・郵送: whom to tell by hand, and how it went."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from yoriai.people import actions
from yoriai.people.forms.people import OutcomeForm
from yoriai.people.gate import office, somebody
from yoriai.people.policy import can_tell_by_hand
from yoriai.people.queries import by_hand
from yoriai.ui.paging import page


@office
@never_cache
def lines(request: HttpRequest) -> HttpResponse:
    """The lines that wait, the newest first."""
    return render(request, "people/by_hand.html", {"page": page(by_hand(), request)})


@office
@never_cache
def line(request: HttpRequest, pk: int) -> HttpResponse:
    """One line: what to say; the numbers, once somebody asks for them; how it went."""
    row = get_object_or_404(by_hand(), pk=pk)
    form = OutcomeForm(request.POST if "outcome" in request.POST else None)
    if form.is_valid():
        actions.told_by_hand(row, form.cleaned_data["outcome"], by=somebody(request))
        messages.success(request, _("Ticked off. Thank you."))
        return redirect("people:by_hand")
    return render(request, "people/by_hand_line.html", {"row": row, "form": form}, status=422 if form.errors else 200)


@office
@never_cache
@require_POST
def numbers(request: HttpRequest, pk: int) -> HttpResponse:
    """The telephone, fax and address of one line. That somebody looked is recorded."""
    row = get_object_or_404(by_hand(), pk=pk)
    allowed = can_tell_by_hand(somebody(request))
    found = actions.look_at_contacts(row.to, row.item, by=somebody(request), allowed=allowed)
    context = {"row": row, "form": OutcomeForm(), "numbers": found, "looked": True}
    return render(request, "people/by_hand_line.html", context)
