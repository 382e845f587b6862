"""数字で見る協働: every year of the schemes, for everybody, on a page and as open data."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import override
from django.views.decorators.http import require_safe

from yoriai.engines.tables.writing import json_pieces, to_csv
from yoriai.people.gate import reader
from yoriai.proposals import policy
from yoriai.proposals.queries import numbers as of
from yoriai.ui import display
from yoriai.ui.fragments import piece
from yoriai.ui.whole_page import whole_page


@require_safe
@whole_page
def numbers(request: HttpRequest) -> HttpResponse:
    """A year is a row, also one in which nothing was adopted."""
    rows, runs = of.years(), policy.can_run(reader(request))
    context = {"years": rows, "told": _told(rows, display.of(request), runs=runs)}
    return render(request, "proposals/scheme_numbers.html", context)


def _told(rows: list[of.Year], looks: display.Display, *, runs: bool) -> SafeString:
    """As a piece, until a figure of it changes: writing ten years takes longer than reckoning them."""
    shown = (of.table(rows), [(row.scheme.pk, row.scheme.version, row.scheme.state) for row in rows], runs)
    return piece("proposals/scheme_years.html", shown, looks, years=rows, bars=of.bars(rows), runs=runs)


@require_safe
@whole_page
def numbers_file(request: HttpRequest, form: str) -> HttpResponse:
    """CSV for any program, CSV for an old one, JSON: one file for all readers, in the city's language."""
    with override(settings.LANGUAGE_CODE):
        heads, rows = of.table(of.years())
    name = {"Content-Disposition": f'attachment; filename="schemes-numbers.{form}"'}
    if form == "json":
        return HttpResponse(b"".join(json_pieces(heads, rows)), content_type="application/json", headers=name)
    if form == "sjis.csv":
        return HttpResponse(to_csv(heads, rows, "cp932"), content_type="text/csv; charset=shift_jis", headers=name)
    return HttpResponse(to_csv(heads, rows), content_type="text/csv; charset=utf-8", headers=name)
