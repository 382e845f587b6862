"""先行事例: schemes of other cities laid beside ours (R36)."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from yoriai.engines.schemes import Plan, plain
from yoriai.kernel.actors.who import Who
from yoriai.kernel.policy import NotPossible, require
from yoriai.kernel.records.actions import record
from yoriai.proposals import policy
from yoriai.proposals.models import ComparedScheme


@transaction.atomic
def compare(plan: Plan, city: str, *, by: Who, read_on: dt.date, source: str = "") -> ComparedScheme:
    """A scheme of another city from today in the table for everybody. It need not be complete: what is not known stays empty."""
    require(policy.can_run(by))
    if ComparedScheme.objects.filter(city=city.strip(), name=plan.name).exists():
        raise NotPossible(_("This scheme of this city stands in the table already. Take the old one out first."))
    row = ComparedScheme.objects.create(
        name=plan.name, city=city.strip(), plan=plain(plan), source=source.strip(), read_on=read_on, by=by.actor
    )
    record("scheme.compared", by=by, scheme=row.pk, city=row.city)
    return row


@transaction.atomic
def take_out_of_comparison(row: ComparedScheme, *, by: Who) -> None:
    """It no longer stands in the table."""
    require(policy.can_run(by))
    record("scheme.uncompared", by=by, name=row.name, city=row.city)
    row.delete()
