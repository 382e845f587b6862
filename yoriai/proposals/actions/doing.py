"""What a project at work asks of others: newcomers, other projects; and what the platform notices by itself."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yoriai.directory.actions import add_entry, show_entry
from yoriai.directory.models import Need
from yoriai.kernel.actors.who import Who
from yoriai.kernel.items.actions import locked, touch
from yoriai.kernel.links.actions import link, unlink
from yoriai.kernel.models import Link, Record
from yoriai.kernel.policy import MovedOn, NotPossible, require
from yoriai.kernel.records.actions import record
from yoriai.proposals import policy
from yoriai.proposals.actions.steps import as_group
from yoriai.proposals.models import Expense, LogEntry, Proposal
from yoriai.proposals.queries.work import SILENT_DAYS, TIES, overdue_duties, silent_sides


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


def _held(row: LogEntry) -> LogEntry:
    """The line as it is now. The project first, as where a line is taken out: two who lock crosswise would stop each other."""
    proposal = locked(row.proposal)
    held = LogEntry.objects.filter(pk=row.pk).first()
    if held is None:
        raise MovedOn
    held.proposal = proposal
    return held


@transaction.atomic
def show_photo(row: LogEntry, *, by: Who) -> LogEntry:
    """Everybody recognisable in the photo has agreed: it stands on the public page from now on. Who said so is kept."""
    require(policy.can_work(by, row.proposal))
    row = _held(row)
    if not row.picture:
        raise NotPossible(_("There is no photo in this line."))
    if row.shown_since is None:
        row.shown_since, row.shown_by = timezone.now(), by.person
        row.save(update_fields=["shown_since", "shown_by"])
        touch(row.proposal)
        record("project.photo_shown", by=by, item=row.proposal, inside=True, entry=row.pk)
    return row


@transaction.atomic
def keep_photo_inside(row: LogEntry, *, by: Who) -> LogEntry:
    """Somebody in the photo no longer agrees, or never was asked: it leaves the public page at once, also when all is over."""
    require(policy.can_hide_photo(by, row.proposal))
    row = _held(row)
    if row.shown_since is not None:
        row.shown_since = row.shown_by = None
        row.save(update_fields=["shown_since", "shown_by"])
        touch(row.proposal)
        record("project.photo_kept_inside", by=by, item=row.proposal, inside=True, entry=row.pk)
    return row


@transaction.atomic
def take_out_log(row: LogEntry, *, by: Who) -> None:
    """A line that was wrong, with its photo. That it stood there stays in the records."""
    proposal = locked(row.proposal)
    require(policy.can_work(by, proposal))
    gone = LogEntry.objects.filter(pk=row.pk).first()
    if gone is None:
        return
    row = gone
    record("project.log_removed", by=by, item=proposal, inside=True, on=row.on.isoformat(), text=row.text)
    storage, name = row.picture.storage, row.picture.name
    row.delete()
    if name:  # only once it is sure that the line has gone
        transaction.on_commit(lambda: storage.delete(name))
    touch(proposal)


@transaction.atomic
def take_out_expense(row: Expense, *, by: Who) -> None:
    """Money that was noted wrongly. That it stood there stays in the records."""
    proposal = locked(row.proposal)
    require(policy.can_work(by, proposal))
    gone = Expense.objects.filter(pk=row.pk).first()
    if gone is not None:
        record("project.expense_removed", by=by, item=proposal, inside=True, amount=gone.amount, words=gone.words)
        gone.delete()
        touch(proposal)


@transaction.atomic
def tie(proposal: Proposal, other: Proposal, kind: str, *, by: Who) -> None:
    """Tie it to another project (R38): it goes on in that one, or they do it together."""
    proposal = locked(proposal)
    require(policy.can_work(by, proposal))
    if kind not in TIES or other.pk == proposal.pk or not other.is_adopted:
        raise NotPossible(_("Please choose another project."))
    link(proposal, other, kind, by=by.actor)
    touch(proposal)
    record("project.tied", by=by, item=proposal, inside=True, other=other.pk, kind=kind)


@transaction.atomic
def untie(proposal: Proposal, other: Proposal, *, by: Who) -> None:
    """It is no longer tied to that project."""
    proposal = locked(proposal)
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
    """Parties that gave no sign for sixty days: each is told of once in such a time. Returns how many were new."""
    new, since = 0, today - dt.timedelta(days=SILENT_DAYS)
    for one in silent_sides(today):
        here = Record.objects.filter(item=one.proposal.pk, verb="project.silence_noticed", at__date__gte=since)
        if not here.filter(data__actor=one.actor.pk).exists():
            facts = {"actor": one.actor.pk, "duty": one.duty.pk if one.duty else None}
            record("project.silence_noticed", by=None, item=one.proposal, inside=True, **facts)
            new += 1
    return new
