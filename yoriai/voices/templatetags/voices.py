"""Cards and comments of any thing, on any page: {% load voices %}{% cards item page %}{% comments item %}."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.db.models import QuerySet
from django.template import Context

from yoriai.kernel.items.models import Item
from yoriai.ui import display
from yoriai.ui.paging import Page, page
from yoriai.voices import fragments
from yoriai.voices.models import Statement
from yoriai.voices.queries import comments_of, doors_set_aside, tally, written

register = template.Library()
A_PAGE = 100
FEW = 6


@register.inclusion_tag("voices/comments.html", takes_context=True)
def comments(context: Context, item: Item) -> dict[str, Any]:
    """The newest comments of an item, and the way to the page where one is written. One query, and one for new ones."""
    request = context["request"]
    asked: QuerySet[Any] = comments_of(item).select_related(None).values_list("pk", "version", named=True)
    rows = page(asked, request, size=A_PAGE)
    pairs = [(row.pk, row.version) for row in rows.rows]
    return {"item": item, "page": rows, "comments": fragments.comments(pairs, display.of(request)) if pairs else ""}


@register.inclusion_tag("voices/cards.html", takes_context=True)
def cards(
    context: Context, item: Item, rows: Page[Statement], mine: Mapping[int, int] | None = None, base: str = ""
) -> dict[str, Any]:
    """A page of cards with their counts; with `base`, each with the way to answer it there (`mine`: answers given)."""
    ready = fragments.cards([(row.pk, row.version) for row in rows.rows], display.of(context["request"]))
    aside = list(doors_set_aside(item))
    tallies = tally([row.pk for row in rows.rows], frozenset(row.door for row in aside))
    shown = [
        {"code": row.code, "words": ready[row.pk], "tally": tallies[row.pk], "mine": (mine or {}).get(row.pk)}
        for row in rows.rows
        if row.pk in ready
    ]
    return {"cards": shown, "page": rows, "aside": aside, "base": base}


@register.inclusion_tag("voices/few_cards.html", takes_context=True)
def few_cards(context: Context, item: Item, most: int = FEW) -> dict[str, Any]:
    """The newest few cards about an item, without counts."""
    rows = list(written(item).only("pk", "version").order_by("-pk")[: most + 1])
    ready = fragments.cards([(row.pk, row.version) for row in rows[:most]], display.of(context["request"]))
    return {"cards": list(ready.values()), "more": len(rows) > most}
