"""A proposal walked from the first word to its next step, every state real (R33–R39)."""

import pytest

from yoriai.kernel.models import Item, Record
from yoriai.proposals.lifecycle import PROPOSAL, TURN
from yoriai.proposals.models import Document, Proposal, Step
from yoriai.proposals.tests.walk import WAY


def test_a_proposal_walks_from_the_idea_to_the_next_step(walk):
    """R35, R39: every move has who, when and why, and what was handed in stays whole."""
    proposal = walk.to("onward")
    steps = list(Step.objects.filter(proposal=proposal).order_by("id").values_list("verb", flat=True))
    assert steps == [verb for verb in WAY if verb != "begin"]
    assert all(step.person_id and step.hat_id for step in Step.objects.filter(proposal=proposal))
    kept = list(Document.objects.filter(proposal=proposal).values_list("form", "version"))
    assert kept == [("F2", 1), ("F3", 1), ("F4", 1), ("F5", 1), ("F10", 1), ("F13", 1)]
    assert proposal.exit.sort == "area"
    assert proposal.agreements.get().signatures.count() == 3


def test_each_step_is_a_record_in_its_transaction(walk):
    proposal = walk.to("submitted")
    verbs = list(
        Record.objects.filter(item=proposal, verb__startswith="proposal.").order_by("id").values_list("verb", flat=True)
    )
    assert verbs[0] == "proposal.begun"
    assert [verb for verb in verbs if verb in ("proposal.consulted", "proposal.drafted", "proposal.submitted")] == [
        "proposal.consulted", "proposal.drafted", "proposal.submitted",
    ]  # fmt: skip


def test_the_receipt_number_counts_up_within_the_scheme(walk):
    assert [walk.to("submitted").number for _ in range(3)] == [1, 2, 3]


@pytest.mark.parametrize(
    "state", ["correcting", "held", "not_passed", "adopted_if", "not_adopted", "changing", "sent_back", "withdrawn"]
)
def test_every_state_beside_the_way_is_reached_too(walk, state):
    assert walk.to(state).state == state


def test_every_state_of_the_table_says_whose_turn_it_is():
    states = {state for move in PROPOSAL.moves for state in (move.source, move.target)}
    assert states == set(TURN) == set(Proposal.State.values)


def test_a_proposal_is_nobodys_item_before_it_is_adopted(walk, cast):
    """What is only listed stays out of search, feeds and every list of items; an adopted project is in them."""
    proposal = walk.to("final_review")
    outsider = cast.who(cast.outsider)
    assert not Item.objects.visible_to(None).filter(pk=proposal.pk).exists()
    assert not Item.objects.visible_to(outsider).filter(pk=proposal.pk).exists()
    walk.step(proposal, "adopt")
    assert Item.objects.visible_to(None).filter(pk=proposal.pk).exists()
    assert Item.objects.get(pk=proposal.pk).summary == "雪の朝も、だれもが買い物と通院に出られる町にする。"
