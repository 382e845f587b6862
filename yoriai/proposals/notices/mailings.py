"""A mailing of the office: to each of its frozen list, in the words filled in for them."""

from collections.abc import Iterator

from yoriai.kernel.models import Record
from yoriai.kernel.records.registry import Notice, hears
from yoriai.proposals.models import Mailing
from yoriai.proposals.queries.mailings import leads_to, worded, written


@hears("mailing.posted")
def mailed(happened: Record) -> Iterator[Notice]:
    """Each by themselves, and singly: the office has a reason to write to them now."""
    row = Mailing.objects.select_related("scheme").filter(pk=happened.data.get("mailing")).first()
    if row is None:
        return
    for actor, proposals in written(row):
        subject, text = (worded(words, actor, proposals, row.scheme) for words in (row.subject, row.text))
        yield Notice(actor, subject, text, leads_to(actor, proposals) or row.scheme, singly=True)
