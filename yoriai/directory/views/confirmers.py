"""担当者ページ: the sections and centres that may confirm entries."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from yoriai.directory import actions
from yoriai.directory.forms.looks import ConfirmerForm
from yoriai.directory.queries import entries
from yoriai.people.gate import office, somebody


@office
@never_cache
def confirmers(request: HttpRequest) -> HttpResponse:
    """Who may, and one more."""
    form = ConfirmerForm(request.POST or None)
    if form.done(lambda: actions.name_confirmer(form.cleaned_data["actor"], by=somebody(request))):
        messages.success(request, _("They may confirm, ask and remark from now on."))
        return redirect("directory:confirmers")
    context = {"form": form, "rows": entries.confirmers()}
    return render(request, "directory/confirmers.html", context, status=422 if form.went_wrong else 200)


@office
@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """No longer."""
    actions.end_confirmer(get_object_or_404(entries.confirmers(), pk=pk), by=somebody(request))
    messages.success(request, _("What they confirmed stays, with its day."))
    return redirect("directory:confirmers")
