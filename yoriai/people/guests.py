"""登録しないで参加: a guest is a device with a secret in a cookie; only the hash is kept."""

import hashlib
import secrets
from collections.abc import Iterable

from django.db import transaction

from yoriai.kernel.actors.actions import add_guest
from yoriai.kernel.models import Actor, Area
from yoriai.people.models import Guest

GUEST_COOKIE = "guest"
FROM_FILE = "v"  # no hexadecimal digit
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


@transaction.atomic
def guests_from_file(marks: Iterable[str]) -> dict[str, Actor]:
    """The people of an imported file by their marks (64 hexadecimal digits of where they come from): found again, or made.

    No device can be one of them: what stands instead of a secret's hash is no hash.
    """
    hashes = {f"{FROM_FILE}{mark[:63]}": mark for mark in marks}
    known = {
        guest.token_hash: guest.actor for guest in Guest.objects.filter(token_hash__in=hashes).select_related("actor")
    }
    fresh = [token_hash for token_hash in hashes if token_hash not in known]
    actors = Actor.objects.bulk_create([Actor(kind=Actor.Kind.GUEST) for _hash in fresh], batch_size=1000)
    Guest.objects.bulk_create(
        [Guest(actor=actor, token_hash=token_hash) for actor, token_hash in zip(actors, fresh, strict=True)],
        batch_size=1000,
    )
    known |= dict(zip(fresh, actors, strict=True))
    return {mark: known[token_hash] for token_hash, mark in hashes.items()}
