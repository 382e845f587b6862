"""The pages: who finds them, what they cost, what they never show."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from yoriai.directory.models import Place
from yoriai.kernel.asks.actions import ask
from yoriai.kernel.items.actions import add_item
from yoriai.kernel.items.models import Visibility
from yoriai.kernel.models import Actor, Ask, Report
from yoriai.people import actions
from yoriai.people.models import DemoMail, Follow, Outgoing, Representation

FAR = dt.date(2030, 1, 1)


def place(by, title="長町集会所", **facts):
    return add_item(Place(title=title, by=by, **facts))


def waiting_line(cast):
    return Outgoing.objects.create(to=cast.head, way="by_hand", subject="結果が出ました", text="お電話で")


def opened_ask(cast, asked=None):
    return ask(
        "join", place(cast.section), asked or cast.resident, by=cast.who(cast.officer), text="どうですか", due=FAR
    )


# page: (who finds it, who is led elsewhere); everybody else: there is no such page.
DOORS = {
    "my": (lambda c: "/my/", "resident outsider officer", "nobody"),
    "written": (lambda c: "/my/written/", "resident outsider officer", ""),
    "letters": (lambda c: "/my/letters/", "resident outsider officer", "nobody"),
    "follows": (lambda c: "/my/follows/", "resident outsider officer", "nobody"),
    "profile": (lambda c: "/my/profile/", "resident outsider officer", "nobody"),
    "ask": (lambda c: f"/asks/{opened_ask(c).pk}/", "resident officer", "nobody"),
    "who": (lambda c: f"/who/{c.worker.pk}/", "nobody resident outsider officer unsure", ""),
    "organisation": (lambda c: f"/my/organisations/{c.students.pk}/", "student", "nobody"),
    "change": (lambda c: f"/my/organisations/{c.students.pk}/profile/", "student", "nobody"),
    "invite": (lambda c: f"/my/organisations/{c.students.pk}/invitation/", "student", "nobody"),
    "hand over": (lambda c: f"/seats/{seat(c.student).pk}/hand-over/", "student officer", "nobody unsure"),
    "end": (lambda c: f"/seats/{seat(c.student).pk}/end/", "student officer", "nobody unsure"),
    "give back": (lambda c: f"/seats/{seat(c.student).pk}/return/", "student officer", "nobody unsure"),
    "rules": (lambda c: "/rules/", "nobody resident outsider officer unsure", ""),
    "desk": (lambda c: "/desk/", "officer", "nobody unsure"),
    "late": (lambda c: "/desk/late/", "officer", "nobody unsure"),
    "bodies": (lambda c: "/desk/bodies/", "officer", "nobody unsure"),
    "codes": (lambda c: "/desk/codes/", "officer", "nobody unsure"),
    "reports": (lambda c: "/desk/rules/", "officer", "nobody unsure"),
    "hide": (lambda c: f"/desk/rules/{place(c.npo).code}/", "officer", "nobody unsure"),
    "by hand": (lambda c: "/desk/by-hand/", "officer", "nobody unsure"),
    "line": (lambda c: f"/desk/by-hand/{waiting_line(c).pk}/", "officer", "nobody unsure"),
}
EVERYBODY = {"nobody", "resident", "outsider", "officer", "unsure", "student"}


def seat(person):
    return Representation.objects.get(person=person, ended=None)


@pytest.mark.parametrize("name", DOORS)
def test_each_page_is_there_for_whom_it_is_and_for_nobody_else(name, cast, client_of):
    """Foreign ids, missing authorisation: absent and forbidden look the same."""
    make, finds, led = DOORS[name]
    page = make(cast)
    readers = {who: client_of(getattr(cast, who)) for who in ("resident", "outsider", "officer", "student")}
    readers |= {"nobody": Client(), "unsure": client_of(cast.officer, sure=False)}
    answers = {who: client.get(page).status_code for who, client in readers.items()}
    at_home = set(finds.split()) | (
        {"student", "unsure"} if name in {"my", "written", "letters", "follows", "profile", "who", "rules"} else set()
    )
    at_home |= {"unsure"} if name == "ask" else set()
    assert {who for who, status in answers.items() if status == 200} == at_home
    assert {who for who, status in answers.items() if status == 302} == set(led.split())
    assert {who for who, status in answers.items() if status == 404} == EVERYBODY - at_home - set(led.split())


NOWHERE = [
    "/who/999999/", "/asks/999999/", "/my/organisations/999999/", "/seats/999999/end/", "/invitation/ABCDEFGHJKLM/",
    "/letters/stop/x/", "/follow/mail/x/", "/follow/item/ZZZZZZ/", "/follow/theme/none/", "/follow/area/none/",
    "/items/ZZZZZZ/report/",
]  # fmt: skip


@pytest.mark.parametrize("page", NOWHERE)
def test_what_is_not_there_is_a_page_that_says_so(page, cast, client_of):
    assert client_of(cast.officer).get(page).status_code == 404


def test_a_guest_s_device_has_no_public_page_and_nobody_s_contact_data_is_on_one(cast, client):
    guest = Actor.objects.create(kind="guest", name="ゆうこ")
    assert client.get(f"/who/{guest.pk}/").status_code == 404
    page = client.get(f"/who/{cast.head.pk}/").content.decode()
    assert "髙橋 勇" in page and "000-000-0002" not in page
    assert "sakura@morino.example" not in client.get(f"/who/{cast.resident.pk}/").content.decode()


def test_a_public_page_shows_only_what_its_reader_may_see(cast, client, client_of):
    shown = place(cast.npo, "みんなの集会所")
    hidden = place(cast.npo, "まだ内緒の集会所", visibility=Visibility.AUDIENCE)
    for reader, sees in ((client, False), (client_of(cast.outsider), False), (client_of(cast.worker), True)):
        page = reader.get(f"/who/{cast.npo.pk}/").content.decode()
        assert shown.code in page
        assert (hidden.code in page) == sees


def fill(cast, number):
    for n in range(number):
        item = place(cast.resident, f"集会所{n}")
        ask("join", item, cast.resident, by=cast.who(cast.officer), due=FAR)
        Outgoing.objects.create(to=cast.resident, way="page", subject="題", text="文", item=item, sent=timezone.now())
        Outgoing.objects.create(to=cast.head, way="by_hand", subject="題", text="文", item=item)
        Follow.objects.create(actor=cast.resident, item=item)
        Report.objects.create(item_id=item.pk, by=cast.outsider, reason="abuse")
        DemoMail.objects.create(to="a@morino.example", subject="題", text="文")
        person = Actor.objects.create(kind="person", name=f"隣人{n}")
        Representation.objects.create(person=person, body=cast.students, accepted=timezone.now())
        actions.invite(cast.students, by=cast.who(cast.student))
        empty = Actor.objects.create(kind="group", name=f"空の会{n}")
        Representation.objects.create(person=person, body=empty, accepted=timezone.now(), ended=timezone.now())
    Ask.objects.filter(item__title__endswith="0").update(due=dt.date(2026, 1, 1))


LISTS = {
    "/my/": "resident", "/my/written/": "resident", "/my/letters/": "resident", "/my/follows/": "resident",
    "/demo/outbox/": "resident", "/who/{resident}/": "outsider", "/my/organisations/{students}/": "student",
    "/desk/": "officer", "/desk/by-hand/": "officer", "/desk/rules/": "officer", "/desk/late/": "officer", "/desk/bodies/": "officer",
}  # fmt: skip


def test_no_list_costs_more_queries_with_fifty_rows_than_with_one(
    cast, client_of, settings, django_assert_max_num_queries
):
    settings.DEMO = True
    clients = {who: client_of(getattr(cast, who)) for who in set(LISTS.values())}
    counts = {page: [] for page in LISTS}
    for more in (1, 2, 47):
        fill(cast, more)
        for page, who in LISTS.items():
            address = page.format(resident=cast.resident.pk, students=cast.students.pk)
            clients[who].get(address)  # cards are made once
            with django_assert_max_num_queries(30) as asked:
                assert clients[who].get(address).status_code == 200
            counts[page].append(len(asked))
    assert {page: number for page, number in counts.items() if len(set(number)) > 1} == {}
    assert max(number[0] for number in counts.values()) <= 14


def test_every_form_that_writes_wants_its_token(cast, client_of):
    """CSRF: all doors but the one mail programs press."""
    line, asked = waiting_line(cast), opened_ask(cast)
    for who, pages in {
        cast.resident: [
            "/my/profile/", "/my/leaving/", "/my/guest/", f"/asks/{asked.pk}/", "/my/organisations/new/", "/follow/theme/mimamori/",
        ],
        cast.officer: [f"/desk/by-hand/{line.pk}/", f"/desk/by-hand/{line.pk}/numbers/", "/desk/codes/"],
    }.items():  # fmt: skip
        client = Client(enforce_csrf_checks=True)
        client.cookies = client_of(who).cookies
        for page in pages:
            assert client.post(page, {"outcome": "x", "email": "a@b.example"}).status_code == 403, page
    assert not Follow.objects.exists()


def test_the_profile_keeps_what_was_typed_and_says_what_is_missing(cast, client_of):
    client = client_of(cast.resident)
    answer = client.post("/my/profile/", {"name": " ", "reading": "さくら", "language": "ja", "mail_rhythm": "singly"})
    assert answer.status_code == 422
    assert 'value="さくら"' in answer.content.decode()
    client.post("/my/profile/", {"name": "大友 桜", "language": "en", "mail_rhythm": "none", "area": cast.ward.pk})
    cast.resident.refresh_from_db()
    user = cast.resident.user
    user.refresh_from_db()
    assert (cast.resident.name, cast.resident.area, cast.resident.reading) == ("大友 桜", cast.ward, "")
    assert (user.language, user.mail_rhythm) == ("en", "none")


def test_numbers_are_shown_after_a_press_that_is_recorded(cast, client_of):
    line, client = waiting_line(cast), client_of(cast.officer)
    assert "000-000-0002" not in client.get(f"/desk/by-hand/{line.pk}/").content.decode()
    page = client.post(f"/desk/by-hand/{line.pk}/numbers/")
    assert "000-000-0002" in page.content.decode()
    assert "no-store" in page.headers["Cache-Control"]
    client.post(f"/desk/by-hand/{line.pk}/", {"outcome": "電話で伝えた"})
    assert client.get(f"/desk/by-hand/{line.pk}/").status_code == 404
    line.refresh_from_db()
    assert line.outcome == "電話で伝えた"


def test_a_body_s_line_shows_the_numbers_of_its_members(cast, client_of):
    line = Outgoing.objects.create(to=cast.neighbourhood, way="by_hand", subject="題", text="文")
    assert "000-000-0002" in client_of(cast.officer).post(f"/desk/by-hand/{line.pk}/numbers/").content.decode()


@pytest.mark.parametrize(("verb", "facts", "state"), [
    ("answer", {"answer-text": "行きます"}, "answered"), ("decline", {"decline-reason": "その日は仕事です"}, "declined"),
])  # fmt: skip
def test_an_ask_is_answered_or_declined_by_whoever_was_asked(cast, client_of, verb, facts, state):
    found = opened_ask(cast)
    assert client_of(cast.officer).post(f"/asks/{found.pk}/", {"verb": verb, **facts}).status_code == 403
    assert client_of(cast.resident).post(f"/asks/{found.pk}/", {"verb": verb}).status_code == 422
    client_of(cast.resident).post(f"/asks/{found.pk}/", {"verb": verb, **facts})
    found.refresh_from_db()
    assert (found.state, found.answer) == (state, next(iter(facts.values())))


def test_an_ask_is_passed_on_to_a_section_and_to_nobody_outside_the_list(cast, client_of):
    found = opened_ask(cast)
    client = client_of(cast.resident)
    page = f"/asks/{found.pk}/"
    answer = client.post(page, {"verb": "pass_on", "pass_on-to": cast.outsider.pk, "pass_on-reason": "くわしいので"})
    assert answer.status_code == 422
    client.post(page, {"verb": "pass_on", "pass_on-to": cast.ward_office.pk, "pass_on-reason": "くわしいので"})
    found.refresh_from_db()
    assert found.asked == cast.ward_office
    assert client.get(page).status_code == 404


def test_an_ask_of_a_section_is_answered_in_its_hat(cast, client_of):
    found = opened_ask(cast, cast.ward_office)
    client_of(cast.ward_officer).post(f"/asks/{found.pk}/", {"verb": "answer", "answer-text": "区で調べます"})
    record = found.item.records.get(verb="ask.answered")
    assert (record.person, record.hat) == (cast.ward_officer, cast.ward_office)
