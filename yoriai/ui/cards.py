"""What a card shows of a thing: an item of the kernel, or a dict with the same names. Knows no domain."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from yoriai.kernel.items.models import Item

# The kinds whose badge looks like what it means: dashed for what could be, filled for what will be.
SHAPES = {"could": "could", "will": "will", "now": "now"}


@dataclass(frozen=True, slots=True)
class Card:
    """Everything ready to print; `when` may be a date, a moment or words, `areas` a list of names."""

    title: str
    url: str = ""
    kind: str = ""
    icon: str = ""
    when: Any = None
    where: str = ""
    who: str = ""
    areas: tuple[str, ...] = ()
    summary: str = ""

    @property
    def shape(self) -> str:
        """The badge's class, by its icon."""
        return SHAPES.get(self.icon, "")


def card(thing: "Item | Mapping[str, Any] | Card") -> Card:
    """Reads only what is loaded: areas are shown if they were prefetched, never fetched one card at a time.

    Of a town, its ward and its city (an item stands in all their lists) only the town is named.
    """
    if isinstance(thing, Card):
        return thing
    if isinstance(thing, Mapping):
        known = {f.name for f in fields(Card)}
        return Card(**{name: value for name, value in thing.items() if name in known})
    loaded = getattr(thing, "_prefetched_objects_cache", {}).get("areas", ())
    return Card(
        title=str(thing),
        url=thing.get_absolute_url(),
        kind=str(thing.registered.label),
        icon=thing.registered.icon,
        when=thing.when,
        where=str(thing.where) if "where" in thing._state.fields_cache and thing.where else "",
        who=thing.by.shown_name if "by" in thing._state.fields_cache else "",
        areas=tuple(
            str(area) for area in loaded if not any(o.path.startswith(area.path) and o != area for o in loaded)
        ),
        summary=thing.summary,
    )
