"""Who is told of what happens to joint projects."""

from yoriai.proposals.notices import work

__all__ = ["work"]
