"""A file that comes in is looked at, then taken whole or refused whole; a long one goes in bit by bit."""

from yoriai.kernel.lifecycle import Lifecycle, Move

UPLOAD = Lifecycle(
    "upload",
    [
        Move("waiting", "take", "taking", "the office"),
        Move("taking", "finish", "taken", "the job"),
        Move("taking", "refuse", "refused", "the job: nothing of the file went in, or nothing more"),
    ],
)
