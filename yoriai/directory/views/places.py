"""The page of a place."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from yoriai.directory.models import Place
from yoriai.kernel.items.models import Item
from yoriai.ui import display
from yoriai.ui.fragments import cards_of
from yoriai.ui.paging import page
from yoriai.ui.whole_page import whole_page


@whole_page
def place(request: HttpRequest, code: str) -> HttpResponse:
    """Where it is, how to get in, what happens there (R40)."""
    found = get_object_or_404(Place.objects.visible_to(request.who), code=code)  # type: ignore[attr-defined]
    held = Item.objects.visible_to(request.who).filter(where=found.item_id).only("pk", "version")  # type: ignore[attr-defined]
    shown = page(held, request)
    cards = cards_of([(row.pk, row.version) for row in shown.rows], display.of(request))
    return render(request, "directory/place.html", {"place": found, "cards": cards, "page": shown})
