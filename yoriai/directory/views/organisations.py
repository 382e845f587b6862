"""An organisation makes its own page."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from yoriai.directory import actions
from yoriai.directory.forms.entries import OrganisationForm
from yoriai.directory.models import Organisation
from yoriai.directory.policy import can_add_page
from yoriai.kernel.items.registry import KINDS
from yoriai.kernel.models import Actor
from yoriai.people.gate import signed_in, somebody


@signed_in
@never_cache
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of a body this person speaks for; where there is one already, that one."""
    body = get_object_or_404(Actor.objects.select_related("area"), pk=pk)
    if not can_add_page(somebody(request), body):
        raise Http404
    there = Organisation.objects.filter(actor=body).first()
    if there is not None:
        return redirect(there)
    initial = {"title": body.name, "areas": [body.area_id] if body.area_id else []}
    form = OrganisationForm(request.POST or None, who=somebody(request).wearing(body), initial=initial, owner=body)
    page = form.accepts(lambda: actions.add_page(body, by=somebody(request), **form.facts))
    if page:
        messages.success(request, _("Kept as a draft. Only you see it until you show it."))
        return redirect(page)
    return _asked(request, form, body)


def _asked(request: HttpRequest, form: OrganisationForm, body: Actor) -> HttpResponse:
    back = reverse("people:organisation", args=[body.pk])
    context = {"form": form, "kind": KINDS["organisation"], "submit": _("Keep as a draft"), "back": back}
    return render(request, "directory/entry_form.html", context, status=422 if form.went_wrong else 200)
