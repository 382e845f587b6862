"""協議依頼書 and its answers by another way: the sheet, the table that goes out and comes back, the link of the mail."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yoriai.engines.tables.reasons import Unreadable
from yoriai.kernel.actors.who import Who
from yoriai.kernel.policy import NotPossible
from yoriai.people.gate import sure
from yoriai.people.queries import ask_by_key, who_is
from yoriai.proposals import actions, policy
from yoriai.proposals import printing_panel as printing
from yoriai.proposals.finding import given
from yoriai.proposals.forms.panel import ReplyFileForm
from yoriai.proposals.forms.partners import PassOnForm, ReplyOrSendForm
from yoriai.proposals.models import Proposal, Talk
from yoriai.proposals.paper.request import ROWS, OtherProposal, questions_xlsx, read_answers
from yoriai.proposals.queries.panel import frozen_sheets
from yoriai.proposals.views.books import XLSX
from yoriai.proposals.views.talks import answered, kept_or_sent, reply_page, talk_of

MOST = 2_000_000


@sure
@require_safe
@never_cache
def request_sheet(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The request on one A4."""
    found, talk, _who = talk_of(request, code, pk)
    answer = HttpResponse(printing.request_of(talk), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{found.code}-request.pdf"'
    return answer


@sure
@require_safe
@never_cache
def questions_file(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The five questions as a table, with what has been written so far."""
    found, talk, _who = talk_of(request, code, pk)
    said = {name: getattr(talk, name) for name in ROWS.values()}
    answer = HttpResponse(questions_xlsx(found.code, found.title, talk.can, said), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{found.code}-questions.xlsx"'
    return answer


@sure
@require_POST
def questions_back(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The table has come back: what was read stands in the boxes. Nothing is kept, and nothing sent, before somebody has looked."""
    found, talk, _who = talk_of(request, code, pk)
    form = ReplyFileForm(request.POST, request.FILES)
    said = form.accepts(lambda: _read(form, found)) if talk.sent is None else None
    if said is None:
        answer = reply_page(request, found, talk, ReplyOrSendForm(instance=talk), file=form)
        answer.status_code = 422
        return answer
    return reply_page(request, found, talk, ReplyOrSendForm(instance=talk, initial=said), from_file=True)


def _read(form: ReplyFileForm, found: Proposal) -> dict[str, str]:
    try:
        return read_answers(form.cleaned_data["file"].read(MOST + 1), found.code)
    except Unreadable:
        raise NotPossible(_("The file cannot be read. Please use the table from this page.")) from None
    except OtherProposal:
        raise NotPossible(_("This table belongs to another proposal.")) from None


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def reply_by_mail(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """The section answers by the link of its mail, without signing in. Kept until it is sent with the day it was decided on."""
    found = _asked(code, key)
    if found is None:
        return render(request, "proposals/reply_over.html", status=410)
    talk, who = found
    form = ReplyOrSendForm(given(request), instance=talk)
    if form.done(lambda: answered(talk, form, who)):
        return kept_or_sent(request, form, reverse("proposals:reply_by_mail", args=[code, key]))
    return _page_by_mail(request, talk, key, form, PassOnForm(source=talk.section_id))


@require_POST
@never_cache
def passed_by_mail(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """「うちではない → ○○課」 by the link of the mail. The link is used up by it; the next section gets its own."""
    found = _asked(code, key)
    if found is None:
        return render(request, "proposals/reply_over.html", status=410)
    talk, who = found
    form = PassOnForm(request.POST, source=talk.section_id)
    if form.done(lambda: actions.pass_talk_on(talk, **form.cleaned_data, by=who)):
        messages.success(request, _("Passed on. The group reads the reason."))
        return redirect("proposals:reply_by_mail", code, key)
    return _page_by_mail(request, talk, key, ReplyOrSendForm(instance=talk), form)


def _page_by_mail(
    request: HttpRequest, talk: Talk, key: str, form: ReplyOrSendForm, pass_on: PassOnForm
) -> HttpResponse:
    context: dict[str, Any] = {"proposal": talk.proposal, "talk": talk, "form": form, "pass_on": pass_on, "key": key}
    context["frozen"] = frozen_sheets(talk.proposal, {"public", "parties"})
    wrong = form.went_wrong or pass_on.went_wrong
    return render(request, "proposals/reply_by_mail.html", context, status=422 if wrong else 200)


def _asked(code: str, key: str) -> tuple[Talk, Who] | None:
    """The part of the talks the key answers, and the section as the one who writes; None for a key that is used up or another's."""
    waiting = ask_by_key(key, "section_talks")
    if waiting is None or waiting.item is None or waiting.item.code != code:
        return None
    talks = Talk.objects.filter(proposal=waiting.item_id, section=waiting.asked_id, ended=None)
    talk = talks.select_related("proposal__scheme", "proposal__by", "section").first()
    who = who_is(waiting.asked, signed_in=False)
    return (talk, who) if talk is not None and policy.can_reply(who, talk) else None
