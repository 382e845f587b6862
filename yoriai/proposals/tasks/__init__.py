"""The rounds of joint projects. Each asks what is due, so that a missed one is made up by the next."""

from yoriai.proposals.tasks import work

__all__ = ["work"]
