"""threats.md: races. Two of the staff do one thing at the same moment: it is done once, and the other is told so."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections
from django.utils import timezone

from yoriai.assembly import actions as assembly
from yoriai.assembly.models import Session
from yoriai.directory import actions as directory
from yoriai.directory.models import Paper
from yoriai.kernel.models import Hiding, Record
from yoriai.kernel.moderation import actions as moderation
from yoriai.kernel.policy import Refusal
from yoriai.people import actions as people
from yoriai.people.guests import enter
from yoriai.people.models import Follow, Outgoing
from yoriai.people.queries import who_is
from yoriai.web.demo.cast import make_cast
from yoriai.web.demo.fill import fill


def at_once(*acts: Callable[[], object]) -> list[str]:
    """What each came to: "done", or "refused"."""
    start = Barrier(len(acts))

    def run(act: Callable[[], object]) -> str:
        start.wait(timeout=60)
        try:
            act()
            return "done"
        except Refusal:
            return "refused"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(run, acts))


@pytest.fixture
def town(transactional_db):
    """The demo, in tables that every thread sees."""
    fill()
    return make_cast()


def test_two_of_the_team_close_one_evening_at_once(town):
    session = Session.objects.get(state="open")
    team = [town.who(person, town.team) for person in (town.worker, town.officer)]
    assembly.sum_up(session, by=team[0])
    ends = {"next_step": "また話す", "no_date_why": "未定"}
    assert at_once(*(lambda by=by: assembly.close_session(session, by=by, **ends) for by in team)) == [
        "done",
        "refused",
    ]
    assert Record.objects.filter(verb="session.closed", item=session.pk).count() == 1


def test_two_of_the_office_hide_one_thing_at_once(town):
    item = Session.objects.get(state="open").item
    office = town.who(town.officer, town.section)
    acts = [lambda: moderation.hide(item, by=office, reason="personal", text="名前")] * 3
    assert at_once(*acts) == ["done", "refused", "refused"]
    assert Hiding.objects.filter(item_id=item.pk).count() == 1


def test_two_of_the_office_ring_the_same_person_at_once(town):
    office = town.who(town.officer, town.section)
    row = Outgoing.objects.create(to=town.head, way="by_hand", subject="題", text="文")
    acts = [lambda: people.told_by_hand(row, "電話で話した", by=office)] * 2
    assert at_once(*acts) == ["done", "refused"]
    assert Record.objects.filter(verb="notice.told_by_hand").count() == 1


def test_twenty_presses_follow_once(town):
    resident = town.who(town.resident)
    assert set(at_once(*[lambda: people.follow(town.themes[0], by=resident)] * 20)) == {"done"}
    assert Follow.objects.filter(actor=town.resident).count() == 1


def test_two_report_how_one_promise_went_at_once(town):
    session = Session.objects.get(state="open")
    team = town.who(town.worker, town.team)
    made = assembly.add_commitment(session, "旗を出す", by=team, due=timezone.localdate(), owner=town.npo)
    acts = [lambda: assembly.follow_up(made, "done", "できた", by=town.who(town.worker, town.npo))] * 2
    assert at_once(*acts) == ["done", "refused"]
    assert made.follow_ups.count() == 1


def test_one_ticket_pressed_on_ten_phones_at_once_is_one_person_s(town):
    session = Session.objects.get(state="open")
    team = town.who(town.worker, town.team)
    ticket, *more = assembly.print_tickets(session, 6, by=team)
    phones = [who_is(enter()[0].actor, signed_in=False) for _number in range(10)]
    acts = [lambda who=who: assembly.use_ticket(session, ticket.code, by=who) for who in phones]
    assert at_once(*acts) == ["done", *["refused"] * 9]
    free = next(who for who in phones if not session.tickets.filter(holder=who.person).exists())
    acts = [lambda one=one: assembly.use_ticket(session, one.code, by=free) for one in more]
    assert at_once(*acts) == ["done", *["refused"] * 4]


def test_a_sender_says_yes_by_the_number_while_the_office_notes_a_refusal(town):
    paper = Paper.objects.get(state="sent")
    office = town.who(town.officer, town.section)
    ends = at_once(
        lambda: directory.say_yes(paper),
        lambda: directory.say_yes(paper),
        lambda: directory.refuse_paper(paper, "会長から電話", by=office),
    )
    assert ends == ["done", "refused", "refused"]
    verbs = ("paper.agreed", "paper.refused")
    assert Record.objects.filter(verb__in=verbs, item=paper.item_id).count() == 1
