"""The inbox 「返事待ち」 and what is past its date."""

from django.db.models import QuerySet
from django.utils import timezone

from yoriai.kernel.actors.who import Who
from yoriai.kernel.asks.models import Ask


def inbox(who: Who) -> "QuerySet[Ask]":
    """What waits for an answer of this person in any of their hats, the nearest date first."""
    waiting = Ask.objects.filter(asked__in=who.hats, state=Ask.State.ASKED)
    return waiting.select_related("item", "asker", "asked").order_by("due", "id")


def overdue() -> "QuerySet[Ask]":
    """Everything past its date and still waiting."""
    return Ask.objects.filter(state=Ask.State.ASKED, due__lt=timezone.localdate()).select_related("item", "asked")
