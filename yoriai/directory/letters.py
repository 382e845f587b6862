"""The link of the yearly letter: it can say yes to one ask, and nothing else."""

from django.core import signing

from yoriai.kernel.models import Ask

STILL_TRUE = "directory.still_true"


def still_true_token(ask: Ask) -> str:
    """What the link carries. It holds as long as the ask is open."""
    return signing.dumps(ask.pk, salt=STILL_TRUE)


def ask_of_token(token: str) -> Ask | None:
    """The open ask of a link; None for a token nobody signed, and for one that was answered."""
    try:
        number = int(signing.loads(token, salt=STILL_TRUE))
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Ask.objects.filter(pk=number, what="still_true", state=Ask.State.ASKED).select_related("item").first()
