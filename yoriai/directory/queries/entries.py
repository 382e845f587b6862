"""Questions about entries that are asked in more than one place."""

from yoriai.directory.models import Confirmation, Entry, Organisation
from yoriai.kernel.models import Ask


def needs_two(entry: Entry) -> bool:
    """Whether its organisation wants a second person to look before anything is shown in its name."""
    return Organisation.objects.filter(actor=entry.by_id, needs_two=True).exists()


def whoever_asked(entry: Entry) -> int | None:
    """The id of the person who wants it shown and waits for a second one; None where nobody waits."""
    open_asks = Ask.objects.filter(what="second_look", item_id=entry.pk, state=Ask.State.ASKED)
    return open_asks.values_list("asker_id", flat=True).first()


def confirmed(entry: Entry) -> Confirmation | None:
    """The newest look at what stands there, with who looked; None: 未確認."""
    return Confirmation.objects.filter(item_id=entry.pk).select_related("by").order_by("-at").first()
