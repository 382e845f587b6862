"""role × state × verb, as one table (R24, R15)."""

import pytest

from yoriai.assembly import actions, policy
from yoriai.assembly.models import Session
from yoriai.assembly.tests.evening import a_guest, a_session, team
from yoriai.kernel.actors.who import Who
from yoriai.voices import policy as voices
from yoriai.voices.models import Statement

TEAM = {"facilitator", "editor", "worker", "officer", "ward_officer"}
ROLES = [
    "nobody", "guest", "resident", "head", "worker", "salesman", "student", "officer", "ward_officer", "supporter",
    "facilitator", "member", "judge", "editor", "reader", "outsider", "officer_unsure",
]  # fmt: skip
STATES = Session.State.values
ALWAYS = set(STATES)

# verb: (the question, the states in which the team may)
TEAM_VERBS = {
    "call": (lambda w, s: policy.can_move(w, s, "call"), {"draft"}),
    "open": (lambda w, s: policy.can_move(w, s, "open"), {"called"}),
    "cancel": (lambda w, s: policy.can_move(w, s, "cancel"), {"called"}),
    "sum_up": (lambda w, s: policy.can_move(w, s, "sum_up"), {"open"}),
    "reopen": (lambda w, s: policy.can_move(w, s, "reopen"), {"summing_up"}),
    "close": (lambda w, s: policy.can_move(w, s, "close"), {"summing_up"}),
    "prepare": (policy.can_prepare, {"draft", "called", "open"}),
    "type": (policy.can_type, {"open", "summing_up"}),
    "make points": (policy.can_sum_up, {"open", "summing_up"}),
    "steer": (policy.can_steer, ALWAYS),
    "set aside": (voices.can_set_aside, ALWAYS),
}


def as_role(cast, role: str) -> Who | None:
    if role == "nobody":
        return None
    if role == "guest":
        return a_guest()
    if role == "officer_unsure":
        return cast.who(cast.officer, sure=False)
    return cast.who(getattr(cast, role))


@pytest.mark.parametrize("state", STATES)
def test_the_team_and_nobody_else_runs_the_evening(cast, state):
    session = a_session(cast, state)
    for role in ROLES:
        who = as_role(cast, role)
        for verb, (asks, states) in TEAM_VERBS.items():
            assert asks(who, session) == (role in TEAM and state in states), (role, state, verb)


@pytest.mark.parametrize("state", STATES)
def test_everybody_with_an_account_puts_material_on_the_table(cast, state):
    """R17."""
    session = a_session(cast, state)
    for role in ROLES:
        signed_in = role not in ("nobody", "guest", "head")  # the chairman has no account
        expected = signed_in and state in ("called", "open", "summing_up")
        assert policy.can_add_material(as_role(cast, role), session) == expected, (role, state)


@pytest.mark.parametrize("state", STATES)
def test_everybody_speaks_alike_while_it_is_open(cast, state):
    """R13, R15: staff take part as participants, without privilege."""
    session = a_session(cast, state)
    for role in ROLES:
        who = as_role(cast, role)
        for door in ("hall", "home", "paper"):
            expected = role != "nobody" and state == "open" and door != "paper"
            assert voices.can_say(who, session, door) == expected, (role, state, door)


@pytest.mark.parametrize("state", STATES)
def test_everybody_answers_alike_until_it_is_closed(cast, state):
    session = a_session(cast, state)
    card = Statement(about=session, state="written", by=cast.resident)
    for role in ROLES:
        who = as_role(cast, role)
        for door in ("hall", "home", "paper"):
            doors = {"open": ("hall", "home"), "summing_up": ("home",)}.get(state, ())
            assert voices.can_vote(who, card, door) == (role != "nobody" and door in doors), (role, state, door)


def test_contact_data_is_for_the_named_person_only(cast):
    """R24: not even the rest of the team."""
    session = a_session(cast)
    actions.name_reception(session, cast.worker, by=team(cast))
    for role in ROLES:
        assert policy.can_see_contacts(as_role(cast, role), session) == (role == "worker"), role
    assert not policy.can_see_contacts(cast.who(cast.worker, sure=False), session)


def test_only_the_office_founds_a_forum(cast):
    for role in ROLES:
        assert policy.can_found(as_role(cast, role)) == (role == "officer"), role


def test_comments_are_for_those_with_an_account(cast):
    session = a_session(cast, "called")
    for role in ROLES:
        assert voices.can_comment(as_role(cast, role), session) == (role not in ("nobody", "guest", "head")), role
