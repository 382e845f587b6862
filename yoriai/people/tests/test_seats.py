"""A seat from its letter to its hand-over: the body outlives whoever sits there."""

import datetime as dt
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core import mail
from django.db import close_old_connections, connections
from django.utils import timezone

from yoriai.kernel.actors.who import Who
from yoriai.kernel.models import Actor, Record
from yoriai.kernel.policy import NotAllowed, NotPossible, Refusal
from yoriai.people import actions
from yoriai.people.lifecycle import state_of
from yoriai.people.models import Invitation, Representation
from yoriai.people.queries import invitation_of, members_of, who_is


def people_of(body):
    return [seat.person for seat in members_of(body)]


def seat(person, body):
    return Representation.objects.get(person=person, body=body, ended=None)


def test_whoever_founds_an_organisation_speaks_for_it(cast):
    body = actions.found(Actor.Kind.GROUP, "森のえほん会", by=cast.who(cast.outsider), role="世話人")
    assert people_of(body) == [cast.outsider]
    assert cast.who(cast.outsider).wears(body.pk)
    assert not cast.who(cast.resident).wears(body.pk)


def test_a_letter_makes_a_representative_and_works_once(cast):
    letter, secret = actions.invite(cast.npo, by=cast.who(cast.worker), role="理事")
    assert letter.secret_hash != secret and secret not in str(list(Record.objects.values_list("data", flat=True)))
    taken = actions.accept(invitation_of(secret), by=cast.who(cast.resident))
    assert (taken.role, taken.invited_by, state_of(taken)) == ("理事", cast.worker, "held")
    with pytest.raises(NotAllowed):
        actions.accept(invitation_of(secret), by=cast.who(cast.outsider))
    assert people_of(cast.npo) == [cast.worker, cast.resident]


@pytest.mark.parametrize("typed", ["{0}-{1}-{2}", "{0} {1} {2}", "{0}{1}{2}"])
def test_the_code_is_found_however_it_is_typed(cast, typed):
    letter, secret = actions.invite(cast.npo, by=cast.who(cast.worker))
    spelt = typed.format(secret[:4], secret[4:8], secret[8:]).lower()
    assert invitation_of(spelt) == letter
    assert invitation_of(secret[:-1]) is None
    assert invitation_of("") is None


def test_a_letter_past_its_date_opens_nothing(cast):
    letter, _secret = actions.invite(cast.npo, by=cast.who(cast.worker))
    Invitation.objects.filter(pk=letter.pk).update(expires=timezone.now() - dt.timedelta(minutes=1))
    with pytest.raises(NotAllowed):
        actions.accept(letter, by=cast.who(cast.resident))


def test_the_mail_carries_a_secret_that_lay_nowhere_before_and_goes_once(cast):
    letter, first = actions.invite(cast.npo, by=cast.who(cast.worker), email="Yoko@morino.example")
    assert actions.send_invitation(letter.pk)
    assert not actions.send_invitation(letter.pk)
    assert [m.to for m in mail.outbox] == [["yoko@morino.example"]]
    sent = re.search(r"/invitation/(\w{12})/", mail.outbox[0].body).group(1)
    assert invitation_of(first) is None  # what the action returned was never mailed
    assert invitation_of(sent) == letter


def test_handing_over_changes_the_seat_in_one_step(cast):
    """People leave in March: the role is a seat."""
    old = seat(cast.officer, cast.team)
    _letter, secret = actions.hand_over(old, by=cast.who(cast.officer))
    assert people_of(cast.team).count(cast.officer) == 1  # until the next one accepts, nobody is missing
    new = actions.accept(invitation_of(secret), by=cast.who(cast.judge))
    old.refresh_from_db()
    assert (old.handed_to, state_of(old)) == (cast.judge, "ended")
    assert (new.role, new.side, new.is_deputy) == (old.role, old.side, old.is_deputy)
    assert cast.officer not in people_of(cast.team)
    assert cast.judge in people_of(cast.team)
    assert not cast.who(cast.officer).wears(cast.team.pk)


def test_the_office_hands_over_for_the_head_without_an_account(cast):
    _letter, secret = actions.hand_over(seat(cast.head, cast.neighbourhood), by=cast.who(cast.officer))
    actions.accept(invitation_of(secret), by=cast.who(cast.resident))
    assert people_of(cast.neighbourhood) == [cast.resident]


def test_a_second_hand_over_letter_ends_the_first(cast):
    old = seat(cast.worker, cast.npo)
    _one, first = actions.hand_over(old, by=cast.who(cast.worker))
    _two, second = actions.hand_over(old, by=cast.who(cast.worker))
    with pytest.raises(NotAllowed):
        actions.accept(invitation_of(first), by=cast.who(cast.resident))
    actions.accept(invitation_of(second), by=cast.who(cast.resident))
    assert people_of(cast.npo) == [cast.resident]


def test_handing_over_to_a_colleague_leaves_one_seat(cast):
    Representation.objects.create(person=cast.member, body=cast.npo, accepted=timezone.now())
    _letter, secret = actions.hand_over(seat(cast.worker, cast.npo), by=cast.who(cast.worker))
    actions.accept(invitation_of(secret), by=cast.who(cast.member))
    assert people_of(cast.npo) == [cast.member]


def test_nobody_hands_a_seat_over_to_themselves(cast):
    _letter, secret = actions.hand_over(seat(cast.worker, cast.npo), by=cast.who(cast.worker))
    with pytest.raises(NotPossible):
        actions.accept(invitation_of(secret), by=cast.who(cast.worker))
    assert people_of(cast.npo) == [cast.worker]


def test_the_last_one_cannot_just_go_but_gives_the_seat_back(cast):
    held = seat(cast.worker, cast.npo)
    with pytest.raises(NotPossible):
        actions.end(held, by=cast.who(cast.worker))
    assert state_of(actions.give_back(held, by=cast.who(cast.worker), why="解散")) == "given_back"
    assert people_of(cast.npo) == []


def test_while_others_are_there_nothing_is_given_back(cast):
    Representation.objects.create(person=cast.member, body=cast.npo, accepted=timezone.now())
    with pytest.raises(NotPossible):
        actions.give_back(seat(cast.worker, cast.npo), by=cast.who(cast.worker))
    actions.end(seat(cast.worker, cast.npo), by=cast.who(cast.worker))
    assert people_of(cast.npo) == [cast.member]


def test_the_office_opens_it_again_after_a_look_at_a_document(cast):
    actions.give_back(seat(cast.worker, cast.npo), by=cast.who(cast.worker))
    office = cast.who(cast.officer)
    with pytest.raises(NotPossible):
        actions.reopen(cast.npo, by=office, checked="  ")
    _letter, secret = actions.reopen(cast.npo, by=office, checked="令和8年度総会の議事録")
    record = Record.objects.get(verb="seat.opened_again")
    assert (record.person, record.data["checked"]) == (cast.officer, "令和8年度総会の議事録")
    actions.accept(invitation_of(secret), by=cast.who(cast.resident))
    assert people_of(cast.npo) == [cast.resident]
    with pytest.raises(NotPossible):
        actions.reopen(cast.npo, by=office, checked="もう一度")


def test_every_step_is_recorded(cast):
    _letter, secret = actions.hand_over(seat(cast.worker, cast.npo), by=cast.who(cast.worker))
    new = actions.accept(invitation_of(secret), by=cast.who(cast.resident))
    actions.give_back(new, by=cast.who(cast.resident))
    verbs = list(Record.objects.filter(verb__startswith="seat.").order_by("pk").values_list("verb", flat=True))
    assert verbs == ["seat.offered", "seat.accepted", "seat.handed_over", "seat.given_back"]


@pytest.mark.django_db(transaction=True)
def test_twenty_people_with_one_letter_get_one_seat(cast):
    """Races."""
    _letter, secret = actions.invite(cast.npo, by=cast.who(cast.worker))
    crowd = [Actor.objects.create(kind="person", name=f"その{n}") for n in range(20)]

    def take(person):
        try:
            actions.accept(invitation_of(secret), by=Who.alone(person))
        except Refusal:
            return False
        finally:
            connections.close_all()
        return True

    close_old_connections()
    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(take, crowd)) == 1
    assert len(people_of(cast.npo)) == 2


def test_a_new_seat_is_a_hat_at_once(cast):
    _letter, secret = actions.invite(cast.npo, by=cast.who(cast.worker))
    actions.accept(invitation_of(secret), by=cast.who(cast.resident))
    assert who_is(cast.resident, signed_in=True).wearing(cast.npo).actor == cast.npo
    with pytest.raises(NotAllowed):
        who_is(cast.resident, signed_in=True).wearing(cast.company)
