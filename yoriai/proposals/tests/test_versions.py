"""Versions beside each other: of an answer, of a form that was put right; and the loud button is the next step."""

import re

from yoriai.proposals import actions
from yoriai.proposals.models import Proposal
from yoriai.proposals.tests.test_pages import words
from yoriai.proposals.tests.walk import BUDGET


def corrected(walk):
    """Put right: a sentence of the purpose, and the budget."""
    proposal = walk.to("correcting")
    before = proposal.answers.get(key="purpose").text
    actions.put_answers(proposal, "F2", {"purpose": f"{before}会員は12人です。"}, by=walk.group)
    lines = [*BUDGET[:2], {**BUDGET[2], "quantity": 20, "amount": 100_000}, {**BUDGET[3], "amount": 350_000}]
    actions.put_budget(proposal, lines, by=walk.group)
    return actions.correct(proposal, by=walk.group)


def test_two_versions_of_an_answer_stand_side_by_side(walk, client_of, cast):
    proposal = walk.to("drafting")
    for text in ("外に出られる町。", "外に出られる町。だれもが。", "だれもが外へ。"):
        actions.put_answers(proposal, "F2", {"purpose": text}, by=walk.group)
    client, url = client_of(cast.worker), f"/proposals/{proposal.code}/answers/purpose/"
    page = words(client.get(url))
    assert '<ins><span class="unseen">加わった文：</span> だれもが外へ。</ins>' in page
    page = words(client.get(f"{url}?old=1&new=2"))
    assert re.search(r"<ins>.*だれもが。</ins>", page)
    assert "<del>" not in page
    for nonsense in ("?old=x&new=99", "?old=" + "9" * 5000):
        assert client.get(url + nonsense).status_code == 200


def test_the_office_sees_after_a_correction_what_was_put_right(walk, client_of, cast):
    proposal = corrected(walk)
    client = client_of(cast.officer)
    page = words(client.get(f"/proposals/{proposal.code}/"))
    changed = proposal.documents.get(form="F2", version=2)
    same = proposal.documents.get(form="F5", version=2)
    assert f'href="/proposals/{proposal.code}/documents/{changed.pk}/#changed"' in page
    assert f'documents/{same.pk}/#changed"' not in page
    page = words(client.get(f"/proposals/{proposal.code}/documents/{changed.pk}/"))
    assert re.search(r"<ins>.*会員は12人です。</ins>", page)
    money = proposal.documents.get(form="F3", version=2)
    page = words(client.get(f"/proposals/{proposal.code}/documents/{money.pk}/"))
    assert re.search(r"<del>.*150,000", page)
    assert re.search(r"<ins>.*100,000", page)


def test_a_section_sees_of_what_was_put_right_only_what_it_may_read(walk, client_of, cast):
    proposal = walk.to("correcting")
    actions.put_answers(proposal, "F5", {"address": "杜野市長町9-9-9"}, by=walk.group)
    proposal = walk.step(actions.correct(proposal, by=walk.group), "begin_talks")
    document = proposal.documents.get(form="F5", version=2)
    url = f"/proposals/{proposal.code}/documents/{document.pk}/"
    assert "9-9-9" in words(client_of(cast.officer).get(url))
    page = client_of(cast.ward_officer).get(url)
    assert page.status_code == 200
    assert "9-9-9" not in words(page)


def loud(page):
    return re.findall(r'<a class="btn" href="[^"]*">([^<]*)</a>', words(page))


def test_what_is_ready_to_hand_in_has_handing_in_for_its_loud_button(walk, client_of, cast):
    proposal = walk.to("drafting")
    client, url = client_of(cast.worker), f"/proposals/{proposal.code}/"
    assert loud(client.get(url)) == ["書類を書く"]
    walk.step(proposal, "submit_ready")
    assert loud(client.get(url)) == ["提出する"]
    assert "相談の時間を予約する" in words(client.get(url))


def test_what_missed_its_date_says_whom_to_ask(walk, client_of, cast):
    from yoriai.kernel.city.queries import city

    proposal = walk.to("drafting")
    client = client_of(cast.worker)
    for state in ("lapsed", "uncorrected"):
        Proposal.objects.filter(pk=proposal.pk).update(state=state)
        page = words(client.get(f"/proposals/{proposal.code}/"))
        assert "事務局にご相談ください" in page, state
        assert city().phone in page.partition("<footer")[0], state


def test_after_the_date_the_scheme_and_the_idea_say_that_only_ideas_are_taken(walk, client_of, cast):
    client, said = client_of(cast.worker), "今年度の提出は締め切りました（アイデアの相談はできます）"
    pages = (f"/schemes/{walk.scheme.code}/", f"/schemes/{walk.scheme.code}/idea/")
    for page in pages:
        assert said not in words(client.get(page))
    assert "アイデアシートを書く" in loud(client.get(pages[0]))
    walk.over()
    for page in pages:
        assert said in words(client.get(page)), page
    assert "アイデアシートを書く" not in loud(client.get(pages[0]))


def test_two_answers_at_once_are_each_named_by_their_question(walk, client_of, cast):
    proposal = walk.to("drafting")
    url, client = f"/proposals/{proposal.code}/sheets/F2/", client_of(cast.worker)
    actions.put_answers(proposal, "F2", {"purpose": "外に出られる町", "period": "冬"}, by=walk.office)
    sent = {"purpose": "雪に負けない町", "seen_purpose": 0, "period": "春", "seen_period": 0}
    page = words(client.post(url, sent))
    assert '<a href="#id_purpose">事業の目的</a>' in page
    assert '<a href="#id_period">' in page
