"""What was made on one evening lies in the days it belongs to: steps, advice, answers, sheets of the panel, signatures, papers."""

import datetime as dt

from django.db.models import F
from django.utils import timezone

from yoriai.engines.schemes import Plan
from yoriai.kernel.models import Item
from yoriai.proposals.models import (
    Agreement,
    Consultation,
    Interest,
    LookBack,
    Paper,
    Pending,
    Proposal,
    Remark,
    Review,
    ScoreSheet,
    Signature,
    Step,
    TableVersion,
    Talk,
    Verdict,
)
from yoriai.web.demo.group_papers import dated

# Of each step: the part of the year it belongs to, and how far into that part it was taken (more than 1: after it).
WHEN = {
    "consult": ("call", 0.15),
    "draft": ("call", 0.3),
    "submit": ("call", 0.8),
    "check": ("call", 1.03),
    "begin_talks": ("talks", 0.05),
    "review_papers": ("first_review", 0.1),
    "withdraw": ("first_review", 0.2),
    "pass": ("first_review", 0.9),
    "schedule": ("first_review", 1.1),
    "review": ("presentation", 0),
    "adopt": ("result", 0.4),
    "refuse": ("result", 0.4),
    "negotiate": ("agreement", 0.1),
    "sign": ("agreement", 0.8),
    "start": ("completion", 0.01),
    "ask_change": ("completion", 0.3),
    "agree_change": ("completion", 0.36),
    "report_midway": ("completion", 0.74),
    "carry_out": ("completion", 0.98),
    "report": ("report", 0.4),
    "accept": ("report", 0.9),
    "tell": ("look_back", 1.6),
    "complete": ("look_back", 1.9),
    "go_on": ("look_back", 2.3),
}
# Nobody decides anything over lunch.
HOURS = (9, 10, 11, 13, 14, 15, 16)


def in_its_year(proposal: Proposal) -> None:
    """Its steps lie in the parts of its scheme's year in which they would have been taken."""
    plan = proposal.scheme.the_plan
    rows = Step.objects.filter(proposal=proposal).order_by("id")
    _dated(proposal, {row.pk: _moment(plan, row.verb, n) for n, row in enumerate(rows)})


def lately(proposal: Proposal, *, days: int, over: int) -> None:
    """What has only begun: its steps lie spread over the last days."""
    rows = list(Step.objects.filter(proposal=proposal).order_by("id"))
    began = timezone.now() - dt.timedelta(days=days)
    _dated(
        proposal,
        {row.pk: at_work(began + dt.timedelta(days=over) * n / max(len(rows) - 1, 1), n) for n, row in enumerate(rows)},
    )


def _moment(plan: Plan, verb: str, number: int) -> dt.datetime:
    key, share = WHEN[verb]
    phase = plan.phase(key)
    assert phase is not None and phase.starts is not None and phase.ends is not None
    day = phase.starts + (phase.ends - phase.starts) * share
    at = dt.datetime.combine(day, dt.time(10), timezone.get_default_timezone())
    # A presentation in public is on a Saturday, so that people can come.
    return at.replace(hour=13, minute=30) if key == "presentation" else at_work(at, number)


def _dated(proposal: Proposal, moments: dict[int, dt.datetime]) -> None:
    when: dict[str, dt.datetime] = {}
    for row in Step.objects.filter(pk__in=moments).order_by("id"):
        when[row.verb] = moments[row.pk]
        Step.objects.filter(pk=row.pk).update(at=moments[row.pk])
    first = min(moments.values(), default=timezone.now())
    decided = [when[verb] for verb in ("pass", "adopt", "refuse") if verb in when]
    for verdict, at in zip(proposal.verdicts.order_by("id"), decided, strict=False):
        Verdict.objects.filter(pk=verdict.pk).update(at=at)
    _talked_over(proposal, when, first)
    _judged_and_signed(proposal, when)
    proposal.documents.update(at=when.get("submit", first))
    for form, step in (("F10", "report_midway"), ("F13", "report")):
        proposal.documents.filter(form=form).update(at=when.get(step, first))
    dated(proposal, when.get("draft", first))
    Paper.objects.filter(proposal=proposal, gone__isnull=False).update(gone=when.get("draft", first))
    Item.objects.filter(pk=proposal.pk).update(created=first - dt.timedelta(days=6), version=F("version") + 1)
    Proposal.objects.filter(pk=proposal.pk).update(presents=when.get("review"))
    if "submit" in when:
        Proposal.objects.filter(pk=proposal.pk).update(submitted=when["submit"])


def _talked_over(proposal: Proposal, when: dict[str, dt.datetime], first: dt.datetime) -> None:
    """The advice lies between the taking up and the writing, the city's answer two weeks after it was asked."""
    advised = at_work(first + dt.timedelta(days=3), 4)
    Consultation.objects.filter(proposal=proposal).update(at=advised)
    Remark.objects.filter(proposal=proposal).update(at=at_work(when.get("draft", first) + dt.timedelta(days=2), 2))
    written = at_work(when.get("draft", first) + dt.timedelta(days=1), 1)
    TableVersion.objects.filter(proposal=proposal).update(at=written)
    asked = when.get("begin_talks")
    if asked is not None:
        answered = at_work(asked + dt.timedelta(days=15), 3)
        Talk.objects.filter(proposal=proposal).update(since=asked)
        Talk.objects.filter(proposal=proposal).exclude(sent=None).update(sent=answered, decided_on=answered.date())


def _judged_and_signed(proposal: Proposal, when: dict[str, dt.datetime]) -> None:
    """Sheets of the panel, signatures, a change, sheets of looking back."""
    for key, verb, days in (("papers", "review_papers", 6), ("final", "review", 0)):
        if verb in when:
            at = when[verb] + dt.timedelta(days=days, hours=2)
            ScoreSheet.objects.filter(proposal=proposal, round=key).update(submitted=at, changed=at)
            Interest.objects.filter(proposal=proposal).update(at=when[verb])
    if "negotiate" in when:
        Agreement.objects.filter(proposal=proposal).update(at=when["negotiate"])
    if "sign" in when:
        Signature.objects.filter(agreement__proposal=proposal).update(at=when["sign"])
    if "agree_change" in when:
        Pending.objects.filter(proposal=proposal).update(asked=when["ask_change"], agreed=when["agree_change"])
    if "accept" in when:
        handed_in = at_work(when["accept"] + dt.timedelta(days=14), 5)
        talked = at_work(when["accept"] + dt.timedelta(days=24), 1)
        LookBack.objects.filter(proposal=proposal).update(handed_in=handed_in, changed=handed_in)
        Review.objects.filter(proposal=proposal).update(on=talked.date(), at=talked)


def at_work(at: dt.datetime, number: int) -> dt.datetime:
    """The same day, or the Friday before a weekend, in the hours in which people of city halls and groups do such things."""
    day = timezone.localtime(at) - dt.timedelta(days=max(0, timezone.localtime(at).weekday() - 4))
    return day.replace(hour=HOURS[number * 3 % len(HOURS)], minute=number * 25 % 60, second=0, microsecond=0)
