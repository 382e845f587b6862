"""The lists of what is offered and of what is needed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from yoriai.directory.forms.exchange import FilterForm
from yoriai.directory.queries import exchange
from yoriai.kernel.items.registry import KINDS
from yoriai.people.gate import reader
from yoriai.ui import display
from yoriai.ui.fragments import cards_of
from yoriai.ui.paging import page
from yoriai.ui.whole_page import whole_page


@require_safe
@whole_page
def listing(request: HttpRequest, kind: str) -> HttpResponse:
    """Newest first, by theme, area and resource."""
    form = FilterForm(request.GET)
    shown = page(exchange.listed(kind, reader(request), **form.chosen), request)
    context = {
        "kind": KINDS[kind],
        "form": form,
        "page": shown,
        "cards": cards_of([(row.pk, row.version) for row in shown.rows], display.of(request)),
    }
    return render(request, "directory/exchange_list.html", context)
