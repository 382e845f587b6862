"""One scheme, one group with an idea, and the people around it."""

import pytest

from yoriai.proposals.tests.walk import Walk


@pytest.fixture
def walk(cast):
    """A scheme that is open, with a panel of five; nothing has come in yet."""
    return Walk(cast)
