"""公開する: where to show it, with a preview and the lengths of each channel; the log; taking it back; correcting it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from yoriai.kernel.policy import Refusal
from yoriai.publishing import actions, lengths
from yoriai.publishing.content import Telling
from yoriai.publishing.desk.door import for_result, page, trail, who
from yoriai.publishing.files import OUTLETS, files_on
from yoriai.publishing.forms import ChannelsForm, EndForm, NoteForm, OptionsForm, ReasonForm
from yoriai.publishing.models import Publication, Result
from yoriai.publishing.notices import followers, letter
from yoriai.publishing.policy import can_withdraw
from yoriai.publishing.queries import log, open_publications, telling_of, telling_of_draft
from yoriai.publishing.views import answer_file, context_of

Channel = Publication.Channel
AGREED = (Result.State.RELEASED, Result.State.PUBLISHED)
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
    told = told_of(result)
    ticked = set(request.POST.getlist("channels")) if form.is_bound else set(USUAL)
    open_now = {row.channel: row for row in open_publications(result).select_related("edition", "by")}
    code = result.session.code
    channels = [channel_row(channel, open_now.get(channel), told.texts, ticked, code) for channel in Channel]
    more = any(row["open"] is None for row in channels)
    context = {"agreed": result.state in AGREED, "told": told, "channels": channels, "more": more, "mail": letter(told)}
    context |= {
        "log": log(result),
        "followers": len(followers(result)),
        "can_withdraw": can_withdraw(who(request), result),
    }
    return page(request, result, "publication", context, status=status)


def told_of(result: Result) -> Telling:
    """What would be shown: the edition that was agreed, else the draft."""
    edition = result.editions.order_by("-number").first() if result.state in AGREED else None
    return telling_of(edition) if edition else telling_of_draft(result)


def channel_row(channel: Channel, now: Publication | None, texts: Any, ticked: set[str], code: str) -> dict[str, Any]:
    """One channel: its tick, since when it is open, its lengths, its previews."""
    files = [(name, reverse("publishing:preview_file", args=[code, name])) for name in files_on({channel})]
    measures = lengths.for_channel(channel, texts)
    return {"channel": channel, "open": now, "ticked": channel in ticked, "measures": measures, "files": files}


WITHDRAWAL = {
    "question": gettext_lazy("Withdraw this result?"),
    "consequences": [
        gettext_lazy("The page, the feed and every file are gone at once; whoever has the address reads your reason."),
        gettext_lazy(
            "Mails that have not gone out are not sent. Mails and sheets that have gone out cannot be called back."
        ),
        gettext_lazy("The whole team is told."),
    ],
    "verb": gettext_lazy("Withdraw"),
    "danger": True,
}
CORRECTION = {
    "question": gettext_lazy("Correct this result?"),
    "consequences": [
        gettext_lazy("What is shown now stays until the corrected edition is agreed by two and shown."),
        gettext_lazy(
            "The corrected edition says what was wrong, on the page, in the files and to everybody who was told."
        ),
    ],
    "verb": gettext_lazy("Begin the correction"),
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
    return _sure(request, result, form, WITHDRAWAL)


ENDS = {
    Channel.WEB: gettext_lazy("The page and the feed are gone at once; whoever has the address reads your reason."),
    Channel.MAIL: gettext_lazy("Mails that have not gone out are not sent. Those that have cannot be called back."),
    Channel.BY_HAND: gettext_lazy("Whoever has not been told yet is taken from the list."),
}


@for_result
def channel_end(request: HttpRequest, result: Result, channel: str) -> HttpResponse:
    """One channel alone; the rest of the result stays."""
    if channel not in Channel.values or not can_withdraw(who(request), result):
        raise Http404
    form, label = EndForm(request.POST or None), Channel(channel).label
    if form.done(lambda: actions.end_channel(result, channel, form.cleaned_data["reason"], by=who(request))):
        messages.success(request, _("No longer shown: %(channels)s") % {"channels": label})
        return redirect("publishing:publication", result.session.code)
    gone = ENDS.get(Channel(channel), gettext_lazy("The files are gone at once."))
    rest = _("Everything else stays. Your reason stands in the list of what went where; the team is told.")
    context = {"question": _("End this one: %(channel)s") % {"channel": label}, "consequences": [gone, rest]}
    return _sure(request, result, form, context | {"verb": _("End it"), "danger": True})


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
    return _sure(request, result, form, CORRECTION)


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
    return answer_file(request, result, told_of(result), name, OptionsForm(request.GET), preview=True)
