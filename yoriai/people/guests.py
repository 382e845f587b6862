"""登録しないで参加: a guest is a device with a secret in a cookie; only the hash is kept."""

import hashlib
import secrets

from django.db import transaction

from yoriai.kernel.actors.actions import add_guest
from yoriai.kernel.models import Area
from yoriai.people.models import Guest

GUEST_COOKIE = "guest"
COOKIE_AGE = 60 * 60 * 24 * 180


def hashed(secret: str) -> str:
    """What stands in the database instead of the secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def guest_of(secret: str) -> Guest | None:
    """The guest whose device holds this secret."""
    return Guest.objects.select_related("actor").filter(token_hash=hashed(secret), actor__left=None).first()


@transaction.atomic
def enter(nickname: str = "", *, sort: str = "", age_band: str = "", area: Area | None = None) -> tuple[Guest, str]:
    """A new guest and the secret for their device's cookie."""
    secret = secrets.token_urlsafe(24)
    guest = Guest.objects.create(
        actor=add_guest(nickname, area=area), token_hash=hashed(secret), sort=sort, age_band=age_band, area=area
    )
    return guest, secret
