"""`request.who`: None for a reader with no cookie, else the person or guest with all their hats."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from yoriai.kernel.actors.who import Who
from yoriai.people.guests import GUEST_COOKIE, guest_of
from yoriai.people.queries import who_is


def find_who(request: HttpRequest) -> Who | None:
    """The reader. Asked only where a cookie came with the request."""
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        user = request.user
        if user.is_authenticated:
            sure = bool(request.session.get("sure"))
            return who_is(user.actor, signed_in=True, sure=sure)
    if GUEST_COOKIE in request.COOKIES:
        guest = guest_of(request.COOKIES[GUEST_COOKIE])
        if guest is not None:
            return who_is(guest.actor, signed_in=False)
    return None


class WhoMiddleware:
    """Puts `who` on the request. Every page asks for it, so it is found at once: a lazy None would not be None."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.who = find_who(request)  # type: ignore[attr-defined]
        return self.get_response(request)
