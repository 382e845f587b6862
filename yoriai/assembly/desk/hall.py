"""The hall's side pages: who was there, the reception, the doors that count, materials."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from yoriai.assembly import actions, policy
from yoriai.assembly.desk.frame import framed, given
from yoriai.assembly.finding import acting, session_of, steered, who_of
from yoriai.assembly.forms.hall import HeadcountForm, MaterialForm, ReceptionForm, SetAsideForm
from yoriai.assembly.models import Material, Reception, Session
from yoriai.people.forms.drafts import keeps, resumed
from yoriai.people.gate import signed_in, sure
from yoriai.voices.actions import set_aside, take_back
from yoriai.voices.models import SetAside
from yoriai.voices.queries import bursts, door_counts, doors_set_aside


@sure
@never_cache
def headcounts(request: HttpRequest, code: str) -> HttpResponse:
    """Numbers by kind, from the sign-in sheet (R15)."""
    session = steered(request, code)
    form = HeadcountForm(given(request)) if request.method == "POST" else HeadcountForm.of(session)
    if form.done(lambda: actions.put_headcounts(session, form.counts, by=acting(request))):
        messages.success(request, _("Kept."))
        return redirect("assembly:desk", code)
    return framed(request, "headcounts", session, "desk", form=form)


@sure
@never_cache
def reception(request: HttpRequest, code: str) -> HttpResponse:
    """受付担当: who may see contact data."""
    session = steered(request, code)
    form = ReceptionForm(given(request), session=session)
    if form.done(lambda: actions.name_reception(session, form.cleaned_data["person"], by=acting(request))):
        return redirect("assembly:reception", code)
    named = session.receptions.filter(ended=None).select_related("person", "by")
    may_look = policy.can_see_contacts(who_of(request), session)
    return framed(request, "reception", session, "desk", form=form, named=named, may_look=may_look)


@sure
@require_POST
def reception_ended(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """They no longer look after it."""
    session = steered(request, code)
    actions.end_reception(get_object_or_404(Reception, pk=pk, session=session), by=acting(request))
    return redirect("assembly:reception", code)


@sure
@never_cache
@require_POST
def contacts(request: HttpRequest, code: str) -> HttpResponse:
    """The contact data; a POST, because each look is recorded."""
    session = steered(request, code)
    found = actions.look_at_contacts(session, by=acting(request))
    return framed(request, "contacts", session, "desk", contacts=found)


@sure
@never_cache
def doors(request: HttpRequest, code: str) -> HttpResponse:
    """What came in by which door, what looks like a flood, and what is left out of the counts."""
    session = steered(request, code)
    form = SetAsideForm(given(request))
    if form.done(lambda: set_aside(session, by=acting(request), **form.cleaned_data)):
        messages.success(request, _("Left out of the counts. Everybody reads the reason."))
        return redirect("assembly:doors", code)
    context = {"doors": door_counts(session), "bursts": bursts(session), "aside": doors_set_aside(session)}
    return framed(request, "doors", session, "desk", form=form, **context)


@sure
@require_POST
def door_back(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Count it again."""
    session = steered(request, code)
    take_back(get_object_or_404(SetAside.objects.select_related("about"), pk=pk, about=session.pk), by=acting(request))
    return redirect("assembly:doors", code)


@signed_in
@never_cache
@keeps
def new_material(request: HttpRequest, code: str) -> HttpResponse:
    """Any party puts something on the table (R17)."""
    session = session_of(request, code)
    if not policy.can_add_material(who_of(request), session):
        raise Http404
    form = MaterialForm(given(request), request.FILES or None, who=acting(request))
    if form.done(lambda: _on_table(session, form)):
        messages.success(request, _("It is on the table."))
        return redirect(session)
    context = {"session": session, "form": resumed(request, form), "materials": session.materials.select_related("by")}
    return render(
        request,
        "assembly/material_form.html",
        context | {"who": acting(request)},
        status=422 if form.went_wrong else 200,
    )


def _on_table(session: Session, form: MaterialForm) -> Material:
    facts = {name: form.cleaned_data[name] for name in ("title", "text", "link", "file")}
    return actions.add_material(session, by=form.by, **facts)


@signed_in
@require_POST
def material_gone(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Taken from the table again."""
    session = session_of(request, code)
    actions.remove_material(get_object_or_404(Material, pk=pk, session=session), by=acting(request))
    return redirect(session)
