"""控え: after every handing-in its group is told what was read; without mail as a line of the office's list, with the paper to print."""

from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from yoriai.kernel.city.queries import city
from yoriai.kernel.models import Record
from yoriai.kernel.records.registry import Notice, hears
from yoriai.proposals.models import Proposal
from yoriai.proposals.queries.receipts import handed_in_last, tell_until
from yoriai.ui.dates import full_date


@hears("proposal.receipt_made")
def receipt(happened: Record) -> Iterator[Notice]:
    """The group, whoever typed it. Nothing of what was written is in the notice."""
    proposal = Proposal.objects.select_related("by", "scheme").filter(pk=happened.item_id).first()
    documents = handed_in_last(proposal) if proposal is not None else []
    here = city()
    if proposal is None or not documents or here is None:
        return
    documents[0].proposal = proposal
    facts = {
        "forms": "、".join(str(row.content["name"]) for row in documents),
        "page": settings.BASE_URL + reverse("proposals:receipt", args=[proposal.code]),
        "day": full_date(tell_until(documents[0])),
        "phone": here.phone,
    }
    lines = [
        _("We have received: %(forms)s") % facts,
        _("Receipt number: %(number)d") % {"number": proposal.number} if proposal.number else "",
        _("The copy of what was read, to keep (PDF): %(page)s") % facts,
        _("If something is wrong, please tell us by %(day)s: telephone %(phone)s") % facts,
    ]
    text = "\n".join(line for line in lines if line)
    yield Notice(proposal.by, _("Your copy: %(title)s") % {"title": proposal.title}, text, proposal, singly=True)
