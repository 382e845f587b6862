"""The link to one's own sign-up: it shows and gives back this one seat, and nothing else."""

from django.conf import settings
from django.core import signing
from django.urls import reverse

from yoriai.directory.models import SignUp

SEAT = "directory.seat"


def seat_token(seat: SignUp) -> str:
    """What the link carries. It needs no end: the sign-up itself is deleted a week after its day."""
    return signing.dumps(seat.pk, salt=SEAT)


def seat_of(token: str) -> SignUp | None:
    """The sign-up of a link; None for a link nobody signed, or whose sign-up is gone."""
    try:
        pk = int(signing.loads(token, salt=SEAT))
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return SignUp.objects.select_related("occurrence__event__where", "actor").filter(pk=pk).first()


def seat_page(seat: SignUp) -> str:
    """The whole address of its page, for mails."""
    return settings.BASE_URL + reverse("directory:seat", args=[seat_token(seat)])
