"""Tying things to what came of them."""

from yoriai.kernel.actors.models import Actor
from yoriai.kernel.items.models import Item
from yoriai.kernel.links.models import Link


def link(source: Item, target: Item, kind: str, *, by: Actor) -> Link:
    """Tie the earlier thing to the later one; twice is once."""
    return Link.objects.get_or_create(source=source, target=target, kind=kind, defaults={"by": by})[0]


def unlink(source: Item, target: Item, kind: str) -> None:
    """Untie them."""
    Link.objects.filter(source=source, target=target, kind=kind).delete()
