"""Who is told of what happens in the scheme of joint projects."""

from yoriai.proposals.notices import review

__all__ = ["review"]
