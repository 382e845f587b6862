"""Proposals: the list, the page of one (as much as its reader may read), the first word."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from yoriai.kernel.actors.who import Who
from yoriai.kernel.items.models import Item
from yoriai.people.forms.drafts import keeps, resumed
from yoriai.people.gate import by_way_of, reader, signed_in, somebody
from yoriai.proposals import actions, policy
from yoriai.proposals.finding import framed, given, missing_here, own_proposal, the_proposal, the_scheme, wanted
from yoriai.proposals.forms.about import AboutForm, IdeaForm, TagsForm, tags_of
from yoriai.proposals.forms.returned import FormFileForm
from yoriai.proposals.forms.sheets import SheetForm
from yoriai.proposals.lifecycle import OFFICE, SECTION
from yoriai.proposals.models import Proposal, Scheme, SchemeTheme, Step
from yoriai.proposals.policy import early
from yoriai.proposals.queries import pages
from yoriai.proposals.queries.advice import booking_of, open_homework
from yoriai.proposals.queries.schemes import taking_ideas, with_a_call
from yoriai.proposals.queries.sheets import Question, Sheet
from yoriai.proposals.queries.talks import days_unsettled
from yoriai.proposals.queries.turns import about_when, whose_turn
from yoriai.proposals.queries.versions import put_right
from yoriai.proposals.queries.way import ENDS, drawn
from yoriai.proposals.queries.youth import OWED
from yoriai.proposals.views.buttons import buttons
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
    shown = {"mine": mine, "page": page(pages.projects(), request), "schemes": with_a_call(who)}
    return render(request, "proposals/proposals.html", shown)


@require_safe
@whole_page
def proposal(request: HttpRequest, code: str) -> HttpResponse:
    """Where it stands. From the outside: only what everybody may read at this step."""
    found, who = the_proposal(request, code), reader(request)
    if policy.can_read(who, found):
        return inside(request, found, who)
    if policy.can_score(who, found):
        return redirect("proposals:scores", code)
    return outside(request, found, who)


def outside(request: HttpRequest, found: Proposal, who: Who | None) -> HttpResponse:
    """For everybody: what the reference says is public at this step, and no page at all before the list is out."""
    if found.listed is None and not found.is_adopted:
        return _not_yet(request)
    context = {
        "proposal": found,
        "state": pages.public_state(found),
        "steps": pages.public_steps(found),
        **pages.public_part(found),
        **(pages.tags(found) if found.is_adopted else {}),
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


@never_cache
def inside(request: HttpRequest, found: Proposal, who: Who | None) -> HttpResponse:
    """For those on one of its sides: whose turn it is, by when, what comes next, what is still missing."""
    missing = missing_here(found) if policy.can_write(who, found, "F2") else []
    context = {
        "course": pages.course(found),
        **_steps_of(found, who, missing=bool(missing)),
        "missing": missing,
        "newest": Step.objects.filter(proposal=found).exclude(reason="").select_related("hat").order_by("-id").first(),
        "asks": found.asks.filter(asked__in=who.hats, state="asked").select_related("asker") if who else [],
        "verdicts": _verdicts(found, who),
        "days": days_unsettled(found),
        **_around(found, who),
        **pages.public_part(found),
        "story": short_story(found, who),
    }
    return framed(request, "proposal", found, "proposal", **context)


def _steps_of(found: Proposal, who: Who | None, *, missing: bool) -> dict[str, object]:
    """Whose turn it is and until when, the next step, and what lies folded away."""
    turn = whose_turn(found)
    may = buttons(found, who, turn=turn, missing=missing)
    return {
        "turn": pages.SIDES.get(turn, ""),
        "until": found.until if turn else None,
        "about": about_when(found) if turn and found.due is None else "",
        "buttons": [button for button in may if not button.folded],
        "rare": [button for button in may if button.folded],
    }


def _around(found: Proposal, who: Who | None) -> dict[str, object]:
    """What it is about; what the group was promised, and what it has taken upon itself."""
    return {
        **pages.tags(found),
        "may_name_companion": early.can_name_companion(who, found),
        "may_about": early.can_put_about(who, found),
        "put_right": put_right(found) if found.state == "checking" and OFFICE in policy.sides(who, found) else [],
        "answer_by": found.answer_by if found.state in OWED else None,
        "booking": booking_of(found),
        "may_book": early.can_book(who, found),
        "homework": open_homework(found),
        "ticks": early.can_tick_homework(who, found),
    }


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
def way(request: HttpRequest, code: str) -> HttpResponse:
    """手続きの図: every state there is, where this one stands and the way it has gone; as a picture and in words."""
    found = own_proposal(request, code)
    return framed(request, "way", found, "history", way=drawn(found), ends=ENDS)


@require_safe
@never_cache
def begin(request: HttpRequest) -> HttpResponse:
    """`?from=CODE`: to the idea sheet of the scheme that is open; where several are, the reader chooses; where none is, it says so."""
    open_ones = with_a_call(reader(request)) or taking_ideas(reader(request))
    came_from = Item.objects.visible_to(reader(request)).filter(code=wanted(request, "from")).first()
    query = f"?from={came_from.code}" if came_from is not None else ""
    if len(open_ones) == 1:
        return redirect(reverse("proposals:new_idea", args=[open_ones[0].code]) + query)
    return render(request, "proposals/begin.html", {"schemes": open_ones, "came_from": came_from, "query": query})


@signed_in
@never_cache
@keeps
def new_idea(request: HttpRequest, code: str) -> HttpResponse:
    """アイデアシート: one page, ten minutes. `?from=` names the card, the 芽 or the offer it came from."""
    scheme = the_scheme(request, code)
    if not policy.can_begin(reader(request), scheme):
        return takes_none(request, scheme)
    came_from, start = begun_from(request, scheme)
    form, said, tags = _idea_forms(request, scheme, came_from, start)
    fine = not form.is_bound or all([said.is_valid(), tags.is_valid()])
    made = form.accepts(lambda: _begun(form, said, tags, scheme, came_from)) if fine else None
    if made:
        messages.success(request, _("Your idea has come in. Somebody of the office gets back to you."))
        return redirect(made)
    context: dict[str, Any] = {"scheme": scheme, "form": form, "said": said, "tags": tags, "came_from": came_from}
    context |= {"sheet": said.sheet, "file": FormFileForm(scheme=scheme, code="F1"), "closed": _is_closed(scheme)}
    wrong = form.went_wrong or said.went_wrong or tags.went_wrong
    return render(request, "proposals/idea.html", context, status=422 if wrong else 200)


def _is_closed(scheme: Scheme) -> bool:
    """Whether this year's proposals are in: an idea can still be talked over."""
    return scheme.call_is_over(timezone.now())


def takes_none(request: HttpRequest, scheme: Scheme) -> HttpResponse:
    """Said before anything is typed: this scheme takes no ideas now."""
    messages.info(request, _("This scheme takes no ideas now. Its dates stand on this page."))
    return redirect(scheme)


def _idea_forms(
    request: HttpRequest, scheme: Scheme, came_from: Item | None, start: dict[str, Any]
) -> tuple[IdeaForm, SheetForm, TagsForm]:
    data, issue = given(request), {"issue": came_from.title} if came_from else {}
    return (
        resumed(request, IdeaForm(data, who=somebody(request), scheme=scheme, initial=start)),
        resumed(request, SheetForm(first_sheet(scheme), data, initial=issue)),
        resumed(request, TagsForm(data, initial=start)),
    )


def first_sheet(scheme: Scheme) -> Sheet:
    form = scheme.the_plan.form("F1")
    assert form is not None, "an open scheme has its first form"
    return Sheet(form, [Question(scheme.the_plan.field(key), None, key in form.required) for key in form.fields])


def begun_from(request: HttpRequest, scheme: Scheme) -> tuple[Item | None, dict[str, Any]]:
    """What `?from=` names, and what stands in the form for it and for `?theme=`."""
    came_from = Item.objects.visible_to(reader(request)).filter(code=wanted(request, "from")).first()
    theme = _wanted_theme(request, scheme)
    return came_from, _from(came_from, theme) | tags_of(came_from, theme)


def _from(item: Item | None, theme: SchemeTheme | None) -> dict[str, Any]:
    """What stands in the form already: the name of the thing it came from, the theme it answers with the class for it."""
    said: dict[str, Any] = {"title": item.title[:60]} if item is not None else {}
    if theme is not None:
        kinds = (kind.key for kind in theme.scheme.the_plan.types if kind.themed)
        said |= {"theme": theme.pk, "type": next(kinds, None)}
    return {name: value for name, value in said.items() if value}


def _wanted_theme(request: HttpRequest, scheme: Scheme) -> SchemeTheme | None:
    """`?theme=CODE`: the sheet somebody comes from."""
    shown = SchemeTheme.objects.public().filter(scheme=scheme, state=SchemeTheme.State.SHOWN)
    return shown.filter(code=wanted(request, "theme")).select_related("scheme").first()


def _begun(form: IdeaForm, said: SheetForm, tags: TagsForm, scheme: Scheme, came_from: Item | None) -> Proposal:
    # Nothing chosen: then it has those of what it came from and of the theme chosen on this very page.
    chosen = {name: rows or None for name, rows in tags.tags.items()}
    return actions.hand_in_idea(scheme, said.texts, by=form.by, came_from=came_from, **form.facts, **chosen)


@signed_in
@never_cache
def about(request: HttpRequest, code: str) -> HttpResponse:
    """Its name, class, theme sheet, themes, area: until it is handed in."""
    found, who = own_proposal(request, code), somebody(request)
    if not early.can_put_about(who, found):
        raise Http404
    form = AboutForm(given(request), proposal=found)
    if form.done(lambda: actions.put_about(found, by=who, **form.facts, **form.tags)):
        messages.success(request, _("Kept."))
        return redirect(found)
    return framed(request, "about", found, "proposal", form=form)
