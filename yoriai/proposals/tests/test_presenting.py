"""The presentations in public and the results: a lot anybody can draw again, a clock, letters, one yes for all (R35)."""

import hashlib

import pytest
from django.utils import timezone

from yoriai.proposals import actions
from yoriai.proposals.models import Proposal
from yoriai.proposals.queries.reviews import round_of
from yoriai.proposals.tests.test_pages import BETWEEN, words
from yoriai.proposals.tests.walk import ANSWERS
from yoriai.ui.tests.paper_reading import text_of


@pytest.fixture
def three(walk):
    """Three proposals to be presented, in the public list."""
    found = [walk.to("presenting") for _ in range(3)]
    actions.publish_list(walk.over(), by=walk.office)
    return [Proposal.objects.get(pk=row.pk) for row in found]


def test_the_order_is_drawn_from_a_word_and_anybody_can_draw_it_again(walk, three, client, client_of, cast):
    """R35: everybody reads number, name and class of what is presented, and nothing else."""
    url = f"/schemes/{walk.scheme.code}/presentations/"
    day = timezone.localtime(three[0].presents).date()
    assert client.post(url, {"word": "もり", "day": day}).status_code == 404
    office = client_of(cast.officer)
    assert office.post(url, {"word": "", "day": day}).status_code == 422
    assert office.post(url, {"word": "けやき", "day": day}).status_code == 302
    page = words(client.get(url))
    for number, code in enumerate(
        sorted((row.code for row in three), key=lambda code: hashlib.sha256(f"けやき\n{code}".encode()).hexdigest()), 1
    ):
        assert Proposal.objects.get(code=code).turn_by_lot == number
        assert hashlib.sha256(f"けやき\n{code}".encode()).hexdigest()[:12] in page
    assert "けやき" in page
    for hidden in (*BETWEEN, walk.cast.npo.name, walk.cast.students.name, ANSWERS["F2"]["contents"]):
        assert hidden not in page
    assert office.post(url, {"word": "さくら", "day": day}).status_code == 302
    page = words(client.get(url))
    assert "けやき" in page
    assert "さくら" in page


def test_what_is_not_in_the_list_is_not_among_the_presentations_of_an_outsider(walk, client, client_of, cast):
    proposal = walk.to("presenting")
    url = f"/schemes/{walk.scheme.code}/presentations/"
    assert proposal.title in words(client_of(cast.officer).get(url))
    for reader in (client, client_of(cast.outsider)):
        assert proposal.title not in words(reader.get(url))
        assert reader.get(f"/proposals/{proposal.code}/timer/").status_code == 404


def test_the_clock_in_the_hall_shows_the_ends_and_believes_no_other_day(three, client):
    """R35: seven minutes to speak, eight for questions, by the scheme's rules; without JavaScript the times stand there."""
    url = f"/proposals/{three[0].code}/timer/"
    assert "data-ends" not in words(client.get(url))
    began = client.get(url, {"start": "1"})
    page = words(client.get(began.url))
    assert page.count("data-ends") == 2
    for nonsense in ("0", "99999999999", "①", "-5", "x"):
        assert "data-ends" not in words(client.get(url, {"from": nonsense}))


def test_questions_are_noted_by_the_office_and_read_by_the_sides(three, client, client_of, cast):
    url = f"/proposals/{three[0].code}/questions/"
    office, worker = client_of(cast.officer), client_of(cast.worker)
    assert office.post(url, {"text": ""}).status_code == 422
    assert office.post(url, {"text": "雪がないときは", "answer": "落ち葉をはきます"}).status_code == 302
    assert "落ち葉をはきます" in words(worker.get(url))
    assert worker.post(url, {"text": "わたしも"}).status_code == 404
    member = client_of(cast.judge)
    member.post(f"/proposals/{three[0].code}/scores/begin/")
    assert "落ち葉をはきます" in words(member.get(f"/proposals/{three[0].code}/scores/"))
    assert client_of(cast.outsider).get(url).status_code == 404
    assert client.get(url).status_code == 302


def test_results_go_out_in_one_go_after_a_look_at_each_letter(walk, client_of, cast):
    """R35: F8 to each party; nothing is kept before the yes; one that cannot be decided stops all."""
    good, bad = walk.to("final_review"), walk.to("final_review")
    url, office = f"/schemes/{walk.scheme.code}/results/", client_of(cast.officer)
    walk.score(good)
    sent = {
        f"{good.code}-outcome": "adopt_if", f"{good.code}-conditions": "保険に入ること", f"{good.code}-public_text": "続く工夫を評価",
        f"{bad.code}-outcome": "refuse",
    }  # fmt: skip
    assert office.post(url, sent).status_code == 422
    sent |= {f"{bad.code}-advice": "まず小さく試してください", f"{bad.code}-again": "yes"}
    assert office.post(url, sent).status_code == 422  # a no shows another way
    sent |= {f"{bad.code}-other_way": "地域づくり助成があります", f"{bad.code}-note": "来年も声をかける"}
    page = office.post(url, sent)
    assert page.status_code == 200
    assert Proposal.objects.get(pk=good.pk).state == "final_review"
    letter = office.post(f"{url}letter/?of={good.code}", sent)
    assert letter["Content-Type"] == "application/pdf"
    read = text_of(letter.content)
    for shown in ("下見", "条件付き採択", "保険に入ること", "続く工夫を評価", "80.0"):
        assert shown in read
    answer = office.post(url, sent | {"sure": "1", "seen": page.context["seen"]})
    assert answer.status_code == 422
    assert f"{bad.title}：審査票がまだ足りません" in words(answer)
    assert Proposal.objects.get(pk=good.pk).state == "final_review"
    walk.score(bad, 1)
    seen = office.post(url, sent).context["seen"]
    assert office.post(url, sent | {"sure": "1", "seen": seen}).status_code == 302
    assert [Proposal.objects.get(pk=row.pk).state for row in (good, bad)] == ["adopted_if", "not_adopted"]
    said = [(step.reason, step.note) for step in (row.steps.latest("pk") for row in (good, bad))]
    assert said == [("保険に入ること", ""), ("まず小さく試してください", "来年も声をかける")]
    for row, person, name in ((good, cast.student, cast.students.name), (bad, cast.worker, cast.npo.name)):
        verdict = row.verdicts.get(round="final")
        read = text_of(client_of(person).get(f"/proposals/{row.code}/letters/{verdict.pk}/").content)
        assert name.replace(" ", "") in read
        assert "下見" not in read
        for outsider in (cast.outsider, cast.judge, cast.ward_officer, cast.resident):
            assert client_of(outsider).get(f"/proposals/{row.code}/letters/{verdict.pk}/").status_code == 404
    for outsider in (cast.worker, cast.judge, cast.outsider):
        assert client_of(outsider).get(url).status_code == 404


def test_results_that_are_not_what_was_looked_at_do_not_go_out(walk, client_of, cast):
    """R35: a word changed in the table, or a sheet handed in since: look once more."""
    proposal = walk.to("final_review")
    walk.score(proposal, but=[cast.member])
    url, office = f"/schemes/{walk.scheme.code}/results/", client_of(cast.officer)
    sent = {f"{proposal.code}-outcome": "adopt", f"{proposal.code}-public_text": "続く工夫を評価"}
    seen = office.post(url, sent).context["seen"]

    def refused(more):
        answer = office.post(url, sent | {"sure": "1", "seen": seen} | more)
        assert answer.status_code == 200
        assert "変わったところがあります" in words(answer)
        assert Proposal.objects.get(pk=proposal.pk).state == "final_review"
        return answer.context["seen"]

    refused({f"{proposal.code}-public_text": "べつのことば"})
    refused({"seen": ""})
    seat = walk.panel[1]
    scores = {row.key: (1, "見通しがない") for row in round_of(proposal).criteria}
    actions.put_scores(proposal, seat, scores, by=cast.who(cast.member))
    actions.hand_in_sheet(proposal, by=cast.who(cast.member))
    again = refused({})
    assert office.post(url, sent | {"sure": "1", "seen": again}).status_code == 302


def test_the_step_of_a_result_shows_the_count_before_the_button(walk, client_of, cast):
    proposal, office = walk.to("first_review"), client_of(cast.officer)
    url = f"/proposals/{proposal.code}/steps/pass/"
    assert "審査票は0件、必要な数は4件です" in words(office.get(url))
    walk.score(proposal)
    page = words(office.get(url))
    assert "平均は100点中80.0点、基準は60点です" in page
    assert "1件中1位" in page
