"""お知らせを受け取る: of one item, theme or area; with an account, or by a confirmed mail address alone."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone

from yoriai.kernel.actors.actions import add_guest
from yoriai.kernel.actors.who import Who
from yoriai.kernel.items.queries import can_know
from yoriai.kernel.models import Actor, Area, Item, Theme
from yoriai.kernel.policy import require
from yoriai.kernel.records.actions import record
from yoriai.people.actions.contacts import put_contact
from yoriai.people.models import Contact, Follow, User
from yoriai.people.policy import can_follow

# A mail address given for notices alone is kept this long; who still wants the notices then presses the button again.
KEPT = dt.timedelta(days=730)


def _of(thing: Item | Theme | Area) -> dict[str, Any]:
    if isinstance(thing, Theme):
        return {"theme_id": thing.pk}
    if isinstance(thing, Area):
        return {"area_id": thing.pk}
    return {"item_id": thing.pk}


@transaction.atomic
def follow(thing: Item | Theme | Area, *, by: Who) -> Follow:
    """Hear of it from now on. Twice is once."""
    require(can_follow(by))
    require(not isinstance(thing, Item) or can_know(by, thing))
    return Follow.objects.get_or_create(actor=by.person, **_of(thing))[0]


@transaction.atomic
def unfollow(thing: Item | Theme | Area, *, by: Who) -> None:
    """Hear of it no more."""
    require(can_follow(by))
    Follow.objects.filter(actor=by.person, **_of(thing)).delete()


@transaction.atomic
def follow_by_mail(thing: Item | Theme | Area, mail: str) -> Follow:
    """What the owner of a mail address confirmed by the link sent there: notices of this thing, and nothing else.

    The caller has checked the link. An address that has an account follows with the account.
    """
    require(not isinstance(thing, Item) or can_know(None, thing))
    mail = mail.lower()
    user = User.objects.filter(email=mail, is_active=True).first()
    return Follow.objects.get_or_create(actor=user.actor if user else _reader(mail), **_of(thing))[0]


def _reader(mail: str) -> Actor:
    kept = Contact.objects.filter(
        way=Contact.Way.MAIL, value=mail, purpose="notices", actor__user=None, actor__left=None
    )
    found = kept.select_related("actor").first()
    actor = found.actor if found else add_guest()
    put_contact(actor, Contact.Way.MAIL, mail, purpose="notices", ends=timezone.localdate() + KEPT)
    if found is None:
        record("reader.added", by=None, inside=True, actor=actor.pk)
    return actor
