"""threats.md: races. Two of the staff do one thing at the same moment: it is done once, and the other is told so."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.db import connections
from django.utils import timezone

from tests.laying_out import laid_out
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
from yoriai.proposals import actions as proposals
from yoriai.proposals.models import Document, Expense, LogEntry, Proposal, Step
from yoriai.proposals.tests.walk import ANSWERS, Walk
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
    laid_out("town", fill)
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


def test_one_proposal_is_moved_once_however_many_press(town):
    """Two of the office, three of a group, a group against the office: one wins, the others are told, nothing is half done."""
    proposal = Proposal.objects.get(state="in_talks")
    office, steps = town.who(town.officer, town.office), proposal.steps.count()
    acts = [lambda: proposals.review_papers(proposal, by=office), lambda: proposals.review(proposal, by=office)]
    assert at_once(*acts) == ["done", "refused"]
    assert proposal.steps.count() == steps + 1

    walk = Walk(town)
    drafted = walk.step(walk.to("drafting"), "submit_ready")
    assert at_once(*[lambda: proposals.submit(drafted, by=walk.group)] * 3) == ["done", "refused", "refused"]
    frozen = drafted.documents.filter(form__startswith="F").exclude(form="F1")
    assert frozen.count() == frozen.values("form").distinct().count() > 2

    checked = proposals.check_form(Proposal.objects.get(pk=drafted.pk), by=walk.office)
    at_once(
        lambda: proposals.review_papers(checked, by=walk.office), lambda: proposals.withdraw(checked, by=walk.group)
    )
    checked.refresh_from_db()
    way = list(checked.steps.order_by("id").values_list("source", "target"))
    assert [target for _source, target in way[:-1]] == [source for source, _target in way[1:]]
    assert checked.state == way[-1][1] == "withdrawn"


def pressed(clients, address: str, sent: dict[str, object]) -> list[tuple[int, str]]:
    """(status, where it leads) for each of the browsers that send this form at the same moment."""
    answers: list[tuple[int, str]] = []

    def press(client) -> None:
        answer = client.post(address, sent)
        answers.append((answer.status_code, answer.headers.get("Location", "")))

    assert at_once(*(partial(press, client) for client in clients)) == ["done"] * len(clients)
    return answers


def test_one_form_sent_three_times_at_the_same_moment_makes_one_thing_and_leads_there(town, client_of):
    """A double tap while the network hangs: each press is a request of its own, and none of them is a fault."""
    walk, today = Walk(town), timezone.localdate().isoformat()
    project = walk.to("under_way")
    work, line = f"/proposals/{project.code}/work", project.budget.filter(side="spending").first()
    idea = {"hat": town.npo.pk, "type": "free", "title": "雪の学校", **ANSWERS["F1"]}
    for address, sent, made in (
        (f"{work}/log/", {"on": today, "text": "朝の当番"}, LogEntry),
        (f"{work}/expenses/new/", {"line": line.pk, "on": today, "amount": 500, "words": "お茶"}, Expense),
        (f"/schemes/{walk.scheme.code}/idea/", idea, Proposal),
    ):
        before = made.objects.count()
        browsers = [client_of(town.worker) for _press in range(3)]
        first, *more = pressed(browsers, address, {**sent, "once_token": str(uuid4())})
        assert (first[0], more) == (302, [first] * 2), address
        assert made.objects.count() == before + 1, address
    assert Document.objects.filter(proposal=Proposal.objects.latest("pk")).count() == 1


def test_two_who_send_one_list_in_opposite_order_wait_for_each_other_and_never_both(town):
    """A result for two proposals, the lot over them, a member's word on them: of two who lock crosswise the database stops one."""
    walk = Walk(town)
    office, seats = walk.office, walk.panel[:2]
    for _time in range(3):
        two = [walk.to("first_review") for _number in range(2)]
        members = [town.who(seat.actor) for seat in seats]
        words = zip((two, two[::-1]), members, strict=True)
        assert at_once(*(partial(proposals.say_nearness, rows, [], by=who) for rows, who in words)) == ["done", "done"]
        for proposal in two:
            walk.score(proposal)
        results = [(proposal, "pass", {}) for proposal in two]
        decisions = [partial(proposals.decide_all, rows, by=office) for rows in (results, results[::-1])]
        assert at_once(*decisions) == ["done", "refused"]
        assert Step.objects.filter(proposal__in=two, verb="pass").count() == 2
        shown = [walk.step(Proposal.objects.get(pk=proposal.pk), "schedule") for proposal in two]
        lots = [partial(proposals.draw_lots, rows, "雪", by=office) for rows in (shown, shown[::-1])]
        assert at_once(*lots) == ["done", "done"]
        turns = Proposal.objects.filter(pk__in=[row.pk for row in two]).values_list("turn_by_lot", flat=True)
        assert sorted(turns) == [1, 2]


def test_a_seat_ends_while_its_member_begins_a_sheet(town):
    """Either the sheet was begun before, or the member is told that they have no seat."""
    walk = Walk(town)
    for seat in walk.panel[:3]:
        proposal, member = walk.to("first_review"), town.who(seat.actor)
        for _time in range(3):
            ends = at_once(
                partial(proposals.end_seat, seat, by=walk.office), partial(proposals.begin_sheet, proposal, by=member)
            )
            assert ends in (["done", "done"], ["done", "refused"])
            assert proposals.seat_on_panel(walk.scheme, seat.actor, by=walk.office, role=seat.role).pk == seat.pk
            proposal.score_sheets.filter(seat=seat).delete()


def test_a_photo_is_shown_while_another_takes_its_line_out(town):
    """The line goes, with its photo or before it was shown; nobody meets a fault."""
    walk = Walk(town)
    project = walk.to("under_way")
    for _time in range(5):
        picture = ContentFile(b"\xff\xd8\xff", name="photo.jpg")
        facts = {"on": timezone.localdate(), "text": "朝の当番", "picture": picture}
        row = proposals.add_log(project, by=walk.group, **facts)
        acts = [
            partial(proposals.show_photo, row, by=walk.group),
            partial(proposals.keep_photo_inside, row, by=walk.partner),
            partial(proposals.take_out_log, row, by=walk.group),
        ]
        assert "done" in at_once(*acts)
        assert not LogEntry.objects.filter(pk=row.pk).exists()
