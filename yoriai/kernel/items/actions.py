"""The few writes all items share. Domain actions call these; doors do not."""

from collections.abc import Iterable

from django.contrib.postgres.search import SearchVectorField
from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Cast

from yoriai.engines.japanese.words import search_vector
from yoriai.kernel.actors.models import Actor
from yoriai.kernel.areas.models import Area
from yoriai.kernel.items.models import Audience, Item, ItemArea, ItemTheme
from yoriai.kernel.themes.models import Theme


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
    vector = search_vector(item.title, item.search_text())
    Item.objects.filter(pk=item.pk).update(search=Cast(Value(vector), SearchVectorField()))


@transaction.atomic
def put_themes(item: Item, themes: Iterable[Theme]) -> None:
    """Make these the item's themes."""
    ItemTheme.objects.filter(item=item).delete()
    ItemTheme.objects.bulk_create([ItemTheme(item=item, theme=theme) for theme in themes])
    touch(item)
