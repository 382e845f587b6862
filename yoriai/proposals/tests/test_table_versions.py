"""Money and roles keep what they were (R35): who left them how and when, two versions beside each other."""

import importlib

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from yoriai.proposals import actions
from yoriai.proposals.actions.agreed import Wish
from yoriai.proposals.models import Part, Proposal, TableVersion
from yoriai.proposals.queries.disclosure import the_whole
from yoriai.proposals.queries.versions import versions_of_table
from yoriai.proposals.tests.test_pages import words
from yoriai.proposals.tests.walk import BUDGET

LESS = [*BUDGET[:2], {**BUDGET[2], "quantity": 20, "amount": 100_000}, {**BUDGET[3], "amount": 350_000}]
LEADS, HELPS = Part.Mark.LEADS, Part.Mark.HELPS


def duties(cast, brings):
    return [{"what": "当番を組む", "parts": [(cast.npo.pk, LEADS, "事務局"), (cast.students.pk, HELPS, brings)]}]


@pytest.fixture
def written(walk, cast):
    """Both tables written twice: by the group, then by its partner for the money, and by the group again for the roles."""
    proposal = walk.to("drafting")
    actions.invite_partner(proposal, cast.students, by=walk.group, role="雪かきの当番")
    actions.answer_invitation(proposal, by=walk.partner, yes=True)
    actions.put_budget(proposal, BUDGET, by=walk.group)
    actions.put_budget(proposal, LESS, by=walk.partner)
    for brings in ("20人", "12人"):
        actions.put_duties(proposal, duties(cast, brings), by=walk.group)
    return Proposal.objects.get(pk=proposal.pk)


def test_each_version_has_who_when_and_every_line(written, cast):
    rows = TableVersion.objects.filter(proposal=written, which="budget")
    assert [(row.version, row.person, row.hat, [line["amount"] for line in row.rows]) for row in rows] == [
        (1, cast.worker, cast.npo, [400_000, 50_000, 150_000, 300_000]),
        (2, cast.student, cast.students, [400_000, 50_000, 100_000, 350_000]),
    ]
    assert rows[0].at <= rows[1].at


def test_two_versions_of_the_money_stand_side_by_side(written, client_of, cast):
    page = words(client_of(cast.worker).get(f"/proposals/{written.code}/sheets/budget/versions/"))
    assert '<del><span class="unseen">なくなった文：</span> 150,000円（スコップ30本）　5,000 × 30</del>' in page
    assert '<ins><span class="unseen">加わった文：</span> 100,000円（スコップ30本）　5,000 × 20</ins>' in page
    assert cast.students.shown_name in page
    assert f'href="/proposals/{written.code}/sheets/budget/versions/"' in words(
        client_of(cast.worker).get(f"/proposals/{written.code}/sheets/budget/")
    )


def test_two_versions_of_the_roles_stand_side_by_side_and_any_two_can_be_asked_for(walk, written, client_of, cast):
    actions.put_duties(written, [], by=walk.group)
    client, url = client_of(cast.worker), f"/proposals/{written.code}/sheets/duties/versions/"
    page = words(client.get(f"{url}?old=1&new=2"))
    assert "事務局、20人" in page and "事務局、12人" in page
    assert page.count("<del>") == page.count("<ins>") == 1
    page = words(client.get(url))
    assert "<ins>" not in page and "<del>" in page
    assert client.get(url + "?old=x&new=99").status_code == 200


def test_what_says_the_same_is_no_new_version(walk, written, cast):
    actions.put_budget(written, LESS, by=walk.group)
    actions.put_duties(written, duties(cast, "12人"), by=walk.partner)
    assert TableVersion.objects.filter(proposal=written).count() == 4


def test_an_empty_table_begins_no_history_and_has_a_page(walk, client_of, cast):
    proposal = walk.to("drafting")
    actions.put_budget(proposal, [], by=walk.group)
    assert TableVersion.objects.count() == 0
    page = client_of(cast.worker).get(f"/proposals/{proposal.code}/sheets/budget/versions/")
    assert (page.status_code, "まだ何も書かれていません" in words(page)) == (200, True)


def test_a_change_both_sides_agreed_to_is_the_next_version(walk, cast):
    project = walk.to("under_way")
    before = TableVersion.objects.filter(proposal=project).count()
    lines = [{name: row[name] for name in row if name != "place"} | {"words": row.get("words", "")} for row in LESS]
    row = actions.ask_change(
        project, by=walk.group, reason="安く買えた", before="30本", after="20本",
        wish=Wish(budget=lines, duties=duties(cast, "12人")),
    )  # fmt: skip
    assert TableVersion.objects.filter(proposal=project).count() == before
    actions.answer_part(row, cast.students, by=walk.partner, yes=True, text_digest=project.agreements.last().digest)
    actions.answer_pending(row, by=walk.section, yes=True)
    for which in ("budget", "roles"):
        last = TableVersion.objects.filter(proposal=project, which=which).last()
        assert (last.version, last.person, last.hat) == (2, cast.ward_officer, cast.ward_office)
        assert versions_of_table(project, which)[-1].text != versions_of_table(project, which)[0].text


@pytest.mark.parametrize("page", ["budget", "duties"])
def test_nobody_reads_them_who_does_not_read_the_table(walk, client_of, client, cast, page):
    project = walk.to("under_way")
    url = f"/proposals/{project.code}/sheets/{page}/versions/"
    for person in (cast.worker, cast.student, cast.officer, cast.ward_officer):
        assert client_of(person).get(url).status_code == 200
    assert client_of(cast.outsider).get(url).status_code == 404
    assert client.get(url).status_code == 404


def test_a_name_that_is_forgotten_is_forgotten_in_former_versions_too(written, client_of, cast):
    """What was written about somebody goes with them: the rows hold numbers alone."""
    assert cast.students.name not in str(list(TableVersion.objects.values_list("rows", flat=True)))
    cast.students.name = "別の名前"
    cast.students.save(update_fields=["name"])
    page = words(client_of(cast.worker).get(f"/proposals/{written.code}/sheets/duties/versions/"))
    assert "別の名前" in page


def test_every_version_is_among_the_papers_for_disclosure(written, cast):
    titles = {(one.title, one.person) for one in the_whole(written).papers if one.sort == "表のそのときの内容"}
    assert ("収支予算（第2版）", cast.student.shown_name) in titles
    assert {title for title, _person in titles} == {
        "収支予算（第1版）", "収支予算（第2版）", "役割分担（第1版）", "役割分担（第2版）",
    }  # fmt: skip


def test_they_cost_the_same_for_one_and_for_many(walk, written, client_of, cast):
    client, counted = client_of(cast.worker), []
    for number in (2, 10):
        while TableVersion.objects.filter(which="roles").count() < number:
            actions.put_duties(written, duties(cast, f"{TableVersion.objects.count()}人"), by=walk.group)
        client.get(f"/proposals/{written.code}/sheets/duties/versions/")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/proposals/{written.code}/sheets/duties/versions/")
        counted.append(len(queries))
    assert counted[0] == counted[1]


def test_what_stood_before_versions_were_kept_becomes_the_first(written, walk, cast):
    kept = [row.rows for row in TableVersion.objects.filter(version=2).order_by("which")]
    TableVersion.objects.all().delete()
    step = importlib.import_module("yoriai.proposals.migrations.0004_tables_kept")
    step.take_over(apps, None)
    rows = TableVersion.objects.filter(proposal=written).order_by("which")
    assert [(row.which, row.version, row.hat) for row in rows] == [("budget", 1, cast.students), ("roles", 1, cast.npo)]
    assert [row.rows for row in rows] == kept
    actions.put_budget(written, LESS, by=walk.group)
    assert TableVersion.objects.filter(which="budget").count() == 1
