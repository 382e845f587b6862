"""The few writes all items share. Domain actions call these; doors do not."""

from collections.abc import Iterable, Sequence

from django.contrib.postgres.search import SearchVectorField
from django.db import IntegrityError, transaction
from django.db.models import F, Value
from django.db.models.functions import Cast

from yoriai.engines.japanese.readings import current_reader
from yoriai.engines.japanese.words import search_vector
from yoriai.kernel.actors.models import Actor
from yoriai.kernel.areas.models import Area
from yoriai.kernel.items import codes
from yoriai.kernel.items.models import Audience, Item, ItemArea, ItemTheme
from yoriai.kernel.themes.models import Theme

AT_ONCE = 500


def locked[AnItem: Item](item: AnItem) -> AnItem:
    """The row as it is now, held until the transaction ends: what two people do at once happens one after the other."""
    Item.objects.select_for_update().get(pk=item.pk)
    row: AnItem = type(item)._default_manager.get(pk=item.pk)  # type: ignore[assignment]
    return row


@transaction.atomic
def add_item[AnItem: Item](
    item: AnItem, *, themes: Iterable[Theme] = (), areas: Iterable[Area] = (), audience: Iterable[Actor] = ()
) -> AnItem:
    """Save a new item with its themes, areas and audience, and make it findable."""
    item.save(force_insert=True)
    ItemTheme.objects.bulk_create([ItemTheme(item=item, theme=theme) for theme in themes])
    ItemArea.objects.bulk_create([ItemArea(item=item, area_id=pk) for pk in with_those_above(areas)])
    Audience.objects.bulk_create([Audience(item=item, actor=actor) for actor in audience])
    index(item)
    return item


@transaction.atomic
def add_items[AnItem: Item](items: Sequence[AnItem], *, audience: Iterable[Actor] = ()) -> None:
    """Save many new items of one kind at once and make them findable, for imports: the parents' rows in one statement.

    A code that is taken (one draw in ten thousand at a hundred thousand items) draws the whole set again.
    """
    for start in range(0, len(items), AT_ONCE):
        _add_some(items[start : start + AT_ONCE], list(audience))


def _add_some(items: Sequence[Item], audience: list[Actor]) -> None:
    shared = [field.attname for field in Item._meta.concrete_fields if not field.primary_key]
    vectors = [_vector(item) for item in items]
    for attempt in range(8):
        for item in items:
            item.kind, item.code = item.KIND, codes.draw()
        parents = [Item(**{name: getattr(item, name) for name in shared}) for item in items]
        for parent, vector in zip(parents, vectors, strict=True):
            parent.search = vector
        try:
            with transaction.atomic():
                Item.objects.bulk_create(parents)
            break
        except IntegrityError:
            if attempt == 7:
                raise
    for item, parent in zip(items, parents, strict=True):
        item.id = parent.pk
        item.pk = parent.pk
        item.created, item.changed = parent.created, parent.changed
    # Only the children's rows: bulk_create does not serve a model that extends another.
    child = type(items[0])
    child._base_manager._insert(items, fields=child._meta.local_concrete_fields, using="default", raw=True)  # type: ignore[attr-defined]
    for item in items:
        item._state.adding, item._state.db = False, "default"
    rows = [Audience(item_id=item.pk, actor=actor) for item in items for actor in audience]
    Audience.objects.bulk_create(rows)


def with_those_above(areas: Iterable[Area]) -> list[int]:
    """Ids of the areas and of all they lie in: what happens in a town stands in its ward's list too, by one index."""
    return sorted({int(pk) for area in areas for pk in area.path.split("/") if pk})


@transaction.atomic
def save_item[AnItem: Item](item: AnItem, *fields: str) -> AnItem:
    """Save these fields of a changed item, raise its version and make the new text findable."""
    item.version += 1
    item.save(update_fields=[*fields, "version", "changed"])
    index(item)
    return item


def touch(item: Item) -> None:
    """Raise the version after something shown with the item has changed elsewhere."""
    Item.objects.filter(pk=item.pk).update(version=F("version") + 1)


def index(item: Item) -> None:
    """Renew what search knows of the item."""
    Item.objects.filter(pk=item.pk).update(search=_vector(item))


def _vector(item: Item) -> Cast:
    """By its words, and by the readings of the city's own names in it: あやし finds 愛子."""
    vector = search_vector(item.title, item.search_text(), current_reader().names)
    return Cast(Value(vector), SearchVectorField())


@transaction.atomic
def put_themes(item: Item, themes: Iterable[Theme]) -> None:
    """Make these the item's themes."""
    ItemTheme.objects.filter(item=item).delete()
    ItemTheme.objects.bulk_create([ItemTheme(item=item, theme=theme) for theme in themes])
    touch(item)
