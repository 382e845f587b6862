"""Role × state of a scheme, a table for each question the policy is asked about a scheme, its hours, themes and ties (R33, R36)."""

import datetime as dt
from dataclasses import replace

import pytest
from django.utils import timezone

from yoriai.engines.schemes import plain
from yoriai.kernel.models import Ask
from yoriai.proposals import policy
from yoriai.proposals.lifecycle import THEME_SHEET
from yoriai.proposals.models import PanelSeat, Proposal, Scheme, SchemeTheme, ScoreSheet, Slot
from yoriai.proposals.policy import early, ties
from yoriai.proposals.tests.everybody import ROLES, laid_out_everybody, named

STATES = tuple(Scheme.State.values)
SCHEMES = """
can_run                 | always     | WHOLE_OFFICE
set a theme             | always     | WHOLE_OFFICE section
set the section's theme | always     | WHOLE_OFFICE section
can_begin               | open       | SIGNED_IN
can_type_idea           | open       | WHOLE_OFFICE
can_offer_slots         | always     | WHOLE_OFFICE companion
can_offer_now           | open       | WHOLE_OFFICE companion
withdraw, to come       | always     | WHOLE_OFFICE companion
withdraw, begun         | always     |
withdraw, gone          | always     |
can_answer_for          | always     | WHOLE_OFFICE section
no theme, asked         | draft open | WHOLE_OFFICE section
no theme, answered      | always     |
word on the draft       | draft      | section
word, not asked         | draft      |
word, as the office     | draft      | WHOLE_OFFICE
can_have_book           | always     | office chair member silent recused
can_see_ranking         | always     | office
has a seat              | always     | chair member silent recused
"""


@pytest.fixture
def ground(cast):
    return laid_out_everybody(cast)


def table(text):
    """{(question, state): people} out of the lines."""
    found, question = {}, ""
    for line in text.strip().splitlines():
        name, states, people = (cell.strip() for cell in line.split("|"))
        question = name or question
        for state in STATES:
            found.setdefault((question, state), set())
        for state in named(states, STATES):
            found[question, state] |= named(people, ROLES)
    return found


def differs(scheme, people, questions, wanted):
    """Where the policy says something else than the table."""
    wrong = []
    assert {question for question, _state in wanted} == set(questions)
    for state in STATES:
        scheme.state = state
        for question, may in questions.items():
            said = {role for role, who in people.items() if may(who)}
            if said != wanted[question, state]:
                wrong.append((question, state, sorted(said ^ wanted[question, state])))
    return wrong


def of_themes(scheme, cast):
    """What is asked about themes: of the section's own, of the question put to it, of a word on the draft."""
    sheet = SchemeTheme.objects.get(scheme=scheme)
    facts = {"what": THEME_SHEET, "item_id": scheme.pk, "asker": cast.office, "asked": cast.ward_office}
    ask = Ask.objects.create(**facts)
    answered = Ask(**facts, state=Ask.State.ANSWERED)
    return {
        "set a theme": policy.can_set_theme,
        "set the section's theme": lambda who: policy.can_set_theme(who, sheet),
        "can_answer_for": lambda who: early.can_answer_for(who, cast.ward_office),
        "no theme, asked": lambda who: early.can_say_none(who, ask, scheme),
        "no theme, answered": lambda who: early.can_say_none(who, answered, scheme),
        "word on the draft": lambda who: early.can_remark_on_draft(who, scheme, cast.ward_office),
        "word, not asked": lambda who: early.can_remark_on_draft(who, scheme, cast.support_centre),
        "word, as the office": lambda who: early.can_remark_on_draft(who, scheme, cast.office),
    }


def test_who_may_do_what_with_a_scheme_in_which_state(ground, cast):
    _walk, proposal, people = ground
    scheme, now = proposal.scheme, timezone.now()
    hour = {"scheme": scheme, "by": cast.supporter, "starts": now + dt.timedelta(days=2)}
    slots = {
        "withdraw, to come": Slot(**hour), "withdraw, begun": Slot(**hour | {"starts": now - dt.timedelta(hours=1)}),
        "withdraw, gone": Slot(**hour, withdrawn=now),
    }  # fmt: skip
    questions = {
        "can_run": policy.can_run,
        "has a seat": lambda who: policy.panel_seat(who, scheme) is not None,
        **{name: lambda who, slot=slot: early.can_withdraw_slot(who, slot) for name, slot in slots.items()},
        **of_themes(scheme, cast),
    }
    for one in ("can_begin", "can_have_book", "can_see_ranking"):
        questions[one] = lambda who, one=one: getattr(policy, one)(who, scheme)
    for one in ("can_type_idea", "can_offer_slots", "can_offer_now"):
        questions[one] = lambda who, one=one: getattr(early, one)(who, scheme)
    assert differs(scheme, people, questions, table(SCHEMES)) == []


# How the scheme decides between equals: who sees them; who decides; who decides where the chair stands near to one of them.
TIES = """
chair, see            | office chair
chair, decide         | office chair
chair, near to one    | office
lot, see              | office chair
lot, decide           | office
together, see         | office chair
together, decide      |
first_criterion, see  | office chair
first_criterion, decide |
"""


def test_who_decides_between_equals_by_which_rule(ground, cast):
    walk, proposal, people = ground
    scheme, other = Scheme.objects.get(pk=walk.scheme.pk), walk.begin(title="もう一つ")
    wanted = {line.split("|")[0].strip(): set(line.split("|")[1].split()) for line in TIES.strip().splitlines()}
    said = {}
    for rule in ("chair", "lot", "together", "first_criterion"):
        plan = replace(scheme.the_plan, rules=replace(scheme.the_plan.rules, tie=rule))
        Scheme.objects.filter(pk=scheme.pk).update(plan=plain(plan))
        scheme = Scheme.objects.get(pk=scheme.pk)
        said[f"{rule}, see"] = {role for role, who in people.items() if ties.can_see_ties(who, scheme)}
        said[f"{rule}, decide"] = {
            role for role, who in people.items() if ties.can_break_tie(who, scheme, [proposal.pk])
        }
        if rule == "chair":
            PanelSeat.objects.get(scheme=scheme, role="chair").interests.create(proposal=other, why="親類です")
            both = [proposal.pk, other.pk]
            said["chair, near to one"] = {role for role, who in people.items() if ties.can_break_tie(who, scheme, both)}
    assert said == wanted


def test_who_sees_the_count_is_said_for_a_whole_scheme_as_for_one(ground):
    """Row for row what `can_see_count` says, with the chair's sheet in for one round and not for the other."""
    walk, proposal, people = ground
    other = walk.begin(title="もう一つ")
    Proposal.objects.filter(pk=proposal.pk).update(state="final_review")
    ScoreSheet.objects.filter(seat__role="chair").update(state="submitted", submitted=timezone.now())
    rows = Proposal.objects.filter(pk__in=[proposal.pk, other.pk])
    seen = set()
    for role, who in people.items():
        if ties.can_see_ties(who, proposal.scheme):
            sees = ties.sees_counts(who, proposal.scheme)
            for row in rows:
                for key in ("papers", "final"):
                    assert sees(row, key) == policy.can_see_count(who, row, key), (role, row.state, key)
                    seen.add((role, row.state, key, sees(row, key)))
    assert ("chair", "final_review", "papers", True) in seen
    assert {("chair", "final_review", "final", False), ("chair", "idea", "papers", False)} < seen
    assert {role for role, *_more in seen} == {"office", "chair"}


def test_whoever_came_to_the_office_sees_the_whole_panel_once_what_they_stand_near_has_its_result(ground):
    _walk, proposal, people = ground
    seen = {}
    for state in ("in_talks", "first_review", "uncorrected", "adopted", "not_adopted", "withdrawn"):
        Proposal.objects.filter(pk=proposal.pk).update(state=state)
        asked = (policy.can_see_ranking, policy.can_have_book, ties.can_see_ties)
        seen[state] = [may(people["near"], proposal.scheme) for may in asked]
    waits, over = [False] * 3, [True] * 3
    assert seen == {
        "in_talks": waits, "first_review": waits, "uncorrected": waits, "adopted": over, "not_adopted": over, "withdrawn": over,
    }  # fmt: skip
