"""Role × state × verb × side: the whole table, and random walks that never leave it."""

import random

import pytest

from yoriai.kernel.policy import NotAllowed, NotPossible
from yoriai.proposals import actions, policy
from yoriai.proposals.lifecycle import DATE, OFFICE, PARTNER, PROPOSAL, PROPOSER, SECTION
from yoriai.proposals.models import Answer, Document, FormerAnswer, Proposal, Step, Talk
from yoriai.proposals.policy import COMPANION, PANEL

STATES = tuple(Proposal.State.values)
VERBS = sorted({move.verb for move in PROPOSAL.moves})


@pytest.fixture
def people(walk, cast):
    """Each side by one person who stands on that side alone; a member of the panel too near; an outsider; nobody."""
    return {
        PROPOSER: walk.group,
        PARTNER: walk.partner,
        SECTION: walk.section,
        OFFICE: walk.office,
        COMPANION: cast.who(cast.supporter),
        PANEL: cast.who(cast.member),
        "near": cast.who(cast.judge),
        "outsider": cast.who(cast.outsider),
        "nobody": None,
        "not sure": cast.who(cast.officer, cast.office, sure=False),
    }


@pytest.fixture
def proposal(walk, cast):
    """In talks, with everybody on it; its state is set by hand for the table."""
    made = walk.to("in_talks")
    actions.declare_interest(made, walk.panel[0], "代表の親類", by=cast.who(cast.judge))
    return made


def test_every_side_may_take_exactly_the_steps_the_table_gives_it(proposal, people):
    wrong = []
    for state in STATES:
        proposal.state = state
        for name, who in people.items():
            may = {verb for verb in VERBS if policy.can_move(who, proposal, verb)}
            wanted = {m.verb for m in PROPOSAL.moves if m.source == state and name in m.who.split(" or ")}
            if may != wanted or set(policy.verbs(who, proposal)) != wanted:
                wrong.append((state, name, may ^ wanted))
    assert wrong == []


def test_the_table_of_who_reads(proposal, people):
    """The panel from the first look on; who stands too near never by the panel; the date reads nothing."""
    readers = {
        state: {name for name, who in people.items() if policy.can_read(who, _in(proposal, state))} for state in STATES
    }
    always = {PROPOSER, PARTNER, SECTION, OFFICE, COMPANION}
    assert {state for state in STATES if readers[state] == always | {PANEL}} == set(policy.SEEN_BY_PANEL)
    assert all(readers[state] in (always, always | {PANEL}) for state in STATES)


def test_private_answers_are_for_the_group_and_the_office(proposal, people):
    assert {name for name, who in people.items() if policy.can_read_private(who, proposal)} == {PROPOSER, OFFICE}


def test_who_writes_which_form_when(proposal, people):
    for form, states in {**policy.WRITTEN_IN, "F2": policy.HANDED_IN_WITH, "F3": policy.HANDED_IN_WITH}.items():
        for state in STATES:
            may = {name for name, who in people.items() if policy.can_write(who, _in(proposal, state), form)}
            assert may == ({PROPOSER, PARTNER, OFFICE} if state in states else set()), (form, state)


def test_the_panel_scores_only_while_it_looks(proposal, people):
    for state in STATES:
        may = {name for name, who in people.items() if policy.can_score(who, _in(proposal, state))}
        assert may == ({PANEL} if state in ("first_review", "presenting", "final_review") else set()), state


def test_the_note_inside_city_hall_is_for_the_section_and_the_office(proposal, people):
    talk = Talk.objects.get(proposal=proposal)
    assert {name for name, who in people.items() if policy.can_read_memo(who, talk)} == {SECTION, OFFICE}


def _in(proposal, state):
    proposal.state = state
    return proposal


def test_a_step_by_the_wrong_side_changes_nothing(walk, people):
    proposal = walk.to("checking")
    before = Step.objects.count()
    for name, who in people.items():
        if name in (OFFICE, "nobody"):
            continue
        with pytest.raises(NotAllowed):
            actions.begin_talks(proposal, [walk.cast.ward_office], by=who)
    proposal.refresh_from_db()
    assert (proposal.state, Step.objects.count()) == ("checking", before)


@pytest.mark.parametrize("seed", range(4))
def test_random_steps_never_leave_the_table_and_never_lose_a_document(walk, people, seed):
    """Anybody tries anything: the state stays in the table, what was frozen and written stays, each step is one row."""
    chance = random.Random(seed)
    proposal = walk.to(chance.choice(["drafting", "checking", "in_talks", "adopted", "under_way"]))
    whos = [who for who in people.values() if who is not None]
    kept = {row.pk: row.digest for row in Document.objects.filter(proposal=proposal)}
    for _ in range(60):
        proposal = Proposal.objects.get(pk=proposal.pk)
        steps, verb, who = Step.objects.filter(proposal=proposal).count(), chance.choice(VERBS), chance.choice(whos)
        try:
            moved = actions.move(proposal, verb, by=who)
        except (NotAllowed, NotPossible):
            proposal.refresh_from_db()
            assert Step.objects.filter(proposal=proposal).count() == steps
            continue
        assert (proposal.state, verb, moved.state) in {
            (m.source, m.verb, m.target) for m in PROPOSAL.moves if m.who != DATE
        }
        assert Step.objects.filter(proposal=proposal).count() == steps + 1
        now = {row.pk: row.digest for row in Document.objects.filter(proposal=proposal)}
        assert kept.items() <= now.items()
        kept = now
    words = (
        Answer.objects.filter(proposal=proposal).count()
        + FormerAnswer.objects.filter(answer__proposal=proposal).count()
    )
    assert words >= 3
