"""この一年のわたしたち (R58): for whoever speaks for the body: on the screen, as A4, as a table."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from yoriai.directory.models import Organisation
from yoriai.directory.paper.year import title_of, year_pdf, year_xlsx
from yoriai.directory.queries.years import label_of, year_of
from yoriai.directory.views.sorts import owned
from yoriai.people.gate import signed_in

TYPES = {"pdf": "application/pdf", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


@signed_in
@never_cache
def year(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The sheet on the screen."""
    page = _page(request, code, number)
    found = year_of(page.by, number)
    rows = [(label_of(row), row) for row in found.rows]
    context = {"entry": page, "year": found, "rows": rows, "title": title_of(number), "before": number - 1}
    return render(request, "directory/year.html", {**context, "after": number + 1 if number < _today() else None})


@signed_in
def this_year(request: HttpRequest, code: str) -> HttpResponse:
    """To the sheet of the year that runs."""
    return redirect("directory:year", code, _today())


@signed_in
@never_cache
def sheet(request: HttpRequest, code: str, number: str, form: str) -> HttpResponse:
    """The sheet as a file: "pdf" or "xlsx"."""
    page, year = _page(request, code, int(number)), int(number)
    found = year_of(page.by, year)
    address = settings.BASE_URL + page.get_absolute_url()
    made = year_pdf(page.by, found, address) if form == "pdf" else year_xlsx(page.by, found)
    headers = {"Content-Disposition": f'attachment; filename="{page.code}-{number}.{form}"'}
    return HttpResponse(made, content_type=TYPES[form], headers=headers)


def _page(request: HttpRequest, code: str, number: int) -> Organisation:
    found = owned(request, code)
    if not isinstance(found, Organisation) or not 2000 <= number <= _today():
        raise Http404
    return found


def _today() -> int:
    return timezone.localdate().year
