"""同点: the chair's decision and the lot are kept with who, when and why, and shown in the count (R35)."""

from dataclasses import replace

import pytest

from yoriai.engines.schemes import draw
from yoriai.kernel.policy import NotAllowed, NotPossible
from yoriai.proposals import actions
from yoriai.proposals.models import Proposal, TieBreak
from yoriai.proposals.queries.panel import ranking
from yoriai.proposals.tests.test_pages import words

OPEN = ("first_review",)


def by_rule(walk, tie):
    """The scheme with this rule between equals."""
    actions.change_plan(
        walk.scheme, lambda plan: replace(plan, rules=replace(plan.rules, tie=tie)), by=walk.office, why="決まりました"
    )
    walk.scheme.refresh_from_db()


def equals(walk, number=3):
    """So many proposals with the same mean, and one below them."""
    rows = [walk.to("first_review") for _ in range(number)]
    for row in rows:
        walk.score(row, 4)
    below = walk.to("first_review")
    walk.score(below, 3)
    return [Proposal.objects.get(pk=row.pk) for row in rows], below


def placed(walk):
    """rank of each, the best first."""
    (_one, rows), *_more = ranking(walk.scheme, OPEN)
    return [(row.rank, row.proposal.pk) for row in rows]


def test_the_chair_decides_with_a_reason_and_the_ranks_and_the_count_follow(walk, client_of, cast):
    by_rule(walk, "chair")
    (first, second, third), below = equals(walk)
    assert [rank for rank, _pk in placed(walk)] == [1, 1, 1, 4]
    chair, member, office = client_of(cast.judge), client_of(cast.member), client_of(cast.officer)
    base = f"/schemes/{walk.scheme.code}/review/ties/"
    key = walk.plan.rounds[0].key
    page = f"{base}{key}/{second.code}/"
    assert (chair.get(page).status_code, member.get(page).status_code, member.get(base).status_code) == (200, 404, 404)
    assert client_of(cast.outsider).get(base).status_code == 404
    sent = {f"place_{third.code}": 1, f"place_{first.code}": 2, f"place_{second.code}": 3}
    assert chair.post(page, sent | {"why": " "}).status_code == 422
    assert chair.post(page, sent | {f"place_{second.code}": 1, "why": "安全の計画"}).status_code == 422
    assert chair.post(page, sent | {"why": "安全の計画が具体的"}).url == base
    row = TieBreak.objects.get()
    assert (row.by, row.how, row.why) == (cast.judge, "chair", "安全の計画が具体的")
    assert placed(walk) == [(1, third.pk), (2, first.pk), (3, second.pk), (4, below.pk)]
    for shown in (base, f"/proposals/{third.code}/scores/"):
        read = words(office.get(shown))
        assert "安全の計画が具体的" in read
        assert cast.judge.shown_name in read
    assert "安全の計画が具体的" not in words(office.get(f"/proposals/{below.code}/scores/"))
    verdict = actions.decide(third, "pass", by=walk.office)
    assert verdict.count["tie"] == row.pk


def test_the_lot_is_drawn_from_a_word_and_anybody_can_draw_it_again(walk, client_of, cast):
    by_rule(walk, "lot")
    rows, _below = equals(walk)
    base = f"/schemes/{walk.scheme.code}/review/ties/{walk.plan.rounds[0].key}/{rows[0].code}/"
    assert client_of(cast.judge).get(base).status_code == 404
    office = client_of(cast.officer)
    assert office.post(base, {"why": ""}).status_code == 422
    assert office.post(base, {"why": "若葉"}).status_code == 302
    row = TieBreak.objects.get()
    assert (row.how, row.why, row.order) == ("lot", "若葉", draw([one.code for one in rows], "若葉"))
    assert [pk for _rank, pk in placed(walk)[:3]] == [Proposal.objects.get(code=code).pk for code in row.order]


def test_a_decision_between_others_does_not_hold(walk, cast):
    """A sheet opened again makes other equals: they share a rank until somebody has decided between them."""
    by_rule(walk, "chair")
    rows, _below = equals(walk, 2)
    key = walk.plan.rounds[0]
    actions.break_tie(walk.scheme, key, rows, "安全", by=walk.office)
    late = walk.to("first_review")
    walk.score(late, 4)
    assert [rank for rank, _pk in placed(walk)] == [1, 1, 1, 4]
    with pytest.raises(NotPossible):
        actions.break_tie(walk.scheme, key, rows, "安全", by=walk.office)


def test_a_chair_who_stands_near_to_one_of_the_equals_does_not_decide(walk, cast, client_of):
    by_rule(walk, "chair")
    rows, _below = equals(walk, 2)
    actions.declare_interest(rows[0], walk.panel[0], "理事をしています", by=walk.office)
    chair = cast.who(cast.judge)
    with pytest.raises(NotAllowed):
        actions.break_tie(walk.scheme, walk.plan.rounds[0], rows, "安全", by=chair)
    assert rows[0].title not in words(client_of(cast.judge).get(f"/schemes/{walk.scheme.code}/review/ties/"))


@pytest.mark.parametrize("tie", ["together", "first_criterion"])
def test_where_the_rule_leaves_nothing_to_decide_nobody_decides(walk, tie):
    by_rule(walk, tie)
    rows, _below = equals(walk, 2)
    with pytest.raises(NotAllowed):
        actions.break_tie(walk.scheme, walk.plan.rounds[0], rows, "安全", by=walk.office)
