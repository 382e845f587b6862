"""相談の予約: one tap, one seat, until the day before; the calendar file tells nobody's name; homework is ticked."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from icalendar import Calendar

from yoriai.kernel.models import Record
from yoriai.kernel.policy import NotAllowed, NotPossible
from yoriai.people.actions import tell
from yoriai.proposals import actions
from yoriai.proposals.calendar_file import calendar_of
from yoriai.proposals.forms.partners import ConsultationForm
from yoriai.proposals.forms.steps import CompanionForm
from yoriai.proposals.models import Booking, Consultation, HomeworkDone, Proposal, Slot
from yoriai.proposals.policy import early
from yoriai.proposals.queries.advice import (
    MOST_PAST,
    MOST_SLOTS,
    booking_of,
    free_slots,
    open_homework,
    slots_of,
    unnoted_hours,
)
from yoriai.proposals.tests.test_pages import words

HOUR = {"minutes": 45, "way": "place", "where": "市役所2階", "seats": 1}


@pytest.fixture
def offer(walk):
    def made(days=3, **facts):
        return actions.offer_slot(
            walk.scheme, by=walk.office, **{**HOUR, "starts": timezone.now() + dt.timedelta(days=days), **facts}
        )

    return made


def test_of_two_who_want_the_last_seat_one_has_it_and_the_other_is_told(walk, offer):
    slot, first, second = offer(), walk.begin(), walk.begin()
    assert actions.book(slot, first, by=walk.group).seat == 1
    with pytest.raises(NotPossible, match=r"quicker|先に"):
        actions.book(slot, second, by=walk.group)
    with pytest.raises(IntegrityError), transaction.atomic():
        Booking.objects.create(slot=slot, seat=1, proposal=second, by=walk.group.person)
    assert free_slots(walk.scheme, timezone.now()) == []


def test_an_hour_with_two_seats_takes_two_groups_and_one_group_once(walk, offer):
    slot, first, second = offer(seats=2), walk.begin(), walk.begin()
    assert actions.book(slot, first, by=walk.group) == actions.book(slot, first, by=walk.group)
    assert actions.book(slot, second, by=walk.group).seat == 2


def test_moving_gives_the_old_hour_back(walk, offer):
    one, two, idea = offer(3), offer(4), walk.begin()
    actions.book(one, idea, by=walk.group)
    actions.book(two, idea, by=walk.group)
    assert booking_of(idea).slot == two
    assert free_slots(walk.scheme, timezone.now()) == [one]


def test_it_is_moved_or_given_back_until_the_day_before(walk, offer):
    slot, later, idea = offer(2), offer(9), walk.begin()
    row = actions.book(slot, idea, by=walk.group)
    on_the_day = timezone.make_aware(dt.datetime.combine(timezone.localtime(slot.starts).date(), dt.time(0, 0, 1)))
    the_day_before = on_the_day - dt.timedelta(seconds=2)
    for act in (
        lambda: actions.cancel_booking(row, by=walk.group, now=on_the_day),
        lambda: actions.book(later, idea, by=walk.group, now=on_the_day),
    ):
        with pytest.raises(NotPossible, match=r"day before|前日"):
            act()
    actions.cancel_booking(row, by=walk.group, now=the_day_before)
    assert booking_of(idea) is None


def test_the_office_gives_back_for_a_group_that_telephones(walk, offer):
    row = actions.book(offer(0.01), walk.begin(), by=walk.office)
    actions.cancel_booking(row, by=walk.office)
    row.refresh_from_db()
    assert row.cancelled is not None


def test_who_offers_and_who_books(walk, offer, cast):
    slot, idea = offer(), walk.begin()
    for who in (walk.group, walk.section, cast.who(cast.supporter)):
        with pytest.raises(NotAllowed):
            actions.offer_slot(walk.scheme, by=who, starts=timezone.now() + dt.timedelta(days=2), **HOUR)
    actions.consult(idea, cast.supporter, by=walk.office)
    companion = cast.who(cast.supporter)
    made = actions.offer_slot(walk.scheme, by=companion, starts=timezone.now() + dt.timedelta(days=2), **HOUR)
    for who in (companion, walk.partner, walk.section, cast.who(cast.outsider)):
        with pytest.raises(NotAllowed):
            actions.book(made, idea, by=who)
    for facts in ({"starts": timezone.now() - dt.timedelta(hours=1)}, {"where": " "}):
        with pytest.raises(NotPossible):
            actions.offer_slot(walk.scheme, by=walk.office, **{**HOUR, "starts": slot.starts, **facts})
    with pytest.raises(NotAllowed):
        actions.withdraw_slot(slot, by=companion)
    with pytest.raises(NotAllowed):
        actions.book(slot, walk.to("submitted"), by=walk.group)


def test_an_hour_taken_back_is_told_to_whoever_had_booked_it(walk, offer):
    slot, idea = offer(), walk.begin()
    actions.book(slot, idea, by=walk.group)
    actions.withdraw_slot(slot, by=walk.office)
    with pytest.raises(NotPossible):
        actions.book(slot, idea, by=walk.group)
    rows = tell(Record.objects.get(verb="consultation.cancelled"))
    assert [row.to for row in rows] == [walk.group.person]


def test_both_are_told_with_a_calendar_file_and_the_office_is_asked_to_name_a_companion(walk, offer, cast):
    idea = walk.begin()
    actions.book(offer(), idea, by=walk.group)
    rows = {row.to: row.text for row in tell(Record.objects.get(verb="consultation.booked"))}
    assert set(rows) == {cast.worker, cast.officer}
    assert all(f"/proposals/{idea.code}/booking/advice.ics" in text for text in rows.values())


def test_whoever_meets_the_group_first_is_suggested_as_its_companion(walk, offer, cast):
    idea = walk.begin()
    assert CompanionForm(proposal=idea).fields["companion"].initial is None
    actions.book(offer(), idea, by=walk.group)
    assert CompanionForm(proposal=idea).fields["companion"].initial == cast.officer.pk


def test_the_calendar_file_tells_neither_the_idea_nor_a_name(walk, offer, cast, client_of, client):
    idea, page = walk.begin(title="ひみつの計画"), "booking/advice.ics"
    assert client_of(cast.worker).get(f"/proposals/{idea.code}/{page}").status_code == 404
    slot = offer()
    actions.book(slot, idea, by=walk.group)
    read = client_of(cast.worker).get(f"/proposals/{idea.code}/{page}").content
    entry = Calendar.from_ical(read).walk("VEVENT")[0]
    assert (entry["dtstart"].dt, entry["dtend"].dt - entry["dtstart"].dt) == (
        slot.starts.replace(microsecond=0), dt.timedelta(minutes=45),
    )  # fmt: skip
    for hidden in ("ひみつの計画", cast.npo.name, cast.worker.name, cast.officer.name):
        assert hidden not in read.decode()
    for person in (cast.outsider, cast.resident, cast.ward_officer):
        assert client_of(person).get(f"/proposals/{idea.code}/{page}").status_code == 404
    assert client.get(f"/proposals/{idea.code}/{page}").status_code == 404


def test_what_was_said_becomes_the_log_entry_of_the_hour(walk, offer, cast, client_of):
    idea, slot = walk.begin(), offer()
    row = actions.book(slot, idea, by=walk.group)
    day = timezone.localtime(slot.starts)
    page = f"/proposals/{idea.code}/consultations/new/"
    office = client_of(cast.officer)
    assert f'value="{day:%Y-%m-%d}"' in office.get(page).content.decode()
    said = {
        "day": f"{day:%Y-%m-%d}",
        "clock": f"{day:%H:%M}",
        "with_whom": "石﨑",
        "advice": "よい",
        "homework": "当番表",
    }
    assert office.post(page, said).status_code == 302
    row.refresh_from_db()
    assert (row.consultation, booking_of(idea)) == (Consultation.objects.get(proposal=idea), None)


def test_homework_stands_on_the_group_s_page_until_one_of_them_ticks_it(walk, cast, client_of):
    idea = walk.to("consulting")
    row = open_homework(idea)[0]
    worker, page = client_of(cast.worker), f"/proposals/{idea.code}/homework/{row.pk}/"
    assert "当番表の案をつくる" in words(worker.get(f"/proposals/{idea.code}/"))
    for person in (cast.officer, cast.supporter, cast.outsider):
        assert client_of(person).post(page).status_code == 404
    assert worker.post(page).status_code == 302
    assert (HomeworkDone.objects.get().by, open_homework(idea)) == (cast.worker, [])
    assert worker.post(page, {"open": "1"}).status_code == 302
    assert open_homework(idea) == [row]


def test_booking_is_one_tap_on_the_page(walk, offer, cast, client_of):
    idea, slot = walk.begin(), offer()
    page, worker = f"/proposals/{idea.code}/booking/", client_of(cast.worker)
    assert "市役所2階" in words(worker.get(page))
    for wrong in ("x", "", "999999"):
        assert worker.post(page, {"slot": wrong}).status_code == 404
    assert worker.post(page, {"slot": slot.pk}).status_code == 302
    assert booking_of(idea).slot == slot
    assert client_of(cast.outsider).get(page).status_code == 404
    assert worker.post(f"{page}giving-back/").status_code == 302
    assert worker.post(f"{page}giving-back/").status_code == 404


def test_the_office_offers_and_takes_back_on_its_page(walk, cast, client_of):
    page, office = f"/schemes/{walk.scheme.code}/slots/", client_of(cast.officer)
    day = timezone.localdate() + dt.timedelta(days=5)
    sent = {"day": day, "clock": "14:00", "minutes": 45, "way": "online", "where": "", "seats": 2}
    assert office.post(page, {**sent, "day": "2020-01-01"}).status_code == 422
    assert office.post(page, sent).status_code == 302
    slot = slots_of(walk.scheme, timezone.now())[0]
    assert office.post(f"{page}{slot.pk}/withdrawal/").status_code == 302
    assert slots_of(walk.scheme, timezone.now()) == []
    assert client_of(cast.worker).get(page).status_code == 404


@pytest.mark.parametrize("number", [1, 3, 50])
def test_the_page_asks_as_often_whatever_the_number_of_hours(
    walk, offer, cast, client_of, number, django_assert_max_num_queries
):
    for one in range(number):
        offer(3 + one)
    idea, client = walk.begin(), client_of(cast.worker)
    with django_assert_max_num_queries(22):
        assert client.get(f"/proposals/{idea.code}/booking/").status_code == 200


def test_one_person_offers_an_hour_once_also_after_a_double_click(walk, offer):
    slot = offer()
    with pytest.raises(NotPossible):
        offer(starts=slot.starts)
    with pytest.raises(IntegrityError), transaction.atomic():
        Slot.objects.create(scheme=walk.scheme, by=slot.by, starts=slot.starts, **HOUR)
    actions.withdraw_slot(slot, by=walk.office)
    assert offer(starts=slot.starts).withdrawn is None


def test_what_is_handed_in_keeps_its_hour_and_can_give_it_back(walk, offer, cast, client_of):
    idea, slot = walk.begin(), offer()
    row = actions.book(slot, idea, by=walk.group)
    Proposal.objects.filter(pk=idea.pk).update(state="checking")
    page, worker = f"/proposals/{idea.code}/booking/", client_of(cast.worker)
    shown = words(worker.get(page))
    assert ("市役所2階" in shown, "予約を取り消す" in shown, "空いている時間" in shown) == (True, True, False)
    assert worker.post(page, {"slot": offer(5).pk}).status_code == 200
    assert booking_of(idea) == row
    assert client_of(cast.outsider).get(page).status_code == 404
    assert worker.post(f"{page}giving-back/").status_code == 302
    assert (booking_of(idea), worker.get(page).status_code) == (None, 404)


def test_what_comes_to_its_end_sets_its_hours_free(walk, offer):
    left, late = walk.begin(), walk.begin()
    for idea in (left, late):
        actions.book(offer(3, starts=timezone.now() + dt.timedelta(days=3, seconds=idea.pk)), idea, by=walk.group)
    actions.withdraw(left, by=walk.group)
    Proposal.objects.filter(pk=late.pk).update(state="drafting")
    actions.lapse(Proposal.objects.get(pk=late.pk), now=timezone.now() + dt.timedelta(days=99))
    assert (booking_of(left), booking_of(late), len(free_slots(walk.scheme, timezone.now()))) == (None, None, 2)


def test_the_day_itself_is_for_the_office_with_its_second_factor_alone(walk, offer, cast):
    noon = timezone.localtime().replace(hour=12) + dt.timedelta(days=2)
    row = actions.book(offer(starts=noon), walk.begin(), by=walk.office)
    unsure, an_hour_before = cast.who(cast.officer, cast.office, sure=False), noon - dt.timedelta(hours=1)
    assert [early.still_changes(who, row, an_hour_before) for who in (walk.office, unsure, walk.group)] == [
        True,
        False,
        False,
    ]


def test_hours_to_come_stand_on_the_desk_whatever_has_been(walk, offer):
    coming = offer()
    past = [offer(3 + one) for one in range(MOST_SLOTS + 5)]
    for number, slot in enumerate(past):
        Slot.objects.filter(pk=slot.pk).update(starts=timezone.now() - dt.timedelta(hours=1 + number))
    assert [slot.pk for slot in slots_of(walk.scheme, timezone.now())] == [
        coming.pk,
        *(one.pk for one in past[:MOST_PAST]),
    ]


def test_an_hour_that_is_over_is_noted_also_when_the_next_is_booked(walk, offer):
    idea = walk.begin()
    first = actions.book(offer(2), idea, by=walk.group)
    Slot.objects.filter(pk=first.slot_id).update(starts=timezone.now() - dt.timedelta(days=1))
    second = actions.book(offer(4), idea, by=walk.group)
    rows = unnoted_hours(idea)
    assert rows == [first, second]
    days = [timezone.localdate(row.slot.starts) for row in rows]
    form = ConsultationForm({"day": days[0], "clock": "10:00", "with_whom": "及川", "advice": "よい"}, booked=rows)
    assert (form.is_valid(), form.of(rows), form.initial["day"]) == (True, first, days[0])
    assert calendar_of(first).count(f"advice-{first.pk}@".encode()) == 1


def test_who_takes_an_hour_back_and_who_books_it_hold_the_rows_in_one_order(walk, offer):
    """Both the proposal first: else each would wait for the other."""

    def held(act):
        with CaptureQueriesContext(connection) as said:
            act()
        rows = [one["sql"] for one in said if "FOR UPDATE" in one["sql"]]
        return [table for sql in rows for table in ("kernel_item", "proposals_slot") if f'FROM "{table}"' in sql]

    slot, idea = offer(), walk.begin()
    assert held(lambda: actions.book(slot, idea, by=walk.group))[:2] == ["kernel_item", "proposals_slot"]
    assert held(lambda: actions.withdraw_slot(slot, by=walk.office))[:2] == ["kernel_item", "proposals_slot"]
