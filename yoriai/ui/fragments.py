"""Cards kept ready: the key holds what a card shows (id, version, language, furigana), so a changed thing has a new key.

Nothing in a card depends on the reader; which cards a reader sees was decided by the query that gave the ids.
"""

from collections.abc import Iterable

from django.core.cache import caches
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from yoriai.kernel.items.models import Item
from yoriai.ui.cards import card
from yoriai.ui.display import Display

HOURS = 60 * 60 * 6


def cards_of(rows: Iterable[tuple[int, int]], looks: Display, *, level: int = 3) -> list[SafeString]:
    """The cards of these (id, version) rows, in their order. One query for those not yet made, none when all are."""
    pairs = list(rows)
    made = cards_by_id(pairs, looks, level=level)
    return [made[pk] for pk, _version in pairs if pk in made]


def cards_by_id(pairs: Iterable[tuple[int, int]], looks: Display, *, level: int = 3) -> dict[int, SafeString]:
    """The same by id, for pages that lay them out in several lists."""
    fragments = caches["fragments"]
    keys = {pk: f"card-{pk}-{version}-{looks.text_key}-{level}" for pk, version in pairs}
    ready: dict[str, str] = fragments.get_many(keys.values())
    missing = [pk for pk, key in keys.items() if key not in ready]
    if missing:
        made: dict[str, str] = {}
        items = Item.objects.filter(pk__in=missing).select_related("by", "where").prefetch_related("areas")
        for item in items:
            context = {"card": card(item), "level": level, "request": _Reader(looks.furigana)}
            made[keys[item.pk]] = render_to_string("ui/components/card.html", context)
        fragments.set_many(made, HOURS)
        ready |= made
    return {pk: mark_safe(ready[key]) for pk, key in keys.items() if key in ready}


class _Reader:
    """What a card's template asks of a request: whether readings stand above the words."""

    def __init__(self, furigana: bool) -> None:
        self.furigana = furigana
