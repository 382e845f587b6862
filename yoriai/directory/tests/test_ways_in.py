"""Pages for students, companies and business-minded readers (R50, R55–R58), the picture of ties (R18), the sheet of a year."""

import io

import openpyxl
import pytest
from django.utils import timezone

from yoriai.directory import actions
from yoriai.directory.models import Activity, Case, Introduction, Need, Offer, Outcome, Party, Resource, Way
from yoriai.directory.queries import ways_in
from yoriai.directory.queries.network import network
from yoriai.directory.queries.years import year_of
from yoriai.kernel.items.actions import add_item


@pytest.fixture
def npo(cast):
    """The NPO's one worker, in the NPO's hat."""
    return cast.who(cast.worker, cast.npo)


@pytest.fixture
def shown(npo):
    """`shown(Offer, "題", by=…, resource=…)`: an entry everybody sees."""

    def make(model, title, by=npo, **facts):
        return actions.show_entry(actions.add_entry(model(), by=by, title=title, **facts), by=by)

    return make


def text_of(client, address):
    return client.get(address).content.decode().replace("<wbr>", "")


def test_the_campus_page_shows_what_students_can_begin_with(cast, client, shown):
    shown(Offer, "一週間のインターン", resource=Resource.SKILL, way=Way.INTERNSHIP)
    shown(Need, "土曜の台所", resource=Resource.PEOPLE, beginners=True)
    shown(Need, "重い荷物", resource=Resource.PEOPLE, beginners=False)
    students = cast.who(cast.student, cast.students)
    shown(Activity, "名前をおぼえる登校", by=students)
    page = text_of(client, "/campus/")
    assert all(title in page for title in ("一週間のインターン", "土曜の台所", "名前をおぼえる登校"))
    assert "重い荷物" not in page


def test_the_company_page_counts_forms_and_shows_who_looks_for_what(client, shown):
    shown(Offer, "会議室", resource=Resource.PLACE, way=Way.ROOM)
    shown(Need, "冷蔵庫がほしい", resource=Resource.THINGS, way=Way.GOODS)
    counted = {way: (offers, needs) for way, _label, offers, needs in ways_in.forms_of_giving()}
    assert counted[Way.ROOM] == (1, 0) and counted[Way.GOODS] == (0, 1) and counted[Way.STAFF] == (0, 0)
    assert "冷蔵庫がほしい" in text_of(client, "/companies/")


@pytest.fixture
def introduced(cast, shown):
    """The company gave the NPO a refrigerator, and both told of it."""
    need = shown(Need, "冷蔵庫がほしい", resource=Resource.THINGS)
    made = add_item(
        Introduction(
            title="冷蔵庫", by=cast.office, one=cast.npo, other=cast.company, connector=cast.office, about_id=need.pk,
            state="partnered", visibility="audience",
        )
    )  # fmt: skip
    Outcome.objects.create(introduction=made, state="partnered", words="夏のごはんが傷まなくなりました。", by=cast.npo)
    Outcome.objects.create(introduction=made, state="partnered", words="使われていなかった一台です。", by=cast.company)
    return made


def test_what_came_of_it_stands_there_in_the_receiver_s_words_only(client, introduced):
    page = text_of(client, "/companies/")
    assert "夏のごはんが傷まなくなりました。" in page and "使われていなかった一台です。" not in page


def test_a_business_is_an_activity_that_says_who_pays_and_who_works(client, shown):
    shown(Activity, "朝ごはん", who_pays="おとなの200円", who_works="8人が交代で", whats_left="月3千円")
    shown(Activity, "ただの集まり", who_pays="")
    page = text_of(client, "/businesses/")
    assert "月3千円" in page and "ただの集まり" not in page


def together(cast, shown, *, agreed=True, name="あかりの当番"):
    case = shown(Case, name, themes=[cast.themes[0]])
    when = timezone.now() if agreed else None
    Party.objects.create(item_id=case.pk, actor=cast.company, agreed=when)
    return case


def test_two_who_took_part_in_the_same_thing_and_agreed_have_a_line(cast, client, shown):
    together(cast, shown)
    (tie,) = network().ties
    assert {tie.one, tie.other} == {cast.npo, cast.company}
    page = text_of(client, "/network/")
    assert page.count('class="dot') == 2 and page.count('class="tie') == 1 and "あかりの当番" in page


def test_nobody_stands_in_the_picture_without_consent(cast, shown):
    together(cast, shown, agreed=False)
    assert network().ties == []


def test_the_picture_is_asked_for_by_theme_and_by_year(cast, client, shown):
    together(cast, shown)
    assert network(cast.themes[0]).ties and not network(cast.themes[1]).ties
    assert network(until=timezone.now().year).ties and not network(until=2001).ties
    for address in ("/network/?theme=x&until=%00", "/network/?until=99999", "/network/?until=²²²²"):
        assert client.get(address).status_code == 200


def test_more_done_together_is_a_thicker_line(cast, shown):
    together(cast, shown)
    together(cast, shown, name="二つめ")
    (tie,), ((_bow, weight),) = network().ties, network().lines
    assert (len(tie.items), weight) == (2, 2)


@pytest.fixture
def page_of_npo(cast, npo, shown, introduced):
    """The NPO's page, with a year behind it."""
    page = actions.show_entry(actions.add_page(cast.npo, by=npo), by=npo)
    shown(Activity, "朝ごはん")
    return page


def test_the_sheet_of_a_year_holds_what_was_done_and_what_others_said(cast, page_of_npo):
    found = year_of(cast.npo, timezone.localdate().year)
    assert {row.title for row in found.rows} == {"朝ごはん", "冷蔵庫がほしい"}
    assert [told.words for told in found.told] == ["使われていなかった一台です。"]
    assert (found.met, found.partners) == (1, 1)
    assert year_of(cast.npo, 2020).rows == []


def test_the_sheet_comes_as_pdf_and_as_a_table_for_the_body_alone(cast, client, client_of, page_of_npo):
    year = timezone.localdate().year
    address = f"/organisations/{page_of_npo.code}/year/{year}"
    worker = client_of(cast.worker)
    assert worker.get(f"{address}.pdf").content.startswith(b"%PDF-")
    book = openpyxl.load_workbook(io.BytesIO(worker.get(f"{address}.xlsx").content))
    cells = [cell for row in book.active.iter_rows(values_only=True) for cell in row]
    assert "朝ごはん" in cells and "使われていなかった一台です。" in cells
    for stranger in (client_of(cast.resident), client_of(cast.officer)):
        assert stranger.get(f"{address}/").status_code == 404
        assert stranger.get(f"{address}.pdf").status_code == 404
    assert client.get(f"{address}.pdf").status_code == 302
    assert worker.get(f"/organisations/{page_of_npo.code}/year/1999/").status_code == 404
    assert worker.get(f"/organisations/{page_of_npo.code}/year/{year + 1}.pdf").status_code == 404


def test_a_case_that_hides_its_parties_draws_no_line(cast, shown):
    case = together(cast, shown)
    Case.objects.filter(pk=case.pk).update(hides_names=True)
    assert network().ties == []
