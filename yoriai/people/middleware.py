"""`request.who`: None for a reader with no cookie, else the person or guest with all their hats."""

import time
from collections.abc import Callable

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from yoriai.kernel.actors.who import Who
from yoriai.people.guests import GUEST_COOKIE, guest_of
from yoriai.people.models import User
from yoriai.people.queries import who_is

# A second factor counts for a working day.
SURE_FOR = 12 * 60 * 60


def is_sure(request: HttpRequest, user: User) -> bool:
    """Whether a passkey, an app's digits or a printed code was given in this session, by allauth's own list of what was."""
    if request.session.get("sure"):
        return True
    since = time.time() - SURE_FOR
    return any(r.get("method") == "mfa" and r.get("at", 0) > since for r in get_authentication_records(request, user))


def find_who(request: HttpRequest) -> Who | None:
    """The reader. Asked only where a cookie came with the request."""
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        user = request.user
        if user.is_authenticated:
            return who_is(user.actor, signed_in=True, sure=is_sure(request, user))
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
