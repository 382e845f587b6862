"""The history of an item."""

from django.db.models import QuerySet

from yoriai.kernel.items.models import Item
from yoriai.kernel.records.models import Record


def history(item: Item, *, inside: bool = False) -> "QuerySet[Record]":
    """What happened to the item, newest first; `inside` adds what only those who run things see."""
    rows = Record.objects.filter(item=item).select_related("hat").order_by("-id")
    return rows if inside else rows.filter(shown=Record.Shown.WITH_ITEM)
