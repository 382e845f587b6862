"""Money and roles: fixed with the agreement, changed by both sides' yes, on paper too; a newcomer becomes a party (R38, R40, R43)."""

import datetime as dt

import pytest
import typst
from django.utils import timezone

from yoriai.directory.models import Introduction
from yoriai.kernel.items.actions import add_item
from yoriai.kernel.links.actions import link
from yoriai.kernel.models import Link
from yoriai.kernel.policy import NotAllowed, NotPossible
from yoriai.proposals import actions
from yoriai.proposals.lifecycle import PROPOSER, SECTION
from yoriai.proposals.models import Agreement, Pending, Proposal, Signature
from yoriai.proposals.queries.agreements import latest, signers, unsaid
from yoriai.proposals.queries.partners import newcomers
from yoriai.proposals.queries.tables import differences
from yoriai.proposals.queries.work import accounts
from yoriai.proposals.tests.test_agreement import told
from yoriai.proposals.tests.test_pages import words
from yoriai.proposals.tests.walk import BUDGET
from yoriai.ui.dates import full_date
from yoriai.ui.tests.paper_reading import colours_of_letters, reading, squeezed, text_of

LESS = [
    {"side": "income", "item": "city", "amount": 300_000},
    {"side": "income", "item": "自己資金", "amount": 50_000},
    {"side": "spending", "item": "消耗品費", "words": "スコップ30本", "unit": 5_000, "quantity": 30, "amount": 150_000},
    {"side": "spending", "item": "印刷製本費", "amount": 200_000},
]
WHY = {"reason": "雪が少ない", "before": "週3回", "after": "週2回"}
PAPER = actions.OnPaper(PROPOSER, "会長の署名、12月1日")


def url(proposal, rest):
    return f"/proposals/{proposal.code}/{rest}"


def fresh(proposal):
    return Proposal.objects.get(pk=proposal.pk)


def as_table(lines, **more):
    """The budget as a browser sends it."""
    sent = {"city": next(one["amount"] for one in lines if one["item"] == "city")}
    for side in ("income", "spending"):
        rows = [one for one in lines if one["side"] == side and one["item"] != "city"]
        sent |= {f"{side}-TOTAL_FORMS": len(rows), f"{side}-INITIAL_FORMS": len(rows)}
        for place, one in enumerate(rows):
            sent |= {
                f"{side}-{place}-{name}": one.get(name, "") for name in ("item", "words", "unit", "quantity", "amount")
            }
            if side == "spending":
                sent[f"{side}-{place}-counted"] = "on"
    return sent | more


def test_while_the_agreement_is_worked_out_a_changed_budget_is_a_new_version_and_signatures_fall(walk, cast):
    """R43: what counts is what both sides agreed to, not what was handed in."""
    proposal = walk.to("agreeing")
    actions.sign(proposal, cast.npo, by=walk.group, text_digest=latest(proposal).digest)
    actions.put_budget(proposal, BUDGET, by=walk.section)  # nothing in it is another
    assert latest(proposal).version == 1
    actions.put_budget(proposal, LESS, by=walk.section)
    one, two = Agreement.objects.filter(proposal=proposal)
    assert (two.version, two.signatures.count(), one.digest != two.digest) == (2, 0, True)
    assert [to for to, _text in told("agreement.written", proposal)] == [cast.npo]
    assert [row["amount"] for row in one.budget] == [400_000, 50_000, 150_000, 300_000]
    assert "300,000円" in dict(two.parts)["経費"]
    with pytest.raises(NotPossible):
        actions.sign(proposal, cast.npo, by=walk.group, text_digest=one.digest)
    walk.step(proposal, "sign")
    money = accounts(fresh(proposal))
    assert (money.city, money.refund) == (300_000, 300_000)
    with pytest.raises(NotAllowed):
        actions.put_budget(proposal, BUDGET, by=walk.group)


def test_a_budget_that_does_not_add_up_is_said_before_it_is_signed(walk, cast, client_of):
    proposal = walk.to("agreeing")
    page, worker = url(proposal, "agreement/"), client_of(cast.worker)
    said = "円）が合っていません"
    assert said not in words(worker.get(page))
    actions.put_budget(proposal, LESS[:3], by=walk.section)
    assert said in words(worker.get(page))


def test_roles_too_and_the_table_stands_under_the_text_on_page_and_paper(walk, cast, client_of):
    proposal = walk.to("agreeing")
    actions.put_duties(proposal, [{"what": "倉庫の鍵を預かる", "parts": [(cast.npo.pk, "leads", "")]}], by=walk.section)
    assert latest(proposal).version == 2
    assert dict(latest(proposal).parts)["役割分担"].startswith("倉庫の鍵を預かる")
    for name in ("worker", "ward_officer"):
        page = words(client_of(getattr(cast, name)).get(url(proposal, "agreement/")))
        assert ("スコップ" not in page, "150,000" in page, "sheets/budget/" in page) == (True, True, True), name
    paper = squeezed(text_of(client_of(cast.worker).get(url(proposal, "agreement/versions/2/pdf/")).content))
    for shown in ("別表1", "別表2", "倉庫の鍵を預かる", "150,000"):
        assert squeezed(shown) in paper
    assert client_of(cast.ward_officer).get(url(proposal, "sheets/budget/")).status_code == 200
    for name in ("judge", "outsider"):
        assert client_of(getattr(cast, name)).get(url(proposal, "sheets/budget/")).status_code == 404


def test_the_sentences_of_the_schemes_own_are_the_headings_and_a_gap_is_said_before_signing(walk, cast, client_of):
    proposal = walk.to("agreeing")
    agreement = latest(proposal)
    assert agreement.contract == "負担金型"
    assert dict(agreement.parts)["成果と著作権"] == "成果とその権利は、団体と市の両方のものです。"
    assert unsaid(agreement) == []
    parts = [part for part in agreement.parts if part[0] != "個人情報"]
    actions.put_agreement(proposal, parts, by=walk.group, seen=1)
    assert unsaid(latest(proposal)) == ["個人情報"]
    for page in ("agreement/", "agreement/signing/"):
        assert "個人情報" in words(client_of(cast.worker).get(url(proposal, page))), page
    assert "負担金型" in text_of(client_of(cast.worker).get(url(proposal, "agreement/versions/1/pdf/")).content)


def test_where_a_scheme_knows_several_kinds_of_agreement_both_sides_choose_one(walk, cast, client_of):
    """R36: Amagasaki binds itself by 委託, 補助 or something else."""
    from dataclasses import replace

    from yoriai.engines.schemes import plain
    from yoriai.proposals.models import Scheme

    Scheme.objects.filter(pk=walk.scheme.pk).update(plan=plain(replace(walk.plan, contract=("委託", "補助", "その他"))))
    proposal = walk.to("agreeing")
    worker, one = client_of(cast.worker), latest(proposal)
    assert one.contract == ""
    assert "契約の形がまだ選ばれていません" in words(worker.get(url(proposal, "agreement/")))
    sent = {"seen": 1, "rows": 1, "heading_0": "目的", "text_0": "歩ける町", "contract": "補助"}
    assert worker.post(url(proposal, "agreement/text/"), {**sent, "contract": "贈与"}).status_code == 422
    assert worker.post(url(proposal, "agreement/text/"), sent).status_code == 302
    two = latest(proposal)
    assert (two.contract, two.version, two.digest != one.digest) == ("補助", 2, True)
    actions.put_agreement(proposal, two.parts, by=walk.group, seen=2, contract="委託")
    assert (latest(proposal).version, latest(proposal).digest != two.digest) == (3, True)
    with pytest.raises(NotPossible):
        actions.put_agreement(proposal, two.parts, by=walk.group, seen=3, contract="贈与")


def test_a_change_takes_money_and_roles_with_it_when_both_have_said_yes_and_not_before(walk, cast, client_of):
    """R43: before → after; what was spent stays against its line; the accounts go by the new sums."""
    project = walk.to("under_way")
    shovels, prints = project.budget.filter(side="spending")
    duty = project.duties.get(what="当番を組む")
    actions.finish_duty(duty, by=walk.group)
    actions.add_expense(project, prints, by=walk.group, on=timezone.localdate(), amount=90_000, words="ちらし")
    worker = client_of(cast.worker)
    uneven = [*LESS[:3], {"side": "spending", "item": "印刷製本費", "amount": 1}]
    assert worker.post(url(project, "change/"), {**WHY, **as_table(uneven)}).status_code == 422
    assert fresh(project).state == "under_way"
    assert worker.post(url(project, "change/"), {**WHY, **as_table(LESS)}).status_code == 302
    row = Pending.objects.get()
    assert [(one.label, one.before, one.after) for one in differences(row)] == [
        ("収入：市の負担金", "400,000円", "300,000円"),
        ("支出：印刷製本費", "300,000円", "200,000円"),
    ]
    assert accounts(fresh(project)).city == 400_000
    section = client_of(cast.ward_officer)
    page = words(section.get(url(project, "change/")))
    assert "300,000円" in page and "400,000円" in page
    section.post(url(project, f"change/{row.pk}/answer/"), {"answer": "yes"})
    money = accounts(fresh(project))
    assert (money.city, money.planned, money.spent, money.refund) == (300_000, 350_000, 90_000, 210_000)
    assert {one.pk for one in fresh(project).budget.filter(side="spending")} == {shovels.pk, prints.pk}
    duty.refresh_from_db()
    assert duty.done is not None
    for file in (f"change/{row.pk}/pdf/", "agreement/versions/1/pdf/"):
        assert "200,000円" in squeezed(text_of(worker.get(url(project, file)).content)), file


def test_everybody_reads_below_the_agreement_what_was_changed_since_and_what_the_city_bears_now(walk, cast, client_of):
    """The text that was signed says another sum; a change nobody has agreed to, and every reason, stay inside."""
    project, public = walk.to("under_way"), "冬のあいだは週2回になりました。"
    for wish, text, yes in ((LESS, public, True), (None, "", True), (BUDGET, "やめた変更", False)):
        wish = actions.Wish(budget=wish) if wish else None
        row = actions.ask_change(fresh(project), by=walk.group, wish=wish, public_text=text, **WHY)
        actions.answer_pending(row, by=walk.section, yes=yes)
    page = words(client_of(cast.outsider).get(url(project, "")))
    below = page[page.index("市は400,000円を上限として負担します。") :]
    assert below.count("その後、市は300,000円を上限として負担します。") == below.count("その後、市は") == 1
    assert below.index(public) < below.index("その後、市は300,000円")
    assert (below.count("その後の変更"), below.count(full_date(timezone.localdate()) + "</time>合意")) == (2, 2)
    assert "やめた変更" not in page and "雪が少ない" not in page


def test_a_line_that_goes_while_money_was_spent_stays_with_nothing_planned_and_a_duty_keeps_its_tick(walk, cast):
    project = walk.to("under_way")
    prints = project.budget.get(item="印刷製本費")
    actions.add_expense(project, prints, by=walk.group, on=timezone.localdate(), amount=1, words="ちらし")
    done = actions.finish_duty(project.duties.get(what="当番を組む"), by=walk.group)
    budget = [{"side": "income", "item": "city", "amount": 150_000}, LESS[2]]
    duties = [
        {"what": "当番を組む", "due": dt.date(2028, 1, 9), "parts": [(cast.students.pk, "leads", "20人")]},
        {"what": "記録をとる", "parts": []},
    ]
    row = actions.ask_change(project, by=walk.section, wish=actions.Wish(budget, duties), **WHY)
    actions.answer_part(row, cast.students, by=walk.partner, yes=True, text_digest=latest(project).digest)
    actions.answer_pending(row, by=walk.group, yes=True)
    prints.refresh_from_db()
    assert prints.amount == 0
    assert [one.what for one in fresh(project).duties.all()] == ["当番を組む", "記録をとる"]
    done.refresh_from_db()
    assert (done.done is not None, done.due, done.parts.get().actor) == (True, dt.date(2028, 1, 9), cast.students)


def test_a_change_that_is_left_changes_no_money(walk, cast):
    project = walk.to("under_way")
    row = actions.ask_change(project, by=walk.group, wish=actions.Wish(budget=LESS), **WHY)
    actions.answer_pending(row, by=walk.section, yes=False)
    assert accounts(fresh(project)).city == 400_000


def met(walk, cast, project):
    """The company answered a call of the project; a connector brought the two together and both said yes."""
    need = actions.open_need(
        project, by=walk.group, title="土曜の朝に5人", resource="people", summary="雪かき", contact="窓口で"
    )
    row = Introduction(
        one=cast.company, other=cast.npo, connector=cast.support_centre, about=need, title="x",
        by=cast.support_centre, state="agreed", visibility="audience",
    )  # fmt: skip
    add_item(row, audience=[cast.company, cast.npo])
    link(need, row, Link.Kind.BECAME, by=cast.support_centre)


def test_a_newcomer_who_answered_a_call_becomes_a_party_by_a_change_once_all_three_have_said_yes(walk, cast, client_of):
    """R38, R40: its own yes first, to exactly the text; then the other side's. The agreement stands all the while."""
    project = walk.to("under_way")
    met(walk, cast, project)
    assert newcomers(project) == [cast.company]
    worker, section, newcomer = (client_of(getattr(cast, name)) for name in ("worker", "ward_officer", "salesman"))
    assert f'name="joins" value="{cast.company.pk}"' in words(worker.get(url(project, "change/")))
    assert f"brings_{cast.company.pk}" in words(worker.get(url(project, f"change/?joins={cast.company.pk}")))
    sent = {**WHY, "joins": cast.company.pk, "joins_as": "配達の見回り"}
    assert worker.post(url(project, "change/"), sent).status_code == 302
    row, digest = Pending.objects.get(), latest(project).digest
    assert project.asks.filter(what="join_change", asked=cast.company, state="asked").exists()
    section.post(url(project, f"change/{row.pk}/answer/"), {"answer": "yes"})
    assert (fresh(project).state, cast.company in signers(project)) == ("changing", False)
    page = url(project, "change/joining/")
    assert client_of(cast.outsider).get(page).status_code == 404
    assert "週2回" in words(newcomer.get(page))
    assert "合意する</a>" not in words(section.get(url(project, "change/")))
    assert newcomer.post(page, {"answer": "yes", "digest": "0" * 64}).status_code == 422
    assert newcomer.post(page, {"answer": "yes", "digest": digest}).status_code == 302
    assert newcomer.get(page).status_code == 404
    assert {to for to, _text in told("project.joining_answered", project)} == {cast.npo, cast.ward_office}
    assert cast.company not in signers(project)
    section.post(url(project, f"change/{row.pk}/answer/"), {"answer": "yes"})
    assert (fresh(project).state, signers(project)[2]) == ("under_way", cast.company)
    assert Signature.objects.get(actor=cast.company).digest == digest
    assert newcomer.get(url(project, "work/")).status_code == 200
    paper = squeezed(text_of(newcomer.get(url(project, "agreement/versions/1/pdf/")).content))
    assert (squeezed("締結") in paper, squeezed("（案）") in paper, cast.company.name in paper) == (True, False, True)


def test_a_newcomer_who_says_no_is_no_party_and_the_change_is_taken_back(walk, cast):
    project = walk.to("under_way")
    row = actions.ask_change(project, by=walk.group, wish=actions.Wish(joins=cast.company), **WHY)
    who = cast.who(cast.salesman, cast.company)
    actions.answer_joining(row, by=who, yes=False, text_digest=latest(project).digest)
    with pytest.raises(NotPossible):
        actions.answer_pending(row, by=walk.section, yes=True)
    actions.answer_pending(row, by=walk.group, yes=False)
    assert (fresh(project).state, cast.company in signers(project)) == ("under_way", False)


def test_the_office_notes_a_wish_and_both_answers_from_paper_and_never_without(walk, cast, client_of):
    """R53: F11 on paper, as the guide promises; whose paper it was stands on page and sheet."""
    project, office = walk.to("under_way"), client_of(cast.officer)
    with pytest.raises(NotAllowed):
        actions.ask_change(project, by=walk.office, **WHY)
    for person in (walk.partner, walk.section, cast.who(cast.outsider)):
        with pytest.raises(NotAllowed):
            actions.ask_change(project, by=person, on_paper=PAPER, **WHY)
    assert office.post(url(project, "change/"), {**WHY, "noted_for": PROPOSER}).status_code == 422
    assert office.post(url(project, "change/"), WHY).status_code == 422
    sent = {**WHY, "noted_for": PROPOSER, "on_paper_from": "会長の署名", "joins": cast.company.pk}
    assert office.post(url(project, "change/"), sent).status_code == 302
    row = Pending.objects.get()
    assert (row.asked_by, row.on_paper_from) == (cast.npo, "会長の署名")
    assert project.asks.filter(what="agree_change", asked=cast.ward_office, state="asked").exists()
    said = {"answer": "yes", "digest": latest(project).digest}
    assert office.post(url(project, "change/joining/"), said).status_code == 422
    assert office.post(url(project, "change/joining/"), {**said, "on_paper_from": "社長の印"}).status_code == 302
    answer = url(project, f"change/{row.pk}/answer/")
    assert office.post(answer, {"answer": "yes"}).status_code == 422
    own = {"answer": "yes", "noted_for": PROPOSER, "on_paper_from": "会長"}
    office.post(answer, own)  # the side that asked does not answer itself
    assert fresh(project).state == "changing"
    assert office.post(answer, {**own, "noted_for": SECTION, "on_paper_from": "課長の決裁"}).status_code == 302
    row.refresh_from_db()
    assert (row.answered_by, row.answered_on_paper) == (cast.ward_office, "課長の決裁")
    assert Signature.objects.get(actor=cast.company).on_paper == "社長の印"
    paper = squeezed(text_of(office.get(url(project, f"change/{row.pk}/pdf/")).content))
    for shown in ("会長の署名", "課長の決裁"):
        assert squeezed(shown) in paper


def test_an_early_end_may_come_on_paper_too(walk, cast, client_of):
    project, office = walk.to("under_way"), client_of(cast.officer)
    ask = {
        "reason": "担い手が引っ越す",
        "money": "10万円を返す",
        "paid": "0",
        "noted_for": PROPOSER,
        "on_paper_from": "会長の署名",
    }
    assert office.post(url(project, "stop/"), ask).status_code == 302
    actions.answer_pending(Pending.objects.get(), by=walk.section, yes=True)
    assert fresh(project).state == "stopped"


def test_on_a_grey_copy_nothing_of_the_agreement_or_a_change_is_lost(walk, cast, client_of):
    """Issue 4: PDF A4, grey-safe. Every letter is drawn in grey, and what a copier makes of the page can still be read."""
    project, worker = walk.to("under_way"), client_of(cast.worker)
    row = actions.ask_change(project, by=walk.group, wish=actions.Wish(budget=LESS), **WHY)
    actions.answer_pending(row, by=walk.section, yes=True)
    for file in ("agreement/versions/1/pdf/", f"change/{row.pk}/pdf/"):
        pdf = worker.get(url(project, file)).content
        assert colours_of_letters(pdf) == set(), file
        assert {tuple(round(float(side)) for side in page.mediabox[2:]) for page in reading(pdf).pages} == {(595, 842)}


def test_the_look_for_colours_sees_one(tmp_path):
    sheet = tmp_path / "red.typ"
    sheet.write_text('#text(fill: rgb("#c1351f"))[red] #text(fill: luma(35%))[grey]')
    assert len(colours_of_letters(typst.compile(str(sheet)))) == 1
