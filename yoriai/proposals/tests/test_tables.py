"""Budget and table of roles: two who write at once lose nothing, what does not add up is said at its line, both sides fill the roles."""

import re

import pytest

from yoriai.kernel.policy import NotPossible
from yoriai.proposals import actions
from yoriai.proposals.models import BudgetLine, SchemeTheme
from yoriai.proposals.queries.handing_in import what_is_missing
from yoriai.proposals.sentences import missing_in_words
from yoriai.proposals.tests.test_pages import words
from yoriai.proposals.tests.walk import BUDGET


def sent(income=(), spending=(), **more):
    """The page of the budget as a browser sends it."""
    data = {}
    for side, rows in (("income", income), ("spending", spending)):
        data |= {f"{side}-TOTAL_FORMS": len(rows), f"{side}-INITIAL_FORMS": 0}
        data |= {f"{side}-{place}-{name}": said for place, row in enumerate(rows) for name, said in row.items()}
    return data | more


def seen_on(page):
    return re.search(r'name="seen" value="(\w+)"', page.content.decode())[1]


@pytest.fixture
def drafting(walk):
    return walk.to("drafting")


def test_two_budgets_at_once_lose_nothing(walk, drafting, client_of, cast):
    """R35: both are read side by side, and whoever sends again knows what they take the place of."""
    url = f"/proposals/{drafting.code}/sheets/budget/"
    worker, officer = client_of(cast.worker), client_of(cast.officer)
    first, second = seen_on(worker.get(url)), seen_on(officer.get(url))
    mine = sent([], [{"item": "スコップ", "amount": 1000}], city="1000", seen=first)
    assert worker.post(url, mine).status_code == 302
    answer = officer.post(url, sent([], [{"item": "のぼり旗", "amount": 2000}], city="2000", seen=second))
    assert answer.status_code == 422
    page = words(answer)
    assert "スコップ" in page
    assert 'value="のぼり旗"' in page
    assert "ほかの人が、この表を変えました" in page
    assert BudgetLine.objects.filter(proposal=drafting, item="スコップ").exists()
    again = sent([], [{"item": "のぼり旗", "amount": 2000}], city="2000", seen=seen_on(answer))
    assert officer.post(url, again).status_code == 302
    assert list(BudgetLine.objects.filter(proposal=drafting).values_list("item", flat=True)) == ["city", "のぼり旗"]


def test_two_tables_of_roles_at_once_lose_nothing(walk, drafting, client_of, cast):
    url = f"/proposals/{drafting.code}/sheets/duties/"
    worker, officer = client_of(cast.worker), client_of(cast.officer)
    first, second = seen_on(worker.get(url)), seen_on(officer.get(url))
    row = {"duty-TOTAL_FORMS": 1, "duty-INITIAL_FORMS": 0}
    assert worker.post(url, row | {"duty-0-what": "当番を組む", "seen": first}).status_code == 302
    answer = officer.post(url, row | {"duty-0-what": "道具を貸す", "seen": second})
    assert answer.status_code == 422
    assert "当番を組む" in words(answer)
    assert 'value="道具を貸す"' in words(answer)
    assert [duty.what for duty in drafting.duties.all()] == ["当番を組む"]
    assert officer.post(url, row | {"duty-0-what": "道具を貸す", "seen": seen_on(answer)}).status_code == 302
    assert [duty.what for duty in drafting.duties.all()] == ["道具を貸す"]


def test_whoever_does_not_say_what_they_had_seen_writes_over_nothing(walk, cast, client_of):
    """A page that was cut short, or a script: an empty table is filled, one with lines stands beside what was sent."""
    drafting, worker = walk.to("drafting"), client_of(cast.worker)
    duty = {"duty-TOTAL_FORMS": 1, "duty-INITIAL_FORMS": 0}
    lines = (sent([], [{"item": item, "amount": 9}]) for item in ("スコップ", "のぼり旗"))
    duties = (duty | {"duty-0-what": what} for what in ("当番を組む", "道具を貸す"))
    for page, (first, second) in {"budget": lines, "duties": duties}.items():
        url = f"/proposals/{drafting.code}/sheets/{page}/"
        assert worker.post(url, first).status_code == 302
        stood = list(getattr(drafting, page).all())
        for unsaid in ({}, {"seen": ""}):
            answer = worker.post(url, second | unsaid)
            assert answer.status_code == 422
            assert "ほかの人が、この表を変えました" in words(answer)
            assert 'id="theirs"' in words(answer)
            assert list(getattr(drafting, page).all()) == stood
        assert worker.post(url, second | {"seen": seen_on(answer)}).status_code == 302


def test_the_action_refuses_a_table_its_writer_has_not_seen(walk, drafting):
    with pytest.raises(NotPossible):
        actions.put_budget(drafting, BUDGET, by=walk.group, seen="0" * 12)
    actions.put_budget(drafting, BUDGET, by=walk.group, seen="")
    with pytest.raises(NotPossible):
        actions.put_budget(drafting, BUDGET, by=walk.group, seen="")
    actions.put_budget(drafting, BUDGET[:1], by=walk.group)
    assert drafting.budget.count() == 1


def test_more_than_sixty_lines_are_refused_with_everything_typed_still_there(walk, drafting, client_of, cast):
    url, worker = f"/proposals/{drafting.code}/sheets/budget/", client_of(cast.worker)
    answer = worker.post(url, sent([], [{"item": f"品{n}", "amount": 1} for n in range(62)]))
    assert answer.status_code == 422
    assert 'value="品61"' in words(answer)
    assert "行がとても多くなっています" in words(answer)
    row = {"duty-TOTAL_FORMS": 62, "duty-INITIAL_FORMS": 0} | {f"duty-{n}-what": f"役{n}" for n in range(62)}
    answer = worker.post(f"/proposals/{drafting.code}/sheets/duties/", row)
    assert answer.status_code == 422
    assert 'value="役61"' in words(answer)


def test_pieces_times_price_has_an_end(drafting, client_of, cast):
    url = f"/proposals/{drafting.code}/sheets/budget/"
    answer = client_of(cast.worker).post(url, sent([], [{"item": "スコップ", "unit": 10**9, "quantity": 10**6}]))
    assert answer.status_code == 422
    page = words(answer)
    assert "支出の1行目" in page
    assert 'href="#id_spending-0-quantity"' in page
    assert not BudgetLine.objects.exists()


def test_what_does_not_add_up_is_said_at_its_line_and_counted_as_the_page_counts(walk, drafting, client_of, cast):
    lines = [*BUDGET[:3], {**BUDGET[3], "unit": 100, "quantity": 2}]
    actions.put_budget(drafting, lines, by=walk.group)
    page = words(client_of(cast.worker).get(f"/proposals/{drafting.code}/sheets/budget/"))
    assert '<a href="#id_spending-1-amount">支出の2行目：' in page
    assert 'aria-describedby="spending-1-fault"' in page
    assert 'id="spending-1-fault"' in page
    assert "支出の2行目：" in words(client_of(cast.worker).get(f"/proposals/{drafting.code}/"))


def test_the_theme_sheet_has_its_own_limit(walk):
    sheet = SchemeTheme.objects.get(scheme=walk.scheme)
    SchemeTheme.objects.filter(pk=sheet.pk).update(cap=300_000)
    sheet.refresh_from_db()
    proposal = walk.begin(type="themed", theme=sheet)
    proposal = walk.step(walk.step(proposal, "consult"), "draft")
    proposal = walk.step(proposal, "submit_ready")
    said = [missing_in_words(fault)[1] for fault in what_is_missing(proposal)]
    assert said == ["市の負担金が400,000円です。テーマ票の上限は300,000円です。"]


def test_both_sides_fill_the_roles_while_the_agreement_is_worked_out(walk, client_of, cast):
    """R42: sections and partners too, on the page and not only in the rules."""
    proposal = walk.to("agreeing")
    url = f"/proposals/{proposal.code}/sheets/duties/"
    for person in (cast.worker, cast.student, cast.ward_officer):
        page = client_of(person).get(url)
        assert page.status_code == 200, person
        assert "双方で書き込みます" in words(page)
        assert f'href="{url}"' in words(client_of(person).get(f"/proposals/{proposal.code}/sheets/"))
    row = {"duty-TOTAL_FORMS": 1, "duty-INITIAL_FORMS": 0, "duty-0-what": "除雪機を出す"}
    row |= {f"duty-0-mark_{cast.ward_office.pk}": "leads", "seen": seen_on(page)}
    assert client_of(cast.ward_officer).post(url, row).status_code == 302
    assert [duty.what for duty in proposal.duties.all()] == ["除雪機を出す"]
    assert client_of(cast.outsider).get(url).status_code == 404
    assert client_of(cast.ward_officer).get(f"/proposals/{proposal.code}/sheets/budget/").status_code == 200


def test_after_the_agreement_nobody_writes_the_roles(walk, client_of, cast):
    proposal = walk.to("agreed")
    for person in (cast.worker, cast.ward_officer):
        assert client_of(person).get(f"/proposals/{proposal.code}/sheets/duties/").status_code == 404


def test_yen_stand_in_groups_of_three(walk, client_of, cast):
    proposal = walk.to("in_talks")
    page = words(client_of(cast.worker).get(f"/proposals/{proposal.code}/sheets/F3/"))
    assert "400,000" in page
    assert "5,000 × 30" in page
    document = proposal.documents.get(form="F3")
    assert "300,000" in words(client_of(cast.worker).get(f"/proposals/{proposal.code}/documents/{document.pk}/"))
