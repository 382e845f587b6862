"""Who sets up and keeps the ground of the city: its areas, themes, places and readings."""

from yoriai.kernel.actors.who import Who


def can_run_city(who: Who | None) -> bool:
    """The office, with its second factor."""
    return who is not None and who.office and who.sure
