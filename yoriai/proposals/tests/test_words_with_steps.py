"""Every move has who, when, why, words for everybody, a note inside city hall (R35): on whatever page it is taken, for whoever takes it."""

import io

import openpyxl
import pytest

from yoriai.kernel.models import Ask, Record
from yoriai.people.models import Outgoing
from yoriai.people.tasks import tell
from yoriai.proposals import actions, policy
from yoriai.proposals.forms.changes import AnswerForm, ChangeForm
from yoriai.proposals.lifecycle import OFFICE, PARTNER, PROPOSAL, PROPOSER, SECTION
from yoriai.proposals.models import Pending, Proposal, Signature
from yoriai.proposals.queries.agreements import latest
from yoriai.proposals.queries.disclosure import the_whole
from yoriai.proposals.tasks import make_bundle
from yoriai.proposals.tests.test_pages import words
from yoriai.proposals.views.steps import ELSEWHERE, STEPS

# The box in which a step of its own form says why.
WHY = {"reason", "advice", "conditions"}
BY_DATE_OR_IN_ANSWER = {
    "lapse", "lapse_correction",  # the date says why
    "drop_change", "agree_late_change", "drop_late_change",  # on the page of `agree_change`
    "reopen_held", "reopen_idea", "reopen_consulting",  # on the page of `reopen`
}  # fmt: skip


def history(client, proposal):
    return words(client.get(f"/proposals/{proposal.code}/history/"))


def test_every_move_of_the_table_is_taken_where_words_can_go_with_it(walk):
    assert {move.verb for move in PROPOSAL.moves} == {*STEPS, *ELSEWHERE, *BY_DATE_OR_IN_ANSWER}
    proposal = walk.begin()
    people = {PROPOSER: walk.group, SECTION: walk.section, OFFICE: walk.office}
    for verb, way in STEPS.items():
        may = frozenset().union(*(may for (_source, one), may in policy.MAY.items() if one == verb))
        for side in may - {PARTNER}:
            proposal.stands = (people[side], proposal.state, frozenset({side}))
            boxes = set(way.form(proposal=proposal, who=people[side]).fields)
            assert boxes & WHY, (verb, side)
            assert ("note" in boxes) == (side != PROPOSER), (verb, side)
            if side == OFFICE and not boxes & {"advice", "conditions"}:
                assert "public_text" in boxes, verb


def test_the_group_s_word_is_read_by_the_parties_and_by_nobody_else(walk, cast, client_of, client):
    """R35: a plain step of the group, on its page, in the history, the mail, what is handed out and the table of everything."""
    proposal = walk.to("agreed")
    worker, step = client_of(cast.worker), f"/proposals/{proposal.code}/steps/start/"
    page = words(worker.get(step))
    assert "ひとこと" in page
    for hidden in ("事務局と担当課だけのメモ", "だれでも読めることば"):
        assert hidden not in page
    sent = {"reason": "初雪の朝から始めます", "note": "市役所だけ", "public_text": "みんなへ"}
    assert worker.post(step, sent).status_code == 302
    row = proposal.steps.latest("pk")
    assert (row.verb, row.reason, row.note, row.public_text) == ("start", "初雪の朝から始めます", "", "")
    for person in (cast.worker, cast.student, cast.ward_officer, cast.officer):
        assert "初雪の朝から始めます" in history(client_of(person), proposal)
    for other in (client, client_of(cast.outsider)):
        assert "初雪の朝から始めます" not in words(other.get(f"/proposals/{proposal.code}/"))
    tell(Record.objects.filter(item=proposal, verb="proposal.started").latest("pk").pk)
    assert "初雪の朝から始めます" in Outgoing.objects.filter(to=cast.student).latest("pk").text
    assert "初雪の朝から始めます" in handed_out(proposal)
    assert "初雪の朝から始めます" in everything(walk, client_of(cast.officer))


def handed_out(proposal):
    """What stands on the papers for disclosure; the notes inside are apart."""
    return " ".join(fact.text for paper in the_whole(proposal).papers for fact in paper.facts)


def everything(walk, office):
    """The table of everything of the scheme, as text."""
    page = f"/schemes/{walk.scheme.code}/desk/files/everything/"
    assert office.post(page).status_code == 302
    make_bundle(walk.scheme.bundles.get(sort="everything").pk)
    book = openpyxl.load_workbook(io.BytesIO(office.post(f"{page}file/").getvalue()))
    return " ".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell)


@pytest.mark.parametrize(
    ("state", "verb", "said"),
    [
        ("final_review", "refuse", {"advice": "課題の根拠を集めてください", "other_way": "助成金があります", "again": "changed"}),
        ("final_review", "adopt_if", {"conditions": "保険に入ってください"}),
        ("final_review", "adopt", {"reason": "委員の全員一致です"}),
    ],
)  # fmt: skip
def test_the_panel_s_reason_is_the_reason_of_the_step(walk, cast, client_of, client, state, verb, said):
    """R35: the history says why, as the letter does; the proposal's page says it once."""
    proposal = walk.to(state)
    walk.score(proposal, 1 if verb == "refuse" else 4)
    office = client_of(cast.officer)
    assert office.post(f"/proposals/{proposal.code}/steps/{verb}/", said | {"note": "庁内の話"}).status_code == 302
    why = next(iter(said.values()))
    row = proposal.steps.latest("pk")
    assert (row.verb, row.reason, row.note) == (verb, why, "庁内の話")
    worker = client_of(cast.worker)
    assert why in history(worker, proposal)
    assert "庁内の話" not in history(worker, proposal)
    assert words(worker.get(f"/proposals/{proposal.code}/")).count(why) == (0 if verb == "adopt" else 1)
    assert why not in words(client.get(f"/proposals/{proposal.code}/"))
    assert why in handed_out(proposal)


@pytest.fixture
def changing(walk):
    return walk.to("changing")


def test_the_answer_to_a_change_may_say_why(changing, cast, client_of):
    """R35: yes or no, with a word the parties read and a note inside city hall."""
    row = changing.pendings.get()
    section, answer = client_of(cast.ward_officer), f"/proposals/{changing.code}/change/{row.pk}/answer/"
    page = words(section.get(f"{answer}?answer=no"))
    for box in ("ひとこと", "事務局と担当課だけのメモ"):
        assert box in page
    sent = {"answer": "no", "reason": "道路の予算では出せません", "note": "課長と相談した"}
    assert section.post(answer, sent).status_code == 302
    step = changing.steps.latest("pk")
    assert (step.verb, step.reason, step.note) == ("drop_change", "道路の予算では出せません", "課長と相談した")
    worker = client_of(cast.worker)
    assert "道路の予算では出せません" in history(worker, changing)
    assert "課長と相談した" not in history(worker, changing)
    assert "課長と相談した" in history(section, changing)


def test_without_a_word_the_step_of_a_change_says_what_was_asked_for(changing, walk):
    actions.answer_pending(changing.pendings.get(), by=walk.section, yes=True)
    step = changing.steps.latest("pk")
    assert (step.verb, step.reason) == ("agree_change", "雪が少ない")


def test_only_the_city_s_sides_have_the_box_for_a_note(changing):
    for form in (AnswerForm, ChangeForm):
        for side in (PROPOSER, SECTION, OFFICE):
            assert ("note" in form(city=side == SECTION, mine=frozenset({side})).fields) == (side != PROPOSER)


def test_whoever_signs_last_may_say_a_word_with_the_step(walk, cast, client_of):
    """R35: before the last signature no step is taken, and no box stands there."""
    proposal = walk.to("agreeing")
    page, digest = f"/proposals/{proposal.code}/agreement/signing/", latest(proposal).digest
    actions.sign(proposal, cast.npo, by=walk.group, text_digest=digest)
    assert "ひとこと" not in words(client_of(cast.student).get(page))
    actions.sign(proposal, cast.students, by=walk.partner, text_digest=digest)
    section = client_of(cast.ward_officer)
    sent = {
        "actor": cast.ward_office.pk,
        "digest": digest,
        "read": "on",
        "reason": "よろしくお願いします",
        "note": "決裁済み",
    }
    assert "ひとこと" in words(section.get(page))
    assert section.post(page, sent).status_code == 302
    step = proposal.steps.latest("pk")
    assert (step.verb, step.reason, step.note) == ("sign", "よろしくお願いします", "決裁済み")
    assert Signature.objects.filter(agreement__proposal=proposal).count() == 3


def test_an_early_end_says_both_sides_words_and_a_no_to_it_is_told_and_kept(walk, cast, client_of):
    """R35: a refused end is no step; its words go with the answer, and into what is handed out."""
    project = walk.to("under_way")
    ask = {"by": walk.group, "reason": "担い手がいません", "money": "残りを返します"}
    first = actions.ask_stop(project, **ask)
    answer = f"/proposals/{project.code}/change/{first.pk}/answer/"
    section = client_of(cast.ward_officer)
    assert section.post(answer, {"answer": "no", "reason": "春まで続けませんか"}).status_code == 302
    waiting = Ask.objects.get(what="agree_stop", item=project.pk)
    assert (waiting.state, waiting.answer) == ("declined", "春まで続けませんか")
    assert "春まで続けませんか" in handed_out(project)
    tell(Record.objects.filter(item=project, verb="ask.declined").latest("pk").pk)
    assert "春まで続けませんか" in Outgoing.objects.filter(to=cast.worker).latest("pk").text
    second = actions.ask_stop(Proposal.objects.get(pk=project.pk), **ask)
    answer = f"/proposals/{project.code}/change/{second.pk}/answer/"
    assert section.post(answer, {"answer": "yes", "reason": "残念ですが、わかりました"}).status_code == 302
    assert Pending.objects.get(pk=second.pk).agreed is not None
    assert project.steps.latest("pk").reason == "担い手がいません\n残念ですが、わかりました"
