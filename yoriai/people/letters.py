"""How a notice reads as mail: one alone, or a week's in one digest; with the way to stop it in header and foot."""

import datetime as dt
from collections.abc import Sequence

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from yoriai.kernel.city.queries import city
from yoriai.kernel.models import Actor
from yoriai.people.models import Outgoing

STOP = "people.stop"
# The digest goes out on Thursday mornings: in time for the weekend's meetings.
DIGEST_DAY, DIGEST_HOUR = 3, 7


def next_digest(now: dt.datetime) -> dt.datetime:
    """The coming Thursday at seven in the morning, city time."""
    local = timezone.localtime(now)
    day = local.replace(hour=DIGEST_HOUR, minute=0, second=0, microsecond=0)
    day += dt.timedelta(days=(DIGEST_DAY - local.weekday()) % 7)
    return day if day > local else day + dt.timedelta(days=7)


def stop_token(actor: Actor) -> str:
    """What the stop link carries: it can stop mail to this actor and nothing else. It never expires: mails are kept for years."""
    return signing.dumps(actor.pk, salt=STOP)


def actor_of(token: str) -> int | None:
    """The actor's id in a stop link; None for a token nobody signed."""
    try:
        return int(signing.loads(token, salt=STOP))
    except (signing.BadSignature, ValueError, TypeError):
        return None


def absolute(path: str) -> str:
    """The whole address of a page."""
    return settings.BASE_URL + path


def one_line(text: str) -> str:
    """Fit for a mail header: no line breaks, whatever somebody called their thing."""
    return " ".join(text.split())[:200]


def mail_of(rows: Sequence[Outgoing], address: str, *, language: str = "ja") -> EmailMessage:
    """One mail for these notices to one actor."""
    stop = absolute(reverse("people:stop", args=[stop_token(rows[0].to)]))
    here = city()
    with override(language):
        if len(rows) == 1:
            subject = rows[0].subject
        else:
            subject = _("This week at %(place)s: %(count)d notices") % {
                "place": here.name if here else "Yoriai",
                "count": len(rows),
            }
        letters = [(row, absolute(row.item.get_absolute_url()) if row.item else "") for row in rows]
        text = render_to_string(
            "people/mail/letter.txt", {"letters": letters, "stop": stop, "city": here, "to": rows[0].to}
        )
    headers = {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return EmailMessage(one_line(subject), text, to=[address], headers=headers)
