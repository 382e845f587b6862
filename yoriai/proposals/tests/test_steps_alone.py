"""Every step stands alone: no test's transaction is around it, as none is around a request."""

import pytest

from yoriai.proposals.models import Step
from yoriai.proposals.tests.walk import Walk

pytestmark = pytest.mark.django_db(transaction=True)


def test_steps_that_only_move_are_taken_from_their_pages(cast, client_of):
    """`discuss`, `await_budget`, `lose_budget` have no action of their own: they must not need another's transaction."""
    walk = Walk(cast)
    proposal, office = walk.to("adopted_if"), client_of(cast.officer)
    for verb, said in (
        ("discuss", {}), ("settle", {"public_text": "保険に入りました。"}), ("await_budget", {}),
        ("lose_budget", {"reason": "予算が否決された"}),
    ):  # fmt: skip
        assert office.post(f"/proposals/{proposal.code}/steps/{verb}/", said).status_code == 302, verb
    taken = Step.objects.filter(proposal=proposal).order_by("id").values_list("target", flat=True)
    assert list(taken)[-4:] == ["settling", "adopted", "awaiting_budget", "stopped"]
