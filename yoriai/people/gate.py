"""Before a door: sign in first; give the second factor first. Both bring people back to where they were going."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

View = Callable[Concatenate[HttpRequest, ...], HttpResponse]


def _by_way_of(name: str, request: HttpRequest) -> HttpResponse:
    back = request.get_full_path() if request.method == "GET" else reverse("people:my")
    return HttpResponseRedirect(f"{reverse(name)}?{urlencode({'next': back})}")


def signed_in(view: View) -> View:
    """Decorator: only people with an account; others are led to the sign-in page and back."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        who = request.who  # type: ignore[attr-defined]
        if who is None or not who.signed_in:
            return _by_way_of("account_login", request)
        return view(request, *args, **kwargs)

    return guarded


def sure(view: View) -> View:
    """Decorator for pages of those who run things: signed in, with the second factor given in this session."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not request.who.sure:  # type: ignore[attr-defined]
            return _by_way_of("people:sure", request)
        return view(request, *args, **kwargs)

    return signed_in(guarded)
