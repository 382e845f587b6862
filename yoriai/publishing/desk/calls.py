"""電話・FAX・郵送: whom to tell of this result by hand, on the screen, as XLSX and printed."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from yoriai.kernel.city.queries import city
from yoriai.people.actions import look_at_contacts
from yoriai.people.models import Contact
from yoriai.publishing.desk.door import for_result, page, who
from yoriai.publishing.models import Result
from yoriai.publishing.paper.calls import calls_pdf
from yoriai.publishing.paper.sheet import calls_xlsx
from yoriai.publishing.policy import can_call
from yoriai.publishing.queries import to_call
from yoriai.ui.paper.calls import Call, Way

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WAYS: dict[str, Way] = {Contact.Way.PHONE: "phone", Contact.Way.FAX: "fax", Contact.Way.POST: "post"}


@for_result
def calls(request: HttpRequest, result: Result) -> HttpResponse:
    """Who waits for a call, without a number: numbers are on the sheets, for those named at the reception and the office."""
    return page(request, result, "calls", {"rows": to_call(result), "can_call": can_call(who(request), result)})


@for_result
def sheet(request: HttpRequest, result: Result, form: str) -> HttpResponse:
    """The list with numbers. Each look at a number is recorded."""
    if request.method != "POST" or not can_call(who(request), result):
        raise Http404
    found, title = listed(request, result), _("%(title)s: telephone, fax and post") % {"title": result.title}
    if form == "xlsx":
        content, media = calls_xlsx(found, title=title), XLSX
    else:
        here = city()
        made, office = timezone.localdate(), here.office.shown_name if here else ""
        content, media = calls_pdf(found, title=title, made=made, office=office), "application/pdf"
    answer = HttpResponse(content, content_type=media)
    answer["Content-Disposition"] = f'attachment; filename="{result.code}-calls.{form}"'
    return answer


def listed(request: HttpRequest, result: Result) -> list[Call]:
    """A line for each person and each way to reach them; who has none is known to the office somehow."""
    lines: list[Call] = []
    for row in to_call(result):
        kept = look_at_contacts(row.to, row.item, by=who(request), allowed=True)
        ways = [(WAYS[contact.way], contact.value) for contact in kept if contact.way in WAYS]
        lines += [
            Call(row.to.shown_name, way, value, row.text, result.code) for way, value in ways or [(WAYS["phone"], "")]
        ]
    return lines
