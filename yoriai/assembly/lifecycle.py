"""A session from its announcement to its end; a commitment from its word to its outcome."""

from yoriai.kernel.lifecycle import Lifecycle, Move

SESSION = Lifecycle(
    "session",
    [
        Move("draft", "call", "called", "the team"),
        Move("called", "open", "open", "the team"),
        Move("called", "cancel", "cancelled", "the team, with a reason"),
        Move("open", "sum_up", "summing_up", "the team"),
        Move("summing_up", "reopen", "open", "the team"),
        Move("summing_up", "close", "closed", "the team: with a next step, or openly without"),
    ],
)

COMMITMENT = Lifecycle(
    "commitment",
    [
        Move("promised", "start", "under_way", "its owner, or the office for them"),
        Move("promised", "finish", "done", "its owner, or the office for them"),
        Move("promised", "change", "changed", "its owner, or the office for them"),
        Move("promised", "let_go", "let_go", "its owner, or the office for them"),
        Move("under_way", "start", "under_way", "its owner, or the office for them"),
        Move("under_way", "finish", "done", "its owner, or the office for them"),
        Move("under_way", "change", "changed", "its owner, or the office for them"),
        Move("under_way", "let_go", "let_go", "its owner, or the office for them"),
        Move("changed", "start", "under_way", "its owner, or the office for them"),
        Move("changed", "finish", "done", "its owner, or the office for them"),
        Move("changed", "change", "changed", "its owner, or the office for them"),
        Move("changed", "let_go", "let_go", "its owner, or the office for them"),
    ],
)
