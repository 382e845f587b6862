"""Writing actors. Who may found an organisation is the people app's rule; here is only the row, and what hangs on it."""

from collections.abc import Iterator

from django.db import IntegrityError, models, transaction
from django.db.models import F
from django.utils import timezone

from yoriai.kernel.actors.models import Actor
from yoriai.kernel.areas.models import Area


@transaction.atomic
def add_actor(kind: str, name: str, *, reading: str = "", area: Area | None = None) -> Actor:
    """A new actor of the kind (`Actor.Kind`)."""
    return Actor.objects.create(kind=kind, name=name.strip(), reading=reading.strip(), area=area)


def add_actors(actors: list[Actor]) -> None:
    """Many bodies at once, for imports."""
    Actor.objects.bulk_create(actors)


def add_guest(name: str = "", *, area: Area | None = None) -> Actor:
    """Somebody who takes part without an account: behind a phone, or behind a paper card."""
    return Actor.objects.create(kind=Actor.Kind.GUEST, name=name.strip()[:120], area=area)


@transaction.atomic
def change_actor(actor: Actor, *, name: str, reading: str, area: Area | None) -> Actor:
    """Another name, reading or area. What shows the name is shown anew."""
    renamed = actor.name != name.strip()
    actor.name, actor.reading, actor.area = name.strip(), reading.strip(), area
    actor.save(update_fields=["name", "reading", "area"])
    if renamed:
        _show_anew(actor)
    return actor


@transaction.atomic
def blank_actor(actor: Actor) -> None:
    """Somebody leaves: the row stays for the records, without name, reading and area."""
    actor.name, actor.reading, actor.area, actor.left = "", "", None, timezone.now()
    actor.save(update_fields=["name", "reading", "area", "left"])
    _show_anew(actor)


@transaction.atomic
def merge_actor(guest: Actor, into: Actor) -> int:
    """Everything that points to the guest points to the other from now on; what both have (a vote on one card) is kept once,
    the other's. Records stay as they were written. The guest is blanked. Returns how many rows were moved.
    """
    moved = sum(_move(rows, field, guest, into) for rows, field in _what_hangs_on(guest))
    blank_actor(guest)
    return moved


def _what_hangs_on(actor: Actor) -> Iterator[tuple["models.QuerySet[models.Model]", str]]:
    """(rows, name of the field) for every key to this actor but those of records."""
    for relation in Actor._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel):
            model, field = relation.related_model, relation.field.name
            if model._meta.label != "kernel.Record":
                yield model._base_manager.filter(**{field: actor}), field


def _move(rows: "models.QuerySet[models.Model]", field: str, guest: Actor, into: Actor) -> int:
    versioned = any(column.name == "version" for column in rows.model._meta.get_fields())
    change = {field: into, **({"version": F("version") + 1} if versioned else {})}
    try:
        with transaction.atomic():
            return rows.update(**change)
    except IntegrityError:
        return sum(_move_one(row, change) for row in rows)


def _move_one(row: models.Model, change: dict[str, object]) -> int:
    one = type(row)._base_manager.filter(pk=row.pk)
    try:
        with transaction.atomic():
            return one.update(**change)
    except IntegrityError:
        one.delete()
        return 0


def _show_anew(actor: Actor) -> None:
    """Raise the version of what shows this actor as its author: caches are keyed by it."""
    for rows, field in _what_hangs_on(actor):
        if field == "by" and any(column.name == "version" for column in rows.model._meta.get_fields()):
            rows.update(version=F("version") + 1)
