"""Questions about items of any kind."""

from django.db.models import QuerySet

from yoriai.kernel.actors.who import Who
from yoriai.kernel.items.models import Item, Visibility
from yoriai.kernel.items.registry import KINDS


def can_see(who: Who | None, item: Item) -> bool:
    """Whether this reader may see this item, by the same rule as every list."""
    return Item.objects.visible_to(who).filter(pk=item.pk).exists()


def known_to(who: Who | None) -> "QuerySet[Item]":
    """What this reader may see, and what everybody may know of by its name alone (`Kind.known`): enough to wait for news of it."""
    found = Item.objects.visible_to(who)
    for kind in KINDS.values():
        if kind.known is not None:
            found |= Item.objects.filter(kind.known, kind=kind.name).exclude(visibility=Visibility.HIDDEN)
    return found


def can_know(who: Who | None, item: Item) -> bool:
    """Whether this reader may know that this item is there."""
    return known_to(who).filter(pk=item.pk).exists()
