"""Who may do what with people, seats, contact data and the outbox."""

from yoriai.kernel.actors.who import Who


def can_tell_by_hand(who: Who | None) -> bool:
    """The office, with its second factor: whoever telephones sees contact data."""
    return who is not None and who.office and who.sure
