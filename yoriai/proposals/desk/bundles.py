"""Everything of a scheme for Excel, and the sheets of all its projects for the notice board: at once where it is little, else by a job."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from yoriai.engines.tables.writing import to_workbook
from yoriai.people.gate import office, somebody
from yoriai.proposals import actions
from yoriai.proposals.finding import the_scheme
from yoriai.proposals.models import Bundle, Proposal, Scheme
from yoriai.proposals.queries.export import everything

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# A scheme with more proposals than these takes longer than a page may.
MOST_AT_ONCE = 30
SORTS: dict[str, dict[str, Any]] = {
    Bundle.Sort.EVERYTHING: {
        "title": _("Everything for Excel"),
        "about": _(
            "Every proposal, step, answer, sheet, agreement and expense, each sort on a sheet of its own. "
            "It holds private facts: it is kept who takes it when, and the file is thrown away after a day."
        ),
        "type": XLSX,
        "file": "everything.xlsx",
    },
    Bundle.Sort.NOTICE_BOARD: {
        "title": _("A sheet of every project for the notice board"),
        "about": _("One A4 in large type for each adopted project, in one PDF. It holds public facts alone."),
        "type": "application/pdf",
        "file": "notice-board.pdf",
    },
}  # fmt: skip


@office
@require_POST
def export(request: HttpRequest, code: str) -> HttpResponse:
    """Everything of the scheme as a workbook. It holds private facts: that it was taken is kept."""
    found, who = the_scheme(request, code), somebody(request)
    if Proposal.objects.filter(scheme=found).count() > MOST_AT_ONCE:
        actions.ask_bundle(found, Bundle.Sort.EVERYTHING, by=who)
        return redirect("proposals:bundle", code, Bundle.Sort.EVERYTHING)
    actions.note_export(found, by=who)
    return _file(found, Bundle.Sort.EVERYTHING, lambda: to_workbook(everything(found)))


def _file(scheme: Scheme, sort: str, made: Callable[[], bytes]) -> HttpResponse:
    kind = SORTS[sort]
    name = {"Content-Disposition": f'attachment; filename="{scheme.code}-{kind["file"]}"'}
    return HttpResponse(made(), content_type=kind["type"], headers=name)


@office
@never_cache
def bundle(request: HttpRequest, code: str, sort: str) -> HttpResponse:
    """Ask for it; how far it is; the way to the file."""
    found = _of_sort(request, code, sort)
    if request.method == "POST":
        actions.ask_bundle(found, sort, by=somebody(request))
        return redirect("proposals:bundle", code, sort)
    row = Bundle.objects.filter(scheme=found, sort=sort).defer("content").first()
    address = reverse("proposals:bundle_file", args=[code, sort])
    context = {
        "scheme": found,
        "bundle": row,
        "address": address,
        "late": row is not None and row.is_late,
        **SORTS[sort],
    }
    return render(request, "proposals/bundle.html", context)


def _of_sort(request: HttpRequest, code: str, sort: str) -> Scheme:
    found = the_scheme(request, code)
    if sort not in SORTS or found.state == Scheme.State.DRAFT:
        raise Http404
    return found


@office
@require_POST
def bundle_file(request: HttpRequest, code: str, sort: str) -> HttpResponse:
    """The file. Of what holds private facts it is kept who took it."""
    found = _of_sort(request, code, sort)
    row = Bundle.objects.filter(scheme=found, sort=sort, made__isnull=False).first()
    if row is None or row.content is None:
        raise Http404
    if sort == Bundle.Sort.EVERYTHING:
        actions.note_export(found, by=somebody(request))
    content = bytes(row.content)
    return _file(found, sort, lambda: content)
