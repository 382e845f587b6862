"""The doors of events, as people meet them."""

import io

import openpyxl
import pytest

from yoriai.directory import actions
from yoriai.directory.actions.sign_ups import Guest
from yoriai.directory.models import Event, Place, SignUp
from yoriai.directory.queries.seat_links import seat_token
from yoriai.directory.tests.when import in_days
from yoriai.kernel.items.actions import add_item
from yoriai.kernel.models import Record
from yoriai.people.models import Outgoing

FACTS = {"title": "居場所カフェ", "contact_by": "shown", "sign_up": "here"}
SERIES = {"day": "2031-12-04", "begins": "14:00", "ends": "16:30", "every": "week", "until": "2031-12-25"}


def guest(number=1, way="mail", value=""):
    return Guest(f"客{number}", way, value or f"guest{number}@example.jp")


def test_a_series_is_made_on_one_page_and_shown(cast, client_of):
    client = client_of(cast.worker)
    place = add_item(Place(title="そらのま", by=cast.npo))
    answer = client.post(
        "/events/new/", {**FACTS, **SERIES, "hat": cast.npo.pk, "where": place.pk, "support": ["sign"]}
    )
    event = Event.objects.get()
    assert answer.url == event.get_absolute_url()
    assert (event.by, event.occurrences.count(), event.where_id, event.support) == (cast.npo, 4, place.pk, ["sign"])
    client.post(f"/items/{event.code}/state/", {"verb": "show"})
    page = client.get(event.get_absolute_url()).content.decode()
    assert "令和13年12月4日（木）" in page and "手話通訳" in page


@pytest.mark.parametrize(
    "wrong",
    [{"day": ""}, {"begins": ""}, {"title": ""}, {"until": ""}, {"until": "2031-01-01"}, {"every": "day", "until": "2040-01-01"},
     {"every": "never"}, {"day": "31-31-31"}, {"capacity": "-3"}],
)  # fmt: skip
def test_what_makes_no_sense_is_said_and_what_was_typed_is_kept(cast, client_of, wrong):
    answer = client_of(cast.worker).post(
        "/events/new/", {**FACTS, **SERIES, "hat": cast.npo.pk, "price": "百円", **wrong}
    )
    assert answer.status_code == 422 and "百円" in answer.content.decode()
    assert not Event.objects.exists()


def test_its_facts_are_changed_through_the_shared_door_and_those_who_wait_move_up(cast, client_of, make):
    event = make(3, capacity=1)
    for number in range(2):
        actions.sign_up(event.occurrences.get(), by=None, guest=guest(number))
    facts = {**FACTS, "capacity": "5"}
    assert client_of(cast.worker).post(f"/items/{event.code}/facts/", facts).status_code == 302
    assert list(SignUp.objects.values_list("state", flat=True)) == ["booked", "booked"]


def test_a_stranger_signs_up_without_an_account_and_gives_the_seat_back_by_the_link(client, make):
    day = make(3, capacity=1).occurrences.get()
    told = {"people": "1", "name": "佐藤", "way": "phone", "contact": "000-111-2222", "needs": "車いす"}
    answer = client.post(f"/days/{day.pk}/sign-up/", told)
    page = client.get(answer.url).content.decode()
    assert "席がとれています" in page and "車いす" in page
    assert SignUp.objects.get().state == "booked"
    client.post(answer.url)
    assert SignUp.objects.get().state == "left" and SignUp.objects.get().needs == ""


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"contact": ""}, {"contact": "zzz"}, {"way": "phone", "contact": "12"}, {"people": "99"}]
)
def test_a_sign_up_that_lacks_something_is_not_taken(client, make, wrong):
    day = make(3).occurrences.get()
    told = {"people": "1", "name": "佐藤", "way": "mail", "contact": "sato@example.jp", **wrong}
    assert client.post(f"/days/{day.pk}/sign-up/", told).status_code == 422
    assert not SignUp.objects.exists()


def test_somebody_with_an_account_needs_no_name_and_sees_their_seat_on_the_page(cast, client_of, make):
    event, client = make(3), client_of(cast.resident)
    client.post(f"/days/{event.occurrences.get().pk}/sign-up/", {"people": "2"})
    assert SignUp.objects.get().actor == cast.resident
    assert "席があります（2人）" in client.get(event.get_absolute_url()).content.decode()


def test_the_organiser_writes_down_who_telephoned(cast, client_of, make):
    day = make(3).occurrences.get()
    told = {"people": "1", "name": "電話の人", "way": "phone", "contact": "000-111-2222"}
    client_of(cast.worker).post(f"/days/{day.pk}/sign-up/", told)
    assert SignUp.objects.get().actor.name == "電話の人"


def test_there_is_no_sign_up_for_drafts_other_events_or_days_nobody_knows(client, make, npo):
    draft = actions.add_event(by=npo, days=in_days(3), title="下書き", sign_up="here").occurrences.get()
    elsewhere = make(3, sign_up="none").occurrences.get()
    for pk in (draft.pk, elsewhere.pk, 999_999):
        assert client.get(f"/days/{pk}/sign-up/").status_code == 404
    assert client.get("/sign-ups/xxx/").status_code == 404


def test_another_kind_of_entry_has_no_days(cast, client_of, npo):
    from yoriai.directory.models import Activity

    code = actions.add_entry(Activity(), by=npo, title="活動").code
    assert client_of(cast.worker).get(f"/events/{code}/days/").status_code == 404


def test_the_list_shows_contact_data_only_after_a_press_that_is_recorded(cast, client_of, make):
    event = make(3)
    actions.sign_up(event.occurrences.get(), by=None, needs="手話を", guest=guest(1))
    client, address = client_of(cast.worker), f"/events/{event.code}/people/"
    page = client.get(address).content.decode()
    assert "客1" in page and "guest1@example.jp" not in page and "手話を" not in page
    assert not Record.objects.filter(verb="sign_ups.looked_at").exists()
    page = client.post(address).content.decode()
    assert "guest1@example.jp" in page and "手話を" in page
    assert Record.objects.filter(verb="sign_ups.looked_at").count() == 1
    assert client_of(cast.worker, sure=False).get(address).url.startswith("/sure/")
    assert client_of(cast.officer).get(address).status_code == 404


def test_the_workbook_holds_the_same_and_no_formula(cast, client_of, make):
    event = make(3)
    actions.sign_up(event.occurrences.get(), by=None, needs='=HYPERLINK("http://x")', guest=guest(1))
    answer = client_of(cast.worker).post(f"/events/{event.code}/people.xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    (row,) = list(sheet.iter_rows(min_row=2))
    assert [row[1].value, row[2].value, row[4].value] == ["客1", 1, "guest1@example.jp"]
    assert (row[5].data_type, row[5].value) == ("s", '=HYPERLINK("http://x")')
    assert row[0].value.hour == 12
    assert client_of(cast.outsider).post(f"/events/{event.code}/people.xlsx").status_code == 404


def test_cancelling_leads_to_the_list_of_those_to_telephone_where_they_are_ticked_off(cast, client_of, make):
    event = make(3)
    seat = actions.sign_up(event.occurrences.get(), by=None, guest=guest(1, "phone", "000-111-2222"))
    client = client_of(cast.worker)
    answer = client.post(f"/events/{event.code}/cancellation/", {"why": "大雪のため"})
    assert answer.url == f"/events/{event.code}/people/"
    row = Outgoing.objects.create(to=seat.actor, way="by_hand", subject="中止", text="大雪", item=event.item)
    general = Outgoing.objects.create(to=cast.head, way="by_hand", subject="別の知らせ", text="x", item=event.item)
    page = client.post(answer.url).content.decode()
    assert "電話で伝える方" in page and "000-111-2222" in page and "別の知らせ" not in page
    client.post(f"/sign-ups/told/{row.pk}/")
    row.refresh_from_db()
    assert (row.sent_by, row.outcome) == (cast.worker, "電話で話した")
    assert client_of(cast.outsider).post(f"/sign-ups/told/{general.pk}/").status_code == 404
    page = client.get(event.get_absolute_url()).content.decode()
    assert "中止" in page and "大雪のため" in page


def test_an_empty_reason_cancels_nothing(cast, client_of, make):
    event = make(3)
    assert client_of(cast.worker).post(f"/events/{event.code}/cancellation/", {"why": ""}).status_code == 422
    assert event.occurrences.get().cancelled is None


def test_somebody_who_telephones_loses_the_seat_by_the_organiser_s_hand_only(cast, client_of, make):
    seat = actions.sign_up(make(3).occurrences.get(), by=None, guest=guest())
    assert client_of(cast.outsider).post(f"/sign-ups/{seat.pk}/return/").status_code == 404
    client_of(cast.worker).post(f"/sign-ups/{seat.pk}/return/")
    seat.refresh_from_db()
    assert seat.state == "left"
    assert client_of(cast.worker).get(f"/sign-ups/{seat_token(seat)}/").status_code == 200


def test_the_page_of_a_long_series_asks_as_many_questions_as_that_of_one_day(
    client, make, django_assert_max_num_queries
):
    one, many = make(3), make(*range(3, 53))
    for event in (one, many):
        with django_assert_max_num_queries(22):
            client.get(event.get_absolute_url())
