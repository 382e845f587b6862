"""Pieces of pages kept ready: the key holds what a piece shows (ids, versions, language, furigana), so a changed thing has a new key.

Nothing in a piece depends on the reader; which things a reader sees was decided by the query that gave the ids.
"""

import hashlib
from collections.abc import Callable, Iterable

from django.core.cache import caches
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from yoriai.kernel.items.models import Item
from yoriai.ui.cards import card
from yoriai.ui.display import Display

HOURS = 60 * 60 * 6


class Reader:
    """What the template of a kept piece may ask of a request: whether readings stand above the words. Nothing else."""

    def __init__(self, furigana: bool) -> None:
        self.furigana = furigana


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
            context = {"card": card(item), "level": level, "request": Reader(looks.furigana)}
            made[keys[item.pk]] = render_to_string("ui/components/card.html", context)
        fragments.set_many(made, HOURS)
        ready |= made
    return {pk: mark_safe(ready[key]) for pk, key in keys.items() if key in ready}


def mark_of(shown: object) -> str:
    """A short mark that changes with any of the numbers and words in `shown`: for keys."""
    return hashlib.sha256(repr(shown).encode()).hexdigest()[:20]


def box(name: str, shown: object, looks: Display, make: Callable[[Reader], str]) -> SafeString:
    """A piece made of many things, kept as long as `shown` (all of their ids and versions) stays the same."""
    key = f"{name}-{mark_of(shown)}-{looks.text_key}"
    made: str | None = caches["boxes"].get(key)
    if made is None:
        made = make(Reader(looks.furigana))
        caches["boxes"].set(key, made, HOURS)
    return mark_safe(made)


def piece(template: str, shown: object, looks: Display, **context: object) -> SafeString:
    """A box that is a whole template, under its name and what stands in it."""
    return box(template, shown, looks, lambda reader: render_to_string(template, {**context, "request": reader}))
