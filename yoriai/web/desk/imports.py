"""/imports/: a file is brought, looked at, taken in; rows with faults go back with the reason."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from yoriai.engines.tables.reasons import Unreadable
from yoriai.engines.tables.report import Report, Told
from yoriai.engines.tables.writing import Encoding
from yoriai.kernel.policy import NotPossible
from yoriai.people.gate import office, somebody
from yoriai.web import actions
from yoriai.web.differences import differences
from yoriai.web.forms.imports import UploadForm
from yoriai.web.imports import BY_BITS, KINDS, not_used
from yoriai.web.models import Upload
from yoriai.web.previews import preview
from yoriai.web.progress import rows_done
from yoriai.web.sentences import sentence
from yoriai.web.uploads import faults_csv, opened_upload, report_of

NAMED = 12  # rows named beside one reason
CHANGED = 100  # rows that change on one page
TOLD = 200  # rows of each sort told on the page; the file of faults tells all


@office
@never_cache
def imports(request: HttpRequest) -> HttpResponse:
    """Choose a file; what came in lately."""
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = UploadForm(*sent, who=somebody(request))
    kept = form.accepts(lambda: actions.keep_upload(by=somebody(request), **_brought(form))) if form.is_bound else None
    if kept is not None:
        return redirect("upload", kept.pk)
    lately = Upload.objects.select_related("by", "session").order_by("-pk")[:20]
    context = {"form": form, "lately": [(row, KINDS[row.kind].label) for row in lately]}
    return render(request, "web/imports.html", context, status=422 if form.went_wrong else 200)


def _brought(form: UploadForm) -> dict[str, Any]:
    data = form.cleaned_data
    file = data["file"]
    return {name: data[name] for name in ("kind", "session", "source")} | {"content": file.read(), "name": file.name}


@office
@never_cache
@require_safe
def upload(request: HttpRequest, pk: int) -> HttpResponse:
    """The file as it was understood and what it would change; while it is taken in, that it is; then what became of it."""
    row = get_object_or_404(Upload.objects.select_related("by", "session"), pk=pk)
    report = report_of(row)
    working = row.state == Upload.State.TAKING or (report is None and not row.refused_why)
    context: dict[str, Any] = {"upload": row, "kind": KINDS[row.kind].label, "working": working}
    context["by_bits"] = row.kind in BY_BITS
    context |= {"done": max(rows_done(row.pk), row.upto)} if working else {}
    if report is not None and not working:
        context |= _told(report) | _changed(row, request)
    if row.state == Upload.State.WAITING and not working:
        context |= _shown(row, report)
    return render(request, "web/upload.html", context)


def _told(report: Report) -> dict[str, Any]:
    """A report in words."""
    return {
        "numbers": [
            (_("New"), report.taken, ""),
            (_("Changed"), report.updated, "#changed" if report.updated else ""),
            (_("As before"), report.unchanged, ""),
            (_("To look at"), len({line for line, _reason in report.flagged}), "#flagged" if report.flagged else ""),
            (_("Stayed out"), len(report.skipped), "#skipped" if report.skipped else ""),
        ],
        "flagged": _together(report.flagged),
        "skipped": [(line, sentence(reason)) for line, reason in report.skipped[:TOLD]],
        "more_skipped": max(0, len(report.skipped) - TOLD),
    }


def _changed(row: Upload, request: HttpRequest) -> dict[str, Any]:
    """A page of the rows that change, from the row after `?after=` on."""
    after = request.GET.get("after", "")
    start = int(after) if after.isascii() and after.isdigit() and len(after) < 9 else 0
    found = list(row.changed_rows.filter(line__gt=start).order_by("line", "pk")[: CHANGED + 1])
    return {
        "changed": [(one.line, differences(row.kind, one.facts)) for one in found[:CHANGED]],
        "after": start,
        "next": found[CHANGED - 1].line if len(found) > CHANGED else 0,
    }


def _together(told: list[Told]) -> list[tuple[str, str, int]]:
    """Each reason once, the most frequent first: its sentence, the numbers of the first rows, how many more there are."""
    rows: dict[str, list[int]] = {}
    for line, reason in told:
        rows.setdefault(sentence(reason), []).append(line)
    often = sorted(rows.items(), key=lambda pair: -len(pair[1]))
    return [(words, "、".join(map(str, lines[:NAMED])), max(0, len(lines) - NAMED)) for words, lines in often[:TOLD]]


def _shown(row: Upload, report: Report | None) -> dict[str, Any]:
    """The first rows of the file."""
    try:
        opened = opened_upload(row)
    except Unreadable as fault:
        return {"gone": sentence(fault.reason)}
    left = not_used(opened, report) if report is not None else []
    return {"rows": preview(opened), "notes": opened.notes, "left": "、".join(left)}


@office
@require_POST
def taking(request: HttpRequest, pk: int) -> HttpResponse:
    """取りこむ: whole or not at all."""
    row = get_object_or_404(Upload, pk=pk)
    try:
        row = actions.begin_upload(row, by=somebody(request))
        if row.state == Upload.State.TAKEN:
            messages.success(request, _("The file has been taken in."))
    except NotPossible as no:
        messages.error(request, str(no))
    return redirect("upload", pk)


@office
@never_cache
@require_safe
def faults(request: HttpRequest, pk: int) -> HttpResponse:
    """The rows that stayed out, with the reason, for Excel (UTF-8 with its mark) or for an old program (?encoding=cp932)."""
    row = get_object_or_404(Upload, pk=pk, report__isnull=False)
    encoding: Encoding = "cp932" if request.GET.get("encoding") == "cp932" else "utf-8-sig"
    try:
        content = faults_csv(row, encoding)
    except Unreadable as fault:
        raise NotPossible(sentence(fault.reason)) from None
    charset = "shift_jis" if encoding == "cp932" else "utf-8"
    answer = HttpResponse(content, content_type=f"text/csv; charset={charset}")
    answer["Content-Disposition"] = f'attachment; filename="faults-{row.pk}.csv"'
    return answer
