"""Questions about items of any kind."""

from yoriai.kernel.actors.who import Who
from yoriai.kernel.items.models import Item


def can_see(who: Who | None, item: Item) -> bool:
    """Whether this reader may see this item, by the same rule as every list."""
    return Item.objects.visible_to(who).filter(pk=item.pk).exists()
