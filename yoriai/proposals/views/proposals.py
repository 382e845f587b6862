"""Proposals: the list, the page of one (as much as its reader may read), the first word."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from yoriai.kernel.actors.who import Who
from yoriai.kernel.items.models import Item
from yoriai.people.forms.drafts import keeps, resumed
from yoriai.people.gate import by_way_of, reader, signed_in, somebody
from yoriai.proposals import actions, policy
from yoriai.proposals.finding import framed, given, own_proposal, the_proposal, the_scheme
from yoriai.proposals.forms.sheets import IdeaForm, SheetForm
from yoriai.proposals.lifecycle import OFFICE, SECTION
from yoriai.proposals.models import Proposal, Scheme, SchemeTheme, Step
from yoriai.proposals.queries import pages
from yoriai.proposals.queries.handing_in import what_is_missing
from yoriai.proposals.queries.sheets import Question, Sheet
from yoriai.proposals.queries.talks import days_unsettled
from yoriai.proposals.sentences import missing_in_words
from yoriai.proposals.views.steps import buttons
from yoriai.ui.paging import page
from yoriai.ui.stories import short_story
from yoriai.ui.whole_page import whole_page

MOST_MINE = 30


@require_safe
@whole_page
def proposals(request: HttpRequest) -> HttpResponse:
    """What I take part in first; then every joint project of the city."""
    who = reader(request)
    mine = list(pages.mine(who)[:MOST_MINE]) if who is not None and who.signed_in else []
    open_ones = Scheme.objects.visible_to(who).filter(state=Scheme.State.OPEN).order_by("-pk")
    return render(
        request,
        "proposals/proposals.html",
        {"mine": mine, "page": page(pages.projects(), request), "schemes": open_ones},
    )


@require_safe
@whole_page
def proposal(request: HttpRequest, code: str) -> HttpResponse:
    """Where it stands. From the outside: only what everybody may read at this step."""
    found, who = the_proposal(request, code), reader(request)
    if policy.can_read(who, found):
        return inside(request, found, who)
    if found.listed is None and not found.is_adopted:
        return _not_yet(request)
    context = {
        "proposal": found,
        "state": pages.public_state(found),
        "steps": pages.public_steps(found),
        **pages.public_part(found),
        "story": short_story(found, who) if found.is_adopted else None,
        "address": settings.BASE_URL + found.get_absolute_url(),
    }
    return render(request, "proposals/public.html", context)


def _not_yet(request: HttpRequest) -> HttpResponse:
    """For somebody of the city hall who has not given the second factor, the way to it; for everybody else there is no such page."""
    who = reader(request)
    if who is None or not who.runs or who.sure:
        raise Http404
    return by_way_of("people:sure", request)


def inside(request: HttpRequest, found: Proposal, who: Who | None) -> HttpResponse:
    """For those on one of its sides: whose turn it is, by when, what comes next, what is still missing."""
    writes = policy.can_write(who, found, "F2")
    context = {
        "course": pages.course(found),
        "turn": pages.turn_in_words(found),
        "buttons": buttons(found, who),
        "missing": [missing_in_words(fault) for fault in what_is_missing(found)] if writes else [],
        "newest": Step.objects.filter(proposal=found).exclude(reason="").order_by("-id").first(),
        "asks": found.asks.filter(asked__in=who.hats, state="asked") if who else [],
        "verdicts": _verdicts(found, who),
        "days": days_unsettled(found),
        **pages.public_part(found),
        "story": short_story(found, who),
    }
    return framed(request, "proposal", found, "proposal", **context)


def _verdicts(found: Proposal, who: Who | None) -> list[object]:
    """What the panel said, for the parties: conditions and advice are theirs; a member of the panel knows them anyway."""
    return list(found.verdicts.order_by("id")) if policy.can_read(who, found) else []


@require_safe
@never_cache
def history(request: HttpRequest, code: str) -> HttpResponse:
    """Every step: who, when, why; the notes for those who run the scheme."""
    found = own_proposal(request, code)
    rows = page(Step.objects.filter(proposal=found).select_related("person", "hat"), request)
    notes = bool(policy.sides(reader(request), found) & {OFFICE, SECTION})
    return framed(request, "history", found, "history", page=rows, notes=notes)


@require_safe
@never_cache
def begin(request: HttpRequest) -> HttpResponse:
    """`?from=CODE`: to the idea sheet of the scheme that is open; where several are, the reader chooses; where none is, it says so."""
    open_ones = list(Scheme.objects.visible_to(reader(request)).filter(state=Scheme.State.OPEN).order_by("-pk"))
    came_from = Item.objects.visible_to(reader(request)).filter(code=request.GET.get("from", "")).first()
    query = f"?from={came_from.code}" if came_from is not None else ""
    if len(open_ones) == 1:
        return redirect(reverse("proposals:new_idea", args=[open_ones[0].code]) + query)
    return render(request, "proposals/begin.html", {"schemes": open_ones, "came_from": came_from, "query": query})


@signed_in
@never_cache
@keeps
def new_idea(request: HttpRequest, code: str) -> HttpResponse:
    """アイデアシート: one page, ten minutes. `?from=` names the card, the 芽 or the offer it came from."""
    scheme, who = the_scheme(request, code), somebody(request)
    came_from = Item.objects.visible_to(who).filter(code=request.GET.get("from", "")).first()
    sheet = _first_sheet(scheme)
    form = resumed(
        request,
        IdeaForm(given(request), who=who, scheme=scheme, initial=_from(came_from, _wanted_theme(request, scheme))),
    )
    said = resumed(request, SheetForm(sheet, given(request), initial={"issue": came_from.title} if came_from else {}))
    made = form.accepts(lambda: _begun(form, said, scheme, came_from)) if said.is_valid() or not said.is_bound else None
    if made:
        messages.success(request, _("Your idea has come in. Somebody of the office gets back to you."))
        return redirect(made)
    context = {"scheme": scheme, "form": form, "said": said, "came_from": came_from, "sheet": sheet}
    return render(request, "proposals/idea.html", context, status=422 if form.went_wrong or said.went_wrong else 200)


def _first_sheet(scheme: Scheme) -> Sheet:
    form = scheme.the_plan.form("F1")
    assert form is not None, "an open scheme has its first form"
    return Sheet(form, [Question(scheme.the_plan.field(key), None, key in form.required) for key in form.fields])


def _from(item: Item | None, theme: SchemeTheme | None) -> dict[str, object]:
    """What stands in the form already: the name of the thing it came from, the theme it answers with the class for it."""
    said: dict[str, object] = {"title": item.title[:60]} if item is not None else {}
    if theme is not None:
        kinds = (kind.key for kind in theme.scheme.the_plan.types if kind.themed)
        said |= {"theme": theme.pk, "type": next(kinds, None)}
    return {name: value for name, value in said.items() if value}


def _wanted_theme(request: HttpRequest, scheme: Scheme) -> SchemeTheme | None:
    """`?theme=CODE`: the sheet somebody comes from."""
    shown = SchemeTheme.objects.public().filter(scheme=scheme, state=SchemeTheme.State.SHOWN)
    return shown.filter(code=request.GET.get("theme", "")).select_related("scheme").first()


def _begun(form: IdeaForm, said: SheetForm, scheme: Scheme, came_from: Item | None) -> Proposal:
    made = actions.begin(scheme, by=form.by, came_from=came_from, **form.facts)
    actions.put_answers(made, "F1", said.texts, by=form.by)
    return made
