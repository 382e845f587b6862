"""What a project at work asks of others: newcomers, other projects; and what the platform notices by itself."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from yoriai.directory.actions import add_entry, show_entry
from yoriai.directory.models import Need
from yoriai.kernel.actors.who import Who
from yoriai.kernel.items.actions import locked, touch
from yoriai.kernel.links.actions import link, unlink
from yoriai.kernel.models import Link, Record
from yoriai.kernel.policy import NotPossible, require
from yoriai.kernel.records.actions import record
from yoriai.proposals import policy
from yoriai.proposals.actions.steps import as_group
from yoriai.proposals.models import Expense, LogEntry, Proposal
from yoriai.proposals.queries.work import SILENT_DAYS, TIES, overdue_duties, silent_projects


@transaction.atomic
def open_need(proposal: Proposal, *, by: Who, **facts: Any) -> Need:
    """What we are short of, said in public (R40): a need of the directory, of its themes and areas, tied to the project."""
    require(policy.can_ask_for_need(by, proposal))
    hat = as_group(by, proposal)
    need = add_entry(Need(), by=hat, themes=list(proposal.themes.all()), areas=list(proposal.areas.all()), **facts)
    link(proposal, need, Link.Kind.BECAME, by=hat.actor)
    need = show_entry(need, by=hat)
    touch(proposal)
    record("project.need_opened", by=hat, item=proposal, inside=True, need=need.pk)
    return need


@transaction.atomic
def take_out_log(row: LogEntry, *, by: Who) -> None:
    """A line that was wrong, with its photo. That it stood there stays in the records."""
    require(policy.can_work(by, row.proposal))
    record("project.log_removed", by=by, item=row.proposal, inside=True, on=row.on.isoformat(), text=row.text)
    row.picture.delete(save=False)
    row.delete()
    touch(row.proposal)


@transaction.atomic
def take_out_expense(row: Expense, *, by: Who) -> None:
    """Money that was noted wrongly. That it stood there stays in the records."""
    require(policy.can_work(by, row.proposal))
    record("project.expense_removed", by=by, item=row.proposal, inside=True, amount=row.amount, words=row.words)
    row.delete()
    touch(row.proposal)


@transaction.atomic
def tie(proposal: Proposal, other: Proposal, kind: str, *, by: Who) -> None:
    """Tie it to another project (R38): it goes on in that one, or they do it together."""
    require(policy.can_work(by, proposal))
    locked(proposal)
    if kind not in TIES or other.pk == proposal.pk or not other.is_adopted:
        raise NotPossible(_("Please choose another project."))
    link(proposal, other, kind, by=by.actor)
    touch(proposal)
    record("project.tied", by=by, item=proposal, inside=True, other=other.pk, kind=kind)


@transaction.atomic
def untie(proposal: Proposal, other: Proposal, *, by: Who) -> None:
    """It is no longer tied to that project."""
    require(policy.can_work(by, proposal))
    for kind in TIES:
        unlink(proposal, other, kind)
    touch(proposal)
    record("project.untied", by=by, item=proposal, inside=True, other=other.pk)


@transaction.atomic
def notice_overdue(today: dt.date) -> int:
    """Duties whose day has passed: each is told of once. Returns how many were new."""
    new = 0
    for duty in overdue_duties(today):
        told = Record.objects.filter(item=duty.proposal_id, verb="project.duty_passed", data__duty=duty.pk)
        if not told.exists():
            record("project.duty_passed", by=None, item=duty.proposal, inside=True, duty=duty.pk)
            new += 1
    return new


@transaction.atomic
def notice_silence(today: dt.date) -> int:
    """Projects nobody noted anything of for sixty days: told of once in such a time. Returns how many were new."""
    new, since = 0, today - dt.timedelta(days=SILENT_DAYS)
    for proposal in silent_projects(today):
        told = Record.objects.filter(item=proposal.pk, verb="project.silence_noticed", at__date__gte=since)
        if not told.exists():
            record("project.silence_noticed", by=None, item=proposal, inside=True)
            new += 1
    return new
