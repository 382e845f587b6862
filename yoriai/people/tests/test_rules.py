"""公開ルール at the doors: told by anybody, looked at by the office, answered to the author, published without names."""

import pytest
from django.test import Client

from yoriai.directory.models import Place
from yoriai.kernel.items.actions import add_item
from yoriai.kernel.models import Appeal, Hiding, Item, Record, Report
from yoriai.people import actions
from yoriai.people.models import Outgoing


@pytest.fixture
def item(cast):
    return add_item(Place(title="変な集会所", by=cast.resident))


def told(client, item, **facts):
    return client.post(f"/items/{item.code}/report/", {"reason": "abuse", "text": "こまります", **facts})


def hidden(cast, client_of, item):
    client_of(cast.officer).post(f"/desk/rules/{item.code}/", {"reason": "abuse", "text": "名前をあげた悪口のため"})
    return Hiding.objects.get(item=item)


def test_anybody_tells_the_office_without_an_account_and_nothing_is_hidden_by_that(cast, client, item):
    assert told(client, item).url == item.get_absolute_url()
    report = Report.objects.get()
    assert (report.by, report.reason, report.text) == (None, "abuse", "こまります")
    assert client.get(item.get_absolute_url()).status_code == 200


def test_the_same_person_tells_the_same_thing_once(cast, client_of, item):
    client = client_of(cast.outsider)
    told(client, item)
    told(client, item)
    assert Report.objects.count() == 1


def test_a_flood_of_reports_is_slowed(cast, client, item):
    statuses = [told(client, item).status_code for _n in range(21)]
    assert statuses == [302] * 20 + [409]


def test_an_unknown_reason_is_told_so_and_the_words_are_kept(cast, client, item):
    answer = told(client, item, reason="<script>", text="ここが気になる")
    assert answer.status_code == 422
    assert "ここが気になる" in answer.content.decode() and "<script>" not in answer.content.decode().split("<main")[1]


def test_hiding_tells_the_author_why_and_shows_it_to_nobody_else(cast, client, client_of, item):
    told(client, item)
    hidden(cast, client_of, item)
    assert Client().get(f"/places/{item.code}/").status_code == 404
    assert client_of(cast.outsider).get(f"/places/{item.code}/").status_code == 404
    assert not Report.objects.filter(settled=None).exists()
    rows = actions.tell(Record.objects.get(verb="item.hidden"))
    assert [(row.to, row.singly) for row in rows] == [(cast.resident, True)]
    assert "名前をあげた悪口のため" in rows[0].text and f"/items/{item.code}/appeal/" in rows[0].text


@pytest.mark.parametrize("who", ["outsider", "ward_officer", "resident"])
def test_nobody_else_hides_settles_or_lifts(cast, client, client_of, item, who):
    told(client, item)
    report, hiding = Report.objects.get(), hidden(cast, client_of, item)
    intruder = client_of(getattr(cast, who))
    for page in (f"/desk/rules/{item.code}/", f"/desk/rules/report/{report.pk}/", f"/desk/rules/hidden/{hiding.pk}/"):
        assert intruder.post(page, {"reason": "abuse", "text": "x"}).status_code == 404
    hiding.refresh_from_db()
    assert hiding.lifted is None


def test_only_the_author_asks_for_another_look_and_only_once(cast, client_of, item):
    hidden(cast, client_of, item)
    page = f"/items/{item.code}/appeal/"
    assert client_of(cast.outsider).get(page).status_code == 404
    author = client_of(cast.resident)
    assert author.get(page).status_code == 200
    author.post(page, {"text": "実在の人ではありません"})
    assert author.post(page, {"text": "もう一度"}).status_code == 409
    assert Appeal.objects.get().text == "実在の人ではありません"
    assert {row.to for row in actions.tell(Record.objects.get(verb="item.appealed"))} == {cast.officer}


def test_lifting_shows_it_again_and_the_author_reads_the_answer(cast, client_of, item):
    hiding = hidden(cast, client_of, item)
    client_of(cast.resident).post(f"/items/{item.code}/appeal/", {"text": "実在の人ではありません"})
    office = client_of(cast.officer)
    assert "実在の人ではありません" in office.get("/desk/rules/").content.decode()
    office.post(f"/desk/rules/hidden/{hiding.pk}/", {"answer": "たしかに、そのとおりでした"})
    assert Item.objects.public().filter(pk=item.pk).exists()
    actions.tell(Record.objects.get(verb="item.shown_again"))
    assert "たしかに、そのとおりでした" in Outgoing.objects.get(to=cast.resident).text


def test_a_report_without_ground_is_closed_and_the_thing_stays(cast, client, client_of, item):
    told(client, item)
    client_of(cast.officer).post(f"/desk/rules/report/{Report.objects.get().pk}/")
    assert Report.objects.get().settled_by == cast.officer
    assert Item.objects.public().filter(pk=item.pk).exists()


def test_the_page_of_the_rules_counts_and_names_nobody(cast, client, client_of, item):
    told(client_of(cast.outsider), item)
    hidden(cast, client_of, item)
    page = client.get("/rules/").content.decode()
    assert "悪口" in page
    for secret in ("外山", "石﨑", "大友", "変な集会所", item.code, "名前をあげた悪口のため"):
        assert secret not in page
    months = client.get("/rules/").context
    assert months is None or [(m.reported, m.hidden, m.lifted) for m in months["months"]] == [(1, 1, 0)]
