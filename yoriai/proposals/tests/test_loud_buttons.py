"""The page of a proposal has one loud button: the way on, for the one whose turn it is, and for nobody else."""

import datetime as dt
import re

from django.utils import timezone

from yoriai.proposals import actions
from yoriai.proposals.lifecycle import TURN
from yoriai.proposals.models import Proposal, Scheme
from yoriai.proposals.queries.checking import check_lines
from yoriai.proposals.tests.test_pages import words
from yoriai.proposals.tests.walk import WAY

READERS = ("worker", "student", "ward_officer", "supporter", "officer")
# State → who finds which button loud; nobody else finds one.
LOUD = {
    "idea": {"officer": "受け付けて、伴走者を決める"},
    "withdrawn": {},
    "consulting": {"worker": "提案書を書き始める"},
    "drafting": {"worker": "書類を書く"},
    "lapsed": {},
    "submitted": {"officer": "形式の確認を始める"},
    "checking": {"officer": "形式確認の表に記入する"},
    "correcting": {"worker": "補正したものを提出する"},
    "uncorrected": {},
    "in_talks": {"ward_officer": "回答を書く"},
    "first_review": {"officer": "審査票の集まり具合を見る"},
    "held": {"worker": "修正して再提出する"},
    "not_passed": {},
    "passed_first": {"officer": "公開プレゼンの日時を決める"},
    "presenting": {"worker": "公開プレゼンの日時と順番を見る"},
    "final_review": {"officer": "審査票の集まり具合を見る"},
    "not_adopted": {},
    "adopted_if": {"ward_officer": "条件の協議を始める"},
    "settling": {"officer": "条件が満たされた"},
    "adopted": {"officer": "予算の成立を待つ"},
    "given_up": {},
    "awaiting_budget": {"officer": "協定の協議を始める"},
    "agreeing": {"worker": "協定書を整えて署名する"},
    "agreed": {"worker": "事業を始める"},
    "under_way": {"worker": "中間報告を提出する"},
    "changing": {"ward_officer": "変更の申し出を見る"},
    "stopped": {},
    "mid_reported": {"worker": "実施を終えた"},
    "carried_out": {"worker": "成果報告を提出する"},
    "reported": {"officer": "報告を受理する"},
    "sent_back": {"worker": "成果報告を提出する"},
    "looking_back": {"worker": "わたしたちのシートを書く"},
    "told": {"officer": "完了とする"},
    "completed": {"worker": "次のステップを決める"},
    "onward": {},
}
# States beside the way, looked at where the way passes by them.
BESIDE = {
    "idea": ("withdrawn",), "drafting": ("lapsed",), "checking": ("correcting", "uncorrected"), "first_review": ("held", "not_passed"),
    "final_review": ("not_adopted",), "adopted": ("adopted_if", "settling", "given_up"), "under_way": ("changing", "stopped"),
    "reported": ("sent_back",),
}  # fmt: skip


def loud(client, proposal, *, leads=False):
    """The words of the loud buttons of its page for this reader. leads: whether each is followed to its page."""
    page = words(client.get(f"/proposals/{proposal.code}/"))
    found = re.findall(r'<(?:a|button) class="btn(?: small)?"(?: href="([^"]*)")?[^>]*>(.*?)</(?:a|button)>', page)
    for address, _words in found if leads else ():
        assert client.get(address, follow=True).status_code == 200, address
    return [said for _address, said in found]


def test_whoever_s_turn_it_is_finds_one_loud_button_that_leads_on_and_nobody_else_finds_one(walk, cast, client_of):
    readers = {name: client_of(getattr(cast, name)) for name in READERS}
    proposal, seen = walk.begin(), {}
    for verb in (*WAY[1:], ""):
        at = proposal.state
        for state in (at, *BESIDE.get(at, ())):
            Proposal.objects.filter(pk=proposal.pk).update(state=state)
            found = {name: loud(client, proposal, leads=True) for name, client in readers.items()}
            seen[state] = {name: "／".join(said) for name, said in found.items() if said}
        Proposal.objects.filter(pk=proposal.pk).update(state=at)
        proposal = walk.step(proposal, verb) if verb else proposal
    assert seen == LOUD
    assert set(LOUD) == set(TURN)


def test_the_check_is_the_loud_one_until_every_line_is_in_order(walk, cast, client_of):
    proposal, office = walk.to("checking"), client_of(cast.officer)
    lines = {line.key: (line.words, "yes", "") for line in check_lines(proposal)}
    first = next(iter(lines))
    for answer, said in (("", "形式確認の表に記入する"), ("no", "形式確認の表に記入する"), ("yes", "担当課に照会する")):
        actions.put_check(proposal, lines | {first: (lines[first][0], answer, "")}, by=walk.office)
        assert loud(office, proposal) == [said]
    assert "形式確認の表に記入する" in words(office.get(f"/proposals/{proposal.code}/"))


def test_what_the_class_leaves_out_is_not_the_next_step(walk, cast, client_of):
    proposal, office = walk.to("checking"), client_of(cast.officer)
    lines = {line.key: (line.words, "yes", "") for line in check_lines(proposal)}
    actions.put_check(proposal, lines, by=walk.office)
    for kind in walk.scheme.plan["types"]:
        kind["skips"] = ["in_talks", "awaiting_budget"]
    Scheme.objects.filter(pk=walk.scheme.pk).update(plan=walk.scheme.plan)
    assert loud(office, proposal) == ["審査会に回す"]
    Proposal.objects.filter(pk=proposal.pk).update(state="adopted")
    assert loud(office, proposal) == ["協定の協議を始める"]


def test_when_every_section_has_answered_it_is_the_office_s_turn(walk, cast, client_of):
    proposal, office, section = walk.to("in_talks"), client_of(cast.officer), client_of(cast.ward_officer)
    assert "担当課の番です" in words(section.get(f"/proposals/{proposal.code}/"))
    walk.step(proposal, "answer_first")
    assert (loud(section, proposal), loud(office, proposal)) == ([], ["審査会に回す"])
    assert "事務局の番です" in words(section.get(f"/proposals/{proposal.code}/"))


def test_when_enough_sheets_are_in_the_results_are_the_loud_one(walk, cast, client_of):
    proposal, office = walk.to("first_review"), client_of(cast.officer)
    walk.score(proposal)
    assert loud(office, proposal, leads=True) == ["結果をまとめて出す"]


def test_after_the_day_of_the_presentation_it_is_the_office_s_turn(walk, cast, client_of):
    proposal, office, group = walk.to("presenting"), client_of(cast.officer), client_of(cast.worker)
    Proposal.objects.filter(pk=proposal.pk).update(presents=timezone.now() - dt.timedelta(hours=1))
    assert (loud(group, proposal), loud(office, proposal)) == ([], ["最終審査を始める"])


def test_of_a_change_the_side_that_did_not_ask_has_the_loud_button(walk, cast, client_of):
    proposal, section, group = walk.to("under_way"), client_of(cast.ward_officer), client_of(cast.worker)
    actions.ask_change(proposal, by=walk.section, reason="道具が足りない", before="40本", after="30本")
    assert (loud(section, proposal), loud(group, proposal)) == ([], ["変更の申し出を見る"])


def test_when_every_side_has_looked_back_the_office_writes_down_the_talk_and_then_tells(walk, cast, client_of):
    proposal, office, group = walk.to("looking_back"), client_of(cast.officer), client_of(cast.worker)
    walk.look_back(proposal)
    assert (loud(group, proposal), loud(office, proposal, leads=True)) == ([], ["話し合いを書きとめる"])
    said = {"coordinator": "佐々木 道", "summary": "当番の決め方を早めに話すとよい"}
    actions.note_review(proposal, by=walk.office, on=timezone.localdate(), **said)
    assert loud(office, proposal) == ["公開報告会を終えた"]


def test_a_member_whose_sheet_is_to_come_finds_the_way_to_it_and_nobody_else_of_the_panel(walk, cast, client_of):
    """R35: begun, handed in, opened once more by the chair; whoever stands too near, and whose seat has ended, finds none."""
    proposal = walk.to("final_review")
    for person in (cast.member, cast.editor, cast.judge):
        actions.begin_sheet(proposal, by=cast.who(person))
    member, editor, office = (client_of(one) for one in (cast.member, cast.editor, cast.officer))
    assert loud(member, proposal, leads=True) == ["読んで採点する"]
    assert loud(office, proposal) == ["審査票の集まり具合を見る"]
    actions.declare_interest(proposal, walk.panel[2], "家族が会員です", by=cast.who(cast.editor))
    page = editor.get(f"/proposals/{proposal.code}/")
    assert page.status_code == 404 or "読んで採点する" not in words(page)
    walk.score(proposal)
    assert loud(member, proposal) == []
    sheet = proposal.score_sheets.get(seat__actor=cast.member, round="final")
    actions.reopen_sheet(sheet, "もう一度お願いします", by=cast.who(cast.judge))
    assert loud(member, proposal) == ["読んで採点する"]
    walk.panel[1].refresh_from_db()
    actions.end_seat(walk.panel[1], by=walk.office)
    assert member.get(f"/proposals/{proposal.code}/").status_code == 404
    Proposal.objects.filter(pk=proposal.pk).update(state="adopted")
    assert "読んで採点する" not in words(client_of(cast.judge).get(f"/proposals/{proposal.code}/"))


def test_a_recused_member_who_carries_it_finds_no_way_to_a_sheet(walk, cast, client_of):
    """R35: the companion who sits on the panel too reads the page, and judges nothing of it."""
    proposal = walk.to("in_talks")
    actions.name_companion(proposal, cast.member, by=walk.office)
    proposal = walk.step(Proposal.objects.get(pk=proposal.pk), "review_papers")
    page = words(client_of(cast.member).get(f"/proposals/{proposal.code}/"))
    assert "事務局の番です" in page
    assert "読んで採点する" not in page
