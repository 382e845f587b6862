"""What is signed keeps to the scheme: its caps, and what it says an agreement must fix (R36, R43)."""

from dataclasses import replace

import pytest

from yoriai.engines.schemes import plain
from yoriai.kernel.policy import NotPossible
from yoriai.proposals import actions
from yoriai.proposals.models import Proposal, Scheme, SchemeTheme
from yoriai.proposals.queries.agreements import latest, unsaid
from yoriai.proposals.tests.test_agreed_money import WHY, fresh, url
from yoriai.proposals.tests.test_pages import words
from yoriai.proposals.tests.walk import BUDGET, Walk
from yoriai.ui.tests.paper_reading import text_of


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


@pytest.fixture
def several_kinds(cast):
    """A class of Yokohama that leaves the kind open, as its scheme knows four."""
    walk = Walk(cast, "yokohama")
    kinds = tuple(replace(kind, contract=()) for kind in walk.plan.types)
    Scheme.objects.filter(pk=walk.scheme.pk).update(plan=plain(replace(walk.plan, types=kinds)))
    walk.scheme = Scheme.objects.get(pk=walk.scheme.pk)
    return walk


def before_signing(walk):
    """Its agreement is worked out and says what the scheme wants fixed; the kind is not chosen."""
    proposal = walk.begin(type="shared")
    for verb in ("consult", "draft"):
        proposal = walk.step(proposal, verb)
    actions.put_answers(proposal, "F2", {"responsibility": "けがには団体の保険で応じます"}, by=walk.group)
    for verb in ("submit", "check", "begin_talks", "schedule", "review", "adopt", "await_budget", "negotiate"):
        proposal = walk.step(proposal, verb)
    parts = [(one, text or "両方で分け合う") for one, text in latest(proposal).parts]
    actions.put_agreement(proposal, parts, by=walk.group, seen=1)
    return fresh(proposal)


def test_nobody_asks_for_signatures_or_signs_before_the_kind_of_agreement_is_chosen(several_kinds, cast, client_of):
    """R36: Yokohama binds itself in one of four ways, and the paper says in which."""
    walk, worker = several_kinds, client_of(cast.worker)
    proposal = before_signing(walk)
    text = latest(proposal)
    for step in (
        lambda: actions.ask_to_sign(proposal, by=walk.group),
        lambda: actions.sign(proposal, cast.npo, by=walk.group, text_digest=text.digest),
        lambda: actions.sign(proposal, cast.students, by=walk.office, text_digest=text.digest, on_paper="会長の署名"),
    ):
        with pytest.raises(NotPossible, match="委託型、負担金型、補助型、共催型"):
            step()
    page = words(worker.get(url(proposal, "agreement/")))
    buttons = (url(proposal, "agreement/signing/"), url(proposal, "agreement/ready/"))
    assert [one in page for one in buttons] == [False, False]
    assert f'href="{url(proposal, "agreement/text/")}#id_contract">契約の形を選ぶ' in page
    form = words(worker.get(url(proposal, "agreement/text/")))
    assert 'id="id_contract"' in form
    assert "協定書に載ります。選ばれるまで、だれも署名できません。" in form


def test_the_text_the_paper_and_the_public_page_say_which_kind_was_chosen(several_kinds, cast, client_of, client):
    walk = several_kinds
    proposal = before_signing(walk)
    text = latest(proposal)
    actions.put_agreement(proposal, text.parts, by=walk.group, seen=text.version, contract="共催型")
    assert actions.ask_to_sign(proposal, by=walk.group) == 3
    worker = client_of(cast.worker)
    for page in ("agreement/", "agreement/signing/"):
        assert "契約の形：共催型" in words(worker.get(url(proposal, page))), page
    proposal = walk.step(proposal, "sign")
    assert proposal.state == "agreed"
    paper = text_of(worker.get(url(proposal, f"agreement/versions/{latest(proposal).version}/pdf/")).content)
    assert "契約の形：共催型" in paper
    client.cookies["fresh"] = "1"
    assert "<dt>契約の形</dt><dd>共催型</dd>" in words(client.get(proposal.get_absolute_url()))


def test_a_kind_that_is_no_longer_known_is_chosen_anew(several_kinds):
    walk = several_kinds
    proposal = before_signing(walk)
    text = latest(proposal)
    actions.put_agreement(proposal, text.parts, by=walk.group, seen=text.version, contract="共催型")
    plan = walk.scheme.the_plan
    Scheme.objects.update(plan=plain(replace(plan, contract=("委託型", "負担金型"))))
    with pytest.raises(NotPossible, match="委託型、負担金型"):
        actions.ask_to_sign(fresh(proposal), by=walk.group)
