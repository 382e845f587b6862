"""What everybody sees of a result: its page, its files."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from yoriai.kernel.actors.who import Who
from yoriai.publishing import actions, outlets, queries
from yoriai.publishing.content import Telling
from yoriai.publishing.files import OUTLETS, files_on
from yoriai.publishing.forms import OptionsForm
from yoriai.publishing.models import Picture, Publication, Result
from yoriai.publishing.policy import can_edit, is_asked
from yoriai.ui.whole_page import whole_page

Channel = Publication.Channel


@require_safe
@whole_page
def result(request: HttpRequest, code: str) -> HttpResponse:
    """The かわら版's sister on the web; the team is led to its desk while nothing is shown."""
    who: Who | None = request.who  # type: ignore[attr-defined]
    edition = queries.find_edition(code, Channel.WEB)
    if edition is not None:
        told = queries.telling_of(edition)
        context = context_of(edition.result, told, who) | thread_of(edition.result, who)
        context |= {"edition": edition, "open_on": queries.downloads(edition.result)}
        return render(request, "publishing/result.html", context)
    gone = queries.taken_from_the_web(code)
    mine = Result.objects.visible_to(who).filter(code=code).select_related("session", "by").first()
    if mine is not None and who is not None and can_edit(who, mine):
        return redirect("publishing:keys" if is_asked(who, mine) else "publishing:desk", mine.session.code)
    if gone is None:
        raise Http404
    return render(request, "publishing/withdrawn.html", _gone(gone), status=410)


def _gone(last: Publication) -> dict[str, Any]:
    """Why the page is not there, and which files of the result are."""
    open_on = queries.downloads(last.edition.result)
    context = {"why": last.ended_why, "files": files_on(open_on), "alone": bool(open_on)}
    return context | {"result": last.edition.result}


def context_of(shown: Result, told: Telling, who: Who | None) -> dict[str, Any]:
    """What the page of a result needs, shown or previewed."""
    lists = {"cards": reverse("assembly:cards", args=[told.session["code"]])}
    return {
        "result": shown,
        "told": told,
        "dated": outlets.dated(told),
        "publisher": outlets.publisher(told),
        "session_name": outlets.session_name(told),
        "figures": [
            (label, number, lists.get(part, f"#{part}")) for label, number, _unit, part in outlets.figures(told)
        ],
        "mix": outlets.mix(told),
        "left_out": [outlets.left_out_words(row) for row in told.numbers.set_aside],
        "address": settings.BASE_URL + shown.get_absolute_url(),
        "can_edit": can_edit(who, shown),
    }


def thread_of(shown: Result, who: Who | None) -> dict[str, Any]:
    """「この話のこれまでとその後」, the youngest few of each hop."""
    return {"story": queries.story_of(shown, who)}


@require_safe
def file(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """A file of the edition shown through its channel; the team is led to the preview while it is not."""
    outlet = OUTLETS.get(name)
    if outlet is None:
        raise Http404
    edition = queries.find_edition(code, outlet.channel)
    if edition is not None:
        return answer_file(request, edition.result, queries.telling_of(edition), name, OptionsForm(request.GET))
    who: Who | None = request.who  # type: ignore[attr-defined]
    mine = Result.objects.visible_to(who).filter(code=code).select_related("session", "by").first()
    if mine is None or not can_edit(who, mine):
        raise Http404
    return redirect("publishing:preview_file", mine.session.code, name)


@require_safe
def picture(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """A picture of the edition on the web; for the team, one of its drafts."""
    edition = queries.find_edition(code, Channel.WEB)
    shown = edition is not None and any(image.id == pk for image in queries.telling_of(edition).pictures)
    found = Picture.objects.filter(pk=pk, result__code=code, withdrawn=None).select_related("result").first()
    if found is None or not (shown or can_edit(request.who, found.result)):  # type: ignore[attr-defined]
        raise Http404
    answer = HttpResponse(bytes(found.jpeg), content_type="image/jpeg")
    patch_cache_control(answer, no_cache=True, private=True)
    return answer


def answer_file(
    request: HttpRequest, shown: Result, told: Telling, name: str, chosen: OptionsForm, *, preview: bool = False
) -> HttpResponse:
    """The file, or "not changed" to whoever has it; nobody keeps it without asking, for it may be withdrawn."""
    options = chosen.options
    tag = f'"{told.mark}{options.suffix}"'
    if tag in request.headers.get("If-None-Match", ""):
        answer: HttpResponse = HttpResponseNotModified()
    else:
        content = actions.file_of(shown, told, name, options, preview=preview)
        answer = HttpResponse(content, content_type=OUTLETS[name].media)
        answer["Content-Disposition"] = f'inline; filename="{shown.code}-{name}"'
    answer["ETag"] = tag
    patch_cache_control(answer, no_cache=True, private=True)
    return answer
