"""参加券: one person, one ticket, one answer to each card."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from yoriai.assembly import actions, policy
from yoriai.assembly.models import Session, Ticket
from yoriai.assembly.tests.evening import a_guest, a_session, cards, team
from yoriai.assembly.tests.test_policy import ROLES, TEAM, as_role
from yoriai.assembly.views import voice as doors
from yoriai.kernel.actors.actions import merge_actor
from yoriai.kernel.models import Record
from yoriai.kernel.policy import NotAllowed, NotPossible
from yoriai.people.guests import enter
from yoriai.people.models import Guest
from yoriai.people.queries import who_is
from yoriai.ui.tests.paper_reading import text_of as printed_text
from yoriai.voices.actions import set_aside, vote
from yoriai.voices.models import Vote
from yoriai.voices.queries import door_counts, tally, without


@pytest.fixture
def session(cast):
    return a_session(cast)


@pytest.fixture
def tickets(cast, session) -> list[Ticket]:
    return actions.print_tickets(session, 3, by=team(cast))


def phone(session, **typed) -> Client:
    client = Client()
    assert client.post(f"/s/{session.code}/", typed).status_code == 302
    return client


def test_a_ticket_is_eight_signs_nobody_could_guess_and_the_database_does_not_hold_them(cast, session, tickets):
    codes = [ticket.code for ticket in tickets]
    assert len(set(codes)) == 3 and {len(code) for code in codes} == {8}
    row = Ticket.objects.filter(pk=tickets[0].pk).values().get()
    assert codes[0] not in str(row)
    assert [ticket.code for ticket in session.tickets.order_by("number")] == codes, "it can be printed again"


def test_the_codes_depend_on_the_key_of_the_city(tickets, settings):
    code = tickets[0].code
    settings.SECRET_KEY = "another city's key"
    assert tickets[0].code != code


@pytest.mark.parametrize("state", Session.State.values)
def test_the_team_prints_tickets_until_the_evening_is_summed_up(cast, state):
    session = a_session(cast, state)
    for role in ROLES:
        may = policy.can_prepare(as_role(cast, role), session)
        assert may == (role in TEAM and state in ("draft", "called", "open")), (role, state)
    if not policy.can_prepare(team(cast), session):
        with pytest.raises(NotAllowed):
            actions.print_tickets(session, 1, by=team(cast))


def test_no_more_than_a_thousand_tickets_so_that_a_guess_never_hits(cast, session):
    actions.print_tickets(session, 1000, by=team(cast))
    for count in (1, 0, -1):
        with pytest.raises(NotPossible):
            actions.print_tickets(session, count, by=team(cast))


def test_who_comes_in_with_a_ticket_answers_through_its_door(cast, session, tickets):
    card = cards(cast, session, "ひとつめ")[0]
    client = phone(session, ticket=f" {tickets[0].code[:4].lower()}-{tickets[0].code[4:]} ", nickname="うめ")
    client.post(f"/s/{session.code}/answers/", {"card": card.code, "answer": "agree"})
    other = phone(session)
    other.post(f"/s/{session.code}/answers/", {"card": card.code, "answer": "disagree"})
    assert sorted(Vote.objects.values_list("door", "value")) == [("hall", -1), ("ticket", 1)]
    assert [(row.door, row.answers, row.people) for row in door_counts(session)] == [
        ("hall", 1, 1),
        ("ticket", 1, 1),
        ("home", 0, 0),
        ("paper", 0, 0),
    ]


def test_a_ticket_is_good_once_and_a_refused_one_leaves_no_device_behind(cast, session, tickets):
    phone(session, ticket=tickets[0].code)
    for code in (tickets[0].code, "AAAABBBB", "x"):
        response = Client().post(f"/s/{session.code}/", {"ticket": code, "nickname": "もう一台"})
        assert (
            response.status_code == 422 and "guest" not in response.cookies and "もう一台" in response.content.decode()
        )
    assert Guest.objects.count() == 1


def test_two_answers_of_one_ticket_about_one_card_are_refused_by_the_database(cast, session, tickets):
    card, who = cards(cast, session, "ひとつめ")[0], a_guest()
    actions.use_ticket(session, tickets[0].code, by=who)
    vote(card, 1, by=who, door="hall")
    vote(card, -1, by=who, door="hall")
    assert list(Vote.objects.values_list("door", "value")) == [("ticket", -1)]
    with pytest.raises(IntegrityError), transaction.atomic():
        Vote.objects.create(statement=card, by=who.person, value=1, door="hall")
    with pytest.raises(IntegrityError), transaction.atomic():
        Ticket.objects.filter(pk=tickets[1].pk).update(holder=who.person, used=timezone.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        Ticket.objects.filter(pk=tickets[1].pk).update(holder=a_guest().person)


def test_a_second_ticket_on_one_device_is_refused_and_the_first_again_is_nothing_new(cast, session, tickets):
    who = a_guest()
    actions.use_ticket(session, tickets[0].code, by=who)
    actions.use_ticket(session, tickets[0].code, by=who)
    with pytest.raises(NotPossible, match="すでに参加券で"):
        actions.use_ticket(session, tickets[1].code, by=who)
    assert Record.objects.filter(verb="ticket.used").count() == 1


def test_a_phone_that_is_in_already_adds_its_ticket_and_its_answers_come_along(cast, session, tickets):
    first, second = cards(cast, session, "ひとつめ", "ふたつめ")
    client = phone(session)
    client.post(f"/s/{session.code}/answers/", {"card": first.code, "answer": "agree"})
    assert f"/s/{session.code}/ticket/" in client.get(f"/s/{session.code}/").content.decode()
    page = client.get(f"/s/{session.code}/ticket/?code={tickets[0].code}").content.decode()
    assert f'value="{tickets[0].code}"' in page
    response = client.post(f"/s/{session.code}/ticket/", {"code": tickets[0].code}, follow=True)
    assert "参加券で参加しています" in response.content.decode()
    client.post(f"/s/{session.code}/answers/", {"card": second.code, "answer": "pass"})
    assert list(Vote.objects.values_list("door", flat=True)) == ["ticket", "ticket"]


def test_a_qr_brings_a_new_phone_to_the_form_with_the_ticket_in_it_and_looking_uses_nothing(session, tickets):
    page = Client().get(f"/s/{session.code}/ticket/?code={tickets[0].code}", follow=True).content.decode()
    assert f'value="{tickets[0].code}"' in page and 'name="nickname"' in page
    assert not Ticket.objects.exclude(holder=None).exists() and not Guest.objects.exists()


def test_without_tickets_nobody_is_asked_for_one(cast, session):
    assert 'name="ticket"' not in Client().get(f"/s/{session.code}/").content.decode()
    assert "/ticket/" not in phone(session).get(f"/s/{session.code}/").content.decode()


def test_from_home_no_ticket_is_asked_for_nor_told(cast, session, tickets):
    card, who = cards(cast, session, "ひとつめ")[0], a_guest()
    assert 'name="ticket"' not in Client().get(f"/sessions/{session.code}/voice/").content.decode()
    actions.use_ticket(session, tickets[0].code, by=who)
    vote(card, 1, by=who, door="home")
    assert Vote.objects.get().door == "home"


def test_nobody_names_the_door_of_tickets_by_themselves(cast, session):
    """threats.md, missing authorisation."""
    card = cards(cast, session, "ひとつめ")[0]
    with pytest.raises(NotAllowed):
        vote(card, 1, by=a_guest(), door="ticket")


def test_a_ticket_of_another_evening_is_worth_nothing(cast, session, tickets):
    """threats.md, foreign ids."""
    other = a_session(cast, forum=session.assembly)
    with pytest.raises(NotPossible):
        actions.use_ticket(other, tickets[0].code, by=a_guest())


def test_tickets_die_with_the_hours_of_the_hall(cast, session, tickets):
    late = timezone.now() - dt.timedelta(hours=8)
    Session.objects.filter(pk=session.pk).update(starts=late, ends=late + dt.timedelta(hours=2))
    session.refresh_from_db()
    with pytest.raises(NotAllowed):
        actions.use_ticket(session, tickets[0].code, by=a_guest())
    guest, secret = enter()
    client = Client()
    client.cookies["guest"] = secret
    assert client.post(f"/s/{session.code}/ticket/", {"code": tickets[0].code}).status_code == 302
    assert not Ticket.objects.filter(holder=guest.actor).exists()


def test_guessing_tickets_is_slowed(cast, session, tickets, monkeypatch):
    """threats.md, foreign ids: a code guessed."""
    monkeypatch.setattr(doors, "TICKETS_A_PLACE", 2)
    client = phone(session)
    for code in ("AAAAAAAA", "BBBBBBBB"):
        client.post(f"/s/{session.code}/ticket/", {"code": code})
    response = client.post(f"/s/{session.code}/ticket/", {"code": tickets[0].code})
    assert response.status_code == 422 and not Ticket.objects.exclude(holder=None).exists()


def test_the_phones_without_tickets_are_set_aside_and_those_with_count_on(cast, session, tickets):
    card = cards(cast, session, "ひとつめ")[0]
    who = a_guest()
    actions.use_ticket(session, tickets[0].code, by=who)
    vote(card, 1, by=who, door="hall")
    for _number in range(5):
        vote(card, -1, by=a_guest(), door="hall")
    set_aside(session, "hall", "同じ端末から何度も届いたため", by=team(cast))
    counted = tally([card], without(session))[card.pk]
    assert (counted.agree, counted.disagree) == (1, 0)


def test_a_guest_who_becomes_an_account_keeps_the_ticket_and_one_answer(cast, session, tickets):
    card, who = cards(cast, session, "ひとつめ")[0], a_guest()
    actions.use_ticket(session, tickets[0].code, by=who)
    vote(card, 1, by=who, door="hall")
    vote(card, -1, by=cast.who(cast.resident), door="home")
    merge_actor(who.person, cast.resident)
    assert Vote.objects.count() == 1
    with pytest.raises(NotPossible):
        actions.use_ticket(session, tickets[0].code, by=a_guest())


def test_an_account_may_use_a_ticket_too(cast, session, tickets):
    card, who = cards(cast, session, "ひとつめ")[0], who_is(cast.resident, signed_in=True)
    actions.use_ticket(session, tickets[0].code, by=who)
    vote(card, 1, by=who, door="hall")
    assert Vote.objects.get().door == "ticket"


def test_nothing_is_written_of_who_got_which_piece_of_paper(cast, session, tickets):
    """threats.md, people."""
    actions.use_ticket(session, tickets[1].code, by=a_guest())
    kept = Record.objects.get(verb="ticket.used")
    assert (kept.person, kept.hat, kept.data, kept.shown) == (None, None, {}, "inside")


def test_the_desk_makes_tickets_and_prints_those_nobody_has_used(cast, session, client_of):
    client, s = client_of(cast.facilitator), f"/sessions/{session.code}/desk/"
    assert client.get(f"{s}pack.pdf?part=tickets").status_code == 404
    assert client.post(f"{s}tickets/", {"tickets": "1001"}).status_code == 422
    assert client.post(f"{s}tickets/", {"tickets": "3"}).status_code == 302
    first, *others = session.tickets.order_by("number")
    actions.use_ticket(session, first.code, by=a_guest())
    text = printed_text(client.get(f"{s}pack.pdf?part=tickets").content)
    shown = [f"{ticket.code[:4]}-{ticket.code[4:]}" for ticket in (first, *others)]
    assert [text.count(code) for code in shown] == [0, 1, 1]
    assert "3枚" in client.get(f"{s}pack/").content.decode()


def test_others_neither_make_nor_read_tickets(cast, session, tickets, client_of):
    """threats.md, missing authorisation."""
    s = f"/sessions/{session.code}/desk/"
    for person in (cast.resident, cast.supporter):
        client = client_of(person)
        assert client.post(f"{s}tickets/", {"tickets": "3"}).status_code == 404
        assert client.get(f"{s}pack.pdf?part=tickets").status_code == 404
    assert Ticket.objects.count() == 3
