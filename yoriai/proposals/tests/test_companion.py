"""伴走者: named from the first contact, at any step, and handed over like every other seat."""

import pytest

from yoriai.kernel.policy import NotAllowed, NotPossible
from yoriai.proposals import actions, policy
from yoriai.proposals.models import Interest, Proposal
from yoriai.proposals.policy import early
from yoriai.proposals.tests.test_agreement import told
from yoriai.proposals.tests.test_pages import words
from yoriai.proposals.tests.walk import Walk


def test_a_group_of_the_youth_class_that_drafts_at_once_gets_one_on_the_page(cast, client_of):
    walk = Walk(cast, "youth")
    proposal = walk.begin(type="youth")
    actions.draft(proposal, by=walk.group)
    office, page = client_of(cast.officer), f"/proposals/{proposal.code}/"
    assert f"{page}companion/" in words(office.get(page))
    assert f"{page}companion/" not in words(client_of(cast.worker).get(page))
    assert client_of(cast.worker).post(f"{page}companion/", {"companion": cast.supporter.pk}).status_code == 404
    assert office.post(f"{page}companion/", {"companion": cast.officer.pk}).status_code == 302
    proposal.refresh_from_db()
    assert (proposal.companion, proposal.state) == (cast.officer, "drafting")
    assert [to for to, _text in told("proposal.companion_named", proposal)] == [cast.npo, cast.officer]


def test_it_is_handed_over_and_whoever_went_along_before_reads_nothing_more(walk, cast, client_of):
    proposal = walk.to("in_talks")
    page, before, after = f"/proposals/{proposal.code}/", client_of(cast.supporter), client_of(cast.officer)
    assert before.get(page).status_code == 200
    with pytest.raises(NotPossible):
        actions.name_companion(proposal, cast.supporter, by=walk.office)
    actions.name_companion(proposal, cast.officer, by=walk.office)
    assert (before.get(page).status_code, after.get(page).status_code) == (404, 200)
    assert {to for to, _text in told("proposal.companion_named", proposal)} == {cast.npo, cast.officer, cast.supporter}


def test_a_former_companion_who_takes_part_in_another_way_goes_on_reading(walk, cast, client_of):
    proposal = walk.to("drafting")
    actions.invite_partner(proposal, cast.supporter, by=walk.group)
    actions.name_companion(proposal, cast.officer, by=walk.office)
    assert client_of(cast.supporter).get(f"/proposals/{proposal.code}/invitation/").status_code == 200


def test_a_member_of_the_panel_who_becomes_companion_leaves_the_panels_side(walk, cast):
    proposal = walk.to("first_review")
    actions.name_companion(proposal, cast.editor, by=walk.office)
    assert Interest.objects.get(proposal=proposal).seat.actor == cast.editor
    assert not proposal.asks.filter(what="score", state="asked", asked=cast.editor).exists()


def test_the_office_names_one_at_every_step_before_the_end_and_nobody_else_ever(walk, cast):
    proposal = walk.to("in_talks")
    people = [walk.group, walk.partner, walk.section, cast.who(cast.supporter), cast.who(cast.member), None]
    for state in Proposal.State.values:
        proposal.state = state
        wanted = state not in policy.way.OVER
        policy.stand(walk.office, proposal)
        assert early.can_name_companion(walk.office, proposal) == wanted, state
        for who in people:
            policy.stand(who, proposal)
            assert not early.can_name_companion(who, proposal), state
    proposal.refresh_from_db()
    with pytest.raises(NotAllowed):
        actions.name_companion(proposal, cast.officer, by=walk.group)
