"""A seat: from the invitation to its hand-over. The state is read off the dates of its rows."""

from typing import TYPE_CHECKING

from yoriai.kernel.lifecycle import Lifecycle, Move

if TYPE_CHECKING:
    from yoriai.people.models import Representation

SEAT = Lifecycle(
    "seat",
    [
        Move("invited", "accept", "held", "whoever brings the letter and has an account"),
        Move("invited", "withdraw", "withdrawn", "a member of the body, or the office"),
        Move("held", "end", "ended", "whoever sits on it, another member, or the office"),
        Move("held", "hand_over", "ended", "whoever sits on it, or the office: when the next one accepts"),
        Move("held", "give_back", "given_back", "the last one who sits there"),
        Move("given_back", "reopen", "invited", "the office, after a document check"),
    ],
)


def state_of(seat: "Representation") -> str:
    """Where the seat stands in the table."""
    if seat.ended is None:
        return "held" if seat.accepted else "invited"
    return "given_back" if seat.ended_why == "given back" else "ended"
