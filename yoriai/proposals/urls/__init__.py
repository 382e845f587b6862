"""Doors of the scheme of joint projects."""

from typing import Any

from django.urls import URLPattern, path

from yoriai.proposals.urls.panel import OF_PROPOSAL, OF_SCHEME
from yoriai.proposals.urls.schemes import SCHEMES
from yoriai.proposals.urls.works import KEPT, WORK
from yoriai.proposals.views import partners, proposals, sheets, steps, talks


def of_proposal(*pages: tuple[str, Any, str]) -> list[URLPattern]:
    """Pages below a proposal: (the rest of the address, the door, its name)."""
    return [path(f"proposals/<code:code>/{rest}", door, name=name) for rest, door, name in pages]


app_name = "proposals"
urlpatterns = [
    *SCHEMES,
    path("proposals/", proposals.proposals, name="proposals"),
    *OF_SCHEME,
    path("proposals/new/", proposals.begin, name="begin"),
    KEPT,
    path("schemes/<code:code>/idea/", proposals.new_idea, name="new_idea"),
    *of_proposal(
        ("", proposals.proposal, "proposal"),
        ("history/", proposals.history, "history"),
        ("sheets/", sheets.sheets, "sheets"),
        ("sheets/budget/", sheets.budget, "budget"),
        ("sheets/duties/", sheets.duties, "duties"),
        ("sheets/remarks/", sheets.remark, "remark"),
        ("sheets/<slug:form_code>/", sheets.one_sheet, "sheet"),
        ("answers/<slug:key>/", sheets.versions, "versions"),
        ("documents/<int:pk>/", sheets.document, "document"),
        ("steps/<slug:verb>/", steps.step, "step"),
        ("again/", steps.again, "again"),
        ("partners/", partners.partners, "partners"),
        ("partners/new/", partners.new_partner, "new_partner"),
        ("consultations/new/", partners.consultation, "consultation"),
        ("invitation/", partners.invitation, "invitation"),
        ("talks/", talks.talks, "talks"),
        ("reply/", talks.reply, "reply"),
        ("reply/sending/", talks.reply_sent, "reply_sent"),
        ("reply/passing-on/", talks.reply_passed, "reply_passed"),
        *OF_PROPOSAL,
    ),
    *of_proposal(*WORK),
]
