"""The page that anybody may see, kept whole for ten seconds for readers who bring no cookie.

Safe because it is narrow: only views that ask for it, only GET, only requests without any cookie but display settings, and
never an answer that sets a cookie, which is what a form's token does. Whoever writes something gets the cookie `fresh` for
longer than a page is kept, and so sees their own change at once.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.safestring import SafeString, mark_safe

from yoriai.ui import display

SECONDS = 10
FRESH = "fresh"
FRESH_SECONDS = 15
HARMLESS = {*display.CHOICES, settings.LANGUAGE_COOKIE_NAME}
KEPT_HEADERS = (
    "Content-Type", "Content-Language", "Content-Disposition", "Cache-Control", "Vary", "Last-Modified", "Link",
)  # fmt: skip


def whole_page[**P](view: Callable[P, HttpResponse]) -> Callable[P, HttpResponse]:
    """Decorator of views whose page is the same for all who have not signed in."""

    @wraps(view)
    def marked(*args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(*args, **kwargs)
        response.may_be_kept = True  # type: ignore[attr-defined]
        return response

    return marked


def shared_part(request: HttpRequest, name: str, make: Callable[[HttpRequest], str]) -> SafeString:
    """The part of a page that is the same for everybody, kept as long as a whole page, but for those who just wrote."""
    key = f"part-{name}-{display.of(request).key}"
    if FRESH in request.COOKIES:
        return mark_safe(make(request))
    made: str | None = caches["pages"].get(key)
    if made is None:
        made = make(request)
        caches["pages"].set(key, made, SECONDS)
    return mark_safe(made)


class WholePageMiddleware:
    """Stands before everything that asks the database: sessions, accounts, who is reading."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.pages = caches["pages"]

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method == "GET" and HARMLESS.issuperset(request.COOKIES):
            return self._for_a_stranger(request)
        response = self.get_response(request)
        if request.method not in {"GET", "HEAD", "OPTIONS"} and response.status_code < 400:
            response.set_cookie(
                FRESH, "1", max_age=FRESH_SECONDS, httponly=True, samesite="Lax", secure=settings.SECURE
            )
        return response

    def _for_a_stranger(self, request: HttpRequest) -> HttpResponse:
        htmx = request.headers.get("HX-Request", "")
        key = f"{display.of(request).key}|{htmx}|{request.get_host()}|{request.get_full_path()}"
        if len(key) > 240:
            return self.get_response(request)
        kept: tuple[bytes, dict[str, str]] | None = self.pages.get(key)
        if kept is not None:
            return HttpResponse(kept[0], headers=kept[1])
        response = self.get_response(request)
        if response.status_code == 200 and getattr(response, "may_be_kept", False) and not response.cookies:
            headers: dict[str, Any] = {name: response[name] for name in KEPT_HEADERS if name in response}
            self.pages.set(key, (response.content, headers), SECONDS)
        return response
