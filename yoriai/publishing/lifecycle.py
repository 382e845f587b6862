"""A result is written, agreed by two keys, shown, and may be withdrawn by either side at once."""

from yoriai.kernel.lifecycle import Lifecycle, Move

RESULT = Lifecycle(
    "result",
    [
        Move("draft", "release", "released", "two of the team: one citizen, one of the staff"),
        Move("released", "publish", "published", "the team"),
        Move("published", "publish", "published", "the team: on further channels"),
        Move("released", "revise", "draft", "the team"),
        Move("published", "correct", "draft", "the team: the shown version stays until the corrected one is shown"),
        Move("draft", "keep", "published", "the team: no correction after all"),
        Move("draft", "withdraw", "withdrawn", "either side alone, with a reason"),
        Move("released", "withdraw", "withdrawn", "either side alone, with a reason"),
        Move("published", "withdraw", "withdrawn", "either side alone, with a reason"),
        Move("withdrawn", "revise", "draft", "the team"),
    ],
)
