"""The office asks sections for theme sheets (F0): a sheet answers, so does 「今年はなし」; those asked read the draft."""

import datetime as dt
from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from yoriai.engines.tables.reasons import Unreadable
from yoriai.kernel.asks.actions import note_answer, remind_of_asks
from yoriai.kernel.models import Actor, Ask, Record
from yoriai.kernel.policy import NotAllowed, NotPossible
from yoriai.proposals import actions
from yoriai.proposals.models import SchemeRemark, SchemeTheme
from yoriai.proposals.paper.request import OtherProposal
from yoriai.proposals.paper.theme_sheet import read_theme
from yoriai.proposals.policy import early
from yoriai.proposals.queries.advice import asked_sections
from yoriai.proposals.queries.examples import examples
from yoriai.proposals.tests.test_pages import words

SHEET = {
    "title": "空き家を居場所に",
    "background": "空き家がふえた",
    "wanted": "居場所にする提案",
    "city_can": "調べた結果を出す",
}


@pytest.fixture
def office(cast):
    return cast.who(cast.officer, cast.office)


@pytest.fixture
def section(cast):
    return cast.who(cast.ward_officer, cast.ward_office)


@pytest.fixture
def other(cast):
    """Another section, of which nobody signs in."""
    return Actor.objects.create(kind=Actor.Kind.SECTION, name="住宅課（架空）", reading="じゅうたくか")


@pytest.fixture
def draft(cast, office):
    return actions.draw_up(examples()["yokohama"], by=office)


@pytest.fixture
def asked(draft, cast, office, other):
    due = timezone.localdate() + dt.timedelta(days=14)
    actions.ask_for_themes(draft, [cast.ward_office, other], by=office, due=due, text="来年度のテーマ")
    return draft


def state_of(asked, section):
    return Ask.objects.get(what="theme_sheet", item=asked.pk, asked=section).state


def test_a_section_that_is_asked_reads_the_draft_and_nobody_else_does(draft, cast, office, client_of, client):
    page = f"/schemes/{draft.code}/"
    assert client_of(cast.ward_officer).get(page).status_code == 404
    actions.ask_for_themes(draft, [cast.ward_office], by=office, due=timezone.localdate())
    assert client_of(cast.ward_officer).get(page).status_code == 200
    for person in (cast.worker, cast.outsider):
        assert client_of(person).get(page).status_code == 404
    assert client.get(page).status_code == 404


def test_only_the_office_asks_and_only_sections_until_a_day_to_come(draft, cast, office, section):
    today = timezone.localdate()
    with pytest.raises(NotAllowed):
        actions.ask_for_themes(draft, [cast.ward_office], by=section, due=today)
    for whom, due in (([], today), ([cast.npo], today), ([cast.ward_office], today - dt.timedelta(days=1))):
        with pytest.raises(NotPossible):
            actions.ask_for_themes(draft, whom, by=office, due=due)


def test_a_sheet_is_an_answer(asked, cast, section, other, office):
    actions.set_theme(asked, cast.ward_office, by=section, **SHEET)
    assert (state_of(asked, cast.ward_office), state_of(asked, other)) == ("answered", "asked")
    actions.set_theme(asked, other, by=office, **SHEET)
    assert state_of(asked, other) == "answered"


def test_none_this_year_is_an_answer_with_a_reason(asked, cast, section, other, office):
    with pytest.raises(NotPossible):
        actions.set_no_theme(asked, cast.ward_office, " ", by=section)
    actions.set_no_theme(asked, cast.ward_office, "今年は区役所の移転があるため", by=section)
    with pytest.raises(NotAllowed):
        actions.set_no_theme(asked, other, "ない", by=section)
    actions.set_no_theme(asked, other, "電話で「今年はなし」", by=office)
    rows = asked_sections(asked)
    assert [(row.ask.asked, row.ask.answer, row.waits) for row in rows] == [
        (cast.ward_office, "今年は区役所の移転があるため", False),
        (other, "電話で「今年はなし」", False),
    ]
    with pytest.raises(NotPossible):
        actions.set_no_theme(asked, cast.ward_office, "もう一度", by=section)


def test_each_is_reminded_once(asked):
    due = timezone.localdate() + dt.timedelta(days=12)
    assert [remind_of_asks(due), remind_of_asks(due)] == [2, 0]


def test_words_on_the_draft_are_read_by_the_office_and_the_sections_asked_alone(
    asked, cast, section, office, client_of
):
    actions.remark_on_draft(asked, cast.ward_office, "締切を9月に", by=section)
    with pytest.raises(NotAllowed):
        actions.remark_on_draft(asked, cast.npo, "よいと思う", by=cast.who(cast.worker, cast.npo))
    assert "締切を9月に" in words(client_of(cast.officer).get(f"/schemes/{asked.code}/desk/themes/"))
    assert "締切を9月に" in words(client_of(cast.ward_officer).get(f"/schemes/{asked.code}/themes/asked/"))
    opened = actions.open_scheme(actions.draw_up(examples()["youth"], by=office), by=office)
    assert not early.can_remark_on_draft(section, opened, cast.ward_office)
    assert "締切を9月に" not in words(client_of(cast.worker).get(f"/schemes/{opened.code}/"))
    assert SchemeRemark.objects.count() == 1


def test_the_section_answers_on_its_page_and_the_desk_shows_it(asked, cast, client_of):
    page, desk = f"/schemes/{asked.code}/themes/asked/", f"/schemes/{asked.code}/desk/themes/"
    officer = client_of(cast.ward_officer)
    assert "来年度のテーマ" in words(officer.get(page))
    for person in (cast.worker, cast.outsider):
        assert client_of(person).get(page).status_code == 404
    assert client_of(cast.ward_officer, sure=False).get(page).status_code == 302
    assert officer.post(page, {"reason": ""}).status_code == 422
    assert officer.post(page, {"reason": "今年は移転"}).status_code == 302
    assert officer.post(f"{page}remark/", {"text": "締切を9月に"}).status_code == 302
    shown = words(client_of(cast.officer).get(desk))
    for one in ("今年は移転", "締切を9月に", "住宅課"):
        assert one in shown
    assert client_of(cast.ward_officer).get(desk).status_code == 404
    assert client_of(cast.officer).get(f"{page}?section={cast.ward_office.pk}").status_code == 200
    assert client_of(cast.ward_officer).get(f"{page}?section=nonsense").status_code == 200


def test_the_office_asks_every_section_at_once(draft, cast, other, client_of):
    page = f"/schemes/{draft.code}/desk/themes/"
    office = client_of(cast.officer)
    assert office.post(page, {"due": "2020-01-01", "everybody": "on"}).status_code == 422
    assert office.post(page, {"due": timezone.localdate(), "everybody": "on"}).status_code == 302
    assert Ask.objects.filter(what="theme_sheet", item=draft.pk, asked__in=[cast.ward_office, other]).count() == 2


def test_the_table_goes_out_and_comes_back_and_nothing_is_kept_before_somebody_has_looked(asked, cast, client_of):
    officer, page = client_of(cast.ward_officer), f"/schemes/{asked.code}/themes/asked/"
    book = openpyxl.load_workbook(BytesIO(officer.get(f"{page}sheet.xlsx").content))
    said = {
        "テーマの名前": "空き家を居場所に",
        "課題の背景": "空き家がふえた",
        "求める提案": "居場所",
        "市ができること": "図面を貸す",
    }
    for row in book.active.iter_rows(min_row=2):
        row[1].value = said.get(row[0].value, row[1].value)
    file = BytesIO()
    book.save(file)
    seen = officer.post(f"{page}file/", {"file": SimpleUploadedFile("f0.xlsx", file.getvalue())})
    for one in said.values():
        assert one in words(seen)
    assert not SchemeTheme.objects.filter(scheme=asked).exists()
    kept = {**SHEET, "section": cast.ward_office.pk}
    assert officer.post(f"/schemes/{asked.code}/themes/new/", kept).status_code == 302
    assert state_of(asked, cast.ward_office) == "answered"
    for content in (b"nonsense", b"PK\x03\x04", b""):
        assert officer.post(f"{page}file/", {"file": SimpleUploadedFile("x.xlsx", content)}).status_code == 422
    with pytest.raises(OtherProposal):
        read_theme(file.getvalue(), "AAAAAA")
    with pytest.raises(Unreadable):
        read_theme(b"PK\x03\x04", asked.code)


@pytest.mark.parametrize("number", [1, 3, 50])
def test_the_desk_asks_as_often_whatever_the_number_of_sections(
    draft, cast, office, client_of, number, django_assert_max_num_queries
):
    sections = [
        Actor.objects.create(kind=Actor.Kind.SECTION, name=f"第{one}課", reading=f"だい{one}か")
        for one in range(number)
    ]
    actions.ask_for_themes(draft, sections, by=office, due=timezone.localdate())
    client = client_of(cast.officer)
    with django_assert_max_num_queries(16):
        assert client.get(f"/schemes/{draft.code}/desk/themes/").status_code == 200


def test_an_answer_noted_by_the_office_is_a_step_like_any_other(asked, cast, other, office, section):
    actions.set_no_theme(asked, other, "人手がない", by=office)
    ask = Ask.objects.get(what="theme_sheet", item=asked.pk, asked=other)
    assert Record.objects.get(verb="ask.declined").data == {"ask": ask.pk, "what": "theme_sheet"}
    with pytest.raises(NotAllowed):
        note_answer(Ask.objects.get(asked=cast.ward_office), "x", by=section)
    with pytest.raises(NotPossible):
        note_answer(Ask.objects.get(asked=cast.ward_office), " ", by=office, declined=True)


def test_whoever_is_asked_already_is_not_counted_again(asked, cast, other, office):
    third = Actor.objects.create(kind=Actor.Kind.SECTION, name="道路課（架空）", reading="どうろか")
    assert actions.ask_for_themes(asked, [cast.ward_office, other, third], by=office, due=timezone.localdate()) == 1
