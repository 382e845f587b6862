"""公開する: where to show it, with a preview and the lengths of each channel; the log; taking it back; correcting it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yoriai.kernel.policy import Refusal
from yoriai.publishing import actions, lengths
from yoriai.publishing.desk.door import for_result, page, trail, who
from yoriai.publishing.files import OUTLETS, files_on
from yoriai.publishing.forms import ChannelsForm, NoteForm, OptionsForm, ReasonForm
from yoriai.publishing.models import Publication, Result
from yoriai.publishing.notices import followers, letter
from yoriai.publishing.policy import can_withdraw
from yoriai.publishing.queries import log, telling_of, telling_of_draft
from yoriai.publishing.views import answer_file, context_of

Channel = Publication.Channel
USUAL = [channel for channel in Channel.values if channel != Channel.PAPER_LARGE]


@for_result
def publication(request: HttpRequest, result: Result) -> HttpResponse:
    """The ticks, the previews, the log; POST shows it where ticked."""
    form = ChannelsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made_ = actions.publish(result, form.cleaned_data["channels"], by=who(request))
            messages.success(request, _("Shown in %(count)d places. Thank you, all of you.") % {"count": len(made_)})
            return redirect("publishing:publication", result.session.code)
        except Refusal as refused:
            messages.error(request, str(refused))
            return show(request, result, form, status=409)
    return show(request, result, form, status=422 if form.errors else 200)


def show(request: HttpRequest, result: Result, form: ChannelsForm, *, status: int) -> HttpResponse:
    """The page of the ticks."""
    edition = result.editions.order_by("-number").first()
    agreed = edition is not None and result.state in (Result.State.RELEASED, Result.State.PUBLISHED)
    told = telling_of(edition) if edition is not None and agreed else telling_of_draft(result)
    subject, text = letter(told)
    ticked = set(request.POST.getlist("channels")) if form.is_bound else set(USUAL)
    context: dict[str, Any] = {
        "agreed": agreed,
        "told": told,
        "channels": [channel_row(result, channel, told.texts, ticked) for channel in Channel],
        "mail": {"subject": subject, "text": text},
        "followers": len(followers(result)),
        "log": log(result),
        "can_withdraw": can_withdraw(who(request), result),
    }
    return page(request, result, "publication", context, status=status)


def channel_row(result: Result, channel: Channel, texts: Any, ticked: set[str]) -> dict[str, Any]:
    """One channel: its tick, where it is open already, its lengths, its previews."""
    open_now = (
        Publication.objects.filter(edition__result=result, channel=channel, ended=None)
        .select_related("edition", "by")
        .first()
    )
    return {
        "channel": channel,
        "open": open_now,
        "ticked": channel in ticked,
        "measures": lengths.for_channel(channel, texts),
        "files": [
            (name, reverse("publishing:preview_file", args=[result.session.code, name])) for name in files_on({channel})
        ],
    }


@for_result
def withdrawal(request: HttpRequest, result: Result) -> HttpResponse:
    """Take it back from everywhere, at once."""
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw(result, form.cleaned_data["reason"], by=who(request))
            messages.success(request, _("It is withdrawn everywhere."))
            return redirect("publishing:publication", result.session.code)
        except Refusal as refused:
            messages.error(request, str(refused))
    context = {
        "question": _("Withdraw this result?"),
        "consequences": [
            _("The page, the feed and every file are gone at once; whoever has the address reads your reason."),
            _("Mails that have not gone out are not sent. Mails and sheets that have gone out cannot be called back."),
            _("The whole team is told."),
        ],
        "verb": _("Withdraw"),
        "danger": True,
    }
    return _sure(request, result, form, context)


@for_result
def correction(request: HttpRequest, result: Result) -> HttpResponse:
    """Begin a corrected edition."""
    form = NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.correct(result, form.cleaned_data["note"], by=who(request))
            return redirect("publishing:desk", result.session.code)
        except Refusal as refused:
            messages.error(request, str(refused))
    context = {
        "question": _("Correct this result?"),
        "consequences": [
            _("What is shown now stays until the corrected edition is agreed by two and shown."),
            _("The corrected edition says what was wrong, on the page, in the files and to everybody who was told."),
        ],
        "verb": _("Begin the correction"),
    }
    return _sure(request, result, form, context)


def _sure(request: HttpRequest, result: Result, form: Any, context: dict[str, Any]) -> HttpResponse:
    back = reverse("publishing:publication", args=[result.session.code])
    status = 422 if form.errors else 200
    return render(
        request, "ui/sure.html", context | {"form": form, "back": back, "trail": trail(result.session)}, status=status
    )


@for_result
@require_POST
def end_of_correction(request: HttpRequest, result: Result) -> HttpResponse:
    """No correction after all."""
    try:
        actions.keep(result, by=who(request))
        messages.success(request, _("Nothing was changed. What is shown stays."))
    except Refusal as refused:
        messages.error(request, str(refused))
    return redirect("publishing:publication", result.session.code)


@for_result
def preview(request: HttpRequest, result: Result) -> HttpResponse:
    """The web page as readers would see it."""
    told = telling_of_draft(result)
    return render(
        request, "publishing/preview.html", context_of(result, told, who(request)) | {"trail": trail(result.session)}
    )


@for_result
def preview_file(request: HttpRequest, result: Result, name: str) -> HttpResponse:
    """A file as readers would get it: of the edition that was agreed, else of the draft."""
    if name not in OUTLETS:
        raise Http404
    chosen = OptionsForm(request.GET)
    edition = result.editions.order_by("-number").first() if result.state in ("released", "published") else None
    told = telling_of(edition) if edition else telling_of_draft(result)
    return answer_file(request, result, told, name, chosen, preview=True)
