"""Before a door: who is it, sign in first, give the second factor first. People are brought back to where they were going."""

from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import Concatenate
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from yoriai.kernel.actors.who import Who
from yoriai.people.limits import TooOften

View = Callable[Concatenate[HttpRequest, ...], HttpResponse]


def reader(request: HttpRequest) -> Who | None:
    """Who is reading; None for somebody unknown."""
    who: Who | None = request.who  # type: ignore[attr-defined]
    return who


def somebody(request: HttpRequest) -> Who:
    """Who is reading, behind a door that only people with an account or a guest's device pass. Raises Http404."""
    who = reader(request)
    if who is None:
        raise Http404
    return who


def way_back(request: HttpRequest, otherwise: str) -> str:
    """The page of ours named in `next`, or the other one: never a page of somebody else's."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe and wanted.startswith("/") else otherwise


def by_way_of(name: str, request: HttpRequest) -> HttpResponse:
    """To this page first, then back. What was sent to a form that keeps what is typed is kept, if we know of whom it is."""
    keeps = getattr(request.resolver_match.func, "keeps_drafts", False) if request.resolver_match else False
    if keeps and request.method == "POST":
        _keep(request)
    back = request.get_full_path() if request.method == "GET" or keeps else reverse("people:my")
    return HttpResponseRedirect(f"{reverse(name)}?{urlencode({'next': back})}")


def _keep(request: HttpRequest) -> None:
    """Signed in, with the second factor run out meanwhile: as if they had pressed the button that keeps."""
    from yoriai.people.forms.drafts import put, told  # which asks this module who is there

    who, said = reader(request), told(request)
    if who is not None and who.signed_in and said is not None:
        with suppress(TooOften):
            put(request, said, who)


def signed_in(view: View) -> View:
    """Decorator: only people with an account; others are led to the sign-in page and back."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        who = reader(request)
        if who is None or not who.signed_in:
            return by_way_of("account_login", request)
        return view(request, *args, **kwargs)

    return guarded


def sure_if_hidden(view: View) -> View:
    """Decorator, behind `signed_in`, for pages of some people with an account and of those who run things: where there is no such
    page for somebody who runs things, they give the second factor first; with it alone their hats show it."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Http404:
            who = reader(request)
            if who is None or not who.runs or who.sure:
                raise
            return by_way_of("people:sure", request)

    return guarded


def sure(view: View) -> View:
    """Decorator for pages of those who run things: signed in, with the second factor given in this session."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not somebody(request).sure:
            return by_way_of("people:sure", request)
        return view(request, *args, **kwargs)

    return signed_in(guarded)


def office(view: View) -> View:
    """Decorator for the office's pages: signed in and sure; for everybody else there is no such page."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not somebody(request).office:
            raise Http404
        return view(request, *args, **kwargs)

    @wraps(view)
    def first(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        who = reader(request)
        if who is not None and who.signed_in and not who.office:
            raise Http404  # somebody without the hat need not prove anything to learn that
        return sure(guarded)(request, *args, **kwargs)

    return first
