"""What was handed in last, together: the documents a 控え shows."""

import datetime as dt

from django.utils import timezone

from yoriai.proposals.models import Document, Proposal
from yoriai.proposals.queries.handing_in import WITH_THE_PROPOSAL


def handed_in_last(proposal: Proposal) -> list[Document]:
    """The newest document; where it belongs to those that go in together, the newest of each of them. Two queries."""
    rows = Document.objects.filter(proposal=proposal).select_related("person", "hat")
    newest = rows.last()
    if newest is None or newest.form not in WITH_THE_PROPOSAL:
        return [] if newest is None else [newest]
    last = {row.form: row for row in rows.filter(form__in=WITH_THE_PROPOSAL)}
    return [last[form] for form in WITH_THE_PROPOSAL if form in last]


def tell_until(document: Document) -> dt.date:
    """Until when the group says that something was read wrongly: the days the scheme gives to put something right."""
    days = document.proposal.scheme.the_plan.rules.correction_days
    return timezone.localdate(document.at) + dt.timedelta(days=days)
