"""asked → (passed on) → answered / declined / closed."""

from yoriai.kernel.lifecycle import Lifecycle, Move

ASK = Lifecycle(
    "ask",
    [
        Move("asked", "pass_on", "asked", "whoever was asked"),
        Move("asked", "answer", "answered", "whoever was asked"),
        Move("asked", "decline", "declined", "whoever was asked"),
        Move("asked", "close", "closed", "whoever asked"),
    ],
)
