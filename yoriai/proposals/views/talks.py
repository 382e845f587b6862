"""担当課との協議: the city's answer as the group reads it; the section's own page with its note, its answer, passing on."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from yoriai.engines.japanese.dates import era_date
from yoriai.kernel.actors.who import Who
from yoriai.people.forms.drafts import keeps, resumed
from yoriai.people.gate import reader, somebody, sure
from yoriai.proposals import actions, policy
from yoriai.proposals.finding import framed, given, own_proposal
from yoriai.proposals.forms.panel import ReplyFileForm
from yoriai.proposals.forms.partners import AskSectionForm, PassOnForm, ReplyOrSendForm, SureToSendForm
from yoriai.proposals.models import Proposal, Talk
from yoriai.proposals.queries.talks import days_unsettled, passed_on, shown_talks


@require_safe
@never_cache
def talks(request: HttpRequest, code: str) -> HttpResponse:
    """What each section answered, side by side, and how it came to the section that answers."""
    return _talks_page(request, own_proposal(request, code))


def _talks_page(request: HttpRequest, found: Proposal, form: AskSectionForm | None = None) -> HttpResponse:
    who = reader(request)
    rows = shown_talks(found, lambda talk: policy.can_read_memo(who, talk))
    context: dict[str, Any] = {"talks": rows, "passed": passed_on(found), "days": days_unsettled(found)}
    context["may_note"] = found.state == "in_talks" and policy.can_accompany(who, found)
    context["writes"] = [talk.pk for talk in rows if talk.sent is None and policy.can_reply(who, talk)]
    if form is None and policy.can_ask_section(who, found):
        form = AskSectionForm(asked=[talk.section_id for talk in rows])
    return framed(request, "talks", found, "talks", form=form, **context)


@sure
@require_POST
def section_asked(request: HttpRequest, code: str) -> HttpResponse:
    """One more section is asked, in support of the one that leads (R63)."""
    found, who = own_proposal(request, code), somebody(request)
    if not policy.can_ask_section(who, found):
        raise Http404
    form = AskSectionForm(request.POST)
    if form.done(lambda: actions.ask_section(found, **form.cleaned_data, by=who)):
        messages.success(request, _("The section is asked."))
        return redirect("proposals:talks", code)
    return _talks_page(request, found, form)


@sure
@require_safe
@never_cache
def own_reply(request: HttpRequest, code: str) -> HttpResponse:
    """The address in a mail and on a paper: on to the part of the talks that is this reader's section's, the leading one first."""
    return redirect("proposals:reply", code, talk_of(request, code)[1].pk)


@sure
@never_cache
@keeps
def reply(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The section's page: keep what has been written so far; with the day of the decision look at it once more, and send it."""
    found, talk, who = talk_of(request, code, pk)
    form = resumed(request, ReplyOrSendForm(given(request), instance=talk))
    if not form.done(lambda: answered(talk, form, who)):
        return reply_page(request, found, talk, form)
    return kept_or_sent(request, form, reverse("proposals:reply", args=[code, pk]))


def answered(talk: Talk, form: ReplyOrSendForm, who: Who) -> Talk:
    """Keep it, and send it where its writer has looked at it."""
    said = {name: form.cleaned_data[name] for name in ("memo", "decided_on", "sure")}
    return actions.reply_and_send(talk, by=who, **said, **form.facts)


def kept_or_sent(request: HttpRequest, form: ReplyOrSendForm, back: str) -> HttpResponse:
    """What is shown after that: the page again; or, with the day of the decision, what goes out, for one more yes."""
    day, sent = form.cleaned_data["decided_on"], form.cleaned_data["sure"]
    if day is None or sent:
        messages.success(request, _("The answer has gone to the group.") if day else _("Kept. Nothing has gone out."))
        return redirect(back)
    once = _("It goes to the group and its partners as it stands here, decided on %(day)s, and no longer changes.")
    context: dict[str, Any] = {
        "question": _("Send the city's answer?"),
        "verb": _("Send it to the group"),
        "back": back,
    }
    context |= {"consequences": [*form.lines, once % {"day": era_date(day)}], "form": SureToSendForm(form)}
    return render(request, "ui/sure.html", context)


def reply_page(request: HttpRequest, found: Proposal, talk: Talk, form: ReplyOrSendForm, **more: Any) -> HttpResponse:
    context: dict[str, Any] = {
        "talk": talk,
        "file": ReplyFileForm(),
        "others": shown_talks(found, lambda _talk: False),
        "pass_on": PassOnForm(source=talk.section_id),
        "open": talk.sent is None,
    } | more
    return framed(request, "reply", found, "talks", form=form, **context)


@sure
@require_POST
def reply_passed(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """「うちではない → ○○課」."""
    found, talk, who = talk_of(request, code, pk)
    form = PassOnForm(request.POST, source=talk.section_id)
    if form.done(lambda: actions.pass_talk_on(talk, form.cleaned_data["to"], form.cleaned_data["reason"], by=who)):
        messages.success(request, _("Passed on. The group reads the reason."))
        return redirect("people:my")
    answer = reply_page(request, found, talk, ReplyOrSendForm(instance=talk), pass_on=form)
    answer.status_code = 422
    return answer


def talk_of(request: HttpRequest, code: str, pk: int | None = None) -> tuple[Proposal, Talk, Who]:
    """The proposal, a section's part in the talks, the reader: this part, else their own section's, the leading one first."""
    found, who = own_proposal(request, code), somebody(request)
    rows = Talk.objects.filter(proposal=found, ended=None).select_related("section", "proposal__scheme")
    mine = rows if who.office else rows.filter(section__in=who.hats)
    talk = get_object_or_404(mine.order_by("-leads", "pk")[:1] if pk is None else mine.filter(pk=pk))
    if not policy.can_read_memo(who, talk):
        raise Http404
    return found, talk, who
