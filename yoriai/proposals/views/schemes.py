"""制度 (R33, R35), for everybody: which there are, what one is, whether an idea fits, its forms, its public list."""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from yoriai.directory.models import Measure
from yoriai.engines.schemes import LAST_MINUTE, Plan
from yoriai.engines.tables.writing import json_pieces, to_csv
from yoriai.kernel.actors.who import Who
from yoriai.kernel.models import Item
from yoriai.people.gate import reader
from yoriai.proposals import policy
from yoriai.proposals.forms.fit import FitForm
from yoriai.proposals.models import Correction, Scheme, SchemeTheme
from yoriai.proposals.policy import early
from yoriai.proposals.queries import schemes as of
from yoriai.proposals.queries.advice import asked_about
from yoriai.proposals.queries.comparison import phase_words, yen_words
from yoriai.proposals.queries.fit import fit as fits
from yoriai.proposals.queries.office import A_PAGE
from yoriai.proposals.queries.work import LOOKED_AT
from yoriai.proposals.wording import KEPT, PAPERS, STEPS, TIES, paper_readers, place_words, value_words
from yoriai.ui import display
from yoriai.ui.fragments import Reader, box, mark_of, piece
from yoriai.ui.paging import page
from yoriai.ui.threads import Knot
from yoriai.ui.whole_page import whole_page

FEW = 6


@whole_page
def schemes(request: HttpRequest) -> HttpResponse:
    """Open ones first; those that have ended by fiscal year."""
    who = reader(request)
    rows = of.schemes_for(who)
    context = {"schemes": rows, "runs": policy.can_run(who)}
    return render(request, "proposals/schemes.html", context)


@whole_page
def scheme(request: HttpRequest, code: str) -> HttpResponse:
    """What it is, who may propose, the classes, the year, how it is judged, the themes, the forms, what came in."""
    found, who = the_scheme(request, code), reader(request)
    shown = found.listed is not None or found.state == Scheme.State.ENDED
    seats = list(found.panel.filter(ended=None).select_related("actor"))
    context = {
        "scheme": found,
        **_read_by_all(found, display.of(request)),
        "themes": of.themes_of(found, who),
        "forums": of.put_before_of(found, who),
        "panel": seats,
        "judges": who is not None and any(seat.actor_id in who.hats for seat in seats),
        "came_in": _came_in(request, found, of.numbers_of(found) if shown else None),
        "corrections": corrections_of(found),
        **_may(found, who),
    }
    return render(request, "proposals/scheme.html", context)


def _came_in(request: HttpRequest, found: Scheme, numbers: of.Numbers | None) -> SafeString:
    """A page of the public list and the year in figures, as a piece until something of it changes."""
    part = page(of.in_list(found), request, by="number", size=A_PAGE, upward=True)
    listed = of.as_lines(part.rows, found)
    shown = (found.pk, found.state, found.visibility, found.of_the_year, listed, part.newer, part.older, numbers)
    context = {"scheme": found, "page": part, "listed": listed, "numbers": numbers}
    return piece("proposals/scheme_came_in.html", shown, display.of(request), **context)


def _may(found: Scheme, who: Who | None) -> dict[str, bool]:
    """What this reader may do here."""
    return {
        "runs": policy.can_run(who),
        "takes": found.takes_now,
        "calls": found.call_now in ("ahead", "now"),
        "offers": early.can_offer_now(who, found),
        "asked": asked_about(found, who),
        "sets_theme": policy.can_set_theme(who) and found.state != Scheme.State.ENDED,
    }


def corrections_of(found: Scheme, sheet: SchemeTheme | None = None) -> list[tuple[Correction, str, str, str]]:
    """(the row, where, what stood there, what stands there), in words. sheet: those of this theme sheet alone."""
    rows = found.corrections.all()
    if sheet is not None:
        rows = rows.filter(where__startswith=f"set_themes.{sheet.code}.")
    if not rows:
        return []
    titles = dict(found.set_themes.values_list("code", "title"))
    return [_in_words(row, found.the_plan, titles) for row in rows]


def _in_words(row: Correction, plan: Plan, titles: dict[str, str]) -> tuple[Correction, str, str, str]:
    """A correction of the plan, or of a theme sheet."""
    of_a_sheet, *key = row.where.split(".")
    if of_a_sheet != "set_themes":
        said = [value_words(row.where, value, plan) for value in (row.before, row.after)]
        return row, place_words(row.where, plan, row.before), said[0], said[1]
    code, name = key
    label = SchemeTheme._meta.get_field(name).verbose_name  # type: ignore[union-attr]
    said = [value_words(name, yen_words(one or 0) if name == "cap" else one) for one in (row.before, row.after)]
    return row, f"{titles[code]}：{label}", said[0], said[1]


def read(found: Scheme) -> dict[str, Any]:
    """What the parts of a scheme's page need: the plan, its year as a course, its rules in words."""
    plan = found.the_plan
    parts = of.course(plan, timezone.localdate())
    return {
        "scheme": found,
        "plan": plan,
        "parts": [(phase, state, phase_words(phase, found)) for phase, state in parts],
        "knots": [Knot(phase.name, state) for phase, state in parts],
        "way": way_of(found),
        "closes_at": plan.rules.closes_at if plan.rules.closes_at != LAST_MINUTE else None,
        "tie": TIES[plan.rules.tie],
        "classes": [(kind, yen_words(kind.cap), _skips(kind.skips)) for kind in plan.types],
        "kept_longer": [(KEPT[one.key], one.years) for one in plan.keeps],
        "papers": [(PAPERS[one.key], one.needed, paper_readers(one.key)) for one in plan.papers],
        "blanks": [of.blank(plan, one.code) for one in plan.forms],
    }


# Parts of the page that hang on the plan and the day alone.
PIECES = ("texts", "classes", "dates", "rounds", "rules", "forms", "papers")


def _read_by_all(found: Scheme, looks: display.Display) -> dict[str, Any]:
    """The plan, where the scheme stands, and those parts, each put into words once until the plan changes or the day is over."""
    context = cache(lambda: read(found))
    shown = (found.code, mark_of(found.plan_text), timezone.localdate())

    def part(name: str) -> Callable[[Reader], str]:
        return lambda reader: render_to_string(f"proposals/scheme_{name}.html", {**context(), "request": reader})

    pieces = {f"read_{name}": box(f"scheme-{name}", shown, looks, part(name)) for name in PIECES}
    return {"plan": found.the_plan, "way": way_of(found), **pieces}


def _skips(steps: tuple[str, ...]) -> list[Any]:
    return [STEPS[step] for step in steps if step in STEPS]


def way_of(found: Scheme) -> list[Knot]:
    """起草 → 話し合い → 決定 (R37): where the scheme itself stands."""
    at = 2 if found.state != Scheme.State.DRAFT else 1 if found.visibility == "public" else 0
    titles = [_("The scheme is drafted"), _("It is talked over"), _("It is decided and opened")]
    last = found.state != Scheme.State.DRAFT
    return [Knot(title, "done" if n < at or last else "now" if n == at else "ahead") for n, title in enumerate(titles)]


@whole_page
def fit(request: HttpRequest, code: str) -> HttpResponse:
    """Is my idea right for this? Five questions, an answer in words, and what else there is."""
    found = the_scheme(request, code)
    form = FitForm(request.GET if "who" in request.GET or "yen" in request.GET else None)
    answer = fits(found.the_plan, **form.cleaned_data) if form.is_valid() else None
    context: dict[str, Any] = {"scheme": found, "plan": found.the_plan, "form": form, "answer": answer}
    if answer is not None and answer.how != "yes":
        context["measures"] = Measure.objects.public().filter(state="shown").order_by("-pk")[:FEW]
        forums = Item.objects.public().filter(kind="session", when__gt=timezone.now())
        context["evenings"] = forums.order_by("when")[:FEW]
    return render(request, "proposals/scheme_fit.html", context, status=422 if form.went_wrong else 200)


@whole_page
def form(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """A form to read and to print: what is asked, with room to write."""
    found = the_scheme(request, code)
    blank = of.blank(found.the_plan, form)
    if blank is None:
        raise Http404
    context = {"scheme": found, "plan": found.the_plan, "blank": blank, "looked_at": LOOKED_AT.values()}
    return render(request, "proposals/scheme_form.html", context)


def listed(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """The public list as open data."""
    found = the_scheme(request, code)
    heads = [_("No."), _("Title of the project"), _("Class"), _("How it stands")]
    rows: list[list[Any]] = [
        [row.number, row.title, row.type_name, row.state_label] for row in of.as_lines(of.in_list(found), found)
    ]
    name = {"Content-Disposition": f'attachment; filename="scheme-{found.code}.{form}"'}
    if form == "json":
        return HttpResponse(b"".join(json_pieces(heads, rows)), content_type="application/json", headers=name)
    return HttpResponse(to_csv(heads, rows), content_type="text/csv; charset=utf-8", headers=name)


def the_scheme(request: HttpRequest, code: str) -> Scheme:
    """The scheme of this code, among what its reader may see."""
    found: Scheme = get_object_or_404(
        Scheme.objects.visible_to(reader(request)).select_related("by"), code=code.upper()
    )
    return found
