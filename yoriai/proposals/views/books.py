"""The panel's book and the table of scores: files for the meeting."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from yoriai.engines.tables.writing import Cell, to_xlsx
from yoriai.kernel.actors.who import Who
from yoriai.people.gate import office, signed_in, somebody, sure_if_hidden
from yoriai.proposals import actions, policy
from yoriai.proposals.finding import ranked_scheme, the_scheme
from yoriai.proposals.models import Book, Scheme
from yoriai.proposals.queries import panel
from yoriai.proposals.queries.export_work import points_heads
from yoriai.proposals.queries.nearness import unsaid

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _own(request: HttpRequest, code: str) -> tuple[Scheme, Who, Book | None]:
    """The scheme, the reader, and the last book made for them (for the office: the whole). Raises Http404 for others."""
    scheme, who = the_scheme(request, code), somebody(request)
    if not policy.can_have_book(who, scheme):
        raise Http404
    seat = None if policy.can_run(who) else policy.panel_seat(who, scheme)
    return scheme, who, Book.objects.filter(scheme=scheme, seat=seat).defer("content").first()


@signed_in
@sure_if_hidden
@never_cache
def book(request: HttpRequest, code: str) -> HttpResponse:
    """Ask for it; how far it is; the file."""
    scheme, who, found = _own(request, code)
    if request.method == "POST":
        actions.ask_book(scheme, by=who)
        return redirect("proposals:book", code)
    fit = found is not None and policy.book_is_fit(found)
    context: dict[str, Any] = {"scheme": scheme, "book": found if fit else None, "stale": found and not fit}
    context["late"] = found is not None and found.is_late
    seat = policy.panel_seat(who, scheme)
    context |= {"runs": policy.can_run(who), "unsaid": unsaid(scheme, seat).count() if seat else 0}
    return render(request, "proposals/book.html", context)


@require_safe
@signed_in
@sure_if_hidden
@never_cache
def book_file(request: HttpRequest, code: str) -> HttpResponse:
    """The PDF, as long as nothing in it has become too near to its reader."""
    scheme, who, found = _own(request, code)
    if found is None or found.made is None or not policy.book_is_fit(found) or found.content is None:
        raise Http404
    actions.note_panel_file(scheme, "book", by=who)
    answer = HttpResponse(bytes(found.content), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{code}-book.pdf"'
    return answer


@office
@require_safe
@never_cache
def scores_file(request: HttpRequest, code: str) -> HttpResponse:
    """Every point of every sheet, for the office: one row a criterion."""
    scheme = ranked_scheme(request, code)
    rows: list[list[Cell]] = panel.every_point(scheme)
    actions.note_panel_file(scheme, "scores", by=somebody(request))
    answer = HttpResponse(to_xlsx(points_heads(), rows, _("The panel's sheets")), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{code}-scores.xlsx"'
    return answer
