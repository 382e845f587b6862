"""The letter to a guardian: what the group wants to do, who looks after it, and a link that works once."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from yoriai.kernel.city.queries import city
from yoriai.proposals.models import Consent
from yoriai.proposals.queries.youth import LINK_LIVES, receiver


def guardian_mail(row: Consent, secret: str, mail: str) -> EmailMessage:
    """One mail, in the city's language."""
    with override(settings.LANGUAGE_CODE):
        subject = _("A guardian's consent: %(title)s") % {"title": row.proposal.title}
        context = {
            "row": row,
            "proposal": row.proposal,
            "supporter": receiver(row.proposal),
            "page": settings.BASE_URL + reverse("proposals:guardian", args=[secret]),
            "days": LINK_LIVES.days,
            "city": city(),
        }
        text = render_to_string("proposals/mail/guardian.txt", context)
    return EmailMessage(" ".join(subject.split())[:200], text, to=[mail])
