"""Who is told of what happens to a proposal."""

from yoriai.proposals.notices import review, steps, work

__all__ = ["review", "steps", "work"]
