"""Role × state × verb × side: the whole table, and random walks that never leave it."""

import random

import pytest

from yoriai.kernel.policy import NotAllowed, NotPossible
from yoriai.proposals import actions, policy
from yoriai.proposals.lifecycle import DATE, OFFICE, PARTNER, PROPOSAL, PROPOSER, SECTION
from yoriai.proposals.models import Answer, Document, FormerAnswer, Proposal, ScoreSheet, Step, Talk
from yoriai.proposals.policy import COMPANION, PANEL

STATES = tuple(Proposal.State.values)
VERBS = sorted({move.verb for move in PROPOSAL.moves})


@pytest.fixture
def people(walk, cast):
    """Each side by one person who stands on that side alone; members of the panel too near and silent; an outsider; nobody."""
    return {
        PROPOSER: walk.group,
        PARTNER: walk.partner,
        SECTION: walk.section,
        OFFICE: walk.office,
        COMPANION: cast.who(cast.supporter),
        PANEL: cast.who(cast.member),
        "near": cast.who(cast.judge),
        "silent": cast.who(cast.editor),
        "outsider": cast.who(cast.outsider),
        "nobody": None,
        "not sure": cast.who(cast.officer, cast.office, sure=False),
    }


@pytest.fixture
def proposal(walk, cast):
    """In talks, with everybody on it; its state is set by hand for the table."""
    made = walk.to("in_talks")
    actions.declare_interest(made, walk.panel[0], "代表の親類", by=cast.who(cast.judge))
    ScoreSheet.objects.create(seat=walk.panel[1], proposal=made, round="papers")  # the member said to be free
    return made


# Written by hand from the reference, not read from the table of moves: who may take which step where. Companion, panel, whoever stands
# too near, outsiders and whoever has not given the second factor may take none.
MAY_TAKE = """
state           | the group                               | partner | section         | the office
idea            | draft withdraw                          |         |                 | consult draft withdraw
consulting      | draft withdraw                          |         |                 | draft withdraw
drafting        | submit withdraw                         |         |                 | submit withdraw
lapsed          |                                         |         |                 | reopen reopen_consulting reopen_idea
submitted       | withdraw                                |         |                 | check withdraw
checking        | withdraw                                |         |                 | ask_correction begin_talks review_papers schedule review withdraw
correcting      | correct withdraw                        |         |                 | correct withdraw
uncorrected     |                                         |         |                 | reopen reopen_held
in_talks        | withdraw                                |         |                 | review_papers schedule review withdraw
first_review    | withdraw                                |         |                 | pass hold turn_down withdraw
held            | hand_in_again withdraw                  |         |                 | hand_in_again withdraw
passed_first    | withdraw                                |         |                 | schedule review withdraw
not_passed      |                                         |         |                 |
presenting      | withdraw                                |         |                 | review withdraw
final_review    | withdraw                                |         |                 | adopt adopt_if refuse withdraw
not_adopted     |                                         |         |                 |
adopted_if      | give_up                                 |         | discuss         | discuss give_up
settling        | give_up                                 |         |                 | settle give_up
adopted         | give_up                                 |         | negotiate       | await_budget negotiate give_up
awaiting_budget | give_up                                 |         | negotiate       | negotiate lose_budget give_up
agreeing        | sign give_up                            | sign    | sign            | sign give_up
agreed          | start stop                              |         | start stop      | start stop
under_way       | ask_change report_midway carry_out stop |         | ask_change stop | ask_change report_midway carry_out stop
changing        | CHANGES                                 |         | CHANGES         | CHANGES
mid_reported    | ask_change carry_out stop               |         | ask_change stop | ask_change carry_out stop
carried_out     | report                                  |         |                 | report
reported        |                                         |         |                 | send_back accept
sent_back       | report                                  |         |                 | report
looking_back    |                                         |         |                 | tell
told            |                                         |         |                 | complete
completed       | go_on                                   |         | go_on           | go_on
onward          |                                         |         |                 |
withdrawn       |                                         |         |                 |
given_up        |                                         |         |                 |
stopped         |                                         |         |                 |
""".replace("CHANGES", "agree_change drop_change agree_late_change drop_late_change")  # noqa: E501


def may_take():
    """(state, side) → verbs, out of the text."""
    rows = [[cell.strip() for cell in line.split("|")] for line in MAY_TAKE.strip().splitlines()[1:]]
    sides = (PROPOSER, PARTNER, SECTION, OFFICE)
    return {(row[0], side): set(cell.split()) for row in rows for side, cell in zip(sides, row[1:], strict=True)}


def test_every_side_may_take_exactly_the_steps_the_table_gives_it(proposal, people):
    wrong, table = [], may_take()
    assert {state for state, _side in table} == set(STATES)
    for state in STATES:
        proposal.state = state
        for name, who in people.items():
            policy.stand(who, proposal)
            may = {verb for verb in VERBS if policy.can_move(who, proposal, verb)}
            wanted = table.get((state, name), set())
            if may != wanted or set(policy.verbs(who, proposal)) != wanted:
                wrong.append((state, name, may ^ wanted))
    assert wrong == []


def test_whoever_comes_too_late_for_a_step_of_their_side_is_told_so_and_nobody_else(proposal, people):
    """Every step a side may take anywhere in the table, asked where it stands now."""
    wanted = {name: set() for name in people}
    for (_state, side), steps in may_take().items():
        wanted[side] |= steps
    for state in ("idea", "in_talks", "under_way", "completed"):
        _in(proposal, state)
        for name, who in people.items():
            policy.stand(who, proposal)
            assert {verb for verb in VERBS if policy.could_move(who, proposal, verb)} == wanted[name], (state, name)


def test_the_table_of_who_reads(proposal, people):
    """The panel from the first look on; who stands too near, or has not said, never by the panel; the date reads nothing."""
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
            # Money and roles once more by both sides, with the agreement.
            both = {PROPOSER, PARTNER, SECTION, OFFICE} if (form, state) == ("F3", "agreeing") else set()
            assert may == ({PROPOSER, PARTNER, OFFICE} if state in states else both), (form, state)


def test_the_panel_scores_only_while_it_looks(proposal, people):
    for state in STATES:
        may = {name for name, who in people.items() if policy.can_score(who, _in(proposal, state))}
        assert may == ({PANEL, "silent"} if state in ("first_review", "presenting", "final_review") else set()), state


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


@pytest.mark.parametrize("seed", range(2))
def test_random_steps_never_leave_the_table_and_never_lose_a_document(walk, people, seed):
    """Anybody tries anything: the state stays in the table, what was frozen and written stays, each step is one row."""
    chance = random.Random(seed)
    proposal = walk.to(["in_talks", "under_way"][seed])
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
