"""Writing areas: from imports and from the setting up of a city."""

from typing import Any

from django.db import transaction

from yoriai.kernel.areas.imports import take_areas, take_shapes
from yoriai.kernel.areas.models import Area

__all__ = ["put_area", "take_areas", "take_shapes"]


@transaction.atomic
def put_area(code: str, *, kind: str, name: str, parent: Area | None = None, **facts: Any) -> tuple[Area, str]:
    """Make or change the area of this code. Returns it and one of "taken", "updated", "unchanged".

    facts: reading, latitude, longitude, outline.
    """
    wanted = {"kind": kind, "name": name, "parent": parent, **facts}
    area = Area.objects.filter(code=code).first()
    if area is None:
        area = Area.objects.create(code=code, **wanted)
        area.path = area.own_path()
        area.save(update_fields=["path"])
        return area, "taken"
    changed = [field for field, value in wanted.items() if getattr(area, field) != value]
    if not changed:
        return area, "unchanged"
    old_path = area.path
    for field in changed:
        setattr(area, field, wanted[field])
    area.path = area.own_path()
    area.save(update_fields=[*changed, "path"])
    if area.path != old_path:
        for below in Area.objects.filter(path__startswith=old_path).exclude(pk=area.pk):
            below.path = area.path + below.path[len(old_path) :]
            below.save(update_fields=["path"])
    return area, "updated"
