"""年ごとの記録 (R52): what came in a month and what ended in it, for good, under addresses that stay."""

import datetime as dt

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from yoriai.kernel.items.registry import KINDS, listed_kinds
from yoriai.ui.dates import year_words
from yoriai.ui.paging import page
from yoriai.ui.whole_page import whole_page
from yoriai.web.queries import archived, months_of, years_of_archive


@require_safe
@whole_page
def years(request: HttpRequest) -> HttpResponse:
    """The years there is something of."""
    return render(request, "web/archive.html", {"years": [(year, year_words(year)) for year in years_of_archive()]})


@require_safe
@whole_page
def year(request: HttpRequest, year: int) -> HttpResponse:
    """Its months, each with the kinds of things that came in it."""
    if not 2000 <= year <= timezone.localdate().year:
        raise Http404
    return render(request, "web/archive_year.html", {"words": year_words(year), "months": months_of(year)})


@require_safe
@whole_page
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """What came in it, or with `?ended=1` what ended; of one kind with `?kind=`."""
    today = timezone.localdate()
    if not (2000 <= year <= today.year and 1 <= month <= 12) or dt.date(year, month, 1) > today:
        raise Http404
    kind, ended = request.GET.get("kind", ""), request.GET.get("ended") == "1"
    rows = archived(year, month, kind=kind if kind in listed_kinds() else "", ended=ended)
    context = {"year": year, "words": year_words(year), "first": dt.date(year, month, 1), "kind": kind, "ended": ended}
    context["kinds"] = [KINDS[name] for name in listed_kinds()]
    return render(request, "web/archive_month.html", context | {"page": page(rows, request, by="created")})
