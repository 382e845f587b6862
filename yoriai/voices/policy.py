"""Who may speak, answer and comment, and by which door now.

The rules of a kind of thing are registered by the app that owns it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from yoriai.kernel.actors.who import Who
from yoriai.kernel.items.models import Item, Visibility
from yoriai.voices.models import Door, Statement

What = Literal["statement", "vote"]


@dataclass(frozen=True, slots=True)
class Room:
    """How one kind of item takes voices.

    `takes(item, door, what)` says whether the door is open now, `steers(who, item)` who keeps it,
    `ticket(who, item)` whether this person came in with an entry ticket.
    """

    takes: Callable[[Item, str, What], bool]
    steers: Callable[[Who | None, Item], bool]
    ticket: Callable[[Who, Item], bool] = lambda who, item: False


def _anywhere(item: Item, door: str, what: What) -> bool:
    """Things without hours of their own take voices from home as long as they can be seen."""
    return door == Door.HOME and item.visibility != Visibility.HIDDEN


def _its_owner(who: Who | None, item: Item) -> bool:
    return who is not None and who.sure and (who.office or who.wears(item.by_id))


ANYWHERE = Room(_anywhere, _its_owner)
ROOMS: dict[str, Room] = {}


def room(item: Item) -> Room:
    """The rules of this item's kind."""
    return ROOMS.get(item.kind, ANYWHERE)


def can_say(who: Who | None, about: Item, door: str) -> bool:
    """A new card: anybody with a name or a device, while the door is open (R13)."""
    return who is not None and room(about).takes(about, door, "statement")


def can_change(who: Who | None, statement: Statement) -> bool:
    """The author, while the door the card came in by is still open."""
    if who is None or not who.wears(statement.by_id) or statement.state != Statement.State.WRITTEN:
        return False
    return room(statement.about).takes(statement.about, statement.door, "vote")


def can_vote(who: Who | None, statement: Statement, door: str) -> bool:
    """An answer to a written card: a person or a device, while the door is open."""
    return (
        who is not None
        and who.person.is_human
        and statement.state == Statement.State.WRITTEN
        and room(statement.about).takes(statement.about, door, "vote")
    )


def can_comment(who: Who | None, item: Item) -> bool:
    """Everybody with an account, about what they can see; a device without a name writes cards, not comments."""
    return who is not None and who.signed_in and item.visibility != Visibility.HIDDEN


def can_set_aside(who: Who | None, about: Item) -> bool:
    """Leaving a door out of the counts: those who steer."""
    return room(about).steers(who, about)
