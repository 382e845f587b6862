"""A scheme at the office: begun, put before an assembly, opened, ended; its panel, its desk, everything of it to take away."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from yoriai.engines.schemes import Plan, next_year
from yoriai.kernel.actors.who import Who
from yoriai.kernel.models import Item
from yoriai.kernel.policy import NotPossible
from yoriai.people.gate import office, somebody
from yoriai.proposals import actions
from yoriai.proposals.finding import asked_first, given
from yoriai.proposals.forms.scheme_desk import NarrowForm, OfTheYearForm, SeatForm
from yoriai.proposals.forms.schemes import ForumForm, NewSchemeForm
from yoriai.proposals.models import PanelSeat, Scheme
from yoriai.proposals.queries import office as of
from yoriai.proposals.queries.examples import examples
from yoriai.proposals.queries.handing_in import deadline
from yoriai.proposals.queries.schemes import put_before_of
from yoriai.proposals.views.plan import frame
from yoriai.proposals.views.schemes import the_scheme
from yoriai.ui import display
from yoriai.ui.fragments import box
from yoriai.ui.paging import page

FORUMS = 50


@office
@never_cache
def new(request: HttpRequest) -> HttpResponse:
    """Begin from last year's, or from an example."""
    who = somebody(request)
    ours = list(Scheme.objects.visible_to(who).order_by("-year", "-pk")[:20])
    form = NewSchemeForm(request.POST or None, schemes=ours)
    made = form.accepts(lambda: _drawn_up(form.cleaned_data["begin"], ours, who))
    if made:
        return redirect("proposals:plan", made.code)
    context = {"form": form, "submit": _("Make a draft of it"), "back": reverse("proposals:schemes")}
    return render(request, "proposals/scheme_new.html", context, status=422 if form.went_wrong else 200)


def _drawn_up(begin: str, ours: list[Scheme], who: Who) -> Scheme:
    before = next((row for row in ours if row.code == begin), None)
    plan: Plan = next_year(before.the_plan) if before else examples()[begin]
    return actions.draw_up(plan, by=who, made_from=before)


@office
@never_cache
def opening(request: HttpRequest, code: str) -> HttpResponse:
    """What is frozen from then on, what is wrong still, and the button."""
    found = the_scheme(request, code)
    if found.state != Scheme.State.DRAFT:
        raise Http404
    if request.method == "POST":
        return _done(request, lambda: actions.open_scheme(found, by=somebody(request)), found, "proposals:plan")
    return render(request, "proposals/scheme_opening.html", frame(found))


LISTED = (
    gettext_lazy("Everybody reads number, name and class of everything that was handed in, and nothing else of it."),
    gettext_lazy("It cannot be taken back."),
)
ENDED = (
    gettext_lazy("No new proposal can be begun."),
    gettext_lazy("What is under way goes on to its end."),
    gettext_lazy("Its page stays."),
)


@office
@never_cache
def ending(request: HttpRequest, code: str) -> HttpResponse:
    """No new proposals from then on."""
    found = the_scheme(request, code)
    if found.state != Scheme.State.OPEN:
        raise Http404
    if request.method == "POST":
        return _done(request, lambda: actions.end_scheme(found, by=somebody(request)), found, "proposals:scheme_desk")
    context = {
        "question": _("End this scheme?"),
        "consequences": [str(words) for words in ENDED],
        "verb": _("End it"),
        "back": reverse("proposals:scheme_desk", args=[code]),
    }
    return render(request, "ui/sure.html", context)


def _done(request: HttpRequest, act: Any, found: Scheme, otherwise: str) -> HttpResponse:
    """To its page; where it was not possible, back with the reason."""
    try:
        act()
    except NotPossible as no:
        messages.error(request, str(no))
        return redirect(otherwise, found.code)
    return redirect(found)


@office
@never_cache
def forum(request: HttpRequest, code: str) -> HttpResponse:
    """Put the draft before an assembly (R37)."""
    found, who = the_scheme(request, code), somebody(request)
    among = Item.objects.public().filter(kind__in=actions.FORUMS).order_by("-pk")
    newest = Item.objects.filter(pk__in=list(among.values_list("pk", flat=True)[:FORUMS])).order_by("kind", "-pk")
    form = ForumForm(request.POST or None, among=newest)
    if form.done(lambda: actions.put_before(found, form.cleaned_data["forum"], by=who)):
        messages.success(request, _("Everybody can read the draft now, with a word that it is one."))
        return redirect(found)
    context = {
        "form": form,
        "scheme": found,
        "forums": put_before_of(found, who),
        "back": reverse("proposals:plan", args=[code]),
    }
    return render(request, "proposals/scheme_forum.html", context, status=422 if form.went_wrong else 200)


@office
@never_cache
def panel(request: HttpRequest, code: str) -> HttpResponse:
    """Who judges, and one more."""
    found = the_scheme(request, code)
    form = SeatForm(request.POST or None)
    facts = form.cleaned_data if form.is_bound and form.is_valid() else {}
    if form.done(
        lambda: actions.seat_on_panel(found, facts["mail"], by=somebody(request), role=facts["role"], of=facts["of"])
    ):
        messages.success(request, _("They sit on the panel from today."))
        return redirect("proposals:panel", code)
    seats = found.panel.select_related("actor").order_by("ended", "role", "pk")
    context = {"scheme": found, "form": form, "seats": seats, "quorum": found.the_plan.rules.quorum}
    return render(request, "proposals/scheme_panel.html", context, status=422 if form.went_wrong else 200)


@office
@require_POST
def seat_end(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """They no longer sit on the panel."""
    seat = get_object_or_404(PanelSeat, pk=pk, scheme=the_scheme(request, code))
    actions.end_seat(seat, by=somebody(request))
    messages.success(request, _("They no longer sit on the panel. What they scored stays."))
    return redirect("proposals:panel", code)


@office
@never_cache
def desk(request: HttpRequest, code: str) -> HttpResponse:
    """What waits for whom and how long, past its date first."""
    found, today = the_scheme(request, code), timezone.localdate()
    standing = of.how_they_stand(found, today)
    form = NarrowForm(request.GET, scheme=found, standing=standing)
    chosen = form.cleaned_data if form.is_valid() else {}
    shown = page(of.at_the_desk(found, **chosen), request, by="waits_until", size=of.A_PAGE, upward=True)
    last = deadline(found)
    context = {"scheme": found, "page": shown, "rows": of.rows_of(shown.rows, found, today)}
    context["form"] = _kept(form, request, [*standing, *(kind.name for kind in found.the_plan.types)])
    narrowing = {name: value for name, value in chosen.items() if value}
    context |= {"narrowed": narrowing, "narrowing": f"?{urlencode(narrowing)}" if narrowing else ""}
    context |= {"late": sum(row.late for row in standing), "standing": standing}
    context["call_is_over"] = last is None or timezone.now() > last
    return render(request, "proposals/scheme_desk.html", context)


def _kept(form: NarrowForm, request: HttpRequest, shown: list[Any]) -> SafeString:
    """Three boxes of forty choices cost as much as ten rows, and are the same until something moves."""
    return box("desk-form", (request.GET.urlencode(), shown), display.of(request), lambda _reader: str(form))


@office
@never_cache
def of_the_year(request: HttpRequest, code: str) -> HttpResponse:
    """A word beside the figures of the year."""
    found = the_scheme(request, code)
    form = OfTheYearForm(given(request), initial={"text": found.of_the_year})
    if form.done(lambda: actions.write_of_the_year(found, form.cleaned_data["text"], by=somebody(request))):
        return redirect("proposals:numbers")
    context = {
        "form": form,
        "submit": _("Keep"),
        "title": _("A word on the year"),
        "back": reverse("proposals:numbers"),
    }
    return render(request, "ui/form_page.html", context, status=422 if form.went_wrong else 200)


@office
@never_cache
def publication(request: HttpRequest, code: str) -> HttpResponse:
    """The list of what came in, for everybody, in one go."""
    found = the_scheme(request, code)
    if request.method != "POST":
        back, verb = reverse("proposals:scheme_desk", args=[code]), _("Publish the list of what came in")
        return asked_first(request, _("Publish the list of what came in?"), *LISTED, verb=verb, back=back, danger=False)
    try:
        stand = actions.publish_list(found, by=somebody(request))
        messages.success(request, _("The list is published; new in it: %(number)d.") % {"number": stand})
    except NotPossible as no:
        messages.error(request, str(no))
    return redirect("proposals:scheme_desk", code)
