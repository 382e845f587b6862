"""Panel and section: side × state × verb, as one table (R35, R63)."""

import pytest
from django.utils import timezone

from yoriai.people.queries import who_is
from yoriai.proposals import actions, policy
from yoriai.proposals import lifecycle as way
from yoriai.proposals.models import Interest, PanelSeat, Proposal, ScoreSheet, Talk
from yoriai.proposals.queries.reviews import round_of

STATES = Proposal.State.values
SCORED = {"first_review", "presenting", "final_review"}
BEFORE_RESULT = set(way.BEFORE_RESULT)
SEEN = policy.SEEN_BY_PANEL
ALWAYS, NEVER = set(STATES), set()
# verb: who → in which states. Whoever is not named may never.
TABLE = {
    "score": {"chair": SCORED, "member": SCORED},
    "type a sheet": {"officer": SCORED},
    "say who stands near": {"officer": BEFORE_RESULT, "chair": BEFORE_RESULT, "member": BEFORE_RESULT},
    "open a sheet again": {"chair": SCORED},
    "see each sheet": {"officer": ALWAYS, "chair": SEEN},
    "see the count": {"officer": ALWAYS, "chair": SEEN, "member": SEEN},
    "read the proposal": {
        "officer": ALWAYS, "chair": SEEN, "member": SEEN, "group": ALWAYS, "partner": ALWAYS, "section": ALWAYS, "companion": ALWAYS,
    },
    "read what is the office's": {"officer": ALWAYS, "group": ALWAYS},
    "note a question": {"officer": {"presenting", "final_review"}},
    "read the letter": {"officer": ALWAYS, "group": ALWAYS, "partner": ALWAYS},
    "reply for the section": {"officer": {"in_talks"}, "section": {"in_talks"}, "link": {"in_talks"}},
    "pass it on": {"officer": {"in_talks"}, "section": {"in_talks"}, "link": {"in_talks"}},
    "read the note of the section": {"officer": ALWAYS, "section": ALWAYS},
    "have the book": {"officer": ALWAYS, "chair": ALWAYS, "member": ALWAYS, "recused": ALWAYS},
    "decide": {"officer": {"first_review", "final_review"}},
}  # fmt: skip


def verbs(proposal, talk, sheet):
    """What is asked of the policy, by its name in the table."""
    key = round_of(proposal).key
    return {
        "score": lambda who: policy.can_score(who, proposal),
        "type a sheet": lambda who: policy.can_type_sheet(who, proposal),
        "say who stands near": lambda who: policy.can_say_interest(who, proposal),
        "open a sheet again": lambda who: policy.can_reopen_sheet(who, sheet),
        "see each sheet": lambda who: policy.can_see_each_sheet(who, proposal, key),
        "see the count": lambda who: policy.can_see_count(who, proposal, key),
        "read the proposal": lambda who: policy.can_read(who, proposal),
        "read what is the office's": lambda who: policy.can_read_private(who, proposal),
        "note a question": lambda who: policy.can_note_question(who, proposal),
        "read the letter": lambda who: policy.can_read_letter(who, proposal),
        "reply for the section": lambda who: policy.can_reply(who, talk),
        "pass it on": lambda who: policy.can_pass_on(who, talk),
        "read the note of the section": lambda who: policy.can_read_memo(who, talk),
        "have the book": lambda who: policy.can_have_book(who, proposal.scheme),
        "decide": lambda who: any(verb in actions.RESULTS for verb in policy.verbs(who, proposal)),
    }


@pytest.fixture
def ground(walk, cast):
    """A proposal before the panel, every sheet of both rounds in; one member stands too near."""
    proposal = walk.to("final_review")
    walk.score(proposal)
    near = PanelSeat.objects.get(scheme=walk.scheme, actor=cast.reader)
    Interest.objects.create(seat=near, proposal=proposal, why="家族が会員です")
    people = {
        "officer": cast.who(cast.officer, cast.office), "chair": cast.who(cast.judge), "member": cast.who(cast.member),
        "recused": cast.who(cast.reader), "group": walk.group, "partner": walk.partner, "section": walk.section,
        "companion": cast.who(cast.supporter), "link": who_is(cast.ward_office, signed_in=False),
        "outsider": cast.who(cast.outsider), "stranger": None,
    }  # fmt: skip
    return proposal, people


def test_panel_and_section_may_do_what_the_table_says_and_nothing_else(ground, cast):
    """Every side in every state: equality, so that what is not in the table is refused."""
    proposal, people = ground
    talk = Talk.objects.get(proposal=proposal)
    sheet = ScoreSheet.objects.get(proposal=proposal, round="final", seat__actor=cast.member)
    first = ScoreSheet.objects.get(proposal=proposal, round="papers", seat__actor=cast.member)
    talk.proposal = sheet.proposal = first.proposal = proposal
    wrong = []
    for state in STATES:
        proposal.state = state
        of_round = first if round_of(proposal).key == "papers" else sheet
        for name, who in people.items():
            policy.stand(who, proposal)
            for verb, may in verbs(proposal, talk, of_round).items():
                wanted = state in TABLE[verb].get(name, NEVER)
                if may(who) != wanted:
                    wrong.append(f"{name} in {state}: {verb} should be {wanted}")
    assert wrong == []


def test_without_the_second_factor_no_side_of_the_city_stands(ground, cast):
    proposal, _people = ground
    talk = Talk.objects.get(proposal=proposal)
    for person in (cast.officer, cast.ward_officer):
        who = who_is(person, signed_in=True, sure=False)
        for verb, may in verbs(proposal, talk, ScoreSheet.objects.first()).items():
            assert not may(who), verb


def test_a_member_whose_seat_has_ended_judges_nothing(ground, cast):
    proposal, people = ground
    PanelSeat.objects.filter(actor=cast.member).update(ended=timezone.now())
    talk = Talk.objects.get(proposal=proposal)
    for verb, may in verbs(proposal, talk, ScoreSheet.objects.first()).items():
        assert not may(people["member"]), verb


def test_the_chair_reads_no_other_sheet_before_their_own_is_in(walk, cast):
    proposal = walk.to("first_review")
    chair, member = cast.who(cast.judge), cast.who(cast.member)
    for who in (chair, member):
        assert not policy.can_see_each_sheet(who, proposal, "papers")
        assert not policy.can_see_count(who, proposal, "papers")
    walk.score(proposal)
    assert policy.can_see_each_sheet(chair, proposal, "papers")
    assert not policy.can_see_each_sheet(member, proposal, "papers")
    assert policy.can_see_count(member, proposal, "papers")
    assert not policy.can_see_each_sheet(chair, proposal, "final")
