"""担当課と相手をさがす: whom the idea fits and why; with the group's yes sections say whether they can imagine it."""

from typing import Any

from django.contrib import messages
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from yoriai.kernel.actors.who import Who
from yoriai.kernel.models import Ask
from yoriai.people.gate import signed_in, somebody, sure
from yoriai.people.limits import slow
from yoriai.proposals import actions, policy
from yoriai.proposals.finding import framed, given, own_proposal, the_proposal
from yoriai.proposals.forms.advice import ImaginingForm, SectionsAskedForm
from yoriai.proposals.forms.partners import PassOnForm
from yoriai.proposals.lifecycle import IMAGINE
from yoriai.proposals.models import Proposal, Sharing
from yoriai.proposals.policy import early
from yoriai.proposals.queries.likely import likely_bodies, likely_sections
from yoriai.proposals.queries.sheets import sheet
from yoriai.proposals.queries.talks import days_unsettled, idea_passed_on

# Working it out takes seconds: once for each version of the proposal in an hour, and so often for one reader.
AN_HOUR, MOST = 60 * 60, 30


@signed_in
@never_cache
def sections(request: HttpRequest, code: str) -> HttpResponse:
    """Sections and bodies the idea fits, each with the reason; the office asks from here, once the group has said yes."""
    found, who = own_proposal(request, code), somebody(request)
    if not early.can_seek(who, found):
        raise Http404
    form = SectionsAskedForm(given(request)) if early.can_ask_to_imagine(who, found) else None
    if form is not None and form.done(lambda: _asked(found, form, who)):
        messages.success(request, _("The sections are asked. They read the idea sheet alone."))
        return redirect("proposals:sections", code)
    context = _fitting(found, who) | _matching(found, who) | {"may_invite": policy.can_invite_partner(who, found)}
    return framed(request, "sections", found, "partners", form=form, **context)


def _fitting(found: Proposal, who: Who) -> dict[str, Any]:
    """Whom it fits. Raises TooOften."""
    today = timezone.localdate()
    key = f"fits:{found.pk}:{found.version}:{today}:{get_language()}"
    kept: dict[str, Any] | None = cache.get(key)
    if kept is None:
        slow(f"fits:{who.person.pk}", MOST, AN_HOUR)
        kept = {"likely": likely_sections(found, today), "bodies": likely_bodies(found, today)}
        cache.set(key, kept, AN_HOUR)
    return kept


def _matching(found: Proposal, who: Who) -> dict[str, Any]:
    """How far the search for a section has come, where the scheme begins with it."""
    if not found.scheme.the_plan.rules.matching_first:
        return {}
    asked = Ask.objects.filter(what=IMAGINE, item=found.pk).exclude(state=Ask.State.CLOSED).select_related("asked")
    return {
        "first": True,
        "shared": Sharing.objects.filter(proposal=found).select_related("by").first(),
        "asked": asked.order_by("id"),
        "passed": idea_passed_on(found),
        "days": days_unsettled(found),
        "may_share": early.can_share_idea(who, found),
    }


def _asked(found: Proposal, form: SectionsAskedForm, who: Who) -> int:
    kept = form.cleaned_data
    return actions.ask_to_imagine(found, list(kept["sections"]), by=who, due=kept["due"], text=kept["text"])


@signed_in
@require_POST
def sharing(request: HttpRequest, code: str) -> HttpResponse:
    """The group says yes to being shown to sections, or takes it back."""
    found, who = own_proposal(request, code), somebody(request)
    if not early.can_share_idea(who, found):
        raise Http404
    act = actions.unshare_idea if request.POST.get("back") else actions.share_idea
    act(found, by=who)
    messages.success(request, _("Kept."))
    return redirect("proposals:sections", code)


@sure
@never_cache
def imagining(request: HttpRequest, code: str) -> HttpResponse:
    """The section reads the idea sheet, and says whether it would shape it with the group."""
    found, ask, who = _imagining_of(request, code)
    form = ImaginingForm(given(request))
    if form.done(lambda: _imagined(found, form, who)):
        messages.success(request, _("Thank you. Your answer is kept."))
        return redirect("people:my" if form.cleaned_data["answer"] == "no" else found)
    return _imagining_page(request, found, ask, form, PassOnForm(source=ask.asked_id))


@sure
@require_POST
def imagining_passed(request: HttpRequest, code: str) -> HttpResponse:
    """「うちではない → ○○課」, while it is an idea."""
    found, ask, who = _imagining_of(request, code)
    form = PassOnForm(request.POST, source=ask.asked_id)
    if form.done(lambda: actions.pass_imagining_on(found, **form.cleaned_data, by=who)):
        messages.success(request, _("Passed on. The group reads the reason."))
        return redirect("people:my")
    answer = _imagining_page(request, found, ask, ImaginingForm(), form)
    answer.status_code = 422
    return answer


def _imagining_of(request: HttpRequest, code: str) -> tuple[Proposal, Ask, Who]:
    """The idea, what the reader's section is asked about it, and the reader."""
    found, who = the_proposal(request, code), somebody(request)
    rows = Ask.objects.filter(what=IMAGINE, item=found.pk, asked__in=who.hats, state=Ask.State.ASKED)
    return found, get_object_or_404(rows.order_by("id")[:1]), who


def _imagining_page(
    request: HttpRequest, found: Proposal, ask: Ask, form: ImaginingForm, pass_on: PassOnForm
) -> HttpResponse:
    context = {"sheet": sheet(found, "F1", {"public", "parties"}), "ask": ask, "pass_on": pass_on}
    return framed(request, "imagining", found, "proposal", form=form, passed=idea_passed_on(found), **context)


def _imagined(found: Proposal, form: ImaginingForm, who: Who) -> None:
    kept = form.cleaned_data
    actions.answer_imagining(found, by=who, yes=kept["answer"] == "yes", words=kept["words"])
