"""Role × state × verb of seats: one table, read by the policy and by the actions alike."""

import datetime as dt
import secrets

import pytest
from django.db import transaction
from django.utils import timezone

from yoriai.kernel.models import Actor
from yoriai.kernel.policy import NotAllowed, NotPossible, Refusal
from yoriai.people import actions, policy
from yoriai.people.models import Invitation, Representation

ROLES = ["stranger", "outsider", "holder", "colleague", "team", "office", "office_unsure"]


@pytest.fixture
def roles(cast):
    """Who does it: an NPO with two on its seats, somebody of a team, the office with and without its second factor."""
    Representation.objects.create(person=cast.member, body=cast.npo, accepted=timezone.now())
    return {
        "stranger": None,
        "outsider": cast.who(cast.outsider),
        "holder": cast.who(cast.worker, sure=False),
        "colleague": cast.who(cast.member, sure=False),
        "team": cast.who(cast.facilitator),
        "office": cast.who(cast.officer),
        "office_unsure": cast.who(cast.officer, sure=False),
    }


def seat_of(cast):
    return Representation.objects.get(person=cast.worker, body=cast.npo)


def letter(cast, **facts):
    return Invitation.objects.create(
        body=cast.npo,
        by=cast.worker,
        secret_hash=secrets.token_hex(),
        expires=timezone.now() + dt.timedelta(days=1),
        **facts,
    )


# verb: who may, while the seat is held (for letters: while it waits).
HELD = {
    "invite": {"holder", "colleague"},
    "withdraw": {"holder", "colleague", "office"},
    "accept": {"outsider", "holder", "colleague", "team", "office", "office_unsure"},
    "end": {"holder", "colleague", "office"},
    "hand_over": {"holder", "office"},
    "give_back": {"holder"},
    "reopen": {"office"},
    "change": {"holder", "colleague"},
    "found": {"outsider", "holder", "colleague", "team", "office", "office_unsure"},
    "found_section": {"office"},
    "tell_by_hand": {"office"},
    "print_codes": {"office"},
    "leave": {"outsider", "holder", "colleague", "team", "office", "office_unsure"},
    "follow": {"outsider", "holder", "colleague", "team", "office", "office_unsure"},
}


def asked(verb, who, cast):
    """The policy's answer."""
    return {
        "invite": lambda: policy.can_invite(who, cast.npo),
        "withdraw": lambda: policy.can_withdraw(who, letter(cast)),
        "accept": lambda: policy.can_accept(who, letter(cast)),
        "end": lambda: policy.can_end(who, seat_of(cast)),
        "hand_over": lambda: policy.can_hand_over(who, seat_of(cast)),
        "give_back": lambda: policy.can_give_back(who, seat_of(cast)),
        "reopen": lambda: policy.can_reopen(who, cast.npo),
        "change": lambda: policy.can_speak_for(who, cast.npo),
        "found": lambda: policy.can_found(who, Actor.Kind.GROUP),
        "found_section": lambda: policy.can_found(who, Actor.Kind.SECTION),
        "tell_by_hand": lambda: policy.can_tell_by_hand(who),
        "print_codes": lambda: policy.can_print_codes(who),
        "leave": lambda: policy.can_leave(who),
        "follow": lambda: policy.can_follow(who),
    }[verb]()


@pytest.mark.parametrize("verb", HELD)
def test_who_may_do_what_while_the_seat_is_held(verb, roles, cast):
    assert {role for role in ROLES if asked(verb, roles[role], cast)} == HELD[verb]


@pytest.mark.parametrize("verb", ["end", "hand_over", "give_back"])
@pytest.mark.parametrize("facts", [{"ended": timezone.now()}, {"accepted": None}], ids=["ended", "never taken"])
def test_nothing_moves_a_seat_nobody_sits_on(verb, facts, roles, cast):
    Representation.objects.filter(pk=seat_of(cast).pk).update(**facts)
    seat = Representation.objects.get(person=cast.worker, body=cast.npo)
    may = {"end": policy.can_end, "hand_over": policy.can_hand_over, "give_back": policy.can_give_back}[verb]
    assert [role for role in ROLES if may(roles[role], seat)] == []


@pytest.mark.parametrize("verb", ["withdraw", "accept"])
@pytest.mark.parametrize(
    "facts",
    [{"used": timezone.now()}, {"withdrawn": timezone.now()}, {"expires": timezone.now() - dt.timedelta(seconds=1)}],
    ids=["used", "withdrawn", "expired"],
)
def test_a_letter_that_is_done_opens_nothing(verb, facts, roles, cast):
    waiting = letter(cast)
    for name, value in facts.items():
        setattr(waiting, name, value)
    may = policy.can_accept if verb == "accept" else policy.can_withdraw
    left = [role for role in ROLES if may(roles[role], waiting)]
    assert left == ([] if verb == "accept" or "expires" not in facts else ["holder", "colleague", "office"])


@pytest.mark.parametrize("kind", [Actor.Kind.SECTION, Actor.Kind.TEAM])
def test_bodies_that_run_things_are_changed_with_the_second_factor_only(kind, cast):
    cast.npo.kind = kind
    assert not policy.can_invite(cast.who(cast.worker, sure=False), cast.npo)
    assert policy.can_invite(cast.who(cast.worker), cast.npo)


@pytest.mark.parametrize("kind", [Actor.Kind.TEAM, Actor.Kind.PERSON, Actor.Kind.GUEST])
def test_nobody_founds_a_team_or_a_person(kind, roles):
    assert [role for role in ROLES if policy.can_found(roles[role], kind)] == []


def done(verb, who, cast):
    """The action itself, refused or not by who it is."""
    return {
        "invite": lambda: actions.invite(cast.npo, by=who),
        "withdraw": lambda: actions.withdraw(letter(cast), by=who),
        "accept": lambda: actions.accept(letter(cast), by=who),
        "end": lambda: actions.end(seat_of(cast), by=who),
        "hand_over": lambda: actions.hand_over(seat_of(cast), by=who),
        "give_back": lambda: actions.give_back(seat_of(cast), by=who),
        "reopen": lambda: actions.reopen(cast.npo, by=who, checked="総会の議事録"),
        "change": lambda: actions.change_body(cast.npo, by=who, name="そらのま", reading="", area=None),
        "found": lambda: actions.found(Actor.Kind.GROUP, "森のえほん会", by=who),
        "found_section": lambda: actions.found(Actor.Kind.SECTION, "防災課", by=who),
        "print_codes": lambda: actions.print_codes(cast.judge.user, by=who),
        "leave": lambda: actions.leave(by=who),
        "follow": lambda: actions.follow(cast.themes[0], by=who),
    }[verb]()


def refusal_of(verb, who, cast):
    """What the action raised, if anything; nothing it did stays."""
    with transaction.atomic():
        try:
            done(verb, who, cast)
        except Refusal as refusal:
            return type(refusal)
        finally:
            transaction.set_rollback(True)
    return None


@pytest.mark.parametrize("verb", sorted(set(HELD) - {"tell_by_hand"}))
def test_the_actions_ask_the_same_table(verb, roles, cast):
    refused = {role: refusal_of(verb, who, cast) for role, who in roles.items() if who is not None}
    assert {role for role, refusal in refused.items() if refusal is not NotAllowed} == HELD[verb]
    assert set(refused.values()) <= {None, NotAllowed, NotPossible}
