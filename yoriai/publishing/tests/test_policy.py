"""Role × state × verb: who may do what with a result, as one table."""

import pytest
from django.db import transaction

from yoriai.kernel.policy import NotAllowed, NotPossible
from yoriai.publishing import actions, policy
from yoriai.publishing.models import Result
from yoriai.publishing.tests.conftest import agreed, read, shown, written

ROLES = {
    "citizen": "worker",
    "citizen deputy": "editor",
    "staff": "officer",
    "staff deputy": "ward_officer",
    "resident": "resident",
    "committee": "member",
    "outsider": "outsider",
}
TEAM = ("citizen", "citizen deputy", "staff", "staff deputy")
STATES = ("draft", "released", "published", "withdrawn")


def in_state(evening, state):
    """A result in this state."""
    if state == "draft":
        return written(evening)
    if state == "released":
        return agreed(evening)
    result = shown(evening)
    if state == "withdrawn":
        actions.withdraw(result, "誤り", by=evening.staff)
    return Result.objects.get(pk=result.pk)


# For each verb: the states in which it leads somewhere. Who: the team, but for the keys.
POSSIBLE = {
    "edit": {"draft"},
    "add_quote": {"draft"},
    "ask_for_keys": {"draft"},
    "publish": {"released", "published"},
    "correct": {"published"},
    "revise": {"released", "withdrawn"},
    "withdraw": {"draft", "released", "published"},
    "withdraw_quote": set(STATES),
}


def do(verb, result, who):
    """The verb with the least it needs."""
    match verb:
        case "edit":
            actions.edit_result(result, {"body": "別の本文"}, by=who, version=result.draft.number)
        case "add_quote":
            actions.add_quote(result, by=who, text="来てよかった。")
        case "ask_for_keys":
            actions.ask_for_keys(result, by=who)
        case "publish":
            actions.publish(result, ["web", "feed"], by=who)
        case "correct":
            actions.correct(result, "誤字", by=who)
        case "revise":
            actions.revise(result, by=who, note="誤字")
        case "withdraw":
            actions.withdraw(result, "誤り", by=who)
        case "withdraw_quote":
            actions.withdraw_quote(result.quotes.first(), by=who)


def came_to(verb, result, who):
    """ "done", or why not; and everything as it was before."""
    try:
        with transaction.atomic():
            do(verb, result, who)
            transaction.set_rollback(True)
        return "done"
    except NotAllowed:
        return "not allowed"
    except NotPossible:
        return "not possible"


@pytest.mark.parametrize("state", STATES)
def test_who_may_do_what_in_which_state(evening, state):
    result = in_state(evening, state)
    result.quotes.update(statement=None)
    table, expected = {}, {}
    for role, name in ROLES.items():
        who = evening.who(getattr(evening.cast, name))
        for verb, states in POSSIBLE.items():
            allowed = "done" if state in states else "not possible"
            table[role, verb] = came_to(verb, result, who)
            expected[role, verb] = allowed if role in TEAM else "not allowed"
    assert table == expected


@pytest.mark.parametrize("state", STATES)
def test_without_the_second_factor_nobody_of_the_team_does_anything(evening, state):
    result = in_state(evening, state)
    result.quotes.update(statement=None)
    who = evening.who(evening.cast.worker, sure=False)
    assert {came_to(verb, result, who) for verb in POSSIBLE} == {"not allowed"}


@pytest.mark.parametrize(
    ("role", "side", "may"),
    [
        ("citizen", "citizen", True),
        ("citizen", "staff", False),
        ("citizen deputy", "citizen", False),
        ("staff", "staff", True),
        ("staff", "citizen", False),
        ("staff deputy", "staff", False),
        ("resident", "citizen", False),
        ("outsider", "staff", False),
    ],
)
def test_whose_key_is_whose(evening, draft, role, side, may):
    who = evening.who(getattr(evening.cast, ROLES[role]))
    assert policy.can_turn_key(who, draft, side) is may
    if may:
        actions.turn_key(draft, side, by=who, digest=read(draft))
    else:
        with pytest.raises(NotAllowed):
            actions.turn_key(draft, side, by=who, digest=read(draft))


def test_nobody_at_all_may_nothing(draft, evening):
    assert not policy.can_write(None, evening.session)
    assert not policy.can_edit(None, draft)
    assert not policy.can_turn_key(None, draft, "citizen")
    assert not policy.can_withdraw(None, draft)
    assert not policy.can_withdraw_quote(None, draft.quotes.first())
    assert not policy.can_call(None, draft)
