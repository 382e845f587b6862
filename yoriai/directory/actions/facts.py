"""What an entry says of itself, put into its row: its facts, its themes, its areas."""

from collections.abc import Iterable
from typing import Any

from yoriai.directory.models import Entry
from yoriai.kernel.items.actions import with_those_above
from yoriai.kernel.items.models import Item, ItemArea, ItemTheme
from yoriai.kernel.models import Area, Theme

SHARED = ("title", "summary", "where")


def differing(entry: Entry, facts: dict[str, Any]) -> list[str]:
    """The names of the facts that differ from what stands there. A name that is no fact of the kind is a fault of the caller."""
    known = {*SHARED, *entry.FACTS}
    assert facts.keys() <= known, facts.keys() - known
    return [name for name, value in facts.items() if getattr(entry, name) != value]


def fill(entry: Entry, facts: dict[str, Any]) -> list[str]:
    """Sets the facts that differ and names them."""
    changed = differing(entry, facts)
    for name in changed:
        setattr(entry, name, facts[name])
    return changed


def put_rows(entry: Item, themes: Iterable[Theme] | None, areas: Iterable[Area] | None) -> list[str]:
    """Make these its themes and areas. Returns which of the two changed."""
    placed = []
    if themes is not None and other_themes(entry, themes := list(themes)):
        ItemTheme.objects.filter(item_id=entry.pk).delete()
        ItemTheme.objects.bulk_create([ItemTheme(item_id=entry.pk, theme=theme) for theme in themes])
        placed.append("themes")
    if areas is not None and other_areas(entry, areas := list(areas)):
        ItemArea.objects.filter(item_id=entry.pk).delete()
        ItemArea.objects.bulk_create([ItemArea(item_id=entry.pk, area_id=pk) for pk in with_those_above(areas)])
        placed.append("areas")
    return placed


def other_themes(entry: Item, themes: Iterable[Theme]) -> bool:
    """Whether these are not the themes it has."""
    return {theme.pk for theme in themes} != set(
        ItemTheme.objects.filter(item_id=entry.pk).values_list("theme_id", flat=True)
    )


def other_areas(entry: Item, areas: Iterable[Area]) -> bool:
    """Whether these, with what they lie in, are not the areas it has."""
    return set(with_those_above(areas)) != set(
        ItemArea.objects.filter(item_id=entry.pk).values_list("area_id", flat=True)
    )
