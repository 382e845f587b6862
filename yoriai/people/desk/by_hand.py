"""電話・FAX・郵送: whom to tell by hand, and how it went."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from yoriai.people import actions
from yoriai.people.forms import OutcomeForm
from yoriai.people.gate import sure
from yoriai.people.policy import can_tell_by_hand
from yoriai.people.queries import by_hand
from yoriai.ui.paging import page


@sure
@never_cache
def lines(request: HttpRequest) -> HttpResponse:
    """The lines that wait, the newest first."""
    if not can_tell_by_hand(request.who):  # type: ignore[attr-defined]
        raise Http404
    return render(request, "people/by_hand.html", {"page": page(by_hand(), request)})


@sure
@never_cache
def line(request: HttpRequest, pk: int) -> HttpResponse:
    """One line: what to say; the numbers, once somebody asks for them; how it went."""
    if not can_tell_by_hand(request.who):  # type: ignore[attr-defined]
        raise Http404
    row = get_object_or_404(by_hand(), pk=pk)
    form = OutcomeForm(request.POST if "outcome" in request.POST else None)
    if form.is_valid():
        actions.told_by_hand(row, form.cleaned_data["outcome"], by=request.who)  # type: ignore[attr-defined]
        messages.success(request, _("Ticked off. Thank you."))
        return redirect("people:by_hand")
    return render(request, "people/by_hand_line.html", {"row": row, "form": form}, status=422 if form.errors else 200)


@sure
@never_cache
@require_POST
def numbers(request: HttpRequest, pk: int) -> HttpResponse:
    """The telephone, fax and address of one line. That somebody looked is recorded."""
    row = get_object_or_404(by_hand(), pk=pk)
    allowed = can_tell_by_hand(request.who)  # type: ignore[attr-defined]
    found = actions.look_at_contacts(row.to, row.item, by=request.who, allowed=allowed)  # type: ignore[attr-defined]
    context = {"row": row, "form": OutcomeForm(), "numbers": found, "looked": True}
    return render(request, "people/by_hand_line.html", context)
