"""The demo's mail: put into a table and shown at /demo/outbox/, so that signing in works with no mail server."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from yoriai.people.models import DemoMail


class Backend(BaseEmailBackend):
    """Keeps what would have been sent. Headers are checked by building the message as for a real server."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """How many were kept."""
        kept = [
            DemoMail(
                to=", ".join(mail.recipients())[:254], subject=str(mail.message()["Subject"])[:400], text=str(mail.body)
            )
            for mail in email_messages
        ]
        DemoMail.objects.bulk_create(kept)
        return len(kept)
