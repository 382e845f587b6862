"""担当課との協議: the city's answer as the group reads it; the section's own page with its note, its answer, passing on."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from yoriai.kernel.actors.who import Who
from yoriai.people.forms.drafts import keeps, resumed
from yoriai.people.gate import reader, somebody, sure
from yoriai.proposals import actions, policy
from yoriai.proposals.finding import framed, given, own_proposal
from yoriai.proposals.forms.panel import ReplyFileForm
from yoriai.proposals.forms.partners import PassOnForm, ReplyForm, SendForm
from yoriai.proposals.models import Proposal, Talk
from yoriai.proposals.queries.talks import days_unsettled, passed_on, shown_talks


@require_safe
@never_cache
def talks(request: HttpRequest, code: str) -> HttpResponse:
    """What each section answered, and how it came to the section that answers."""
    found, who = own_proposal(request, code), reader(request)
    context: dict[str, Any] = {
        "talks": shown_talks(found, lambda talk: policy.can_read_memo(who, talk)),
        "passed": passed_on(found),
        "days": days_unsettled(found),
    }
    return framed(request, "talks", found, "talks", **context)


@sure
@never_cache
@keeps
def reply(request: HttpRequest, code: str) -> HttpResponse:
    """The section's page: keep what has been written so far. Sending is a step of its own, with the day of the decision."""
    found, talk, who = talk_of(request, code)
    form = resumed(request, ReplyForm(given(request), instance=talk))
    if form.done(lambda: actions.keep_reply(talk, by=who, memo=form.cleaned_data["memo"], **form.facts)):
        messages.success(request, _("Kept. Nothing has gone out."))
        return redirect("proposals:reply", code)
    return reply_page(request, found, talk, form)


def reply_page(request: HttpRequest, found: Proposal, talk: Talk, form: ReplyForm, **more: Any) -> HttpResponse:
    context: dict[str, Any] = {
        "talk": talk,
        "send": SendForm(),
        "file": ReplyFileForm(),
        "others": shown_talks(found, lambda _talk: False),
        "pass_on": PassOnForm(),
        "open": talk.sent is None,
    } | more
    return framed(request, "reply", found, "talks", form=form, **context)


@sure
@require_POST
def reply_sent(request: HttpRequest, code: str) -> HttpResponse:
    """市の回答 goes out."""
    found, talk, who = talk_of(request, code)
    form = SendForm(request.POST)
    if form.done(lambda: actions.send_reply(talk, form.cleaned_data["decided_on"], by=who)):
        messages.success(request, _("The answer has gone to the group."))
        return redirect("proposals:talks", code)
    answer = reply_page(request, found, talk, ReplyForm(instance=talk), send=form)
    answer.status_code = 422
    return answer


@sure
@require_POST
def reply_passed(request: HttpRequest, code: str) -> HttpResponse:
    """「うちではない → ○○課」."""
    found, talk, who = talk_of(request, code)
    form = PassOnForm(request.POST)
    if form.done(lambda: actions.pass_talk_on(talk, form.cleaned_data["to"], form.cleaned_data["reason"], by=who)):
        messages.success(request, _("Passed on. The group reads the reason."))
        return redirect("people:my")
    answer = reply_page(request, found, talk, ReplyForm(instance=talk), pass_on=form)
    answer.status_code = 422
    return answer


def talk_of(request: HttpRequest, code: str) -> tuple[Proposal, Talk, Who]:
    """The proposal, this reader's section's part in the talks (the leading one first), the reader."""
    found, who = own_proposal(request, code), somebody(request)
    mine = Talk.objects.filter(proposal=found, ended=None).select_related("section", "proposal__scheme")
    if not who.office:
        mine = mine.filter(section__in=who.hats)
    talk = get_object_or_404(mine.order_by("-leads", "pk")[:1])
    if not policy.can_read_memo(who, talk):
        raise Http404
    return found, talk, who
