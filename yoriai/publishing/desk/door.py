"""What every page of the desk begins with: the session, the team's right, the result, the way through."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from yoriai.assembly.models import Session
from yoriai.kernel.actors.who import Who
from yoriai.people.gate import sure
from yoriai.publishing.models import Result
from yoriai.publishing.policy import can_write
from yoriai.publishing.queries import result_of
from yoriai.ui.threads import steps

View = Callable[..., HttpResponse]
STEPS = {Result.State.DRAFT: 0, Result.State.RELEASED: 2, Result.State.PUBLISHED: 3, Result.State.WITHDRAWN: -1}


def who(request: HttpRequest) -> Who:
    """Who is at this desk: `for_team` let them in."""
    found: Who = request.who  # type: ignore[attr-defined]
    return found


def for_team(view: View) -> View:
    """Decorator: the session of this code, for its steering team with the second factor; anybody else finds nothing."""

    @wraps(view)
    def found(request: HttpRequest, code: str, *args: Any, **kwargs: Any) -> HttpResponse:
        sessions = Session.objects.visible_to(who(request)).select_related("assembly__team")
        session = get_object_or_404(sessions, code=code)
        if not can_write(who(request), session):
            raise Http404
        return view(request, session, *args, **kwargs)

    return never_cache(sure(found))


def for_result(view: View) -> View:
    """Decorator: the result of this session; before there is one, the page that begins it."""

    @wraps(view)
    def found(request: HttpRequest, session: Session, *args: Any, **kwargs: Any) -> HttpResponse:
        result = result_of(session, who(request))
        if result is None:
            return HttpResponseRedirect(reverse("publishing:desk", args=[session.code]))
        result.session = session
        return view(request, result, *args, **kwargs)

    return for_team(found)


def page(
    request: HttpRequest, result: Result, name: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """A page of the desk, with the course of the result and the tabs."""
    here = {"session": result.session, "result": result, "trail": trail(result.session), "tabs": tabs(result, name)}
    at = STEPS[Result.State(result.state)]
    if at == 0 and result.keys.filter(taken_back=None, edition=None).exists():
        at = 1
    course = steps([_("Write"), _("Agree, two people"), _("Show it")], at) if at >= 0 else []
    return render(request, f"publishing/desk/{name}.html", context | here | {"course": course}, status=status)


def trail(session: Session) -> list[tuple[str, str]]:
    """Where the desk lies: under its session."""
    return [(session.assembly.get_absolute_url(), session.assembly.title), (session.get_absolute_url(), session.title)]


def tabs(result: Result, name: str) -> list[tuple[str, str, bool]]:
    """The three pages of a result."""
    code = result.session.code
    pages = [
        ("edit", "desk", _("Write")),
        ("keys", "keys", _("Agree, two people")),
        ("publication", "publication", _("Show it")),
    ]
    return [(reverse(f"publishing:{url}", args=[code]), words, page == name) for page, url, words in pages]
