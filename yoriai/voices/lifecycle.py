"""A card is printed blank, written, and sometimes cannot be read."""

from yoriai.kernel.lifecycle import Lifecycle, Move

STATEMENT = Lifecycle(
    "statement",
    [
        Move("blank", "write", "written", "whoever types the card in"),
        Move("blank", "give_up", "unreadable", "whoever types the card in"),
        Move("unreadable", "write", "written", "whoever types the card in"),
        Move("written", "write", "written", "the author, or the team for a paper card, until the session is closed"),
        Move("written", "clear", "blank", "the team, for a paper card typed under the wrong code"),
    ],
)
