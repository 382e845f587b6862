"""Who is told of what happens to a proposal."""

from yoriai.proposals.notices import steps, work

__all__ = ["steps", "work"]
