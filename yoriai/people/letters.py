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

from yoriai.engines.japanese.dates import era_date
from yoriai.kernel.asks.registry import sort_of
from yoriai.kernel.city.queries import city
from yoriai.kernel.items.codes import clean
from yoriai.kernel.models import Actor, Ask
from yoriai.people.models import Invitation, Outgoing
from yoriai.people.queries import answer_key, language_at
from yoriai.ui.dates import full_date
from yoriai.ui.paper.letter import Letter, letter_pdf

STOP, FOLLOW = "people.stop", "people.follow"
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


def page_of(row: Outgoing) -> str:
    """Where a notice leads: to its thing; somebody without an account who is asked, to where they can answer."""
    if row.item is None:
        return ""
    asked = None if hasattr(row.to, "user") or row.record is None else row.record.data.get("ask")
    ask = Ask.objects.filter(pk=asked, asked=row.to, state=Ask.State.ASKED).first() if asked else None
    page = sort_of(ask.what).by_mail if ask else ""
    if ask is not None and page:
        return absolute(page.format(code=row.item.code, key=answer_key(ask)))
    return absolute(row.item.get_absolute_url())


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
        letters = [(row, page_of(row)) for row in rows]
        text = render_to_string(
            "people/mail/letter.txt", {"letters": letters, "stop": stop, "city": here, "to": rows[0].to}
        )
    headers = {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return EmailMessage(one_line(subject), text, to=[address], headers=headers)


def spaced(secret: str) -> str:
    """ABCD-EFGH-JKLM: as it is printed and read out."""
    return "-".join(secret[at : at + 4] for at in range(0, len(secret), 4))


def invitation_mail(letter: Invitation, secret: str) -> EmailMessage:
    """The letter to whoever may take a seat."""
    with override(language_at(letter.email) or settings.LANGUAGE_CODE):
        subject = _("Will you act for %(body)s?") % {"body": letter.body}
        page = absolute(reverse("people:invitation", args=[secret]))
        until = full_date(letter.expires)
        context = {"letter": letter, "page": page, "code": spaced(secret), "until": until, "city": city()}
        return EmailMessage(
            one_line(subject), render_to_string("people/mail/invitation.txt", context), to=[letter.email]
        )


def follow_token(what: str, key: str, mail: str) -> str:
    """What the confirming link carries. Nothing is kept of a mail address before its owner has pressed it."""
    return signing.dumps([what, key, mail], salt=FOLLOW)


def wish_of(token: str) -> tuple[str, str, str] | None:
    """(what, key, mail) of a confirming link not older than three days; None for any other."""
    try:
        what, key, mail = signing.loads(token, salt=FOLLOW, max_age=3 * 24 * 60 * 60)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return what, key, mail


def follow_mail(token: str, title: str) -> EmailMessage | None:
    """The mail that asks its reader to confirm; None for a token nobody signed."""
    wish = wish_of(token)
    if wish is None:
        return None
    with override(language_at(wish[2]) or settings.LANGUAGE_CODE):
        subject = _("Please confirm: notices about %(title)s") % {"title": title}
        context = {"page": absolute(reverse("people:follow_mail", args=[token])), "title": title, "city": city()}
        return EmailMessage(one_line(subject), render_to_string("people/mail/follow.txt", context), to=[wish[2]])


def letter_on_paper(letter: Invitation, secret: str) -> bytes:
    """The same invitation as a sheet of A4 (PDF), with a QR and the code to type."""
    here = city()
    with override(settings.LANGUAGE_CODE):
        return letter_pdf(
            Letter(
                date=timezone.localdate(),
                to=_("To whoever comes next at %(body)s") % {"body": letter.body},
                sender=str(here.office) if here else "",
                title=_("Will you act for %(body)s?") % {"body": letter.body},
                paragraphs=[
                    _("%(who)s asks you to act for %(body)s on this site.") % {"who": letter.by, "body": letter.body},
                    _("Open the page below, type the code, and sign in or register with a mail address."),
                    _("If you would rather not, just throw this letter away. It opens nothing after its date."),
                ],
                facts=[
                    (_("Code"), spaced(clean(secret))),
                    (_("Page"), absolute(reverse("people:invitation_code"))),
                    (_("Good until"), era_date(timezone.localtime(letter.expires).date())),
                ],
                phone=here.phone if here else "",
                fax=here.fax if here else "",
                office=str(here.office) if here else "",
                hours=here.hours if here else "",
                address=absolute(reverse("people:invitation", args=[clean(secret)])),
            )
        )
