"""One scheme, one group with an idea, and the people around it."""

import pytest

from tests.laying_out import laid_out, writes
from yoriai.proposals import actions
from yoriai.proposals.models import Proposal
from yoriai.proposals.tests.walk import Walk


@pytest.fixture
def walk(cast):
    """A scheme that is open, with a panel of five; nothing has come in yet."""
    walk = laid_out("walk", lambda: Walk(cast))
    walk.untouched = writes()
    return walk


@pytest.fixture
def young(cast):
    """A scheme for young people, and an idea whose money an organisation has agreed to take."""
    walk = Walk(cast, "youth")
    proposal = walk.begin(type="youth")
    actions.ask_supporter(proposal, cast.students, by=walk.group)
    actions.answer_supporter(proposal, by=walk.partner, yes=True)
    return walk, Proposal.objects.get(pk=proposal.pk)
