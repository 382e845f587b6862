"""事例: the list, what went wrong and why, and what only the page of a case shows."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from yoriai.directory import actions
from yoriai.directory.forms.cases import TurnsForm
from yoriai.directory.models import Case, Cause
from yoriai.directory.policy import can_edit
from yoriai.directory.queries.cases import cannot_answer, found, lessons, named_in, standings, to_ask
from yoriai.directory.queries.entries import pending
from yoriai.directory.queries.pages import Fact, facts_of
from yoriai.kernel.models import Area, Theme
from yoriai.people.forms.drafts import keeps, resumed
from yoriai.people.gate import reader, signed_in, somebody
from yoriai.people.policy import is_office
from yoriai.ui import display
from yoriai.ui.fragments import cards_of
from yoriai.ui.paging import page
from yoriai.ui.whole_page import whole_page

FILTERS = ("theme", "area", "outcome", "cause")
# The parts of the page: which facts stand in which.
PARTS = {
    "short": ("period", "cost", "website"),
    "before": ("began_with", "problem", "shared_purpose"),
    "after": ("results", "ripples"),
    "wrong": ("failures", "causes", "lesson", "again"),
    "on": ("goes_on",),
}
# On the page they are headings; on the form their labels ask.
HEADINGS = {"began_with": gettext_lazy("How it began"), "problem": gettext_lazy("What the trouble was")}


def own_case(request: HttpRequest, code: str) -> Case:
    """A case this person may change. Absent and forbidden look the same."""
    who = reader(request)
    case: Case = get_object_or_404(Case.objects.visible_to(who).select_related("by"), code=code)
    if not can_edit(who, case):
        raise Http404
    return case


def kept_or_waits(case: Case, words: str = "") -> str:
    """What is said after a change: that it stands there, or that a second person is asked first."""
    if pending(case) is not None:
        return _("Somebody else of your organisation is asked to look at it first.")
    return words or _("Kept.")


def the_case(request: HttpRequest, case: Case) -> dict[str, Any]:
    """What only a case has: the parts of its story, its turns, and its parties with their own words."""
    facts, who = {fact.name: _headed(fact) for fact in facts_of(case)}, reader(request)
    told = {part: [facts[name] for name in names if name in facts] for part, names in PARTS.items()}
    rows, mine = standings(case), can_edit(who, case)
    return told | {
        "turns": list(case.turns.all()),
        "parties": rows,
        "mine": mine,
        "to_ask": len(to_ask(case)) if mine else 0,
        "named": bool(named_in(case, who)) if who is not None else False,
        "to_note": is_office(who) and any(party.agreed is None for party in cannot_answer(case)),
        "theme": case.themes.first(),
    }


def _headed(fact: Fact) -> Fact:
    return replace(fact, label=HEADINGS.get(fact.name, fact.label))


@require_safe
@whole_page
def cases(request: HttpRequest) -> HttpResponse:
    """Every case, the newest first, by theme, area, outcome and cause."""
    asked = {name: request.GET.get(name, "").replace("\0", "")[:40] for name in FILTERS}
    shown = page(found(reader(request), asked).only("pk", "version", "code"), request)
    context = {
        "page": shown,
        "cards": cards_of([(row.pk, row.version) for row in shown.rows], display.of(request)),
        "asked": asked,
        "narrowed": any(asked.values()),
        "themes": Theme.objects.problems(),
        "areas": Area.objects.exclude(kind=Area.Kind.TOWN).defer("outline"),
        "causes": Cause.choices,
    }
    return render(request, "directory/cases.html", context)


@require_safe
@whole_page
def learning(request: HttpRequest) -> HttpResponse:
    """失敗から学ぶ: each cause of the list, and what others learned."""
    rows = lessons(reader(request))
    return render(
        request, "directory/lessons.html", {"lessons": rows, "untold": [row for row in rows if not row.number]}
    )


@signed_in
@never_cache
@keeps
def turns(request: HttpRequest, code: str) -> HttpResponse:
    """経緯: the turning points, for the owner."""
    case = own_case(request, code)
    form = TurnsForm.of(case, request.POST if request.method == "POST" else None)
    by = somebody(request).wearing(case.by)
    if form.done(lambda: actions.put_turns(case, form.cleaned_data["turns"], by=by)):
        messages.success(request, kept_or_waits(case))
        return redirect(case)
    return render(
        request,
        "directory/turns.html",
        {"form": resumed(request, form), "entry": case},
        status=422 if form.went_wrong else 200,
    )
