"""Writing places."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from yoriai.directory.models import Place
from yoriai.directory.policy import can_edit_places
from yoriai.engines.tables.taking import End
from yoriai.kernel.actors.who import Who
from yoriai.kernel.areas.models import Area
from yoriai.kernel.items.actions import add_item, save_item, with_those_above
from yoriai.kernel.items.models import ItemArea
from yoriai.kernel.policy import require
from yoriai.kernel.records.actions import record

FACTS = (
    "title", "summary", "reading", "address", "latitude", "longitude", "phone", "hours", "accessibility", "website", "source",
)  # fmt: skip


@transaction.atomic
def put_place(key: str | None, *, by: Who, areas: Iterable[Area] = (), **facts: Any) -> tuple[Place, End]:
    """Make the place of this source key, or change it. Returns it and "taken", "updated" or "unchanged".

    facts: see FACTS. A place without a source key is always new. Without areas those it has stay.
    """
    require(can_edit_places(by))
    place = Place.objects.filter(source_key=key).first() if key else None
    if place is None:
        place = add_item(Place(source_key=key, by=by.actor, **facts), areas=areas)
        record("place.added", by=by, item=place)
        return place, "taken"
    lies_in = sorted(place.area_rows.values_list("area_id", flat=True))
    return place, change_place(place, lies_in, by=by, areas=areas, **facts)


@transaction.atomic
def change_place(place: Place, lies_in: list[int], *, by: Who, areas: Iterable[Area] = (), **facts: Any) -> End:
    """Change what differs. lies_in: the ids of its areas now, in order."""
    require(can_edit_places(by))
    changed = [name for name in FACTS if name in facts and getattr(place, name) != facts[name]]
    ids = with_those_above(areas)
    moved = bool(ids) and ids != lies_in
    if not changed and not moved:
        return "unchanged"
    if moved:
        place.area_rows.all().delete()
        ItemArea.objects.bulk_create([ItemArea(item_id=place.pk, area_id=pk) for pk in ids])
    for name in changed:
        setattr(place, name, facts[name])
    save_item(place, *changed)
    record("place.changed", by=by, item=place, fields=changed)
    return "updated"
