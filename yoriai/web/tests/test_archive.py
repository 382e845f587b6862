"""年ごとの記録 (R52): by year and month, what came and what ended, under addresses that stay."""

import datetime as dt

import pytest
from django.utils import timezone

from yoriai.directory.actions import add_entry, end_entry, show_entry
from yoriai.directory.models import Activity, Need
from yoriai.kernel.models import Item, Record


@pytest.fixture
def told(cast):
    """Tells an activity on a day; gives its row."""

    def tell(title, day, model=Activity, *, ended=None, draft=False):
        by = cast.who(cast.worker, cast.npo)
        made = add_entry(model(), by=by, title=title)
        if not draft:
            made = show_entry(made, by=by)
        if ended:
            end_entry(made, by=by)
            Record.objects.filter(item=made.pk, verb__endswith=".ended").update(at=ended)
        Item.objects.filter(pk=made.pk).update(created=day)
        return made

    return tell


def at(year, month, day, hour=12):
    return timezone.make_aware(dt.datetime(year, month, day, hour))


def titles(client, address):
    return [row.title for row in client.get(address).context["page"].rows]


def test_the_years_and_months_that_hold_something_are_listed_in_the_era(cast, told, client):
    told("朝ごはん", at(2025, 3, 5))
    told("雪かき", at(2025, 12, 31, 23), Need)
    told("花見", at(2026, 1, 1, 0))
    assert client.get("/archive/").context["years"] == [(2026, "令和8年"), (2025, "令和7年")]
    months = client.get("/archive/2025/").context["months"]
    assert [(first, [kind.name for kind in kinds]) for first, kinds, _ended in months] == [
        (dt.date(2025, 3, 1), ["activity"]), (dt.date(2025, 12, 1), ["need"]),
    ]  # fmt: skip


def test_a_month_holds_what_came_in_it_by_the_city_s_own_clock(cast, told, client):
    told("雪かき", at(2025, 12, 31, 23), Need)
    told("大掃除", at(2025, 12, 1, 0))
    told("花見", at(2026, 1, 1, 0))
    assert titles(client, "/archive/2025/12/") == ["雪かき", "大掃除"]
    assert titles(client, "/archive/2025/12/?kind=activity") == ["大掃除"]
    assert titles(client, "/archive/2026/1/") == ["花見"]


def test_what_has_ended_is_found_where_it_came_marked_and_where_it_ended(cast, told, client):
    gone = told("終わった会", at(2025, 3, 5), ended=at(2025, 10, 1))
    told("続く会", at(2025, 3, 6))
    page = client.get("/archive/2025/3/").content.decode().replace("<wbr>", "")
    assert (page.count("<span>終わったもの</span>"), gone.get_absolute_url() in page) == (1, True)
    assert titles(client, "/archive/2025/10/?ended=1") == ["終わった会"]
    assert titles(client, "/archive/2025/10/") == []
    assert [ended for _first, _kinds, ended in client.get("/archive/2025/").context["months"]] == [False, True]
    assert client.get(gone.get_absolute_url()).status_code == 200


def test_drafts_and_what_was_made_invisible_stand_in_no_year(cast, told, client, client_of):
    told("下書き", at(2025, 3, 5), draft=True)
    hidden = told("見えない会", at(2025, 3, 6), ended=at(2025, 4, 6))
    Item.objects.filter(pk=hidden.pk).update(visibility="hidden")
    for reader in (client, client_of(cast.worker), client_of(cast.officer)):
        assert reader.get("/archive/").context["years"] == []
        assert reader.get("/archive/2025/").context["months"] == []
        assert titles(reader, "/archive/2025/4/?ended=1") == []


def test_a_time_that_never_was_or_is_not_yet_has_no_page(cast, client):
    for address in ("1999/", "2999/", "2025/13/", "2025/0/", "2999/1/", "1999/1/", "99999999999999/1/"):
        assert client.get(f"/archive/{address}").status_code == 404


def test_a_long_month_is_paged_by_keyset_and_says_nothing_twice(cast, told, client):
    for number in range(45):
        told(f"会{number:02}", at(2025, 3, 1 + number % 28))
    met, address = [], "/archive/2025/3/"
    while address:
        page = client.get(address).context["page"]
        met += [row.title for row in page.rows]
        address = "/archive/2025/3/" + page.older if page.older else ""
    assert sorted(met) == [f"会{number:02}" for number in range(45)]


@pytest.mark.parametrize("number", [1, 3, 50])
@pytest.mark.parametrize(("address", "queries"), [("/archive/", 1), ("/archive/2025/", 2), ("/archive/2025/3/", 1)])
def test_the_same_queries_however_much_came(cast, told, number, address, queries, rf, django_assert_num_queries):
    from yoriai.ui.paging import page
    from yoriai.web.queries import archived, months_of, years_of_archive

    for each in range(number):
        told(str(each), at(2025, 3, 5))
    asks = {
        "/archive/": years_of_archive,
        "/archive/2025/": lambda: months_of(2025),
        "/archive/2025/3/": lambda: [
            row.by.shown_name for row in page(archived(2025, 3), rf.get(address), by="created").rows
        ],
    }
    with django_assert_num_queries(queries):
        asks[address]()
