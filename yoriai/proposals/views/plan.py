"""The plan of a scheme, for the office: part by part, with a preview as others will read it and what is wrong in words."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from yoriai.engines.schemes import Plan, check, to_json, to_toml
from yoriai.people.gate import office, somebody
from yoriai.proposals import actions
from yoriai.proposals.finding import asked_first
from yoriai.proposals.forms.plan_rows import ROWS, RowForm, key_of, up, without
from yoriai.proposals.forms.schemes import PARTS, NewPlanFileForm, WhyForm
from yoriai.proposals.models import Scheme
from yoriai.proposals.sentences import in_words, part_of
from yoriai.proposals.views.schemes import read, the_scheme

NAMES: dict[str, str | Promise] = {
    "texts": gettext_lazy("Name and texts"),
    "classes": gettext_lazy("Classes"),
    "dates": gettext_lazy("Dates of the year"),
    "questions": gettext_lazy("Questions"),
    "forms": gettext_lazy("Forms"),
    "papers": gettext_lazy("Papers of the group"),
    "rounds": gettext_lazy("Rounds of the panel"),
    "rules": gettext_lazy("The rules of the scheme"),
    "keeping": gettext_lazy("How long papers are kept"),
}


def frame(found: Scheme) -> dict[str, Any]:
    """What every page of the plan shows: the parts, and what is wrong in each."""
    faults = [(part_of(fault), *in_words(fault, found.the_plan)) for fault in check(found.the_plan)]
    wrong = {part for part, _place, _words in faults}
    parts_of_plan = [(part, name, part in wrong) for part, name in NAMES.items()]
    return {**read(found), "faults": faults, "parts_of_plan": parts_of_plan}


@office
@never_cache
def plan(request: HttpRequest, code: str) -> HttpResponse:
    """The parts, what is wrong, the plan as a file, and the way to opening it."""
    found = the_scheme(request, code)
    form = NewPlanFileForm(request.POST or None, request.FILES or None, scheme=found)
    if form.done(lambda: actions.change_plan(found, form.change, by=somebody(request), **form.said)):
        messages.success(request, _("The plan of the file stands here now."))
        return redirect("proposals:plan", code)
    context = {**frame(found), "form": form}
    return render(request, "proposals/scheme_plan.html", context, status=422 if form.went_wrong else 200)


@office
@never_cache
def part(request: HttpRequest, code: str, part: str) -> HttpResponse:
    """One part: a form, or the rows it is made of."""
    found = the_scheme(request, code)
    if part in ROWS:
        rows = [(key_of(row), row) for row in getattr(found.the_plan, ROWS[part].column)]
        return render(request, "proposals/scheme_plan_rows.html", {**frame(found), **_at(part), "rows": rows})
    if part not in PARTS:
        raise Http404
    form = PARTS[part](request.POST or None, scheme=found)
    if form.done(lambda: actions.change_plan(found, form.change, by=somebody(request), **form.said)):
        messages.success(request, _("It is kept."))
        return redirect("proposals:plan_part", code, part)
    context = {**frame(found), **_at(part), "form": form}
    return render(request, "proposals/scheme_plan_part.html", context, status=422 if form.went_wrong else 200)


def _at(part: str) -> dict[str, Any]:
    return {"part": part, "part_name": NAMES[part]}


@office
@never_cache
def row(request: HttpRequest, code: str, part: str, key: str) -> HttpResponse:
    """One row: written anew, put one place up, taken out. `new` is the one still to come."""
    found = the_scheme(request, code)
    one = _the_row(found, part, key)
    verb = request.POST.get("verb", "")
    form = ROWS[part](request.POST if verb == "keep" else None, scheme=found, row=one)
    why = _why(request, found, verb)
    change, said = _change(form, why, verb, part, key)
    asked = why if verb in MOVES else form
    if change is not None and asked.done(lambda: actions.change_plan(found, change, by=somebody(request), **said())):
        return redirect("proposals:plan_part", code, part)
    if one is not None and "remove" in (verb, request.GET.get("verb")):
        return _taking_out(request, found, part, one, why)
    wrong = form.went_wrong or why.went_wrong
    context = {**frame(found), **_at(part), "form": form, "row": one, "why": why}
    return render(request, "proposals/scheme_plan_row.html", context, status=422 if wrong else 200)


def _taking_out(request: HttpRequest, found: Scheme, part: str, one: Any, why: WhyForm) -> HttpResponse:
    """The page before a row is taken out, with the reason where the scheme is open."""
    question = _("Take “%(name)s” out of the plan?") % {"name": getattr(one, "name", "") or getattr(one, "label", "")}
    then, back = (
        _("What was said in this row is gone."),
        reverse("proposals:plan_row", args=[found.code, part, key_of(one)]),
    )
    return asked_first(
        request, question, then, verb=_("Take it out of the plan"), back=back, form=why, sent={"verb": "remove"}
    )


MOVES: dict[str, Callable[[Plan, str, str], Plan]] = {"up": up, "remove": without}


def _the_row(found: Scheme, part: str, key: str) -> Any:
    if part not in ROWS:
        raise Http404
    if key == "new":
        return None
    rows = getattr(found.the_plan, ROWS[part].column)
    one = next((row for row in rows if key_of(row) == key), None)
    if one is None:
        raise Http404
    return one


def _why(request: HttpRequest, found: Scheme, verb: str) -> WhyForm:
    """The reason for moving or taking out a row of an open scheme; a draft asks for none."""
    form = WhyForm(request.POST if verb in MOVES else None, prefix="move")
    if found.state != Scheme.State.OPEN:
        form.fields.pop("why")
    return form


def _change(
    form: RowForm, why: WhyForm, verb: str, part: str, key: str
) -> tuple[Callable[[Plan], Plan] | None, Callable[[], dict[str, Any]]]:
    if verb == "keep":
        return form.change, lambda: form.said
    if verb not in MOVES or key == "new":
        return None, dict
    column = ROWS[part].column
    said = why.cleaned_data if why.is_bound and why.is_valid() else {}
    return lambda plan: MOVES[verb](plan, column, key), lambda: {"why": said.get("why", "")}


@office
@never_cache
def plan_file(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """The plan to take away, to change elsewhere and to bring again."""
    found = the_scheme(request, code)
    made = to_json(found.the_plan) if form == "json" else to_toml(found.the_plan)
    headers = {"Content-Disposition": f'attachment; filename="scheme-{found.code}.{form}"'}
    return HttpResponse(made, content_type=f"application/{form}; charset=utf-8", headers=headers)
