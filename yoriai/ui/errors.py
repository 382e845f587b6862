"""The pages for when something is not there, not allowed, or broken. `urls.py` of the platform names these handlers."""

import logging

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

log = logging.getLogger("yoriai")

# The last resort, when not even a template can be rendered.
BARE = (
    "<!doctype html><html lang=ja><meta charset=utf-8><title>500</title>"
    "<p>ただいま表示できません。しばらくしてから、もう一度お試しください。"
)


def _answer(request: HttpRequest, status: int, title: str, words: str) -> HttpResponse:
    page = render_to_string("ui/errors/error.html", {"title": title, "words": words, "status": status}, request)
    return HttpResponse(page, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: what came cannot be read."""
    return _answer(request, 400, _("This could not be read"), _("Please go back and try once more."))


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: this person may not; says why where the refusal has a sentence of ours."""
    words = str(getattr(exception, "sentence", "")) or _("You may need to sign in, or to ask whoever runs this page.")
    return _answer(request, 403, _("This is not open to you"), words)


def not_possible(request: HttpRequest, exception: Exception) -> HttpResponse:
    """409: nobody can do this now; the refusal's sentence says why."""
    return _answer(request, 409, _("This cannot be done now"), str(getattr(exception, "sentence", exception)))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: absent and forbidden look the same."""
    words = _("The address may be wrong, or the page may have moved or been withdrawn.")
    return _answer(request, 404, _("There is no such page"), words)


def no_token(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 from the CSRF check, nearly always a page left open for long. What was typed is still in the browser."""
    words = _("The page was open for a long time. Please go back, load it again and send once more.")
    return _answer(request, 403, _("This could not be accepted"), words)


def broken(request: HttpRequest) -> HttpResponse:
    """500: our own fault. Asks nothing of the database."""
    try:
        return HttpResponse(render_to_string("ui/errors/500.html"), status=500)
    except Exception:
        log.exception("the error page itself failed")
        return HttpResponse(BARE, status=500)
