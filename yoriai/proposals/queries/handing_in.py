"""What is still missing before a proposal can be handed in, and until when that is possible."""

import datetime as dt
from typing import Any

from django.db.models import Q
from django.utils import timezone

from yoriai.engines.schemes import Fault
from yoriai.engines.schemes.budget import CITY
from yoriai.proposals.models import BudgetLine, Proposal, Scheme
from yoriai.proposals.queries.papers import missing_papers
from yoriai.proposals.queries.sheets import ALL, carriers, lines_of, sheet
from yoriai.proposals.queries.span import span_of
from yoriai.proposals.queries.tables import faults_of
from yoriai.proposals.queries.youth import gaps

WITH_THE_PROPOSAL = ("F2", "F3", "F4", "F5")
# While the group writes and a day is set for it.
WITH_A_DATE = ("drafting", "correcting", "held")
# Before it writes. The call's last day ends no idea: it can still be talked over, until its scheme has ended or a year has gone.
BEFORE_WRITING = ("idea", "consulting")
A_YEAR = dt.timedelta(days=365)
OF_THE_WORK = ("F10", "F13")


def deadline(scheme: Scheme) -> dt.datetime | None:
    """The last moment of a call for which all hand in together. None for a rolling scheme: each is answered for itself."""
    return None if scheme.the_plan.rules.rolling else scheme.closes


def past_their_date(now: dt.datetime) -> list[Proposal]:
    """What is still being written after the last moment of its call, or of the date it was opened again until; corrections and what
    the panel held, whose day is over; ideas of a scheme that has ended, or a year after their date."""
    today = timezone.localtime(now).date()
    # The hour of a call can pass on its last day; what is put right has the whole of its day.
    dated = Q(state=Proposal.State.DRAFTING, due__lte=today) | Q(state__in=WITH_A_DATE, due__lt=today)
    ideas = Q(state__in=BEFORE_WRITING) & (Q(scheme__state=Scheme.State.ENDED) | Q(due__lt=today - A_YEAR))
    rows = Proposal.objects.filter(dated | ideas).select_related("scheme")
    return [row for row in rows if is_past_its_date(row, now)]


def is_past_its_date(proposal: Proposal, now: dt.datetime) -> bool:
    """Whether its last moment for handing in, the day of its correction, or the time of an idea is over."""
    today = timezone.localtime(now).date()
    if proposal.state in BEFORE_WRITING:
        ended, due = proposal.scheme.state == Scheme.State.ENDED, proposal.due
        return (due is None or due < today) if ended else due is not None and due < today - A_YEAR
    if proposal.state not in WITH_A_DATE or proposal.due is None:
        return False
    if proposal.state == Proposal.State.DRAFTING:
        return now > (last_moment(proposal) or now)
    return proposal.due < today


def rolling_and_over(now: dt.datetime) -> list[Scheme]:
    """Schemes with rolling dates that are open still and whose last moment has passed."""
    rows = Scheme.objects.filter(state=Scheme.State.OPEN, plan__rules__rolling=True)
    return [row for row in rows if row.closes is not None and now > row.closes]


def last_moment(proposal: Proposal) -> dt.datetime | None:
    """Until when this proposal can be handed in: the call's last moment, or that of the day the office opened it again until.

    A rolling scheme without a last day has that day alone.
    """
    until, due = proposal.scheme.closes, proposal.due
    if due is None:
        return until
    own = proposal.scheme.last_moment_of(due)
    return own if until is None else max(until, own)


def handed_in_forms(proposal: Proposal) -> list[str]:
    """Codes of the forms that go in together, as far as the scheme has them."""
    plan = proposal.scheme.the_plan
    return [code for code in WITH_THE_PROPOSAL if plan.form(code) is not None]


def forms_of_now(proposal: Proposal) -> list[str]:
    """Codes of the forms a group has to do with now: what it hands in, and with an adopted project what it reports."""
    return ["F1", *WITH_THE_PROPOSAL, *(OF_THE_WORK if proposal.is_adopted else ())]


def asked_before_adoption(scheme: Scheme) -> set[str]:
    """Keys of the questions a proposal answers before it is adopted; those of its reports alone are not among them."""
    forms = [form for form in scheme.the_plan.forms if form.code in ("F1", *WITH_THE_PROPOSAL)]
    return {key for form in forms for key in form.fields}


def what_is_missing(proposal: Proposal) -> list[Fault]:
    """Every gap, in the order of the forms: `where` is the form, facts hold the question's label or the figures."""
    plan = proposal.scheme.the_plan
    kind = plan.type(proposal.type)
    found = []
    for code in handed_in_forms(proposal):
        one = sheet(proposal, code, ALL)
        assert one is not None
        for question in one.questions:
            if question.needed and not question.text:
                found.append(Fault("unanswered", code, {"label": question.field.label, "key": question.field.key}))
            elif (
                question.field.most
                and question.field.sort in ("line", "text")
                and len(question.text) > question.field.most
            ):
                over = len(question.text) - question.field.most
                found.append(Fault("too_long", code, {"label": question.field.label, "over": over}))
        if one.form.budget:
            found += [Fault(fault.what, code, fault.facts) for fault in _budget(one.budget, proposal)]
        if one.form.roles and not one.duties:
            found.append(Fault("no_duties", code))
    if len(carriers(proposal)) - 1 < kind.partners:
        found.append(Fault("too_few_partners", "", {"wanted": kind.partners, "has": len(carriers(proposal)) - 1}))
    found += [Fault("no_paper", "", {"label": str(paper.label)}) for paper in missing_papers(proposal)]
    if kind.themed and proposal.theme_id is None:
        found.append(Fault("no_theme", ""))
    return found + span_of(proposal).faults + gaps(proposal)


def _budget(rows: list[BudgetLine], proposal: Proposal) -> list[Fault]:
    if not rows:
        return [Fault("no_budget")]
    faults = faults_of(proposal, lines_of(rows))
    return [Fault(fault.what, "", fault.facts | _line(rows, fault.where)) for fault in faults]


def _line(rows: list[BudgetLine], where: str) -> dict[str, Any]:
    """Which line it is as its page counts them: from 1 on each side, the city's part apart."""
    if not where or rows[int(where) - 1].item == CITY:
        return {}
    row = rows[int(where) - 1]
    same = [one for one in rows if one.side == row.side and one.item != CITY]
    return {"side": row.side, "line": same.index(row) + 1}
