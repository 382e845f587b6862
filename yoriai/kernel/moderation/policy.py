"""Who looks after the publication rules: whoever represents the office."""

from yoriai.kernel.actors.who import Who
from yoriai.kernel.moderation.models import Hiding


def can_moderate(who: Who | None) -> bool:
    """The office, with its second factor."""
    return who is not None and who.office and who.sure


def can_appeal(who: Who | None, hiding: Hiding) -> bool:
    """The author of what was made invisible."""
    return who is not None and who.wears(hiding.item.by_id) and hiding.lifted is None
