"""公開ルールの確認: what was reported, what is invisible, who asks for another look."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from yoriai.kernel.items.models import Item
from yoriai.kernel.models import Report
from yoriai.kernel.moderation import actions
from yoriai.kernel.moderation.queries import hidings, open_appeals, open_reports
from yoriai.people.forms.rules import HideForm, LiftForm
from yoriai.people.gate import office, somebody
from yoriai.ui.paging import page


@office
@never_cache
def reports(request: HttpRequest) -> HttpResponse:
    """What waits: appeals first, then reports."""
    return render(request, "people/reports.html", {"page": page(open_reports(), request), "appeals": open_appeals()})


@office
@never_cache
def hide(request: HttpRequest, code: str) -> HttpResponse:
    """Make something invisible, with a reason its author reads."""
    item = get_object_or_404(Item.objects.visible_to(somebody(request)), code=code)
    part = (request.POST.get("part") or request.GET.get("part", ""))[:24]
    told = Report.objects.filter(item_id=item.pk, part=part, settled=None).order_by("pk")
    first = told.first()
    form = HideForm(request.POST or None, initial={"reason": first.reason} if first else None)
    if form.is_valid():
        actions.hide(item, by=somebody(request), part=part, **form.cleaned_data)
        messages.success(request, _("It is invisible now; its author is told why."))
        return redirect("people:reports")
    context = {"form": form, "item": item, "part": part, "reports": told, "back": reverse("people:reports")}
    return render(request, "people/hide.html", context, status=422 if form.errors else 200)


@office
@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Nothing wrong was found."""
    actions.settle(get_object_or_404(open_reports(), pk=pk), by=somebody(request))
    messages.success(request, _("Closed. It stays as it is."))
    return redirect("people:reports")


@office
@never_cache
def lift(request: HttpRequest, pk: int) -> HttpResponse:
    """Make it visible again."""
    hiding = get_object_or_404(hidings(), pk=pk, lifted=None)
    form = LiftForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.lift(hiding, by=somebody(request), **form.cleaned_data)
        messages.success(request, _("Everybody can see it again."))
        return redirect("people:reports")
    context = {"form": form, "hiding": hiding, "back": reverse("people:reports")}
    return render(request, "people/lift.html", context, status=422 if form.errors else 200)
