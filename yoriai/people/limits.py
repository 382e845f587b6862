"""Slowing down what should not be tried too often: guessed codes, floods of reports. Counted in the database, for all processes."""

import datetime as dt
import hashlib
import hmac

from django.conf import settings
from django.db import connection
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yoriai.kernel.policy import NotPossible
from yoriai.people.models import Slowdown

COUNT = """
INSERT INTO people_slowdown AS s (key, since, until, tries) VALUES (%(key)s, %(now)s, %(until)s, 1)
ON CONFLICT (key) DO UPDATE SET
  tries = CASE WHEN s.until <= %(now)s THEN 1 ELSE s.tries + 1 END,
  since = CASE WHEN s.until <= %(now)s THEN %(now)s ELSE s.since END,
  until = CASE WHEN s.until <= %(now)s THEN %(until)s ELSE s.until END
RETURNING tries
"""


class TooOften(NotPossible):
    """Tried more often than the limit allows."""

    def __init__(self) -> None:
        super().__init__(_("This was tried many times. Please wait a little and try again."))


def slow(key: str, most: int, seconds: int) -> None:
    """Count one try of `key`. Raises TooOften from the try after `most` on, until `seconds` after the first have passed.

    Call it in the door, before and outside the action: a try that is rolled back would not count.
    """
    now = timezone.now()
    facts: dict[str, str | dt.datetime] = {
        "key": _hashed(key),
        "now": now,
        "until": now + dt.timedelta(seconds=seconds),
    }
    with connection.cursor() as cursor:
        cursor.execute(COUNT, facts)
        (tries,) = cursor.fetchone()
    if tries > most:
        raise TooOften


def forget(key: str) -> None:
    """The right answer was given: earlier wrong ones no longer count."""
    Slowdown.objects.filter(key=_hashed(key)).delete()


def clear(now: dt.datetime) -> None:
    """Counts whose time is over are deleted."""
    Slowdown.objects.filter(until__lt=now).delete()


def address(request: HttpRequest) -> str:
    """Where the request comes from, as far as our own proxies vouch for it. Sixty people in a hall may share one."""
    hops = settings.TRUSTED_PROXIES
    chain = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
    if hops and len(chain) >= hops:
        return str(chain[-hops])
    return str(request.META.get("REMOTE_ADDR", ""))


def _hashed(key: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), key.encode(), hashlib.sha256).hexdigest()
