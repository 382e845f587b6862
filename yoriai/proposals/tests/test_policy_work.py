"""Role × state × verb × side, from the agreement to the disclosure: one table."""

import pytest

from yoriai.proposals import policy
from yoriai.proposals.lifecycle import AT_WORK
from yoriai.proposals.models import Pending
from yoriai.proposals.policy import both_sides

GROUP, PARTNER, SECTION, OFFICE, COMPANION, PANEL, OUTSIDER = (
    "worker", "student", "ward_officer", "officer", "supporter", "judge", "outsider",
)  # fmt: skip
EVERYBODY = (GROUP, PARTNER, SECTION, OFFICE, COMPANION, PANEL, OUTSIDER, "nobody")
DOERS = {GROUP, PARTNER, SECTION, OFFICE}
ADOPTED_ON = (
    "agreeing",
    *AT_WORK,
    "carried_out",
    "sent_back",
    "reported",
    "looking_back",
    "told",
    "completed",
    "onward",
)
STATES = ("drafting", "final_review", *ADOPTED_ON, "stopped")
# verb: (states in which it is possible, who then may)
TABLE = {
    "can_read_work": (STATES, DOERS | {COMPANION}),
    "can_draft_agreement": (("agreeing",), DOERS),
    "can_note_signature": (("agreeing",), {OFFICE}),
    "can_work": ((*AT_WORK, "carried_out", "sent_back"), DOERS),
    "can_ask_for_need": (AT_WORK, {GROUP, PARTNER}),
    "can_tick_exit": (("onward",), DOERS),
    "can_draft_case": (("completed", "onward"), {GROUP}),
}
MOVES = {
    "sign": (("agreeing",), DOERS),
    "start": (("agreed",), {GROUP, SECTION, OFFICE}),
    # The office only with the paper of a side: the actions see to it.
    "ask_change": (("under_way", "mid_reported"), {GROUP, SECTION, OFFICE}),
    "agree_change": (("changing",), {GROUP, SECTION, OFFICE}),
    "agree_late_change": (("changing",), {GROUP, SECTION, OFFICE}),
    "drop_late_change": (("changing",), {GROUP, SECTION, OFFICE}),
    "stop": (("agreed", "under_way", "mid_reported"), {GROUP, SECTION, OFFICE}),
    "report_midway": (("under_way",), {GROUP, OFFICE}),
    "carry_out": (("under_way", "mid_reported"), {GROUP, OFFICE}),
    "report": (("carried_out", "sent_back"), {GROUP, OFFICE}),
    "send_back": (("reported",), {OFFICE}),
    "accept": (("reported",), {OFFICE}),
    "go_on": (("completed",), {GROUP, SECTION, OFFICE}),
}


@pytest.fixture
def people(cast):
    """Everybody in the hats they own, with their second factor."""
    return {name: cast.who(getattr(cast, name)) if name != "nobody" else None for name in EVERYBODY}


def test_who_may_do_what_in_which_state(walk, people):
    proposal = walk.to("agreeing")
    wrong = []
    for state in STATES:
        proposal.state = state
        for name, who in people.items():
            policy.stand(who, proposal)
            for verb, (states, may) in TABLE.items():
                if getattr(policy, verb)(who, proposal) != (state in states and name in may):
                    wrong.append((state, name, verb))
            for verb, (states, may) in MOVES.items():
                if policy.can_move(who, proposal, verb) != (state in states and name in may):
                    wrong.append((state, name, verb))
    assert wrong == []


def test_a_city_hall_person_without_the_second_factor_is_on_no_side_of_the_city(walk, cast):
    proposal = walk.to("agreeing")
    for person in (cast.officer, cast.ward_officer):
        assert policy.sides(cast.who(person, sure=False), proposal) == frozenset()


def test_each_signs_for_whom_they_speak_and_for_nobody_else(walk, cast, people):
    proposal = walk.to("agreeing")
    signs = {GROUP: cast.npo, PARTNER: cast.students, SECTION: cast.ward_office}
    for name, who in people.items():
        may = {actor for actor in signs.values() if policy.can_sign(who, proposal, actor)}
        assert may == ({signs[name]} if name in signs else set()), name
    assert not policy.can_sign(cast.who(cast.ward_officer, sure=False), proposal, cast.ward_office)
    proposal.state = "agreed"
    assert not policy.can_sign(people[GROUP], proposal, cast.npo)


@pytest.mark.parametrize(("asker", "answers"), [("npo", SECTION), ("ward_office", GROUP)])
def test_the_other_side_agrees_and_either_side_leaves_it(walk, cast, people, asker, answers):
    pending = Pending(proposal=walk.to("changing"), asked_by=getattr(cast, asker))
    assert {name for name, who in people.items() if both_sides.can_agree_to_change(who, pending)} == {answers}
    assert {name for name, who in people.items() if both_sides.can_drop_change(who, pending)} == {GROUP, SECTION}


def test_each_looks_back_for_whom_they_speak_while_it_is_time(walk, cast, people):
    proposal = walk.to("agreeing")
    for state in STATES:
        proposal.state = state
        for actor, name in ((cast.npo, GROUP), (cast.students, PARTNER), (cast.ward_office, SECTION)):
            may = {one for one, who in people.items() if both_sides.can_look_back(who, proposal, actor)}
            assert may == ({name} if state == "looking_back" else set()), (state, name)


def test_where_no_section_is_asked_the_office_is_the_citys_side_of_an_adopted_project(walk, cast):
    proposal = walk.to("agreeing")
    proposal.talks.all().delete()
    office = cast.who(cast.officer)
    assert "the section" in policy.sides(office, proposal)
    assert policy.sides(cast.who(cast.ward_officer), proposal) == frozenset()
    proposal.state = "final_review"
    assert "the section" not in policy.sides(office, proposal)


def test_only_the_office_discloses(walk, people):
    proposal = walk.to("agreeing")
    assert {name for name, who in people.items() if policy.can_disclose(who, proposal)} == {OFFICE}
