"""States and the moves between them, as one table a noun: (from, verb, to, who). The diagrams in docs/reference are drawn from it."""

from collections.abc import Iterable
from dataclasses import dataclass

from yoriai.kernel.policy import MovedOn


@dataclass(frozen=True, slots=True)
class Move:
    """One allowed step. `who` names the role for the docs; the policy decides."""

    source: str
    verb: str
    target: str
    who: str


class Lifecycle:
    """The table of a noun's moves. No state changes in any other way."""

    def __init__(self, noun: str, moves: Iterable[Move]) -> None:
        self.noun = noun
        self.moves = tuple(moves)
        self._to = {(move.source, move.verb): move.target for move in self.moves}

    def allows(self, state: str, verb: str) -> bool:
        """Whether the verb leads anywhere from this state."""
        return (state, verb) in self._to

    def after(self, state: str, verb: str) -> str:
        """The state the verb leads to. Raises NotPossible where the table has no such move."""
        try:
            return self._to[state, verb]
        except KeyError:
            raise MovedOn from None

    def diagram(self) -> str:
        """The table as a Mermaid state diagram."""
        lines = ["stateDiagram-v2", *(f"    {m.source} --> {m.target}: {m.verb} ({m.who})" for m in self.moves)]
        return "\n".join(lines)
