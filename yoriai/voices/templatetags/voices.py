"""Comments under any thing, on any page: {% load voices %}{% comments item %}."""

from typing import Any

from django import template
from django.template import Context

from yoriai.kernel.items.models import Item
from yoriai.ui import display
from yoriai.ui.paging import page
from yoriai.voices import fragments
from yoriai.voices.queries import comments_of

register = template.Library()
A_PAGE = 100


@register.inclusion_tag("voices/comments.html", takes_context=True)
def comments(context: Context, item: Item) -> dict[str, Any]:
    """The newest comments of an item, and the way to the page where one is written. One query, and one for new ones."""
    request = context["request"]
    rows = page(comments_of(item).select_related(None).only("pk", "version"), request, size=A_PAGE)
    ready = fragments.comments([(row.pk, row.version) for row in rows.rows], display.of(request))
    return {"item": item, "page": rows, "comments": ready}
