"""Who keeps the register of places."""

from yoriai.kernel.actors.who import Who


def can_edit_places(who: Who | None) -> bool:
    """The office, with its second factor."""
    return who is not None and who.office and who.sure
