"""Whom an idea fits, with the reason in words; the suggested learn nothing of it."""

from dataclasses import replace

import pytest
from django.utils import timezone

from yoriai.directory import actions as directory
from yoriai.directory.models import Activity
from yoriai.engines.schemes import plain
from yoriai.kernel.items.models import Visibility
from yoriai.kernel.models import Actor, Record, Theme
from yoriai.proposals import actions
from yoriai.proposals.models import Proposal, Scheme
from yoriai.proposals.queries.likely import _duties, _projects, likely_bodies, likely_sections
from yoriai.proposals.tests.test_pages import words

TODAY = timezone.localdate


def told(cast, person, body, title, summary="", *themes):
    who = cast.who(person, body)
    made = directory.add_entry(
        Activity(), by=who, title=title, summary=summary, themes=Theme.objects.filter(code__in=themes)
    )
    return directory.show_entry(made, by=who)


@pytest.fixture
def idea(walk):
    made = walk.begin(themes=list(Theme.objects.filter(code="yukikaki")))
    actions.put_answers(made, "F1", {"issue": "雪の朝、歩道の雪かきをする人がいない"}, by=walk.group)
    return made


def theme_of(walk, section, title, text, *, by):
    sheet = actions.set_theme(walk.scheme, section, by=by, title=title, background=text, wanted="提案", city_can="道具")
    return actions.show_theme(sheet, by=by)


def test_a_section_is_found_by_its_theme_sheet_and_the_reason_names_it(walk, idea, cast):
    quiet = Actor.objects.create(kind=Actor.Kind.SECTION, name="税務課（架空）", reading="ぜいむか")
    theme_of(walk, quiet, "申告の待ち時間", "申告の窓口が混む", by=walk.office)
    theme_of(walk, cast.ward_office, "冬の歩道", "歩道の雪かきが追いつかない。除雪の人手がない。", by=walk.section)
    found = likely_sections(idea, TODAY())
    assert [one.actor for one in found] == [cast.ward_office]
    assert "冬の歩道" in found[0].reasons[0]


def test_a_section_is_found_by_a_project_it_answered_for(walk, cast):
    walk.to("adopted")
    idea = walk.begin(title="坂道の雪かき隊")
    found = likely_sections(idea, TODAY())
    assert cast.ward_office in [one.actor for one in found]
    assert any("雪の朝、いっしょに" in reason for one in found for reason in one.reasons)


def test_organisations_are_found_by_what_they_show(walk, idea, cast):
    told(cast, cast.student, cast.students, "朝の雪かき当番", "歩道の雪かきを生徒でします", "yukikaki")
    told(cast, cast.salesman, cast.company, "朝刊の配達", "新聞を配ります")
    told(cast, cast.worker, cast.npo, "雪かきの道具", "雪かきの道具を貸します", "yukikaki")
    found = likely_bodies(idea, TODAY())
    assert [one.actor for one in found] == [cast.students]
    assert "朝の雪かき当番" in found[0].reasons[0]


def test_who_is_asked_already_or_rests_is_not_named(walk, idea, cast):
    told(cast, cast.student, cast.students, "雪かき当番", "歩道の雪かき", "yukikaki")
    told(cast, cast.salesman, cast.company, "雪かきの配達", "歩道の雪かき", "yukikaki")
    actions.invite_partner(idea, cast.students, by=walk.group)
    directory.pause(by=cast.who(cast.salesman, cast.company))
    assert likely_bodies(idea, TODAY()) == []


def test_looking_reveals_nothing_to_whoever_is_named(walk, idea, cast, client_of):
    told(cast, cast.student, cast.students, "雪かき当番", "歩道の雪かき", "yukikaki")
    theme_of(walk, cast.ward_office, "冬の歩道", "歩道の雪かきが追いつかない", by=walk.section)
    before = Record.objects.count()
    for person in (cast.worker, cast.officer):
        page = words(client_of(person).get(f"/proposals/{idea.code}/sections/"))
        for shown in (cast.students.name, cast.ward_office.name, "冬の歩道"):
            assert shown in page
    assert Record.objects.count() == before
    assert set(idea.audience.values_list("actor", flat=True)) == {cast.npo.pk, cast.office.pk}
    for person in (cast.student, cast.ward_officer, cast.outsider):
        assert client_of(person).get(f"/proposals/{idea.code}/sections/").status_code == 404


@pytest.mark.parametrize("number", [1, 3, 50])
def test_it_asks_as_often_whatever_there_is(walk, idea, cast, number, django_assert_max_num_queries):
    for one in range(number):
        told(cast, cast.student, cast.students, f"雪かき当番{one}", "歩道の雪かき")
    with django_assert_max_num_queries(17):
        likely_bodies(idea, TODAY())
        likely_sections(idea, TODAY())


def test_hidden_projects_and_sections_that_do_not_lead_are_no_reason(walk, cast):
    done, sections = walk.to("adopted"), {cast.ward_office.pk: cast.ward_office}
    assert [paper.title for paper in _projects(sections)] == [done.title]
    Proposal.objects.filter(pk=done.pk).update(visibility=Visibility.HIDDEN)
    assert list(_projects(sections)) == []
    Proposal.objects.filter(pk=done.pk).update(visibility=Visibility.PUBLIC)
    done.talks.update(leads=False)
    assert list(_projects(sections)) == []


def test_a_section_is_not_found_by_what_its_scheme_shows_to_nobody(walk, cast):
    walk.to("adopted")
    plan = replace(walk.plan, fields=tuple(replace(field, shown="parties") for field in walk.plan.fields))
    Scheme.objects.update(plan=plain(plan))
    assert [paper.text for paper in _projects({cast.ward_office.pk: cast.ward_office})] == [""]


def test_duties_are_told_from_the_agreement_on(walk, cast):
    done = walk.to("agreeing")
    sections = {cast.ward_office.pk: cast.ward_office}
    assert list(_duties(sections)) == []
    done = walk.step(done, "sign")
    assert [paper.title for paper in _duties(sections)] == ["道具を貸す"]
    Proposal.objects.filter(pk=done.pk).update(visibility=Visibility.HIDDEN)
    assert list(_duties(sections)) == []


def test_it_is_worked_out_once_for_each_version_and_not_too_often(walk, idea, cast, client_of, monkeypatch):
    monkeypatch.setattr("yoriai.proposals.views.matching.MOST", 1)
    page, worker = f"/proposals/{idea.code}/sections/", client_of(cast.worker)
    assert [worker.get(page).status_code for _time in range(3)] == [200, 200, 200]
    actions.put_answers(idea, "F1", {"issue": "ほかのこと"}, by=walk.group)
    assert worker.get(page).status_code != 200
