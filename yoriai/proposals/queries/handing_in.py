"""What is still missing before a proposal can be handed in, and until when that is possible."""

import datetime as dt

from django.utils import timezone

from yoriai.engines.schemes import Fault, budget_faults
from yoriai.proposals.models import Proposal, Scheme
from yoriai.proposals.queries.sheets import ALL, carriers, lines_of, sheet

WITH_THE_PROPOSAL = ("F2", "F3", "F4", "F5")


def deadline(scheme: Scheme) -> dt.datetime | None:
    """The last moment: the end of the call's last day in the city's time, and the minutes of grace. None for a rolling scheme."""
    plan = scheme.the_plan
    call = plan.phase("call")
    if plan.rules.rolling or call is None or call.ends is None:
        return None
    return end_of(call.ends) + dt.timedelta(minutes=plan.rules.grace_minutes)


def past_their_date(now: dt.datetime) -> list[Proposal]:
    """What is still being written after the last moment of its call, or of the date it was opened again until; and corrections
    whose day is over."""
    today = timezone.localtime(now).date()
    rows = Proposal.objects.filter(state__in=("drafting", "correcting"), due__lt=today).select_related("scheme")
    return [row for row in rows if row.state == Proposal.State.CORRECTING or now > (last_moment(row) or now)]


def last_moment(proposal: Proposal) -> dt.datetime | None:
    """Until when this proposal can be handed in: the call's last moment, or that of the day the office opened it again until."""
    until = deadline(proposal.scheme)
    if until is None or proposal.due is None:
        return until
    grace = dt.timedelta(minutes=proposal.scheme.the_plan.rules.grace_minutes)
    return max(until, end_of(proposal.due) + grace)


def end_of(day: dt.date) -> dt.datetime:
    """23:59:59.999999 of the day in the city's time, whatever zone the server or the reader is in."""
    midnight = dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), timezone.get_default_timezone())
    return midnight - dt.timedelta(microseconds=1)


def handed_in_forms(proposal: Proposal) -> list[str]:
    """Codes of the forms that go in together, as far as the scheme has them."""
    plan = proposal.scheme.the_plan
    return [code for code in WITH_THE_PROPOSAL if plan.form(code) is not None]


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
            found += [
                Fault(fault.what, code, {**fault.facts, "line": fault.where}) for fault in _budget(one.budget, kind)
            ]
        if one.form.roles and not one.duties:
            found.append(Fault("no_duties", code))
    if len(carriers(proposal)) - 1 < kind.partners:
        found.append(Fault("too_few_partners", "", {"wanted": kind.partners, "has": len(carriers(proposal)) - 1}))
    if kind.themed and proposal.theme_id is None:
        found.append(Fault("no_theme", ""))
    return found


def _budget(rows: list, kind: object) -> list[Fault]:  # type: ignore[type-arg]
    return [Fault("no_budget")] if not rows else budget_faults(lines_of(rows), kind)  # type: ignore[arg-type]
