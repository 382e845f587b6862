"""公開ルール: the rules and how they were applied, telling of a breach, asking for another look."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from yoriai.kernel.items.models import Item
from yoriai.kernel.models import Hiding
from yoriai.kernel.moderation import actions
from yoriai.kernel.moderation.queries import applied_by_month, hidings
from yoriai.people import limits
from yoriai.people.forms.rules import AppealForm, ReportForm
from yoriai.people.gate import reader, signed_in, somebody
from yoriai.ui.paging import page
from yoriai.ui.whole_page import whole_page


@whole_page
def rules(request: HttpRequest) -> HttpResponse:
    """The rules, the months' counts, and each thing made invisible: when and why, never who or what it said."""
    return render(request, "people/rules.html", {"months": applied_by_month(), "page": page(hidings(), request)})


@never_cache
def report(request: HttpRequest, code: str) -> HttpResponse:
    """Tell the office that something seems to break the rules; signed out as well."""
    item = get_object_or_404(Item.objects.visible_to(reader(request)), code=code)
    form = ReportForm(request.POST or None)
    if form.is_valid():
        limits.slow(f"reports from {limits.address(request)}", 20, 60 * 60)
        part = request.POST.get("part", "")[:24]
        actions.report(item, by=reader(request), part=part, **form.cleaned_data)
        messages.success(request, _("Thank you. The office looks at it."))
        return redirect(item.get_absolute_url())
    context = {"form": form, "item": item, "part": request.GET.get("part", "")[:24]}
    return render(request, "people/report.html", context, status=422 if form.errors else 200)


@signed_in
@never_cache
def appeal(request: HttpRequest, code: str) -> HttpResponse:
    """The author asks for another look at what was made invisible. For anybody else there is no such page."""
    who = somebody(request)
    hiding = get_object_or_404(hidings(), item__code=code, part="", lifted=None, item__by__in=who.hats)
    form = AppealForm(request.POST or None)
    if form.is_valid():
        actions.appeal(hiding, form.cleaned_data["text"], by=who.wearing(hiding.item.by))
        messages.success(request, _("Thank you. Somebody else of the office takes another look."))
        return redirect("people:my")
    context = {
        "form": form,
        "hiding": hiding,
        "asked": Hiding.objects.filter(pk=hiding.pk, appeal__isnull=False).exists(),
    }
    return render(request, "people/appeal.html", context, status=422 if form.errors else 200)
