"""Writing actors. Who may found an organisation is the people app's rule; here is only the row."""

from django.db import transaction

from yoriai.kernel.actors.models import Actor
from yoriai.kernel.areas.models import Area


@transaction.atomic
def add_actor(kind: str, name: str, *, reading: str = "", area: Area | None = None) -> Actor:
    """A new actor of the kind (`Actor.Kind`)."""
    return Actor.objects.create(kind=kind, name=name.strip(), reading=reading.strip(), area=area)


def add_guest(name: str = "", *, area: Area | None = None) -> Actor:
    """Somebody who takes part without an account: behind a phone, or behind a paper card."""
    return Actor.objects.create(kind=Actor.Kind.GUEST, name=name.strip()[:120], area=area)
