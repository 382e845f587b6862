"""Youth projects and dates: who is told. Nothing of a member is in a notice."""

from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from yoriai.kernel.models import Actor, Record
from yoriai.kernel.records.registry import Notice, hears
from yoriai.proposals.models import Consent, Proposal, Supporter
from yoriai.ui.dates import full_date


def _proposal(happened: Record) -> Proposal | None:
    return Proposal.objects.select_related("scheme__by", "by").filter(pk=happened.item_id).first()


@hears("supporter.answered")
def supporter_answered(happened: Record) -> Iterator[Notice]:
    """The group hears the answer, and whose it is, also where the office noted it."""
    proposal, whose = _proposal(happened), Actor.objects.filter(pk=happened.data.get("actor")).first() or happened.hat
    if proposal is None or whose is None:
        return
    said = (
        _("%(who)s has said yes and takes the money.")
        if happened.data.get("yes")
        else _("%(who)s cannot do it this time.")
    )
    subject = _("An answer about the supporting organisation: %(title)s") % {"title": proposal.title}
    yield Notice(proposal.by, subject, said % {"who": whose.shown_name}, proposal, singly=True)


@hears("supporter.parted_with")
def parted_with(happened: Record) -> Iterator[Notice]:
    """Whoever was asked, or had said yes: the group goes another way."""
    proposal = _proposal(happened)
    row = Supporter.objects.select_related("actor").filter(pk=happened.data.get("supporter")).first()
    if proposal is not None and row is not None:
        subject = _("No longer the supporting organisation: %(title)s") % {"title": proposal.title}
        yield Notice(row.actor, subject, _("The group looks for another organisation. Thank you for your readiness."))


@hears("consents.answered")
def guardian_answered(happened: Record) -> Iterator[Notice]:
    """The group: a guardian has answered. Whose, stands behind the sign-in."""
    proposal = _proposal(happened)
    if proposal is None or not Consent.objects.filter(pk=happened.data.get("consent")).exists():
        return
    subject = _("A guardian has answered: %(title)s") % {"title": proposal.title}
    page = settings.BASE_URL + reverse("proposals:youth", args=[proposal.code])
    yield Notice(proposal.by, subject, _("You read it on the page of consents: %(page)s") % {"page": page}, proposal)


@hears("proposal.answer_reminded")
def answer_owed(happened: Record) -> Iterator[Notice]:
    """The office, once: the day it has promised is near."""
    proposal = _proposal(happened)
    if proposal is not None and proposal.answer_by is not None:
        subject = _("An answer is due: %(title)s") % {"title": proposal.title}
        text = _("The group was told that it has its answer by %(day)s.") % {"day": full_date(proposal.answer_by)}
        yield Notice(proposal.scheme.by, subject, text, proposal, singly=True)
