"""What an organisation takes with it: as a table, as text for other portals. For whoever speaks for it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from yoriai.directory.models import Organisation
from yoriai.directory.queries.given_back import table_of, text_of
from yoriai.directory.views.sorts import owned
from yoriai.engines.tables.writing import to_csv, to_xlsx
from yoriai.people.gate import signed_in

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def _page(request: HttpRequest, code: str) -> Organisation:
    found = owned(request, code)
    if not isinstance(found, Organisation):
        raise Http404
    return found


@signed_in
@never_cache
def ours(request: HttpRequest, code: str) -> HttpResponse:
    """The ways to take it along."""
    page = _page(request, code)
    return render(request, "directory/given_back.html", {"entry": page, "text": text_of(page)})


@signed_in
@never_cache
def file(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """Everything it wrote, as a table: "csv" or "xlsx"."""
    page = _page(request, code)
    head, rows = table_of(page.actor)
    made = to_csv(head, rows) if form == "csv" else to_xlsx(head, rows, title=_("Ours"))
    headers = {"Content-Disposition": f'attachment; filename="{page.code}.{form}"'}
    return HttpResponse(made, content_type=TYPES[form], headers=headers)
