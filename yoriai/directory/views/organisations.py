"""An organisation makes its own page."""

from typing import Any

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
from yoriai.directory.queries.register import chosen, registered, there_is_a_register, told_by
from yoriai.kernel.items.registry import KINDS
from yoriai.kernel.models import Actor
from yoriai.people.forms.drafts import as_typed, keeps, resumed
from yoriai.people.gate import signed_in, somebody, sure_if_hidden


@signed_in
@sure_if_hidden
@never_cache
@keeps
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of a body this person speaks for; where there is one already, that one."""
    body = get_object_or_404(Actor.objects.select_related("area"), pk=pk)
    if not can_add_page(somebody(request), body):
        raise Http404
    there = Organisation.objects.filter(actor=body).first()
    if there is not None:
        return redirect(there)
    initial = {"title": body.name, "areas": [body.area_id] if body.area_id else []}
    if "register" in request.POST:
        return _looked_up(request, body, initial)
    form = OrganisationForm(request.POST or None, who=somebody(request).wearing(body), initial=initial, owner=body)
    page = form.accepts(lambda: actions.add_page(body, by=somebody(request), **form.facts))
    if page:
        messages.success(request, _("Kept as a draft. Only you see it until you show it."))
        return redirect(page)
    return _asked(request, resumed(request, form), body)


def _looked_up(request: HttpRequest, body: Actor, initial: dict[str, Any]) -> HttpResponse:
    """What the register says goes into the empty fields, to be looked at. Nothing is kept by it."""
    form = OrganisationForm(who=somebody(request).wearing(body), initial=initial, owner=body)
    as_typed(form, request.POST)
    pk = request.POST["register"]
    number, name = (request.POST.get(field, "") for field in ("corporate_number", "title"))
    found = chosen(int(pk)) if pk.isascii() and pk.isdigit() and len(pk) < 16 else registered(number, name)
    taken = form.take(told_by(found[0])) if len(found) == 1 else []
    return _asked(request, form, body, looked=True, found=found, taken=taken)


def _asked(request: HttpRequest, form: OrganisationForm, body: Actor, **more: Any) -> HttpResponse:
    back = reverse("people:organisation", args=[body.pk])
    context = {"form": form, "kind": KINDS["organisation"], "submit": _("Keep as a draft"), "back": back, **more}
    context["register"] = there_is_a_register()
    return render(request, "directory/organisation_form.html", context, status=422 if form.went_wrong else 200)
