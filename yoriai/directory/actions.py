"""Writing places."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from yoriai.directory.models import Place
from yoriai.directory.policy import can_edit_places
from yoriai.kernel.actors.who import Who
from yoriai.kernel.areas.models import Area
from yoriai.kernel.items.actions import add_item, save_item
from yoriai.kernel.policy import require
from yoriai.kernel.records.actions import record

FACTS = (
    "title", "summary", "reading", "address", "latitude", "longitude", "phone", "hours", "accessibility", "website", "source",
)  # fmt: skip


@transaction.atomic
def put_place(key: str | None, *, by: Who, areas: Iterable[Area] = (), **facts: Any) -> tuple[Place, str]:
    """Make the place of this source key, or change it. Returns it and "taken", "updated" or "unchanged".

    facts: see FACTS. A place without a source key is always new.
    """
    require(can_edit_places(by))
    place = Place.objects.filter(source_key=key).first() if key else None
    if place is None:
        place = add_item(Place(source_key=key, by=by.actor, **facts), areas=areas)
        record("place.added", by=by, item=place)
        return place, "taken"
    changed = [name for name in FACTS if name in facts and getattr(place, name) != facts[name]]
    if not changed:
        return place, "unchanged"
    for name in changed:
        setattr(place, name, facts[name])
    save_item(place, *changed)
    record("place.changed", by=by, item=place, fields=changed)
    return place, "updated"
