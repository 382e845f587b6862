"""Doors of the scheme of joint projects."""

from typing import Any

from django.urls import URLPattern, path

from yoriai.proposals.desk import checking, on_paper
from yoriai.proposals.finding import sure_if_of_the_city
from yoriai.proposals.urls.early import EARLY, OF_SCHEME_EARLY
from yoriai.proposals.urls.panel import OF_PROPOSAL, OF_SCHEME
from yoriai.proposals.urls.schemes import SCHEMES
from yoriai.proposals.urls.works import KEPT, WORK
from yoriai.proposals.views import forms, notice_board, papers, partners, proposals, sheets, steps, tables, talks

# What is not for its sides alone: an adopted project, the clock in the hall, the answer by the link of a mail.
FOR_OTHERS = {"proposal", "project_sheet", "project_log", "log_photo", "timer", "reply_by_mail", "passed_by_mail"}


def of_proposal(*pages: tuple[str, Any, str]) -> list[URLPattern]:
    """Pages below a proposal: (the rest of the address, the door, its name)."""
    return [
        path(f"proposals/<code:code>/{rest}", door if name in FOR_OTHERS else sure_if_of_the_city(door), name=name)
        for rest, door, name in pages
    ]


app_name = "proposals"
urlpatterns = [
    *SCHEMES,
    path("proposals/", proposals.proposals, name="proposals"),
    *OF_SCHEME,
    *OF_SCHEME_EARLY,
    path("proposals/new/", proposals.begin, name="begin"),
    KEPT,
    path("schemes/<code:code>/idea/", proposals.new_idea, name="new_idea"),
    *of_proposal(
        ("", proposals.proposal, "proposal"),
        ("notice-board.pdf", notice_board.project_sheet, "project_sheet"),
        ("history/", proposals.history, "history"),
        ("about/", proposals.about, "about"),
        ("procedure/", proposals.way, "way"),
        ("sheets/", sheets.sheets, "sheets"),
        ("sheets/budget/", tables.budget, "budget"),
        ("sheets/duties/", tables.duties, "duties"),
        ("sheets/remarks/", sheets.remark, "remark"),
        ("sheets/<slug:form_code>.<slug:kind>", forms.sheet_file, "sheet_file"),
        ("sheets/<slug:form_code>/file/", forms.sheet_back, "sheet_back"),
        ("receipt.pdf", forms.receipt, "receipt"),
        ("typed/", on_paper.typed_idea, "typed_idea"),
        ("documents/<int:pk>/scan/", on_paper.scan, "form_scan"),
        ("sheets/<slug:form_code>/", sheets.one_sheet, "sheet"),
        ("papers/", papers.papers, "papers"),
        ("papers/<int:pk>/", papers.paper, "paper"),
        ("papers/<int:pk>/removal/", papers.paper_gone, "paper_gone"),
        ("answers/<slug:key>/", sheets.versions, "versions"),
        ("sheets/budget/versions/", tables.budget_versions, "budget_versions"),
        ("sheets/duties/versions/", tables.duty_versions, "duty_versions"),
        ("documents/<int:pk>/", sheets.document, "document"),
        ("check/", checking.check, "check"),
        ("steps/<slug:verb>/", steps.step, "step"),
        ("again/", steps.again, "again"),
        ("partners/", partners.partners, "partners"),
        ("partners/<int:actor>/on-paper/", partners.partner_on_paper, "partner_on_paper"),
        ("partners/new/", partners.new_partner, "new_partner"),
        ("companion/", partners.companion, "companion"),
        ("consultations/new/", partners.consultation, "consultation"),
        ("invitation/", partners.invitation, "invitation"),
        ("talks/", talks.talks, "talks"),
        ("talks/asking/", talks.section_asked, "section_asked"),
        ("reply/", talks.own_reply, "own_reply"),
        ("reply/<int:pk>/", talks.reply, "reply"),
        ("reply/<int:pk>/passing-on/", talks.reply_passed, "reply_passed"),
        *OF_PROPOSAL,
        *EARLY,
    ),
    *of_proposal(*WORK),
]
