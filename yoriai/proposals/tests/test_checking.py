"""形式確認 with a list from the plan; notes inside and words for everybody with any step; files taken home are kept in mind (R33)."""

import pytest
from django.core.files.base import ContentFile

from yoriai.kernel.models import Record
from yoriai.kernel.policy import NotAllowed
from yoriai.proposals import actions
from yoriai.proposals.models import BudgetLine, CheckMark, Document, Proposal, Step
from yoriai.proposals.queries.checking import check_lines
from yoriai.proposals.tasks import make_panel_book
from yoriai.proposals.tests.test_pages import words


@pytest.fixture
def checking(walk):
    """A proposal whose form is being checked."""
    return walk.to("checking")


def sent(form):
    """The form as its browser sends it back untouched."""
    return {bound.html_name: "" if bound.value() is None else bound.value() for bound in form}


def test_the_list_comes_from_the_plan_with_what_the_platform_sees(walk, checking):
    lines = {line.key: line for line in check_lines(checking)}
    plan = walk.plan
    assert sum(key.startswith("who-") for key in lines) == len(plan.eligibility) + len(plan.type("free").who)
    assert sum(key.startswith("not-") for key in lines) == len(plan.exclusions)
    assert {key.removeprefix("paper-") for key in lines if key.startswith("paper-")} >= {
        one.key for one in plan.papers if one.needed
    }
    assert (lines["budget"].guess, lines["date"].guess, lines["who-1"].guess) == ("yes", "yes", "")
    BudgetLine.objects.filter(proposal=checking, side="spending").first().delete()
    assert {line.key: line for line in check_lines(checking)}["budget"].guess == "no"


def test_what_is_answered_with_no_begins_the_text_of_the_correction_and_stays_inside(checking, client_of, cast):
    url, office = f"/proposals/{checking.code}/check/", client_of(cast.officer)
    assert url in words(office.get(f"/proposals/{checking.code}/"))
    form = office.get(url).context["form"]
    filled = sent(form) | {
        "ok_who-1": "no",
        "note_who-1": "会員が4人",
        "ok_not-1": "yes",
        "note_not-1": "電話で確かめた",
    }
    assert office.post(url, filled | {"ok_who-1": "perhaps"}).status_code == 422
    answer = office.post(url, filled | {"correct": "1"})
    assert answer.url == f"/proposals/{checking.code}/steps/ask_correction/"
    row = CheckMark.objects.get(proposal=checking, line="who-1")
    assert (row.answer, row.note, row.by) == ("no", "会員が4人", cast.officer)
    text = office.get(answer.url).context["form"]["reason"].value()
    assert text == f"・{row.words}：会員が4人"
    for person in (cast.worker, cast.student, cast.supporter, cast.judge, cast.outsider, cast.ward_officer):
        client = client_of(person)
        assert client.get(url).status_code == 404
        for page in ("", "history/", "sheets/"):
            assert "電話で確かめた" not in words(client.get(f"/proposals/{checking.code}/{page}"))
    actions.ask_correction(checking, text, by=cast.who(cast.officer, cast.office))
    assert office.get(url).status_code == 404
    with pytest.raises(NotAllowed):
        actions.put_check(checking, {}, by=cast.who(cast.officer, cast.office))


@pytest.mark.parametrize(("state", "verb"), [("submitted", "check"), ("adopted", "await_budget")])
def test_a_step_of_the_office_takes_a_note_inside_and_words_for_everybody(walk, client_of, cast, state, verb):
    """R33: every move: who, when, reason, public text, private note."""
    proposal, office = walk.to(state), client_of(cast.officer)
    url = f"/proposals/{proposal.code}/steps/{verb}/"
    assert office.post(url, {"note": "予算課に確認ずみ", "public_text": "確認を始めました"}).status_code == 302
    step = Step.objects.filter(proposal=proposal).latest("pk")
    assert (step.verb, step.note, step.public_text) == (verb, "予算課に確認ずみ", "確認を始めました")
    history = f"/proposals/{proposal.code}/history/"
    assert "予算課に確認ずみ" in words(office.get(history))
    read = words(client_of(cast.worker).get(history))
    assert "予算課に確認ずみ" not in read
    assert "確認を始めました" in read


def test_the_section_leaves_a_note_and_the_group_has_no_such_box(walk, client_of, cast):
    proposal, officer = walk.to("adopted_if"), client_of(cast.ward_officer)
    url = f"/proposals/{proposal.code}/steps/discuss/"
    assert set(officer.get(url).context["form"].fields) == {"reason", "note"}
    assert officer.post(url, {"note": "保険は課で手配"}).status_code == 302
    assert Step.objects.filter(proposal=proposal).latest("pk").note == "保険は課で手配"
    draft = walk.to("drafting")
    form = client_of(cast.worker).get(f"/proposals/{draft.code}/steps/withdraw/").context["form"]
    assert set(form.fields) == {"reason"}


def test_a_sentence_for_each_criterion_is_asked_for_where_the_plan_says_so(walk, client_of, cast):
    """R35: in words, and nothing that was written is lost."""
    proposal = walk.to("first_review")
    url, member = f"/proposals/{proposal.code}/scores/", client_of(cast.member)
    one = walk.plan.rounds[0]
    given = {f"points_{row.key}": 4 for row in one.criteria}
    given |= {f"sentence_{row.key}": "よい" for row in one.criteria[1:]}
    member.post(url, given)
    refused = member.post(f"{url}handing-in/")
    assert refused.status_code == 422
    assert f"まだ書かれていない項目：{one.criteria[0].name}" in words(refused)
    member.post(url, given | {f"sentence_{one.criteria[0].key}": "根拠が具体的"})
    assert member.post(f"{url}handing-in/").status_code == 302


def test_whether_it_can_be_proposed_again_is_chosen_and_stands_in_the_letter(walk, client_of, cast):
    """F8."""
    from yoriai.ui.tests.paper_reading import text_of

    proposal, office = walk.to("first_review"), client_of(cast.officer)
    walk.score(proposal, 1)
    url = f"/proposals/{proposal.code}/steps/turn_down/"
    assert office.post(url, {"advice": "根拠を集めてください", "again": ""}).status_code == 422
    assert (
        office.post(url, {"advice": "根拠を集めてください", "other_way": "地域づくり助成", "again": "no"}).status_code
        == 302
    )
    verdict = proposal.verdicts.get()
    assert verdict.again == "no"
    letter = client_of(cast.worker).get(f"/proposals/{proposal.code}/letters/{verdict.pk}/")
    assert "このままの内容では、再提案できません" in text_of(letter.content)


def test_a_sheet_that_was_never_handed_in_does_not_say_so_when_the_round_is_over(walk, client_of, cast):
    proposal = walk.to("first_review")
    walk.score(proposal, but=[cast.member])
    member, url = client_of(cast.member), f"/proposals/{proposal.code}/scores/"
    member.post(f"{url}begin/")
    assert "団体の書類" in words(member.get(url))
    actions.decide(proposal, "turn_down", by=walk.office, advice="もう少し", other_way="地域づくり助成があります")
    page = words(member.get(url))
    assert "に提出しました" not in page
    assert "この票は提出されなかったため" in page
    assert f"/proposals/{proposal.code}/papers/" not in page


def taken(verb):
    """Who took what, by the records."""
    return [(row.person_id, row.data) for row in Record.objects.filter(verb=verb).order_by("pk")]


def test_who_takes_a_scan_the_book_or_every_point_home_is_kept(walk, client_of, cast):
    office, worker = client_of(cast.officer), client_of(cast.worker)
    proposal = walk.to("agreeing")
    document = Document.objects.filter(proposal=proposal).first()
    document.scan.save("paper.pdf", ContentFile(b"%PDF-1.4"))
    for client in (office, worker):
        assert client.get(f"/proposals/{proposal.code}/documents/{document.pk}/scan/").status_code == 200
    assert [who for who, _data in taken("scan.read")] == [cast.officer.pk]
    signed = actions.sign(
        proposal, cast.npo, by=walk.office, text_digest=proposal.agreements.latest("version").digest, on_paper="沢田",
        scan=ContentFile(b"%PDF-1.4", name="signed.pdf"),
    )  # fmt: skip
    assert office.get(f"/proposals/{proposal.code}/agreement/on-paper/{signed.pk}/").status_code == 200
    assert [data["thing"] for _who, data in taken("scan.read")] == ["document", "signature"]
    book = actions.ask_book(walk.scheme, by=walk.office)
    make_panel_book(book.pk)
    assert office.get(f"/schemes/{walk.scheme.code}/book/book.pdf").status_code == 200
    assert office.get(f"/schemes/{walk.scheme.code}/review/scores.xlsx").status_code == 200
    assert taken("panel_file.read") == [(cast.officer.pk, {"file": "book"}), (cast.officer.pk, {"file": "scores"})]
    assert Proposal.objects.filter(pk=proposal.pk).exists()
