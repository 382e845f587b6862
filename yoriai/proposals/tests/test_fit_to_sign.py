"""What is signed keeps to the scheme: its caps, and what it says an agreement must fix (R36, R43)."""

import pytest

from yoriai.kernel.policy import NotPossible
from yoriai.proposals import actions
from yoriai.proposals.models import Proposal, SchemeTheme
from yoriai.proposals.queries.agreements import latest, unsaid
from yoriai.proposals.tests.test_agreed_money import WHY, fresh, url
from yoriai.proposals.tests.test_pages import words
from yoriai.proposals.tests.walk import BUDGET


def answers_a_theme(proposal, cap):
    """It answers the theme sheet, and that one allows so much."""
    SchemeTheme.objects.update(cap=cap)
    Proposal.objects.filter(pk=proposal.pk).update(theme=SchemeTheme.objects.get())
    return fresh(proposal)


def test_nobody_asks_for_signatures_or_signs_over_what_the_class_or_the_theme_sheet_allows(walk, cast, client_of):
    """Its cap held for what was handed in; it holds for what is signed, too."""
    proposal, worker, page = walk.to("agreeing"), client_of(cast.worker), "agreement/"
    much = [
        {"side": "income", "item": "city", "amount": 9_000_000},
        {"side": "spending", "item": "消耗品費", "amount": 1},
    ]
    actions.put_budget(proposal, much, by=walk.section)
    text = latest(proposal)
    with pytest.raises(NotPossible):
        actions.ask_to_sign(proposal, by=walk.group)
    with pytest.raises(NotPossible):
        actions.sign(proposal, cast.npo, by=walk.group, text_digest=text.digest)
    with pytest.raises(NotPossible):
        actions.sign(proposal, cast.students, by=walk.office, text_digest=text.digest, on_paper="会長の署名")
    assert "この版の予算には、まだ署名できません" in words(worker.post(url(proposal, "agreement/ready/"), follow=True))
    buttons = (url(proposal, "agreement/signing/"), url(proposal, "agreement/ready/"))
    assert [one in words(worker.get(url(proposal, page))) for one in buttons] == [False, False]
    actions.put_budget(proposal, BUDGET, by=walk.section)
    assert [one in words(worker.get(url(proposal, page))) for one in buttons] == [True, True]
    proposal = answers_a_theme(proposal, 399_999)
    with pytest.raises(NotPossible):
        actions.ask_to_sign(proposal, by=walk.group)
    assert "テーマ票の上限は399,999円" in words(worker.get(url(proposal, page)))
    assert actions.ask_to_sign(answers_a_theme(proposal, 400_000), by=walk.group) == 3


def test_nobody_signs_without_the_budget_the_scheme_asks_for(walk):
    """A sum written into the text alone would keep to no cap."""
    proposal = walk.to("agreeing")
    parts = latest(proposal).parts
    actions.put_budget(proposal, [], by=walk.section)
    text = actions.put_agreement(proposal, parts, by=walk.section, seen=2)
    assert unsaid(text) == []
    with pytest.raises(NotPossible):
        actions.ask_to_sign(proposal, by=walk.group)
    actions.put_budget(proposal, BUDGET, by=walk.section)
    assert actions.ask_to_sign(proposal, by=walk.group) == 3


def test_a_change_keeps_to_what_the_theme_sheet_allows(walk, cast):
    project = answers_a_theme(walk.to("under_way"), 420_000)
    more = [
        {"side": "income", "item": "city", "amount": 420_001},
        {"side": "spending", "item": "消耗品費", "amount": 420_001},
    ]
    with pytest.raises(NotPossible):
        actions.ask_change(project, by=walk.group, wish=actions.Wish(budget=more), **WHY)
    assert fresh(project).state == "under_way"
    for line in more:
        line["amount"] -= 1
    actions.ask_change(project, by=walk.group, wish=actions.Wish(budget=more), **WHY)
    assert fresh(project).state == "changing"


def test_nobody_asks_for_signatures_or_signs_before_everything_is_said_that_the_scheme_wants_fixed(
    walk, cast, client_of
):
    """F9 fixes what the scheme says it must: a heading without words fixes nothing."""
    proposal, worker = walk.to("agreeing"), client_of(cast.worker)
    whole = latest(proposal).parts
    for seen, parts in (
        (1, [("目的", "歩ける町")]),
        (2, [(one, "" if one == "経費" else text) for one, text in whole]),
    ):
        text = actions.put_agreement(proposal, parts, by=walk.group, seen=seen)
        with pytest.raises(NotPossible):
            actions.ask_to_sign(proposal, by=walk.group)
        with pytest.raises(NotPossible):
            actions.sign(proposal, cast.npo, by=walk.group, text_digest=text.digest)
    assert "先に書いてください：経費" in words(worker.post(url(proposal, "agreement/ready/"), follow=True))
    buttons = (url(proposal, "agreement/signing/"), url(proposal, "agreement/ready/"))
    assert [one in words(worker.get(url(proposal, "agreement/"))) for one in buttons] == [False, False]
    sent = {"actor": cast.npo.pk, "digest": text.digest, "read": "on"}
    answer = worker.post(url(proposal, "agreement/signing/"), sent)
    assert (answer.status_code, "先に書いてください：経費" in words(answer)) == (422, True)
    actions.put_agreement(proposal, whole, by=walk.group, seen=3)
    assert actions.ask_to_sign(proposal, by=walk.group) == 3
    assert fresh(walk.step(proposal, "sign")).state == "agreed"
